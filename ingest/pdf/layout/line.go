package layout

import (
	"slices"
	"strings"

	"policyscan/ingest/pdf/content"
	"policyscan/ingest/reading"
)

// Line is one printed line of a column, or one row of a table.
type Line struct {
	Text   string // cells of a row are separated by tabs
	Page   int
	Region int // lines of one column of a page have the same
	Turn   content.Turn
	X0, X1 float32 // along its reading direction
	Y      float32 // base line; greater is higher on the page
	Size   float32
	Bold   bool
	Italic bool
	RTL    bool
	Row    bool // of a table
	Note   bool // marginal note
	Marked bool // apparatus: the producer calls it a running head or footer, or it counts lines
	Box    [4]float32
}

// Page is what [Lines] is given of a page.
type Page struct {
	Number        int
	Width, Height float64
	Glyphs        []content.Glyph
	Words         bool // every glyph is a whole word
}

// Lines returns the lines of a page in reading order; marginal notes stand
// before the line that they stand beside.
func Lines(p Page) []Line {
	var counts [4]int
	for i := range p.Glyphs {
		counts[direction(&p.Glyphs[i])]++
	}
	order := []content.Turn{content.Upright, content.Upward, content.Downward, content.UpsideDown}
	slices.SortStableFunc(order, func(a, b content.Turn) int { return counts[b] - counts[a] })
	var out []Line
	region := 0
	for _, turn := range order {
		if counts[turn] == 0 {
			continue
		}
		s := sheet{page: p, turn: turn, region: region}
		out = append(out, s.lines(runs(p.Glyphs, turn, p.Words))...)
		region = s.region + 1
	}
	return clean(out)
}

// clean brings the text of lines into canonical form, so that joined lines need
// no more of it and keep their places; lines without text go.
func clean(lines []Line) []Line {
	out := lines[:0]
	for _, l := range lines {
		if end := strings.TrimRight(l.Text, "\u00AD\x02\uFFFE"); len(end) < len(l.Text) {
			l.Text = end + "-" // hyphens that are seen only at a line's end
		}
		if l.Text = reading.Clean(l.Text); l.Text != "" {
			out = append(out, l)
		}
	}
	return out
}

// sheet is the part of a page that has one reading direction.
type sheet struct {
	page    Page
	turn    content.Turn
	region  int
	rtl     bool  // most runs are right to left
	numbers []run // that count lines
}

func (s *sheet) lines(all []run) []Line {
	if len(all) == 0 {
		return nil
	}
	rtl := 0
	for i := range all {
		if all[i].rtl {
			rtl++
		}
	}
	s.rtl = 2*rtl > len(all)
	slices.SortStableFunc(all, func(a, b run) int { return cmpFloat(b.y, a.y) })
	body, notes := s.margins(all)
	lines := s.cut(body, 0)
	if len(notes) > 0 {
		lines = s.placeNotes(lines, notes)
	}
	s.region++
	for i := range s.numbers {
		l := s.line(s.numbers[i:i+1], false)
		l.Marked = true
		lines = append(lines, l)
	}
	return lines
}

func cmpFloat(a, b float32) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// rows groups runs, sorted from the top, by base line.
func rows(all []run) [][]run {
	var out [][]run
	for i := 0; i < len(all); {
		j := i + 1
		for j < len(all) && all[i].y-all[j].y < rowShift*max(all[i].size, all[j].size) {
			j++
		}
		row := all[i:j:j]
		if len(row) > 1 {
			slices.SortStableFunc(row, func(a, b run) int { return cmpFloat(a.x0, b.x0) })
		}
		out = append(out, row)
		i = j
	}
	return out
}

// line joins the runs of a row.
func (s *sheet) line(row []run, table bool) Line {
	l := Line{Page: s.page.Number, Region: s.region, Turn: s.turn, X0: row[0].x0, Y: row[0].y, Row: table}
	weight, total := 0, 0
	for i := range row {
		r := &row[i]
		l.X0, l.X1 = min(l.X0, r.x0), max(l.X1, r.x1)
		if i == 0 {
			l.X1 = r.x1
		}
		if r.size > l.Size {
			l.Size, l.Y = r.size, r.y
		}
		n := len(r.text)
		total += n
		if r.bold {
			weight += n
		}
		l.RTL = l.RTL || r.rtl
		l.Italic = l.Italic || r.italic
		l.Marked = l.Marked || r.paginated
	}
	l.Bold = 10*weight >= 9*total
	if l.RTL {
		l.Text = s.bidiLine(row, table)
	} else {
		l.Text = joinRow(row, table)
	}
	l.Box = s.box(l.X0, l.Y-0.25*l.Size, l.X1, l.Y+0.8*l.Size)
	return l
}

func joinRow(row []run, table bool) string {
	if len(row) == 1 {
		return row[0].text
	}
	var b strings.Builder
	for i := range row {
		r := &row[i]
		if i > 0 {
			gap := r.x0 - row[i-1].x1
			switch {
			case table && gap > runGap*0.6*r.size:
				b.WriteByte('\t')
			case gap > wordGap*min(r.size, row[i-1].size) || r.gapped:
				b.WriteByte(' ')
			}
		}
		if i > 0 && raised(r.size, r.y, row[i-1].size, row[i-1].y) {
			b.WriteString(superscript(r.text))
		} else {
			b.WriteString(r.text)
		}
	}
	return b.String()
}

// box turns a box back to the coordinates of the page.
func (s *sheet) box(x0, y0, x1, y1 float32) [4]float32 {
	switch s.turn {
	case content.Upward:
		return [4]float32{-y1, x0, -y0, x1}
	case content.UpsideDown:
		return [4]float32{-x1, -y1, -x0, -y0}
	case content.Downward:
		return [4]float32{y0, -x1, y1, -x0}
	}
	return [4]float32{x0, y0, x1, y1}
}
