package fit

import (
	"context"
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

// Documents counts the documents that the passages of all sources come from.
func Documents(sources []Source) int {
	documents := map[string]bool{}
	for _, s := range sources {
		for i := range s.Cases {
			documents[s.Cases[i].Document()] = true
		}
	}
	return len(documents)
}

// LearnAll fits weights on all sources. It stops when the context ends.
func LearnAll(ctx context.Context, tagger *match.Tagger, sources []Source, o Options) (*lexicon.Wording, error) {
	w := tagger.Worker()
	var all []Passage
	for _, s := range sources {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		all = append(all, Signed(w, s.Cases, s.Weight)...)
	}
	return Learn(ctx, all, tagger.Lexicon().Codes(), o)
}

// CrossValidate says how good tags would be on passages that the weights were not
// fitted on: it fits them so many times, each time without one fold, and tags that
// fold. It returns the cases of all sources in an order of its own with their tags:
// once by the rules alone, once with the weights. It stops between folds and cells
// when the context ends.
func CrossValidate(ctx context.Context, lex *lexicon.Lexicon, lang string, sources []Source, folds int, o Options) (cases []evaluate.Case, rules, both [][]match.Tag, err error) {
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
		if len(scored) == 0 {
			continue
		}
		learned, err := LearnAll(ctx, alone, rest, o)
		if err != nil {
			return nil, nil, nil, err
		}
		weighed, err := match.New(lex.WithWording(lang, learned), lang)
		if err != nil {
			return nil, nil, nil, err
		}
		cases = append(cases, scored...)
		rules = append(rules, evaluate.Predict(alone.Worker(), scored)...)
		both = append(both, evaluate.Predict(weighed.Worker(), scored)...)
	}
	return cases, rules, both, ctx.Err()
}
