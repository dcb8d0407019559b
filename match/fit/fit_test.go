package fit

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"policyscan/lexicon"
	"policyscan/match"
	"policyscan/match/evaluate"
)

var testCodes = []string{"C5.exploitation", "C5.sexwork"}

// testPassages are passages in which "condom" goes with one cell, "trauma" with the
// other, and "the" with both and neither.
func testPassages() []Passage {
	var out []Passage
	for range 10 {
		out = append(out,
			Passage{Signs: []string{"condom", "the"}, Labels: []string{"C5.sexwork"}},
			Passage{Signs: []string{"the", "trauma"}, Labels: []string{"C5.exploitation"}},
			Passage{Signs: []string{"park", "the"}},
		)
	}
	return out
}

// weightOf returns what a sign adds to a cell; 0 where it stands for nothing.
func weightOf(w *lexicon.Wording, sign string, cell int) float64 {
	for _, s := range w.Signs {
		for _, x := range s.Weights {
			if s.Name == sign && x.Cell == cell {
				return x.Weight
			}
		}
	}
	return 0
}

func learn(t testing.TB, passages []Passage, codes []string, o Options) *lexicon.Wording {
	t.Helper()
	w, err := Learn(t.Context(), passages, codes, o)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestLearnTellsSignsApart(t *testing.T) {
	w := learn(t, testPassages(), testCodes, Options{})
	const exploitation, sexwork = 0, 1
	for _, c := range []struct {
		sign string
		cell int
		want float64 // its sign; 0: less than the signs that tell
	}{
		{"condom", sexwork, 1}, {"condom", exploitation, -1},
		{"trauma", exploitation, 1}, {"trauma", sexwork, -1},
	} {
		if got := weightOf(w, c.sign, c.cell); got*c.want <= 0 {
			t.Errorf("%s for %s weighs %g, want the other sign", c.sign, testCodes[c.cell], got)
		}
	}
	if the, condom := math.Abs(weightOf(w, "the", sexwork)), weightOf(w, "condom", sexwork); the > condom/2 {
		t.Errorf("a sign of all passages weighs %g, beside %g of one that tells", the, condom)
	}
}

func TestLearnIsDeterministic(t *testing.T) {
	first := learn(t, testPassages(), testCodes, Options{}).Format(testCodes)
	for range 3 {
		if again := learn(t, testPassages(), testCodes, Options{}).Format(testCodes); string(again) != string(first) {
			t.Fatalf("fitted twice:\n%s\nand\n%s", first, again)
		}
	}
}

func TestOptions(t *testing.T) {
	for _, c := range []struct {
		name  string
		add   []Passage
		o     Options
		check func(*lexicon.Wording) string
	}{
		{"a sign must be in two passages", []Passage{{Signs: []string{"rare"}, Labels: []string{"C5.sexwork"}}}, Options{}, func(w *lexicon.Wording) string {
			if weightOf(w, "rare", 1) != 0 {
				return "a sign of one passage has a weight"
			}
			return ""
		}},
		{"so many signs are kept", nil, Options{Most: 2}, func(w *lexicon.Wording) string {
			if len(w.Signs) != 2 || weightOf(w, "the", 0) != 0 {
				return fmt.Sprint("kept ", w.Signs)
			}
			return ""
		}},
		{"small weights are left out", nil, Options{Nothing: 1e9}, func(w *lexicon.Wording) string {
			if len(w.Signs) > 0 {
				return fmt.Sprint("kept ", w.Signs)
			}
			return ""
		}},
		{"signs that the file could not hold", []Passage{{Signs: []string{"#x", "a\tb", "bias"}, Labels: []string{"C5.sexwork"}}, {Signs: []string{"#x", "a\tb", "bias"}, Labels: []string{"C5.sexwork"}}}, Options{}, func(w *lexicon.Wording) string {
			for _, s := range w.Signs {
				if s.Name == "bias" || strings.ContainsAny(s.Name, "#\t") {
					return "kept " + s.Name
				}
			}
			return ""
		}},
		{"a cell that may go either way teaches nothing", []Passage{
			{Signs: []string{"both"}, Optional: []string{"C5.sexwork"}}, {Signs: []string{"both"}, Optional: []string{"C5.sexwork"}},
		}, Options{}, func(w *lexicon.Wording) string {
			if got := weightOf(w, "both", 1); got != 0 {
				return fmt.Sprint("weighs ", got)
			}
			return ""
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if said := c.check(learn(t, append(testPassages(), c.add...), testCodes, c.o)); said != "" {
				t.Error(said)
			}
		})
	}
}

func TestLearnWithoutPassages(t *testing.T) {
	w := learn(t, nil, testCodes, Options{})
	if len(w.Signs) != 0 || len(w.Bias) != len(testCodes) || w.Bias[0] >= 0 {
		t.Errorf("got %+v, want no sign and a bias against each cell", w)
	}
}

// TestLearningStops: who stops the program does not wait for the fit.
func TestLearningStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if w, err := Learn(ctx, testPassages(), testCodes, Options{}); !errors.Is(err, context.Canceled) || w != nil {
		t.Errorf("Learn: got %v, %v", w, err)
	}
	lex, err := lexicon.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	sources := []Source{{Cases: []evaluate.Case{
		{Unit: match.Unit{Lang: "en", Title: "Act 1", Text: "Condoms are kept in the brothel."}},
		{Unit: match.Unit{Lang: "en", Title: "Act 2", Text: "Condoms are kept in the brothel."}},
	}}}
	if n := Documents(sources); n != 2 {
		t.Errorf("%d documents, want 2", n)
	}
	if _, _, _, err := CrossValidate(ctx, lex, "en", sources, 2, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("CrossValidate: got %v", err)
	}
}

