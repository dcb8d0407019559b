// Package compare says, per jurisdiction, criterion and genre, what the tagged
// passages show: a status, two cells of equal standing, the best quotation of
// each, and how far one could look at all (codebook §9).
//
// It never adds up, nets out, ranks or scores. Begin with [New].
package compare

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"policyscan/ingest"
	"policyscan/match"
	"policyscan/match/review"
)

// Input is what a comparison is made from.
type Input struct {
	Documents []ingest.Document
	Evidence  []match.Evidence
	Verdicts  map[string]review.Verdict // by evidence id; may be nil

	Criteria     []int          // numbers, in order; nil: 1 to 10
	Perspectives [2]Perspective // zero: those of the codebook

	// Searchable names, for each language (BCP 47, primary subtag), the codes
	// that have rules in it. Nil means that every language is searchable. A
	// document in another language is `no data`, never silence.
	Searchable map[string][]string

	AsOf         string // reference date, ISO 8601; empty: none
	ReviewedOnly bool   // count only what a person accepted
}

// Comparison is one table per genre group; genres are never mixed (codebook
// G20).
type Comparison struct {
	Criteria     []int
	Perspectives [2]Perspective
	AsOf         string
	Tables       []Table          // in the order law, policy, debates; only genres with documents
	Evidence     map[string]Entry // by evidence id, after review
}

// Entry is a piece of evidence as the comparison counted it.
type Entry struct {
	Code        string // after review
	Criterion   int
	Perspective int // 0 or 1; -1 for auxiliary codes
	Force       int
	Counted     bool   // enters a cell
	Why         string // why it does not
	Genre       ingest.Genre
	Review      review.State
}

// Table compares the jurisdictions within one genre group.
type Table struct {
	Genre ingest.Genre
	Rows  []Row // by jurisdiction
}

// Row is one jurisdiction.
type Row struct {
	Jurisdiction string
	Documents    int
	Searched     int // documents that could be read and whose language has rules
	Passages     int // units read
	Criteria     []Criterion
	Aux          []Flag
	Coverage     Coverage
}

// Flag counts an auxiliary flag (law that belongs to neither perspective).
type Flag struct {
	Name     string
	Passages int
	Best     string // evidence id
}

// Criterion is one criterion of one jurisdiction.
type Criterion struct {
	Number int
	Status Status
	Cells  [2]Cell
	Why    string // for no data, not found and silent: what could be searched
}

// Cell is one perspective on one criterion.
type Cell struct {
	State      State
	Force      int // highest, of own-voice passages that count; 0 where none
	Provisions int // distinct provisions in own voice
	Own        int // passages in own voice
	Reported   int
	Rejected   int
	Candidates int // from a single indicator where the codebook wants two or a person; not counted in Own
	Historic   int // own voice, but repealed, historic or not yet in force at the reference date; not counted in Own
	Undated    int // of Own, those whose document has no date
	Unknown    int // of Own, those whose document's legal status is not known

	Inherited   bool // suffix i: at the highest force, only with inherited scope
	Unstated    bool // suffix r: at the highest force, only with the rationale unstated
	Minors      bool // suffix m: at the highest force, only about minors
	StatusNoted bool // suffix u: at the highest force, no document whose legal status is known

	Best   string       // evidence id of the best evidence
	Review review.State // of the best evidence
	Seen   int          // of Own, those that a person reviewed
}

// Strength spells the highest force with its suffixes: "3", "2iu".
func (c Cell) Strength() string {
	if c.State != CellFound {
		return ""
	}
	s := strconv.Itoa(c.Force)
	for _, x := range []struct {
		on     bool
		suffix string
	}{{c.Inherited, "i"}, {c.Unstated, "r"}, {c.Minors, "m"}, {c.StatusNoted, "u"}} {
		if x.on {
			s += x.suffix
		}
	}
	return s
}

// String spells the cell: "3u · 4 provisions", "reported only", "not found",
// "no data".
func (c Cell) String() string {
	if c.State != CellFound {
		return c.State.String()
	}
	noun := " provisions"
	if c.Provisions == 1 {
		noun = " provision"
	}
	return c.Strength() + " · " + strconv.Itoa(c.Provisions) + noun
}

