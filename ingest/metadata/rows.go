package metadata

import (
	"encoding/csv"
	"io"
	"maps"
	"slices"
	"strings"

	"policyscan/ingest"
)

// ManifestRows writes what is known about documents as a manifest for the user
// to correct: the columns that we know, then the user's own by name, a row a
// document by path. Where the user declared no coverage, proposed gives what
// seems to be covered; it may be nil.
func ManifestRows(docs []ingest.Document, proposed func(*ingest.Document) string) [][]string {
	extra := map[string]bool{}
	for i := range docs {
		for name := range docs[i].Extra {
			extra[name] = true
		}
	}
	own := slices.Sorted(maps.Keys(extra))
	columns := slices.Insert(slices.Clone(Columns), len(Columns)-1, ColInForce, ColAmended, ColNumber)
	rows := [][]string{append(slices.Clone(columns), own...)}
	sorted := slices.Clone(docs)
	slices.SortFunc(sorted, func(a, b ingest.Document) int { return strings.Compare(a.Path, b.Path) })
	for i := range sorted {
		rows = append(rows, manifestRow(&sorted[i], columns, own, proposed))
	}
	return rows
}

func manifestRow(d *ingest.Document, columns, own []string, proposed func(*ingest.Document) string) []string {
	values := map[string]string{
		ColPath: d.Path, ColJurisdiction: d.Jurisdiction.Value, ColTitle: d.Title.Value, ColType: d.Type.Value,
		ColDate: d.Enacted.Value, ColInForce: d.InForce.Value, ColAmended: d.Amended.Value, ColNumber: d.Number.Value,
		ColStatus: d.Metadata.Status.Value, ColLanguage: d.Language.Value, ColSource: d.Source.Value, ColCovers: d.Covers.Value,
	}
	if values[ColCovers] == "" && proposed != nil {
		values[ColCovers] = proposed(d)
	}
	var row []string
	for _, c := range columns {
		row = append(row, values[c])
	}
	for _, c := range own {
		row = append(row, d.Extra[c])
	}
	for i := range row {
		row[i] = inert(row[i])
	}
	return row
}

// inert keeps a spreadsheet from taking a cell for a formula; the space is lost
// when the manifest is read again.
func inert(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return " " + cell
	}
	return cell
}

// WriteCSV writes rows so that spreadsheet programs read them in every locale
// as UTF-8.
func WriteCSV(w io.Writer, rows [][]string) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	c.UseCRLF = true
	if err := c.WriteAll(rows); err != nil {
		return err
	}
	c.Flush()
	return c.Error()
}
