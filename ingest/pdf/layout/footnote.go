package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// markFootnotes finds the notes at the foot of a page: small type below the
// body whose first line begins with a mark. It returns, for every line, 0
// (body), 1 (a note begins) or 2 (a note goes on).
func markFootnotes(p *PageLines, running []bool, body float32) []uint8 {
	kind := make([]uint8, len(p.Lines))
	first := p.firstBody(running, body)
	for end := len(p.Lines); end > 0; {
		// the lines of one column, from its foot upwards
		region := p.Lines[end-1].Region
		from := end
		for from > 0 && p.Lines[from-1].Region == region {
			from--
		}
		p.footOf(from, end, first, running, body, kind)
		end = from
	}
	return kind
}

func (p *PageLines) footOf(from, end, firstBody int, running []bool, body float32, kind []uint8) {
	start := end
	first := -1
	for i := end - 1; i >= from; i-- {
		l := &p.Lines[i]
		if running[i] {
			continue
		}
		if l.Note || l.Row || l.Size > 0.93*body || l.middle() > 0.8*float32(p.Height) {
			break
		}
		start = i
		if noteMark(l.Text) {
			first = i
		}
	}
	if first < 0 || start == 0 || firstBody >= start {
		return
	}
	last := 0
	for i := first; i < end; i++ {
		if running[i] {
			continue
		}
		n, number := noteNumber(p.Lines[i].Text)
		switch {
		case noteMark(p.Lines[i].Text) && (!number || last == 0 || n == last+1):
			kind[i] = 1
			if number {
				last = n
			}
		default:
			kind[i] = 2
		}
	}
}

// firstBody returns the index of the first line of body text on a page.
func (p *PageLines) firstBody(running []bool, body float32) int {
	for i := range p.Lines {
		if l := &p.Lines[i]; !running[i] && !l.Note && l.Size > 0.93*body && letters(l.Text) > 3 {
			return i
		}
	}
	return len(p.Lines)
}

// noteNumber returns the number at the beginning of a line, if there is one.
func noteNumber(s string) (n int, ok bool) {
	for i := 0; i < len(s) && i < 4 && s[i] >= '0' && s[i] <= '9'; i++ {
		n, ok = 10*n+int(s[i]-'0'), true
	}
	return n, ok
}

// noteMark reports whether a line begins with the mark of a footnote: a number
// of up to three digits, a letter in brackets, or one of the usual signs.
func noteMark(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	if strings.ContainsRune("*†‡§¶⁎¹²³⁴⁵⁶⁷⁸⁹⁰", r) {
		return len(s) > n
	}
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	if digits == 0 || digits > 3 || digits == len(s) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(s[digits:])
	return unicode.IsSpace(next) || unicode.IsLetter(next) || strings.ContainsRune(".)“\"«[(", next)
}
