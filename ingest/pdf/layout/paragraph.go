package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"policyscan/ingest/reading"
)

// columnShape is where the lines of a column begin and end, and how far apart
// they are.
type columnShape struct {
	left, right float32
	step        float32
}

// columnsOf measures the columns of a page by region.
func columnsOf(lines []Line, running []bool) map[int]columnShape {
	shapes := map[int]columnShape{}
	steps := map[int][]float32{}
	last := map[int]float32{}
	for i := range lines {
		l := &lines[i]
		if running[i] || l.Note {
			continue
		}
		c, known := shapes[l.Region]
		if !known {
			c = columnShape{left: l.X0, right: l.X1}
		}
		c.left, c.right = min(c.left, l.X0), max(c.right, l.X1)
		shapes[l.Region] = c
		if y, ok := last[l.Region]; ok && y > l.Y {
			steps[l.Region] = append(steps[l.Region], (y-l.Y)/l.Size)
		}
		last[l.Region] = l.Y
	}
	for r, c := range shapes {
		c.step = lowerMedian(steps[r])
		shapes[r] = c
	}
	return shapes
}

// paragraph is a paragraph that is being built.
type paragraph struct {
	block   Block
	before  []Block // marginal notes that stand beside it
	last    Line
	lines   int
	first   float32 // where its first line begins
	rest    float32 // where its other lines begin
	heading bool
	col     columnShape
}

// line adds a line of running text: to the paragraph that is open, or to a new
// one.
func (a *assembler) line(l *Line, col columnShape) {
	heading, level := a.headingLevel(l, col)
	if a.open && a.continues(l, heading, col) {
		p := &a.para
		a.takeNotes()
		p.block.append(l, a.known)
		if p.lines == 1 || p.last.Page != l.Page || p.last.Region != l.Region {
			p.rest = l.X0
		}
		p.lines++
		p.last, p.col = *l, col
		return
	}
	waiting := a.notes
	a.notes = nil
	a.flush()
	b := single1(l, reading.Paragraph)
	switch {
	case heading:
		b.Role, b.Level = reading.Heading, level
	case startsItem(l.Text):
		b.Role, b.Level = reading.ListItem, 1
	}
	a.open = true
	a.para = paragraph{block: b, before: waiting, last: *l, lines: 1, first: l.X0, rest: l.X0, heading: heading, col: col}
}

// takeNotes gives the waiting marginal notes to the open paragraph; those of a
// later page than it began on wait for what begins there.
func (a *assembler) takeNotes() {
	var later []Block
	for _, n := range a.notes {
		if n.Page <= a.para.block.Page {
			a.para.before = append(a.para.before, n)
		} else {
			later = append(later, n)
		}
	}
	a.notes = later
}

// continues reports whether a line belongs to the open paragraph.
func (a *assembler) continues(l *Line, heading bool, col columnShape) bool {
	p := &a.para
	if p.block.full() {
		return false
	}
	if p.heading && !heading && l.Bold && p.last.Bold && p.last.Page == l.Page && p.last.Region == l.Region {
		return a.runsOn(l, col)
	}
	if p.heading != heading || abs(l.Size-p.last.Size) > 0.12*p.last.Size {
		return false
	}
	if p.heading && p.last.Bold != l.Bold {
		return false
	}
	if p.last.Page != l.Page || p.last.Region != l.Region || l.Y >= p.last.Y {
		return a.continuesElsewhere(l)
	}
	step := (p.last.Y - l.Y) / l.Size
	usual := max(col.step, 0.9)
	if step > 1.35*usual && step > usual+0.3 || step > 2.6 {
		return false
	}
	if p.heading {
		return p.last.X1-p.last.X0 > 0.6*(col.right-col.left) || startsLower(l.Text)
	}
	if opensParagraph(l.Text) || isRule(l.Text) || isRule(p.block.Text) || ended(&p.last) && romanItem(l.Text) {
		return false
	}
	if opensQuote(l.Text) && endsWithAny(p.last.Text, ":—–") {
		return false // what is inserted, as the line before announces
	}
	if free := col.right - p.last.X1; !l.RTL && free > 0.4*(col.right-col.left) && startsUpper(l.Text) && !endsWithAny(p.last.Text, ",-") {
		return false // a line of a title page or a list, not of a paragraph
	}
	em := l.Size
	if p.lines == 1 {
		if l.X0 > p.first+0.8*em { // hangs, or is the first line of another
			return startsItem(p.block.Text) || opensParagraph(p.block.Text) || !ended(&p.last)
		}
		return !short(&p.last, col)
	}
	if l.X0 > p.rest+0.8*em && !l.RTL {
		return false
	}
	return !short(&p.last, col)
}

// runsOn reports whether a bold line that is no heading continues one: then
// both are a paragraph in bold type.
func (a *assembler) runsOn(l *Line, col columnShape) bool {
	p := &a.para
	step := (p.last.Y - l.Y) / l.Size
	if step <= 0 || step > 1.35*max(col.step, 0.9) || abs(l.Size-p.last.Size) > 0.12*p.last.Size {
		return false
	}
	if p.last.X1-p.last.X0 < 0.6*(col.right-col.left) || opensParagraph(l.Text) || endsWithAny(p.last.Text, ".:") {
		return false
	}
	p.heading = false
	p.block.Role, p.block.Level = reading.Paragraph, 0
	return true
}

