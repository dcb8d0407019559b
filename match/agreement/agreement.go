// Package agreement measures how far coders agree beyond chance.
//
// Begin with [Summarise] for two coders' yes-or-no decisions; [Kappa] and
// [Alpha] are the coefficients behind it. Formulas are tested against worked
// examples from the literature that defines them:
//
//   - percent agreement and κ: J. Cohen, "A coefficient of agreement for nominal
//     scales", Educational and Psychological Measurement 20 (1960) 37–46; worked
//     example in Fleiss, Levin and Paik, Statistical Methods for Rates and
//     Proportions, 3rd ed. (2003), table 18.1;
//   - α: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011),
//     https://repository.upenn.edu/asc_papers/43, sections A to C;
//   - MASI: R. Passonneau, "Measuring Agreement on Set-valued Items (MASI) for
//     Semantic and Pragmatic Annotation", LREC 2006.
//
// Intervals are percentile intervals of a bootstrap over units with a fixed
// seed, so that the same data give the same figures.
package agreement

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// Units holds the codings: for each unit the labels that coders gave it, in any
// order; a coder who did not code the unit is simply absent. Labels are sets,
// and for nominal data sets of one.
type Units [][]Labels

// Labels is the set of labels that one coder gave to one unit, sorted. An empty
// set says that the coder saw the unit and gave it none.
type Labels []string

// Distance says how far two sets of labels are apart: 0 the same, 1 nothing in
// common.
type Distance func(a, b Labels) float64

// Nominal is 0 for equal sets and 1 for others.
func Nominal(a, b Labels) float64 {
	if slices.Equal(a, b) {
		return 0
	}
	return 1
}

// MASI is one minus the product of Jaccard's coefficient and monotonicity,
// which is 1 for equal sets, 2/3 where one contains the other, 1/3 where both
// have something of their own, and 0 without anything in common (Passonneau
// 2006, section 3).
func MASI(a, b Labels) float64 {
	common := 0
	for _, x := range a {
		if slices.Contains(b, x) {
			common++
		}
	}
	union := len(a) + len(b) - common
	if union == 0 {
		return 0 // two empty sets are equal
	}
	m := 1.0
	switch {
	case common == 0:
		return 1
	case common == len(a) && common == len(b):
	case common == len(a) || common == len(b):
		m = 2.0 / 3
	default:
		m = 1.0 / 3
	}
	return 1 - float64(common)/float64(union)*m
}

// Alpha is Krippendorff's α for any number of coders, with missing codings:
// one minus observed over expected disagreement, over pairable values. It is
// NaN where nothing can be paired or the values do not vary, for then there is
// nothing to agree about.
func Alpha(units Units, d Distance) float64 {
	all := make([]int, len(units))
	for i := range all {
		all[i] = i
	}
	return tally(units, d).alpha(all)
}

// coded is Units in numbers, so that resamples are cheap.
type coded struct {
	counts [][]count // per unit
	dist   [][]float64
}

// alpha is α over the units with the given indices.
func (c coded) alpha(indices []int) float64 {
	n, observed := 0.0, 0.0
	totals := make([]float64, len(c.dist))
	for _, at := range indices {
		unit, m := c.counts[at], 0.0
		for _, x := range unit {
			m += x.n
		}
		if m < 2 {
			continue
		}
		n += m
		for _, x := range unit {
			totals[x.value] += x.n
			for _, y := range unit {
				observed += x.n * y.n * c.dist[x.value][y.value] / (m - 1)
			}
		}
	}
	expected := 0.0
	for i := range totals {
		for j := range totals {
			expected += totals[i] * totals[j] * c.dist[i][j]
		}
	}
	if n < 2 || expected == 0 {
		return math.NaN()
	}
	return 1 - (n-1)*observed/expected
}

type count struct {
	value int
	n     float64
}

// tally numbers the distinct values and counts them in each unit.
func tally(units Units, d Distance) coded {
	var values []Labels
	var counts [][]count
	at := map[string]int{}
	for _, u := range units {
		var c []count
		for _, v := range u {
			key := ""
			for _, l := range v {
				key += l + "\x00"
			}
			i, ok := at[key]
			if !ok {
				i = len(values)
				at[key] = i
				values = append(values, v)
			}
			k := slices.IndexFunc(c, func(x count) bool { return x.value == i })
			if k < 0 {
				c = append(c, count{i, 1})
			} else {
				c[k].n++
			}
		}
		counts = append(counts, c)
	}
	return coded{counts, distances(values, d)}
}

func distances(values []Labels, d Distance) [][]float64 {
	out := make([][]float64, len(values))
	for i := range values {
		out[i] = make([]float64, len(values))
		for j := range values {
			if i != j {
				out[i][j] = d(values[i], values[j])
			}
		}
	}
	return out
}

// Pair is what two coders said about one unit.
type Pair struct{ A, B string }

// Percent is the share of pairs that are equal; NaN without pairs.
func Percent(pairs []Pair) float64 {
	same := 0
	for _, p := range pairs {
		if p.A == p.B {
			same++
		}
	}
	return float64(same) / float64(len(pairs))
}

// Kappa is Cohen's κ of two coders; NaN without pairs or where both always say
// one and the same thing.
func Kappa(pairs []Pair) float64 {
	a, b := map[string]float64{}, map[string]float64{}
	for _, p := range pairs {
		a[p.A]++
		b[p.B]++
	}
	n := float64(len(pairs))
	expected := 0.0
	for _, v := range sorted(a) {
		expected += a[v] / n * b[v] / n
	}
	if expected == 1 || n == 0 {
		return math.NaN()
	}
	return (Percent(pairs) - expected) / (1 - expected)
}

