// Package detect finds the provisions of a legal document in text that has no
// markup: parts, chapters, sections, articles, paragraphs and items of lists,
// by the numbering that drafters print.
//
// It works in three steps. Lines that begin with something that may be a number
// become labels (label.go, bare.go, numeral.go), unless they refer to a provision
// or stand in a table of contents (judge.go, contents.go). Per region of the
// document (body, each schedule) it is decided which numbering is the basic one
// (basic.go). The outline is built from the labels that continue a numbering or
// open one (outline.go, list.go), with the text of other instruments kept apart
// (quote.go). A number that does neither is text. What can be read in two ways is
// reported, not guessed. Debates are read by their speakers (speech.go).
//
// Nothing is matched with regular expressions: the detector looks at every line
// of every document. Begin with [Detect].
package detect

import (
	"policyscan/ingest/reading"
)

// Result is the structure of a text.
type Result struct {
	// Divisions by Start, parents before children.
	Divisions []reading.Division
	// Body says for each division where its own text begins, behind number and
	// heading; bytes.
	Body []int
	// Depth says for each division how far it lies below the basic provision
	// (section, article, §): 0 for these and for what stands above them.
	Depth []int8
	// Contents are tables of contents; their lines are no provisions.
	Contents []Span
	// Ambiguous names places that could be read in two ways, one sentence each.
	Ambiguous []string
}

// Span is a half-open range of bytes of the text.
type Span struct{ Start, End int }

// line is a printed line of a body block.
type line struct {
	start, end int // without white space around it
	block      int // index of its block
	first      bool
	last       bool // ends its block
}

// Detect finds the divisions of text, whose blocks are given in order. The
// language (BCP 47, may be empty) decides between readings that differ by
// tradition.
func Detect(text string, blocks []reading.Block, lang string) Result {
	d := &detector{text: text, blocks: blocks, lang: lang}
	d.splitLines()
	d.findLabels()
	if d.debate() {
		return Result{Divisions: d.divs, Body: d.body, Depth: d.depth}
	}
	d.dropContents()
	d.labelled = make([]bool, len(d.lines))
	for i := range d.labels {
		d.labelled[d.labels[i].line] = true
	}
	d.divs = make([]reading.Division, 0, len(d.labels))
	d.body = make([]int, 0, len(d.labels))
	d.depth = make([]int8, 0, len(d.labels))
	for from := 0; from < len(d.labels) || from == 0; {
		to := d.regionEnd(from)
		d.chooseBasic(from, to)
		d.outline(from, to)
		if to == from {
			break
		}
		from = to
	}
	d.closeAll(d.bodyEnd())
	d.nameLevels()
	d.preamble()
	return Result{Divisions: d.divs, Body: d.body, Depth: d.depth, Contents: d.contents, Ambiguous: d.ambiguous}
}

// detector holds the state of one document.
type detector struct {
	text   string
	blocks []reading.Block
	lang   string

	lines        []line
	labels       []label
	labelled     []bool // per line, whether a label begins it
	basic        basicChoice
	nothingAfter value // no label of the chain being followed continues it
	stopped      bool  // a full stop stands behind "1 §"
	unstopped    bool  // "1 §" without a full stop was seen first
	law          int8  // whether bare numbers count sections: 1 yes, -1 no, 0 not yet known

	stack       []frame
	suspended   []frame // items of the list that an unnumbered paragraph closed last
	suspendedAt int     // how many divisions there were then
	quoteBase   int     // frames below it belong to the amending act; 0 outside quotations
	marked      bool    // the quotation stands in quotation marks
	divs        []reading.Division
	body        []int
	depth       []int8 // levels below the basic provision, for nameLevels
	contents    []Span
	ambiguous   []string
}

// splitLines lists the lines of all blocks that can hold provisions.
func (d *detector) splitLines() {
	d.lines = make([]line, 0, len(d.text)/60+len(d.blocks))
	for b, blk := range d.blocks {
		if blk.Role.Apparatus() || blk.Role == reading.Contents || blk.Role == reading.Annotation || blk.Role == reading.TableRow {
			continue
		}
		first := true
		n := len(d.lines)
		for i := blk.Start; i < blk.End; {
			e := i
			for e < blk.End && d.text[e] != '\n' {
				e++
			}
			s, t := trim(d.text, i, e)
			if s < t {
				d.lines = append(d.lines, line{start: s, end: t, block: b, first: first})
				first = false
			}
			i = e + 1
		}
		if len(d.lines) > n {
			d.lines[len(d.lines)-1].last = true
		}
	}
}

// trim shortens a range by the white space at both ends.
func trim(s string, i, e int) (int, int) {
	for i < e && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n') {
		i++
	}
	for i < e && (s[e-1] == ' ' || s[e-1] == '\t' || s[e-1] == '\n') {
		e--
	}
	return i, e
}

// bodyEnd is where the body ends.
func (d *detector) bodyEnd() int { return d.closeBefore(len(d.lines)) }

// closeBefore is where a division ends that line i closes: at the end of the
// line before, or of the rows of a table that stand below it.
func (d *detector) closeBefore(i int) int {
	if i == 0 {
		return 0
	}
	last := d.lines[i-1]
	end := last.end
	for b := last.block + 1; b < len(d.blocks) && d.blocks[b].Role == reading.TableRow; b++ {
		end = d.blocks[b].End
	}
	return end
}

// findLabels scans every line for a number at its beginning.
func (d *detector) findLabels() {
	defer d.dropFalseAnnexes()
	d.labels = make([]label, 0, len(d.lines)/2)
	for i := range d.lines {
		ln := &d.lines[i]
		l, ok := scanLabel(d.text, ln.start, ln.end)
		if !ok {
			continue
		}
		l.line = i
		if l.style.br == section || l.style.br == sectAft || l.style.br == article || l.style.br == keyed {
			if !d.standsAsKeyed(&l) {
				continue
			}
		} else if !d.standsAsBare(&l) {
			continue
		}
		d.labels = append(d.labels, l)
	}
}

// dropFalseAnnexes removes "Annex" without a number where it is a marginal note:
// the numbering before it goes on behind it.
func (d *detector) dropFalseAnnexes() {
	keep := d.labels[:0]
	for i, l := range d.labels {
		if l.kw.rank == rankAnnex && l.kw.bare && l.val.n == 0 && !allCaps(d.text[l.start:l.end]) && i+1 < len(d.labels) {
			if n := d.labels[i+1]; n.kw.typ == "" && !n.val.first() && !(n.alt.n > 0 && n.alt.first()) {
				continue
			}
		}
		keep = append(keep, l)
	}
	d.labels = keep
}
