package export

import (
	"strings"
	"unicode/utf8"
)

// cellLimit is the number of UTF-16 units that a spreadsheet cell holds.
const cellLimit = 32767

// clean makes any text fit for XML and for eyes: control characters other than
// tab and newline go, invalid bytes and non-characters become U+FFFD, carriage
// returns become newlines. Bold ranges keep their words. Bidirectional marks
// stay, but overrides that could reorder a neighbour go.
func clean(c Cell) Cell {
	if !dirty(c.Text) {
		return c
	}
	moved := make([]int, len(c.Text)+1)
	var b strings.Builder
	for i := 0; i < len(c.Text); {
		r, n := utf8.DecodeRuneInString(c.Text[i:])
		for k := range n {
			moved[i+k] = b.Len()
		}
		switch {
		case r == '\r':
			if !strings.HasPrefix(c.Text[i+n:], "\n") {
				b.WriteByte('\n')
			}
		case bad(r):
		case r == utf8.RuneError || r == 0xFFFE || r == 0xFFFF:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteString(c.Text[i : i+n])
		}
		i += n
	}
	moved[len(c.Text)] = b.Len()
	c.Text = b.String()
	c.Bold, c.Faint = shift(c.Bold, moved), shift(c.Faint, moved)
	return c
}

// bad reports characters that no format should carry: C0 and C1 controls and
// the bidirectional embeddings and overrides.
func bad(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r >= 0x7F && r < 0xA0 || r >= 0x202A && r <= 0x202E
}

func dirty(s string) bool {
	for i, r := range s {
		if r == '\r' || bad(r) || r == 0xFFFE || r == 0xFFFF {
			return true
		}
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return true
			}
		}
	}
	return false
}

func shift(spans []Span, moved []int) []Span {
	var out []Span
	for _, s := range spans {
		if a, z := moved[s.Start], moved[s.End]; a < z {
			out = append(out, Span{a, z})
		}
	}
	return out
}

const cutMark = " […cut: longer than a cell; whole in the data files]"

// fit cuts a text to what a spreadsheet cell holds, with a mark that says so.
func fit(c Cell) Cell {
	if len(c.Text) <= cellLimit || units(c.Text) <= cellLimit {
		return c
	}
	room, at := cellLimit-len(cutMark), 0
	for i, r := range c.Text {
		if room -= utf16Len(r); room < 0 {
			at = i
			break
		}
	}
	c.Text = c.Text[:at]
	c.Bold, c.Faint = within(c.Bold, at), within(c.Faint, at)
	c.Text += cutMark
	return c
}

func within(spans []Span, end int) []Span {
	var out []Span
	for _, s := range spans {
		if s.Start < end {
			out = append(out, Span{s.Start, min(s.End, end)})
		}
	}
	return out
}

func utf16Len(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16Len(r)
	}
	return n
}

// active reports whether a spreadsheet that reads the text from CSV, or after
// somebody pressed Enter in its cell, would take it for a formula.
func active(s string) bool {
	return s != "" && strings.ContainsRune("=+-@\t\r\n|%", rune(s[0]))
}

// countable reports whether a spreadsheet that reads the text from CSV would take
// it for a number and lose digits: an id of digits, or of digits around an e.
func countable(s string) bool {
	digits, e := 0, strings.IndexByte(s, 'e')
	for i := range len(s) {
		switch {
		case s[i] >= '0' && s[i] <= '9':
			digits++
		case i != e || i == 0 || i == len(s)-1:
			return false
		}
	}
	return digits > 11 || e > 0
}

// guard makes a text harmless in CSV, and keeps ids texts, by a leading apostrophe; unguard takes it
// off. A text that begins with an apostrophe gets a second one, so that both
// are exact inverses.
func guard(s string) string {
	if active(s) || countable(s) || strings.HasPrefix(s, "'") {
		return "'" + s
	}
	return s
}

func unguard(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && (active(rest) || countable(rest) || strings.HasPrefix(rest, "'")) {
		return rest
	}
	return s
}
