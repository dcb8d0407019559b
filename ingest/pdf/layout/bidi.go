package layout

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// piece is a glyph or a space between words, in visual order.
type piece struct {
	text   string
	x0, x1 float32
	class  class
}

type class uint8

const (
	neutral class = iota
	ltr
	rtl
	number    // runs from left to right within right-to-left text
	separator // between the digits of a number
)

// bidiLine returns the text of a row that holds right-to-left letters, in the
// order in which it is spoken. It undoes the visual order of the Unicode
// Bidirectional Algorithm: pieces are taken from the right, and what runs from
// left to right is turned back.
func (s *sheet) bidiLine(row []run, table bool) string {
	var pieces []piece
	for i := range row {
		pieces = append(pieces, s.pieces(&row[i])...)
	}
	slices.SortStableFunc(pieces, func(a, b piece) int { return cmpFloat(a.x0, b.x0) })
	pieces = spaced(pieces, row[0].size, table)
	if baseRTL(pieces) {
		slices.Reverse(pieces)
		turnBack(pieces, func(c class) bool { return c == ltr || c == number })
	} else {
		turnBack(pieces, func(c class) bool { return c == rtl })
	}
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.text)
	}
	return strings.Join(strings.FieldsFunc(b.String(), func(r rune) bool { return r == ' ' }), " ")
}

// pieces returns the glyphs of a run, presentation forms of letters folded.
func (s *sheet) pieces(r *run) []piece {
	var out []piece
	for i := r.first; i <= r.last; i++ {
		g := &s.page.Glyphs[i]
		if direction(g) != s.turn || g.Text == " " {
			continue
		}
		x, _, w := place(g)
		text := fold(g.Text)
		out = append(out, piece{text, x, x + w, classOf(text)})
	}
	return out
}

// fold replaces Arabic and Hebrew presentation forms by their letters.
func fold(s string) string {
	for _, r := range s {
		if r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC {
			return strings.TrimSpace(norm.NFKC.String(s))
		}
	}
	return s
}

func classOf(s string) class {
	for _, r := range s {
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.R, bidi.AL:
			return rtl
		case bidi.L:
			return ltr
		case bidi.EN, bidi.AN:
			return number
		case bidi.CS, bidi.ES, bidi.ET:
			return separator
		}
	}
	return neutral
}

// spaced inserts spaces where there are gaps, and tabs between cells.
func spaced(pieces []piece, size float32, table bool) []piece {
	out := make([]piece, 0, len(pieces)+len(pieces)/4)
	for i, p := range pieces {
		if i > 0 {
			switch gap := p.x0 - out[len(out)-1].x1; {
			case table && gap > runGap*0.6*size:
				out = append(out, piece{"\t", p.x0, p.x0, neutral})
			case gap > wordGap*size:
				out = append(out, piece{" ", p.x0, p.x0, neutral})
			}
		}
		out = append(out, p)
	}
	return out
}

func baseRTL(pieces []piece) bool {
	right, left := 0, 0
	for _, p := range pieces {
		switch p.class {
		case rtl:
			right++
		case ltr:
			left++
		}
	}
	return right >= left
}

// turnBack reverses the stretches whose pieces run the other way; neutral
// pieces between two of them belong to the stretch.
func turnBack(pieces []piece, other func(class) bool) {
	for i := 0; i < len(pieces); {
		if !other(pieces[i].class) {
			i++
			continue
		}
		end := i + 1
		for j := i + 1; j < len(pieces); j++ {
			c := pieces[j].class
			if other(c) {
				if c == number && pieces[i].class == number && end < j && !joinsNumber(pieces[end:j]) {
					break
				}
				end = j + 1
			} else if c != neutral && c != separator || pieces[j].text == "\t" {
				break
			}
		}
		slices.Reverse(pieces[i:end])
		i = end
	}
}

// joinsNumber reports whether what stands between digits belongs to one number.
func joinsNumber(between []piece) bool {
	return len(between) == 1 && between[0].class == separator
}
