package detect

import (
	"strings"
	"unicode/utf8"
)

// value is a number as a sequence of components, so that inserted numbers sort
// where the drafter put them: 7A is 7·1, 225-12-1 is 225·12·1, 12 bis is 12·2.
type value struct {
	c    [5]int32
	n    int8
	frac string // digits behind the point of a number with one decimal
}

func single(n int) value { return value{c: [5]int32{int32(n)}, n: 1} }

// with returns v with one more component; components beyond the fifth are dropped.
func (v value) with(n int) value {
	if int(v.n) < len(v.c) {
		v.c[v.n] = int32(n)
		v.n++
	}
	return v
}

// less orders values as a statute prints them.
func (v value) less(w value) bool {
	for i := int8(0); i < v.n && i < w.n; i++ {
		if v.c[i] != w.c[i] {
			return v.c[i] < w.c[i]
		}
	}
	return v.n < w.n
}

// first reports whether v opens a numbering.
func (v value) first() bool { return v.n == 1 && v.c[0] == 1 }

// after reports whether v is printed behind u: by its components, or, for one
// decimal, by its digits (41.1, 41.13, 41.2).
func (v value) after(u value) bool {
	if u.frac != "" && v.frac != "" && u.c[0] == v.c[0] && u.frac < v.frac {
		return true
	}
	return u.less(v)
}

// inserts reports whether v is a number that was inserted behind u before the
// next whole number: 2.11 or 2A behind 2.1.
func (v value) inserts(u value) bool {
	return v.n > 1 && u.n > 0 && v.c[0] == u.c[0] && v.after(u)
}

// follows reports whether v may stand directly after u: 8 after 7, 7A after 7,
// 8 after 7B, 225-13 after 225-12-10.
func (v value) follows(u value) bool {
	if u.n == 0 {
		return v.first()
	}
	if v.n > u.n {
		if v.n != u.n+1 || v.c[u.n] > 2 {
			return false
		}
		for i := int8(0); i < u.n; i++ {
			if v.c[i] != u.c[i] {
				return false
			}
		}
		return true
	}
	if v.n == 0 {
		return false
	}
	last := v.n - 1
	for i := int8(0); i < last; i++ {
		if v.c[i] != u.c[i] {
			return false
		}
	}
	return v.c[last] == u.c[last]+1
}

// family is the kind of signs that a number is written with.
type family uint8

const (
	arabic family = iota
	romanUpper
	romanLower
	alphaUpper
	alphaLower
	greek
	cyrillic
	cjk
	kana
	decimal // 1.2, 1.2.3
	ordinal // a word
	circled
)

// number is a parsed number: where it ends, what it means, and what else it
// could mean (a single letter that is also a Roman numeral).
type number struct {
	end    int
	fam    family
	val    value
	alt    value // as Roman numeral; n is 0 where there is none
	prefix bool  // begins with a letter that names a part of a code (L. 225-1)
}

// scanNumber reads a number at s[i:]: digits with their suffixes, Roman
// numerals in capitals, ordinals in words, Chinese numerals. It does not read
// single letters, which mean nothing without a bracket.
func scanNumber(s string, i int) (number, bool) {
	if i >= len(s) {
		return number{}, false
	}
	c := s[i]
	switch {
	case isDigit(c):
		return scanArabic(s, i)
	case c >= 'A' && c <= 'Z':
		if n, ok := scanPrefixed(s, i); ok {
			return n, true
		}
		if n, ok := scanRoman(s, i); ok {
			return n, true
		}
		return scanOrdinalWord(s, i)
	case c >= 'a' && c <= 'z' || c == 0xC3 || c == 0xC4 || c == 0xC5 || c == 0xCE || c == 0xCF:
		return scanOrdinalWord(s, i)
	case c == 0xEF:
		if fullwidthDigit(s, i) >= 0 {
			return scanFullwidth(s, i)
		}
	case c >= 0xE3 && c <= 0xE9:
		return scanCJK(s, i)
	}
	return number{}, false
}

func isDigit(c byte) bool { return c-'0' < 10 }
func isUpper(c byte) bool { return c-'A' < 26 }
func isLower(c byte) bool { return c-'a' < 26 }
func isAlnum(c byte) bool { return isDigit(c) || isUpper(c) || isLower(c) || c >= 0x80 }

// digits reads up to six digits.
func digits(s string, i int) (n, end int) {
	for end = i; end < len(s) && isDigit(s[end]) && end < i+6; end++ {
		n = n*10 + int(s[end]-'0')
	}
	return n, end
}

// scanArabic reads digits with what drafters append to them: 7A, 8 a, 12 bis,
// 225-12-1, 22-1831.01, 1er, 5°, 3º.
func scanArabic(s string, i int) (number, bool) {
	n, j := digits(s, i)
	if j < len(s) && isDigit(s[j]) {
		return number{}, false
	}
	out := number{fam: arabic, val: single(n)}
	j = scanOrdinalMark(s, j)
	for j+1 < len(s) && int(out.val.n) < len(out.val.c) {
		if (s[j] == '-' || s[j] == '.' || s[j] == '/' || s[j] == ':') && isDigit(s[j+1]) {
			m, e := digits(s, j+1)
			if e < len(s) && isDigit(s[e]) {
				break
			}
			out.val.frac = ""
			if s[j] == '.' && out.val.n == 1 {
				out.fam, out.val.frac = decimal, s[j+1:e]
			}
			out.val = out.val.with(m)
			j = scanOrdinalMark(s, e)
			continue
		}
		if s[j] == 0xE2 && strings.HasPrefix(s[j:], "‑") && j+3 < len(s) && isDigit(s[j+3]) {
			m, e := digits(s, j+3)
			out.val = out.val.with(m)
			j = e
			continue
		}
		m, e := scanSuffix(s, j)
		if e == j {
			m, e = scanCounted(s, j)
		}
		if e == j {
			break
		}
		out.val = out.val.with(m)
		j = e
	}
	if j == len(s)-1 { // a suffix as the last sign
		if m, e := scanSuffix(s, j); e > j {
			out.val = out.val.with(m)
			j = e
		}
	}
	if j < len(s) && (isDigit(s[j]) || isUpper(s[j]) || isLower(s[j])) {
		return number{}, false
	}
	out.end = j
	return out, true
}

// scanOrdinalMark skips °, º, ª, er, re, ro, do, o., a. and the like, which do
// not change the number.
func scanOrdinalMark(s string, j int) int {
	k := ordinalMark(s, j)
	if k > j && k+2 < len(s) && s[k] == '.' && s[k+1] == '-' && isUpper(s[k+2]) && !letterAt(s, k+3) { // 9o.-C
		return k + 1
	}
	return k
}

func ordinalMark(s string, j int) int {
	rest := s[j:]
	switch {
	case strings.HasPrefix(rest, "º") || strings.HasPrefix(rest, "°") || strings.HasPrefix(rest, "ª"):
		return j + 2
	case len(rest) >= 2 && (rest[:2] == "er" || rest[:2] == "re" || rest[:2] == "ro" || rest[:2] == "do" || rest[:2] == "to" || rest[:2] == "vo") && !letterAt(rest, 2):
		return j + 2
	case len(rest) >= 3 && rest[:3] == "ère" && !letterAt(rest, 3):
		return j + 4
	case len(rest) >= 1 && rest[0] == 'o' && !letterAt(rest, 1): // 1o, 5o., 9o-A
		return j + 1
	}
	return j
}

func letterAt(s string, i int) bool {
	return i < len(s) && isAlnum(s[i]) && !strings.HasPrefix(s[i:], "—") && !strings.HasPrefix(s[i:], "–")
}