// New compares the jurisdictions of a corpus. Evidence of a document that is
// not among the documents is an error.
func New(in Input) (*Comparison, error) {
	if in.Criteria == nil {
		in.Criteria = []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	}
	if in.Perspectives == ([2]Perspective{}) {
		in.Perspectives = Perspectives()
	}
	b := newBuilder(in)
	for _, d := range in.Documents {
		b.addDocument(d)
	}
	b.settle()
	evidence := slices.Clone(in.Evidence)
	slices.SortStableFunc(evidence, func(x, y match.Evidence) int { return cmp.Compare(x.ID, y.ID) })
	for _, e := range evidence {
		if err := b.addEvidence(e); err != nil {
			return nil, err
		}
	}
	return b.finish(), nil
}

// group is what was collected for one genre and jurisdiction.
type group struct {
	genre        ingest.Genre
	jurisdiction string
	documents    []ingest.Document
	placed       int                // of documents, those whose genre is known
	entries      map[string][]entry // by code
	aux          map[string][]entry
}

type entry struct {
	match.Evidence
	Entry
	doc   ingest.Document
	known bool // legal status known
	rules int  // distinct rules that fired
}

type builder struct {
	in       Input
	docs     map[string]ingest.Document
	groups   map[string]*group
	unplaced []ingest.Document
	out      map[string]Entry
}

func newBuilder(in Input) *builder {
	return &builder{
		in: in, docs: map[string]ingest.Document{},
		groups: map[string]*group{}, out: make(map[string]Entry, len(in.Evidence)),
	}
}

// NotStated stands for the jurisdiction of documents that have none.
const NotStated = "(not stated)"

// Jurisdiction returns the jurisdiction of a document, or [NotStated].
func Jurisdiction(d ingest.Document) string {
	if d.Jurisdiction.Value == "" {
		return NotStated
	}
	return d.Jurisdiction.Value
}

// Genre returns the genre group of a document. A bill is not law in force,
// whatever its type says. A document whose type nobody stated counts as law
// where most of its passages stand in sections or articles; where it could not
// be read either, its genre is not known and "" is returned.
func Genre(d ingest.Document) ingest.Genre {
	if d.Type.Value == "" && d.Passages == 0 {
		return ""
	}
	g := ingest.DocumentType(d.Type.Value).Genre()
	if d.Type.Value == "" && d.Numbered >= 3 && 2*d.Numbered > d.Passages {
		g = ingest.Law
	}
	if g == ingest.Law && status(d) == "bill" {
		return ingest.Reports
	}
	return g
}

func status(d ingest.Document) string {
	return strings.ToLower(strings.TrimSpace(d.Metadata.Status.Value))
}

func (b *builder) group(d ingest.Document) *group {
	return b.groupOf(cmp.Or(Genre(d), ingest.Reports), Jurisdiction(d))
}

func (b *builder) groupOf(g ingest.Genre, j string) *group {
	key := string(g) + "\x00" + j
	if b.groups[key] == nil {
		b.groups[key] = &group{genre: g, jurisdiction: j, entries: map[string][]entry{}, aux: map[string][]entry{}}
	}
	return b.groups[key]
}

func (b *builder) addDocument(d ingest.Document) {
	b.docs[d.ID] = d
	if d.Status == ingest.LeftOut {
		return
	}
	if Genre(d) == "" {
		b.unplaced = append(b.unplaced, d)
		return
	}
	g := b.group(d)
	g.documents = append(g.documents, d)
	g.placed++
}

// settle puts documents whose genre is not known, for they could not be read,
// into every genre group of their jurisdiction: whatever they are, nothing there
// may be called silent. A jurisdiction that has no other document gets them as
// law.
func (b *builder) settle() {
	for _, d := range b.unplaced {
		placed := false
		for _, g := range b.groups {
			if g.jurisdiction == Jurisdiction(d) && g.placed > 0 {
				g.documents = append(g.documents, d)
				placed = true
			}
		}
		if !placed {
			g := b.groupOf(ingest.Law, Jurisdiction(d))
			g.documents = append(g.documents, d)
		}
	}
}

func (b *builder) addEvidence(e match.Evidence) error {
	d, ok := b.docs[e.Document]
	if !ok {
		return fmt.Errorf("evidence %s: document %s is not in the catalogue", e.ID, e.Document)
	}
	g, v := b.group(d), b.in.Verdicts[e.ID]
	if v.State == "" {
		v.State = review.Machine
	}
	for _, f := range e.Flags {
		if strings.HasPrefix(f, "AUX.") && !v.Out {
			g.aux[f] = append(g.aux[f], entry{Evidence: e, doc: d})
		}
	}
	b.place(g, d, e, v)
	for _, code := range v.Added {
		extra := e
		extra.Code, extra.Candidate = code, false
		extra.ID = e.ID + "+" + code
		w := review.Verdict{State: v.State}
		b.place(g, d, extra, w)
	}
	return nil
}

