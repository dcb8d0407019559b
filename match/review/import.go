package review

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Import is what [Import.Rows] needs to know to turn a sheet into decisions.
type Import struct {
	Known  map[string]Anchor // the evidence that exists, by id
	Codes  []string          // codes that may be given; nil: any of the form "C2.sexwork"
	Before []Decision        // decisions made so far, oldest first
	Coder  string            // for rows that name no coder; empty: such rows are refused
	From   string            // name of the file, for the record
}

// Result is what a sheet yielded.
type Result struct {
	Decisions []Decision // new ones, in the order of the sheet
	Unchanged int        // rows that repeat what was decided before
	Orphans   int        // of Decisions, those about evidence that does not exist here (any more)
	Warnings  []string
}

// RowError says which row of a sheet cannot be imported, and why.
type RowError struct {
	Row    int // as the spreadsheet numbers it, from 1
	Reason string
}

func (e RowError) Error() string { return fmt.Sprintf("row %d: %s", e.Row, e.Reason) }

// Refused is the error of a sheet of which nothing was imported.
type Refused struct{ Rows []RowError }

func (e *Refused) Error() string {
	const most = 10
	var lines []string
	for i, r := range e.Rows {
		if i == most {
			lines = append(lines, fmt.Sprintf("and %d more rows", len(e.Rows)-most))
			break
		}
		lines = append(lines, r.Error())
	}
	return "nothing was imported: " + strings.Join(lines, "; ")
}

// idColumn is the key of the evidence id; heads of the other columns that are
// compared with what is known.
var idNames = []string{"id", "evidence id"}

// checked are columns that must not be edited: an edit is reported and ignored.
var checked = map[string]func(Anchor) string{
	"code":      func(a Anchor) string { return a.Code },
	"voice":     func(a Anchor) string { return a.Voice },
	"quotation": func(a Anchor) string { return a.Quote },
}

// Rows reads the rows of a sheet, the head somewhere in the first twenty. Only
// the evidence id and the reviewer's columns are trusted; columns may be in any
// order, rows too, and there may be others. Either all rows are good, or a
// [*Refused] error names the bad ones and there is no result.
func (in Import) Rows(rows [][]string) (Result, error) {
	head, cols, err := findHead(rows)
	if err != nil {
		return Result{}, err
	}
	var res Result
	var bad []RowError
	latest, standing := in.latest(), in.standing()
	seen := map[string]int{}
	for i := head + 1; i < len(rows); i++ {
		row := sheetRow{cells: rows[i], cols: cols, number: i + 1}
		d, empty, err := in.decision(row)
		if err != nil {
			bad = append(bad, RowError{row.number, err.Error()})
			continue
		}
		res.Warnings = append(res.Warnings, in.edits(row)...)
		if empty {
			if d, ok := standing[row.get("id")]; ok {
				res.Warnings = append(res.Warnings, fmt.Sprintf("row %d: the sheet has no decision; the earlier one stands (%s)", row.number, d))
			}
			continue
		}
		key := d.key()
		if first, twice := seen[key]; twice {
			if !same(d, latest[key]) {
				bad = append(bad, RowError{row.number, fmt.Sprintf("decides otherwise than row %d about the same evidence by the same coder", first)})
			}
			continue
		}
		seen[key] = row.number
		if old, ok := latest[key]; ok && same(old, d) {
			res.Unchanged++
			continue
		}
		latest[key] = d
		if _, ok := in.Known[d.Evidence]; !ok {
			res.Orphans++
			res.Warnings = append(res.Warnings, fmt.Sprintf("row %d: evidence %s does not exist here (any more); the decision is kept", row.number, d.Evidence))
		}
		res.Decisions = append(res.Decisions, d)
	}
	if len(bad) > 0 {
		return Result{}, &Refused{bad}
	}
	return res, nil
}

type sheetRow struct {
	cells  []string
	cols   map[string]int
	number int
}

// get returns a cell by the key of its column, trimmed.
func (r sheetRow) get(key string) string {
	i, ok := r.cols[key]
	if !ok || i >= len(r.cells) {
		return ""
	}
	return strings.TrimSpace(r.cells[i])
}

