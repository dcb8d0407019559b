package detect

import (
	"strings"
	"unicode/utf8"

	"policyscan/ingest/reading"
)

// standsAsKeyed reports whether a number with its keyword opens a division
// rather than being a reference to one ("Section 12 applies where …").
func (d *detector) standsAsKeyed(l *label) bool {
	ln := d.lines[l.line]
	role := d.blocks[ln.block].Role
	rest := d.text[l.after:ln.end]
	if !ln.first && !d.sentenceBefore(l.line) {
		return false
	}
	if rest == "" || noteMark(rest) {
		return ln.first || ln.last || d.shortBefore(l.line)
	}
	switch l.style.br {
	case article:
		return l.sep || l.kw.rank == rankAnnex || role == reading.Heading || d.text[l.end] == ' ' || captionOnly(rest) || strings.HasPrefix(rest, "【")
	case sectAft:
		if l.sep { // "3 §. Text", where an act prints all its sections so
			d.stopped = d.stopped || l.val.first() && !d.unstopped
			return d.stopped && ln.first && d.text[l.end] == '.' && upperStart(rest)
		}
		if !upperStart(rest) {
			return d.provisionVerb(rest)
		}
		d.unstopped = true
		return true
	case section:
		if referenceWord(rest) {
			return false
		}
	case keyed:
		if d.text[l.end] == '(' || historyNote(rest) {
			return false
		}
	}
	if role == reading.Heading {
		return true
	}
	if l.kw.rank < rankBasic && !l.sep && len(rest) > 120 {
		return false
	}
	if l.kw.rank < rankBasic && l.sep && len(rest) > 240 && ln.first && ln.last {
		return false
	}
	if upperStart(rest) && !referenceWord(rest) {
		return l.sep || d.text[l.end-1] == '.' || headingLike(rest) || l.kw.rank == rankBasic || allCaps(d.text[l.start:l.end])
	}
	return l.sep && ln.first && l.kw.rank == rankBasic
}

// noteMark reports whether nothing but the mark of a footnote stands behind a
// number: "1)".
func noteMark(rest string) bool {
	n := len(rest)
	return n >= 2 && n <= 4 && rest[n-1] == ')' && isDigit(rest[0]) && isDigit(rest[n-2])
}

// captionOnly reports whether a caption in brackets stands behind the number of
// an article, and nothing or a space behind it: "第七十五条（義務）第一項" is a
// reference.
func captionOnly(rest string) bool {
	if !strings.HasPrefix(rest, "（") {
		return false
	}
	k := strings.Index(rest, "）")
	if k < 0 {
		return false
	}
	rest = rest[k+len("）"):]
	return rest == "" || rest[0] == ' ' || strings.HasPrefix(rest, "\u3000")
}

// lineBefore reports whether the line before line i, of the same block, ends a
// sentence or a heading, so that line i may open something.
func (d *detector) lineBefore(i int) bool {
	if i == 0 {
		return true
	}
	p := d.lines[i-1]
	return endsClause(d.text[p.start:p.end]) || d.shortBefore(i)
}

// sentenceBefore is lineBefore for divisions that never stand inside a sentence.
func (d *detector) sentenceBefore(i int) bool {
	p := d.lines[i-1]
	s := strings.TrimRight(d.text[p.start:p.end], " *_)]”\"»’")
	return d.shortBefore(i) && !strings.HasSuffix(s, ",") || s == "" || strings.IndexByte(".:;!?", s[len(s)-1]) >= 0 || strings.HasSuffix(s, "。") || strings.HasSuffix(s, "—")
}

// shortBefore reports whether the line before line i is clearly shorter than a
// full line, as the last line of a paragraph or a heading is.
func (d *detector) shortBefore(i int) bool {
	if i == 0 {
		return true
	}
	p := d.lines[i-1]
	return p.end-p.start < 45
}

