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
// all words of a line (which also levels lines of a page that is a little
// askew), and sizes near that of most lines are made equal to it.
func wordGlyphs(words []ocr.Word, dpi, height float64) []content.Glyph {
	out := make([]content.Glyph, 0, len(words))
	face := &content.Face{}
	for i := 0; i < len(words); {
		j := i + 1
		for j < len(words) && words[j].Line == words[i].Line {
			j++
		}
		out = append(out, lineGlyphs(words[i:j], 72/dpi, height, face)...)
		i = j
	}
	levelSizes(out)
	return out
}

// lineGlyphs converts the words of one line; scale is points a pixel.
func lineGlyphs(line []ocr.Word, scale, height float64, face *content.Face) []content.Glyph {
	boxes := make([]upright, len(line))
	sizes := make([]float64, len(line))
	for i, w := range line {
		boxes[i] = stand(w, scale, height)
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
