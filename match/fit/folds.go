package fit

import (
	"hash/fnv"

	"policyscan/lexicon"
	"policyscan/match"
	"policyscan/match/evaluate"
)

// Signed returns labelled passages with their signs. weight is how often each
// counts.
func Signed(w *match.Worker, cases []evaluate.Case, weight float64) []Passage {
	out := make([]Passage, len(cases))
	for i := range cases {
		c := &cases[i]
		out[i] = Passage{Signs: w.Signs(c.Unit), Labels: c.Labels, Optional: c.Optional, Weight: weight}
	}
	return out
}

// Split deals cases by document into a fold to be scored and the others, always
// the same. fold counts from 0.
func Split(cases []evaluate.Case, fold, folds int) (scored, rest []evaluate.Case) {
	for _, c := range cases {
		h := fnv.New32a()
		h.Write([]byte(c.Document()))
		if int(h.Sum32()>>5)%folds == fold {
			scored = append(scored, c)
		} else {
			rest = append(rest, c)
		}
	}
	return scored, rest
}

// Source is a set of labelled passages with how often each counts.
type Source struct {
	Cases  []evaluate.Case
	Weight float64 // 0: once
}

// Wordings fits weights on all sources.
func Wordings(tagger *match.Tagger, sources []Source, o Options) *lexicon.Wording {
	w := tagger.Worker()
	var all []Passage
	for _, s := range sources {
		all = append(all, Signed(w, s.Cases, s.Weight)...)
	}
	return Wording(all, tagger.Lexicon().Codes(), o)
}

// CrossValidate says how good tags would be on passages that the weights were not
// fitted on: it fits them so many times, each time without one fold, and tags that
// fold. It returns the cases of all sources in an order of its own with their tags:
// once by the rules alone, once with the weights.
func CrossValidate(lex *lexicon.Lexicon, lang string, sources []Source, folds int, o Options) (cases []evaluate.Case, rules, both [][]match.Tag, err error) {
	alone, err := match.New(lex.WithWording(lang, nil), lang)
	if err != nil {
		return nil, nil, nil, err
	}
	for fold := range folds {
		var scored []evaluate.Case
		rest := make([]Source, len(sources))
		for i, s := range sources {
			held, others := Split(s.Cases, fold, folds)
			scored = append(scored, held...)
			rest[i] = Source{others, s.Weight}
		}
		weighed, err := match.New(lex.WithWording(lang, Wordings(alone, rest, o)), lang)
		if err != nil {
			return nil, nil, nil, err
		}
		cases = append(cases, scored...)
		rules = append(rules, evaluate.Predict(alone.Worker(), scored)...)
		both = append(both, evaluate.Predict(weighed.Worker(), scored)...)
	}
	return cases, rules, both, nil
}
