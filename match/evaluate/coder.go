package evaluate

import (
	"math"
	"slices"
	"strings"

	"policyscan/match"
	"policyscan/match/agreement"
)

// CoderAgreement says how far the rules agree with the coders beyond chance, as
// one coder with another.
type CoderAgreement struct {
	Perspective string   `json:"perspective,omitempty"` // "" for all cells
	Passages    int      `json:"passages"`
	Decisions   int      `json:"decisions"` // passages × cells
	Kappa       Figure   `json:"kappa"`     // Cohen's, yes or no for each passage and cell
	KappaSpan   Interval `json:"kappaInterval"`
	Alpha       Figure   `json:"alpha"` // Krippendorff's, sets of cells with the MASI distance
	AlphaSpan   Interval `json:"alphaInterval"`
}

// AgreeWithCoders measures the agreement of own-voice tags with the coders' labels,
// for all cells and for those of each perspective. Optional labels count as the
// rules have them. Intervals: 95 %, bootstrap by document.
func AgreeWithCoders(cases []Case, predictions [][]match.Tag, codes []string, o Options) []CoderAgreement {
	perspectives := []string{""}
	for _, code := range codes {
		if _, p, _ := strings.Cut(code, "."); !slices.Contains(perspectives, p) {
			perspectives = append(perspectives, p)
		}
	}
	var out []CoderAgreement
	for _, p := range perspectives {
		var cells []string
		for _, code := range codes {
			if p == "" || strings.HasSuffix(code, "."+p) {
				cells = append(cells, code)
			}
		}
		out = append(out, agree(cases, predictions, cells, p, o))
	}
	return out
}

func agree(cases []Case, predictions [][]match.Tag, cells []string, perspective string, o Options) CoderAgreement {
	byDocument := map[string][]int{}
	var documents []string
	pairs := make([][]agreement.Pair, len(cases))
	units := make(agreement.Units, len(cases))
	for i := range cases {
		c := &cases[i]
		rules, coders := agreement.Labels{}, agreement.Labels{}
		for _, cell := range cells {
			tagged, labelled := o.tagged(predictions[i], cell), slices.Contains(c.Labels, cell)
			if slices.Contains(c.Optional, cell) {
				labelled = tagged
			}
			pairs[i] = append(pairs[i], agreement.Pair{A: yesOrNo(tagged), B: yesOrNo(labelled)})
			if tagged {
				rules = append(rules, cell)
			}
			if labelled {
				coders = append(coders, cell)
			}
		}
		slices.Sort(rules)
		slices.Sort(coders)
		units[i] = []agreement.Labels{rules, coders}
		d := c.Document()
		if byDocument[d] == nil {
			documents = append(documents, d)
		}
		byDocument[d] = append(byDocument[d], i)
	}
	over := func(f func(cases []int) float64) (Figure, Interval) {
		e := agreement.Bootstrap(len(documents), func(drawn []int) float64 {
			var at []int
			for _, d := range drawn {
				at = append(at, byDocument[documents[d]]...)
			}
			return f(at)
		})
		return Figure(e.Value), Interval{Figure(e.Low), Figure(e.High)}
	}
	out := CoderAgreement{Perspective: perspective, Passages: len(cases), Decisions: len(cases) * len(cells)}
	out.Kappa, out.KappaSpan = over(func(at []int) float64 {
		var all []agreement.Pair
		for _, i := range at {
			all = append(all, pairs[i]...)
		}
		return agreement.Kappa(all)
	})
	out.Alpha, out.AlphaSpan = over(func(at []int) float64 {
		drawn := make(agreement.Units, len(at))
		for k, i := range at {
			drawn[k] = units[i]
		}
		return agreement.Alpha(drawn, agreement.MASI)
	})
	return out
}

// tagged reports whether a cell is among the own-voice tags that count.
func (o Options) tagged(tags []match.Tag, code string) bool {
	return slices.ContainsFunc(tags, func(t match.Tag) bool {
		return t.Code == code && t.Voice == match.Own && (o.WithCandidates || !t.Candidate)
	})
}

func yesOrNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// CandidateCost says what it costs a perspective that the rules only propose, and
// do not tag, a cell that needs two signs where one stands (codebook Annex B8).
type CandidateCost struct {
	Perspective   string `json:"perspective"`
	Labels        int    `json:"labels"`
	Candidates    int    `json:"candidates"` // tags that are proposed only
	Right         int    `json:"right"`      // of these
	Recall        Figure `json:"recall"`     // without candidates
	RecallWith    Figure `json:"recallWith"`
	Precision     Figure `json:"precision"`
	PrecisionWith Figure `json:"precisionWith"`
	without, with Counts
}

// CandidateCosts compares own-voice figures without and with candidates, by
// perspective.
func CandidateCosts(cases []Case, predictions [][]match.Tag, perspectives ...string) []CandidateCost {
	out := make([]CandidateCost, len(perspectives))
	for k, p := range perspectives {
		c := CandidateCost{Perspective: p}
		for i := range cases {
			for _, with := range []bool{false, true} {
				sum := &c.without
				if with {
					sum = &c.with
				}
				for _, e := range compare(&cases[i], predictions[i], Options{WithCandidates: with}) {
					if e.Voice == match.Own && strings.HasSuffix(e.Code, "."+p) {
						sum.add(e.counts())
					}
				}
			}
		}
		without, with := c.without, c.with
		c.Labels = without.Labels()
		c.Candidates = with.Right + with.Wrong - without.Right - without.Wrong
		c.Right = with.Right - without.Right
		c.Recall, c.RecallWith = without.Recall(), with.Recall()
		c.Precision, c.PrecisionWith = without.Precision(), with.Precision()
		out[k] = c
	}
	return out
}

// Weighted are own-voice figures for a whole corpus, estimated from a sample that
// was drawn by strata: each passage counts for as many as it was drawn from.
type Weighted struct {
	Precision     Figure             `json:"precision"`
	Recall        Figure             `json:"recall"`
	F1            Figure             `json:"f1"`
	PrecisionSpan Interval           `json:"precisionInterval"`
	RecallSpan    Interval           `json:"recallInterval"`
	F1Span        Interval           `json:"f1Interval"`
	Weights       map[string]float64 `json:"weights"` // by stratum: passages of the corpus for one of the sample
}

// Weigh estimates figures for a corpus that has so many passages in each stratum.
// Strata of the sample that are not named count as they are.
func Weigh(cases []Case, predictions [][]match.Tag, population map[string]int, o Options) Weighted {
	drawn := map[string]int{}
	for i := range cases {
		drawn[cases[i].stratum()]++
	}
	out := Weighted{Weights: map[string]float64{}}
	for s, n := range drawn {
		out.Weights[s] = 1
		if total, known := population[s]; known {
			out.Weights[s] = float64(total) / float64(n)
		}
	}
	type sums struct{ right, wrong, missed float64 }
	byDocument := map[string]*sums{}
	var documents []*sums
	for i := range cases {
		c := &cases[i]
		s := byDocument[c.Document()]
		if s == nil {
			s = &sums{}
			byDocument[c.Document()] = s
			documents = append(documents, s)
		}
		w := out.Weights[c.stratum()]
		for _, e := range compare(c, predictions[i], o) {
			switch {
			case e.Voice != match.Own:
			case e.right:
				s.right += w
			case e.Missed:
				s.missed += w
			default:
				s.wrong += w
			}
		}
	}
	over := func(f func(s sums) float64) (Figure, Interval) {
		e := agreement.Bootstrap(len(documents), func(at []int) float64 {
			var all sums
			for _, i := range at {
				all.right += documents[i].right
				all.wrong += documents[i].wrong
				all.missed += documents[i].missed
			}
			return f(all)
		})
		return Figure(e.Value), Interval{Figure(e.Low), Figure(e.High)}
	}
	out.Precision, out.PrecisionSpan = over(func(s sums) float64 { return ratio(s.right, s.right+s.wrong) })
	out.Recall, out.RecallSpan = over(func(s sums) float64 { return ratio(s.right, s.right+s.missed) })
	out.F1, out.F1Span = over(func(s sums) float64 { return ratio(2*s.right, 2*s.right+s.wrong+s.missed) })
	return out
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return math.NaN()
	}
	return a / b
}
