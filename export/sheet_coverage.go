package export

import (
	"slices"
	"strconv"

	"policyscan/ingest"
	"policyscan/match/compare"
)

// mostYears is the number of years above which the coverage table counts by
// decade, so that its charts stay readable.
const mostYears = 40

// coverage counts what was read, by year and genre. The charts of the Overview
// show it; no chart sets one perspective against the other (codebook §10).
func (r *Report) coverage() *Table {
	t := &Table{Name: "Coverage", Title: "Documents and pages read, by year and genre group", Freeze: 1, Columns: []Column{
		{Key: "period", Head: "Period", Width: 12, About: "Year, or decade where there are many; undated documents last."},
		{Key: "law", Head: "Law in force: documents", Width: 13, Number: true, About: "Documents of the genre group."},
		{Key: "policy", Head: "Policy and reports: documents", Width: 13, Number: true, About: "Documents of the genre group."},
		{Key: "debates", Head: "Debates: documents", Width: 13, Number: true, About: "Documents of the genre group."},
		{Key: "not_read", Head: "Not read: documents", Width: 13, Number: true, About: "Failed, or without a passage."},
		{Key: "pages_read", Head: "Pages read", Width: 13, Number: true, About: "Of formats that have pages."},
		{Key: "pages_not_read", Head: "Pages not read", Width: 13, Number: true, About: "Failed, or images that need character recognition."},
	}}
	rs := r.coverageRows()
	t.Rows, t.Len = rows(rs), len(rs)
	return t
}

const undated = "undated"

func (r *Report) coverageRows() [][]Cell {
	decades := r.manyYears()
	counts := map[string]*[6]int{}
	for _, d := range r.Documents {
		if d.Status == ingest.LeftOut {
			continue
		}
		p := period(d, decades)
		if counts[p] == nil {
			counts[p] = &[6]int{}
		}
		c := counts[p]
		switch {
		case d.Status == ingest.Failed || d.Passages == 0:
			c[3]++
		case compare.Genre(d) == ingest.Law:
			c[0]++
		case compare.Genre(d) == ingest.Reports:
			c[1]++
		default:
			c[2]++
		}
		c[4] += d.Pages.Text + d.Pages.OCR
		c[5] += d.Pages.NeedsOCR + d.Pages.Failed
	}
	var out [][]Cell
	for _, p := range keysOf(counts) { // digits sort before "undated"
		row := []Cell{text(p)}
		for _, n := range counts[p] {
			row = append(row, number(n))
		}
		out = append(out, row)
	}
	return out
}

func (r *Report) manyYears() bool {
	var years []string
	for _, d := range r.Documents {
		years = append(years, period(d, false))
	}
	slices.Sort(years)
	return len(slices.Compact(years)) > mostYears
}

func period(d ingest.Document, decade bool) string {
	y, err := strconv.Atoi(year(compare.Date(d)))
	switch {
	case err != nil || y < 1000:
		return undated
	case decade:
		return strconv.Itoa(y/10*10) + "s"
	}
	return strconv.Itoa(y)
}

// coverageCharts are the charts of the Overview.
func coverageCharts() []Chart {
	return []Chart{
		{Title: "Documents supplied, by year and genre group", Table: "Coverage", Series: []int{1, 2, 3, 4}},
		{Title: "Pages read and not read, by year", Table: "Coverage", Series: []int{5, 6}},
	}
}
