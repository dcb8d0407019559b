package export

import (
	"fmt"
	"strings"

	"policyscan/ingest"
	"policyscan/match/compare"
)

// timeline is the dated log of what was supplied: a sequence instead of a
// merged status (codebook §7.5).
func (r *Report) timeline() *Table {
	t := &Table{Name: "Timeline", Title: "Dated log of the supplied texts, by jurisdiction", Freeze: 3, Wide: true, Columns: []Column{
		{Key: "jurisdiction", Head: "Jurisdiction", Width: 14, About: "ISO 3166 code, or the name of the folder."},
		{Key: "year", Head: "Year", Width: 7, About: "Year of the event; empty for undated documents."},
		{Key: "date", Head: "Date", Width: 11, About: "As precise as the metadata."},
		{Key: "event", Head: "Event", Width: 14, About: "enacted, in force, consolidated to, or undated."},
		{Key: "genre", Head: "Genre group", Width: 14, About: "Genre group."},
		{Key: "document", Head: "Document", Width: 38, About: "Short title, title or file name."},
		{Key: "legal_status", Head: "Legal status", Width: 12, About: "From metadata."},
		{Key: "new_codes", Head: "First found here", Width: 30, About: "Codes that no earlier dated text of this jurisdiction and genre group, among those supplied, holds in its own voice."},
		{Key: "codes", Head: "Codes in own voice (highest force)", Width: 44, About: "Whatever its legal status is today."},
		{Key: "held", Head: "Held by then (highest force)", Width: 44, About: "Codes of all dated texts of the jurisdiction and genre group, among those supplied, that had begun by then: the jurisdiction × year panel."},
		{Key: "aux", Head: "Neither perspective (AUX)", Width: 24, About: "Auxiliary flags."},
		{Key: "document_id", Head: "Document id", Width: 14, About: "First 12 digits of the SHA-256 of the file's bytes."},
	}, Notes: []string{"The log shows the texts that were supplied, not the history of the law: what was not supplied is missing. A change in the log may be a change of the corpus."}}
	var rs [][]Cell
	for _, e := range r.Comparison.Timeline(r.Documents, r.Evidence) {
		rs = append(rs, texts(e.Jurisdiction, year(e.Date), e.Date, e.What, string(e.Genre), titleOf(*r.docs[e.Document]), e.Status,
			strings.Join(e.New, ", "), withForce(e.Codes), withForce(e.Held), strings.Join(e.Aux, ", "), e.Document[:min(12, len(e.Document))]))
	}
	t.Rows, t.Len = rows(rs), len(rs)
	return t
}

func withForce(codes []compare.CodeForce) string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = fmt.Sprintf("%s (%d)", c.Code, c.Force)
	}
	return strings.Join(out, ", ")
}

// panel is the jurisdiction × year panel: for each year with an event, what the
// texts that had begun by then hold. It is a data table, not a sheet.
func (r *Report) panel() *Table {
	t := &Table{Name: "Panel", Title: "Jurisdiction × year: what the supplied texts hold that had begun by then", Columns: []Column{
		{Key: "jurisdiction", Head: "Jurisdiction", About: "ISO 3166 code, or the name of the folder."},
		{Key: "genre", Head: "Genre group", About: "Genres are never mixed."},
		{Key: "year", Head: "Year", Number: true, About: "Years with an event in the log."},
		{Key: "code", Head: "Code", About: "Held in own voice by a text that had begun by the end of the year."},
		{Key: "force", Head: "Highest force", Number: true, About: "Of those texts, whatever their legal status is today."},
		{Key: "documents", Head: "Documents begun", Number: true, About: "Dated texts that had begun by the end of the year."},
		{Key: "warning", Head: "Warning", About: "What the panel must not be used for."},
	}}
	type key struct{ jurisdiction, genre string }
	type state struct {
		docs   map[string]bool
		forces map[string]int
	}
	states := map[key]*state{}
	events := r.Comparison.Timeline(r.Documents, r.Evidence)
	var rs [][]Cell
	for i, e := range events {
		if e.Date == "" {
			continue
		}
		k := key{e.Jurisdiction, string(e.Genre)}
		if states[k] == nil {
			states[k] = &state{map[string]bool{}, map[string]int{}}
		}
		s := states[k]
		s.docs[e.Document] = true
		for _, c := range e.Codes {
			s.forces[c.Code] = max(s.forces[c.Code], c.Force)
		}
		if yearGoesOn(events[i+1:], e) {
			continue
		}
		for _, c := range r.Criteria {
			for p := range r.Perspectives {
				code := r.code(c.Number, p)
				if f := s.forces[code]; f > 0 {
					rs = append(rs, []Cell{text(e.Jurisdiction), text(k.genre), numeral(year(e.Date)), text(code), number(f), number(len(s.docs)),
						text("The panel reflects the supplied texts; a change may be a change of the corpus.")})
				}
			}
		}
	}
	t.Rows, t.Len = rows(rs), len(rs)
	return t
}

func year(date string) string { return date[:min(4, len(date))] }

