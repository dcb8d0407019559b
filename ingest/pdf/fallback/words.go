package fallback

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"policyscan/ingest/pdf/content"
	"policyscan/ingest/pdf/ocr"
)

// Heights of Latin letters above and below the base line, in parts of the size
// of the type: means over common text faces.
const (
	tallHeight = 0.72 // capitals, digits, b, d, f …
	lowHeight  = 0.50 // a, c, e …
	depth      = 0.21 // of g, p, q …
)

// wordGlyphs converts recognised words. Tesseract gives the box of each word,
// whose height says more of its letters than of its type; the layout wants type
// sizes and base lines. So both are estimated from the letters, made one for
// all words of a line, lines of a page that was scanned askew are made level,
// and sizes near that of most lines are made equal to it.
func wordGlyphs(words []ocr.Word, dpi, height float64) []content.Glyph {
	boxes := make([]upright, len(words))
	for i, w := range words {
		boxes[i] = stand(w, 72/dpi, height)
	}
	lines := lineRanges(words)
	straighten(boxes, lines)
	out := make([]content.Glyph, 0, len(words))
	face := &content.Face{}
	for _, l := range lines {
		out = append(out, lineGlyphs(words[l[0]:l[1]], boxes[l[0]:l[1]], face)...)
	}
	levelSizes(out)
	return out
}

// lineRanges returns where the words of each line begin and end.
func lineRanges(words []ocr.Word) [][2]int {
	var lines [][2]int
	for i := 0; i < len(words); {
		j := i + 1
		for j < len(words) && words[j].Line == words[i].Line {
			j++
		}
		lines = append(lines, [2]int{i, j})
		i = j
	}
	return lines
}

// Bounds of what is taken for the slope of a page: a line must be this long
// (points), and more slope than this is no accident of scanning.
const (
	slopeLine = 100
	maxSlope  = 0.15
)

// straighten shears the boxes of a page by the median slope of its lines, about
// the middle of the page, and takes from their heights what the slope added.
func straighten(boxes []upright, lines [][2]int) {
	var slopes []float64
	left, right := math.Inf(1), math.Inf(-1)
	for _, l := range lines {
		first, last := boxes[l[0]], boxes[l[1]-1]
		if run := last.middle() - first.middle(); run >= slopeLine {
			slopes = append(slopes, (last.bottom+last.tall/2-first.bottom-first.tall/2)/run)
		}
		left, right = min(left, first.start), max(right, last.start+last.long)
	}
	if len(slopes) == 0 {
		return
	}
	slope := middle(slopes)
	if math.Abs(slope) > maxSlope {
		return
	}
	centre := (left + right) / 2
	for i := range boxes {
		b := &boxes[i]
		added := min(math.Abs(slope)*b.long, b.tall/2)
		b.bottom += added/2 - slope*(b.middle()-centre)
		b.tall -= added
	}
}

// lineGlyphs converts the words of one line.
func lineGlyphs(line []ocr.Word, boxes []upright, face *content.Face) []content.Glyph {
	sizes := make([]float64, len(line))
	for i, w := range line {
		above, below := extent(w.Text)
		sizes[i] = boxes[i].tall / (above + below)
	}
	size := middle(sizes)
	bases := make([]float64, len(line))
	for i, w := range line {
		_, below := extent(w.Text)
		bases[i] = boxes[i].bottom + below*size
	}
	base := middle(bases)
	out := make([]content.Glyph, len(line))
	for i, w := range line {
		g := content.Glyph{Text: w.Text, Face: face, Turn: content.Turn(w.Turn), W: float32(boxes[i].long), Size: float32(size)}
		switch w.Turn {
		case ocr.Upward:
			g.X, g.Y = float32(-base), float32(boxes[i].start)
		case ocr.UpsideDown:
			g.X, g.Y = float32(-boxes[i].start), float32(-base)
		case ocr.Downward:
			g.X, g.Y = float32(base), float32(-boxes[i].start)
		default:
			g.X, g.Y = float32(boxes[i].start), float32(base)
		}
		out[i] = g
	}
	return out
}

// upright is the box of a word, in points, turned so that it reads to the right.
type upright struct{ start, bottom, long, tall float64 }

func (u upright) middle() float64 { return u.start + u.long/2 }

func stand(w ocr.Word, scale, height float64) upright {
	x0, x1 := float64(w.Box.Min.X)*scale, float64(w.Box.Max.X)*scale
	y0, y1 := height-float64(w.Box.Max.Y)*scale, height-float64(w.Box.Min.Y)*scale
	switch w.Turn {
	case ocr.Upward:
		return upright{y0, -x1, y1 - y0, x1 - x0}
	case ocr.UpsideDown:
		return upright{-x1, -y1, x1 - x0, y1 - y0}
	case ocr.Downward:
		return upright{-y1, x0, y1 - y0, x1 - x0}
	}
	return upright{x0, y0, x1 - x0, y1 - y0}
}

// extent is how far a word stands above and below its base line, in parts of
// its size.
func extent(word string) (above, below float64) {
	above = lowHeight
	for _, r := range word {
		if unicode.IsUpper(r) || unicode.IsDigit(r) || r > unicode.MaxLatin1 || strings.ContainsRune("bdfhijklt!?()[]{}/|\\%&$\"'", r) || r >= 0xE0 {
			above = tallHeight
		}
		if strings.ContainsRune("gjpqy,;()[]{}|Q\u00E7", r) {
			below = depth
		}
	}
	return above, below
}

// levelSizes gives all lines whose size is within a sixth of the usual one the
// usual one: the difference is in the estimate.
func levelSizes(glyphs []content.Glyph) {
	if len(glyphs) == 0 {
		return
	}
	sizes := make([]float64, len(glyphs))
	for i, g := range glyphs {
		sizes[i] = float64(g.Size)
	}
	usual := middle(sizes)
	for i := range glyphs {
		if math.Abs(float64(glyphs[i].Size)-usual) < usual/6 {
			glyphs[i].Size = float32(usual)
		}
	}
}

// middle is the median.
func middle(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	return v[len(v)/2]
}
