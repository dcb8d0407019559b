// Package suggest proposes passages and terms that the rules of a cell may lack.
//
// It learns from the rules' own tags which stems go with a cell (a logistic
// regression on weak labels), and ranks the passages that no rule tagged. What it
// proposes is for a person to turn into rules or tests; it is never a tag.
// Begin with [Train]. The same examples give the same model.
package suggest

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"policyscan/lexicon/words"
	"policyscan/match"
)

// Example is a passage of the corpus with the spans for which rules tagged it.
type Example struct {
	ID     string
	Text   string
	Tagged bool         // own voice, in the cell that is learned
	Spans  []match.Span // the rules' words, where it is tagged
}

// Options of the training; the zero value is the usual one.
type Options struct {
	Epochs  int     // passes over the examples; 0: 12
	Rate    float64 // of learning; 0: 0.3
	Decay   float64 // of weights in each pass; 0: 0.02
	Rarest  int     // a stem must be in so many passages; 0: 3
	HoldOut bool    // hide the rules' own words, so that other words must speak
}

func (o Options) filled() Options {
	o.Epochs = cmp.Or(o.Epochs, 12)
	o.Rate = cmp.Or(o.Rate, .3)
	o.Decay = cmp.Or(o.Decay, .02)
	o.Rarest = cmp.Or(o.Rarest, 3)
	return o
}

// commonest is the share of passages above which a stem says nothing.
const commonest = .25

// Model knows how much each stem speaks for a cell.
type Model struct {
	lang    words.Language
	options Options
	index   map[string]int
	stems   []string
	weights []float64
	bias    float64
}

// Term is a stem with its weight.
type Term struct {
	Stem   string  `json:"stem"`
	Weight float64 `json:"weight"`
}

// Proposal is an untagged passage that looks like the tagged ones.
type Proposal struct {
	ID          string  `json:"id"`
	Probability float64 `json:"p"`
	Reasons     []Term  `json:"reasons"` // what speaks for it most
}

// Train learns one cell in one language. Tagged and untagged examples count alike
// in sum, for the tagged ones are few.
func Train(lang string, examples []Example, o Options) *Model {
	m := &Model{lang: words.For(lang), options: o.filled(), index: map[string]int{}}
	rows := m.vocabulary(examples)
	tagged := 0
	for _, e := range examples {
		if e.Tagged {
			tagged++
		}
	}
	if tagged == 0 || tagged == len(examples) {
		return m
	}
	up := float64(len(examples)-tagged) / float64(tagged)
	rng := rand.New(rand.NewPCG(1, 2))
	order := rng.Perm(len(examples))
	for epoch := range m.options.Epochs {
		rate := m.options.Rate / (1 + float64(epoch))
		for _, i := range order {
			want, cost := 0.0, 1.0
			if examples[i].Tagged {
				want, cost = 1, up
			}
			step := rate * min(cost, 20) * (want - m.probability(rows[i]))
			m.bias += step * .1
			for _, k := range rows[i] {
				m.weights[k] += step / math.Sqrt(float64(len(rows[i])))
			}
		}
		for k := range m.weights {
			m.weights[k] *= 1 - m.options.Decay
		}
	}
	return m
}

// vocabulary numbers the stems that are neither rare nor everywhere, and returns
// the stems of each example.
func (m *Model) vocabulary(examples []Example) [][]int {
	all := make([][]string, len(examples))
	count := map[string]int{}
	for i, e := range examples {
		all[i] = m.stemsOf(e)
		for _, s := range all[i] {
			count[s]++
		}
	}
	for s, n := range count {
		if n >= m.options.Rarest && float64(n) <= commonest*float64(len(examples))+float64(m.options.Rarest) {
			m.stems = append(m.stems, s)
		}
	}
	slices.Sort(m.stems)
	for k, s := range m.stems {
		m.index[s] = k
	}
	m.weights = make([]float64, len(m.stems))
	rows := make([][]int, len(examples))
	for i := range all {
		rows[i] = m.row(all[i])
	}
	return rows
}

// stemsOf returns the distinct stems of a passage, sorted; with HoldOut, without
// the words that its rules matched.
func (m *Model) stemsOf(e Example) []string {
	var out []string
	sc := words.NewScanner(e.Text)
	for {
		a, b, ok := sc.Next()
		if !ok {
			slices.Sort(out)
			return slices.Compact(out)
		}
		hidden := m.options.HoldOut && slices.ContainsFunc(e.Spans, func(s match.Span) bool { return s.Start <= a && b <= s.End })
		if s := m.lang.Stem(e.Text[a:b]); !hidden && len(s) > 2 && !strings.ContainsAny(s, "0123456789") {
			out = append(out, s)
		}
	}
}

func (m *Model) row(stems []string) []int {
	var out []int
	for _, s := range stems {
		if k, ok := m.index[s]; ok {
			out = append(out, k)
		}
	}
	return out
}

func (m *Model) probability(row []int) float64 {
	sum := m.bias
	for _, k := range row {
		sum += m.weights[k]
	}
	return 1 / (1 + math.Exp(-sum))
}

// Terms returns the stems that speak most for the cell.
func (m *Model) Terms(n int) []Term {
	return m.strongest(slices.Collect(func(yield func(int) bool) {
		for k := range m.stems {
			if !yield(k) {
				return
			}
		}
	}), n)
}

func (m *Model) strongest(row []int, n int) []Term {
	row = slices.Clone(row)
	slices.SortFunc(row, func(a, b int) int {
		return cmp.Or(cmp.Compare(m.weights[b], m.weights[a]), strings.Compare(m.stems[a], m.stems[b]))
	})
	var out []Term
	for _, k := range row {
		if len(out) == n || m.weights[k] <= 0 {
			break
		}
		out = append(out, Term{m.stems[k], m.weights[k]})
	}
	return out
}

// mostReasons is how many stems are given as the reasons of a proposal.
const mostReasons = 5

// Propose ranks the untagged examples and returns the first n.
func (m *Model) Propose(examples []Example, n int) []Proposal {
	var out []Proposal
	for _, e := range examples {
		if e.Tagged {
			continue
		}
		row := m.row(m.stemsOf(e))
		out = append(out, Proposal{ID: e.ID, Probability: m.probability(row), Reasons: m.strongest(row, mostReasons)})
	}
	slices.SortStableFunc(out, func(a, b Proposal) int {
		return cmp.Or(cmp.Compare(b.Probability, a.Probability), strings.Compare(a.ID, b.ID))
	})
	return out[:min(n, len(out))]
}

// PrecisionAt says how good proposals are: every fifth tagged passage is hidden
// among the untagged, the rules' own words taken out of all tagged ones, and the
// share of hidden passages among the first n proposals is returned, with how many
// were hidden. It is a lower bound, for untagged passages may belong there too.
func PrecisionAt(lang string, examples []Example, n int, o Options) (precision float64, hidden int) {
	o.HoldOut = true
	train := slices.Clone(examples)
	held := map[string]bool{}
	k := 0
	for i := range train {
		if !train[i].Tagged {
			continue
		}
		if k++; k%5 == 0 {
			train[i].Tagged = false
			held[train[i].ID] = true
		}
	}
	if len(held) == 0 {
		return 0, 0
	}
	found := 0
	first := Train(lang, train, o).Propose(train, n)
	for _, p := range first {
		if held[p.ID] {
			found++
		}
	}
	return float64(found) / float64(min(n, len(held))), len(held)
}
