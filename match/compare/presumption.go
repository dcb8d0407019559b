package compare

import (
	"cmp"
	"fmt"
	"slices"

	"policyscan/ingest"
	"policyscan/match/review"
)

// Grades of evidence on a point of the framework's closing rule (codebook
// §8.2). The software sets only Silent and OnPaper; the others come from
// reviewers.
const (
	GradeSilent  = "R0"
	GradeOnPaper = "R1"
	GradeFinding = "R2"
	GradeJudged  = "R3"
	GradeShown   = "X"
)

// Presumption is the framework's closing rule applied to the documents of one
// jurisdiction: the default with a conjunctive rebuttal, and the same points
// without a default.
type Presumption struct {
	Jurisdiction string
	Outcome      string
	Points       []Point
}

// Point is one point of the rule.
type Point struct {
	Number  int
	Grade   string   // the grade with its effect under the default
	Effect  string   // in words
	States  [2]State // the symmetric view: what the texts hold, by perspective; of several genre groups the most that is found
	Force   [2]int   // highest force, by perspective
	Grades  []Graded // reviewers' findings
	Covered bool     // coverage declared and everything searched
}

// Graded is a reviewer's finding on a point.
type Graded struct {
	Evidence string
	Coder    string
	review.Finding
}

// NotAssessed is the outcome where the corpus fails the coverage test.
const NotAssessed = "NOT ASSESSED"

// Disclaimer follows every outcome (codebook §8.5).
const Disclaimer = "This is the framework's default applied to the documents supplied. It is not a finding that anyone is or is not exploited."

// StructuralFacts must be printed with every outcome (codebook §8.1).
func StructuralFacts() []string {
	return []string{
		"With ten independent points that must all be answered, the default is very hard to displace; several points concern societies rather than a single arrangement, so that a single file can hardly address them.",
		"Law on paper is never proof of facts.",
	}
}

// Presume applies the closing rule to every jurisdiction. Decisions bring the
// reviewers' findings; jurisdictions maps evidence ids to their jurisdiction.
func (c *Comparison) Presume(decisions []review.Decision, jurisdictions map[string]string) []Presumption {
	graded := map[string]map[int][]Graded{}
	for _, d := range lastFindings(decisions) {
		j, ok := jurisdictions[d.Evidence]
		if !ok || d.Finding == nil {
			continue
		}
		if graded[j] == nil {
			graded[j] = map[int][]Graded{}
		}
		graded[j][d.Finding.Point] = append(graded[j][d.Finding.Point], Graded{d.Evidence, d.Coder, *d.Finding})
	}
	var out []Presumption
	for _, j := range c.Jurisdictions() {
		p := Presumption{Jurisdiction: j}
		for i, n := range c.Criteria {
			p.Points = append(p.Points, c.point(j, i, n, graded[j][n]))
		}
		p.Outcome = outcome(p.Points)
		out = append(out, p)
	}
	return out
}

// lastFindings keeps the last finding of each coder on the same evidence and
// point.
func lastFindings(decisions []review.Decision) []review.Decision {
	at := map[string]int{}
	var out []review.Decision
	for _, d := range decisions {
		if d.Finding == nil || d.Carried != "" {
			continue
		}
		key := fmt.Sprintf("%s\x00%s\x00%d", d.Evidence, d.Coder, d.Finding.Point)
		if i, ok := at[key]; ok {
			out[i] = d
			continue
		}
		at[key] = len(out)
		out = append(out, d)
	}
	return out
}

// Jurisdictions lists the jurisdictions of all genre groups, sorted.
func (c *Comparison) Jurisdictions() []string {
	var out []string
	for _, t := range c.Tables {
		for _, r := range t.Rows {
			out = append(out, r.Jurisdiction)
		}
	}
	return sortedSet(out)
}

func (c *Comparison) point(jurisdiction string, i, number int, graded []Graded) Point {
	p := Point{Number: number, Grades: graded}
	for _, t := range c.Tables {
		for _, r := range t.Rows {
			if r.Jurisdiction != jurisdiction {
				continue
			}
			for k, cell := range r.Criteria[i].Cells {
				p.States[k] = max(p.States[k], cell.State)
				p.Force[k] = max(p.Force[k], cell.Force)
			}
			if t.Genre == ingest.Law && r.Coverage.Silent(number) {
				p.Covered = true
			}
		}
	}
	p.grade()
	return p
}

// grade sets the grade and its effect under the default.
func (p *Point) grade() {
	shown, rebutting := false, ""
	for _, g := range p.Grades {
		switch g.Grade {
		case GradeShown:
			shown = true
		case GradeFinding, GradeJudged:
			rebutting = max(rebutting, g.Grade)
		}
	}
	switch {
	case shown && rebutting != "":
		p.Grade, p.Effect = GradeShown+" and "+rebutting, "contested"
	case shown:
		p.Grade, p.Effect = GradeShown, "supported"
	case rebutting != "":
		p.Grade, p.Effect = rebutting, "rebutted within the framework"
	case max(p.Force[0], p.Force[1]) >= 2:
		p.Grade, p.Effect = GradeOnPaper, "default stands: answered on paper"
	case !p.Covered:
		p.Effect = "not assessed"
	default:
		p.Grade, p.Effect = GradeSilent, "default stands: silent"
	}
}

// outcome returns one of the permitted strings of codebook §8.5 and no other.
func outcome(points []Point) string {
	n := map[string]int{}
	covered := true
	for _, p := range points {
		n[p.Effect]++
		covered = covered && p.Covered
	}
	contested, supported := n["contested"], n["supported"]
	rebutted := n["rebutted within the framework"]
	paper := n["default stands: answered on paper"]
	switch {
	case !covered:
		return NotAssessed
	case contested > 0:
		return fmt.Sprintf("PRESUMPTION CONTESTED (%d points)", contested)
	case supported > 0:
		return fmt.Sprintf("PRESUMPTION STANDS (supported at %d points)", supported)
	case rebutted == len(points):
		return "PRESUMPTION REBUTTED WITHIN THE FRAMEWORK"
	case n["default stands: silent"] > 0:
		return "PRESUMPTION STANDS (silent)"
	}
	return fmt.Sprintf("PRESUMPTION STANDS (answered on paper at %d points)", paper)
}

// SortGraded orders findings for display.
func SortGraded(g []Graded) []Graded {
	out := slices.Clone(g)
	slices.SortFunc(out, func(a, b Graded) int {
		return cmp.Or(cmp.Compare(a.Grade, b.Grade), cmp.Compare(a.Evidence, b.Evidence), cmp.Compare(a.Coder, b.Coder))
	})
	return out
}
