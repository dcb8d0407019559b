package layout

import (
	"slices"
	"strings"
	"unicode"
)

// A table is found in the rows of a page before its columns are: a stretch of
// rows between whose cells the same strips stay free.

// strip is a vertical strip that no run crosses.
type strip struct{ from, to float32 }

// grid is a stretch of rows with the strips that stay free in all of them.
type grid struct {
	from, to int // rows
	strips   []strip
	several  int // rows with more than one cell
}

// findTable returns the first stretch of rows that is a table, and its rows as
// bands of runs; nil where there is none.
func findTable(rs [][]run) (g grid, bands []band) {
	for i := 0; i < len(rs); {
		if !cells(rs[i]) {
			i++
			continue
		}
		g := grow(rs, i)
		if g.several >= 3 || g.several == 2 && len(g.strips) > 1 {
			if bands := g.table(rs); bands != nil {
				return g, bands
			}
		}
		i = max(g.to, i+1)
	}
	return grid{}, nil
}

// grow extends a stretch downwards from a row with several cells as long as a
// strip stays free.
func grow(rs [][]run, at int) grid {
	g := grid{from: at, to: at + 1, strips: gaps(rs[at]), several: 1}
	last := at // last row with several cells
	strips := g.strips
	for j := at + 1; j < len(rs); j++ {
		step := rs[j-1][0].y - rs[j][0].y
		if step > 4*rs[j][0].size {
			break
		}
		if strips = without(strips, rs[j]); len(strips) == 0 {
			break
		}
		if len(rs[j]) > 1 && cells(rs[j]) {
			last = j
			g.several++
			g.strips, g.to = strips, j+1
		} else if j-last > 12 {
			break
		} else if step < 1.5*rs[j][0].size {
			g.strips, g.to = strips, j+1 // more lines of the last row's cells
		}
	}
	return g
}

// gaps returns the strips between the runs of a row.
func gaps(row []run) []strip {
	var out []strip
	for i := 1; i < len(row); i++ {
		if row[i].x0-row[i-1].x1 > 0.6*row[i].size {
			out = append(out, strip{row[i-1].x1, row[i].x0})
		}
	}
	return out
}

// without returns what the runs of a row leave free of strips.
func without(strips []strip, row []run) []strip {
	out := slices.Clone(strips)
	for i := range row {
		r := &row[i]
		kept := out[:0]
		var more []strip
		for _, s := range out {
			switch {
			case r.x1 <= s.from || r.x0 >= s.to:
				kept = append(kept, s)
			case r.x0 > s.from && r.x1 < s.to: // divides it
				kept = append(kept, strip{s.from, r.x0})
				more = append(more, strip{r.x1, s.to})
			case r.x0 > s.from:
				kept = append(kept, strip{s.from, r.x0})
			case r.x1 < s.to:
				kept = append(kept, strip{r.x1, s.to})
			}
		}
		out = append(slices.Clone(kept), more...)
	}
	out = slices.DeleteFunc(out, func(s strip) bool { return s.to-s.from < 0.5*row[0].size })
	slices.SortFunc(out, func(a, b strip) int { return cmpFloat(a.from, b.from) })
	return out
}

// columnOf returns the column of a run among those that strips divide.
func columnOf(strips []strip, r *run) int {
	c := 0
	for c < len(strips) && r.x0 >= (strips[c].from+strips[c].to)/2 {
		c++
	}
	return c
}

// table divides a grid into the rows of a table. It returns nil for columns of
// prose and for lists, whose first column holds numbers of items.
func (g *grid) table(rs [][]run) []band {
	var all []run
	for _, r := range rs[g.from:g.to] {
		all = append(all, r...)
	}
	columns := g.columns(all)
	if len(columns) == 2 && (labels(columns[0]) || labels(columns[1])) {
		return nil
	}
	bands := g.bands(rs, columns)
	lines, cells, aligned := 0, 0, 0
	for _, b := range bands {
		n, l, a := g.measure(b)
		cells += n
		lines += l
		if a >= 2 || n == 1 {
			aligned++
		}
	}
	perCell := float64(lines) / float64(max(cells, 1))
	switch {
	case len(bands) < 2 || 10*aligned < 7*len(bands):
		return nil
	case allProse(columns) && (perCell > 4 || perCell < 1.2 && len(columns) == 2):
		return nil
	case perCell > 12:
		return nil
	}
	return bands
}

// allProse reports whether no column holds short entries, as tables have.
func allProse(columns [][]run) bool {
	for _, c := range columns {
		if !prose(c) {
			return false
		}
	}
	return true
}

func (g *grid) columns(all []run) [][]run {
	out := make([][]run, len(g.strips)+1)
	for i := range all {
		c := columnOf(g.strips, &all[i])
		out[c] = append(out[c], all[i])
	}
	return slices.DeleteFunc(out, func(c []run) bool { return len(c) == 0 })
}

