package match

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/lexicon"
)

// TestWorkersAgree tags the same passages with one worker in order, and with
// several in another order: what was read before must not show.
func TestWorkersAgree(t *testing.T) {
	lex, err := lexicon.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	tagger, err := New(lex, "en", "de")
	if err != nil {
		t.Fatal(err)
	}
	var units []Unit
	for _, code := range []string{"en", "de"} {
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
	want := make([]Reading, len(units))
	one := tagger.Worker()
	for i, u := range units {
		want[i] = one.Read(u)
	}
	got := make([]Reading, len(units))
	var group sync.WaitGroup
	const workers = 3
	for k := range workers {
		group.Go(func() {
			w := tagger.Worker()
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
