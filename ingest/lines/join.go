// Package lines tells line ends that an author set from those that only fit a
// page, and joins the latter. Begin with [NewJoiner].
package lines

import (
	"bytes"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Joiner joins lines that were broken to fit a width. A line was broken so where
// the first word of the next one would not have fitted behind it.
type Joiner struct {
	// Soft says that line ends mean nothing within a sentence, as in Markdown.
	Soft bool

	width      int // runes; 0 where the text is not broken to a width
	text       string
	hyphenated map[string]bool // words that the text writes with a hyphen within a line
}

const (
	minWidth = 30  // runes; shorter lines are verses, addresses or tables
	maxWidth = 130 // runes; longer lines are paragraphs
)

// NewJoiner measures the width that a text was broken to: the 90th percentile of
// the lengths of lines that another line follows directly, where hardly any line
// is much longer.
func NewJoiner(s string) Joiner {
	var lengths []int
	prev := 0
	for rest := s; rest != "" && len(lengths) < 20000; {
		var line string
		line, rest = Cut(rest)
		n := runes(strings.TrimSpace(line))
		if n > 0 && prev > 0 {
			lengths = append(lengths, prev)
		}
		prev = n
	}
	j := Joiner{text: s, hyphenated: hyphenated(s)}
	if len(lengths) < 3 {
		return j
	}
	sort.Ints(lengths)
	w, long := lengths[len(lengths)*9/10], lengths[len(lengths)*97/100]
	if w >= minWidth && w <= maxWidth && (len(lengths) < 40 || long*4 <= w*5) { // else lines are as long as what they say
		j.width = w
	}
	return j
}

// Join returns the logical lines of a paragraph, given its printed lines.
func (j Joiner) Join(lines []string) []string {
	var out []string
	var cur []byte
	prev := ""
	for _, line := range lines {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		switch {
		case prev == "":
			cur = append(cur, line...)
		case j.Broken(prev, line):
			cur = j.glue(cur, line)
		default:
			out = append(out, string(cur))
			cur = append(cur[:0], line...)
		}
		prev = line
	}
	if len(cur) > 0 {
		out = append(out, string(cur))
	}
	return out
}

// Broken reports whether the line end between prev and next was put in to fit
// the width.
func (j Joiner) Broken(prev, next string) bool {
	first, _ := utf8.DecodeRuneInString(next)
	last, _ := utf8.DecodeLastRuneInString(prev)
	n := runes(prev)
	continues := unicode.IsLower(first) && !strings.ContainsRune(".:;!?。；：", last)
	if Enumerates(next) {
		// A date or number at the start of a line is not an item where the line
		// before it is full and does not end a sentence.
		return j.width > 0 && n+1+firstWord(next) > j.width && !strings.ContainsRune(".:;,—–-。；：", last) && unicode.IsDigit(first)
	}
	if strings.ContainsRune(".:;", last) && !strings.HasSuffix(prev, "kap.") && namesProvision(next) {
		return false
	}
	if continues && (j.Soft || divided(prev)) {
		return true
	}
	if j.width == 0 || n*3 > j.width*4 {
		return continues
	}
	if last == '。' {
		return false
	}
	return n+1+firstWord(next) > j.width-j.width/10 || continues && n*5 > j.width*2
}

// Continues reports whether next goes on with the sentence of prev, so that a
// line end between them means nothing even where it was set on purpose: prev is
// long and does not end a clause, next begins in lower case and is no item.
func Continues(prev, next string) bool {
	const long = 30 // runes
	first, _ := utf8.DecodeRuneInString(next)
	last, _ := utf8.DecodeLastRuneInString(prev)
	return unicode.IsLower(first) && !strings.ContainsRune(".:;!?。；：", last) && runes(prev) >= long && !Enumerates(next)
}

// DoubleSpaced reports whether blank lines stand between the printed lines of a
// text, so that they do not divide paragraphs: a fifth of the lines and more go
// on behind one.
func DoubleSpaced(s string) bool {
	const most = 5000 // lines that are looked at
	prev, blanks, pairs, going := "", 0, 0, 0
	for n := 0; s != "" && n < most; n++ {
		var line string
		line, s = Cut(s)
		if line = strings.TrimSpace(line); line == "" {
			blanks++
			continue
		}
		if blanks == 1 && prev != "" {
			pairs++
			if len(prev) <= maxWidth && Continues(prev, line) {
				going++
			}
		}
		prev, blanks = line, 0
	}
	return pairs >= 20 && going*5 >= pairs
}

// divided reports whether a line ends in a hyphen behind a letter.
func divided(line string) bool {
	s := strings.TrimRight(line, "-\u2010\u00AD")
	r, _ := utf8.DecodeLastRuneInString(s)
	return len(s) < len(line) && unicode.IsLetter(r)
}

// Enumerates reports whether a line begins as an item of a list: "(a)", "1.",
// "2)", "- ", "§ 3", "II - ", "•".
func Enumerates(line string) bool {
	rest := line
	r, n := utf8.DecodeRuneInString(rest)
	switch {
	case strings.ContainsRune("•‣◦▪–—*·§", r):
		return true
	case r == '-':
		return len(line) > 1 && line[1] == ' '
	case r == '(' || r == '（':
		rest = rest[n:]
	}
	open := len(rest) < len(line)
	k := 0
	for k < len(rest) && k < 6 && (rest[k] >= '0' && rest[k] <= '9' || rest[k]|0x20 >= 'a' && rest[k]|0x20 <= 'z') {
		k++
	}
	if k == 0 || k == len(rest) {
		return false
	}
	digits := rest[0] >= '0' && rest[0] <= '9'
	switch rest[k] {
	case ')':
		return open || digits || k <= 3
	case ' ': // "II - " of Portuguese and French lists
		return !open && dash(rest[k+1:]) && (digits || strings.Trim(rest[:k], "IVXLC") == "")
	case '.':
		return !open && (digits || k == 1 || roman(rest[:k])) && k+1 < len(rest) && (rest[k+1] == ' ' || rest[k+1] == '\t')
	}
	return false
}

// dash reports whether a text begins with a dash and a space.
func dash(s string) bool {
	return strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "– ") || strings.HasPrefix(s, "— ")
}