// provisionVerb reports whether a § in Swedish or Finnish style is followed by
// the words that say that it was repealed or moved.
func (d *detector) provisionVerb(rest string) bool {
	for _, w := range [...]string{"har ", "upphäv", "är ", "on ", "/", "(", "Har ", "kumottu", "hävd", "uph"} {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return false
}

// referenceWord reports whether text behind a number continues a reference:
// "§ 5 Abs. 2", "Article 5 of", "Artikel 3 Absatz".
func referenceWord(rest string) bool {
	for _, w := range [...]string{"Abs. ", "Absatz ", "Satz ", "Nr. ", "Nummer ", "Buchstabe ", "Unterabsatz "} {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return false
}

// historyNote reports whether the text behind a number says that the provision
// was changed: an editorial note, not the provision.
func historyNote(rest string) bool {
	for _, w := range [...]string{"amended", "inserted", "repealed,", "repealed by", "replaced", "substituted", "added", "heading:", "heading amended", "compare:"} {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return false
}

// upperStart reports whether text begins as a sentence, heading or quotation
// does.
func upperStart(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == ' ' || c == '*' || c == '_' || c == '[' || c == '"' || c == '\'' || c == '<':
			i++
			continue
		case c == '(':
			return true
		case isUpper(c):
			return true
		case c < 0x80:
			return isDigit(c) && i > 0
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '“' || r == '«' || r == '„' || r == '‘' || r == '¿' || r == '¡' || r == '”' || r == '’':
			i += w
			continue
		case r >= 0x3000 || r == '§' || r == '…':
			return true
		}
		f := foldRune(r)
		return f != 0 && isUpperRune(r)
	}
	return false
}

func isUpperRune(r rune) bool {
	switch {
	case r >= 0xC0 && r <= 0xDE:
		return true
	case r >= 0x100 && r < 0x180:
		return r&1 == 0 && r < 0x139 || r&1 == 1 && r >= 0x139 && r <= 0x148 || r&1 == 0 && r >= 0x14A && r < 0x178 || r&1 == 1 && r >= 0x179
	case r >= 0x386 && r <= 0x3AB:
		return r != 0x390
	case r >= 0x400 && r <= 0x42F:
		return true
	case r == 0x218 || r == 0x21A:
		return true
	}
	return false
}

// endsClause reports whether a line ends a sentence or a clause of a list.
func endsClause(s string) bool {
	s = strings.TrimRight(s, " *_)]”\"»’")
	if s == "" {
		return true
	}
	switch s[len(s)-1] {
	case '.', ':', ';', '!', '?':
		return true
	}
	for _, w := range [...]string{"—", "–", "。", "：", "；", " and", " or", " och", " eller", " und", " oder", " y", " o", " et", " ou", ",", "、", "„", "“"} {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// headingLike reports whether a line reads as a heading: short, begins with a
// capital, and does not end as a sentence does.
func headingLike(s string) bool {
	s = strings.Trim(s, " *_")
	if s == "" || len(s) > 160 || !upperStart(s) {
		return false
	}
	switch s[len(s)-1] {
	case ';', ':', ',':
		return false
	case '.':
		return len(s) < 90 && strings.Count(s, " ") < 9 && !strings.Contains(s[:len(s)-1], ". ")
	}
	if strings.HasSuffix(s, "—") || strings.HasSuffix(s, "–") {
		return false
	}
	if r, _ := utf8.DecodeLastRuneInString(s); r == '。' || r == '、' || r == '：' || r == '；' {
		return false
	}
	return strings.Count(s, " ") < 22 && !danglingWords[s[strings.LastIndexByte(s, ' ')+1:]]
}

// danglingWords end no heading: the sentence goes on.
var danglingWords = map[string]bool{
	"a": true, "la": true, "el": true, "los": true, "las": true, "de": true, "del": true, "al": true, "y": true, "o": true, "que": true, "con": true, "por": true, "para": true, "su": true, "sus": true,
	"the": true, "of": true, "and": true, "or": true, "to": true, "by": true, "in": true, "an": true, "with": true, "for": true, "which": true, "that": true, "shall": true, "is": true, "are": true,
	"le": true, "les": true, "des": true, "du": true, "et": true, "ou": true, "un": true, "une": true, "sur": true, "dans": true, "à": true,
	"der": true, "die": true, "das": true, "den": true, "dem": true, "und": true, "oder": true, "von": true, "zu": true, "mit": true, "eine": true, "einer": true,
	"och": true, "eller": true, "som": true, "att": true, "av": true, "med": true, "og": true, "til": true,
}

// allCaps reports whether the letters of s are capitals.
func allCaps(s string) bool {
	upper := false
	for _, r := range s {
		if r < 0x80 {
			if isLower(byte(r)) {
				return false
			}
			upper = upper || isUpper(byte(r))
			continue
		}
		if foldRune(r) != 0 {
			if !isUpperRune(r) {
				return false
			}
			upper = true
		}
	}
	return upper
}

// standsAsBare reports whether a bare number may open something: at the
// beginning of a block, or of a line that follows the end of a clause.
func (d *detector) standsAsBare(l *label) bool {
	ln := d.lines[l.line]
	rest := d.text[l.after:ln.end]
	if l.style.br == none {
		if l.style.fam == cjk || l.style.fam == kana {
			return rest == "" || l.sep || ln.first && d.text[l.end] == ' '
		}
		if !ln.first && !d.lineBefore(l.line) {
			return false
		}
		if d.spans(l) {
			rest = d.text[l.after:ln.end]
		}
		return upperStart(rest) || l.sep || rest == "" && ln.last && d.text[l.start] >= utf8.RuneSelf
	}
	if ln.first {
		if l.style.br == parens && l.style.fam == arabic {
			d.spans(l)
		}
		if l.style.br == dot && l.style.fam == alphaUpper && len(d.text[l.start:ln.end]) < 30 && rest == "" {
			return false
		}
		return true
	}
	if !d.lineBefore(l.line) {
		return false
	}
	return true
}

// spans lengthens a label that counts several provisions at once, as repealed
// ones are printed: "64 and 65 [Repealed]", "(2) to (4) [Repealed]".
func (d *detector) spans(l *label) bool {
	end := d.lines[l.line].end
	e, last := scanRange(d.text, l.end, end)
	if e == l.end || !upperStart(d.text[skipSpaces(d.text, e, end):end]) {
		return false
	}
	l.end, l.until = e, last
	l.after, l.sep = skipSeparator(d.text, e, end)
	return true
}

// HeadingLike reports whether a line reads as a heading: short, begun with a
// capital letter, not ended as a sentence or a clause is.
func HeadingLike(s string) bool { return headingLike(s) }