// findHead finds the row that names the columns.
func findHead(rows [][]string) (int, map[string]int, error) {
	names := map[string]string{}
	for _, n := range idNames {
		names[n] = "id"
	}
	for _, c := range Columns() {
		names[strings.ToLower(c.Head)], names[c.Key] = c.Key, c.Key
	}
	for k := range checked {
		names[k] = k
	}
	names["document"], names["file"], names["jurisdiction"], names["citation"] = "document", "file", "jurisdiction", "citation"
	for i, row := range rows[:min(20, len(rows))] {
		cols := map[string]int{}
		for j, cell := range row {
			key, ok := names[strings.ToLower(strings.TrimSpace(cell))]
			if !ok {
				continue
			}
			if _, twice := cols[key]; twice {
				if key == "id" || isReviewer(key) {
					return 0, nil, fmt.Errorf("row %d: two columns are called %q", i+1, cell)
				}
				continue
			}
			cols[key] = j
		}
		_, id := cols["id"]
		_, decision := cols[ColDecision]
		if id && decision {
			return i, cols, nil
		}
	}
	return 0, nil, fmt.Errorf("no row names the columns %q and %q: is this the Evidence sheet?", "Evidence id", "Decision")
}

func isReviewer(key string) bool {
	return slices.ContainsFunc(Columns(), func(c Column) bool { return c.Key == key })
}

var (
	idForm   = regexp.MustCompile(`^[A-Za-z0-9_-]{8,64}$`)
	codeForm = regexp.MustCompile(`^C[0-9]+\.[a-z]+$`)
	dateForm = regexp.MustCompile(`^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`)
)

// decision reads one row. A row without anything in the reviewer's columns is
// empty.
func (in Import) decision(row sheetRow) (d Decision, empty bool, err error) {
	// In CSV files an apostrophe guards ids that look like numbers; it stays when
	// a spreadsheet program saves such a file as a workbook.
	id := strings.TrimPrefix(row.get("id"), "'")
	filled := ""
	for _, c := range Columns() {
		if row.get(c.Key) != "" && c.Key != ColCoder {
			filled = c.Head
		}
	}
	switch {
	case filled == "":
		return d, true, nil
	case id == "":
		return d, false, fmt.Errorf("%q is filled in, but the evidence id is empty", filled)
	case !idForm.MatchString(id) && in.Known[id] == (Anchor{}):
		return d, false, fmt.Errorf("%q is not an evidence id", shorten(id))
	}
	d = Decision{
		V: Version, Evidence: id, Action: Action(strings.ToLower(row.get(ColDecision))), Code: row.get(ColCode),
		Reason: row.get(ColReason), Coder: row.get(ColCoder), From: in.From, Anchor: in.anchor(id, row),
	}
	if d.Coder == "" {
		d.Coder = in.Coder
	}
	if d.Coder == "" {
		return d, false, fmt.Errorf("a decision without a coder: fill in the column %q, or name one for the whole sheet", "Coder")
	}
	if d.Force, err = whole(row.get(ColForce), 1, 3); err != nil {
		return d, false, fmt.Errorf("corrected force: %w", err)
	}
	if d.Date, err = date(row.get(ColDate)); err != nil {
		return d, false, fmt.Errorf("decision date: %w", err)
	}
	if err := in.checkAction(&d); err != nil {
		return d, false, err
	}
	d.Finding, err = finding(row)
	if err == nil && d.Action == "" && d.Finding == nil {
		err = fmt.Errorf("%q is filled in, but %q is empty", filled, "Decision")
	}
	return d, false, err
}

func (in Import) checkAction(d *Decision) error {
	switch {
	case d.Action == "" || d.Action == Accept || d.Action == Reject || d.Action == Unsure:
		d.Code = "" // a left-over from an earlier decision says nothing
		if d.Action != Accept {
			d.Force = 0
		}
		return nil
	case d.Action != Recode && d.Action != Add:
		return fmt.Errorf("decision %q is none of accept, reject, unsure, recode, add", shorten(string(d.Action)))
	case d.Code == "":
		return fmt.Errorf("%s needs a corrected code", d.Action)
	case !codeForm.MatchString(d.Code) || in.Codes != nil && !slices.Contains(in.Codes, d.Code):
		return fmt.Errorf("corrected code %q is not a code of the codebook", shorten(d.Code))
	}
	return nil
}