// labels reports whether a column holds only the numbers of items, or bullets.
func labels(column []run) bool {
	n := 0
	for i := range column {
		if isLabel(column[i].text) && !isAmount(column[i].text) {
			n++
		}
	}
	return 10*n >= 8*len(column)
}

// bands divides the rows of a grid into rows of the table: at gaps that all
// columns share, or, where there are none, where its first column has an entry.
func (g *grid) bands(rs [][]run, columns [][]run) []band {
	var step, size float32
	for _, c := range columns {
		if s := usualStep(c); step == 0 || s > 0 && s < step {
			step = s
		}
		size = max(size, c[0].size)
	}
	rows := rs[g.from:g.to]
	bands := splitRows(rows, func(i int) bool { return rows[i-1][0].y-rows[i][0].y > step+0.25*size })
	first := 0
	for _, r := range rows {
		if columnOf(g.strips, &r[0]) == 0 {
			first++
		}
	}
	if single := allSingle(rows, g); single || first >= 3 && first > 2*len(bands) && short1(columns[0]) {
		bands = splitRows(rows, func(i int) bool { return single || columnOf(g.strips, &rows[i][0]) == 0 })
	}
	return bands
}

// allSingle reports whether every row of a grid has several cells, so that no
// cell can be of two lines.
func allSingle(rows [][]run, g *grid) bool {
	full := 0
	for _, r := range rows {
		if len(r) > len(g.strips) {
			full++
		}
	}
	return 10*full >= 9*len(rows)
}

// short1 reports whether the entries of a column are of one short line.
func short1(column []run) bool {
	n := 0
	for i := range column {
		n += letters(column[i].text)
	}
	return n <= 14*len(column)
}

func splitRows(rows [][]run, begins func(int) bool) []band {
	var out []band
	var b band
	for i, r := range rows {
		if i > 0 && begins(i) {
			out = append(out, b)
			b = nil
		}
		b = append(b, r...)
	}
	return append(out, b)
}

// measure counts the cells and lines of a band, and the cells that begin at its
// top.
func (g *grid) measure(b band) (cells, lines, top int) {
	tops := map[int]bool{}
	last := map[int]float32{}
	for i := range b {
		c := columnOf(g.strips, &b[i])
		y, known := last[c]
		if !known {
			cells++
			tops[c] = b[0].y-b[i].y < rowShift*b[i].size
		}
		if !known || y-b[i].y > rowShift*b[i].size {
			lines++
		}
		last[c] = b[i].y
	}
	for _, t := range tops {
		if t {
			top++
		}
	}
	return cells, lines, top
}

// cells reports whether a row has several cells: a number or letter before its
// text makes an item of a list.
func cells(row []run) bool {
	if len(row) < 2 {
		return false
	}
	wide := len(gaps(row))
	return wide > 0 && (wide > 1 || !isLabel(row[0].text) || isAmount(row[0].text) || isAmount(row[1].text))
}

// isLabel reports whether s is the number of an item: "(a)", "12.", "•", "§ 3".
func isLabel(s string) bool {
	return letters(s) <= 7 && !strings.Contains(strings.TrimPrefix(s, "§ "), " ")
}

// isAmount reports whether s is a number as tables hold them, not that of an
// item.
func isAmount(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r) || r == '(' || r == ')':
			return false
		}
	}
	return digits > 2 || digits > 0 && strings.ContainsAny(s, "%,")
}

// band is a row of a table: the runs of all its cells.
type band []run

// usualStep returns the usual distance between neighbouring rows of a column.
func usualStep(all []run) float32 {
	var steps []float32
	for i := 1; i < len(all); i++ {
		if d := all[i-1].y - all[i].y; d > rowShift*all[i].size {
			steps = append(steps, d)
		}
	}
	return lowerMedian(steps)
}

// tableLines makes one line of each row of a table: its cells, each read from
// top to bottom.
func (s *sheet) tableLines(g grid, bands []band) []Line {
	s.region++
	out := make([]Line, 0, len(bands))
	for _, b := range bands {
		out = append(out, s.tableLine(g, b))
	}
	return out
}

func (s *sheet) tableLine(g grid, b band) Line {
	cells := make([][]run, len(g.strips)+1)
	for i := range b {
		c := columnOf(g.strips, &b[i])
		cells[c] = append(cells[c], b[i])
	}
	if s.rtl {
		slices.Reverse(cells)
	}
	row := s.line(slices.Clone(b), false)
	low := row.Y
	var texts []string
	for _, c := range cells {
		if len(c) == 0 {
			continue
		}
		var cell string
		for _, r := range rows(c) {
			cell = joinLines(cell, s.line(r, false).Text, nil)
			low = min(low, r[0].y)
		}
		texts = append(texts, cell)
	}
	row.Text = strings.Join(texts, "\t")
	row.Row = len(texts) > 1
	row.Box = s.box(row.X0, low-0.25*row.Size, row.X1, b[0].y+0.8*row.Size)
	return row
}
