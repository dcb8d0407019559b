package export

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/ingest"
	"policyscan/match"
	"policyscan/match/review"
)

func fullInput(t testing.TB) Input {
	in := fixtureInput(t)
	in.Full, in.Presumption = true, true
	in.Rules = []Rule{{ID: in.Evidence[0].Rules[0].ID, Code: "C2.exploitation", Says: "Buying is an offence", Langs: []string{"en"}}, {ID: "c07.sexwork.never", Code: "C7.sexwork", Says: "Never fires"}}
	in.Suppressed = []NearMiss{{Document: in.Evidence[0].Document, Code: "C2.sexwork", Rule: "c02.sexwork.licence", Reason: "denied", Quote: "No licence shall be issued.", Page: 4}}
	return in
}

func TestFullWorkbookGolden(t *testing.T) {
	golden(t, "workbook-full.txt", dump(t, workbookOf(t, fullInput(t))))
}

// The names that people compute with must be unique, and every row as wide as
// its head.
func TestTablesAreSound(t *testing.T) {
	r, err := NewReport(fullInput(t))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, tab := range append(r.Tables(), r.matrixData(), r.panel()) {
		if names[tab.Name] || len(tab.Name) > 31 {
			t.Errorf("sheet name %q is used twice or too long", tab.Name)
		}
		names[tab.Name] = true
		keys, heads := map[string]bool{}, map[string]bool{}
		for _, c := range tab.Columns {
			if keys[c.Key] || heads[strings.ToLower(c.Head)] || c.Key == "" || c.Head == "" {
				t.Errorf("%s: column %q (%s) is empty or occurs twice", tab.Name, c.Head, c.Key)
			}
			keys[c.Key], heads[strings.ToLower(c.Head)] = true, true
		}
		n := 0
		for row := range tab.Rows {
			n++
			if !tab.Prose && len(row) != len(tab.Columns) {
				t.Errorf("%s: row %d has %d cells for %d columns", tab.Name, n, len(row), len(tab.Columns))
			}
			for i, c := range row {
				if c.IsNum && !tab.Prose && !tab.Columns[i].Number {
					t.Errorf("%s: column %s holds a number but does not say so", tab.Name, tab.Columns[i].Key)
				}
			}
		}
		if n != tab.Len {
			t.Errorf("%s: %d rows, said %d", tab.Name, n, tab.Len)
		}
	}
}

// Codebook §8.5 and §9.5: words that no sheet may use of a jurisdiction.
func TestForbiddenWords(t *testing.T) {
	text := strings.ToLower(dump(t, workbookOf(t, fullInput(t))))
	for _, word := range []string{"guilty of being", "compliant", "best practice", "worst", "pro-", "anti-", "score", "ranking"} {
		if strings.Contains(text, word) {
			t.Errorf("the workbook says %q", word)
		}
	}
}

