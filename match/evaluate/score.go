package evaluate

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"

	"policyscan/match"
)

// Counts are hits and errors.
type Counts struct {
	Right  int `json:"right"`  // tags that coders gave too
	Wrong  int `json:"wrong"`  // tags that they did not give
	Missed int `json:"missed"` // labels without a tag
}

func (c *Counts) add(o Counts) {
	c.Right += o.Right
	c.Wrong += o.Wrong
	c.Missed += o.Missed
}

// Labels is how many labels there are.
func (c Counts) Labels() int { return c.Right + c.Missed }

// Precision is the share of tags that are right, undefined where there are none.
func (c Counts) Precision() Figure { return share(c.Right, c.Right+c.Wrong) }

// Recall is the share of labels that were found, undefined where there are none.
func (c Counts) Recall() Figure { return share(c.Right, c.Right+c.Missed) }

// F1 is the harmonic mean of precision and recall, undefined where there are
// neither tags nor labels.
func (c Counts) F1() Figure { return share(2*c.Right, 2*c.Right+c.Wrong+c.Missed) }

// Interval holds the bounds of a figure.
type Interval struct {
	Low  Figure `json:"low"`
	High Figure `json:"high"`
}

// Line is the score of one group of labels.
type Line struct {
	Group     string `json:"group"` // "all", "code", "perspective", "language", "stratum", "voice"
	Name      string `json:"name"`
	Passages  int    `json:"passages"` // passages looked at
	Documents int    `json:"documents"`
	Counts
	P     Figure   `json:"precision"`
	R     Figure   `json:"recall"`
	F     Figure   `json:"f1"`
	PSpan Interval `json:"precisionInterval"` // 95 %, bootstrap by document
	RSpan Interval `json:"recallInterval"`
	FSpan Interval `json:"f1Interval"`
}

// Error is a tag or a label that stands alone.
type Error struct {
	Case   *Case
	Code   string
	Voice  match.Voice
	Missed bool // a label without a tag; else a tag without a label
	Rules  []match.RuleHit
}

// Scores are the results of one evaluation.
type Scores struct {
	Lines   []Line  `json:"lines"`
	MacroF1 Figure  `json:"macroF1"` // mean F1 of the codes that have labels
	Codes   int     `json:"codes"`   // how many these are
	Errors  []Error `json:"-"`
}

// Options of an evaluation. The zero value is the usual one.
type Options struct {
	Resamples      int  // of the bootstrap; 0: 1000
	WithCandidates bool // count candidates as tags
}

// group identifies a line.
type group struct{ kind, name string }

// tally collects the counts of a group by document.
type tally struct {
	passages int
	byDoc    map[int]Counts
}

// Score compares predictions with labels, own voice; reported and rejected have
// lines of their own. predictions[i] are the tags of cases[i].
func Score(cases []Case, predictions [][]match.Tag, o Options) Scores {
	var out Scores
	docs := map[string]int{}
	tallies := map[group]*tally{}
	for i := range cases {
		c := &cases[i]
		doc, ok := docs[c.Document()]
		if !ok {
			doc = len(docs)
			docs[c.Document()] = doc
		}
		for _, e := range compare(c, predictions[i], o) {
			for _, g := range e.groups(c) {
				count(tallies, g, doc, e.counts())
			}
			if !e.right {
				out.Errors = append(out.Errors, e.Error)
			}
		}
		for _, g := range []group{{"all", "own voice"}, {"language", c.Lang}, {"stratum", c.stratum()}} {
			count(tallies, g, doc, Counts{})
			tallies[g].passages++
		}
	}
	out.Lines = lines(tallies, len(docs), o)
	var sum Figure
	for _, l := range out.Lines {
		if l.Group == "code" && l.Labels() > 0 {
			sum += l.F
			out.Codes++
		}
	}
	out.MacroF1 = sum / Figure(out.Codes) // undefined without codes
	return out
}

func (c *Case) stratum() string {
	if c.Stratum == "" {
		return "scenario"
	}
	return c.Stratum
}

func count(tallies map[group]*tally, g group, doc int, c Counts) {
	t := tallies[g]
	if t == nil {
		t = &tally{byDoc: map[int]Counts{}}
		tallies[g] = t
	}
	d := t.byDoc[doc]
	d.add(c)
	t.byDoc[doc] = d
}

// outcome is one tag or label after comparison.
type outcome struct {
	Error
	right bool
}

