package content

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"policyscan/ingest/pdf/font"
	"policyscan/ingest/pdf/syntax"
)

// showLast shows the string that is the last operand.
func (p *program) showLast() {
	if n := len(p.args); n > 0 && p.args[n-1].Kind == syntax.String {
		p.show(p.args[n-1].Bytes)
	}
}

// showArray shows the strings of an array, moved by the numbers between them.
func (p *program) showArray() {
	f := p.s.font
	if f == nil {
		return
	}
	for i := range p.args {
		switch t := &p.args[i]; t.Kind {
		case syntax.String:
			p.show(t.Bytes)
		case syntax.Number:
			by := -t.Num / 1000 * p.s.size
			if f.Vertical {
				p.tm = p.tm.shifted(0, by)
			} else {
				p.tm = p.tm.shifted(by*p.s.scale, 0)
			}
		}
	}
}

// show adds the glyphs of a string and moves the text matrix past them.
func (p *program) show(s []byte) {
	f := p.s.font
	if f == nil {
		return
	}
	size, scale := p.s.size, p.s.scale
	m := p.tm.then(p.s.ctm)
	// Glyph space along x and y, in points of the page.
	width := math.Hypot(m[0], m[1]) * math.Abs(size*scale)
	height := float32(math.Hypot(m[2], m[3]) * math.Abs(size) * f.Scale)
	oriented := matrix{m[0] * sign(size*scale), m[1] * sign(size*scale), m[2] * sign(size), m[3] * sign(size)}
	turn := oriented.turn()
	x, y := m.apply(0, p.s.rise)
	var moved float64 // along the text's own axis, in text space
	for len(s) > 0 {
		c := f.Decode(s)
		s = s[c.Length:]
		g := Glyph{Size: height, Face: &f.Face, Turn: turn, W: float32(c.Width * width)}
		advance := p.advance(f, c, size, scale)
		if f.Vertical {
			g.X, g.Y = float32(x+moved*m[2]), float32(y+moved*m[3])
			g.X -= g.W / 2
		} else {
			g.X, g.Y = float32(x+moved*m[0]), float32(y+moved*m[1])
		}
		moved += advance
		p.add(g, c, f.Vertical)
	}
	if f.Vertical {
		p.tm = p.tm.shifted(0, moved)
	} else {
		p.tm = p.tm.shifted(moved, 0)
	}
}

func sign(v float64) float64 {
	if v < 0 {
		return -1
	}
	return 1
}

// advance returns how far a glyph moves the text matrix (ISO 32000-1 §9.4.4).
func (p *program) advance(f *font.Font, c font.Char, size, scale float64) float64 {
	if f.Vertical {
		by := -size + p.s.charSpace
		if c.Spaced {
			by += p.s.wordSpace
		}
		return by
	}
	by := c.Width*size + p.s.charSpace
	if c.Spaced {
		by += p.s.wordSpace
	}
	return by * scale
}

// add marks a glyph and keeps it.
func (p *program) add(g Glyph, c font.Char, vertical bool) {
	g.Text = c.Text
	switch {
	case g.Text == "":
		g.Text = "\uFFFD"
		g.Marks |= Unmapped
		if c.Guess != "" {
			p.guesses = append(p.guesses, guess{len(p.shown.Glyphs), c.Guess})
		}
	case len(g.Text) == 1 && g.Text[0] <= ' ', len(g.Text) > 1 && strings.TrimSpace(g.Text) == "":
		g.Text = " "
		g.Marks |= Space
	}
	if p.s.mode == 3 || p.s.mode == 7 {
		g.Marks |= Hidden
	}
	if vertical {
		g.Marks |= Vertical
	}
	if p.hidden > 0 {
		g.Marks |= Paginated
	}
	const slack = 2
	if float64(g.X) < -slack || float64(g.X) > p.page.Width+slack || float64(g.Y) < -slack || float64(g.Y) > p.page.Height+slack || g.X != g.X || g.Y != g.Y {
		g.Marks |= OffPage
	}
	p.shown.Glyphs = append(p.shown.Glyphs, g)
}

// guess is a glyph without a meaning in the file that may be a ligature.
type guess struct {
	glyph int
	text  string
}

// settle takes guesses for the text of glyphs that stand in words.
func (r *run) settle() {
	glyphs := r.shown.Glyphs
	for _, g := range r.guesses {
		i := g.glyph
		if i >= len(glyphs) || glyphs[i].Marks&Unmapped == 0 {
			continue // an ActualText took its place
		}
		before := i > 0 && inWord(&glyphs[i-1], &glyphs[i])
		after := i+1 < len(glyphs) && inWord(&glyphs[i], &glyphs[i+1])
		if before || after {
			glyphs[i].Text = g.text
			if (g.text == "ft" || g.text == "tf") && i+2 < len(glyphs) {
				glyphs[i].Text = ftOrTf(glyphs[i+1].Text + glyphs[i+2].Text)
			}
			glyphs[i].Marks &^= Unmapped
		}
	}
}

// ftOrTf tells two ligatures of about one width apart by what follows: platform,
// thoughtful, shortfall, portfolio; but after, often, shift.
func ftOrTf(next string) string {
	switch next {
	case "or", "ul", "al", "ol":
		return "tf"
	}
	return "ft"
}

// inWord reports whether two glyphs that follow each other are letters of one
// word, as far as they are known.
func inWord(a, b *Glyph) bool {
	for _, g := range []*Glyph{a, b} {
		r, _ := utf8.DecodeRuneInString(g.Text)
		if !unicode.IsLetter(r) && g.Marks&Unmapped == 0 {
			return false
		}
	}
	gap := b.X - a.X - a.W
	return a.Y == b.Y && gap < 0.1*a.Size && gap > -0.3*a.Size
}
