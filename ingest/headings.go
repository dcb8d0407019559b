package ingest

import (
	"strings"
)

// headings keeps the headings that stand above the current position: those of
// the provisions around it, and those without a number.
type headings struct {
	s     *segmenter
	cross []crossHeading
	seen  bool
	prov  int
	line  string
	valid bool
}

// crossHeading is a heading that belongs to no provision.
type crossHeading struct {
	text      string
	level     int
	container int // container around it; it ends where the container ends
	from      int
}

// enter takes note of the heading fragment i.
func (h *headings) enter(i, _ int) {
	h.valid = false
	f := h.s.frags[i]
	first := !h.seen
	h.seen = true
	if f.prov >= 0 && f.start < h.s.headEnd(f.prov) {
		return
	}
	blk := h.s.ex.Blocks[f.block]
	level := blk.Level
	if level == 0 {
		level = 7
	}
	if first && level == 1 || f.words > 40 || h.caption(i) {
		return
	}
	for len(h.cross) > 0 && h.cross[len(h.cross)-1].level >= level {
		h.cross = h.cross[:len(h.cross)-1]
	}
	h.cross = append(h.cross, crossHeading{text: oneLine(h.s.ex.Text[f.start:f.end]), level: level, container: h.s.container(f.prov), from: f.start})
}

// caption reports whether a heading was made the heading of the provision that
// follows it.
func (h *headings) caption(i int) bool {
	if i+1 >= len(h.s.frags) {
		return false
	}
	f, next := h.s.frags[i], h.s.frags[i+1]
	return next.base >= 0 && h.s.provs[next.base].Start >= f.end && h.s.provs[next.base].Heading == oneLine(h.s.ex.Text[f.start:f.end])
}

// headEnd is where number and heading of a provision end, as far as known.
func (s *segmenter) headEnd(p int) int {
	if s.body != nil {
		return s.body[p]
	}
	return s.provs[p].Start + len(s.provs[p].Num) + len(s.provs[p].Heading) + 8
}

// container is the innermost container around provision p.
func (s *segmenter) container(p int) int {
	for p >= 0 && !isContainer(s.provs[p].Type) {
		p = s.provs[p].Parent
	}
	return p
}

// above returns the headings above a fragment, outermost first.
func (h *headings) above(f fragment) string {
	if h.valid && h.prov == f.prov {
		return h.line
	}
	s := h.s
	type part struct {
		at   int
		text string
	}
	var parts []part
	for p := f.prov; p >= 0; p = s.provs[p].Parent {
		if t := s.provs[p].Heading; t != "" {
			parts = append(parts, part{s.provs[p].Start, t})
		}
	}
	in := s.container(f.prov)
	for len(h.cross) > 0 {
		last := h.cross[len(h.cross)-1]
		if last.container == in || last.container >= 0 && in >= 0 && s.under(in, last.container) || last.container < 0 {
			break
		}
		h.cross = h.cross[:len(h.cross)-1]
	}
	for _, c := range h.cross {
		parts = append(parts, part{c.from, c.text})
	}
	for a := 1; a < len(parts); a++ { // by position; a handful of parts
		for b := a; b > 0 && parts[b].at < parts[b-1].at; b-- {
			parts[b], parts[b-1] = parts[b-1], parts[b]
		}
	}
	var b strings.Builder
	for i, p := range parts {
		if i > 0 {
			b.WriteString(" › ")
		}
		b.WriteString(p.text)
	}
	h.line, h.prov, h.valid = b.String(), f.prov, true
	return h.line
}

// oneLine makes one line of a text.
func oneLine(t string) string {
	if strings.ContainsAny(t, "\n\t*") || strings.Contains(t, "  ") {
		return strings.Join(strings.Fields(strings.ReplaceAll(t, "*", "")), " ")
	}
	return t
}
