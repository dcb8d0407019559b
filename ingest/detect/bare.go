package detect

import (
	"strings"
	"unicode/utf8"
)

// scanBare reads (1), 1., 1), a), (iv), 1°, 一、, （三）, イ.
func scanBare(s string, i, end int) (label, bool) {
	open := 0
	switch {
	case i >= end: // nothing but ornament
		return label{}, false
	case s[i] == '(':
		open = 1
	case strings.HasPrefix(s[i:end], "（"):
		open = len("（")
	}
	n, ok := scanSymbol(s, i+open, end)
	if !ok || n.end > end {
		return label{}, false
	}
	l := label{start: i, end: n.end, val: n.val, alt: n.alt, style: style{fam: n.fam}}
	if n.fam == decimal && (open > 0 || n.end < end && s[n.end] == ')') {
		l.style.fam = arabic
	}
	rest := s[n.end:end]
	switch {
	case open > 0:
		for _, w := range [...]string{")", "）"} {
			if strings.HasPrefix(rest, w) {
				l.end += len(w)
				l.style.br = parens
				return l, true
			}
		}
		return label{}, false
	case strings.HasPrefix(rest, ")"), strings.HasPrefix(rest, "°)"), strings.HasPrefix(rest, ".)"), strings.HasPrefix(rest, "º)"):
		l.end += strings.IndexByte(rest, ')') + 1
		l.style.br = paren
		return l, true
	case strings.HasPrefix(rest, "）"):
		l.end += len("）")
		l.style.br = paren
		return l, true
	case strings.HasPrefix(rest, "、"):
		l.end += len("、")
		l.style.br = comma
		return l, true
	case strings.HasPrefix(rest, "．"):
		l.end += len("．")
		l.style.br = dot
		return l, true
	case strings.HasPrefix(rest, "."):
		if n.fam == alphaUpper && len(rest) > 2 && isUpper(rest[2]) && (len(rest) < 4 || rest[3] == '.') { // initials of a name
			return label{}, false
		}
		if len(rest) > 1 && isAlnum(rest[1]) && !isUpper(rest[1]) && rest[1] < 0x80 {
			return label{}, false
		}
		l.end++
		l.style.br = dot
		return l, true
	case (n.fam == romanUpper || n.fam == alphaUpper && n.alt.n > 0 || n.fam == arabic) && dashed(rest):
		l.style.br = dot
		return l, true
	case n.end-i >= 2 && (s[n.end-2:n.end] == "°" || s[n.end-2:n.end] == "º"):
		l.style.br = degree
		return l, true
	case n.fam == arabic || n.fam == decimal || n.fam == cjk || n.fam == kana:
		if rest == "" || rest[0] == ' ' || rest[0] == '\t' || rest[0] == '*' || strings.HasPrefix(rest, "\u3000") {
			return l, true
		}
	}
	return label{}, false
}

// dashed reports whether a dash between spaces, and a word, follow a number: the
// "I - " of Portuguese and French lists.
func dashed(rest string) bool {
	for _, w := range [...]string{" - ", " – ", " — "} {
		if strings.HasPrefix(rest, w) && len(rest) > len(w) {
			c := rest[len(w)]
			return isUpper(c) || isLower(c) || c >= utf8.RuneSelf
		}
	}
	return false
}

// scanSymbol reads the sign inside a bare label.
func scanSymbol(s string, i, end int) (number, bool) {
	if i >= end {
		return number{}, false
	}
	c := s[i]
	switch {
	case isDigit(c):
		return scanArabic(s, i)
	case isLower(c):
		return scanLetters(s, i, end, 'a', alphaLower, romanLower)
	case isUpper(c):
		return scanLetters(s, i, end, 'A', alphaUpper, romanUpper)
	case c == 0xCE || c == 0xCF:
		return scanGreek(s, i)
	case c == 0xD0 || c == 0xD1:
		return scanCyrillic(s, i)
	case c == 0xEF && fullwidthDigit(s, i) >= 0:
		return scanFullwidth(s, i)
	case c == 0xE3:
		return scanKana(s, i)
	case c >= 0xE4 && c <= 0xE9:
		return scanCJK(s, i)
	}
	return number{}, false
}

