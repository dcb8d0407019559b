package lexicon

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Position is a place in a file of the lexicon; lines and columns count from 1.
type Position struct {
	File      string
	Line, Col int
}

func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Problem is one mistake in a lexicon.
type Problem struct {
	Pos    Position
	Reason string
	Source string // the line, where it is known
}

// Problems is what is wrong with a lexicon: all of it, by position.
type Problems []Problem

// Error lists every problem with its line and a caret under the place.
func (p Problems) Error() string {
	var b strings.Builder
	for i, x := range p {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s: %s", x.Pos, x.Reason)
		if x.Source != "" {
			line, col := shorten(x.Source, x.Pos.Col)
			fmt.Fprintf(&b, "\n    %s\n    %s^", line, caretIndent(line, col))
		}
	}
	return b.String()
}

// A line longer than longestShown characters is cut around the place, of which so
// many before it are shown.
const (
	longestShown = 100
	shownBefore  = 30
)

// shorten cuts a long line to what stands around a column, and returns the column
// in what is left.
func shorten(line string, col int) (string, int) {
	all := []rune(line)
	if len(all) <= longestShown {
		return line, col
	}
	from := min(max(col-1-shownBefore, 0), len(all)-shownBefore)
	to := min(from+longestShown, len(all))
	shown := string(all[from:to])
	if from > 0 {
		shown, from = "…"+shown, from-1
	}
	if to < len(all) {
		shown += "…"
	}
	return shown, col - from
}

// caretIndent returns white space as wide as the columns before col.
func caretIndent(line string, col int) string {
	var b strings.Builder
	n := 1
	for _, r := range line {
		if n >= col {
			break
		}
		if r == '\t' {
			b.WriteByte('\t')
		} else {
			b.WriteByte(' ')
		}
		n++
	}
	return b.String()
}

// sorted returns the problems by position without repetitions.
func (p Problems) sorted() Problems {
	slices.SortStableFunc(p, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Col, b.Pos.Col), cmp.Compare(a.Reason, b.Reason))
	})
	return slices.Compact(p)
}
