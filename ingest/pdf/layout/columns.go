package layout

import (
	"slices"

	"policyscan/ingest/pdf/content"
)

// maxRuns is how many runs a region may have to be looked at for columns.
const maxRuns = 8000

// cut orders runs, sorted from the top, by recursive XY-cut (Nagy and Seth
// 1984): at a gutter between columns of prose, else at the widest gap between
// lines. Where there is neither, they are one column.
func (s *sheet) cut(all []run, depth int) []Line {
	if len(all) == 0 {
		return nil
	}
	rs := rows(all)
	if depth > 24 || len(all) < 6 || single(rs) {
		return s.column(rs)
	}
	if len(all) > maxRuns { // a drawing, not a page of text
		return s.column(rs)
	}
	if g, bands := findTable(rs); bands != nil {
		lines := s.cut(flat(rs[:g.from]), depth+1)
		lines = append(lines, s.tableLines(g, bands)...)
		return append(lines, s.cut(flat(rs[g.to:]), depth+1)...)
	}
	med := medianSize(all)
	if left, right, ok := s.gutter(all, med); ok {
		if s.rtl {
			left, right = right, left
		}
		return s.both(left, right, depth)
	}
	if i := widestGap(all, med); i > 0 {
		return s.both(all[:i:i], all[i:], depth)
	}
	if i := s.peel(all, med); i > 0 {
		return s.both(all[:i:i], all[i:], depth)
	}
	return s.column(rs)
}

func (s *sheet) both(a, b []run, depth int) []Line {
	lines := s.cut(a, depth+1)
	return append(lines, s.cut(b, depth+1)...)
}

// single reports whether no row has a second run.
func single(rs [][]run) bool {
	for _, r := range rs {
		if len(r) > 1 {
			return false
		}
	}
	return true
}

func medianSize(all []run) float32 {
	sizes := make([]float32, len(all))
	for i := range all {
		sizes[i] = all[i].size
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2]
}

// gutter finds the widest vertical strip that no run crosses, with prose on
// both sides of it.
func (s *sheet) gutter(all []run, med float32) (left, right []run, ok bool) {
	byX := slices.Clone(all)
	slices.SortStableFunc(byX, func(a, b run) int { return cmpFloat(a.x0, b.x0) })
	var best, at float32
	edge := byX[0].x1
	for i := 1; i < len(byX); i++ {
		if g := byX[i].x0 - edge; g > best && i >= 3 && len(byX)-i >= 3 {
			best, at = g, byX[i].x0-g/2
		}
		edge = max(edge, byX[i].x1)
	}
	if best <= 0.8*med {
		return nil, nil, false
	}
	for i := range all {
		if all[i].x0 < at {
			left = append(left, all[i])
		} else {
			right = append(right, all[i])
		}
	}
	return left, right, prose(left) && prose(right) && sideBySide(left, right)
}

// sideBySide reports whether the two sides of a gutter stand beside each other
// for most of the height of the lower one.
func sideBySide(left, right []run) bool {
	top := min(left[0].y, right[0].y)
	foot := max(left[len(left)-1].y, right[len(right)-1].y)
	height := min(left[0].y-left[len(left)-1].y, right[0].y-right[len(right)-1].y)
	return top-foot > left[0].size && 2*(top-foot) >= height
}

// prose reports whether runs look like a column of text, not of a table.
func prose(rs []run) bool {
	long := 0
	for i := range rs {
		if letters(rs[i].text) >= 18 {
			long++
		}
	}
	return len(rs) >= 3 && 2*long >= len(rs)
}

// widestGap returns the index after which the gap between lines is widest; 0
// where lines follow each other closely.
func widestGap(all []run, med float32) int {
	best, at := 0.25*med, 0
	low := all[0].y
	for i := 1; i < len(all); i++ {
		if g := low - all[i].y - all[i].size; g > best {
			best, at = g, i
		}
		low = min(low, all[i].y)
	}
	return at
}

// maxPeel is how many rows above or below columns are looked at.
const maxPeel = 14

// peel finds evenly spaced lines that cross the gutter of the rest, above or
// below it, and returns where to cut.
func (s *sheet) peel(all []run, med float32) int {
	try := func(i int, rest []run) bool {
		_, _, ok := s.gutter(rest, med)
		return ok
	}
	for i, n := 1, 0; i < len(all)-6 && n < maxPeel; i++ {
		if all[i-1].y-all[i].y < rowShift*med {
			continue
		}
		n++
		if try(i, all[i:]) {
			return i
		}
	}
	for i, n := len(all)-1, 0; i > 6 && n < maxPeel; i-- {
		if all[i-1].y-all[i].y < rowShift*med {
			continue
		}
		n++
		if try(i, all[:i]) {
			return i
		}
	}
	return 0
}

// column makes lines of rows.
func (s *sheet) column(rs [][]run) []Line {
	s.region++
	lines := make([]Line, 0, len(rs))
	for _, r := range rs {
		for _, part := range s.parts(r) {
			lines = append(lines, s.line(part, false))
		}
	}
	return lines
}

// parts divides a row at the very head or foot of a page where a title and a
// page number stand far apart.
func (s *sheet) parts(row []run) [][]run {
	y := row[0].y / float32(max(s.page.Height, 1))
	if s.turn == content.Upright && (y > 0.88 || y < 0.1) {
		for i := 1; i < len(row); i++ {
			if row[i].x0-row[i-1].x1 > 5*row[i].size {
				return append([][]run{row[:i:i]}, s.parts(row[i:])...)
			}
		}
	}
	return [][]run{row}
}

// flat returns the runs of rows, from the top.
func flat(rs [][]run) []run {
	var out []run
	for _, r := range rs {
		out = append(out, r...)
	}
	slices.SortStableFunc(out, func(a, b run) int { return cmpFloat(b.y, a.y) })
	return out
}

func lowerMedian(v []float32) float32 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	return v[(len(v)-1)/2]
}
