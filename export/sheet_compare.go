package export

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policyscan/ingest"
	"policyscan/match"
	"policyscan/match/compare"
)

// quoteWords is the longest quotation of the Compare sheet (codebook §9.3).
const quoteWords = 40

// SideBySide sets the best quotation of each cell side by side: a row for each
// genre, criterion and perspective, a column for each of the given
// jurisdictions, or where none are given for all of which anything
// could be read.
func (r *Report) SideBySide(jurisdictions ...string) *Table {
	if len(jurisdictions) == 0 {
		jurisdictions = r.readable()
	}
	t := &Table{Name: "Compare", Title: "Best quotation of each cell, side by side", Freeze: 3, Wide: true, Columns: []Column{
		{Key: "genre", Head: "Genre group", Width: 12, About: "Genres are never mixed."},
		{Key: "criterion", Head: "Criterion", Width: 34, About: "Number and name."},
		{Key: "perspective", Head: "Perspective", Width: 13, About: "The perspective whose best evidence is quoted."},
	}}
	for _, j := range jurisdictions {
		t.Columns = append(t.Columns,
			Column{Key: j, Head: j, Width: 46, About: "Best quotation with its citation, or what stands in its place."},
			Column{Key: j + "_evidence", Head: "↗ " + j, Width: 9, About: "Leads to the evidence, also after sorting."})
	}
	t.Pages = (len(jurisdictions) + 2) / 3
	var rs [][]Cell
	for _, tab := range r.Comparison.Tables {
		for i, c := range r.Criteria {
			for p := range r.Perspectives {
				rs = append(rs, r.compareRow(tab, i, c, p, jurisdictions))
			}
		}
	}
	t.Rows, t.Len = rows(rs), len(rs)
	return t
}

// readable lists the jurisdictions of which anything could be read, those that
// are not stated last.
func (r *Report) readable() []string {
	passages := map[string]int{}
	for _, t := range r.Comparison.Tables {
		for _, row := range t.Rows {
			passages[row.Jurisdiction] += row.Passages
		}
	}
	var out, unstated []string
	for _, j := range r.Comparison.Jurisdictions() {
		switch {
		case passages[j] == 0:
		case j == compare.NotStated:
			unstated = append(unstated, j)
		default:
			out = append(out, j)
		}
	}
	return append(out, unstated...)
}

func (r *Report) compareRow(tab compare.Table, i int, c Criterion, p int, jurisdictions []string) []Cell {
	head := fmt.Sprintf("C%d %s", c.Number, c.Name)
	cells := []Cell{text(string(tab.Genre)), {Text: head, Bold: []Span{{0, len(head)}}},
		{Text: r.Perspectives[p].Name, Tone: First + Tone(p)}}
	for _, j := range jurisdictions {
		at := slices.IndexFunc(tab.Rows, func(row compare.Row) bool { return row.Jurisdiction == j })
		if at < 0 {
			cells = append(cells, muted("no document of this genre"), Cell{})
			continue
		}
		cell := tab.Rows[at].Criteria[i].Cells[p]
		cells = append(cells, r.quoteCell(cell), r.pointer(cell))
	}
	return cells
}

// quoteCell quotes the best evidence of a cell with its citation.
func (r *Report) quoteCell(c compare.Cell) Cell {
	e, ok := r.evidenceAt(c.Best)
	if c.State != compare.CellFound || !ok {
		return muted(cellText(c))
	}
	q, bold := excerpt(e, quoteWords)
	out := Cell{Text: "“" + q + "”"}
	for _, s := range bold {
		out.Bold = append(out.Bold, Span{s.Start + len("“"), s.End + len("“")})
	}
	from := len(out.Text)
	out.Text += "\n" + r.citation(e) + " · " + c.Strength()
	out.Faint = []Span{{from, len(out.Text)}}
	return out
}