// latinSuffixes are the words that number inserted provisions.
var latinSuffixes = map[string]int{
	"bis": 2, "ter": 3, "quater": 4, "quinquies": 5, "sexies": 6, "septies": 7, "octies": 8, "nonies": 9, "novies": 9, "decies": 10,
	"undecies": 11, "duodecies": 12, "terdecies": 13, "quaterdecies": 14, "quindecies": 15, "quinquiesdecies": 15, "sexdecies": 16, "sexiesdecies": 16,
	"septdecies": 17, "septiesdecies": 17, "octodecies": 18, "octiesdecies": 18, "novodecies": 19, "noniesdecies": 19, "vicies": 20, "unvicies": 21,
	"duovicies": 22, "tervicies": 23,
}

// scanSuffix reads A, a, " bis", "-A", "_a": the suffix of an inserted number.
func scanSuffix(s string, j int) (n, end int) {
	k := j
	if k < len(s) && (s[k] == ' ' || s[k] == '-') {
		k++
	}
	if k >= len(s) {
		return 0, j
	}
	rest := s[k:]
	if c := rest[0] | 0x20; isLower(c) && len(rest) >= 3 && isLower(rest[1]|0x20) && (isLower(rest[2]|0x20) || rest[2] == 0xC3) {
		var buf [18]byte
		word, e := foldWord(rest, 0, buf[:])
		if n, ok := latinSuffixes[string(word)]; ok && !letterAt(rest, e) && !(e+1 < len(rest) && rest[e] == ' ' && isDigit(rest[e+1])) { // "§§ 4 bis 6" is a range
			return n, k + e
		}
		return 0, j
	}
	if letterAt(rest, 1) {
		if k == j && isUpper(rest[0]) && isUpper(rest[1]) && !letterAt(rest, 2) { // 19AB: A first, B next time
			return int(rest[0] - 'A' + 1), k + 1
		}
		if k == j && isUpper(rest[0]) && len(rest) >= 2 && isDigit(rest[1]) { // 12A1
			return int(rest[0] - 'A' + 1), k + 1
		}
		return 0, j
	}
	switch c := rest[0]; {
	case isUpper(c) && (k == j || s[j] == '-'):
		return int(c - 'A' + 1), k + 1
	case isLower(c) && k == j:
		return int(c - 'a' + 1), k + 1
	case isLower(c) && s[j] == ' ' && spacedLetter(rest):
		return int(c - 'a' + 1), k + 1
	}
	return 0, j
}

// scanCounted reads the suffix of several provisions inserted at one place, as
// Spanish drafters count them: "137 bis 1.-". Only the full stop with a dash
// tells it from a range ("§§ 4 bis 6").
func scanCounted(s string, j int) (n, end int) {
	const bis = " bis "
	if len(s) < j+len(bis) || !strings.EqualFold(s[j:j+len(bis)], bis) {
		return 0, j
	}
	n, end = digits(s, j+len(bis))
	if rest := s[end:]; strings.HasPrefix(rest, ".-") || strings.HasPrefix(rest, ".–") || strings.HasPrefix(rest, ".—") {
		return n, end
	}
	return 0, j
}

// spacedLetter reports whether the lower-case letter at the start of rest ends
// a number (Swedish "8 a §", Danish "12 b."), and is not a word.
func spacedLetter(rest string) bool {
	return strings.HasPrefix(rest[1:], " §") || strings.HasPrefix(rest[1:], " kap") ||
		strings.HasPrefix(rest[1:], ".") || strings.HasPrefix(rest[1:], " luku") || len(rest) == 1 || rest[1] == '\n'
}

// scanPrefixed reads the article numbers of French codes: L. 225-1, R*123-4, D212.
func scanPrefixed(s string, i int) (number, bool) {
	j := i + 1
	switch s[i] {
	case 'L', 'R', 'D', 'A':
	default:
		return number{}, false
	}
	if j < len(s) && s[j] == 'O' {
		j++
	}
	for j < len(s) && (s[j] == '.' || s[j] == '*') {
		j++
	}
	if j < len(s) && s[j] == ' ' {
		j++
	}
	if j < len(s) && s[j] == '*' {
		j++
	}
	if j >= len(s) || !isDigit(s[j]) {
		return number{}, false
	}
	n, ok := scanArabic(s, j)
	n.prefix = true
	return n, ok
}