// place puts a piece of evidence into its cell, and notes where it went.
func (b *builder) place(g *group, d ingest.Document, e match.Evidence, v review.Verdict) {
	n := Entry{Code: e.Code, Force: e.Force, Genre: g.genre, Review: v.State}
	if v.Code != "" {
		n.Code = v.Code
	}
	if v.Force != 0 {
		n.Force = v.Force
	}
	n.Criterion, n.Perspective = b.parse(n.Code)
	if status(d) == "bill" {
		n.Force = min(n.Force, 2) // pending is not operative (codebook §9.3)
	}
	n.Why = b.excluded(d, e, v, n)
	n.Counted = n.Why == "" && e.Voice == match.Own
	b.out[e.ID] = n
	if n.Perspective < 0 {
		if n.Criterion == 0 && strings.HasPrefix(n.Code, "AUX.") && !slices.Contains(e.Flags, n.Code) {
			g.aux[n.Code] = append(g.aux[n.Code], entry{Evidence: e, doc: d})
		}
		return
	}
	g.entries[n.Code] = append(g.entries[n.Code], entry{
		Evidence: e, Entry: n, doc: d, rules: indicators(e),
		known: status(d) != "" && status(d) != "unknown",
	})
}

// The reasons why evidence does not enter a cell.
const (
	whyRejected  = "rejected by review"
	whyCandidate = "candidate: a single indicator"
	whyHistoric  = "not current"
	whyPending   = "later than the reference date"
	whyUnread    = "not reviewed"
	whyAux       = "belongs to neither perspective"
)

func (b *builder) excluded(d ingest.Document, e match.Evidence, v review.Verdict, n Entry) string {
	switch {
	case v.Out:
		return whyRejected
	case n.Perspective < 0:
		return whyAux
	case e.Candidate && !v.Reviewed():
		return whyCandidate
	case b.in.ReviewedOnly && !v.Reviewed():
		return whyUnread
	case status(d) == "repealed" || status(d) == "historic":
		return whyHistoric
	case b.in.AsOf != "" && after(Date(d), b.in.AsOf):
		return whyPending
	}
	return ""
}

// Date is the date from which a document speaks: in force, else enacted, else
// consolidated; "" where it is undated.
func Date(d ingest.Document) string {
	return cmp.Or(d.InForce.Value, d.Enacted.Value, d.Amended.Value)
}

// after compares ISO dates of any precision: a year alone is after a date only
// if the whole year is.
func after(date, ref string) bool {
	if date == "" {
		return false
	}
	n := min(len(date), len(ref))
	return date[:n] > ref[:n]
}

// parse splits a code into its criterion and perspective: "C2.exploitation".
// Perspective is -1 for codes outside the twenty cells.
func (b *builder) parse(code string) (criterion, perspective int) {
	c, p, ok := strings.Cut(code, ".")
	n, err := strconv.Atoi(strings.TrimPrefix(c, "C"))
	if !ok || err != nil || !strings.HasPrefix(c, "C") || !slices.Contains(b.in.Criteria, n) {
		return 0, -1
	}
	for i, q := range b.in.Perspectives {
		if p == q.Key {
			return n, i
		}
	}
	return 0, -1
}

// indicators counts the distinct rules of a tag: its specificity.
func indicators(e match.Evidence) int {
	seen := map[string]bool{}
	for _, r := range e.Rules {
		seen[r.ID] = true
	}
	return len(seen)
}

func (b *builder) finish() *Comparison {
	c := &Comparison{Criteria: b.in.Criteria, Perspectives: b.in.Perspectives, AsOf: b.in.AsOf, Evidence: b.out}
	for _, genre := range []ingest.Genre{ingest.Law, ingest.Reports, ingest.Debates} {
		t := Table{Genre: genre}
		for _, g := range b.groups {
			if g.genre == genre && len(g.documents) > 0 {
				t.Rows = append(t.Rows, b.row(g))
			}
		}
		slices.SortFunc(t.Rows, func(x, y Row) int { return cmp.Compare(x.Jurisdiction, y.Jurisdiction) })
		if len(t.Rows) > 0 {
			c.Tables = append(c.Tables, t)
		}
	}
	return c
}

