package layout

import (
	"strings"
	"unicode"
)

// isContents reports whether a line is one of a table of contents: text, a row
// of dots, and the number of a page.
func isContents(s string) bool {
	end := strings.TrimRightFunc(s, unicode.IsSpace)
	number := strings.TrimRightFunc(end, func(r rune) bool { return unicode.IsDigit(r) || strings.ContainsRune("ivxlcIVXLC-–", r) })
	if len(number) == len(end) || len(end)-len(number) > 8 {
		return false
	}
	dots := 0
	for i := len(number); i > 0; {
		r := rune(number[i-1])
		switch {
		case r == '.' || r == '_':
			dots++
		case r == ' ' || r == '\t':
		default:
			if rest, ok := strings.CutSuffix(number[:i], "…"); ok {
				dots += 3
				i = len(rest)
				continue
			}
			return dots >= 4
		}
		i--
	}
	return false // dots alone
}
