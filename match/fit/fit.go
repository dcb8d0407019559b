// Package fit learns from labelled passages how much words speak for each cell: an
// L2-regularised logistic regression for every cell, on the signs of a passage.
//
// What it returns is a table of weights that people can read and correct
// (terms/LANG/wording.tsv in the lexicon). The same passages give the same weights.
// Begin with [Learn], or with [LearnAll] for labelled passages as files hold them.
package fit

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"policyscan/lexicon"
)

// Passage is a labelled passage as the regression sees it.
type Passage struct {
	Signs    []string // sorted, each once
	Labels   []string // codes of cells
	Optional []string // cells for which it says neither yes nor no
	Weight   float64  // how often it counts; 0: once
}

// Options of the fit; the zero value is the usual one.
type Options struct {
	Rarest  int     // a sign must be in so many passages; 0: 2
	Cost    float64 // of errors against the size of weights (C of Fan et al., LIBLINEAR); 0: 30
	Favour  float64 // how much more a missed label costs than a wrong one; 0: 3
	Sweeps  int     // over all signs; 0: 40
	Most    int     // signs that are kept, those with the greatest weights; 0: 4000
	Nothing float64 // weights below it are left out; 0: .5
}

func (o Options) filled() Options {
	o.Rarest = cmp.Or(o.Rarest, 2)
	o.Cost = cmp.Or(o.Cost, 30)
	o.Favour = cmp.Or(o.Favour, 3)
	o.Sweeps = cmp.Or(o.Sweeps, 40)
	o.Most = cmp.Or(o.Most, 4000)
	o.Nothing = cmp.Or(o.Nothing, .5)
	return o
}

// Learn fits the weights of all cells, first on all signs, then again on those
// that turned out to matter. It stops between cells when the context ends.
func Learn(ctx context.Context, passages []Passage, codes []string, o Options) (*lexicon.Wording, error) {
	o = o.filled()
	names := vocabulary(passages, o.Rarest)
	weights, _, err := fitAll(ctx, passages, names, codes, o)
	if err != nil {
		return nil, err
	}
	names = strongest(names, weights, o.Most)
	weights, bias, err := fitAll(ctx, passages, names, codes, o)
	if err != nil {
		return nil, err
	}
	out := &lexicon.Wording{Bias: bias}
	for j, name := range names {
		s := lexicon.Sign{Name: name}
		for cell := range codes {
			if w := math.Round(weights[cell][j]*100) / 100; math.Abs(w) >= o.Nothing {
				s.Weights = append(s.Weights, lexicon.CellWeight{Cell: cell, Weight: w})
			}
		}
		if len(s.Weights) > 0 {
			out.Signs = append(out.Signs, s)
		}
	}
	for i := range out.Bias {
		out.Bias[i] = math.Round(out.Bias[i]*100) / 100
	}
	return out, nil
}

// vocabulary returns the signs that are in enough passages and that a file of
// weights can hold, sorted.
func vocabulary(passages []Passage, rarest int) []string {
	count := map[string]int{}
	for _, p := range passages {
		for _, s := range p.Signs {
			count[s]++
		}
	}
	var out []string
	for s, n := range count {
		if isConcept := strings.HasPrefix(strings.TrimPrefix(s, "^"), "@"); n >= rarest && (isConcept || lexicon.MayBeSign(s)) {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return out
}

// strongest returns the signs with the greatest weight for any cell, sorted.
func strongest(names []string, weights [][]float64, most int) []string {
	if len(names) <= most {
		return names
	}
	greatest := make([]float64, len(names))
	order := make([]int, len(names))
	for j := range names {
		order[j] = j
		for _, w := range weights {
			greatest[j] = max(greatest[j], math.Abs(w[j]))
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(greatest[b], greatest[a]) })
	var out []string
	for _, j := range order[:most] {
		out = append(out, names[j])
	}
	slices.Sort(out)
	return out
}

// matrix holds the passages by sign: which passages hold it, and with what value.
type matrix struct {
	rows   [][]int32 // by sign
	values []float64 // by passage: 1 / √(signs)
	length int
}

func newMatrix(passages []Passage, names []string) *matrix {
	m := &matrix{rows: make([][]int32, len(names)), values: make([]float64, len(passages)), length: len(passages)}
	index := make(map[string]int, len(names))
	for j, n := range names {
		index[n] = j
	}
	for i, p := range passages {
		n := 0
		for _, s := range p.Signs {
			if j, ok := index[s]; ok {
				m.rows[j] = append(m.rows[j], int32(i))
				n++
			}
		}
		m.values[i] = 1 / math.Sqrt(float64(max(n, 1)))
	}
	return m
}

// fitAll fits all cells on the signs of these names.
func fitAll(ctx context.Context, passages []Passage, names, codes []string, o Options) (weights [][]float64, bias []float64, err error) {
	m := newMatrix(passages, names)
	weights, bias = make([][]float64, len(codes)), make([]float64, len(codes))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for cell, code := range codes {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			weights[cell], bias[cell] = m.regress(passages, code, o)
			return nil
		})
	}
	err = group.Wait()
	return weights, bias, err
}

// neverBias is the bias of a cell that no passage carries: log-odds that no weight
// makes up for.
const neverBias = -9

// leastStep is the least change of a weight that is worth making: weights are
// written with two decimals, so a hundredth of the last one does not show.
const leastStep = 1e-4

// regress fits one cell: it makes ½‖w‖² + Σ cost·log(1+exp(-y·z)) small (Fan et al.,
// LIBLINEAR, 2008, equation 3; the bias is not penalised) by coordinate descent. Each
// step goes to the minimum of a parabola that lies above the objective (the second
// derivative of the logistic loss is a quarter at most: Böhning and Lindsay, 1988), so
// that none needs a search along the line.
func (m *matrix) regress(passages []Passage, code string, o Options) ([]float64, float64) {
	label, cost := make([]float64, m.length), make([]float64, m.length)
	positive := 0
	for i, p := range passages {
		cost[i] = o.Cost * cmp.Or(p.Weight, 1)
		switch {
		case slices.Contains(p.Labels, code):
			label[i], cost[i] = 1, cost[i]*o.Favour
			positive++
		case slices.Contains(p.Optional, code):
			cost[i] = 0
		}
	}
	w := make([]float64, len(m.rows))
	if positive == 0 {
		return w, neverBias
	}
	bias := 0.0
	z := make([]float64, m.length)
	slope := func(i int32) float64 { return cost[i] * (1/(1+math.Exp(-z[i])) - label[i]) }
	for range o.Sweeps {
		g, h := 0.0, 0.0
		for i := range int32(m.length) {
			g += slope(i)
			h += cost[i] / 4
		}
		step := g / h
		bias -= step
		for i := range z {
			z[i] -= step
		}
		for j, rows := range m.rows {
			g, h := w[j], 1.0
			for _, i := range rows {
				g += slope(i) * m.values[i]
				h += cost[i] * m.values[i] * m.values[i] / 4
			}
			if step := g / h; math.Abs(step) > leastStep {
				w[j] -= step
				for _, i := range rows {
					z[i] -= step * m.values[i]
				}
			}
		}
	}
	return w, bias
}
