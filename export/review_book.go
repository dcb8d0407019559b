package export

import (
	"io"
	"slices"
	"strings"

	"policyscan/match/review"
)

// reviewKeys are the columns of evidence that a reviewer needs to decide, and
// no others.
var reviewKeys = []string{
	"id", "jurisdiction", "document", "citation", "page", "code", "voice", "force", "form", "flags",
	"quotation", "before", "after", "heading", "review", "decisions",
}

// ReviewBook writes a lean workbook for reviewers: how to review, the evidence
// with the reviewers' columns at hand, and the codebook. It comes back through
// [ImportReviews] like the whole workbook.
func ReviewBook(w io.Writer, r *Report) error {
	t := r.evidence().only(func(c Column) bool {
		if r.Coder != "" && (c.Key == "review" || c.Key == "decisions") {
			return false // what others decided
		}
		return c.Fill || slices.Contains(reviewKeys, c.Key)
	})
	t.Title, t.Pages = "Evidence to be reviewed", 2
	return writeWorkbook(w, r, []*Table{r.reviewHelp(), t, r.codebook()})
}

// only returns the table with some of its columns, in their order.
func (t *Table) only(keep func(Column) bool) *Table {
	out := *t
	out.Columns = nil
	var from []int
	for i, c := range t.Columns {
		if keep(c) {
			out.Columns, from = append(out.Columns, c), append(from, i)
		}
	}
	out.Rows = func(yield func([]Cell) bool) {
		for row := range t.Rows {
			picked := make([]Cell, len(from))
			for i, at := range from {
				picked[i] = row[at]
			}
			if !yield(picked) {
				return
			}
		}
	}
	return &out
}

func (r *Report) reviewHelp() *Table {
	rs := [][]Cell{
		{{Text: "Review of evidence", Tone: Heading}},
		{strong("Framework"), text(r.Attribution)},
		{strong("What to do"), text("Each row of the Evidence sheet is one tag. Read the quotation with the codebook beside you, and say whether the tag stands. The words in bold made the rules fire; a tag needs words in the passage, not knowledge about the country.")},
		{strong("accept"), text("The tag stands. A corrected force (1, 2, 3) may be given.")},
		{strong("reject"), text("No code fits, or not this one.")},
		{strong("recode"), text("Another code fits instead: choose it in “Corrected code”.")},
		{strong("add"), text("The tag stands, and a further code fits the same passage: choose it in “Corrected code”.")},
		{strong("unsure"), text("Somebody else should look.")},
		{strong("Coder and date"), text("Your initials, and the date as YYYY-MM-DD. Of one coder's decisions about the same evidence the last counts; coders who disagree are both kept.")},
		{strong("Presumption"), text("Only where the team uses the framework's closing rule: the point, a grade (" + strings.Join(review.Grades(), ", ") + "), and a finding with its date and method. Findings are about texts and published findings, never about a person.")},
		{strong("Freely"), text("Sort, filter, add columns, rename the sheet, save with any program. Import reads the evidence id and the yellow columns; edits elsewhere are reported and ignored. Empty rows are not decided yet.")},
		{strong("Care"), text("Texts may describe violence. You may stop at any time.")},
	}
	return &Table{Name: "Read me", Title: "Review of evidence", Prose: true, Columns: proseColumns(), Rows: rows(rs), Len: len(rs)}
}
