package export

import (
	"fmt"
	"slices"
	"strings"

	"policyscan/ingest"
	"policyscan/match/compare"
	"policyscan/match/review"
)

// matrixNames gives each genre group its sheet.
var matrixNames = map[ingest.Genre]string{
	ingest.Law:     "Matrix law",
	ingest.Reports: "Matrix policy",
	ingest.Debates: "Matrix debates",
}

// matrix is the table of one genre group: per criterion a status and two cells
// of equal standing.
func (r *Report) matrix(i int) *Table {
	t := r.Comparison.Tables[i]
	out := &Table{
		Name: matrixNames[t.Genre], Title: "Statuses and cells, genre group: " + string(t.Genre),
		Columns: r.matrixColumns(), Len: len(t.Rows), Freeze: 2, Wide: true, Pages: 3,
	}
	var rs [][]Cell
	for _, row := range t.Rows {
		rs = append(rs, r.matrixRow(row))
	}
	out.Rows = rows(rs)
	return out
}

func (r *Report) matrixColumns() []Column {
	cols := []Column{{Key: "jurisdiction", Head: "Jurisdiction", Width: 14, About: "ISO 3166 code, or the name of the folder."},
		{Key: "standing", Head: "Holds for the row", Width: 13, About: "unreviewed, unvalidated: said here once where it holds for every cell of the row in which something was found, else in the cells."}}
	for _, c := range r.Criteria {
		n := fmt.Sprintf("C%d", c.Number)
		cols = append(cols,
			Column{Key: fmt.Sprintf("c%d_status", c.Number), Head: n + " " + c.Name + ": status", Width: 17, About: "Status of the criterion."},
			Column{Key: fmt.Sprintf("c%d_%s", c.Number, r.Perspectives[0].Key), Head: n + " " + r.Perspectives[0].Name, Width: 17, Tone: First, About: "Highest force and number of distinct provisions."},
			Column{Key: fmt.Sprintf("c%d_%s", c.Number, r.Perspectives[1].Key), Head: n + " " + r.Perspectives[1].Name, Width: 17, Tone: Second, About: "Highest force and number of distinct provisions."},
		)
	}
	return append(cols,
		Column{Key: "aux", Head: "Neither perspective (AUX)", Width: 26, About: "Auxiliary flags with the number of passages: law that belongs to neither perspective."},
		Column{Key: "units_read", Head: "Passages read", Width: 10, Number: true, About: "Passages of the readable documents."},
		Column{Key: "coverage", Head: "Coverage", Width: 34, About: "How much could be searched, and whether coverage is declared."})
}

func (r *Report) matrixRow(row compare.Row) []Cell {
	cells := []Cell{{Text: row.Jurisdiction, Bold: []Span{{0, len(row.Jurisdiction)}}}}
	all := r.commonMarks(row)
	cells = append(cells, muted(strings.Join(all, "\n")))
	for _, c := range row.Criteria {
		s := text(c.Status.Spell(r.Perspectives))
		if c.Status <= compare.Silent {
			s.Tone = Muted
		}
		cells = append(cells, s, r.matrixCell(c, 0, all), r.matrixCell(c, 1, all))
	}
	return append(cells, r.auxCell(row), number(row.Passages), text(row.Coverage.String()))
}

// The marks of cells that nobody reviewed, or whose rules have no measured
// precision.
const (
	unreviewed  = "unreviewed"
	unvalidated = "unvalidated"
)

// commonMarks are the marks that all found cells of a row have. They are said
// once for the row: repeated in twenty cells they would drown the figures.
func (r *Report) commonMarks(row compare.Row) []string {
	counts, found := map[string]int{}, 0
	for _, c := range row.Criteria {
		for p := range c.Cells {
			if c.Cells[p].State != compare.CellFound {
				continue
			}
			found++
			for _, m := range r.marks(c, p) {
				counts[m]++
			}
		}
	}
	var out []string
	for _, m := range []string{unreviewed, unvalidated} {
		if found > 0 && counts[m] == found {
			out = append(out, m)
		}
	}
	return out
}

