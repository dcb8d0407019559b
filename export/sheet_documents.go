package export

import (
	"fmt"
	"slices"
	"strings"

	"policyscan/ingest"
	"policyscan/match/compare"
)

// documents lists every file with its outcome: none is silent.
func (r *Report) documents() *Table {
	t := &Table{Name: "Documents", Title: "Every file that was found, and how far it could be read", Len: len(r.Documents), Freeze: 2, Wide: true, Pages: 2, Columns: []Column{
		{Key: "jurisdiction", Head: "Jurisdiction", Width: 12, About: "ISO 3166 code, or the name of the folder."},
		{Key: "path", Head: "File", Width: 36, About: "Path below the folder that was read."},
		{Key: "status", Head: "Outcome", Width: 12, About: "read, partly read, failed, or left out."},
		{Key: "reason", Head: "Reason", Width: 36, Lines: 6, About: "Why it failed, was read in part, or was left out; and what can be done."},
		{Key: "title", Head: "Title", Width: 36, Lines: 4, About: "Title of the document."},
		{Key: "type", Head: "Type", Width: 13, About: "Type of document."},
		{Key: "genre", Head: "Genre group", Width: 12, About: "Genre group."},
		{Key: "legal_status", Head: "Legal status", Width: 11, About: "From metadata."},
		{Key: "date", Head: "Date", Width: 11, About: "In force, enacted, or consolidated to."},
		{Key: "number", Head: "Number", Width: 14, About: "Official number."},
		{Key: "language", Head: "Language", Width: 9, About: "BCP 47."},
		{Key: "family", Head: "Family", Width: 10, About: "Versions and translations of one work."},
		{Key: "passages", Head: "Passages", Width: 9, Number: true, About: "Units that could be quoted."},
		{Key: "evidence", Head: "Evidence", Width: 9, Number: true, About: "Tags found in it, in any voice."},
		{Key: "pages", Head: "Pages", Width: 7, Number: true, About: "All pages; empty where the format has none."},
		{Key: "pages_text", Head: "With text", Width: 7, Number: true, About: "Pages with a text layer."},
		{Key: "pages_ocr", Head: "Recognised", Width: 10, Number: true, About: "Pages read by character recognition."},
		{Key: "pages_blank", Head: "Blank", Width: 7, Number: true, About: "Blank pages."},
		{Key: "pages_need_ocr", Head: "Need OCR", Width: 7, Number: true, About: "Pages that are images."},
		{Key: "pages_failed", Head: "Pages failed", Width: 7, Number: true, About: "Pages that could not be read."},
		{Key: "problems", Head: "Problems", Width: 36, Lines: 5, About: "What was noticed while reading."},
		{Key: "covers", Head: "Declared to cover", Width: 14, About: "Criteria that the manifest declares to be covered."},
		{Key: "source", Head: "Source", Width: 30, Lines: 3, About: "Where the user got it."},
		{Key: "metadata_from", Head: "Metadata from", Width: 24, Lines: 4, About: "Where jurisdiction, type, status, date and language come from."},
		{Key: "copies", Head: "Copies", Width: 24, Lines: 4, About: "Other paths with the same bytes; they are not counted."},
		{Key: "format", Head: "Format", Width: 9, About: "Found by content."},
		{Key: "reader", Head: "Reader", Width: 14, About: "Name and version."},
		{Key: "id", Head: "Document id", Width: 20, Single: true, About: "SHA-256 of the file's bytes."},
		{Key: "bytes", Head: "Bytes", Width: 10, Number: true, About: "Size of the file."},
		{Key: "extra", Head: "Further columns of the manifest", Width: 30, Lines: 5, About: "Unknown columns of the manifest, kept."},
	}}
	count := map[string]int{}
	for _, e := range r.Evidence {
		count[e.Document]++
	}
	t.Rows = func(yield func([]Cell) bool) {
		for _, d := range r.Documents {
			if !yield(r.documentRow(d, count[d.ID])) {
				return
			}
		}
	}
	return t
}

func (r *Report) documentRow(d ingest.Document, evidence int) []Cell {
	reason := d.Reason
	if d.Hint != "" {
		reason = strings.TrimSpace(reason + "\n" + d.Hint)
	}
	return []Cell{
		text(compare.Jurisdiction(d)), r.fileCell(d), text(string(d.Status)), text(reason), text(titleOf(d)),
		text(d.Type.Value), text(string(compare.Genre(d))), text(d.Metadata.Status.Value), text(compare.Date(d)),
		text(d.Number.Value), text(d.Language.Value), text(d.Family), number(d.Passages), number(evidence),
		optional(d.Pages.Total), optional(d.Pages.Text), optional(d.Pages.OCR), optional(d.Pages.Blank),
		optional(d.Pages.NeedsOCR), optional(d.Pages.Failed), text(problems(d)), text(d.Covers.Value), text(d.Source.Value),
		text(provenance(d)), text(strings.Join(d.Copies, "\n")), text(d.Format), text(d.Reader), text(d.ID),
		number(int(d.Bytes)), text(extra(d)),
	}
}

