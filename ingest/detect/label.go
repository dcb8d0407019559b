package detect

import (
	"strings"
	"unicode/utf8"
)

// bracket is how a bare number is set off.
type bracket uint8

const (
	none    bracket = iota // "3 Offences"
	dot                    // "3."
	paren                  // "3)"
	parens                 // "(3)"
	degree                 // "3°"
	comma                  // "三、"
	keyed                  // a word names the division
	section                // "§ 3"
	sectAft                // "3 §"
	article                // "第三条"
)

// style is what two labels of one list have in common.
type style struct {
	br  bracket
	fam family
	typ string // of keyed labels
}

// label is the number of a division where it begins a line, or follows the
// number of the division around it on the same line.
type label struct {
	start, end int // what is printed as the number, with its keyword
	after      int // where the text behind it begins
	sep        bool
	style      style
	kw         keyword
	val, alt   value
	until      value // of a range ("64 to 66"), its last number
	quoted     bool  // an opening quotation mark stands before it
	line       int   // index of its line
}

// scanLabel reads a label at s[i:end], where a line begins.
func scanLabel(s string, i, end int) (label, bool) {
	i, quoted := skipOrnament(s, i, end)
	if i >= end {
		return label{}, false
	}
	l, ok := scanKeyed(s, i, end)
	if !ok {
		l, ok = scanBare(s, i, end)
	}
	if !ok || l.end > end {
		return label{}, false
	}
	l.quoted = quoted
	l.after, l.sep = skipSeparator(s, l.end, end)
	return l, true
}

// skipOrnament skips what may stand before a number: emphasis, bullets,
// brackets of editorial changes and quotation marks.
func skipOrnament(s string, i, end int) (int, bool) {
	quoted := false
	for i < end {
		switch s[i] {
		case ' ', '\t', '*', '_', '#', '[':
			i++
			continue
		case '"':
			quoted = true
			i++
			continue
		case '-':
			if i+1 < end && s[i+1] == ' ' {
				i += 2
				continue
			}
			return i, quoted
		case 0xC2: // « and no-break space
			if i+1 < end && s[i+1] == 0xAB {
				quoted = true
				i += 2
				continue
			}
			return i, quoted
		case 0xE2:
			if i+2 < end && s[i+1] == 0x80 && (s[i+2] == 0x9C || s[i+2] == 0x9E || s[i+2] == 0x98) { // “ „ ‘
				quoted = true
				i += 3
				continue
			}
			if i+2 < end && s[i+1] == 0x80 && s[i+2] == 0xA2 { // •
				i += 3
				continue
			}
			return i, quoted
		case 0xE3:
			if strings.HasPrefix(s[i:], "\u3000") {
				i += 3
				continue
			}
			return i, quoted
		default:
			return i, quoted
		}
	}
	return i, quoted
}

// skipSeparator skips full stops, colons, dashes and spaces behind a number.
func skipSeparator(s string, i, end int) (after int, sep bool) {
	for i < end {
		switch c := s[i]; {
		case c == ' ' || c == '\t' || c == '*' || c == '_' || c == ']':
			i++
		case c == '.' || c == ':' || c == '-' || c == ',':
			sep = true
			i++
		case c == 0xC2 && i+1 < end && (s[i+1] == 0xB0 || s[i+1] == 0xBA): // ° º
			i += 2
		case c == 0xE2 && i+2 < end && s[i+1] == 0x80 && (s[i+2] == 0x93 || s[i+2] == 0x94 || s[i+2] == 0x92): // – — ‒
			sep = true
			i += 3
		case c == 0xE3 && strings.HasPrefix(s[i:], "\u3000"):
			sep = true
			i += 3
		default:
			return i, sep
		}
	}
	return end, sep
}

// scanKeyed reads a label that names its division.
func scanKeyed(s string, i, end int) (label, bool) {
	if c := s[i]; c < 0x80 && !isUpper(c) && !isLower(c) && !isDigit(c) {
		return label{}, false
	}
	if strings.HasPrefix(s[i:end], "§") {
		return scanSign(s, i, end)
	}
	if strings.HasPrefix(s[i:end], "第") {
		return scanDi(s, i)
	}
	if strings.HasPrefix(s[i:end], "附") || strings.HasPrefix(s[i:end], "別表") || strings.HasPrefix(s[i:end], "附表") {
		return scanFu(s, i, end)
	}
	if !isDigit(s[i]) {
		if l, ok := scanBefore(s, i, end); ok {
			return l, true
		}
	}
	return scanBehind(s, i, end)
}

// scanSign reads "§ 12a", "§§ 12 bis 15".
func scanSign(s string, i, end int) (label, bool) {
	j := i + 2
	plural := strings.HasPrefix(s[j:end], "§")
	if plural {
		j += 2
	}
	j = skipSpaces(s, j, end)
	n, ok := scanNumber(s, j)
	if !ok || n.fam == ordinal {
		return label{}, false
	}
	l := label{start: i, end: n.end, val: n.val, style: style{br: section, typ: "section"}, kw: keyword{typ: "section", rank: rankBasic}}
	if n.fam == romanUpper {
		l.style.fam = romanUpper
	}
	if plural {
		l.end, l.until = scanRange(s, n.end, end)
	}
	return l, true
}

