package match

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/lexicon"
)

// TestWorkersAgree tags the same passages with one worker in order, and with
// several in another order: what was read before must not show. The passages are
// the tests of all rules of all languages.
func TestWorkersAgree(t *testing.T) {
	lex, err := lexicon.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	var units []Unit
	for _, code := range lex.Languages {
		lang, err := lex.Language(code)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range lang.Rules {
			for _, test := range r.Tests {
				units = append(units, unitOf(code, test.Text, test.Context))
			}
		}
	}
	workersAgree(t, lex, units)
}

// TestWorkersAgreeOnStatutes does so with real statutes, where they are at hand.
func TestWorkersAgreeOnStatutes(t *testing.T) {
	lex, err := lexicon.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	limit := 1 << 20
	if testing.Short() {
		limit = 1 << 18
	}
	for _, s := range statutes {
		var units []Unit
		before := ""
		for _, text := range corpusText(t, s.folders, limit) {
			units = append(units, Unit{Lang: s.lang, Text: text, Before: before})
			before = text
		}
		workersAgree(t, lex, units)
	}
}

// workersAgree compares what one worker reads with what three read, each with a
// tagger of its own, from the end to the beginning.
func workersAgree(t *testing.T, lex *lexicon.Lexicon, units []Unit) {
	t.Helper()
	var taggers [2]*Tagger
	for i := range taggers {
		var err error
		if taggers[i], err = New(lex); err != nil {
			t.Fatal(err)
		}
	}
	want := make([]Reading, len(units))
	one := taggers[0].Worker()
	for i, u := range units {
		want[i] = one.Read(u)
	}
	got := make([]Reading, len(units))
	var group sync.WaitGroup
	const workers = 3
	for k := range workers {
		group.Go(func() {
			w := taggers[1].Worker()
			for i := len(units) - 1 - k; i >= 0; i -= workers {
				got[i] = w.Read(units[i])
			}
		})
	}
	group.Wait()
	if d := cmp.Diff(got, want); d != "" {
		t.Error(d)
	}
}
