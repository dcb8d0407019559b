// Package export turns results into files that people read, review and cite: a
// workbook, tables, a page, a Word report, and open formats for other tools.
//
// Everything is made from one layout-free [Report]; each format is one encoder
// over it. The same input gives the same bytes: no clock, no absolute path, no
// order of arrival. Begin with [NewReport]; [Encoders] lists the formats, and
// [ReadRows] reads what reviewers send back. This is the only package that
// knows spreadsheets.
package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"policyscan/ingest"
	"policyscan/match"
	"policyscan/match/compare"
	"policyscan/match/review"
)

// Attribution is the line that every output carries (codebook §0).
const Attribution = "Criteria and presumption: framework of the author of the source table. " +
	"Passages found and labelled under codebook v1.0. A label says what a passage is about and in which frame it treats it; " +
	"it is not a finding of fact, not an evaluation of the jurisdiction, and not legal advice."

// Input is everything that a report is made from. All but Documents and
// Evidence may be left out.
type Input struct {
	Title       string
	Attribution string // empty: that of the codebook
	Documents   []ingest.Document
	Evidence    []match.Evidence
	Decisions   []review.Decision // as [review.Read] gives them

	Criteria     []Criterion // nil: the ten criteria by number and short name
	Perspectives [2]compare.Perspective
	Searchable   map[string][]string // as compare.Input.Searchable

	Rules      []Rule     // for the Lexicon sheet
	Suppressed []NearMiss // for the Suppressed sheet

	Validity []Validity // measured quality of the matcher; cells without are `unvalidated`
	Run      []Fact     // versions, digests, settings; no wall-clock time, no absolute path
	Warnings []string
	Notes    map[string][]string // by document id: places of ambiguous structure

	// Link gives the address of a document relative to the report, with
	// slashes, not yet percent-encoded. Nil, or an empty answer: no link.
	Link func(ingest.Document) string

	// Text gives the canonical text of a document by its id. Only formats that
	// carry texts or positions in them need it.
	Text func(id string) (string, error)

	// Since are the sheets of an earlier export, as [ReadRows] gives them; the
	// Changes sheet compares with it.
	Since []Sheet

	// Coder, where it is set, is the only one whose decisions the reviewers'
	// columns and the review workbook show, so that a second coder decides
	// without seeing the first one's.
	Coder string

	AsOf         string // reference date
	ReviewedOnly bool
	Full         bool   // also Lexicon, Suppressed, Jurisdictions and Data dictionary
	Presumption  bool   // also the framework's closing rule, last
	Dated        string // ISO date for the properties of the files; empty: the latest date found in the input
}

// Criterion is the text of one criterion, as the codebook sheet prints it.
type Criterion struct {
	Number   int
	Name     string
	Question string
	Claim    string // the source's claim, paraphrased and attributed; may be empty
	Cells    [2]CellText
}

// CellText says what counts as evidence for one perspective on a criterion.
type CellText struct {
	Observable string
	Include    string
	Exclude    string
}

// Validity is the measured quality of one code in one language.
type Validity struct {
	Code, Lang          string
	Precision, Recall   float64
	PrecisionN, RecallN int    // labels that the figures rest on
	Interval            string // as printed, "0.61–0.83"
	Coders              string // who made the labels it was measured on
}

// Fact is one line of the Run sheet.
type Fact struct{ Name, Value string }

// minLabels is the number of labels below which a measured figure does not
// count as validation.
const minLabels = 20

// Report is what all encoders work from.
type Report struct {
	Input
	Comparison *compare.Comparison
	Verdicts   map[string]review.Verdict

	docs     map[string]*ingest.Document
	rowOf    map[string]int // evidence id → row of the Evidence table
	validity map[string]Validity
	last     map[string]review.Decision // evidence id → decision to show in the reviewer's columns
}

// NewReport sorts the input and compares it. It does not change the slices of
// its input. Evidence of an unknown document and evidence without an id are
// errors.
func NewReport(in Input) (*Report, error) {
	r := &Report{Input: in}
	r.defaults()
	r.Verdicts = review.Resolve(in.Decisions)
	if err := r.index(); err != nil {
		return nil, err
	}
	c, err := compare.New(compare.Input{
		Documents: r.Documents, Evidence: r.Evidence, Verdicts: r.Verdicts,
		Criteria: r.numbers(), Perspectives: r.Perspectives,
		Searchable: r.Searchable, AsOf: r.AsOf, ReviewedOnly: r.ReviewedOnly,
	})
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	r.Comparison = c
	return r, nil
}