// yearGoesOn reports whether a later event falls into the same year,
// jurisdiction and genre.
func yearGoesOn(later []compare.Event, e compare.Event) bool {
	for _, x := range later {
		if x.Jurisdiction != e.Jurisdiction {
			return false
		}
		if x.Genre == e.Genre && year(x.Date) == year(e.Date) {
			return true
		}
	}
	return false
}

// gaps lists where nothing was found, and why: what was searched in vain is not
// the same as what could not be searched.
func (r *Report) gaps() *Table {
	t := &Table{Name: "Gaps", Title: "What was not found, and what could not be searched", Freeze: 2, Wide: true, Columns: []Column{
		{Key: "jurisdiction", Head: "Jurisdiction", Width: 14, About: "ISO 3166 code, or the name of the folder."},
		{Key: "gap", Head: "Gap", Width: 28, About: "Kind of gap."},
		{Key: "genre", Head: "Genre group", Width: 14, About: "Genre group."},
		{Key: "subject", Head: "Criterion or file", Width: 38, About: "What the gap is about."},
		{Key: "perspective", Head: "Perspective", Width: 14, About: "The perspective that was not found."},
		{Key: "details", Head: "Details", Width: 50, About: "What was searched, or why it could not be."},
		{Key: "next", Head: "What would close it", Width: 50, About: "What the user can do."},
	}}
	var rs [][]Cell
	for _, d := range r.Documents {
		rs = append(rs, r.fileGaps(d)...)
	}
	for _, tab := range r.Comparison.Tables {
		for _, row := range tab.Rows {
			for _, c := range row.Criteria {
				rs = append(rs, r.criterionGaps(tab.Genre, row, c)...)
			}
		}
	}
	t.Rows, t.Len = rows(rs), len(rs)
	return t
}

func (r *Report) fileGaps(d ingest.Document) [][]Cell {
	var out [][]Cell
	add := func(gap, details, next string) {
		out = append(out, texts(compare.Jurisdiction(d), gap, string(compare.Genre(d)), d.Path, "", details, next))
	}
	switch {
	case d.Status == ingest.LeftOut:
		return nil
	case d.Status == ingest.Failed:
		add("not searchable: file not read", d.Reason, d.Hint)
	case d.Passages == 0:
		add("not searchable: no passage", d.Reason, d.Hint)
	}
	if n := d.Pages.NeedsOCR + d.Pages.Failed; n > 0 {
		add("not searchable: pages not read", fmt.Sprintf("%d of %d pages", n, d.Pages.Total), "character recognition, or a copy with a text layer")
	}
	lang, _, _ := strings.Cut(strings.ToLower(d.Language.Value), "-")
	if r.Searchable != nil && len(r.Searchable[lang]) == 0 && d.Passages > 0 {
		if lang == "" {
			lang = "unknown"
		}
		add("not searchable: language not covered", "language: "+lang, "rules for the language, or an official translation in a covered language")
	}
	if compare.Date(d) == "" && d.Passages > 0 {
		add("undated", "no date in the file, its name or the manifest", "a date in the manifest")
	}
	for _, n := range r.Notes[d.ID] {
		add("ambiguous structure", n, "compare with the printed text")
	}
	return out
}

func (r *Report) criterionGaps(g ingest.Genre, row compare.Row, c compare.Criterion) [][]Cell {
	if row.Searched == 0 {
		return nil // the files say why
	}
	if c.Status == compare.Silent || c.Status == compare.NotFound {
		gap, next := r.gap(row, c, 0)
		return [][]Cell{r.gapRow(g, row, c, gap, text("both"), next, c.Cells[0].Candidates+c.Cells[1].Candidates, c.Cells[0].Historic+c.Cells[1].Historic)}
	}
	var out [][]Cell
	for p, cell := range c.Cells {
		if gap, next := r.gap(row, c, p); gap != "" {
			name := Cell{Text: r.Perspectives[p].Name, Tone: First + Tone(p)}
			out = append(out, r.gapRow(g, row, c, gap, name, next, cell.Candidates, cell.Historic))
		}
	}
	return out
}

// gap names the gap in a cell and what would close it; "" where there is none.
func (r *Report) gap(row compare.Row, c compare.Criterion, perspective int) (gap, next string) {
	switch c.Cells[perspective].State {
	case compare.CellNoData:
		return "not searchable: no rules for the cell", "rules for the language"
	case compare.CellReported:
		return "only as a reported or rejected view", ""
	case compare.CellNotFound:
		switch {
		case c.Status == compare.Silent:
			return "searched, silent", ""
		case row.Coverage.Silent(c.Number):
			return "searched, not found in this perspective", ""
		}
		return "searched, not found", "before “silent”: " + strings.Join(compare.Needs(c.Number), "; ")
	}
	return "", ""
}

func (r *Report) gapRow(g ingest.Genre, row compare.Row, c compare.Criterion, gap string, perspective Cell, next string, candidates, historic int) []Cell {
	details := row.Coverage.String()
	if candidates > 0 {
		details += fmt.Sprintf("; to review: %d", candidates)
	}
	if historic > 0 {
		details += fmt.Sprintf("; not current: %d", historic)
	}
	return []Cell{text(row.Jurisdiction), text(gap), text(string(g)), text(fmt.Sprintf("C%d %s", c.Number, r.nameOf(c.Number))),
		perspective, text(details), text(next)}
}