func (e outcome) counts() Counts {
	switch {
	case e.right:
		return Counts{Right: 1}
	case e.Missed:
		return Counts{Missed: 1}
	}
	return Counts{Wrong: 1}
}

// groups returns the groups that an outcome counts in.
func (e outcome) groups(c *Case) []group {
	if e.Voice != match.Own {
		return []group{{"voice", string(e.Voice)}}
	}
	_, perspective, _ := strings.Cut(e.Code, ".")
	return []group{{"all", "own voice"}, {"code", e.Code}, {"perspective", perspective}, {"language", c.Lang}, {"language+perspective", c.Lang + " " + perspective}, {"stratum", c.stratum()}}
}

// compare pairs the tags of a passage with its labels, voice by voice.
func compare(c *Case, tags []match.Tag, o Options) []outcome {
	var out []outcome
	for _, v := range []struct {
		voice  match.Voice
		labels []string
	}{{match.Own, c.Labels}, {match.Reported, c.Reported}, {match.Rejected, c.Rejected}} {
		var got []string
		for _, t := range tags {
			if t.Voice != v.voice || t.Candidate && !o.WithCandidates {
				continue
			}
			got = append(got, t.Code)
			right := slices.Contains(v.labels, t.Code)
			if !right && slices.Contains(c.Optional, t.Code) {
				continue
			}
			out = append(out, outcome{Error{Case: c, Code: t.Code, Voice: v.voice, Rules: t.Rules}, right})
		}
		for _, code := range v.labels {
			if !slices.Contains(got, code) && !slices.Contains(c.Optional, code) {
				out = append(out, outcome{Error{Case: c, Code: code, Voice: v.voice, Missed: true}, false})
			}
		}
	}
	return out
}

// lines turns tallies into lines, in a fixed order.
func lines(tallies map[group]*tally, docs int, o Options) []Line {
	if o.Resamples == 0 {
		o.Resamples = 1000
	}
	draws := resamples(docs, o.Resamples)
	var out []Line
	for g, t := range tallies {
		l := Line{Group: g.kind, Name: g.name, Passages: t.passages, Documents: len(t.byDoc)}
		for _, c := range t.byDoc {
			l.add(c)
		}
		l.P, l.R, l.F = l.Precision(), l.Recall(), l.F1()
		l.intervals(t, draws)
		out = append(out, l)
	}
	order := []string{"all", "perspective", "language", "language+perspective", "stratum", "voice", "code"}
	slices.SortFunc(out, func(a, b Line) int {
		return cmp.Or(slices.Index(order, a.Group)-slices.Index(order, b.Group), cmp.Compare(len(strings.SplitN(a.Name, ".", 2)[0]), len(strings.SplitN(b.Name, ".", 2)[0])), strings.Compare(a.Name, b.Name))
	})
	return out
}

// resamples draws how often each document counts in each resample. The seed is
// fixed, so that the same data give the same intervals.
func resamples(docs, n int) [][]uint8 {
	rng := rand.New(rand.NewPCG(1, 2))
	out := make([][]uint8, n)
	for i := range out {
		out[i] = make([]uint8, docs)
		for range docs {
			out[i][rng.IntN(docs)]++
		}
	}
	return out
}

// intervals computes 95 % intervals over the resamples.
func (l *Line) intervals(t *tally, draws [][]uint8) {
	type row struct {
		doc int
		Counts
	}
	rows := make([]row, 0, len(t.byDoc))
	for doc, c := range t.byDoc {
		rows = append(rows, row{doc, c})
	}
	p, r, f := make([]Figure, len(draws)), make([]Figure, len(draws)), make([]Figure, len(draws))
	for i, d := range draws {
		var c Counts
		for _, x := range rows {
			n := int(d[x.doc])
			c.Right += n * x.Right
			c.Wrong += n * x.Wrong
			c.Missed += n * x.Missed
		}
		p[i], r[i], f[i] = c.Precision(), c.Recall(), c.F1()
	}
	l.PSpan, l.RSpan, l.FSpan = middle(p), middle(r), middle(f)
}

// middle returns the bounds of the middle 95 % of the values that are defined.
func middle(v []Figure) Interval {
	v = slices.DeleteFunc(v, func(f Figure) bool { return !f.Defined() })
	if len(v) == 0 {
		return Interval{share(0, 0), share(0, 0)}
	}
	slices.Sort(v)
	at := func(q float64) Figure { return v[min(len(v)-1, int(q*float64(len(v))))] }
	return Interval{at(.025), at(.975)}
}
