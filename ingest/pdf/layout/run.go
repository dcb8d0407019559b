// Package layout puts the glyphs of pages into lines, lines into reading order,
// and lines of all pages into the blocks of a document: paragraphs, headings,
// rows of tables, marginal notes, running heads and footnotes.
//
// It knows nothing of PDF but glyphs, and decides by place, size and weight
// alone. Begin with [Lines] (one page) and [Assemble] (a document).
package layout

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"policyscan/ingest/pdf/content"
)

// The distances at which glyphs belong together, in parts of their size.
const (
	wordGap  = 0.12 // a wider gap separates words
	runGap   = 1.5  // a wider gap ends a run: another cell or column may begin
	cellGap  = 0.9  // so does a wider one without a space drawn in it
	backStep = 0.7  // glyphs may overlap by this much
	rowShift = 0.45 // base lines that differ by less are one row
)

// run is text on one base line without a wide gap. Places are those of the
// page turned so that the text reads from left to right.
type run struct {
	text         string
	first, last  int32 // glyphs, in the order in which they are drawn
	x0, x1, y    float32
	size         float32
	bold, italic bool
	rtl          bool // holds right-to-left letters
	paginated    bool
	gapped       bool // a space was drawn before it
}

// place returns where a glyph stands after the page is turned upright for it.
func place(g *content.Glyph) (x, y, w float32) {
	if g.Marks&content.Vertical != 0 {
		return -g.Y, g.X + g.W/2, g.Size
	}
	switch g.Turn {
	case content.Upward:
		return g.Y, -g.X, g.W
	case content.UpsideDown:
		return -g.X, -g.Y, g.W
	case content.Downward:
		return -g.Y, g.X, g.W
	}
	return g.X, g.Y, g.W
}

// direction is the turn of a glyph as layout sees it.
func direction(g *content.Glyph) content.Turn {
	if g.Marks&content.Vertical != 0 {
		return content.Downward
	}
	return g.Turn
}

// runBuilder collects runs in the order in which glyphs are drawn.
type runBuilder struct {
	runs   []run
	words  bool // every glyph is a whole word
	buf    []byte
	cur    run
	open   bool
	gap    bool // a space is due before the next glyph
	letter int  // bold letters less others
	right  float32
	base   float32 // of the last glyph
	last   string
	lastX  float32
	seen   map[drawn]bool
}

// drawn identifies a run that may be drawn twice to look bold.
type drawn struct {
	x, y int32
	text string
}

// runs returns the runs of the glyphs that have one direction.
func runs(glyphs []content.Glyph, turn content.Turn, words bool) []run {
	b := &runBuilder{words: words, seen: map[drawn]bool{}}
	for i := range glyphs {
		if g := &glyphs[i]; direction(g) == turn && g.Marks&content.OffPage == 0 && g.Size > 0.5 {
			b.add(int32(i), g)
		}
	}
	b.flush()
	return b.runs
}

func (b *runBuilder) add(i int32, g *content.Glyph) {
	x, y, w := place(g)
	if g.Marks&content.Space != 0 {
		// A space that is drawn over the last glyph is a producer's trick to
		// move, not a space; the gap before the next glyph tells.
		b.gap = b.gap || !b.open || x > b.right-0.5*w || abs(y-b.base) > 0.5*g.Size
		return
	}
	if b.open {
		if g.Text == b.last && abs(x-b.lastX) < 0.08*g.Size && abs(y-b.base) < 0.08*g.Size {
			return // drawn twice to look bold
		}
		size := max(g.Size, b.cur.size)
		gap := x - b.right
		switch {
		case abs(y-b.base) > 0.5*size || gap < -backStep*size || gap > runGap*size || gap > cellGap*size && !b.gap && !b.words || otherType(g.Size, b.cur.size) && gap > 0.4*size:
			b.flush()
		case b.gap || b.words || gap > wordGap*min(g.Size, b.cur.size):
			b.buf = append(b.buf, ' ')
		}
	}
	if !b.open {
		b.open = true
		b.cur = run{first: i, x0: x, x1: x + w, y: y, size: g.Size, gapped: b.gap}
		b.letter = 0
	}
	b.gap = false
	if raised(g.Size, y, b.cur.size, b.cur.y) && len(b.buf) > 0 {
		b.buf = append(b.buf, superscript(g.Text)...)
	} else {
		b.buf = append(b.buf, g.Text...)
	}
	b.cur.last = i
	b.cur.x1 = max(b.cur.x1, x+w)
	b.cur.x0 = min(b.cur.x0, x)
	if g.Size > 1.05*b.cur.size { // what came before was raised, or an initial
		b.cur.size, b.cur.y = g.Size, y
	}
	if g.Face.Bold {
		b.letter++
	} else {
		b.letter--
	}
	b.cur.italic = g.Face.Italic
	b.cur.paginated = b.cur.paginated || g.Marks&content.Paginated != 0
	b.right, b.base, b.last, b.lastX = x+w, y, g.Text, x
}

// otherType reports whether two sizes are too different for words of one line,
// as those of the body and of a marginal note.
func otherType(a, b float32) bool { return a < 0.88*b || b < 0.88*a }

func (b *runBuilder) flush() {
	if !b.open {
		return
	}
	b.open = false
	text := bytes.TrimSpace(b.buf)
	if len(text) > 0 {
		b.cur.text = string(text)
		b.cur.bold = b.letter > 0
		b.cur.rtl = hasRTL(b.cur.text)
		key := drawn{int32(b.cur.x0/(0.25*b.cur.size) + 0.5), int32(b.cur.y/(0.25*b.cur.size) + 0.5), b.cur.text}
		if !b.seen[key] {
			b.seen[key] = true
			b.runs = append(b.runs, b.cur)
		}
	}
	b.buf = b.buf[:0]
}

// raised reports whether type of a size at y stands above the base line of
// larger type, as the marks of footnotes do.
func raised(size, y, mainSize, mainY float32) bool {
	return size < 0.8*mainSize && y-mainY > 0.12*mainSize && y-mainY < 0.7*mainSize
}

// superscript returns digits as the superscripts that they are printed as, so
// that the mark of a footnote is no part of the word before it; other text is
// returned as it is.
func superscript(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return s
		}
	}
	return superscripts.Replace(s)
}

var superscripts = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")

func abs(v float32) float32 {
	if v < 0 {
		return -v
	}
	return v
}

// hasRTL reports whether s holds letters that are written from right to left.
func hasRTL(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0xD6 {
			continue
		}
		for _, r := range s[i:] {
			if isRTL(r) {
				return true
			}
		}
		return false
	}
	return false
}

func isRTL(r rune) bool {
	return r >= 0x590 && r <= 0x8FF || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC || r >= 0x10800 && r <= 0x10FFF || r >= 0x1E800 && r <= 0x1EFFF
}

func letters(s string) int { return utf8.RuneCountInString(s) }

// startsLower reports whether s begins with a small letter.
func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func endsWithAny(s, chars string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "”’\"')]»⁰¹²³⁴⁵⁶⁷⁸⁹"))
	return strings.ContainsRune(chars, r)
}