// pointer leads to the best evidence of a cell. It stands beside the quotation,
// for in some programs a linked cell can neither wrap nor hold bold words.
func (r *Report) pointer(c compare.Cell) Cell {
	e, ok := r.evidenceAt(c.Best)
	if c.State != compare.CellFound || !ok {
		return Cell{}
	}
	return Cell{Text: e.ID[:min(8, len(e.ID))], Link: Link{Evidence: e.ID}}
}

// citation says where evidence stands: title, provision, page.
func (r *Report) citation(e match.Evidence) string {
	return Citation(*r.docs[e.Document], e)
}

// Citation is the pinpoint citation of evidence: title, date, provision, page.
func Citation(d ingest.Document, e match.Evidence) string {
	parts := []string{titleOf(d)}
	if date := compare.Date(d); date != "" {
		parts[0] += " (" + date + ")"
	}
	if e.Citation != "" {
		parts = append(parts, e.Citation)
	}
	if e.Page > 0 {
		parts = append(parts, fmt.Sprintf("p. %d", e.Page))
	}
	return strings.Join(parts, ", ")
}

// titleOf names a document: its short title, title, or file name.
func titleOf(d ingest.Document) string {
	for _, t := range []string{d.ShortTitle.Value, d.Title.Value} {
		if t != "" {
			return t
		}
	}
	return d.Path[strings.LastIndexByte(d.Path, '/')+1:]
}

// excerpt returns at most n words of the quotation around its matched words,
// and the matched ranges in it. Left out words are marked by an ellipsis; white
// space is folded.
func excerpt(e match.Evidence, n int) (string, []Span) {
	words := fields(e.Quote)
	spans := matched(e)
	if len(words) == 0 {
		return "", nil
	}
	first, last := 0, min(n, len(words))
	if len(words) > n && len(spans) > 0 {
		hit := 0
		for hit < len(words)-1 && words[hit].End <= spans[0].Start {
			hit++
		}
		first = max(0, min(hit-n/4, len(words)-n))
		last = first + n
	}
	var b strings.Builder
	if first > 0 {
		b.WriteString("… ")
	}
	var bold []Span
	for i, w := range words[first:last] {
		if i > 0 {
			b.WriteByte(' ')
		}
		at := b.Len()
		b.WriteString(e.Quote[w.Start:w.End])
		for _, s := range spans {
			if s.Start < w.End && s.End > w.Start {
				bold = append(bold, Span{at + max(0, s.Start-w.Start), at + min(w.End, s.End) - w.Start})
			}
		}
	}
	if last < len(words) {
		b.WriteString(" …")
	}
	return b.String(), join(b.String(), bold)
}

// join merges ranges that touch, overlap, or are parted by a space only.
func join(s string, spans []Span) []Span {
	var out []Span
	for _, x := range spans {
		if n := len(out); n > 0 && x.Start <= out[n-1].End+1 && (x.Start <= out[n-1].End || s[out[n-1].End] == ' ') {
			out[n-1].End = max(out[n-1].End, x.End)
			continue
		}
		out = append(out, x)
	}
	return out
}

// fields returns the ranges of the words of s.
func fields(s string) []Span {
	var out []Span
	start := -1
	for i, c := range s {
		switch space := unicode.IsSpace(c); {
		case space && start >= 0:
			out = append(out, Span{start, i})
			start = -1
		case !space && start < 0:
			start = i
		}
	}
	if start >= 0 {
		out = append(out, Span{start, len(s)})
	}
	return out
}

// matched returns the matched ranges of a quotation, ordered and disjoint.
// Ranges that do not fit the text are left out.
func matched(e match.Evidence) []Span {
	var out []Span
	for _, rule := range e.Rules {
		for _, m := range rule.Matched {
			if m.Start >= 0 && m.End <= len(e.Quote) && m.Start < m.End && onRune(e.Quote, m.Start) && onRune(e.Quote, m.End) {
				out = append(out, Span{m.Start, m.End})
			}
		}
	}
	slices.SortFunc(out, func(a, b Span) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	})
	var merged []Span
	for _, s := range out {
		if n := len(merged); n > 0 && s.Start <= merged[n-1].End {
			merged[n-1].End = max(merged[n-1].End, s.End)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

func onRune(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }
