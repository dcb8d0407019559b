package legalxml

import (
	"strings"
	"unicode/utf8"

	"policyscan/ingest/lines"
	"policyscan/ingest/reading"
)

// flow writes blocks and divisions: text is folded into blocks as it comes, and
// divisions begin and end where the text stands that they hold.
type flow struct {
	b     *reading.Builder
	divs  []reading.Division
	stack []int // open divisions

	buf     strings.Builder // the open block
	marks   []mark          // divisions that begin within it
	block   reading.Block
	space   bool // white space waits to be written
	newline bool // … and holds a line end
	labels  bool // the open block holds nothing but numbers
	held    int  // text that does not begin divisions: a heading above its number
	end     int  // of the last block of the body

	quoted int // depth of quotations of other instruments
	notes  int // depth of annotations
	lang   string
}

// mark says that a division begins at an offset of the open block.
type mark struct{ div, at int }

// inline adds text, white space folded.
func (f *flow) inline(s string) {
	for i := 0; i < len(s); {
		c := s[i]
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			f.space = true
			f.newline = f.newline || c == '\n'
			i++
			continue
		}
		k := i
		for k < len(s) && s[k] != ' ' && s[k] != '\n' && s[k] != '\t' && s[k] != '\r' {
			k++
		}
		f.word(s[i:k])
		i = k
	}
}

// word adds a run of characters that are not white space.
func (f *flow) word(w string) {
	if f.buf.Len() > 0 && (f.labels || f.space && !(f.newline && f.wideAround(w))) {
		f.buf.WriteByte(' ')
	}
	f.space, f.newline, f.labels = false, false, false
	if f.held == 0 {
		f.begin()
	}
	f.buf.WriteString(w)
}

// wideAround reports whether a line end stands between characters of a script
// without spaces, where it means nothing.
func (f *flow) wideAround(next string) bool {
	r, _ := utf8.DecodeRuneInString(next)
	if !lines.Wide(r) {
		return false
	}
	r, _ = utf8.DecodeLastRuneInString(f.buf.String())
	return lines.Wide(r)
}

// begin lets all open divisions begin here that have not begun.
func (f *flow) begin() {
	for i := len(f.stack) - 1; i >= 0; i-- {
		d := &f.divs[f.stack[i]]
		if d.Start >= 0 {
			break
		}
		d.Start = 0
		f.marks = append(f.marks, mark{f.stack[i], f.buf.Len()})
	}
}

// open opens a division; it begins with its number, or with its first text where
// it has none.
func (f *flow) open(d reading.Division) {
	d.Start, d.Parent = -1, -1
	if n := len(f.stack); n > 0 {
		d.Parent = f.stack[n-1]
	}
	d.Quoted = f.quoted > 0
	f.stack = append(f.stack, len(f.divs))
	f.divs = append(f.divs, d)
}

// close ends the innermost division.
func (f *flow) close() {
	f.flush()
	n := len(f.stack) - 1
	if d := &f.divs[f.stack[n]]; d.Start >= 0 {
		d.End = max(f.end, d.Start)
	}
	f.stack = f.stack[:n]
}

// current returns the innermost open division, or nil.
func (f *flow) current() *reading.Division {
	if n := len(f.stack); n > 0 {
		return &f.divs[f.stack[n-1]]
	}
	return nil
}

// number writes the printed number of the innermost division. It stands on the
// line of the text that follows, and of the number that stands before it.
func (f *flow) number(s string) {
	if s == "" {
		return
	}
	if !f.labels && f.buf.Len() > 0 {
		f.flush()
	}
	f.space = false
	f.inline(s)
	f.labels = true
}

// flush ends the open block and adds it to the text.
func (f *flow) flush() {
	if f.buf.Len() > 0 {
		f.add(f.block, f.buf.String())
	}
	f.buf.Reset()
	f.marks = f.marks[:0]
	f.block = reading.Block{}
	f.space, f.newline, f.labels = false, false, false
}

// add adds a block, and sets where the divisions begin that its marks name.
func (f *flow) add(block reading.Block, s string) {
	switch {
	case f.notes > 0 && !block.Role.Apparatus():
		block = reading.Block{Role: reading.Annotation}
	case f.quoted > 0 && (block.Role == reading.Paragraph || block.Role == reading.ListItem):
		block.Role = reading.Quoted // keeps the level of an item
	}
	if f.lang != "" {
		block.Lang = f.lang
	}
	start, end := f.b.Add(block, s)
	clean := s
	if len(f.marks) > 0 {
		clean = reading.Clean(s)
	}
	for _, m := range f.marks {
		f.divs[m.div].Start = min(start+offset(s, clean, m.at), end)
	}
	if end > start {
		f.end = end
	}
}

// offset returns where byte i of s stands in the cleaned text.
func offset(s, clean string, i int) int {
	if s == clean {
		return i
	}
	before := reading.Clean(s[:i])
	at := len(before)
	if at > 0 && strings.HasSuffix(s[:i], " ") {
		at++
	}
	at = min(at, len(clean))
	for at > 0 && at < len(clean) && !utf8.RuneStart(clean[at]) {
		at--
	}
	return at
}

// line writes a block of its own.
func (f *flow) line(block reading.Block, s string) {
	f.flush()
	f.block = block
	f.inline(s)
	f.flush()
}

// above writes a heading or note that stands above the number of the innermost
// division, and above numbers that wait for their text.
func (f *flow) above(block reading.Block, s string) {
	if f.labels {
		f.addAbove(block, s)
		return
	}
	f.held++
	f.line(block, s)
	f.held--
}

// addAbove adds a block before the open one.
func (f *flow) addAbove(block reading.Block, s string) {
	marks := f.marks
	f.marks = nil
	f.add(block, strings.Join(strings.Fields(s), " "))
	f.marks = marks
}

// finish returns the extraction with its divisions, those without text left out.
func (f *flow) finish() reading.Extraction {
	for len(f.stack) > 0 {
		f.close()
	}
	f.flush()
	index := make([]int, len(f.divs))
	var kept []reading.Division
	for i, d := range f.divs {
		index[i] = -1
		if d.Parent >= 0 {
			d.Parent = index[d.Parent]
		}
		if d.Start < 0 || d.End <= d.Start {
			continue
		}
		index[i] = len(kept)
		kept = append(kept, d)
	}
	f.b.Extraction.Divisions = kept
	return f.b.Done()
}