// scanLetters reads a, aa, iv, a.1, A, bis at most four letters long.
func scanLetters(s string, i, end int, base byte, alpha, rom family) (number, bool) {
	j := i
	for j < end && j < i+7 && (isLower(s[j]) && base == 'a' || isUpper(s[j]) && base == 'A') {
		j++
	}
	word := s[i:j]
	n := number{end: j, fam: alpha}
	switch {
	case len(word) == 1:
		n.val = single(int(word[0]-base) + 1)
		if r, ok := roman(word); ok {
			n.alt = single(r)
		}
	case len(word) == 2 && word[0] == word[1]:
		n.val = single(26 + int(word[0]-base) + 1)
		if r, ok := roman(word); ok {
			n.alt = single(r)
		}
	default:
		r, ok := roman(word)
		if !ok {
			if len(word) == 3 && word[0] == word[1] && word[1] == word[2] {
				n.val = single(52 + int(word[0]-base) + 1)
				break
			}
			return number{}, false
		}
		n.fam, n.val = rom, single(r)
	}
	for j = n.end; j+1 < end && (s[j] == '.' || s[j] == '-') && isDigit(s[j+1]); { // (a.1)
		m, e := digits(s, j+1)
		if n.val = n.val.with(m); n.val.n == 2 {
			n.val.frac = s[j+1 : e]
		}
		if n.alt.n > 0 {
			n.alt = n.alt.with(m)
			n.alt.frac = n.val.frac
		}
		j = e
		n.end = e
	}
	if m, e := scanSuffix(s, n.end); e > n.end && (s[n.end] == ' ' || s[n.end] == '-' && e > n.end+2) { // a bis
		n.val = n.val.with(m)
		n.end = e
	}
	return n, true
}

// scanGreek reads the Greek alphabetic numerals of statutes: α, β, στ, ια.
func scanGreek(s string, i int) (number, bool) {
	if strings.HasPrefix(s[i:], "στ") {
		return number{end: i + 4, fam: greek, val: single(6)}, true
	}
	total, j := 0, i
	for k := 0; k < 2; k++ {
		r, w := utf8.DecodeRuneInString(s[j:])
		d := greekDigit(foldRune(r))
		if d == 0 {
			break
		}
		total += d
		j += w
	}
	if total == 0 {
		return number{}, false
	}
	return number{end: j, fam: greek, val: single(total)}, true
}

func greekDigit(r rune) int {
	const units = "αβγδε"
	switch {
	case r >= 'α' && r <= 'ε':
		return strings.IndexRune(units, r)/2 + 1
	case r >= 'ζ' && r <= 'ι':
		return int(r-'ζ') + 7
	case r >= 'κ' && r <= 'π':
		return (int(r-'κ') + 2) * 10
	}
	return 0
}

// scanCyrillic reads one letter of a list: а, б, в.
func scanCyrillic(s string, i int) (number, bool) {
	r, w := utf8.DecodeRuneInString(s[i:])
	if r = foldRune(r); r < 'а' || r > 'я' {
		return number{}, false
	}
	return number{end: i + w, fam: cyrillic, val: single(int(r-'а') + 1)}, true
}

// scanKana reads イ, ロ, ハ in the order of the iroha, or a circled number.
func scanKana(s string, i int) (number, bool) {
	const iroha = "イロハニホヘトチリヌルヲワカヨタレソツネナラム"
	r, w := utf8.DecodeRuneInString(s[i:])
	if k := strings.IndexRune(iroha, r); k >= 0 {
		return number{end: i + w, fam: kana, val: single(k/3 + 1)}, true
	}
	return number{}, false
}