// namesProvision reports whether a line begins as an article or a section does,
// "Art. 3", "ARTÍCULO 12", "Section 4", "4 §", "Stk. 2.", "Parágrafo único.".
func namesProvision(line string) bool {
	if d := strings.TrimLeft(line, "0123456789"); len(d) < len(line) {
		return signBehind(d)
	}
	if strings.HasPrefix(line, "Parágrafo ") || strings.HasPrefix(line, "PARÁGRAFO ") {
		return true
	}
	k := strings.IndexByte(line, ' ')
	if k < 3 || k > 12 || k+1 >= len(line) || line[k+1] < '0' || line[k+1] > '9' {
		return false
	}
	switch strings.ToLower(line[:3]) {
	case "art":
		return line[0] == 'A'
	case "sec", "stk":
		return line[0] == 'S'
	}
	return false
}

// signBehind reports whether the sign of a section, or the word for a chapter,
// stands behind its number: "4 §", "4 a §", "2 kap.".
func signBehind(rest string) bool {
	rest = strings.TrimPrefix(rest, " ")
	if strings.HasPrefix(rest, "§") || strings.HasPrefix(rest, "kap.") {
		return true
	}
	return len(rest) > 2 && rest[0] >= 'a' && rest[0] <= 'z' && strings.HasPrefix(rest[1:], " §")
}

func roman(s string) bool { return strings.Trim(strings.ToLower(s), "ivxlcdm") == "" }

// glue appends line to a line that was broken before it, taking out the hyphen
// of a divided word.
func (j Joiner) glue(cur []byte, line string) []byte {
	last, n := utf8.DecodeLastRune(cur)
	first, _ := utf8.DecodeRuneInString(line)
	switch {
	case Wide(last) && Wide(first):
	case (last == '-' || last == '\u2010' || last == '\u00AD') && unicode.IsLower(first) && len(cur) > n && !suspended(line):
		before, _ := utf8.DecodeLastRune(cur[:len(cur)-n])
		if unicode.IsLetter(before) && (last == '\u00AD' || !j.keepsHyphen(cur[:len(cur)-n], line)) {
			cur = cur[:len(cur)-n]
		}
	default:
		cur = append(cur, ' ')
	}
	return append(cur, line...)
}

// keepsHyphen reports whether the word divided at a hyphen is written with the
// hyphen elsewhere in the text, and not without it.
func (j Joiner) keepsHyphen(before []byte, after string) bool {
	left := string(before[bytes.LastIndexFunc(before, notLetter)+1:])
	right := after
	if i := strings.IndexFunc(after, notLetter); i >= 0 {
		right = after[:i]
	}
	word := left + "-" + right
	if keeps := j.hyphenated[word]; !keeps {
		return false
	}
	if strings.Contains(j.text, left+right) {
		delete(j.hyphenated, word) // so that the text is searched once for each word
		return false
	}
	return true
}

// hyphenated collects the pairs of words that stand around a hyphen in the
// middle of a line.
func hyphenated(s string) map[string]bool {
	words := map[string]bool{}
	for at := 0; ; {
		i := strings.IndexByte(s[at:], '-')
		if i < 0 {
			return words
		}
		i += at
		at = i + 1
		const longest = 64 // bytes of a word
		left, right := s[max(0, i-longest):i], s[i+1:min(len(s), i+1+longest)]
		left = left[strings.LastIndexFunc(left, notLetter)+1:]
		if k := strings.IndexFunc(right, notLetter); k >= 0 {
			right = right[:k]
		}
		if left != "" && right != "" {
			words[left+"-"+right] = true
		}
	}
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// suspended reports whether a line begins with a conjunction, so that a hyphen
// before it stands for the rest of a compound ("Frauen- und Kinderhandel").
func suspended(line string) bool {
	w := line
	if i := strings.IndexByte(line, ' '); i >= 0 {
		w = line[:i]
	}
	switch w {
	case "und", "oder", "bzw.", "sowie", "and", "or", "et", "ou", "y", "o", "och", "eller", "og", "ja", "tai", "en", "of", "to", "as":
		return true
	}
	return false
}

// firstWord is the length of the first word of a line in runes; a script
// without spaces may be broken after any character.
func firstWord(s string) int {
	n := 0
	for _, r := range s {
		if r == ' ' || r == '\t' {
			break
		}
		n++
		if Wide(r) {
			break
		}
	}
	return n
}

// Wide reports whether a character belongs to a script that is written without
// spaces between words: Chinese or Japanese.
func Wide(r rune) bool {
	return r >= 0x2E80 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF)
}

func runes(s string) int { return utf8.RuneCountInString(s) }

// Cut returns the first line of s without its end, and the rest. Line ends
// are \n, \r\n and \r.
func Cut(s string) (line, rest string) {
	i := strings.IndexAny(s, "\n\r")
	if i < 0 {
		return s, ""
	}
	if s[i] == '\r' && i+1 < len(s) && s[i+1] == '\n' {
		return s[:i], s[i+2:]
	}
	return s[:i], s[i+1:]
}