// scanRange reads the rest of "12 bis 15", "12–15", "12 und 13", "12 to 15",
// "12, 13"; last is its last number.
func scanRange(s string, i, end int) (after int, last value) {
	for {
		j := skipSpaces(s, i, end)
		for _, w := range [...]string{"bis", "und", "to", "and", "–", "-", "—", "a", "y", "et", "à", ","} {
			if strings.HasPrefix(s[j:end], w) {
				k := skipSpaces(s, j+len(w), end)
				open := k < end && s[k] == '('
				if open {
					k++
				}
				if k < end && isDigit(s[k]) {
					if n, ok := scanArabic(s, k); ok {
						i, j, last = n.end, -1, n.val
						if open && i < end && s[i] == ')' {
							i++
						}
					}
				}
				break
			}
		}
		if j != -1 {
			return i, last
		}
	}
}

func skipSpaces(s string, i, end int) int {
	for i < end && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	return i
}

// scanDi reads 第三条, 第二十三条の二, 第一章, 第3条.
func scanDi(s string, i int) (label, bool) {
	j := i + len("第")
	if j < len(s) && s[j] == ' ' {
		j++
	}
	n, ok := scanNumber(s, j)
	if !ok || n.fam != cjk && n.fam != arabic {
		return label{}, false
	}
	j = n.end
	if j < len(s) && s[j] == ' ' {
		j++
	}
	r, w := utf8.DecodeRuneInString(s[min(j, len(s)):])
	var kw keyword
	switch r {
	case '条', '條':
		kw = keyword{typ: "article", rank: rankBasic}
	case '編', '编':
		kw = keyword{typ: "book", rank: rankBook}
	case '章':
		kw = keyword{typ: "chapter", rank: rankChapter}
	case '節', '节':
		kw = keyword{typ: "section", rank: rankSection}
	case '款':
		kw = keyword{typ: "subsection", rank: 54}
	case '目':
		kw = keyword{typ: "subdivision", rank: 56}
	default:
		return label{}, false
	}
	l := label{start: i, end: j + w, val: n.val, kw: kw, style: style{br: article, typ: kw.typ}}
	for {
		rest := s[l.end:]
		var k int
		switch {
		case strings.HasPrefix(rest, "の"), strings.HasPrefix(rest, "之"):
			k = 3
		case strings.HasPrefix(rest, "-"):
			k = 1
		default:
			return l, true
		}
		m, ok := scanNumber(s, l.end+k)
		if !ok {
			return l, true
		}
		l.val = l.val.with(int(m.val.c[0]))
		l.end = m.end
	}
}

// scanFu reads what stands behind the body of an act in Chinese and Japanese:
// 附則, 附　則, 別表第一, 附件.
func scanFu(s string, i, end int) (label, bool) {
	for _, w := range [...]string{"附則", "附　則", "附 則", "附则"} {
		if strings.HasPrefix(s[i:end], w) && (end-i < 60 || strings.HasPrefix(strings.TrimLeft(s[i+len(w):end], " \u3000"), "（")) {
			return label{start: i, end: i + len(w), kw: keyword{typ: "transitional", rank: rankAnnex, bare: true}, style: style{br: article, typ: "transitional"}}, true
		}
	}
	for _, w := range [...]string{"別表", "附表", "附件", "附錄", "附录"} {
		if strings.HasPrefix(s[i:end], w) && end-i < 90 {
			l := label{start: i, end: i + len(w), kw: keyword{typ: "annex", rank: rankAnnex, bare: true}, style: style{br: article, typ: "annex"}}
			k := l.end
			if strings.HasPrefix(s[k:end], "第") {
				k += len("第")
			}
			if n, ok := scanNumber(s, k); ok && n.end <= end {
				l.end, l.val = n.end, n.val
			}
			return l, true
		}
	}
	return label{}, false
}

