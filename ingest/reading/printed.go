package reading

import (
	"sort"
	"strings"
	"unicode"
)

// Printed returns the text of each page as readers of the page see it: running
// heads first, then the body, then footnotes and running feet. The canonical
// text holds all apparatus after the body of the last page, so that provisions
// stay whole across pages; this view puts it back. Every byte of Text belongs to
// one page but the white space around blocks. Without pages, all text is one.
func Printed(x *Extraction) []string {
	if len(x.Pages) == 0 {
		return []string{x.Text}
	}
	body := len(x.Text)
	for _, b := range x.Blocks {
		if b.Role.Apparatus() {
			body = b.Start
			break
		}
	}
	heads, feet := x.apparatus(body)
	pages := make([]string, len(x.Pages))
	at := 0
	for i, p := range x.Pages {
		end := min(max(p.End, at), body)
		if i == len(x.Pages)-1 {
			end = body
		}
		parts := append(heads[i], strings.Trim(x.Text[at:end], " \n"))
		pages[i] = joinParts(append(parts, feet[i]...))
		at = end
	}
	return pages
}

// apparatus returns the blocks after the body by page: those that stand above
// its middle, and the others. Where places are not known, running heads stand
// above and notes below.
func (x *Extraction) apparatus(body int) (heads, feet [][]string) {
	heads, feet = make([][]string, len(x.Pages)), make([][]string, len(x.Pages))
	for _, b := range x.Blocks {
		if b.Start < body {
			continue
		}
		i := min(max(b.Page, 1), len(x.Pages)) - 1
		above := b.Role == RunHead
		if top, ok := x.topOf(b); ok {
			above = top > x.Pages[i].Height/2
		}
		if above {
			heads[i] = append(heads[i], x.Text[b.Start:b.End])
		} else {
			feet[i] = append(feet[i], x.Text[b.Start:b.End])
		}
	}
	return heads, feet
}

// topOf returns how high on its page the first line of a block stands.
func (x *Extraction) topOf(b Block) (float64, bool) {
	i := sort.Search(len(x.Lines), func(i int) bool { return x.Lines[i].Start >= b.Start })
	if i == len(x.Lines) || x.Lines[i].Start >= b.End {
		return 0, false
	}
	return float64(x.Lines[i].Box[3]), true
}

func joinParts(parts []string) string {
	var out []string
	for _, p := range parts {
		if strings.TrimSpace(p) != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n")
}

// PrintedLines returns the lines of each page as they are printed: line by line
// instead of by paragraph, with marginal notes and the numbers that count lines
// beside them. It returns nil where it is not known where lines stand.
func PrintedLines(x *Extraction) []string {
	if len(x.Lines) == 0 {
		return nil
	}
	pages := make([]pageLines, len(x.Pages))
	block := 0
	for _, l := range x.Lines {
		if l.Page < 1 || l.Page > len(pages) {
			continue
		}
		for block < len(x.Blocks)-1 && x.Blocks[block].End <= l.Start {
			block++
		}
		pages[l.Page-1].add(l, x.Blocks[block].Role, x.Text[l.Start:l.End])
	}
	texts := make([]string, len(pages))
	for i := range pages {
		texts[i] = pages[i].text(x.Pages[i].Height / 2)
	}
	return texts
}

// pageLines are the lines of one page: those of its body, and those that may
// stand beside them.
type pageLines struct {
	body  []printedLine
	notes []printedLine
	rest  []printedLine // other apparatus
}

type printedLine struct {
	box  [4]float32
	text string
}

func (p *pageLines) add(l Line, role Role, text string) {
	printed := printedLine{l.Box, text}
	switch {
	case role == MarginNote || role.Apparatus() && isNumber(text):
		p.notes = append(p.notes, printed)
	case role.Apparatus():
		p.rest = append(p.rest, printed)
	default:
		p.body = append(p.body, printed)
	}
}

// text puts the lines of a page together; apparatus above middle stands first.
func (p *pageLines) text(middle float64) string {
	lines := make([]string, len(p.body))
	for i, l := range p.body {
		lines[i] = l.text
	}
	for _, n := range p.notes {
		i, side := p.beside(n)
		switch {
		case i < 0:
			p.rest = append(p.rest, n)
		case side && n.box[0] < p.body[i].box[0]:
			lines[i] = n.text + "\t" + lines[i]
		case side:
			lines[i] += "\t" + n.text
		default:
			lines[i] += "\n" + n.text
		}
	}
	var heads, feet []string
	for _, l := range p.rest {
		if float64(l.box[3]) > middle {
			heads = append(heads, l.text)
		} else {
			feet = append(feet, l.text)
		}
	}
	return joinParts(append(append(heads, lines...), feet...))
}

// beside returns the line of the body that stands at the height of n, the
// nearest where there are several, and true; else the last line above n, or the
// first of the page, and false. It returns -1 for a page without a body.
func (p *pageLines) beside(n printedLine) (at int, side bool) {
	best, above := float32(0), float32(0)
	y := (n.box[1] + n.box[3]) / 2
	at = -1
	for i := range p.body {
		b := p.body[i].box
		switch {
		case b[1] <= y && y <= b[3]:
			if distance := max(b[0]-n.box[2], n.box[0]-b[2], 0); !side || distance < best {
				best, at, side = distance, i, true
			}
		case !side && b[1] > y && (at < 0 || b[1] <= above):
			above, at = b[1], i
		}
	}
	if at < 0 && len(p.body) > 0 {
		at = 0
	}
	return at, side
}

func isNumber(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}
