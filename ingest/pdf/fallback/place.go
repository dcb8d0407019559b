package fallback

import (
	"policyscan/ingest/pdf/content"
	"policyscan/ingest/pdf/pdfium"
)

// frame leads from the coordinates of a page's content to those of the page as
// it is displayed: turned, and from its lower left corner.
type frame struct {
	x0, y0, x1, y1 float64
	turned         int // clockwise, 0, 90, 180 or 270 degrees
	width, height  float64
}

func (s *source) frame(page int) (frame, error) {
	var f frame
	var err error
	if f.x0, f.y0, f.x1, f.y1, err = s.doc.Box(page); err != nil {
		return f, err
	}
	if f.turned, err = s.doc.Rotation(page); err != nil {
		return f, err
	}
	f.width, f.height = f.x1-f.x0, f.y1-f.y0
	if f.turned%180 == 90 {
		f.width, f.height = f.height, f.width
	}
	return f, nil
}

func (f frame) place(x, y float64) (float32, float32) {
	switch f.turned {
	case 90:
		x, y = y-f.y0, f.x1-x
	case 180:
		x, y = f.x1-x, f.y1-y
	case 270:
		x, y = f.y1-y, x-f.x0
	default:
		x, y = x-f.x0, y-f.y0
	}
	return float32(x), float32(y)
}

// turn rounds a reading direction to a quarter turn, as it is displayed.
func (f frame) turn(angle float64) content.Turn {
	a := angle - float64(f.turned)
	for a < -45 {
		a += 360
	}
	return content.Turn(int(a+45) / 90 % 4)
}

// glyphs converts what PDFium read. The ends of lines that it made are left
// out: the layout finds its own.
func (f frame) glyphs(in []pdfium.Glyph) []content.Glyph {
	out := make([]content.Glyph, 0, len(in))
	faces := faces{}
	for _, g := range in {
		if g.Rune == '\n' || g.Made && g.Rune != ' ' && g.Rune != '-' {
			continue
		}
		c := content.Glyph{
			Text: string(g.Rune),
			W:    float32(g.Width),
			Size: float32(g.Size),
			Turn: f.turn(g.Angle),
			Face: faces.of(content.Face{Name: g.Font, Bold: g.Bold, Italic: g.Italic}),
		}
		c.X, c.Y = f.place(g.X, g.Y)
		if g.Rune == ' ' || g.Rune == '\u00A0' || g.Rune == '\t' {
			c.Marks |= content.Space
		}
		if g.Unmapped {
			c.Marks |= content.Unmapped
		}
		if c.X < 0 || c.Y < 0 || float64(c.X) > f.width || float64(c.Y) > f.height {
			c.Marks |= content.OffPage
		}
		out = append(out, c)
	}
	return out
}

// faces keeps one Face for each font, so that glyphs of a font share it.
type faces map[content.Face]*content.Face

func (f faces) of(face content.Face) *content.Face {
	p := f[face]
	if p == nil {
		p = &face
		f[face] = p
	}
	return p
}
