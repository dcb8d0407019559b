package agreement

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Drawn is one passage of a stratified random sample, as the machine and a
// person labelled it.
type Drawn struct {
	Stratum string
	Size    int // passages of the stratum in the corpus
	Machine Labels
	Human   Labels
}

// Accuracy estimates precision and recall over the whole corpus from a
// stratified random sample: each passage stands for the passages of its stratum
// that were not drawn. The intervals are percentile intervals of a bootstrap
// within strata. Precision is NaN where the machine labelled nothing, recall
// where people did not.
func Accuracy(drawn []Drawn) (precision, recall Estimate) {
	strata := byStratum(drawn)
	p, r := weigh(strata)
	precision, recall = Estimate{p, math.NaN(), math.NaN()}, Estimate{r, math.NaN(), math.NaN()}
	rng := rand.New(rand.NewPCG(1960, 2006))
	var ps, rs []float64
	for range resamples {
		pick := make([][]Drawn, len(strata))
		for i, s := range strata {
			for range s {
				pick[i] = append(pick[i], s[rng.IntN(len(s))])
			}
		}
		p, r := weigh(pick)
		if !math.IsNaN(p) {
			ps = append(ps, p)
		}
		if !math.IsNaN(r) {
			rs = append(rs, r)
		}
	}
	precision.Low, precision.High = ends(ps)
	recall.Low, recall.High = ends(rs)
	return precision, recall
}

// ends returns the 2.5th and 97.5th percentile.
func ends(got []float64) (low, high float64) {
	if len(got) <= resamples/2 {
		return math.NaN(), math.NaN()
	}
	slices.Sort(got)
	return got[len(got)*25/1000], got[min(len(got)-1, len(got)*975/1000)]
}

func byStratum(drawn []Drawn) [][]Drawn {
	by := map[string]float64{}
	for _, d := range drawn {
		by[d.Stratum]++
	}
	var out [][]Drawn
	for _, name := range sorted(by) {
		var s []Drawn
		for _, d := range drawn {
			if d.Stratum == name {
				s = append(s, d)
			}
		}
		out = append(out, s)
	}
	return out
}

// weigh sums labels over strata, each passage weighted by the size of its
// stratum over the number drawn from it.
func weigh(strata [][]Drawn) (precision, recall float64) {
	var both, machine, human float64
	for _, s := range strata {
		for _, d := range s {
			w := float64(d.Size) / float64(len(s))
			for _, l := range d.Machine {
				machine += w
				if slices.Contains(d.Human, l) {
					both += w
				}
			}
			human += w * float64(len(d.Human))
		}
	}
	return both / machine, both / human
}
