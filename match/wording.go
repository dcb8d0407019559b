package match

import (
	"maps"
	"math"
	"slices"
	"strings"

	"policyscan/lexicon"
)

// wording is how much words speak for cells, ready to be looked up.
type wording struct {
	bias     []float64
	alone    []float64              // by cell: the log-odds from which on it is enough by itself
	weights  [][]lexicon.CellWeight // by sign
	stems    map[string]int32       // stems that are signs or parts of signs, numbered from 0
	single   []int32                // by stem: the sign that it is by itself, or noSign
	pairs    map[[2]int32]int32     // neighbouring stems: the sign
	concepts map[int32]*concept     // by set
	codes    []string
	rules    []map[int]*rule // by cell and points: what stands for its wording among the rules of a tag
}

// concept is a field of words, with the signs that it is.
type concept struct {
	name   string
	within int32 // where it stands in the text; or noSign
	above  int32 // where it stands in the heading or the title; or noSign
}

// noSign stands for what has no weights.
const noSign = -1

// conceptSet is the name of the set of a concept.
const conceptSet = "concept/"

// compileWording adds the concepts of a language to the automaton and numbers the
// signs of its weights.
func (rs *ruleset) compileWording(b *builder, lang *lexicon.Language) {
	w := &rs.wording
	*w = wording{codes: rs.lex.Codes(), stems: map[string]int32{}, pairs: map[[2]int32]int32{}, concepts: map[int32]*concept{}}
	named := map[string]*concept{}
	for _, name := range slices.Sorted(maps.Keys(lang.Concepts)) {
		named[name] = &concept{name: name, within: noSign, above: noSign}
		w.concepts[b.set(conceptSet+name, lang.Concepts[name])] = named[name]
	}
	if lang.Wording == nil {
		return
	}
	w.bias = lang.Wording.Bias
	for i, s := range lang.Wording.Signs {
		w.weights = append(w.weights, s.Weights)
		if name, ok := strings.CutPrefix(s.Name, "^@"); ok {
			named[name].above = int32(i)
		} else if name, ok := strings.CutPrefix(s.Name, "@"); ok {
			named[name].within = int32(i)
		} else if first, second, ok := strings.Cut(s.Name, " "); ok {
			w.pairs[[2]int32{w.stem(first), w.stem(second)}] = int32(i)
		} else {
			w.single[w.stem(s.Name)] = int32(i)
		}
	}
	for _, c := range rs.lex.Criteria {
		for _, perspective := range rs.lex.Perspectives {
			w.rules = append(w.rules, wordingRules(c.Number, perspective.Name))
			w.alone = append(w.alone, rs.lex.Weighing.AloneFor(lexicon.Code(c.Number, perspective.Name)))
		}
	}
}

// stem numbers a stem.
func (w *wording) stem(s string) int32 {
	i, ok := w.stems[s]
	if !ok {
		i = int32(len(w.single))
		w.stems[s] = i
		w.single = append(w.single, noSign)
	}
	return i
}

// wordingRules returns what stands for the wording of a cell among the rules of a
// tag, by the points that it is worth ([passageReader.pointsOf]).
func wordingRules(criterion int, perspective string) map[int]*rule {
	out := map[int]*rule{}
	for _, points := range []int{-1, 1, 2} {
		r := lexicon.Rule{ID: lexicon.WordingID(criterion, perspective), Criterion: criterion, Perspective: perspective, Says: lexicon.WordingSays, Gate: lexicon.GateDocument, On: lexicon.DefaultReactions(), Weight: points}
		out[points] = &rule{Rule: &r, code: r.Code()}
	}
	return out
}

// logOdds returns how much the signs speak for each cell.
func (w *wording) logOdds(found []sighting, different int) []float64 {
	out := slices.Clone(w.bias)
	if different == 0 {
		return out
	}
	scale := 1 / math.Sqrt(float64(different))
	for i := range found {
		if found[i].again {
			continue
		}
		for _, x := range w.weights[found[i].sign] {
			out[x.Cell] += x.Weight * scale
		}
	}
	return out
}
