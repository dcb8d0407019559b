package review

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestOldFormatsAreRead reads decisions as each version of the record format
// wrote them. The files stay as they are for as long as the program lives; a new
// version of the format brings a new file.
func TestOldFormatsAreRead(t *testing.T) {
	want := map[string][]Decision{
		"reviews-v1.jsonl": {
			{V: 1, Evidence: "00a1", Action: Accept, Coder: "mira", Date: "2026-03-02", From: "round-1.xlsx", Anchor: Anchor{
				Document: "d1", Path: "Eastmere/act.txt", Jurisdiction: "Eastmere", Citation: "s 3", Code: "C2.exploitation", Voice: "own",
				Quote: "Consent is no defence to a charge of procuring."}},
			{V: 1, Evidence: "00a2", Action: Recode, Code: "C5.sexwork", Force: 2, Reason: "health, not harm", Coder: "jonas",
				Anchor: Anchor{Document: "d1", Quote: "An operator must protect the health of sex workers."}},
			{V: 1, Evidence: "00a3", Action: Reject, Coder: "mira", Anchor: Anchor{Document: "d2"}, Carried: "00f7"},
			{V: 1, Coder: "jonas", Sample: &Sample{Passage: "d3#s4", Stratum: "gate", Size: 40, Machine: []string{"C1.exploitation"}, Codes: []string{}}, Anchor: Anchor{Document: "d3"}},
			{V: 1, Evidence: "00a4", Finding: &Finding{Point: 4, Grade: "R2", Finding: "no means of complaint", Method: "reading"}},
		},
	}
	if len(want) != Version {
		t.Fatalf("%d versions of the format are tested, there are %d", len(want), Version)
	}
	for name, decisions := range want {
		f, err := os.Open(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(f)
		if err != nil {
			t.Error(err)
		}
		if d := cmp.Diff(got, decisions); d != "" {
			t.Errorf("%s (-got +want)\n%s", name, d)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestNewerDecisionsAreRefused(t *testing.T) {
	_, err := Read(strings.NewReader(`{"v":1,"evidence":"a","decision":"accept"}` + "\n" + `{"v":99,"evidence":"b"}` + "\n"))
	if !errors.Is(err, ErrNewer) || !strings.Contains(err.Error(), "line 2: it was written by a newer scan (record format 99; this one knows 1)") {
		t.Errorf("got %v", err)
	}
}
