package plain

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// inline returns the text of a line of Markdown: without the marks of emphasis,
// targets of links, images, tags and escapes.
func inline(s string, refs map[string]bool) string {
	if !strings.ContainsAny(s, "\\*_[`<&~!") && !strings.Contains(s, "---") {
		return s
	}
	w := inliner{s: s, refs: refs}
	if strings.IndexByte(s, '[') >= 0 {
		w.brackets = match(s)
	}
	w.run()
	return w.emphasis()
}

type inliner struct {
	s        string
	refs     map[string]bool
	brackets map[int]int // opening bracket to its closing one
	out      []byte
	marks    []mark
	triples  int         // runs of three marks that are open
	closers  map[int]int // closing bracket of a link to what follows its target
	linkEnd  bool        // a link has just ended
}

// mark is a run of emphasis characters in out.
type mark struct {
	at, n       int
	c           byte
	open, close bool
	used        bool
}

// match pairs square brackets, nested ones too, in one pass.
func match(s string) map[int]int {
	pairs := map[int]int{}
	var stack []int
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			stack = append(stack, i)
		case ']':
			if n := len(stack); n > 0 {
				pairs[stack[n-1]] = i
				stack = stack[:n-1]
			}
		}
	}
	return pairs
}

func (w *inliner) run() {
	s := w.s
	for i := 0; i < len(s); {
		if next, ok := w.closers[i]; ok {
			w.linkEnd = true
			i = next
			continue
		}
		c := s[i]
		n := 0
		switch c {
		case '\\':
			n = w.escape(i)
		case '`':
			n = w.code(i)
		case '[':
			n = w.link(i)
		case '!':
			n = w.image(i)
		case '<':
			n = w.tag(i)
		case '&':
			n = w.entity(i)
		case '*', '_', '~':
			n = w.mark(i)
		case '-':
			n = w.dash(i)
		}
		if n == 0 {
			w.out = append(w.out, c)
			w.linkEnd = false
			n = 1
		}
		i += n
	}
}

// escape reads a backslash and the punctuation behind it.
func (w *inliner) escape(i int) int {
	if i+1 < len(w.s) && w.s[i+1] < utf8.RuneSelf && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", w.s[i+1]) >= 0 {
		w.out = append(w.out, w.s[i+1])
		return 2
	}
	return 0
}

// code reads a code span.
func (w *inliner) code(i int) int {
	n := 1
	for i+n < len(w.s) && w.s[i+n] == '`' {
		n++
	}
	rest := w.s[i+n:]
	rest = rest[:min(len(rest), 2000)]
	end := strings.Index(rest, w.s[i:i+n])
	if end < 0 {
		return 0
	}
	w.out = append(w.out, rest[:end]...)
	return end + 2*n
}

// link reads the start of a link; its text is read as all other text, its
// target is skipped when the text ends.
func (w *inliner) link(i int) int {
	end, ok := w.brackets[i]
	if !ok {
		return 0
	}
	next, ok := w.target(i, end)
	if !ok {
		return 0
	}
	if w.linkEnd && len(w.out) > 0 && end > i+1 {
		w.out = append(w.out, ' ')
	}
	if w.s[i+1] == '^' {
		return next - i
	}
	if w.closers == nil {
		w.closers = map[int]int{}
	}
	w.closers[end] = next
	return 1
}

// target returns where a link ends whose text lies between two brackets.
func (w *inliner) target(open, end int) (int, bool) {
	s := w.s
	if open+1 < end && s[open+1] == '^' && end-open < 40 {
		return end + 1, true // mark of a footnote
	}
	if end+1 < len(s) && s[end+1] == '(' {
		depth := 0
		for k := end + 1; k < len(s) && k < end+4000; k++ {
			switch s[k] {
			case '(':
				depth++
			case ')':
				if depth--; depth == 0 {
					return k + 1, true
				}
			}
		}
		return 0, false
	}
	if end+1 < len(s) && s[end+1] == '[' {
		if e, ok := w.brackets[end+1]; ok {
			label := s[end+2 : e]
			if label == "" {
				label = s[open+1 : end]
			}
			if w.refs[fold(label)] {
				return e + 1, true
			}
		}
	}
	if end-open < 200 && w.refs[fold(s[open+1:end])] {
		return end + 1, true
	}
	return 0, false
}