func TestSplit(t *testing.T) {
	var cases []evaluate.Case
	for i := range 40 {
		title := fmt.Sprint("Act ", i/2)
		cases = append(cases, evaluate.Case{Unit: match.Unit{ID: fmt.Sprint(i), Title: title}})
	}
	held := map[string]int{}
	for fold := range 4 {
		scored, rest := Split(cases, fold, 4)
		if len(scored)+len(rest) != len(cases) || len(scored) == 0 {
			t.Errorf("fold %d: %d and %d of %d", fold, len(scored), len(rest), len(cases))
		}
		for _, c := range scored {
			if other, seen := held[c.Document()]; seen && other != fold {
				t.Errorf("%s is in folds %d and %d", c.Document(), other, fold)
			}
			held[c.Document()] = fold
		}
	}
	if len(held) != 20 {
		t.Errorf("%d documents were scored, want all 20", len(held))
	}
}

func TestSignedCarriesLabels(t *testing.T) {
	lex, err := lexicon.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	tagger, err := match.New(lex, "en")
	if err != nil {
		t.Fatal(err)
	}
	got := Signed(tagger.Worker(), []evaluate.Case{{
		Unit:   match.Unit{Lang: "en", Text: "Condoms are kept in the brothel.", Heading: "Condoms"},
		Labels: []string{"C5.sexwork"}, Optional: []string{"C3.sexwork"},
	}}, 2)[0]
	if got.Weight != 2 || got.Labels[0] != "C5.sexwork" || got.Optional[0] != "C3.sexwork" {
		t.Errorf("got %+v", got)
	}
	for _, want := range []string{"@condom", "^@condom", "condom", "condom are"} {
		found := false
		for _, s := range got.Signs {
			found = found || s == want
		}
		if !found {
			t.Errorf("sign %q is missing in %q", want, got.Signs)
		}
	}
}

// BenchmarkLearn fits two thousand passages of thirty signs to twenty cells, as
// many as a language has.
func BenchmarkLearn(b *testing.B) {
	var codes []string
	for c := range 10 {
		codes = append(codes, fmt.Sprintf("C%d.exploitation", c+1), fmt.Sprintf("C%d.sexwork", c+1))
	}
	var passages []Passage
	state := uint32(1)
	random := func(n uint32) uint32 { // a fixed row of numbers: Numerical Recipes, 7.1
		state = state*1664525 + 1013904223
		return state >> 8 % n
	}
	for i := range 2000 {
		p := Passage{Labels: []string{codes[i%len(codes)]}, Signs: []string{fmt.Sprint("cell", i%len(codes))}}
		for range 30 {
			p.Signs = append(p.Signs, fmt.Sprint("w", random(4000)))
		}
		passages = append(passages, p)
	}
	for b.Loop() {
		learn(b, passages, codes, Options{})
	}
}
