package export

import (
	"iter"
	"strconv"
)

// Table is one sheet of the report without its layout: named columns and rows
// of cells. Every tabular encoder works from tables.
type Table struct {
	Name    string // of the sheet, and stem of the file name
	Title   string // one line that says what the table is for
	Prose   bool   // reading matter: no filter, no named table
	Columns []Column
	Rows    iter.Seq[[]Cell]
	Len     int      // number of rows
	Notes   []string // printed below, outside of the data
	Charts  []Chart  // shown below
	Freeze  int      // columns that stay in view
	Wide    bool     // print across; else upright
	Pages   int      // pages across when printed; 0: one
}

// Chart is a stacked column chart over another table: its first column holds
// the categories, Series are the numbers of the columns with the values.
type Chart struct {
	Title  string
	Table  string
	Series []int
}

// Column describes one column of a table.
type Column struct {
	Key    string   // stable name, for CSV, JSON Lines and import: "corrected_code"
	Head   string   // as people read it
	About  string   // what it holds, for the data dictionary
	Width  float64  // in characters of the default font
	Tone   Tone     // of the head
	Number bool     // cells hold numbers
	Choice []string // drop-down
	Lines  int      // cells may grow to so many lines; 0: as many as needed
	Fill   bool     // to be filled in by a reviewer
	Single bool     // one line in small print; the next column must not be empty, or the text runs into it
}

// Cell is one value.
type Cell struct {
	Text   string
	Number float64
	IsNum  bool
	Bold   []Span // ranges of Text: bytes, half-open, ordered, disjoint
	Faint  []Span
	Link   Link
	Tone   Tone
}

// Span is a half-open range of bytes of a cell's text.
type Span struct{ Start, End int }

// Link leads to a piece of evidence, or to a file beside the report.
type Link struct {
	Evidence string // id
	File     string // relative, with slashes, percent-encoded
}

// Tone is what a cell is about; encoders turn it into a look. The two
// perspectives have looks of equal weight, and no look stands for good or bad.
type Tone int

// The tones.
const (
	Plain   Tone = iota
	First        // the first perspective
	Second       // the second perspective
	Muted        // nothing found, no data
	Strong       // a heading inside prose
	Entry        // for the reviewer to fill in
	Note         // a line below a table
	Heading      // the title of a reading sheet
)

func text(s string) Cell   { return Cell{Text: s} }
func number(n int) Cell    { return Cell{Number: float64(n), IsNum: true} }
func muted(s string) Cell  { return Cell{Text: s, Tone: Muted} }
func strong(s string) Cell { return Cell{Text: s, Tone: Strong, Bold: []Span{{0, len(s)}}} }

// optional is a number cell that stays empty at zero.
func optional(n int) Cell {
	if n == 0 {
		return Cell{}
	}
	return number(n)
}

// numeral is a number cell from digits, or a text where they are none.
func numeral(s string) Cell {
	n, err := strconv.Atoi(s)
	if err != nil {
		return text(s)
	}
	return number(n)
}

func texts(ss ...string) []Cell {
	out := make([]Cell, len(ss))
	for i, s := range ss {
		out[i] = text(s)
	}
	return out
}

// rows makes a sequence of a slice.
func rows(rs [][]Cell) iter.Seq[[]Cell] {
	return func(yield func([]Cell) bool) {
		for _, r := range rs {
			if !yield(r) {
				return
			}
		}
	}
}
