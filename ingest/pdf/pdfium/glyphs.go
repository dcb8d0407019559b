package pdfium

import (
	"context"
	"encoding/binary"
	"math"
	"strings"
	"unicode/utf16"

	"github.com/tetratelabs/wazero/api"
)

// Glyph is one character as it stands on the page, in the coordinates of the
// page's content (points, origin as the file says, not turned).
type Glyph struct {
	Rune     rune
	X, Y     float64 // origin on the baseline
	Width    float64 // advance along the baseline
	Size     float64 // of the type, as shown
	Font     string  // base font name, without subset prefix
	Bold     bool
	Italic   bool
	Angle    float64 // degrees, counter-clockwise, of the baseline
	Made     bool    // a space or line end that PDFium inferred from the distances
	Guessed  bool    // the font does not say which character it is
	Unmapped bool    // no character could be found: Rune is U+FFFD
}

// maxGlyphs bounds the glyphs of one page.
const maxGlyphs = 1 << 20

// Glyphs returns the characters of a page in PDFium's reading order. Pages
// count from 1.
func (d *Document) Glyphs(ctx context.Context, page int) ([]Glyph, error) {
	if err := d.open(page); err != nil {
		return nil, err
	}
	if d.glyphs == nil {
		d.glyphs = newGlyphCalls(d.c, d.scratch)
	}
	text := d.c.call("FPDFText_LoadPage", d.page.handle)
	if d.c.err != nil || text == 0 {
		return nil, d.c.err
	}
	n := min(count(d.c.call("FPDFText_CountChars", text)), maxGlyphs)
	glyphs := make([]Glyph, 0, n)
	d.glyphs.begin(text)
	for i := range n {
		if i%512 == 511 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if g, ok := d.glyphs.at(i); ok {
			glyphs = append(glyphs, g)
		}
		if d.c.err != nil {
			return nil, d.c.err
		}
	}
	d.c.call("FPDFText_ClosePage", text)
	return glyphs, d.c.err
}

// Text returns the plain text of a page in PDFium's reading order, lines ended
// by \n.
func (d *Document) Text(ctx context.Context, page int) (string, error) {
	glyphs, err := d.Glyphs(ctx, page)
	var b strings.Builder
	for _, g := range glyphs {
		b.WriteRune(g.Rune)
	}
	return b.String(), err
}

// glyphCalls reads one glyph after the other. What belongs to the text object
// (font, size, matrix) is read once for each object: most have dozens of glyphs.
type glyphCalls struct {
	*calls
	out                                                             uint32
	unicode, object, origin, box, made, guessed, size, matrix, name api.Function

	text   uint64
	last   uint64 // object that style belongs to
	style  style
	prior  rune
	hasOwn bool
}

// style is what all glyphs of a text object share.
type style struct {
	font         string
	bold, italic bool
	size, angle  float64
	along        [2]float64 // unit vector of the baseline
}

func newGlyphCalls(c *calls, scratch uint32) *glyphCalls {
	return &glyphCalls{
		calls:   c,
		out:     scratch,
		unicode: c.find("FPDFText_GetUnicode"),
		object:  c.find("FPDFText_GetTextObject"),
		origin:  c.find("FPDFText_GetCharOrigin"),
		box:     c.find("FPDFText_GetLooseCharBox"),
		made:    c.find("FPDFText_IsGenerated"),
		guessed: c.find("FPDFText_HasUnicodeMapError"),
		size:    c.find("FPDFText_GetFontSize"),
		matrix:  c.find("FPDFText_GetMatrix"),
		name:    c.find("FPDFText_GetFontInfo"),
	}
}

func (g *glyphCalls) begin(text uint64) {
	g.text, g.last, g.style, g.prior, g.hasOwn = text, 0, style{}, 0, false
}

