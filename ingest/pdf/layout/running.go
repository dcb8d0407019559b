package layout

import (
	"slices"
	"strings"
	"unicode"
)

// The zones of a page in which running heads and footers stand, in parts of
// its height from below. They are wide, for small pages are printed on large
// paper; being among the outermost rows and coming again is what counts.
const (
	headZone = 0.60
	footZone = 0.30
	edgeRows = 6 // rows from the edge that are looked at
)

// markRunning finds running heads and footers: lines near the edges that come
// again on other pages at the same height, their numbers aside.
func markRunning(pages []PageLines) [][]bool {
	marked := make([][]bool, len(pages))
	places := map[string][]spot{}
	twice := map[string]bool{}
	edges := make([][][]int, len(pages))
	for i := range pages {
		p := &pages[i]
		marked[i] = make([]bool, len(p.Lines))
		for k := range p.Lines {
			marked[i][k] = p.Lines[k].Marked
		}
		edges[i] = append(p.clusters(true), p.clusters(false)...)
		for _, c := range edges[i] {
			for _, k := range c {
				key := mask(p.Lines[k].Text)
				if n := len(places[key]); n > 0 && places[key][n-1].page == i && letters(key) > 8 {
					twice[key] = true
				}
				places[key] = append(places[key], spot{i, p.Lines[k].middle()})
			}
		}
	}
	for key := range twice {
		delete(places, key) // entries of a list, such as footnotes
	}
	for i := range pages {
		for _, top := range []bool{true, false} {
			for _, c := range pages[i].clusters(top) {
				if !markCluster(pages, i, c, places, marked[i]) {
					break // what is further in is body
				}
			}
		}
	}
	markDetached(pages, marked)
	return marked
}

// markCluster marks the lines of a cluster that come again on other pages. It
// reports whether most of them do, so that the next cluster may be looked at.
func markCluster(pages []PageLines, page int, cluster []int, places map[string][]spot, marked []bool) bool {
	p := &pages[page]
	var found []int
	for _, k := range cluster {
		l := &p.Lines[k]
		if !marked[k] && opensParagraph(l.Text) && letters(l.Text) > 12 {
			return false
		}
		key := mask(l.Text)
		if marked[k] || repeats(places[key], page, l.middle(), len(pages), key) || p.pageNumber(l) {
			found = append(found, k)
		}
	}
	if 2*len(found) < len(cluster) {
		return false
	}
	for _, k := range found {
		marked[k] = true
	}
	return true
}

type spot struct {
	page int
	y    float32
}

func (l *Line) middle() float32 { return (l.Box[1] + l.Box[3]) / 2 }

// clusters returns the outermost lines of a page, from the top or the foot
// inwards, in groups that a gap divides.
func (p *PageLines) clusters(top bool) [][]int {
	var order []int
	for i := range p.Lines {
		if y := p.Lines[i].middle() / max(float32(p.Height), 1); !p.Lines[i].Note && (top && y >= headZone || !top && y <= footZone) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		c := cmpFloat(p.Lines[b].middle(), p.Lines[a].middle())
		if !top {
			c = -c
		}
		return c
	})
	var out [][]int
	rows := 0
	for n, i := range order {
		l := &p.Lines[i]
		gap := float32(0)
		if n > 0 {
			gap = abs(p.Lines[order[n-1]].middle() - l.middle())
		}
		if n == 0 || gap > 1.55*max(l.Size, p.Lines[order[n-1]].Size) {
			out = append(out, nil)
		}
		if n == 0 || gap > 0.3*l.Size {
			if rows++; rows > edgeRows {
				break
			}
		}
		out[len(out)-1] = append(out[len(out)-1], i)
	}
	if n := len(out); n > 0 && len(out[n-1]) == 0 {
		out = out[:n-1]
	}
	return out
}

// repeats reports whether a masked line stands at the same height on enough of
// the pages around its own: left and right pages may differ, and heads change
// with the chapter. A line that is numbered like a provision needs more.
func repeats(spots []spot, page int, y float32, pages int, key string) bool {
	const window = 4
	near := 0
	first, _ := slices.BinarySearchFunc(spots, page-window, func(s spot, p int) int { return s.page - p })
	for _, s := range spots[first:] {
		if s.page > page+window {
			break
		}
		if s.page != page && abs(s.y-y) < 4 {
			near++
		}
	}
	around := min(page+window, pages-1) - max(page-window, 0)
	need := max(1, (around+3)/4)
	if strings.HasPrefix(key, "#.") || strings.HasPrefix(key, "(") || len(key) > 120 {
		need = max(need, 3)
	}
	return near >= need
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
	m := b.String()
	if isRoman(m) {
		return "#"
	}
	if title := strings.Trim(m, "#"); len(title) > 5 && !strings.HasPrefix(m, "#.") {
		return title // left and right pages have the number on different sides
	}
	return m
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
func markDetached(pages []PageLines, marked [][]bool) {
	const least = 4
	heights := map[int]int{}
	tops := make([]int, len(pages))
	for i := range pages {
		tops[i] = pages[i].detached(marked[i])
		if tops[i] >= 0 {
			heights[int(pages[i].Lines[tops[i]].middle()+0.5)]++
		}
	}
	for i, k := range tops {
		if k < 0 {
			continue
		}
		h := int(pages[i].Lines[k].middle() + 0.5)
		if n := heights[h-1] + heights[h] + heights[h+1]; n >= least && 2*n > len(pages) {
			marked[i][k] = true
		}
	}
}

// detached returns the highest line of a page, but for marked ones, where it is
// in the head zone and stands far above the next; else -1.
func (p *PageLines) detached(marked []bool) int {
	top := -1
	for i := range p.Lines {
		if l := &p.Lines[i]; !marked[i] && (top < 0 || l.middle() > p.Lines[top].middle()) {
			top = i
		}
	}
	if top < 0 {
		return -1
	}
	l := &p.Lines[top]
	if l.Note || len(l.Text) >= 120 || l.middle() < 0.8*float32(p.Height) {
		return -1
	}
	next := float32(0)
	for i := range p.Lines {
		if y := p.Lines[i].middle(); y < l.middle()-1 {
			next = max(next, y)
		}
	}
	if l.middle()-next > 2.2*l.Size {
		return top
	}
	return -1
}