func problems(d ingest.Document) string {
	var out []string
	for _, p := range d.Problems {
		line := p.Text
		if p.Page > 0 {
			line = fmt.Sprintf("page %d: %s", p.Page, p.Text)
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func provenance(d ingest.Document) string {
	var out []string
	for _, f := range []struct {
		name string
		ingest.Field
	}{{"jurisdiction", d.Jurisdiction}, {"type", d.Type}, {"status", d.Metadata.Status}, {"enacted", d.Enacted},
		{"in force", d.InForce}, {"language", d.Language}, {"title", d.Title}} {
		if f.From != "" {
			out = append(out, f.name+": "+f.From)
		}
	}
	return strings.Join(out, "\n")
}

func extra(d ingest.Document) string {
	var out []string
	for k, v := range d.Extra {
		out = append(out, k+": "+v)
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// overview is one row a jurisdiction: what was read, and the status of each
// criterion in law.
func (r *Report) overview() *Table {
	cols := []Column{
		{Key: "jurisdiction", Head: "Jurisdiction", Width: 14, About: "ISO 3166 code, or the name of the folder."},
		{Key: "documents", Head: "Documents", Width: 11, Number: true, About: "Files that are documents."},
		{Key: "families", Head: "Works", Width: 8, Number: true, About: "Versions and translations of one work count once."},
		{Key: "years", Head: "Years", Width: 12, About: "First and last date."},
		{Key: "languages", Head: "Languages", Width: 11, About: "Languages of the documents."},
		{Key: "passages", Head: "Passages read", Width: 10, Number: true, About: "Units that could be quoted."},
		{Key: "pages_unread", Head: "Pages not read", Width: 10, Number: true, About: "Pages that failed or need character recognition."},
		{Key: "files_unread", Head: "Files not read", Width: 10, Number: true, About: "Files that failed."},
		{Key: "reviewed", Head: "Evidence reviewed", Width: 12, About: "Pieces of evidence that a person decided about, of all."},
	}
	for _, c := range r.Criteria {
		cols = append(cols, Column{Key: fmt.Sprintf("c%d", c.Number), Head: fmt.Sprintf("C%d %s", c.Number, c.Name), Width: 16,
			About: "Status of the criterion, in each genre group that has documents."})
	}
	t := &Table{Name: "Overview", Title: "What was read, and the status of each criterion", Columns: cols, Freeze: 1, Wide: true, Charts: coverageCharts()}
	byJurisdiction := map[string][]ingest.Document{}
	var names []string
	for _, d := range r.Documents {
		if d.Status == ingest.LeftOut {
			continue
		}
		j := compare.Jurisdiction(d)
		if byJurisdiction[j] == nil {
			names = append(names, j)
		}
		byJurisdiction[j] = append(byJurisdiction[j], d)
	}
	slices.Sort(names)
	var rs [][]Cell
	for _, j := range names {
		rs = append(rs, r.overviewRow(j, byJurisdiction[j]))
	}
	t.Rows, t.Len = rows(rs), len(rs)
	return t
}

func (r *Report) overviewRow(j string, docs []ingest.Document) []Cell {
	var works, years, langs []string
	passages, pages, files := 0, 0, 0
	for _, d := range docs {
		work := d.Family
		if work == "" {
			work = d.ID
		}
		works = append(works, work)
		if date := compare.Date(d); len(date) >= 4 {
			years = append(years, date[:4])
		}
		if d.Language.Value != "" {
			langs = append(langs, d.Language.Value)
		}
		passages += d.Passages
		pages += d.Pages.NeedsOCR + d.Pages.Failed
		if d.Status == ingest.Failed {
			files++
		}
	}
	works, years, langs = set(works), set(years), set(langs)
	span := "undated"
	if len(years) > 0 {
		span = years[0]
		if last := years[len(years)-1]; last != span {
			span += "–" + last
		}
	}
	total, seen := r.reviewed(j)
	cells := []Cell{
		{Text: j, Bold: []Span{{0, len(j)}}}, number(len(docs)), number(len(works)), text(span), text(strings.Join(langs, ", ")),
		number(passages), number(pages), number(files), text(fmt.Sprintf("%d of %d", seen, total)),
	}
	for i := range r.Criteria {
		cells = append(cells, r.statusCell(j, i))
	}
	return cells
}

func set(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}

func (r *Report) reviewed(j string) (total, seen int) {
	for _, e := range r.Evidence {
		if compare.Jurisdiction(*r.docs[e.Document]) == j {
			total++
			if r.Verdicts[e.ID].Reviewed() {
				seen++
			}
		}
	}
	return total, seen
}

// statusCell lists the status of a criterion in each genre group.
func (r *Report) statusCell(j string, criterion int) Cell {
	var parts []string
	empty := true
	short := map[ingest.Genre]string{ingest.Law: "Law: ", ingest.Reports: "Policy: ", ingest.Debates: "Debates: "}
	for _, t := range r.Comparison.Tables {
		for _, row := range t.Rows {
			if row.Jurisdiction == j {
				s := row.Criteria[criterion].Status
				empty = empty && s <= compare.Silent
				parts = append(parts, short[t.Genre]+s.Spell(r.Perspectives))
			}
		}
	}
	c := text(strings.Join(parts, "\n"))
	if empty {
		c.Tone = Muted
	}
	return c
}
