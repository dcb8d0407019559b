package reading

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// twoPages is an act of two pages: a running head on each, a marginal note, the
// number of a line, a footnote, and a section that runs over the page.
func twoPages() *Extraction {
	text := "Short title\n1. This Act is the Harbour Act.\n2. A vessel must not moor without a permit.\n" +
		"Harbour Act\n5\n1 Repealed.\nHarbour Act\n"
	x := &Extraction{Text: text, Pages: []Page{{Number: 1, Height: 800, Start: 0, End: 65}, {Number: 2, Height: 800, Start: 65, End: 87}}}
	for _, b := range []struct {
		start, end, page int
		role             Role
	}{{0, 11, 1, MarginNote}, {12, 43, 1, Paragraph}, {44, 87, 1, Paragraph}, {88, 99, 1, RunHead}, {100, 101, 1, RunHead}, {102, 113, 1, Footnote}, {114, 125, 2, RunHead}} {
		x.Blocks = append(x.Blocks, Block{Start: b.start, End: b.end, Role: b.role, Page: b.page})
	}
	for _, l := range []struct {
		start, end, page int
		x, y             float32
	}{{0, 11, 1, 20, 700}, {12, 43, 1, 100, 700}, {44, 64, 1, 100, 680}, {65, 87, 2, 100, 700}, {88, 99, 1, 100, 780}, {100, 101, 1, 500, 681}, {102, 113, 1, 100, 60}, {114, 125, 2, 100, 780}} {
		x.Lines = append(x.Lines, Line{Start: l.start, End: l.end, Page: l.page, Box: [4]float32{l.x, l.y - 3, l.x + 10, l.y + 8}})
	}
	return x
}

func TestPrinted(t *testing.T) {
	noLines := twoPages()
	noLines.Lines = nil
	for _, c := range []struct {
		name string
		got  []string
		want []string
	}{
		{"pages by paragraphs", Printed(twoPages()), []string{
			"Harbour Act\n5\nShort title\n1. This Act is the Harbour Act.\n2. A vessel must not\n1 Repealed.",
			"Harbour Act\nmoor without a permit."}},
		{"pages by lines", PrintedLines(twoPages()), []string{
			"Harbour Act\nShort title\t1. This Act is the Harbour Act.\n2. A vessel must not\t5\n1 Repealed.",
			"Harbour Act\nmoor without a permit."}},
		{"places unknown", PrintedLines(noLines), nil},
		{"no pages", Printed(&Extraction{Text: "All.\n"}), []string{"All.\n"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, c.got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