// at returns glyph i; false for carriage returns and halves of surrogates.
func (g *glyphCalls) at(i int) (Glyph, bool) {
	index := uint64(i)
	r := rune(g.invoke(g.unicode, g.text, index))
	switch {
	case r == '\r' || r == 0:
		return Glyph{}, false
	case utf16.IsSurrogate(r):
		first := g.prior
		g.prior = r
		if r = utf16.DecodeRune(first, r); r == '\uFFFD' {
			return Glyph{}, false
		}
	}
	g.prior = 0
	made := g.invoke(g.made, g.text, index)&1 == 1
	if !made {
		g.restyle(index)
	}
	out := Glyph{
		Rune: hyphen(r), Made: made, Font: g.style.font, Bold: g.style.bold, Italic: g.style.italic,
		Size: g.style.size, Angle: g.style.angle,
		Unmapped: r == '\uFFFD',
		Guessed:  !made && g.invoke(g.guessed, g.text, index)&1 == 1,
	}
	g.invoke(g.origin, g.text, index, uint64(g.out), uint64(g.out+8))
	out.X, out.Y = g.memory.float64(g.out), g.memory.float64(g.out+8)
	g.invoke(g.box, g.text, index, uint64(g.out+16))
	out.Width = g.advance(out.X, out.Y)
	return out, finite(out.X) && finite(out.Y) && finite(out.Width) && finite(out.Size)
}

// finite reports whether a number can be a place on a page: hostile files give
// all others.
func finite(v float64) bool { return v > -1e7 && v < 1e7 }

// hyphen undoes what PDFium makes of a hyphen at the end of a line.
func hyphen(r rune) rune {
	if r == 2 || r == '\uFFFE' {
		return '-'
	}
	return r
}

// advance measures the loose box (FS_RECTF: left, top, right, bottom) along the
// baseline, from the origin.
func (g *glyphCalls) advance(x, y float64) float64 {
	left, top := g.memory.float32(g.out+16), g.memory.float32(g.out+20)
	right, bottom := g.memory.float32(g.out+24), g.memory.float32(g.out+28)
	a := g.style.along
	switch {
	case a[0] >= 0.7:
		return right - x
	case a[0] <= -0.7:
		return x - left
	case a[1] > 0:
		return top - y
	default:
		return y - bottom
	}
}

// restyle reads font, size and matrix where glyph i begins another object.
func (g *glyphCalls) restyle(i uint64) {
	object := g.invoke(g.object, g.text, i)
	if object == g.last && g.hasOwn {
		return
	}
	g.last, g.hasOwn = object, true
	s := style{along: [2]float64{1, 0}, size: float64frombits(g.invoke(g.size, g.text, i))}
	if g.invoke(g.matrix, g.text, i, uint64(g.out+32))&1 == 1 {
		a, b := g.memory.float32(g.out+32), g.memory.float32(g.out+36)
		c, d := g.memory.float32(g.out+40), g.memory.float32(g.out+44)
		s.size *= math.Hypot(c, d)
		if n := math.Hypot(a, b); n > 0 {
			s.along = [2]float64{a / n, b / n}
			s.angle = math.Atan2(b, a) * 180 / math.Pi
		}
	}
	s.font, s.bold, s.italic = g.font(i)
	g.style = s
}

// Flags of a font descriptor (ISO 32000-1, table 123).
const (
	flagItalic    = 1 << 6
	flagForceBold = 1 << 18
)

// font returns the name of the font of glyph i.
func (g *glyphCalls) font(i uint64) (name string, bold, italic bool) {
	const room = 128
	buf := g.malloc(room)
	n := count(g.invoke(g.name, g.text, i, uint64(buf), room, uint64(g.out+56)))
	flags := g.memory.int32(g.out + 56)
	if n > 1 && n <= room {
		name = strings.ToValidUTF8(string(g.memory.slice(buf, n-1)), "")
	}
	g.free(buf)
	if len(name) > 7 && name[6] == '+' {
		name = name[7:]
	}
	low := strings.ToLower(name)
	bold = flags&flagForceBold != 0 || containsAny(low, "bold", "black", "heavy", "fett", "gras", "negrita")
	italic = flags&flagItalic != 0 || containsAny(low, "italic", "oblique", "kursiv")
	return name, bold, italic
}

func containsAny(s string, parts ...string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

func float64frombits(b uint64) float64 { return math.Float64frombits(b) }

func utf16le(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}
