package main

import (
	"strings"
	"unicode/utf8"

	"policyscan/index"
)

// excerpt cuts a passage to at most about n bytes around its first highlight,
// at spaces.
func excerpt(text string, spans []index.Span, n int) (string, []index.Span) {
	if len(text) <= n {
		return text, spans
	}
	start := 0
	if len(spans) > 0 && spans[0].Start > n/3 {
		start = spaceAfter(text, spans[0].Start-n/3)
	}
	end := min(start+n, len(text))
	if end < len(text) {
		end = spaceBefore(text, end)
	}
	if end <= start {
		start, end = 0, len(text)
	}
	prefix, suffix := "", ""
	if start > 0 {
		prefix = "… "
	}
	if end < len(text) {
		suffix = " …"
	}
	var kept []index.Span
	for _, s := range spans {
		if s.Start >= start && s.End <= end {
			kept = append(kept, index.Span{Start: s.Start - start + len(prefix), End: s.End - start + len(prefix)})
		}
	}
	return prefix + text[start:end] + suffix, kept
}

// spaceAfter returns the beginning of the first word after at.
func spaceAfter(s string, at int) int {
	if i := strings.IndexAny(s[at:], " \n\t"); i >= 0 {
		return at + i + 1
	}
	return 0
}

// spaceBefore returns the end of the last word before at.
func spaceBefore(s string, at int) int {
	if i := strings.LastIndexAny(s[:at], " \n\t"); i > 0 {
		return i
	}
	for at > 0 && !utf8.RuneStart(s[at]) {
		at--
	}
	return at
}

// highlight makes text printable and puts marks around spans.
func highlight(text string, spans []index.Span, mark [2]string) string {
	text = printable(text)
	var out strings.Builder
	at := 0
	for _, s := range spans {
		if s.Start < at || s.End > len(text) {
			continue
		}
		out.WriteString(text[at:s.Start] + mark[0] + text[s.Start:s.End] + mark[1])
		at = s.End
	}
	out.WriteString(text[at:])
	return out.String()
}

// wrap breaks text into lines of at most width characters, all indented.
func wrap(text string, indent, width int) string {
	pad := strings.Repeat(" ", indent)
	var out strings.Builder
	column := 0
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case column == 0:
			out.WriteString(pad)
			column = indent
		case column+1+n > width:
			out.WriteString("\n" + pad)
			column = indent
		default:
			out.WriteByte(' ')
			column++
		}
		out.WriteString(word)
		column += n
	}
	return out.String()
}

// printable makes control characters spaces, so that a text cannot move a
// terminal's cursor. Offsets stay.
func printable(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c < ' ' && c != '\n' && c != '\t' || c == 0x7f {
			b[i] = ' '
		}
	}
	return string(b)
}
