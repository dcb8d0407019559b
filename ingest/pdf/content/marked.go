package content

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"policyscan/ingest/pdf/object"
	"policyscan/ingest/pdf/syntax"
)

// mark is a marked content sequence that is open.
type mark struct {
	from       int // first glyph
	actual     string
	replaced   bool // it has an ActualText
	pagination bool
}

// beginMark opens a marked content sequence with properties: either written in
// place or a name of the resources.
func (p *program) beginMark() {
	m := mark{from: len(p.shown.Glyphs)}
	defer func() {
		if m.pagination {
			p.hidden++
		}
		p.marked = append(p.marked, m)
	}()
	if len(p.args) == 0 {
		return
	}
	artifact := p.args[0].Kind == syntax.Name && string(p.args[0].Bytes) == "Artifact"
	if name := p.lastName(); name != "" && len(p.args) == 2 {
		v := p.res.Key("Properties").Key(name)
		m.pagination = artifact && v.Key("Type").Name() == "Pagination"
		if a := v.Key("ActualText"); a.Bytes() != "" {
			m.actual, m.replaced = textString([]byte(a.Bytes())), true
		}
		return
	}
	for i := 1; i+1 < len(p.args); i++ {
		if p.args[i].Kind != syntax.Name {
			continue
		}
		switch v := p.args[i+1]; string(p.args[i].Bytes) {
		case "ActualText":
			if v.Kind == syntax.String {
				m.actual, m.replaced = textString(v.Bytes), true
			}
		case "Type":
			m.pagination = artifact && v.Kind == syntax.Name && string(v.Bytes) == "Pagination"
		}
	}
}

// endMark closes the last sequence; an ActualText takes the place of its glyphs.
func (r *run) endMark() {
	n := len(r.marked)
	if n == 0 {
		return
	}
	m := r.marked[n-1]
	r.marked = r.marked[:n-1]
	if m.pagination {
		r.hidden--
	}
	if m.replaced && m.from < len(r.shown.Glyphs) {
		r.replace(m)
	}
}

// maxActual is the longest ActualText that replaces glyphs, in characters: a
// ligature, a hyphen, a cluster, a word. Longer ones lose the places of letters.
const maxActual = 24

func (r *run) replace(m mark) {
	glyphs := r.shown.Glyphs[m.from:]
	first, last := glyphs[0], glyphs[len(glyphs)-1]
	if utf8.RuneCountInString(m.actual) > maxActual || len(glyphs) > maxActual || first.Turn != last.Turn || first.Y != last.Y && first.Turn == Upright {
		return
	}
	if strings.TrimSpace(m.actual) == "" && m.actual != "" {
		m.actual = " "
	}
	left, right := first.X, first.X+first.W
	low, high := first.Y, first.Y
	for _, g := range glyphs {
		left, right = min(left, g.X), max(right, g.X+g.W)
		low, high = min(low, g.Y), max(high, g.Y)
	}
	g := first
	g.Text = m.actual
	g.Marks &^= Unmapped | Space
	if g.Turn == Upright {
		g.X, g.W = left, right-left
	} else {
		g.W += high - low
	}
	r.shown.Glyphs = r.shown.Glyphs[:m.from]
	switch {
	case m.actual == "":
	case m.actual == " ":
		g.Marks |= Space
		fallthrough
	default:
		r.shown.Glyphs = append(r.shown.Glyphs, g)
	}
}

// textString decodes a text string (ISO 32000-1 §7.9.2.2).
func textString(b []byte) string {
	switch {
	case len(b) >= 2 && b[0] == 0xFE && b[1] == 0xFF:
		units := make([]uint16, 0, len(b)/2)
		for i := 2; i+1 < len(b); i += 2 {
			units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
		}
		return string(utf16.Decode(units))
	case len(b) >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF:
		return string(b[3:])
	}
	out := make([]rune, len(b))
	for i, c := range b {
		out[i] = rune(c)
	}
	return string(out)
}

// The flags of annotations that keep them from being seen.
const (
	annotHidden = 1 << 1
	annotNoView = 1 << 5
)

// annotations draws the appearance of form fields and notes, as viewers do.
func (r *run) annotations(annots object.Value) error {
	for i := range min(annots.Len(), 5000) {
		a := annots.Index(i)
		subtype := a.Key("Subtype").Name()
		if a.Key("F").Int(0)&(annotHidden|annotNoView) != 0 || subtype == "Popup" || subtype == "Link" {
			continue
		}
		look := a.Key("AP").Key("N")
		if look.IsDict() {
			look = look.Key(a.Key("AS").Name())
		}
		if !look.IsStream() {
			continue
		}
		m, ok := appearanceMatrix(look, a.Key("Rect"))
		if !ok {
			continue
		}
		if err := r.draw(func() object.Value { return look }, 0, state{ctm: m.then(r.page.base), scale: 1}); err != nil && r.ctx.Err() != nil {
			return err
		}
	}
	return nil
}

// appearanceMatrix maps the box of an appearance to the annotation's rectangle
// (ISO 32000-1 §12.5.5, algorithm 8.1).
func appearanceMatrix(look, rect object.Value) (matrix, bool) {
	box := look.Key("BBox")
	if box.Len() != 4 || rect.Len() != 4 {
		return matrix{}, false
	}
	own := matrixOf(look.Key("Matrix"))
	var b, to [4]float64
	for i := range b {
		b[i], to[i] = box.Index(i).Float(0), rect.Index(i).Float(0)
	}
	x0, y0 := own.apply(b[0], b[1])
	x1, y1 := own.apply(b[2], b[3])
	x0, x1 = min(x0, x1), max(x0, x1)
	y0, y1 = min(y0, y1), max(y0, y1)
	if x1-x0 <= 0 || y1-y0 <= 0 {
		return matrix{}, false
	}
	sx := (max(to[0], to[2]) - min(to[0], to[2])) / (x1 - x0)
	sy := (max(to[1], to[3]) - min(to[1], to[3])) / (y1 - y0)
	return matrix{sx, 0, 0, sy, min(to[0], to[2]) - sx*x0, min(to[1], to[3]) - sy*y0}, true
}
