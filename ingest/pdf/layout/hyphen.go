package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// compounds are the words of a document that are written with a hyphen within
// a line, in small letters: evidence that a hyphen at a line's end is their own.
type compounds map[string]bool

// compoundsOf collects the hyphenated words of lines.
func compoundsOf(pages []PageLines) compounds {
	c := compounds{}
	for _, p := range pages {
		for i := range p.Lines {
			c.add(p.Lines[i].Text)
		}
	}
	return c
}

func (c compounds) add(line string) {
	for at := 0; ; {
		i := strings.IndexByte(line[at:], '-')
		if i < 0 {
			return
		}
		at += i + 1
		before, after := wordEnd(line[:at-1]), wordStart(line[at:])
		if before != "" && after != "" && len(c) < 1<<16 {
			c[strings.ToLower(before+"-"+after)] = true
		}
	}
}

// wordEnd returns the letters at the end of s.
func wordEnd(s string) string {
	i := len(s)
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		i -= n
	}
	return s[i:]
}

// wordStart returns the letters at the beginning of s.
func wordStart(s string) string {
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			return s[:i]
		}
	}
	return s
}

// joinLines appends a line to the text of a paragraph. A hyphen that divides a
// word at the line's end goes, unless the document writes the word with one.
func joinLines(text, line string, known compounds) string {
	if text == "" {
		return line
	}
	keep, glue := hyphenJoin(text, line, known)
	if glue {
		return text[:keep] + line
	}
	if eastAsian(text, line) {
		return text + line
	}
	return text + " " + line
}

// hyphenJoin reports whether line continues the last word of text, and how many
// bytes of text are kept then.
func hyphenJoin(text, line string, known compounds) (keep int, glue bool) {
	r, n := utf8.DecodeLastRuneInString(text)
	keep = len(text) - n
	switch r {
	case '\u00AD':
		return keep, true
	case '-', '\u2010':
	default:
		return 0, false
	}
	before, after := wordEnd(text[:keep]), wordStart(line)
	first, _ := utf8.DecodeRuneInString(after)
	last, _ := utf8.DecodeLastRuneInString(before)
	switch {
	case before == "" || after == "":
		digit, _ := utf8.DecodeRuneInString(line)
		return len(text), before == "" && unicode.IsDigit(digit) && endsInDigit(text[:keep])
	case known[strings.ToLower(before+"-"+after)]:
		return len(text), true
	case unicode.IsLower(first) || !unicode.IsUpper(first):
		return keep, true
	case unicode.IsUpper(last) && len(before) > 1:
		return keep, true // a heading in capitals
	}
	return len(text), true // "Anglo-" "American"
}

func endsInDigit(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsDigit(r)
}

// eastAsian reports whether the line break stands between characters of scripts
// that are written without spaces.
func eastAsian(text, line string) bool {
	a, _ := utf8.DecodeLastRuneInString(text)
	b, _ := utf8.DecodeRuneInString(line)
	return wide(a) && wide(b)
}

func wide(r rune) bool {
	return r >= 0x2E80 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0xFF00 && r <= 0xFF60 || r >= 0x20000 && r <= 0x3FFFF
}