func sorted(m map[string]float64) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Estimate is a figure with its 95 % interval. Low and High are NaN where the
// figure could not be computed in most resamples.
type Estimate struct{ Value, Low, High float64 }

// fewest is the number of units below which a bootstrap interval would only
// pretend to be one.
const fewest = 10

// resamples is the number of bootstrap resamples; with 1,000 the ends of the
// interval are good to about a hundredth.
const resamples = 1000

// Bootstrap estimates a figure over n units: f gets the indices of the units of
// one resample.
func Bootstrap(n int, f func(indices []int) float64) Estimate {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	e := Estimate{Value: f(all), Low: math.NaN(), High: math.NaN()}
	if n < fewest {
		return e
	}
	rng := rand.New(rand.NewPCG(1960, 2011))
	pick := make([]int, n)
	var got []float64
	for range resamples {
		for i := range pick {
			pick[i] = rng.IntN(n)
		}
		if x := f(pick); !math.IsNaN(x) {
			got = append(got, x)
		}
	}
	if len(got) > resamples/2 {
		slices.Sort(got)
		e.Low, e.High = got[len(got)*25/1000], got[min(len(got)-1, len(got)*975/1000)]
	}
	return e
}

// Proportion is a share k of n with its 95 % Wilson score interval (E. B.
// Wilson, JASA 22 (1927) 209–212).
func Proportion(k, n int) Estimate {
	if n == 0 {
		return Estimate{math.NaN(), math.NaN(), math.NaN()}
	}
	const z = 1.959963984540054
	p, m := float64(k)/float64(n), float64(n)
	mid := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return Estimate{p, max(0, mid-half), min(1, mid+half)}
}

// Coding is what one coder said about one unit: the set of codes.
type Coding struct {
	Unit, Coder string
	Labels      Labels
}

// Summary is the agreement about one thing.
type Summary struct {
	Units   int // that two or more coders coded
	Coders  int
	Pairs   int // pairs of coders over units
	Percent Estimate
	Kappa   Estimate // of the two coders with most units in common; see KappaOf
	KappaOf [2]string
	KappaN  int
	Nominal Estimate // Krippendorff's α, sets compared as wholes
	MASI    Estimate // Krippendorff's α with the MASI distance
}

// Summarise measures the agreement of codings. Of one coder's codings of the
// same unit the last counts.
func Summarise(codings []Coding) Summary {
	byUnit, names := arrange(codings)
	s := Summary{Coders: len(names)}
	var units Units
	for _, u := range byUnit {
		if len(u) > 1 {
			units = append(units, labelsOf(u))
		}
	}
	s.Units = len(units)
	for _, u := range units {
		s.Pairs += len(u) * (len(u) - 1) / 2
	}
	s.Percent = Bootstrap(len(units), func(indices []int) float64 { return percentOf(units, indices) })
	s.Nominal = Bootstrap(len(units), tally(units, Nominal).alpha)
	s.MASI = Bootstrap(len(units), tally(units, MASI).alpha)
	var pairs []Pair
	pairs, s.KappaOf = commonest(byUnit, names)
	s.KappaN = len(pairs)
	s.Kappa = Bootstrap(len(pairs), func(indices []int) float64 {
		pick := make([]Pair, len(indices))
		for i, at := range indices {
			pick[i] = pairs[at]
		}
		return Kappa(pick)
	})
	return s
}

type unitCodings []Coding

// arrange groups codings by unit, units and coders in order.
func arrange(codings []Coding) (units []unitCodings, coders []string) {
	by := map[string]map[string]Coding{}
	seen := map[string]float64{}
	for _, c := range codings {
		if by[c.Unit] == nil {
			by[c.Unit] = map[string]Coding{}
		}
		c.Labels = slices.Compact(slices.Sorted(slices.Values(c.Labels)))
		by[c.Unit][c.Coder] = c
		seen[c.Coder]++
	}
	for _, m := range by {
		var u unitCodings
		for _, c := range m {
			u = append(u, c)
		}
		slices.SortFunc(u, func(a, b Coding) int { return cmp.Compare(a.Coder, b.Coder) })
		units = append(units, u)
	}
	slices.SortFunc(units, func(a, b unitCodings) int { return cmp.Compare(a[0].Unit, b[0].Unit) })
	return units, sorted(seen)
}

func labelsOf(u unitCodings) []Labels {
	out := make([]Labels, len(u))
	for i, c := range u {
		out[i] = c.Labels
	}
	return out
}

func percentOf(units Units, indices []int) float64 {
	same, n := 0, 0
	for _, at := range indices {
		u := units[at]
		for i := range u {
			for j := range i {
				n++
				if slices.Equal(u[i], u[j]) {
					same++
				}
			}
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return float64(same) / float64(n)
}

// commonest returns the pairs of the two coders who have most units in common.
func commonest(units []unitCodings, coders []string) (best []Pair, of [2]string) {
	for i, a := range coders {
		for _, b := range coders[i+1:] {
			var pairs []Pair
			for _, u := range units {
				x := slices.IndexFunc(u, func(c Coding) bool { return c.Coder == a })
				y := slices.IndexFunc(u, func(c Coding) bool { return c.Coder == b })
				if x >= 0 && y >= 0 {
					pairs = append(pairs, Pair{whole(u[x].Labels), whole(u[y].Labels)})
				}
			}
			if len(pairs) > len(best) {
				best, of = pairs, [2]string{a, b}
			}
		}
	}
	return best, of
}

func whole(l Labels) string {
	s := ""
	for _, x := range l {
		s += x + " "
	}
	return s
}
