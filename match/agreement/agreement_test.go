package agreement

import (
	"math"
	"strings"
	"testing"
)

// codes makes units from one line of values for each coder; "." is missing.
func codes(lines ...string) Units {
	var out Units
	for _, line := range lines {
		for i, v := range strings.Fields(line) {
			for len(out) <= i {
				out = append(out, nil)
			}
			if v != "." {
				out[i] = append(out[i], Labels{v})
			}
		}
	}
	return out
}

func TestAlphaOnPublishedExamples(t *testing.T) {
	tests := []struct {
		name, source string
		units        Units
		want         float64
	}{
		{"binary, two observers", "Krippendorff 2011, section A", codes(
			"0 1 0 0 0 0 0 0 1 0",
			"1 1 1 0 0 1 0 0 0 0"), 0.095},
		{"nominal, two observers", "Krippendorff 2011, section B", codes(
			"a a b b d c c c e d d a",
			"b a b b b c c c e d d d"), 0.692},
		{"nominal, four observers, missing data", "Krippendorff 2011, section C", codes(
			"1 2 3 3 2 1 4 1 2 . . .",
			"1 2 3 3 2 2 4 1 2 5 . 3",
			". 3 3 3 2 3 4 2 2 5 1 .",
			"1 2 3 3 2 4 4 1 2 5 1 ."), 0.743},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Alpha(tt.units, Nominal); math.Abs(got-tt.want) > 0.0006 {
				t.Errorf("α = %.4f, want %.3f (%s)", got, tt.want, tt.source)
			}
		})
	}
}

// Fleiss, Levin and Paik (2003), table 18.1: two raters, 100 subjects, three
// diagnoses; κ = 0.68.
func TestKappaOnPublishedExample(t *testing.T) {
	table := [3][3]int{{75, 1, 4}, {5, 4, 1}, {0, 0, 10}}
	var pairs []Pair
	for i, row := range table {
		for j, n := range row {
			for range n {
				pairs = append(pairs, Pair{string(rune('a' + i)), string(rune('a' + j))})
			}
		}
	}
	if got := Percent(pairs); math.Abs(got-0.89) > 1e-9 {
		t.Errorf("agreement %.4f, want 0.89", got)
	}
	if got := Kappa(pairs); math.Abs(got-0.68) > 0.005 {
		t.Errorf("κ = %.4f, want 0.68", got)
	}
}

func TestMASI(t *testing.T) {
	tests := []struct {
		name string
		a, b Labels
		want float64
	}{
		{"equal", Labels{"a", "b"}, Labels{"a", "b"}, 0},
		{"both empty", nil, nil, 0},
		{"nothing in common", Labels{"a"}, Labels{"b"}, 1},
		{"one empty", nil, Labels{"b"}, 1},
		// Bird, Klein and Loper's toolkit documents 0.665 for {1,2} and {1,2,3,4}, with
		// monotonicity rounded to 0.67 as printed in Passonneau 2006.
		{"subset", Labels{"1", "2"}, Labels{"1", "2", "3", "4"}, 1 - 0.5*2/3},
		{"overlap", Labels{"a", "b"}, Labels{"b", "c"}, 1 - 1.0/3/3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := MASI(tt.a, tt.b); math.Abs(got-tt.want) > 1e-9 || MASI(tt.b, tt.a) != got {
				t.Errorf("got %.4f, want %.4f both ways", got, tt.want)
			}
		})
	}
}

func TestNothingToAgreeAbout(t *testing.T) {
	if got := Alpha(codes("a a a", "a a a"), Nominal); !math.IsNaN(got) {
		t.Errorf("α = %v, want NaN", got)
	}
	if got := Kappa(nil); !math.IsNaN(got) {
		t.Errorf("κ = %v, want NaN", got)
	}
	s := Summarise(nil)
	if s.Units != 0 || !math.IsNaN(s.Percent.Value) {
		t.Errorf("summary of nothing: %+v", s)
	}
}

func TestSummarise(t *testing.T) {
	var codings []Coding
	for i, pair := range []string{"x x", "x x", "y y", "x y", "y y", "x xy", "- -", "y y", "x x", "y y", "y x", "x x"} {
		a, b, _ := strings.Cut(pair, " ")
		for coder, v := range map[string]string{"A": a, "B": b} {
			c := Coding{Unit: string(rune('a' + i)), Coder: coder}
			for _, l := range strings.ReplaceAll(v, "-", "") {
				c.Labels = append(c.Labels, string(l))
			}
			codings = append(codings, c)
		}
	}
	codings = append(codings, Coding{Unit: "alone", Coder: "A"})
	s := Summarise(codings)
	if s.Units != 12 || s.Coders != 2 || s.KappaN != 12 || s.Percent.Value != 0.75 {
		t.Errorf("summary %+v", s)
	}
	if !(s.MASI.Value > s.Nominal.Value) {
		t.Errorf("MASI %.3f should forgive more than nominal %.3f", s.MASI.Value, s.Nominal.Value)
	}
	for name, e := range map[string]Estimate{"percent": s.Percent, "κ": s.Kappa, "α": s.Nominal, "MASI": s.MASI} {
		if !(e.Low <= e.Value && e.Value <= e.High) {
			t.Errorf("%s: %v", name, e)
		}
	}
	if again := Summarise(codings); again != s {
		t.Error("the same codings give other figures")
	}
}

func TestProportion(t *testing.T) {
	// Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263, score interval .2553 to .3662.
	e := Proportion(81, 263)
	if math.Abs(e.Low-0.2553) > 0.0001 || math.Abs(e.High-0.3662) > 0.0001 {
		t.Errorf("interval %.4f to %.4f", e.Low, e.High)
	}
}
