package compare

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/ingest"
	"policyscan/match"
	"policyscan/match/review"
)

// law is a document of jurisdiction X; edits change it.
func law(id string, edits ...func(*ingest.Document)) ingest.Document {
	d := ingest.Document{ID: id, Path: "X/" + id, Status: ingest.Read, Passages: 10}
	d.Jurisdiction.Value, d.Type.Value, d.Language.Value, d.Metadata.Status.Value = "X", "statute", "en", "in force"
	for _, e := range edits {
		e(&d)
	}
	return d
}

func covers(s string) func(*ingest.Document) { return func(d *ingest.Document) { d.Covers.Value = s } }
func language1(s string) func(*ingest.Document) {
	return func(d *ingest.Document) { d.Language.Value = s }
}
func legal(s string) func(*ingest.Document) {
	return func(d *ingest.Document) { d.Metadata.Status.Value = s }
}
func kind(s string) func(*ingest.Document) { return func(d *ingest.Document) { d.Type.Value = s } }

// tag is evidence "doc/eid code voice force".
func tag(s string, edits ...func(*match.Evidence)) match.Evidence {
	f := strings.Fields(s)
	doc, eid, _ := strings.Cut(f[0], "/")
	e := match.Evidence{ID: s, Document: doc, Passage: doc + "#" + eid, EID: eid, Lang: "en", Quote: "words",
		Tag: match.Tag{Code: f[1], Voice: match.Voice(f[2]), Force: int(f[3][0] - '0'), Scope: "own"}}
	for _, edit := range edits {
		edit(&e)
	}
	return e
}

func candidate(e *match.Evidence) { e.Candidate = true }
func flag(f string) func(*match.Evidence) {
	return func(e *match.Evidence) { e.Flags = append(e.Flags, f) }
}

var english = map[string][]string{"en": {"C1.exploitation", "C1.sexwork", "C2.exploitation", "C2.sexwork"}}

func first(t *testing.T, in Input) Criterion {
	t.Helper()
	if in.Searchable == nil {
		in.Searchable = english
	}
	c, err := New(in)
	if err != nil {
		t.Fatal(err)
	}
	return c.Tables[0].Rows[0].Criteria[0]
}

