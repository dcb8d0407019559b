package layout

import (
	"math"
	"slices"
	"strconv"
)

// margins separates marginal notes: type that is smaller than the body's and
// stands wholly beside its column, as in acts of the Commonwealth tradition.
func (s *sheet) margins(all []run) (body, notes []run) {
	size, ok := bodySize(all)
	if !ok {
		return all, nil
	}
	var lefts, rights []float32
	for i := range all {
		if r := &all[i]; abs(r.size-size) <= 0.5 && letters(r.text) >= 25 {
			lefts = append(lefts, r.x0)
			rights = append(rights, r.x1)
		}
	}
	if len(lefts) < 4 {
		return all, nil
	}
	slices.Sort(lefts)
	slices.Sort(rights)
	left, right := lefts[len(lefts)/20], rights[len(rights)-1-len(rights)/20]
	top := all[0].y
	numbers := lineNumbers(all, left, right, size)
	for i := range all {
		r := all[i]
		if numbers[i] {
			s.numbers = append(s.numbers, r)
			continue
		}
		if r.size <= 0.92*size && (r.x1 <= left+1 || r.x0 >= right-1) && r.x1-r.x0 < 0.4*(right-left) && letters(r.text) > 1 && (hasLetter(r.text) || goesOn(notes, &r)) && !(i < 3 && top-r.y < size) {
			notes = append(notes, r)
		} else {
			body = append(body, r)
		}
	}
	if 2*lettersOf(notes) > lettersOf(body) {
		s.numbers = nil
		return all, nil
	}
	return body, notes
}

// goesOn reports whether a run stands directly below the last line of a note.
func goesOn(notes []run, r *run) bool {
	for i := len(notes) - 1; i >= 0 && i >= len(notes)-3; i-- {
		if n := &notes[i]; n.y-r.y < 1.7*r.size && abs(n.x0-r.x0) < 40 {
			return true
		}
	}
	return false
}

func lettersOf(rs []run) (n int) {
	for i := range rs {
		n += len(rs[i].text)
	}
	return n
}

// lineNumbers marks the numbers that count the lines of a bill: every fifth or
// every one, beside the column, growing downwards.
func lineNumbers(all []run, left, right, size float32) map[int]bool {
	found := map[int]bool{}
	last, n := 0, 0
	for i := range all {
		r := &all[i]
		v, err := strconv.Atoi(r.text)
		if err != nil || v < 1 || v > 99 || r.x1 > left+0.3*size && r.x0 < right-0.3*size {
			continue
		}
		if v%5 != 0 && v != last+1 {
			continue
		}
		if v > last && (last == 0 || v-last == 5 || v == last+1) {
			found[i] = true
			last = v
			n++
		}
	}
	if n < 3 {
		return nil
	}
	return found
}

// bodySize returns the size of most of the type on a page; ok is false where
// there is too little to tell.
func bodySize(all []run) (size float32, ok bool) {
	count := map[int]int{}
	total := 0
	for i := range all {
		n := letters(all[i].text)
		count[int(math.Round(float64(all[i].size)*2))] += n
		total += n
	}
	best := 0
	for k, n := range count {
		if n > count[best] || n == count[best] && k > best {
			best = k
		}
	}
	return float32(best) / 2, total >= 200 && 2*count[best] >= total
}

// placeNotes puts every note before the first line that begins no higher.
func (s *sheet) placeNotes(lines []Line, notes []run) []Line {
	s.region++
	var groups [][]Line
	for _, r := range rows(notes) {
		for _, side := range sides(r) {
			l := s.line(side, false)
			l.Note = true
			groups = addNote(groups, l)
		}
	}
	out := make([]Line, 0, len(lines)+len(notes))
	next := 0
	slices.SortStableFunc(groups, func(a, b []Line) int { return cmpFloat(b[0].Y, a[0].Y) })
	for _, l := range lines {
		for next < len(groups) && l.Y <= groups[next][0].Y+0.6*l.Size {
			out = append(out, groups[next]...)
			next++
		}
		out = append(out, l)
	}
	for ; next < len(groups); next++ {
		out = append(out, groups[next]...)
	}
	return out
}

// sides divides the notes of a row that stand on both sides of the page.
func sides(row []run) [][]run {
	for i := 1; i < len(row); i++ {
		if row[i].x0-row[i-1].x1 > 12*row[i].size {
			return [][]run{row[:i:i], row[i:]}
		}
	}
	return [][]run{row}
}

// addNote adds a line to the note that it continues, or begins another.
func addNote(groups [][]Line, l Line) [][]Line {
	for i := len(groups) - 1; i >= 0 && i >= len(groups)-2; i-- {
		last := groups[i][len(groups[i])-1]
		if last.Y-l.Y < 1.7*l.Size && abs(last.X0-l.X0) < 40 && !(endsWithAny(last.Text, ".") && startsUpper(l.Text)) {
			groups[i] = append(groups[i], l)
			return groups
		}
	}
	return append(groups, []Line{l})
}