// roman reads a Roman numeral in canonical form from lower-cased signs.
func roman(s string) (int, bool) {
	if len(s) == 0 || len(s) > 9 {
		return 0, false
	}
	total, prev := 0, 0
	for i := len(s) - 1; i >= 0; i-- {
		var d int
		switch s[i] | 0x20 {
		case 'i':
			d = 1
		case 'v':
			d = 5
		case 'x':
			d = 10
		case 'l':
			d = 50
		case 'c':
			d = 100
		default:
			return 0, false
		}
		if d < prev {
			total -= d
		} else {
			total += d
			prev = d
		}
	}
	return total, total > 0 && toRoman(total) == strings.ToLower(s)
}

func toRoman(n int) string {
	var b [16]byte
	out := b[:0]
	for _, r := range [...]struct {
		n int
		s string
	}{{100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for n >= r.n && len(out) < 12 {
			out = append(out, r.s...)
			n -= r.n
		}
	}
	return string(out)
}

// scanRoman reads a Roman numeral in capitals with its suffix: IV, Ier, XII bis, IIA.
func scanRoman(s string, i int) (number, bool) {
	j := i
	for j < len(s) && strings.IndexByte("IVXLC", s[j]) >= 0 {
		j++
	}
	if j == i {
		return number{}, false
	}
	n, ok := roman(s[i:j])
	if !ok && j-i > 1 && s[j-1] == 'C' { // IIC
		if n, ok = roman(s[i : j-1]); ok {
			j--
		}
	}
	if !ok {
		return number{}, false
	}
	out := number{fam: romanUpper, val: single(n)}
	if e := scanOrdinalMark(s, j); e > j {
		j = e
	} else if j < len(s) && s[j] == 'o' && !letterAt(s, j+1) {
		j++
	}
	if m, e := scanSuffix(s, j); e > j {
		out.val = out.val.with(m)
		j = e
	}
	if letterAt(s, j) {
		return number{}, false
	}
	out.end = j
	return out, true
}

// fullwidthDigit returns the digit of U+FF10 to U+FF19 at s[i:], or -1.
func fullwidthDigit(s string, i int) int {
	if i+2 < len(s) && s[i] == 0xEF && s[i+1] == 0xBC && s[i+2] >= 0x90 && s[i+2] <= 0x99 {
		return int(s[i+2] - 0x90)
	}
	return -1
}

func scanFullwidth(s string, i int) (number, bool) {
	n := 0
	j := i
	for d := fullwidthDigit(s, j); d >= 0 && j < i+12; d = fullwidthDigit(s, j) {
		n = n*10 + d
		j += 3
	}
	return number{end: j, fam: arabic, val: single(n)}, true
}

// cjkDigit returns the value of a Chinese numeral: digits below 10, or 10, 100, 1000.
func cjkDigit(r rune) int {
	switch r {
	case '〇', '零':
		return 0
	case '一', '壹':
		return 1
	case '二':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	case '十':
		return 10
	case '百':
		return 100
	case '千':
		return 1000
	}
	return -1
}

// scanCJK reads a Chinese numeral: 二十三, 一百〇五.
func scanCJK(s string, i int) (number, bool) {
	total, cur, j, seen := 0, 0, i, 0
	for j < len(s) && seen < 9 {
		r, w := utf8.DecodeRuneInString(s[j:])
		d := cjkDigit(r)
		if d < 0 {
			break
		}
		if d >= 10 {
			total += max(cur, 1) * d
			cur = 0
		} else {
			cur = d + 10*cur*b2i(seen > 0 && cur > 0)
		}
		j += w
		seen++
	}
	if seen == 0 {
		return number{}, false
	}
	return number{end: j, fam: cjk, val: single(total + cur)}, true
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
