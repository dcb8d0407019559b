package layout

import (
	"slices"
	"strings"
	"unicode"
)

// tableRows marks the rows that belong to tables: at least three neighbours
// with two cells or more that line up. It returns nil where there is none.
func tableRows(rs [][]run) []bool {
	var marked []bool
	for i := 0; i < len(rs); {
		if !cells(rs[i]) {
			i++
			continue
		}
		j := i + 1
		for j < len(rs) && cells(rs[j]) && linedUp(rs[j-1], rs[j]) {
			j++
		}
		if j-i >= 3 || j-i == 2 && len(rs[i]) > 2 {
			if marked == nil {
				marked = make([]bool, len(rs))
			}
			for k := i; k < j; k++ {
				marked[k] = true
			}
		}
		i = j
	}
	return marked
}

// cells reports whether a row has several cells: a number or letter before its
// text makes an item of a list.
func cells(row []run) bool {
	if len(row) < 2 {
		return false
	}
	wide := 0
	for i := 1; i < len(row); i++ {
		if row[i].x0-row[i-1].x1 > runGap*0.6*row[i].size {
			wide++
		}
	}
	return wide > 0 && (wide > 1 || !isLabel(row[0].text) || isNumber(row[1].text))
}

// isLabel reports whether s is the number of an item: "(a)", "12.", "•", "§ 3".
func isLabel(s string) bool {
	return letters(s) <= 7 && !strings.Contains(strings.TrimPrefix(s, "§ "), " ")
}

func isNumber(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			return false
		}
	}
	return digits > 0
}

// linedUp reports whether most cells of the shorter row begin, end or are
// centred where one of the other does.
func linedUp(a, b []run) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	hits := 0
	for i := range a {
		tol := 0.5 * a[i].size
		for k := range b {
			if abs(a[i].x0-b[k].x0) < tol || abs(a[i].x1-b[k].x1) < tol || abs(a[i].x0+a[i].x1-b[k].x0-b[k].x1) < 2*tol {
				hits++
				break
			}
		}
	}
	return 2*hits > len(a)
}

// band is a row of a table whose cells have several lines.
type band []run

// tableBands divides runs on both sides of a gutter into the rows of a table:
// where both sides leave the same gaps, and begin again together below them.
// Columns of prose do so only by chance; then it returns nil.
func tableBands(all, left, right []run, med float32) []band {
	bands := splitBands(all, usualStep(all)+0.3*med)
	if len(bands) < 3 {
		return nil
	}
	together, lines := 0, 0
	for _, b := range bands {
		top := b[0].y
		inLeft, inRight := false, false
		n := 0
		for i := range b {
			if top-b[i].y < rowShift*med {
				inLeft = inLeft || contains(left, b[i])
				inRight = inRight || contains(right, b[i])
			}
			n++
		}
		lines += n
		if inLeft && inRight {
			together++
		}
	}
	if 10*together < 7*len(bands) || lines > 16*len(bands) {
		return nil
	}
	return bands
}

func contains(rs []run, r run) bool {
	for i := range rs {
		if rs[i].first == r.first {
			return true
		}
	}
	return false
}

// usualStep returns the median distance between neighbouring rows.
func usualStep(all []run) float32 {
	var steps []float32
	for i := 1; i < len(all); i++ {
		if d := all[i-1].y - all[i].y; d > rowShift*all[i].size {
			steps = append(steps, d)
		}
	}
	if len(steps) == 0 {
		return 0
	}
	slices.Sort(steps)
	return steps[len(steps)/3]
}

func splitBands(all []run, gap float32) []band {
	var out []band
	from := 0
	for i := 1; i < len(all); i++ {
		if all[i-1].y-all[i].y > gap {
			out = append(out, band(all[from:i:i]))
			from = i
		}
	}
	return append(out, band(all[from:]))
}

// bandRows makes one line of each band: its cells, each read from top to bottom.
func (s *sheet) bandRows(bands []band, med float32) []Line {
	s.region++
	edges := columnEdges(bands, med)
	var out []Line
	for _, b := range bands {
		out = append(out, s.bandRow(b, edges))
	}
	return out
}

// columnEdges returns where the columns of a table begin: the gutters of its
// bands taken together.
func columnEdges(bands []band, med float32) []float32 {
	var all []run
	for _, b := range bands {
		all = append(all, b...)
	}
	slices.SortStableFunc(all, func(a, b run) int { return cmpFloat(a.x0, b.x0) })
	edges := []float32{all[0].x0}
	right := all[0].x1
	for i := range all {
		if all[i].x0 > right+0.3*med {
			edges = append(edges, all[i].x0)
		}
		right = max(right, all[i].x1)
	}
	return edges
}

func (s *sheet) bandRow(b band, edges []float32) Line {
	cells := make([][]run, len(edges))
	for i := range b {
		c := 0
		for c+1 < len(edges) && b[i].x0 >= edges[c+1]-1 {
			c++
		}
		cells[c] = append(cells[c], b[i])
	}
	if s.rtl {
		slices.Reverse(cells)
	}
	var texts []string
	row := s.line(slices.Clone(b), false)
	row.Row = true
	for _, c := range cells {
		if len(c) == 0 {
			continue
		}
		var cell string
		for _, r := range rows(c) {
			cell = joinLines(cell, s.line(r, false).Text, nil)
		}
		texts = append(texts, cell)
	}
	row.Text = strings.Join(texts, "\t")
	row.Row = len(texts) > 1
	return row
}
