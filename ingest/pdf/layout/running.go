package layout

import (
	"strings"
	"unicode"
)

// The zones of a page in which running heads and footers stand, in parts of
// its height from below.
const (
	headZone = 0.80
	footZone = 0.16
	edgeRows = 4 // rows from the edge that are looked at
)

// markRunning finds running heads and footers: lines in the zones that come
// again on other pages at the same height, their numbers aside.
func markRunning(pages []PageLines) [][]bool {
	marked := make([][]bool, len(pages))
	places := map[string][]spot{}
	edges := make([][]int, len(pages))
	for i := range pages {
		marked[i] = make([]bool, len(pages[i].Lines))
		edges[i] = pages[i].edges()
		for _, k := range edges[i] {
			l := &pages[i].Lines[k]
			key := mask(l.Text)
			places[key] = append(places[key], spot{i, l.middle()})
		}
	}
	for i := range pages {
		for _, k := range edges[i] {
			l := &pages[i].Lines[k]
			marked[i][k] = l.Marked || repeats(places[mask(l.Text)], i, l.middle(), len(pages)) || pages[i].pageNumber(l)
		}
	}
	markDetached(pages, edges, marked)
	return marked
}

type spot struct {
	page int
	y    float32
}

func (l *Line) middle() float32 { return (l.Box[1] + l.Box[3]) / 2 }

// edges returns the indexes of the lines in the head and foot zones that are
// among the outermost rows of a page.
func (p *PageLines) edges() []int {
	var out []int
	for i := range p.Lines {
		y := p.Lines[i].middle() / max(float32(p.Height), 1)
		if y < headZone && y > footZone || p.Lines[i].Note {
			continue
		}
		outer := 0
		for k := range p.Lines {
			o := p.Lines[k].middle() / max(float32(p.Height), 1)
			if y >= headZone && o > y+0.005 || y <= footZone && o < y-0.005 {
				outer++
			}
		}
		if outer < edgeRows {
			out = append(out, i)
		}
	}
	return out
}

// repeats reports whether a masked line stands at the same height on enough
// other pages.
func repeats(spots []spot, page int, y float32, pages int) bool {
	n, near := 0, 0
	for _, s := range spots {
		if s.page != page && abs(s.y-y) < 4 {
			n++
			if s.page-page <= 4 && page-s.page <= 4 {
				near++
			}
		}
	}
	return n >= 2 || n == 1 && (pages <= 8 || near > 0)
}

// mask replaces numbers, whose values change from page to page.
func mask(s string) string {
	var b strings.Builder
	number := false
	for _, r := range s {
		if unicode.IsDigit(r) {
			if !number {
				b.WriteByte('#')
			}
			number = true
			continue
		}
		number = false
		if !unicode.IsSpace(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	if m := b.String(); !isRoman(m) {
		return m
	}
	return "#"
}

func isRoman(s string) bool {
	s = strings.Trim(s, "-–—.[]()")
	return s != "" && len(s) <= 8 && strings.Trim(s, "ivxlc") == ""
}

// pageNumber reports whether a line is nothing but a number at the very edge.
func (p *PageLines) pageNumber(l *Line) bool {
	y := l.middle() / max(float32(p.Height), 1)
	if y > 0.07 && y < 0.93 {
		return false
	}
	return strings.Trim(mask(l.Text), "-–—.[]()|/") == "#"
}

// markDetached marks first lines that stand at one height on most pages, well
// above the rest: running heads that name the section of their page.
func markDetached(pages []PageLines, edges [][]int, marked [][]bool) {
	const least = 4
	heights := map[int]int{}
	type top struct{ page, line int }
	var tops []top
	for i := range pages {
		for _, k := range edges[i] {
			l := &pages[i].Lines[k]
			if l.middle() > headZone*float32(pages[i].Height) && pages[i].detached(k, marked[i]) {
				heights[int(l.middle()+0.5)]++
				tops = append(tops, top{i, k})
			}
		}
	}
	for _, t := range tops {
		h := int(pages[t.page].Lines[t.line].middle() + 0.5)
		if n := heights[h-1] + heights[h] + heights[h+1]; n >= least && 2*n > len(pages) {
			marked[t.page][t.line] = true
		}
	}
}

// detached reports whether line k is the highest of its page, but for marked
// ones, and stands far above the next.
func (p *PageLines) detached(k int, marked []bool) bool {
	l := &p.Lines[k]
	next := float32(0)
	for i := range p.Lines {
		y := p.Lines[i].middle()
		if y > l.middle()+1 && !marked[i] {
			return false
		}
		if y < l.middle()-1 {
			next = max(next, y)
		}
	}
	return l.middle()-next > 2.2*l.Size && len(l.Text) < 120
}
