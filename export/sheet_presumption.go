package export

import (
	"fmt"
	"strings"

	"policyscan/match/compare"
)

// presumption is the framework's closing rule as a decision table, beside the
// same points without a default. It is made only when asked for, and stands
// last (codebook §8).
func (r *Report) presumption() *Table {
	p := r.Perspectives
	t := &Table{Name: "Presumption", Title: "The framework's closing rule, and the same points without a default", Freeze: 2, Wide: true, Columns: []Column{
		{Key: "jurisdiction", Head: "Jurisdiction", Width: 14, About: "The rule is applied to the documents of a jurisdiction, never to persons."},
		{Key: "point", Head: "Point", Width: 26, About: "The ten points of the framework."},
		{Key: "grade", Head: "With the default: grade", Width: 14, About: "R0 silent, R1 on paper (set by the software); R2, R3, X from reviewers (codebook §8.2)."},
		{Key: "effect", Head: "With the default: effect", Width: 26, About: "What the grade does to the default."},
		{Key: "outcome", Head: "With the default: outcome for the jurisdiction", Width: 36, About: "One of the six permitted strings (codebook §8.5)."},
		{Key: "disclaimer", Head: "Note on the outcome", Width: 44, About: "Follows every outcome."},
		{Key: "without_" + p[0].Key, Head: "Without a default: " + p[0].Name, Width: 24, Tone: First, About: "Whether texts treat the subject in this frame, in their own voice."},
		{Key: "without_" + p[1].Key, Head: "Without a default: " + p[1].Name, Width: 24, Tone: Second, About: "Whether texts treat the subject in this frame, in their own voice."},
		{Key: "without_findings", Head: "Without a default: reviewers' findings", Width: 50, About: "Graded findings with date and method."},
	}, Notes: append([]string{"The rule is a premise of the framework of the source's author, not a result of the texts: it presumes, unless all ten points are answered."},
		compare.StructuralFacts()...)}
	at := map[string]string{}
	for _, e := range r.Evidence {
		at[e.ID] = compare.Jurisdiction(*r.docs[e.Document])
	}
	var rs [][]Cell
	for _, j := range r.Comparison.Presume(r.Decisions, at) {
		for _, point := range j.Points {
			rs = append(rs, []Cell{
				text(j.Jurisdiction), text(fmt.Sprintf("%d %s", point.Number, r.nameOf(point.Number))),
				text(point.Grade), text(point.Effect), text(j.Outcome), muted(compare.Disclaimer),
				r.symmetric(point, 0), r.symmetric(point, 1), text(findings(point.Grades)),
			})
		}
	}
	t.Rows, t.Len = rows(rs), len(rs)
	return t
}

func (r *Report) symmetric(p compare.Point, perspective int) Cell {
	if p.States[perspective] != compare.CellFound {
		return muted(p.States[perspective].String())
	}
	return Cell{Text: fmt.Sprintf("found in own voice, force %d", p.Force[perspective]), Tone: First + Tone(perspective)}
}

func findings(gs []compare.Graded) string {
	var out []string
	for _, g := range compare.SortGraded(gs) {
		line := fmt.Sprintf("%s: %s", g.Grade, g.Finding.Finding)
		var notes []string
		for _, n := range []string{g.Finding.Date, g.Method, g.Coder, "evidence " + g.Evidence} {
			if n != "" {
				notes = append(notes, n)
			}
		}
		out = append(out, line+" ("+strings.Join(notes, "; ")+")")
	}
	return strings.Join(out, "\n")
}
