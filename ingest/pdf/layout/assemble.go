package layout

import (
	"math"
	"slices"

	"policyscan/ingest/reading"
)

// PageLines are the lines of one page, as [Lines] returns them.
type PageLines struct {
	Number        int
	Width, Height float64
	Lines         []Line
}

// Block is a block of the document. Spans say where its lines stand.
type Block struct {
	Role  reading.Role
	Level int
	Page  int
	Bold  bool
	Text  string
	Spans []Span
}

// Span is one line of a block: bytes of the block's text, and its place on the
// page in points.
type Span struct {
	Start, End int
	Page       int
	Box        [4]float32
}

// Assemble makes blocks of the lines of all pages, in reading order. Apparatus
// (running heads, footnotes) stays where its page is; the caller puts it after
// the body.
func Assemble(pages []PageLines) []Block {
	a := &assembler{pages: pages, body: usualSize(pages), known: compoundsOf(pages)}
	a.levels = headingSizes(pages, a.body)
	running := markRunning(pages)
	for i := range pages {
		notes := markFootnotes(&pages[i], running[i], a.body)
		a.page(&pages[i], running[i], notes)
	}
	a.flush()
	return a.blocks
}

// bodyShare is the part of a document's letters from which a size of type is
// one of its body: acts may have more letters in the small type of schedules
// than in their sections.
const bodyShare = 0.1

// usualSize returns the size of the type of a document's body: the greatest of
// those that make up much of it.
func usualSize(pages []PageLines) float32 {
	count := map[int]int{}
	total := 0
	for _, p := range pages {
		for i := range p.Lines {
			if l := &p.Lines[i]; !l.Note {
				count[int(math.Round(float64(l.Size)*2))] += len(l.Text)
				total += len(l.Text)
			}
		}
	}
	most, best := 0, 0
	for k, n := range count {
		if n > count[most] || n == count[most] && k > most {
			most = k
		}
	}
	for k, n := range count {
		near := n + count[k-1] + count[k+1] // producers scale type by a little
		if k > best && (k == most || k > most && float64(near) >= bodyShare*float64(total) && total > 4000) {
			best = k
		}
	}
	return float32(best) / 2
}

// headingSizes returns the sizes above the body's that short lines are set in,
// greatest first: the levels of headings.
func headingSizes(pages []PageLines, body float32) []float32 {
	count := map[int]int{}
	for _, p := range pages {
		for i := range p.Lines {
			if l := &p.Lines[i]; l.Size > 1.12*body && letters(l.Text) < 150 {
				count[int(math.Round(float64(l.Size)))]++
			}
		}
	}
	var sizes []float32
	for k := range count {
		sizes = append(sizes, float32(k))
	}
	slices.SortFunc(sizes, func(a, b float32) int { return cmpFloat(b, a) })
	var out []float32
	for _, s := range sizes { // sizes that differ by little are one level
		if n := len(out); n == 0 || s < 0.93*out[n-1] {
			out = append(out, s)
		}
	}
	return out[:min(len(out), 4)]
}

// assembler builds blocks line by line.
type assembler struct {
	pages  []PageLines
	body   float32
	levels []float32
	known  compounds
	blocks []Block

	para  paragraph // that is being built
	open  bool
	notes []Block // marginal notes that wait for their paragraph to begin
	foot  *Block  // footnote that is being built
}

func (a *assembler) page(p *PageLines, running []bool, notes []uint8) {
	a.foot = nil
	cols := columnsOf(p.Lines, running)
	for i := range p.Lines {
		l := &p.Lines[i]
		switch {
		case running[i]:
			a.blocks = append(a.blocks, single1(l, reading.RunHead))
		case notes[i] == 1 || notes[i] == 2 && (a.foot == nil || a.foot.full()):
			b := single1(l, reading.Footnote)
			a.blocks = append(a.blocks, b)
			a.foot = &a.blocks[len(a.blocks)-1]
		case notes[i] == 2:
			a.foot.append(l, a.known)
		case l.Note:
			a.note(l)
		case isContents(l.Text):
			a.flush()
			a.emit(single1(l, reading.Contents))
		case l.Row:
			a.flush()
			a.emit(single1(l, reading.TableRow))
		default:
			a.line(l, cols[l.Region])
		}
	}
}

func single1(l *Line, role reading.Role) Block {
	return Block{Role: role, Page: l.Page, Bold: l.Bold, Text: l.Text, Spans: []Span{{0, len(l.Text), l.Page, l.Box}}}
}

// maxBlock bounds a block, in bytes: no paragraph is that long, but pages of
// words without order would make one.
const maxBlock = 32 << 10

func (b *Block) full() bool { return len(b.Text) > maxBlock }

// append adds a line to a block's text.
func (b *Block) append(l *Line, known compounds) {
	joined := joinLines(b.Text, l.Text, known)
	start := len(joined) - len(l.Text)
	if n := len(b.Spans); n > 0 && b.Spans[n-1].End > start {
		b.Spans[n-1].End = start
	}
	b.Text = joined
	b.Bold = b.Bold && l.Bold
	b.Spans = append(b.Spans, Span{start, len(joined), l.Page, l.Box})
}

// note keeps a marginal note until the paragraph beside it is placed.
func (a *assembler) note(l *Line) {
	if n := len(a.notes); n > 0 {
		last := a.notes[n-1].Spans[len(a.notes[n-1].Spans)-1]
		if last.Page == l.Page && !a.notes[n-1].full() && abs(last.Box[0]-l.Box[0]) < 40 && last.Box[1]-l.Box[1] < 1.7*l.Size && !(endsWithAny(a.notes[n-1].Text, ".") && startsUpper(l.Text)) {
			a.notes[n-1].append(l, a.known)
			return
		}
	}
	a.notes = append(a.notes, single1(l, reading.MarginNote))
}

// emit places a block, the marginal notes that wait before it.
func (a *assembler) emit(b Block) {
	a.blocks = append(a.blocks, a.notes...)
	a.notes = a.notes[:0]
	a.blocks = append(a.blocks, b)
}

// flush ends the paragraph that is being built.
func (a *assembler) flush() {
	if a.open {
		a.open = false
		a.blocks = append(a.blocks, a.para.before...)
		a.blocks = append(a.blocks, a.para.block)
	}
	if len(a.notes) > 0 {
		a.blocks = append(a.blocks, a.notes...)
		a.notes = nil
	}
}
