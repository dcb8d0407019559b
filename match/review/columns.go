package review

import (
	"cmp"
	"strconv"
	"strings"
)

// Keys of the reviewer's columns: the only columns, with the evidence id, that
// an import trusts.
const (
	ColDecision = "decision"
	ColCode     = "corrected_code"
	ColForce    = "corrected_force"
	ColReason   = "reason"
	ColCoder    = "coder"
	ColDate     = "decision_date"
	ColPoint    = "presumption_point"
	ColGrade    = "presumption_grade"
	ColFinding  = "finding"
	ColFound    = "finding_date"
	ColMethod   = "finding_method"
)

// Column is one of the reviewer's columns.
type Column struct {
	Key   string
	Head  string
	About string
	Width float64
}

// Columns lists the reviewer's columns in their order.
func Columns() []Column {
	return []Column{
		{ColDecision, "Decision", "accept, reject, unsure, recode, or add (a further code on the same passage).", 11},
		{ColCode, "Corrected code", "For recode and add: the code that fits.", 17},
		{ColForce, "Corrected force", "For recode and accept: 1, 2 or 3; empty keeps the machine's.", 10},
		{ColReason, "Reason", "Why, in the coder's words.", 28},
		{ColCoder, "Coder", "Initials or a name that the team agreed on.", 10},
		{ColDate, "Decision date", "YYYY-MM-DD.", 12},
		{ColPoint, "Presumption: point", "1 to 10, where the passage is evidence for a point of the closing rule.", 12},
		{ColGrade, "Presumption: grade", "R2, R3 or X (codebook §8.2); R0 and R1 are set by the software.", 12},
		{ColFinding, "Finding", "What was found, in one sentence; about texts and published findings, never about a person.", 28},
		{ColFound, "Finding date", "YYYY-MM-DD, or a year.", 12},
		{ColMethod, "Finding method", "How it was found.", 20},
	}
}

// Grades lists the grades that reviewers may give.
func Grades() []string { return []string{"R2", "R3", "X"} }

// Of returns the value of the column in a decision, as a sheet shows it.
func (c Column) Of(d Decision) string {
	f := Finding{}
	if d.Finding != nil {
		f = *d.Finding
	}
	switch c.Key {
	case ColDecision:
		return string(d.Action)
	case ColCode:
		return d.Code
	case ColForce:
		return positive(d.Force)
	case ColReason:
		return d.Reason
	case ColCoder:
		return d.Coder
	case ColDate:
		return d.Date
	case ColPoint:
		return positive(f.Point)
	case ColGrade:
		return f.Grade
	case ColFinding:
		return f.Finding
	case ColFound:
		return f.Date
	case ColMethod:
		return f.Method
	}
	return ""
}

func positive(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// String says who decided what, in one line: "AB: recode C2.sexwork (2026-03-01)".
func (d Decision) String() string {
	s := cmp.Or(d.Coder, "no name") + ": " + cmp.Or(string(d.Action), "graded")
	if d.Action == Recode || d.Action == Add {
		s += " " + d.Code
	}
	if d.Force != 0 {
		s += " force " + strconv.Itoa(d.Force)
	}
	var notes []string
	if d.Date != "" {
		notes = append(notes, d.Date)
	}
	if d.Carried != "" {
		notes = append(notes, string(Carried))
	}
	if len(notes) > 0 {
		s += " (" + strings.Join(notes, "; ") + ")"
	}
	return s
}