func (r *Report) defaults() {
	r.Attribution = cmp.Or(r.Attribution, Attribution)
	r.Title = cmp.Or(r.Title, "Comparison of legislation and policy texts")
	if r.Perspectives == ([2]compare.Perspective{}) {
		r.Perspectives = compare.Perspectives()
	}
	if r.Criteria == nil {
		r.Criteria = defaultCriteria()
	}
	r.Documents = slices.Clone(r.Documents)
	slices.SortStableFunc(r.Documents, func(a, b ingest.Document) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.ID, b.ID))
	})
	for _, d := range r.Documents {
		for _, date := range []string{d.InForce.Value, d.Enacted.Value, d.Amended.Value} {
			if r.Input.Dated == "" || len(date) == 10 && date > r.Dated {
				r.Dated = date
			}
		}
	}
	if len(r.Dated) != 10 {
		r.Dated = "2000-01-01"
	}
}

func defaultCriteria() []Criterion {
	var out []Criterion
	for i, name := range []string{
		"Crimes", "Responsibility and consent", "Grave violations and safety", "Rights and life chances", "Health",
		"Equality", "Work", "Pornography", "Crime, conflict, public order", "Long-term policy and money",
	} {
		out = append(out, Criterion{Number: i + 1, Name: name})
	}
	return out
}

func (r *Report) numbers() []int {
	out := make([]int, len(r.Criteria))
	for i, c := range r.Criteria {
		out[i] = c.Number
	}
	return out
}

// index sorts the evidence and builds the look-ups.
func (r *Report) index() error {
	r.docs = make(map[string]*ingest.Document, len(r.Documents))
	for i := range r.Documents {
		r.docs[r.Documents[i].ID] = &r.Documents[i]
	}
	r.Evidence = slices.Clone(r.Evidence)
	for _, e := range r.Evidence {
		if e.ID == "" {
			return fmt.Errorf("report: evidence in passage %s has no id", e.Passage)
		}
		if r.docs[e.Document] == nil {
			return fmt.Errorf("report: evidence %s: document %s is not in the catalogue", e.ID, e.Document)
		}
	}
	slices.SortStableFunc(r.Evidence, r.byPlace)
	r.rowOf = make(map[string]int, len(r.Evidence))
	for i, e := range r.Evidence {
		if _, twice := r.rowOf[e.ID]; twice {
			return fmt.Errorf("report: evidence %s occurs twice", e.ID)
		}
		r.rowOf[e.ID] = i
	}
	r.validity = map[string]Validity{}
	for _, v := range r.Validity {
		r.validity[v.Code+"/"+v.Lang] = v
	}
	r.last = map[string]review.Decision{}
	for _, d := range r.Decisions {
		if d.Carried == "" && (r.Coder == "" || d.Coder == r.Coder) {
			r.last[d.Evidence] = d
		}
	}
	return nil
}

// byPlace orders evidence by jurisdiction, document and position.
func (r *Report) byPlace(a, b match.Evidence) int {
	da, db := r.docs[a.Document], r.docs[b.Document]
	return cmp.Or(
		cmp.Compare(compare.Jurisdiction(*da), compare.Jurisdiction(*db)),
		cmp.Compare(da.Path, db.Path),
		cmp.Compare(a.Start, b.Start),
		cmp.Compare(a.End, b.End),
		cmp.Compare(a.Criterion, b.Criterion),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Voice, b.Voice),
		cmp.Compare(a.ID, b.ID),
	)
}

// validated reports whether a code's rules in a language have a measured
// precision that rests on enough labels.
func (r *Report) validated(code, lang string) bool {
	base, _, _ := strings.Cut(lang, "-")
	v, ok := r.validity[code+"/"+base]
	return ok && v.PrecisionN >= minLabels
}

// evidenceAt returns the evidence with an id; added codes (id+code) lead to the
// evidence that they were added to.
func (r *Report) evidenceAt(id string) (match.Evidence, bool) {
	i, ok := r.rowOf[id]
	if !ok {
		base, _, _ := strings.Cut(id, "+")
		if i, ok = r.rowOf[base]; !ok {
			return match.Evidence{}, false
		}
	}
	return r.Evidence[i], true
}

// Tables returns the tables of the workbook in sheet order.
func (r *Report) Tables() []*Table {
	tables := []*Table{r.readMe(), r.overview()}
	for i := range r.Comparison.Tables {
		tables = append(tables, r.matrix(i))
	}
	tables = append(tables, r.SideBySide(), r.evidence(), r.timeline(), r.gaps(), r.documents(), r.coverage())
	if len(r.Decisions) > 0 {
		tables = append(tables, r.agreement())
	}
	if r.Since != nil {
		tables = append(tables, r.changes())
	}
	tables = append(tables, r.codebook())
	if len(r.Validity) > 0 {
		tables = append(tables, r.validityTable())
	}
	if r.Full {
		tables = append(tables, r.lexicon(), r.suppressed(), r.jurisdictions(), r.dictionary(append(tables, r.matrixData(), r.panel())))
	}
	tables = append(tables, r.run())
	if r.Presumption {
		tables = append(tables, r.presumption())
	}
	return tables
}