// marks says what is not yet known about a cell.
func (r *Report) marks(c compare.Criterion, perspective int) []string {
	cell := c.Cells[perspective]
	var out []string
	if cell.Seen == 0 {
		out = append(out, unreviewed)
	} else if cell.Seen < cell.Own {
		out = append(out, fmt.Sprintf("%d of %d reviewed", cell.Seen, cell.Own))
	}
	if r.AsOf != "" && cell.Undated == cell.Own {
		out = append(out, undated)
	}
	if cell.Review == review.Disputed {
		out = append(out, string(review.Disputed))
	}
	if e, ok := r.evidenceAt(cell.Best); !ok || !r.validated(r.code(c.Number, perspective), e.Lang) {
		out = append(out, unvalidated)
	}
	return out
}

// matrixCell spells a cell, with what is not yet known about it in faint print
// unless it is said for the whole row, and leads to its best evidence.
func (r *Report) matrixCell(c compare.Criterion, perspective int, said []string) Cell {
	cell := c.Cells[perspective]
	if cell.State != compare.CellFound {
		return muted(cellText(cell))
	}
	out := Cell{Text: cell.String(), Tone: First + Tone(perspective)}
	if e, ok := r.evidenceAt(cell.Best); ok {
		out.Link = Link{Evidence: e.ID}
	}
	marks := slices.DeleteFunc(r.marks(c, perspective), func(m string) bool { return slices.Contains(said, m) })
	if len(marks) > 0 {
		at := len(out.Text)
		out.Text += "\n" + strings.Join(marks, ", ")
		out.Faint = []Span{{at, len(out.Text)}}
	}
	return out
}

// cellText spells a cell in which nothing counts, with what was seen beside it.
func cellText(c compare.Cell) string {
	s := c.String()
	if c.State == compare.CellReported {
		s += fmt.Sprintf(" (%d)", c.Reported+c.Rejected)
	}
	if c.Candidates > 0 {
		s += fmt.Sprintf("\n%d to review", c.Candidates)
	}
	if c.Historic > 0 {
		s += fmt.Sprintf("\n%d not current", c.Historic)
	}
	return s
}

func (r *Report) auxCell(row compare.Row) Cell {
	if len(row.Aux) == 0 {
		return muted("none found")
	}
	var parts []string
	for _, f := range row.Aux {
		parts = append(parts, fmt.Sprintf("%s (%d)", strings.TrimPrefix(f.Name, "AUX."), f.Passages))
	}
	c := text(strings.Join(parts, "\n"))
	if e, ok := r.evidenceAt(row.Aux[0].Best); ok {
		c.Link = Link{Evidence: e.ID}
	}
	return c
}

func (r *Report) code(criterion, perspective int) string {
	return fmt.Sprintf("C%d.%s", criterion, r.Perspectives[perspective].Key)
}

