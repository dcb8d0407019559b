package evaluate

import (
	"math"
	"strings"
	"testing"

	"policyscan/match"
)

// sample has four passages of two documents: a tag in the wrong voice, a
// candidate, a wrong tag and a label that is missed.
func sample(t *testing.T) ([]Case, [][]match.Tag) {
	t.Helper()
	cases, err := ReadCases(strings.NewReader(`{"id":"a","lang":"en","title":"A","stratum":"word","labels":["C1.exploitation","C4.exploitation"]}
{"id":"b","lang":"en","title":"A","stratum":"word","labels":["C2.sexwork"],"rejected":["C6.sexwork"]}
{"id":"c","lang":"en","title":"B","stratum":"none","labels":[],"reported":["C7.sexwork"]}
{"id":"d","lang":"en","title":"B","stratum":"none","labels":[],"optional":["C1.sexwork"]}
`))
	if err != nil {
		t.Fatal(err)
	}
	return cases, [][]match.Tag{
		{{Code: "C1.exploitation", Voice: match.Own}, {Code: "C4.exploitation", Voice: match.Own, Candidate: true}},
		{{Code: "C6.sexwork", Voice: match.Own}},
		{{Code: "C7.sexwork", Voice: match.Reported}},
		{{Code: "C1.sexwork", Voice: match.Own}},
	}
}

func TestScoreVoice(t *testing.T) {
	cases, tags := sample(t)
	want := map[string][2]int{"voice: own": {2, 2}, "voice: reported": {1, 1}, "voice: rejected": {0, 1}, "voice: reported or rejected": {1, 2}}
	for _, a := range ScoreVoice(cases, tags) {
		if got := [2]int{a.Right, a.N}; got != want[a.Attribute] {
			t.Errorf("%s: got %v, want %v", a.Attribute, got, want[a.Attribute])
		}
	}
}

func TestCandidateCosts(t *testing.T) {
	cases, tags := sample(t)
	got := CandidateCosts(cases, tags, "exploitation", "sexwork")
	if c := got[0]; c.Labels != 2 || c.Candidates != 1 || c.Right != 1 || c.Recall != .5 || c.RecallWith != 1 {
		t.Errorf("exploitation: got %+v, want recall .5 without and 1 with the candidate", c)
	}
	if c := got[1]; c.Candidates != 0 || c.Recall != c.RecallWith {
		t.Errorf("sexwork: got %+v, want no candidates", c)
	}
}

func TestAgreeWithCoders(t *testing.T) {
	cases, tags := sample(t)
	codes := []string{"C1.exploitation", "C1.sexwork", "C2.sexwork", "C4.exploitation", "C6.sexwork"}
	for _, a := range AgreeWithCoders(cases, tags, codes, Options{}) {
		if a.Passages != 4 || !a.Kappa.Defined() || !a.Alpha.Defined() {
			t.Errorf("%q: got %+v", a.Perspective, a)
		}
		// Twelve decisions on sex work: one yes of both, one of each alone: by
		// hand, (10/12 − 104/144) / (1 − 104/144) = .4.
		if a.Perspective == "sexwork" && math.Abs(float64(a.Kappa)-.4) > 1e-9 {
			t.Errorf("κ %v, want .4", a.Kappa)
		}
	}
	same := [][]match.Tag{tags[0][:1], nil, nil, nil}
	cases[0].Labels, cases[1].Labels = []string{"C1.exploitation"}, nil
	if a := AgreeWithCoders(cases, same, codes, Options{})[0]; a.Kappa != 1 || a.Alpha != 1 {
		t.Errorf("rules that say what coders say: got κ %v, α %v, want 1", a.Kappa, a.Alpha)
	}
}

func TestWeigh(t *testing.T) {
	cases, tags := sample(t)
	tags[2] = []match.Tag{{Code: "C9.sexwork", Voice: match.Own}} // wrong, in the large stratum
	w := Weigh(cases, tags, map[string]int{"word": 2, "none": 200}, Options{})
	// One right (weight 1), wrong: C6 (1) and C9 (100).
	if want := Figure(1.0 / 102); math.Abs(float64(w.Precision-want)) > 1e-9 {
		t.Errorf("precision %v, want %v", w.Precision, want)
	}
	if w.Weights["none"] != 100 || w.Weights["word"] != 1 {
		t.Errorf("weights %v", w.Weights)
	}
}
