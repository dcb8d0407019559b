// Package numbering prints the numbers of list items as word processors and
// browsers print them. Begin with [Format].
package numbering

import (
	"strconv"
	"strings"
)

// Style is how a counter is written.
type Style string

// The styles of counters.
const (
	None       Style = "none"
	Bullet     Style = "bullet"
	Decimal    Style = "decimal"
	ZeroPadded Style = "decimal-leading-zero"
	LowerAlpha Style = "lower-alpha"
	UpperAlpha Style = "upper-alpha"
	LowerRoman Style = "lower-roman"
	UpperRoman Style = "upper-roman"
	Ordinal    Style = "ordinal" // 1st, 2nd, …
	LowerGreek Style = "lower-greek"
	FullWidth  Style = "decimal-full-width"
	Chinese    Style = "chinese-counting" // 一, 二, … 十, 十一
	Circled    Style = "decimal-circled"
	Iroha      Style = "iroha"
	Aiueo      Style = "aiueo"
	Cyrillic   Style = "lower-cyrillic"
	Cyrillics  Style = "upper-cyrillic"
)

// Format writes n in a style; it is empty for bullets and None. Counters that a
// style cannot write (0 as a letter, 5000 as a roman number) are written in
// digits.
func Format(n int, style Style) string {
	s := ""
	switch style {
	case None, Bullet:
		return ""
	case ZeroPadded:
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case LowerAlpha:
		s = letters(n, "abcdefghijklmnopqrstuvwxyz")
	case UpperAlpha:
		s = letters(n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	case LowerGreek:
		s = letters(n, "αβγδεζηθικλμνξοπρστυφχψω")
	case Cyrillic:
		s = letters(n, "абвгдежзиклмнопрстуфхцчшщыэюя")
	case Cyrillics:
		s = letters(n, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ")
	case Iroha:
		s = letters(n, "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス")
	case Aiueo:
		s = letters(n, "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン")
	case LowerRoman:
		s = strings.ToLower(roman(n))
	case UpperRoman:
		s = roman(n)
	case Ordinal:
		s = ordinal(n)
	case FullWidth:
		s = strings.Map(func(r rune) rune { return r - '0' + '０' }, strconv.Itoa(max(n, 0)))
	case Chinese:
		s = chinese(n)
	case Circled:
		if n >= 1 && n <= 20 {
			s = string(rune('①' + n - 1))
		}
	}
	if s == "" {
		return strconv.Itoa(n)
	}
	return s
}

// letters counts a, b, … z, aa, ab, …
func letters(n int, alphabet string) string {
	if n < 1 {
		return ""
	}
	a := []rune(alphabet)
	var out []rune
	for ; n > 0; n = (n - 1) / len(a) {
		out = append([]rune{a[(n-1)%len(a)]}, out...)
	}
	return string(out)
}

func roman(n int) string {
	if n < 1 || n >= 4000 {
		return ""
	}
	var out strings.Builder
	for _, p := range [...]struct {
		n int
		s string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= p.n {
			out.WriteString(p.s)
			n -= p.n
		}
	}
	return out.String()
}

func ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}

// chinese writes numbers below ten thousand in Chinese numerals.
func chinese(n int) string {
	if n < 1 || n > 9999 {
		return ""
	}
	digits := []rune("零一二三四五六七八九")
	units := []string{"", "十", "百", "千"}
	var out string
	gap := false
	for i := 3; i >= 0; i-- {
		p := 1
		for range i {
			p *= 10
		}
		switch d := n / p % 10; {
		case d == 0:
			gap = out != ""
		default:
			if gap {
				out += "零"
				gap = false
			}
			if d != 1 || i != 1 || out != "" {
				out += string(digits[d])
			}
			out += units[i]
		}
	}
	return out
}
