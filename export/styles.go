package export

import (
	"github.com/xuri/excelize/v2"
)

// The palette: blue and orange of equal lightness for the two perspectives,
// which people with any common colour vision tell apart, on white and greys. No
// red, no green; and no meaning is carried by colour alone.
const (
	ink       = "1F2328"
	faint     = "6B7280"
	rule      = "D0D5DB"
	headFill  = "E8EAED"
	firstHead = "BCD4EE"
	firstFill = "E6F0FA"
	otherHead = "F3CFAE"
	otherFill = "FCEEDF"
	entryHead = "F2E9B8"
	entryFill = "FDFAE7"
	linkInk   = "1A4F8A"
	bodyFont  = "Calibri"
)

// look is what decides the style of a body cell.
type look struct {
	tone   Tone
	link   bool
	number bool
	asText bool
	fill   bool
	single bool
}

// styles makes each style of a workbook once.
type styles struct {
	f     *excelize.File
	heads map[Tone]int
	looks map[look]int
	err   error
}

func newStyles(f *excelize.File) *styles {
	return &styles{f: f, heads: map[Tone]int{}, looks: map[look]int{}}
}

func solid(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

func edges() []excelize.Border {
	var out []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		out = append(out, excelize.Border{Type: side, Color: rule, Style: 1})
	}
	return out
}

func (s *styles) head(t Tone) int {
	if id, ok := s.heads[t]; ok {
		return id
	}
	fill := headFill
	switch t {
	case First:
		fill = firstHead
	case Second:
		fill = otherHead
	case Entry:
		fill = entryHead
	}
	id := s.make(&excelize.Style{
		Font: &excelize.Font{Bold: true, Size: 10, Color: ink, Family: bodyFont}, Fill: solid(fill), Border: edges(),
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
	})
	s.heads[t] = id
	return id
}

func (s *styles) body(l look) int {
	if id, ok := s.looks[l]; ok {
		return id
	}
	st := &excelize.Style{
		Font:      &excelize.Font{Size: 10, Color: ink, Family: bodyFont},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: true},
		Border:    edges(),
	}
	switch l.tone {
	case First:
		st.Fill = solid(firstFill)
	case Second:
		st.Fill = solid(otherFill)
	case Muted:
		st.Font.Color, st.Font.Italic = faint, true
	case Strong:
		st.Font.Bold = true
	case Entry:
		st.Fill = solid(entryFill)
	case Note:
		st.Font.Color, st.Alignment.WrapText, st.Border = faint, false, nil
	case Heading:
		st.Font.Bold, st.Font.Size, st.Alignment.WrapText, st.Border = true, 16, false, nil
	}
	if l.link {
		st.Font.Color, st.Font.Underline = linkInk, "single"
	}
	if l.number {
		st.Alignment.Horizontal, st.Alignment.Indent, st.Alignment.WrapText = "right", 1, false
	}
	if l.single {
		st.Alignment.WrapText, st.Font.Size, st.Font.Color = false, 9, faint
	}
	if l.asText || l.fill {
		st.NumFmt = 49 // text: pressing Enter in the cell makes no formula and no date of it
	}
	id := s.make(st)
	s.looks[l] = id
	return id
}

func (s *styles) make(st *excelize.Style) int {
	id, err := s.f.NewStyle(st)
	if err != nil && s.err == nil {
		s.err = err
	}
	return id
}

// runs splits a cell's text into rich text: bold and faint ranges apart.
func (s *styles) runs(c Cell) []excelize.RichTextRun {
	plain := excelize.Font{Size: 10, Color: ink, Family: bodyFont}
	bold, weak := plain, plain
	bold.Bold = true
	weak.Color, weak.Size = faint, 9
	var out []excelize.RichTextRun
	at := 0
	add := func(end int, font *excelize.Font) {
		if end > at {
			out = append(out, excelize.RichTextRun{Text: c.Text[at:end], Font: font})
			at = end
		}
	}
	b, f := c.Bold, c.Faint
	for len(b) > 0 || len(f) > 0 {
		if len(f) == 0 || len(b) > 0 && b[0].Start <= f[0].Start {
			add(b[0].Start, &plain)
			add(b[0].End, &bold)
			b = b[1:]
			continue
		}
		add(f[0].Start, &plain)
		add(f[0].End, &weak)
		f = f[1:]
	}
	add(len(c.Text), &plain)
	return out
}