// short reports whether a line ends a paragraph: it stops well before the
// column's edge, after a full stop.
func short(l *Line, col columnShape) bool {
	free := col.right - l.X1
	if l.RTL {
		free = l.X0 - col.left
	}
	width := col.right - col.left
	return free > 0.12*width && free > 3*l.Size && ended(l)
}

func ended(l *Line) bool { return endsWithAny(l.Text, ".;:!?。؟؛") }

// continuesElsewhere reports whether a paragraph goes on in another column or
// on another page.
func (a *assembler) continuesElsewhere(l *Line) bool {
	p := &a.para
	if p.heading || opensParagraph(l.Text) || l.Turn != p.last.Turn {
		return false
	}
	text := p.block.Text
	if _, glue := hyphenJoin(text, l.Text, a.known); glue {
		return true
	}
	if endsWithAny(text, ".;:!?。") {
		return false
	}
	return startsLower(l.Text) || p.last.X1 > p.col.right-3*l.Size || endsWithAny(text, ",")
}

// headingLevel reports whether a line is set as a heading, and of which level.
func (a *assembler) headingLevel(l *Line, col columnShape) (heading bool, level int) {
	n := letters(l.Text)
	if n > 200 || a.body == 0 || !hasLetter(l.Text) {
		return false, 0
	}
	if l.Size > 1.12*a.body {
		for i, s := range a.levels {
			if l.Size >= 0.93*s {
				return true, i + 1
			}
		}
		return true, min(len(a.levels)+1, 6)
	}
	if l.Size < 0.9*a.body || endsWithAny(l.Text, ";") || !l.Bold && endsWithAny(l.Text, ",") {
		return false, 0
	}
	if n < 90 && capitals(l.Text) && centred(l, col) {
		return true, min(len(a.levels)+1, 6)
	}
	if a.open && !a.para.heading && startsLower(l.Text) && !ended(&a.para.last) {
		return false, 0 // bold words within a sentence
	}
	if l.Bold && n < 120 && !endsWithAny(l.Text, ".") {
		return true, min(len(a.levels)+1, 6)
	}
	return false, 0
}

// opensQuote reports whether a line begins with a quotation mark that opens.
func opensQuote(s string) bool {
	for _, q := range [...]string{"“", "„", "«", "\""} {
		if strings.HasPrefix(s, q) {
			return true
		}
	}
	return false
}

// capitals reports whether a line is in capital letters, three at least.
func capitals(s string) bool {
	n := 0
	for _, r := range s {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsUpper(r):
			n++
		}
	}
	return n >= 3
}

// centred reports whether a line stands in the middle of its column.
func centred(l *Line, col columnShape) bool {
	off := (l.X0 + l.X1) - (col.left + col.right)
	return abs(off) < 3*l.Size && l.X0 > col.left+2*l.Size && col.right-col.left > 12*l.Size
}

// isRule reports whether a line is drawn, not written: dashes, dots, stars.
func isRule(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// romanItem reports whether a line begins with a Roman number or a capital
// letter and a full stop: "IV. ", "B. ".
func romanItem(s string) bool {
	i := strings.Index(s, ". ")
	if i < 1 || i > 6 {
		return false
	}
	return i == 1 && s[0] >= 'A' && s[0] <= 'Z' || strings.Trim(s[:i], "IVXLC") == ""
}

func hasLetter(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return true
		}
	}
	return false
}

// startsItem reports whether a line begins with a bullet or the letter or
// number of an item in brackets: "•", "–", "(a)", "(iv)", "b)".
func startsItem(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	if strings.ContainsRune("•▪■□●○◦‣–—-*", r) {
		return len(s) > n && s[n] == ' '
	}
	label, ok := strings.CutPrefix(s, "(")
	end := strings.IndexByte(label, ')')
	if end < 1 || end > 5 {
		return false
	}
	for _, r := range label[:end] {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return ok || end <= 3
}

// opensParagraph reports whether a line begins as only the first line of a
// paragraph does: with an item, "12.", "§ 4", "Art. 5".
func opensParagraph(s string) bool {
	if startsItem(s) || strings.HasPrefix(s, "§") || strings.HasPrefix(s, "Art. ") {
		return true
	}
	digits := 0
	for digits < len(s) && (s[digits] >= '0' && s[digits] <= '9' || digits > 0 && s[digits] == '.') {
		digits++
	}
	if digits == 0 || digits > 12 || digits == len(s) {
		return false
	}
	rest := s[digits:]
	if s[digits-1] == '.' {
		return rest[0] == ' ' || rest[0] == '\t'
	}
	if rest[0] >= 'A' && rest[0] <= 'Z' && len(rest) > 1 && (rest[1] == '.' || rest[1] == ' ') { // "7A."
		return digits <= 3
	}
	return rest[0] == ')' && digits <= 3
}