// scanBefore reads "Article 5", "ART. 3 bis", "Chapter IV", "TÍTULO PRIMERO",
// "Sous-section 2".
func scanBefore(s string, i, end int) (label, bool) {
	var buf [24]byte
	word, j := foldWord(s, i, buf[:])
	if len(word) == 0 {
		return label{}, false
	}
	kw, ok := before[string(word)]
	if len(word) == 4 && string(word) == "sous" && j < end && s[j] == '-' {
		rest, e := foldWord(s, j+1, buf[4:])
		if kw, ok = before[string(buf[:4+len(rest)])]; ok {
			j = e
		}
	}
	if !ok {
		return label{}, false
	}
	if j < end && s[j] == '.' {
		j++
	}
	k := skipNumero(s, skipSpaces(s, j, end), end)
	l := label{start: i, kw: kw, style: style{br: keyed, typ: kw.typ}}
	if kw.rank == rankBasic && string(word) != "article" && isLower(s[i]) && string(word) == "cl" {
		return label{}, false
	}
	n, ok := scanNumber(s, k)
	if !ok && k < end && isUpper(s[k]) && !letterAt(s, k+1) { // Part A, Annex B
		n, ok = number{end: k + 1, fam: alphaUpper, val: single(int(s[k]-'A') + 1)}, true
	}
	if !ok || n.end > end || n.end == k {
		if kw.bare && bareHeading(s, i, j, end) {
			l.end = j
			return l, true
		}
		return label{}, false
	}
	if kw.rank == rankBasic && n.fam == ordinal && n.val.n == 0 {
		return label{}, false
	}
	l.end, l.val, l.style.fam = n.end, n.val, n.fam
	if n.prefix {
		l.style.fam = alphaUpper
		l.val = prefixed(s[k], n.val)
	}
	if e := l.end; kw.typ == "article" && n.fam == arabic && e+2 < end && s[e] == ' ' && isUpper(s[e+1]) && s[e+2] == '.' { // Artículo 188 A.
		l.val, l.end = l.val.with(int(s[e+1]-'A')+1), e+2
	}
	return l, true
}

// prefixed puts the letter of a code's part in front of a value.
func prefixed(c byte, v value) value {
	out := single(int(c))
	for i := int8(0); i < v.n; i++ {
		out = out.with(int(v.c[i]))
	}
	return out
}

// bareHeading reports whether a schedule or annex without a number is a heading
// of its own line.
func bareHeading(s string, i, j, end int) bool {
	rest := strings.TrimSpace(s[j:end])
	return isUpper(s[i]) && (rest == "" || isUpper(s[min(i+1, len(s)-1)]) && len(rest) < 80 || rest[0] == '(' && len(rest) < 60)
}

// skipNumero skips "No.", "nº", "n°", "number" before a number.
func skipNumero(s string, i, end int) int {
	rest := s[i:end]
	for _, w := range [...]string{"No. ", "No ", "Nº ", "N° ", "nº ", "n° ", "N.º ", "Nr. ", "nr. ", "# "} {
		if strings.HasPrefix(rest, w) {
			return i + len(w)
		}
	}
	return i
}

// scanBehind reads "3 §", "8 a §", "1 kap.", "1. peatükk", "2. gr.",
// "FÖRSTA AVDELNINGEN", "Erster Abschnitt".
func scanBehind(s string, i, end int) (label, bool) {
	n, ok := scanNumber(s, i)
	if !ok || n.end >= end || n.prefix {
		return label{}, false
	}
	j := n.end
	var until value
	if n.fam == arabic { // 5–7 §§, 35.–39. gr.
		k := j
		if s[k] == '.' {
			k++
		}
		if strings.HasPrefix(s[k:end], "–") {
			if m, ok := scanNumber(s, k+len("–")); ok && m.end < end {
				j, until = m.end, m.val
			}
		}
	}
	if j < end && s[j] == '.' {
		j++
	}
	if j >= end || s[j] != ' ' {
		return label{}, false
	}
	j = skipSpaces(s, j, end)
	if strings.HasPrefix(s[j:end], "§") && n.fam == arabic {
		e := j + 2
		if strings.HasPrefix(s[e:end], "§") {
			e += 2
		}
		return label{start: i, end: e, val: n.val, style: style{br: sectAft, typ: "section"}, kw: keyword{typ: "section", rank: rankBasic}}, true
	}
	var buf [24]byte
	word, e := foldWord(s, j, buf[:])
	if len(word) == 0 {
		return label{}, false
	}
	kw, ok := behind[string(word)]
	if !ok {
		return label{}, false
	}
	if e < end && s[e] == '.' {
		e++
	}
	l := label{start: i, end: e, val: n.val, until: until, kw: kw, style: style{br: keyed, fam: n.fam, typ: kw.typ}}
	// Icelandic "1. gr. a.", "VII. kafli A."
	if k := skipSpaces(s, e, end); k > e && k+1 < end && s[k+1] == '.' && (kw.rank == rankBasic && isLower(s[k]) || kw.rank == rankChapter && isUpper(s[k])) {
		l.val = l.val.with(int(s[k]|0x20) - 'a' + 1)
		l.end = k + 2
	}
	return l, true
}

// scanOrdinalWord reads an ordinal in words: PRIMERO, Erster, première.
func scanOrdinalWord(s string, i int) (number, bool) {
	var buf [24]byte
	word, end := foldWord(s, i, buf[:])
	if len(word) < 3 {
		return number{}, false
	}
	n, ok := ordinals[string(word)]
	if !ok {
		return number{}, false
	}
	return number{end: end, fam: ordinal, val: single(n)}, true
}