func (b *builder) row(g *group) Row {
	r := Row{Jurisdiction: g.jurisdiction, Documents: len(g.documents), Coverage: b.coverage(g)}
	for _, d := range g.documents {
		r.Passages += d.Passages
	}
	r.Searched = r.Coverage.Searched
	for _, n := range b.in.Criteria {
		r.Criteria = append(r.Criteria, b.criterion(g, r.Coverage, n))
	}
	for name, es := range g.aux {
		slices.SortFunc(es, better)
		r.Aux = append(r.Aux, Flag{Name: name, Passages: distinctPassages(es), Best: es[0].ID})
	}
	slices.SortFunc(r.Aux, func(x, y Flag) int { return cmp.Compare(x.Name, y.Name) })
	return r
}

func distinctPassages(es []entry) int {
	seen := map[string]bool{}
	for _, e := range es {
		seen[e.Passage] = true
	}
	return len(seen)
}

func (b *builder) criterion(g *group, cov Coverage, n int) Criterion {
	c := Criterion{Number: n}
	for i := range c.Cells {
		c.Cells[i] = b.cell(g, n, i)
	}
	a, z := c.Cells[0].State, c.Cells[1].State
	switch {
	case a == CellFound && z == CellFound:
		c.Status = Both
	case a == CellFound:
		c.Status = FirstOnly
	case z == CellFound:
		c.Status = SecondOnly
	case a == CellReported || z == CellReported:
		c.Status = ReportedOnly
	case a == CellNoData || z == CellNoData:
		c.Status = NoData
	case cov.Silent(n):
		c.Status = Silent
	default:
		c.Status = NotFound
	}
	if c.Status <= Silent {
		c.Why = cov.why(n)
	}
	return c
}

func (b *builder) code(criterion, perspective int) string {
	return "C" + strconv.Itoa(criterion) + "." + b.in.Perspectives[perspective].Key
}

func (b *builder) cell(g *group, n, perspective int) Cell {
	code := b.code(n, perspective)
	var c Cell
	var own []entry
	for _, e := range g.entries[code] {
		switch {
		case e.Why == whyCandidate:
			c.Candidates++
		case e.Why == whyHistoric || e.Why == whyPending:
			if e.Voice == match.Own {
				c.Historic++
			}
		case e.Why != "":
		case e.Voice == match.Reported:
			c.Reported++
		case e.Voice == match.Rejected:
			c.Rejected++
		default:
			own = append(own, e)
		}
	}
	c.fill(own)
	switch {
	case len(own) > 0:
		c.State = CellFound
	case c.Reported+c.Rejected > 0:
		c.State = CellReported
	case b.searchable(g, code):
		c.State = CellNotFound
	}
	return c
}

// fill derives the figures of a found cell from its own-voice entries.
func (c *Cell) fill(own []entry) {
	if len(own) == 0 {
		return
	}
	slices.SortFunc(own, better)
	provisions := map[string]bool{}
	c.Inherited, c.Unstated, c.Minors, c.StatusNoted = true, true, true, true
	c.Own, c.Force, c.Best, c.Review = len(own), own[0].Entry.Force, own[0].ID, own[0].Review
	for _, e := range own {
		provisions[provision(e)] = true
		if Date(e.doc) == "" {
			c.Undated++
		}
		if !e.known {
			c.Unknown++
		}
		if e.Review == review.OneCoder || e.Review == review.TwoCoders {
			c.Seen++
		}
		if e.Entry.Force == c.Force {
			c.Inherited = c.Inherited && e.Scope == "inherited"
			c.Unstated = c.Unstated && slices.Contains(e.Flags, "AUX.rationale-unstated")
			c.Minors = c.Minors && slices.Contains(e.Flags, "AUX.minor-only")
			c.StatusNoted = c.StatusNoted && !e.known
		}
	}
	c.Provisions = len(provisions)
}

// provision is equal for evidence of the same provision, also across versions
// and translations of one work (codebook G17).
func provision(e entry) string {
	work := cmp.Or(e.doc.Family, e.Document)
	if e.EID != "" {
		return work + "#" + e.EID
	}
	_, path, _ := strings.Cut(e.Passage, "#")
	return work + "#~" + path
}