func TestStatusOfACriterion(t *testing.T) {
	decided := func(a review.Action, code string) []review.Decision {
		return []review.Decision{{Evidence: "a/s1 C1.exploitation own 3", Action: a, Code: code, Coder: "AB"}}
	}
	e := tag("a/s1 C1.exploitation own 3")
	tests := []struct {
		name      string
		docs      []ingest.Document
		evidence  []match.Evidence
		decisions []review.Decision
		edit      func(*Input)
		want      string // status | first cell | second cell
	}{
		{name: "nothing found, coverage not declared", docs: []ingest.Document{law("a")}, want: "not found in the supplied texts | not found | not found"},
		{name: "nothing found, coverage declared", docs: []ingest.Document{law("a", covers("C1"))}, want: "silent | not found | not found"},
		{name: "coverage declared for another criterion", docs: []ingest.Document{law("a", covers("C2-C10"))}, want: "not found in the supplied texts | not found | not found"},
		{name: "coverage declared, but a file could not be read", docs: []ingest.Document{law("a", covers("all")), law("b", func(d *ingest.Document) { d.Status = ingest.Failed; d.Passages = 0 })},
			want: "not found in the supplied texts | not found | not found"},
		{name: "coverage declared, but a file of unknown kind could not be read", docs: []ingest.Document{law("a", covers("all")), law("b", kind(""), func(d *ingest.Document) { d.Status = ingest.Failed; d.Passages = 0 })},
			want: "not found in the supplied texts | not found | not found"},
		{name: "coverage declared, but pages are images", docs: []ingest.Document{law("a", covers("all"), func(d *ingest.Document) { d.Pages.NeedsOCR = 1 })}, want: "not found in the supplied texts | not found | not found"},
		{name: "language without rules is no data, not silence", docs: []ingest.Document{law("a", covers("all"), language1("fi"))}, want: "no data | no data | no data"},
		{name: "nothing readable", docs: []ingest.Document{law("a", func(d *ingest.Document) { d.Status = ingest.Failed; d.Passages = 0 })}, want: "no data | no data | no data"},
		{name: "one perspective", docs: []ingest.Document{law("a")}, evidence: []match.Evidence{e}, want: "exploitation only | 3 · 1 provision | not found"},
		{name: "both are not netted out", docs: []ingest.Document{law("a")}, evidence: []match.Evidence{e, tag("a/s2 C1.sexwork own 1")}, want: "both | 3 · 1 provision | 1 · 1 provision"},
		{name: "a reported view does not count", docs: []ingest.Document{law("a")}, evidence: []match.Evidence{tag("a/s1 C1.sexwork reported 3")}, want: "reported only | not found | reported only"},
		{name: "a rejected view does not count for the other side", docs: []ingest.Document{law("a")}, evidence: []match.Evidence{tag("a/s1 C1.sexwork rejected 3")}, want: "reported only | not found | reported only"},
		{name: "a candidate waits for a reviewer", docs: []ingest.Document{law("a")}, evidence: []match.Evidence{tag("a/s1 C1.exploitation own 3", candidate)}, want: "not found in the supplied texts | not found | not found"},
		{name: "an accepted candidate counts", docs: []ingest.Document{law("a")}, evidence: []match.Evidence{tag("a/s1 C1.exploitation own 3", candidate)}, decisions: decided(review.Accept, ""), want: "exploitation only | 3 · 1 provision | not found"},
		{name: "repealed law is kept apart", docs: []ingest.Document{law("a", legal("repealed"))}, evidence: []match.Evidence{e}, want: "not found in the supplied texts | not found | not found"},
		{name: "unknown legal status is shown", docs: []ingest.Document{law("a", legal(""))}, evidence: []match.Evidence{e}, want: "exploitation only | 3u · 1 provision | not found"},
		{name: "later than the reference date", docs: []ingest.Document{law("a", func(d *ingest.Document) { d.InForce.Value = "2020-05-01" })}, evidence: []match.Evidence{e},
			edit: func(in *Input) { in.AsOf = "2019-12-31" }, want: "not found in the supplied texts | not found | not found"},
		{name: "the year of the reference date counts", docs: []ingest.Document{law("a", func(d *ingest.Document) { d.InForce.Value = "2019" })}, evidence: []match.Evidence{e},
			edit: func(in *Input) { in.AsOf = "2019-12-31" }, want: "exploitation only | 3 · 1 provision | not found"},
		{name: "rejected by a reviewer", docs: []ingest.Document{law("a")}, evidence: []match.Evidence{e}, decisions: decided(review.Reject, ""), want: "not found in the supplied texts | not found | not found"},
		{name: "recoded by a reviewer", docs: []ingest.Document{law("a")}, evidence: []match.Evidence{e}, decisions: decided(review.Recode, "C1.sexwork"), want: "sex work only | not found | 3 · 1 provision"},
		{name: "added by a reviewer", docs: []ingest.Document{law("a")}, evidence: []match.Evidence{e}, decisions: decided(review.Add, "C1.sexwork"), want: "both | 3 · 1 provision | 3 · 1 provision"},
		{name: "reviewed only", docs: []ingest.Document{law("a")}, evidence: []match.Evidence{e}, edit: func(in *Input) { in.ReviewedOnly = true }, want: "not found in the supplied texts | not found | not found"},
		{name: "several tags of one provision are one", docs: []ingest.Document{law("a")}, evidence: []match.Evidence{e, tag("a/s1 C1.exploitation own 2"), tag("a/s2 C1.exploitation own 2")}, want: "exploitation only | 3 · 2 provisions | not found"},
		{name: "versions of one work count once", docs: []ingest.Document{law("a", func(d *ingest.Document) { d.Family = "w" }), law("b", func(d *ingest.Document) { d.Family = "w" })},
			evidence: []match.Evidence{e, tag("b/s1 C1.exploitation own 3")}, want: "exploitation only | 3 · 1 provision | not found"},
		{name: "inherited scope, minors, no reason given", docs: []ingest.Document{law("a")}, evidence: []match.Evidence{tag("a/s1 C1.exploitation own 2", flag("AUX.minor-only"), flag("AUX.rationale-unstated"), func(e *match.Evidence) { e.Scope = "inherited" })},
			want: "exploitation only | 2irm · 1 provision | not found"},
		{name: "a suffix speaks for all passages of the highest force", docs: []ingest.Document{law("a")}, evidence: []match.Evidence{tag("a/s1 C1.exploitation own 3", flag("AUX.minor-only")), tag("a/s2 C1.exploitation own 3")},
			want: "exploitation only | 3 · 2 provisions | not found"},
		{name: "a bill is pending, not operative", docs: []ingest.Document{law("a", legal("bill"))}, evidence: []match.Evidence{e}, want: "exploitation only | 2 · 1 provision | not found"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := Input{Documents: tt.docs, Evidence: tt.evidence, Verdicts: review.Resolve(tt.decisions)}
			if tt.edit != nil {
				tt.edit(&in)
			}
			c := first(t, in)
			got := c.Status.Spell(Perspectives()) + " | " + c.Cells[0].String() + " | " + c.Cells[1].String()
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestGenresAreNotMixed(t *testing.T) {
	c, err := New(Input{Documents: []ingest.Document{law("a"), law("b", kind("report")), law("c", kind("debate")), law("d", legal("bill"))}, Searchable: english,
		Evidence: []match.Evidence{tag("a/s1 C1.exploitation own 3"), tag("b/s1 C1.sexwork own 1")}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, tab := range c.Tables {
		got = append(got, string(tab.Genre)+": "+tab.Rows[0].Criteria[0].Status.Spell(c.Perspectives))
	}
	want := []string{"law in force: exploitation only", "policy and reports: sex work only", "debates: not found in the supplied texts"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("statuses (-want +got):\n%s", diff)
	}
}

func TestGenreOfAnUntypedDocument(t *testing.T) {
	numbered := func(n int) func(*ingest.Document) { return func(d *ingest.Document) { d.Numbered = n } }
	for _, tt := range []struct {
		name string
		doc  ingest.Document
		want ingest.Genre
	}{
		{"mostly numbered provisions", law("a", kind(""), numbered(8)), ingest.Law},
		{"few numbered provisions", law("a", kind(""), numbered(4)), ingest.Reports},
		{"a stated type counts more", law("a", kind("report"), numbered(10)), ingest.Reports},
		{"neither typed nor readable", law("a", kind(""), func(d *ingest.Document) { d.Passages = 0 }), ""},
		{"a bill is not in force", law("a", kind(""), numbered(10), legal("bill")), ingest.Reports},
	} {
		if got := Genre(tt.doc); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestBestEvidence(t *testing.T) {
	rules := func(n int) func(*match.Evidence) {
		return func(e *match.Evidence) {
			for i := range n {
				e.Rules = append(e.Rules, match.RuleHit{ID: string(rune('a' + i))})
			}
		}
	}
	inherited := func(e *match.Evidence) { e.Scope = "inherited" }
	long := func(e *match.Evidence) { e.Quote = "many more words" }
	docs := []ingest.Document{law("statute"), law("rules", kind("regulation")), law("unknown", legal(""))}
	tests := []struct {
		name         string
		better, than match.Evidence
	}{
		{"force", tag("rules/s1 C1.exploitation own 3"), tag("statute/s1 C1.exploitation own 2")},
		{"level of instrument", tag("statute/s1 C1.exploitation own 3", inherited), tag("rules/s1 C1.exploitation own 3")},
		{"own scope", tag("statute/s1 C1.exploitation own 3"), tag("statute/s2 C1.exploitation own 3", inherited, rules(3))},
		{"number of indicators", tag("unknown/s1 C1.exploitation own 3", rules(2)), tag("statute/s2 C1.exploitation own 3", rules(1))},
		{"in force", tag("statute/s1 C1.exploitation own 3", long), tag("unknown/s2 C1.exploitation own 3")},
		{"shortest", tag("statute/s2 C1.exploitation own 3"), tag("statute/s1 C1.exploitation own 3", long)},
		{"id, when all else is equal", tag("statute/s1 C1.exploitation own 3"), tag("statute/s2 C1.exploitation own 3")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, es := range [][]match.Evidence{{tt.better, tt.than}, {tt.than, tt.better}} {
				if got := first(t, Input{Documents: docs, Evidence: es}).Cells[0].Best; got != tt.better.ID {
					t.Errorf("best is %s", got)
				}
			}
		})
	}
}

func TestAuxIsNeitherLostNorAttributed(t *testing.T) {
	c, err := New(Input{Documents: []ingest.Document{law("a")}, Searchable: english,
		Evidence: []match.Evidence{tag("a/s1 AUX.prohibition own 3", flag("AUX.prohibition")), tag("a/s2 AUX.prohibition own 3")}})
	if err != nil {
		t.Fatal(err)
	}
	row := c.Tables[0].Rows[0]
	if len(row.Aux) != 1 || row.Aux[0].Name != "AUX.prohibition" || row.Aux[0].Passages != 2 {
		t.Errorf("aux: %+v", row.Aux)
	}
	if s := row.Criteria[0].Status; s != NotFound {
		t.Errorf("status %v", s)
	}
}

func TestEvidenceOfAnUnknownDocument(t *testing.T) {
	if _, err := New(Input{Evidence: []match.Evidence{tag("gone/s1 C1.exploitation own 3")}}); err == nil {
		t.Error("no error")
	}
}

func TestParseCovers(t *testing.T) {
	all := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	tests := []struct {
		in, unclear string
		want        []int
	}{
		{"", "", nil},
		{"all", "", all},
		{"C1 c2, 5;C7–C9", "", []int{1, 2, 5, 7, 8, 9}},
		{"penal code C1", "penal code", []int{1}},
		{"C11 C0", "C11 C0", nil},
	}
	for _, tt := range tests {
		got, unclear := ParseCovers(tt.in, all)
		if diff := cmp.Diff(tt.want, got); diff != "" || strings.Join(unclear, " ") != tt.unclear {
			t.Errorf("%q: unclear %q (-want +got):\n%s", tt.in, unclear, diff)
		}
	}
}

func TestPresume(t *testing.T) {
	found := func(n int, g string) review.Decision {
		return review.Decision{Evidence: "a/s1 C1.exploitation own 3", Coder: "AB", Finding: &review.Finding{Point: n, Grade: g}}
	}
	all := func(g string) (out []review.Decision) {
		for n := 1; n <= 10; n++ {
			out = append(out, found(n, g))
		}
		return out
	}
	tests := []struct {
		name      string
		covers    string
		decisions []review.Decision
		want      string
	}{
		{"coverage not declared", "C1", all("R2"), "NOT ASSESSED"},
		{"silent", "all", nil, "PRESUMPTION STANDS (silent)"},
		{"one shown", "all", []review.Decision{found(3, "X")}, "PRESUMPTION STANDS (supported at 1 points)"},
		{"one contested", "all", []review.Decision{found(3, "X"), {Evidence: "a/s1 C1.exploitation own 3", Coder: "CD", Finding: &review.Finding{Point: 3, Grade: "R3"}}}, "PRESUMPTION CONTESTED (1 points)"},
		{"all rebutted", "all", all("R2"), "PRESUMPTION REBUTTED WITHIN THE FRAMEWORK"},
		{"nine rebutted, one on paper", "all", all("R2")[1:], "PRESUMPTION STANDS (answered on paper at 1 points)"},
		{"the last finding of a coder counts", "all", append(all("R2"), found(2, "X"), found(2, "R3")), "PRESUMPTION REBUTTED WITHIN THE FRAMEWORK"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := New(Input{Documents: []ingest.Document{law("a", covers(tt.covers))}, Evidence: []match.Evidence{tag("a/s1 C1.exploitation own 3")}})
			if err != nil {
				t.Fatal(err)
			}
			got := c.Presume(tt.decisions, map[string]string{"a/s1 C1.exploitation own 3": "X"})
			if len(got) != 1 || got[0].Outcome != tt.want {
				t.Errorf("got %+v, want %s", got, tt.want)
			}
		})
	}
}

func TestTimeline(t *testing.T) {
	date := func(s string) func(*ingest.Document) { return func(d *ingest.Document) { d.InForce.Value = s } }
	docs := []ingest.Document{law("new", date("2017-03-01")), law("old", date("1935"), legal("repealed")), law("undated")}
	es := []match.Evidence{tag("new/s1 C2.exploitation own 3"), tag("old/s1 C2.exploitation own 3"), tag("new/s2 C10.sexwork own 2"), tag("undated/s1 C1.sexwork own 1")}
	c, err := New(Input{Documents: docs, Evidence: es})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range c.Timeline(docs, es) {
		got = append(got, e.Date+" "+e.What+" "+e.Document+" new "+strings.Join(e.New, ","))
	}
	want := []string{"1935 in force old new C2.exploitation", "2017-03-01 in force new new C10.sexwork", " undated undated new "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}