// image skips an image with its text.
func (w *inliner) image(i int) int {
	end, ok := w.brackets[i+1]
	if !ok {
		return 0
	}
	next, ok := w.target(i+1, end)
	if !ok {
		return 0
	}
	return next - i
}

// tag skips an HTML tag; a line break in it is kept, an address is text.
func (w *inliner) tag(i int) int {
	rest := w.s[i:]
	end := strings.IndexByte(rest[:min(len(rest), 1000)], '>')
	if end < 2 {
		return 0
	}
	body := rest[1:end]
	name := strings.TrimPrefix(body, "/")
	if name == "" || !(name[0]|0x20 >= 'a' && name[0]|0x20 <= 'z') {
		return 0
	}
	if strings.Contains(body, "://") && !strings.ContainsAny(body, " \t") || strings.HasPrefix(body, "mailto:") {
		w.out = append(w.out, body...)
		return end + 1
	}
	word := strings.ToLower(name)
	if k := strings.IndexAny(word, " \t/"); k >= 0 {
		word = word[:k]
	}
	if strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return 0
	}
	switch word {
	case "br", "p", "div", "li", "tr":
		w.out = append(w.out, '\n')
	}
	return end + 1
}

// entity reads a character reference.
func (w *inliner) entity(i int) int {
	rest := w.s[i:]
	end := strings.IndexByte(rest[:min(len(rest), 40)], ';')
	if end < 2 {
		return 0
	}
	u := html.UnescapeString(rest[:end+1])
	if u == rest[:end+1] {
		return 0
	}
	w.out = append(w.out, u...)
	return end + 1
}

// dash writes three hyphens as the dash that they stand for.
func (w *inliner) dash(i int) int {
	n := 1
	for i+n < len(w.s) && w.s[i+n] == '-' {
		n++
	}
	if n != 3 {
		w.out = append(w.out, w.s[i:i+n]...)
		return n
	}
	w.out = append(w.out, "—"...)
	return n
}

// mark notes a run of emphasis characters that may open or close.
func (w *inliner) mark(i int) int {
	c := w.s[i]
	n := 1
	for i+n < len(w.s) && w.s[i+n] == c {
		n++
	}
	if c == '~' && n != 2 {
		return 0
	}
	before, _ := utf8.DecodeLastRuneInString(w.s[:i])
	after, _ := utf8.DecodeRuneInString(w.s[i+n:])
	m := mark{at: len(w.out), n: n, c: c,
		open:  i+n < len(w.s) && !unicode.IsSpace(after),
		close: i > 0 && !unicode.IsSpace(before)}
	if c == '_' && m.open && m.close {
		m.open, m.close = !letter(before), !letter(after)
	}
	w.out = append(w.out, w.s[i:i+n]...)
	switch {
	case n == 3 && c == '*' && m.open && m.close && w.triples == 0: // "**Art. 1.***Purpose*": one ends, one begins
		bold, plain := m, m
		bold.n, plain.n, plain.at = 2, 1, m.at+2
		w.marks = append(w.marks, bold, plain)
	case m.open || m.close:
		if n == 3 && m.close && w.triples > 0 {
			w.triples--
		} else if n == 3 {
			w.triples++
		}
		w.marks = append(w.marks, m)
	}
	return n
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// emphasis takes out the marks that pair.
func (w *inliner) emphasis() string {
	if len(w.marks) == 0 {
		return string(w.out)
	}
	// Open marks by character and length, so that pairing is linear.
	type kind struct {
		c byte
		n int
	}
	open := map[kind][]int{}
	for i := range w.marks {
		m := &w.marks[i]
		k := kind{m.c, m.n}
		if stack := open[k]; m.close && len(stack) > 0 {
			w.marks[stack[len(stack)-1]].used, m.used = true, true
			open[k] = stack[:len(stack)-1]
			continue
		}
		if m.open {
			open[k] = append(open[k], i)
		}
	}
	out := make([]byte, 0, len(w.out))
	at := 0
	for _, m := range w.marks {
		if m.used {
			out = append(out, w.out[at:m.at]...)
			at = m.at + m.n
		}
	}
	return string(append(out, w.out[at:]...))
}