// matrixData is the matrix in long form, with presence, counts and densities,
// for people who compute. It is not a sheet: a column of counts invites
// comparisons across columns, which the codebook (§10) forbids.
func (r *Report) matrixData() *Table {
	cols := []Column{
		{Key: "genre", Head: "Genre group", About: "Genres are never mixed."},
		{Key: "jurisdiction", Head: "Jurisdiction", About: "ISO 3166 code, or the name of the folder."},
		{Key: "criterion", Head: "Criterion", Number: true, About: "Number."},
		{Key: "criterion_name", Head: "Criterion name", About: "Short name."},
		{Key: "status", Head: "Status", About: "Status of the criterion."},
		{Key: "perspective", Head: "Perspective", About: "Key of the perspective, as in codes."},
		{Key: "cell", Head: "Cell", About: "As the Matrix sheet spells it."},
		{Key: "presence", Head: "Presence", Number: true, About: "1: found in own voice; 0: searched, not found; empty: no data."},
		{Key: "force", Head: "Highest force", Number: true, About: "Of own-voice passages that count."},
		{Key: "strength", Head: "Strength", About: "Highest force with its suffixes i, r, m, u."},
		{Key: "provisions", Head: "Distinct provisions", Number: true, About: "Versions and translations of one work count once."},
		{Key: "own", Head: "Own voice", Number: true, About: "Passages in own voice that count."},
		{Key: "reported", Head: "Reported", Number: true, About: "Passages that report the view."},
		{Key: "rejected", Head: "Rejected", Number: true, About: "Passages that reject the view."},
		{Key: "candidates", Head: "To review", Number: true, About: "Single indicators where the codebook wants two or a person."},
		{Key: "not_current", Head: "Not current", Number: true, About: "Repealed, historic, or later than the reference date."},
		{Key: "undated", Head: "Undated", Number: true, About: "Of own voice, those of undated documents."},
		{Key: "status_unknown", Head: "Legal status unknown", Number: true, About: "Of own voice, those of documents whose legal status is not known."},
		{Key: "reviewed", Head: "Reviewed", Number: true, About: "Of own voice, those that a person reviewed."},
		{Key: "units_read", Head: "Passages read", Number: true, About: "Of the jurisdiction's documents of the genre group."},
		{Key: "per_100_units", Head: "Own voice per 100 passages", Number: true, About: "Density; see the warning."},
		{Key: "best_evidence", Head: "Best evidence", About: "Id on the Evidence sheet."},
		{Key: "validated", Head: "Validated", About: "Whether the rules of the cell have a measured precision in the language of the best evidence."},
		{Key: "coverage", Head: "Coverage", About: "How much could be searched, and whether coverage is declared."},
		{Key: "warning", Head: "Warning", About: "What the figures must not be used for."},
	}
	t := &Table{Name: "Matrix data", Title: "The matrix in long form", Columns: cols}
	var rs [][]Cell
	for _, tab := range r.Comparison.Tables {
		for _, row := range tab.Rows {
			for _, c := range row.Criteria {
				for p := range c.Cells {
					rs = append(rs, r.matrixDatum(tab.Genre, row, c, p))
				}
			}
		}
	}
	t.Rows, t.Len = rows(rs), len(rs)
	return t
}

const countWarning = "Counts and densities are not comparable between perspectives, criteria, genres or corpora."

func (r *Report) matrixDatum(g ingest.Genre, row compare.Row, c compare.Criterion, p int) []Cell {
	x := c.Cells[p]
	presence, density := Cell{}, Cell{}
	if x.State != compare.CellNoData {
		presence = number(0)
		if x.State == compare.CellFound {
			presence = number(1)
		}
	}
	if row.Passages > 0 && x.State != compare.CellNoData {
		density = Cell{IsNum: true, Number: float64(x.Own*10000/row.Passages) / 100}
	}
	e, _ := r.evidenceAt(x.Best)
	validated := unvalidated
	if x.State == compare.CellFound && r.validated(r.code(c.Number, p), e.Lang) {
		validated = "measured"
	} else if x.State != compare.CellFound {
		validated = ""
	}
	return []Cell{
		text(string(g)), text(row.Jurisdiction), number(c.Number), text(r.nameOf(c.Number)),
		text(c.Status.Spell(r.Perspectives)), text(r.Perspectives[p].Key), text(x.String()), presence,
		optional(x.Force), text(x.Strength()), number(x.Provisions), number(x.Own), number(x.Reported), number(x.Rejected),
		number(x.Candidates), number(x.Historic), number(x.Undated), number(x.Unknown), number(x.Seen),
		number(row.Passages), density, text(x.Best), text(validated), text(row.Coverage.String()), text(countWarning),
	}
}

func (r *Report) nameOf(criterion int) string {
	i := slices.IndexFunc(r.Criteria, func(c Criterion) bool { return c.Number == criterion })
	if i < 0 {
		return ""
	}
	return r.Criteria[i].Name
}