func TestCodingSheetIsBlindAndComesBack(t *testing.T) {
	in := fixtureInput(t)
	r, err := NewReport(in)
	if err != nil {
		t.Fatal(err)
	}
	var passages []Passage
	seen := map[string]bool{}
	for _, e := range in.Evidence {
		if !seen[e.Passage] {
			seen[e.Passage] = true
			passages = append(passages, Passage{ID: e.Passage, Document: e.Document, Text: e.Quote, Citation: e.Citation, Lang: e.Lang})
		}
	}
	for i := range 30 {
		passages = append(passages, Passage{ID: in.Evidence[0].Document[:12] + "#x" + strings.Repeat("i", i), Document: in.Evidence[0].Document, Text: "The Minister may make regulations."})
	}
	drawn := review.Draw(r.Candidates(passages), 20, 4)
	var b bytes.Buffer
	if err := CodingSheet(&b, r, drawn, passages); err != nil {
		t.Fatal(err)
	}
	sheets, err := ReadSheets(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	lists := sheets[slices.IndexFunc(sheets, func(s Sheet) bool { return s.Name == "Lists" })].Rows
	if lists[0][0] != review.NoCode || lists[0][1] != "C1.exploitation" || len(lists) != 21 {
		t.Errorf("lists of choices: %v", lists)
	}
	at := slices.IndexFunc(sheets, func(s Sheet) bool { return s.Name == "Coding" })
	rows := sheets[at].Rows
	for i := range rows[1:] {
		row := rows[i+1]
		if strings.Contains(strings.Join(row, " "), "C2.") {
			t.Errorf("row %d shows a code", i+2)
		}
		for len(row) < 15 {
			row = append(row, "")
		}
		row[10], row[14] = review.NoCode, "ZZ"
		rows[i+1] = row
	}
	res, err := importSheets(sheets, review.Import{})
	if err != nil || len(res.Decisions) != len(drawn) {
		t.Fatalf("%d codings of %d, %v", len(res.Decisions), len(drawn), err)
	}
	in.Decisions = append(in.Decisions, res.Decisions...)
	text := dump(t, workbookOf(t, in))
	if !strings.Contains(text, "corpus recall, from blind sample") {
		t.Error("the Agreement sheet does not report the blind sample")
	}
}

func TestChangesSinceAnEarlierExport(t *testing.T) {
	in := fixtureInput(t)
	before, err := ReadSheets(bytes.NewReader(workbookOf(t, in)))
	if err != nil {
		t.Fatal(err)
	}
	in.Since = before
	r, err := NewReport(in)
	if err != nil {
		t.Fatal(err)
	}
	if n := r.changes().Len; n != 0 {
		t.Errorf("%d changes since the same export", n)
	}
	gone := in.Evidence[5] // the only evidence of its cell
	in.Evidence = slices.DeleteFunc(in.Evidence, func(e match.Evidence) bool { return e.ID == gone.ID })
	in.Documents = slices.DeleteFunc(in.Documents, func(d ingest.Document) bool {
		return d.Path == "Hallmark/broken.pdf" || d.Path == "Saarivalta/laki.txt"
	})
	if r, err = NewReport(in); err != nil {
		t.Fatal(err)
	}
	var got []string
	for row := range r.changes().Rows {
		var line []string
		for _, c := range row {
			line = append(line, c.Text)
		}
		got = append(got, strings.Join(line, " | "))
	}
	want := []string{
		"jurisdiction is gone | Saarivalta | Matrix law |  | ",
		"status differs | Arvenland | C10 Long-term policy and money: status | exploitation only | not found in the supplied texts",
		"documents: gone | Hallmark | broken.pdf · Hallmark/broken.pdf | failed | ",
		"documents: gone | Saarivalta | Laki seksuaalipalveluista · Saarivalta/laki.txt | read | ",
		"evidence: gone | Arvenland | para. 12 · " + gone.ID + " | yes | ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
}

func TestNoDecisionIsDropped(t *testing.T) {
	in := fixtureInput(t)
	here := in.Evidence[12].ID
	in.Decisions = append(in.Decisions,
		review.Decision{Evidence: "gone1111", Action: review.Accept, Coder: "AB", Anchor: review.Anchor{Path: "X/old.pdf", Quote: "old words"}},
		review.Decision{Evidence: "moved222", Action: review.Reject, Coder: "AB"},
		review.Decision{Evidence: here, Action: review.Reject, Coder: "AB", Carried: "moved222"},
	)
	text := dump(t, workbookOf(t, in))
	for _, want := range []string{
		"AB: accept; X/old.pdf, , : “old words”",
		"AB: reject (carried, to confirm); first made on moved222",
	} {
		if strings.Count(text, want) != 1 {
			t.Errorf("%q is there %d times", want, strings.Count(text, want))
		}
	}
	r, err := NewReport(in)
	if err != nil {
		t.Fatal(err)
	}
	if !r.Comparison.Evidence[here].Counted {
		t.Error("a decision that waits for confirmation counts already")
	}
}
