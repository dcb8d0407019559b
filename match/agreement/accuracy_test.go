package agreement

import (
	"math"
	"testing"
)

// A stratum of 10 tagged passages, all drawn, 8 of them right; and one of 1,000
// untagged passages, 100 drawn, 1 of which should have been tagged. Estimated
// over the corpus: 8 right of 10 found; 8 found of 8 + 10 that exist.
func TestAccuracyWeighsStrata(t *testing.T) {
	var drawn []Drawn
	for i := range 10 {
		d := Drawn{Stratum: "tagged", Size: 10, Machine: Labels{"x"}}
		if i < 8 {
			d.Human = Labels{"x"}
		}
		drawn = append(drawn, d)
	}
	for i := range 100 {
		d := Drawn{Stratum: "untagged", Size: 1000}
		if i == 0 {
			d.Human = Labels{"x"}
		}
		drawn = append(drawn, d)
	}
	p, r := Accuracy(drawn)
	if math.Abs(p.Value-0.8) > 1e-9 || math.Abs(r.Value-8.0/18) > 1e-9 {
		t.Errorf("precision %.3f, recall %.3f; want 0.800, 0.444", p.Value, r.Value)
	}
	if !(p.Low <= p.Value && p.Value <= p.High && r.Low <= r.Value && r.Value <= r.High) {
		t.Errorf("intervals %v %v", p, r)
	}
	if _, r := Accuracy(nil); !math.IsNaN(r.Value) {
		t.Error("recall of nothing")
	}
}