func finding(row sheetRow) (*Finding, error) {
	f := Finding{Grade: strings.ToUpper(row.get(ColGrade)), Finding: row.get(ColFinding), Method: row.get(ColMethod)}
	var err error
	if f.Point, err = whole(row.get(ColPoint), 1, 99); err != nil {
		return nil, fmt.Errorf("presumption point: %w", err)
	}
	if f.Date, err = date(row.get(ColFound)); err != nil {
		return nil, fmt.Errorf("finding date: %w", err)
	}
	switch {
	case f == Finding{}:
		return nil, nil
	case f.Point == 0 || f.Grade == "":
		return nil, fmt.Errorf("a finding needs both a point and a grade")
	case !slices.Contains(Grades(), f.Grade):
		return nil, fmt.Errorf("grade %q is none of %s (the software sets R0 and R1)", shorten(f.Grade), strings.Join(Grades(), ", "))
	case (f.Grade == "R2" || f.Grade == "R3") && (f.Finding == "" || f.Date == "" || f.Method == ""):
		return nil, fmt.Errorf("grade %s needs a finding with its date and method (codebook §8.2)", f.Grade)
	}
	return &f, nil
}

// whole reads a whole number; spreadsheets may store it as "2.0". Empty is 0.
func whole(s string, low, high int) (int, error) {
	if s == "" {
		return 0, nil
	}
	x, err := strconv.ParseFloat(s, 64)
	n := int(x)
	if err != nil || float64(n) != x || n < low || n > high {
		return 0, fmt.Errorf("%q is not a number from %d to %d", shorten(s), low, high)
	}
	return n, nil
}

// date reads an ISO date; a spreadsheet program may have turned it into its
// serial number (days since 1899-12-30).
func date(s string) (string, error) {
	s, _, _ = strings.Cut(s, "T")
	if s == "" || dateForm.MatchString(s) {
		if len(s) == 10 {
			if _, err := time.Parse(time.DateOnly, s); err != nil {
				return "", fmt.Errorf("%q is not a date of the calendar", s)
			}
		}
		return s, nil
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil && n > 20000 && n < 80000 {
		return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(n)).Format(time.DateOnly), nil
	}
	return "", fmt.Errorf("%q is not a date as YYYY-MM-DD", shorten(s))
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// anchor is what is known about the evidence, or else what the row says.
func (in Import) anchor(id string, row sheetRow) Anchor {
	if a, ok := in.Known[id]; ok {
		return a
	}
	return Anchor{Path: row.get("file"), Jurisdiction: row.get("jurisdiction"), Citation: row.get("citation"),
		Code: row.get("code"), Voice: row.get("voice"), Quote: row.get("quotation")}
}

// edits warns about changed cells that the import does not trust.
func (in Import) edits(row sheetRow) []string {
	a, ok := in.Known[row.get("id")]
	if !ok {
		return nil
	}
	var out []string
	for _, key := range slices.Sorted(maps.Keys(checked)) {
		if _, there := row.cols[key]; !there {
			continue
		}
		got, want := fold(row.get(key)), fold(checked[key](a))
		if got == want || strings.Contains(got, "[…cut:") || printable(got) == printable(want) {
			continue
		}
		out = append(out, fmt.Sprintf("row %d: the column %q was edited; the edit is ignored", row.number, key))
	}
	return out
}

// printable keeps what survives a spreadsheet: no control characters.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7F && r < 0xA0 || r >= 0x202A && r <= 0x202E || r == 0xFFFD || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// standing returns a decision for each piece of evidence that has one: where
// the sheet was emptied, it stands.
func (in Import) standing() map[string]Decision {
	out := make(map[string]Decision, len(in.Before))
	for _, d := range in.Before {
		if d.Evidence != "" && d.Carried == "" {
			out[d.Evidence] = d
		}
	}
	return out
}

// key is equal for decisions of which the later replaces the earlier.
func (d Decision) key() string {
	k := d.Evidence + "\x00" + d.Coder
	if d.Action == Add {
		k += "\x00" + d.Code
	}
	return k
}

func (in Import) latest() map[string]Decision {
	out := make(map[string]Decision, len(in.Before))
	for _, d := range in.Before {
		if d.Carried == "" && d.Sample == nil {
			out[d.key()] = d
		}
	}
	return out
}

// same reports whether two decisions say the same.
func same(a, b Decision) bool {
	fa, fb := Finding{}, Finding{}
	if a.Finding != nil {
		fa = *a.Finding
	}
	if b.Finding != nil {
		fb = *b.Finding
	}
	return a.Evidence == b.Evidence && a.Action == b.Action && a.Code == b.Code && a.Force == b.Force &&
		fold(a.Reason) == fold(b.Reason) && a.Coder == b.Coder && a.Date == b.Date && fa == fb && a.Carried == ""
}
