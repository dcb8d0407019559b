package match

import (
	"cmp"
	"slices"
	"strings"

	"policyscan/lexicon/words"
)

// Survey records what the patterns of a language find in a corpus, so that an
// author sees which words a pattern really matches, and which patterns never
// match. It belongs to one goroutine.
type Survey struct {
	reader *passageReader
	found  []map[string]int // by pattern: matched words, folded
	total  []int
}

// mostForms bounds the distinct matches that are kept of one pattern.
const mostForms = 500

// PatternUse is what one pattern of a list or rule found.
type PatternUse struct {
	Set     string // "@list", "rule/term", "cue/…", "form/…", "force/…"
	Pattern string
	Total   int
	Forms   []FormCount // the commonest first
}

// FormCount is a matched sequence of words, folded, with its frequency.
type FormCount struct {
	Form string
	N    int
}

// Survey begins a survey of a language; nil where there are no rules for it.
func (w *Worker) Survey(lang string) *Survey {
	p := w.reader(words.Base(lang))
	if p == nil {
		return nil
	}
	n := len(p.auto.patterns)
	return &Survey{reader: newPassageReader(p.ruleset), found: make([]map[string]int, n), total: make([]int, n)}
}

// Add looks for all patterns in a text, whatever the gate would say.
func (s *Survey) Add(text string) {
	p := s.reader
	x := &p.fields[inText]
	x.tokens = p.text.tokens(text, x.tokens)
	for _, h := range p.text.match(x.tokens, inText) {
		s.total[h.pattern]++
		m := s.found[h.pattern]
		if m == nil {
			m = map[string]int{}
			s.found[h.pattern] = m
		}
		var form []string
		for _, t := range x.tokens[h.from:h.to] {
			form = append(form, t.word.folded)
		}
		if k := strings.Join(form, " "); len(m) < mostForms || m[k] > 0 {
			m[k]++
		}
	}
}

// Report lists all patterns of all lists, by list and then by pattern; those that
// never matched have a total of 0.
func (s *Survey) Report() []PatternUse {
	var out []PatternUse
	for i, c := range s.reader.auto.patterns {
		var forms []FormCount
		for f, n := range s.found[i] {
			forms = append(forms, FormCount{f, n})
		}
		slices.SortFunc(forms, func(a, b FormCount) int { return cmp.Or(b.N-a.N, strings.Compare(a.Form, b.Form)) })
		for _, set := range append(slices.Clone(c.sets), c.voids...) {
			out = append(out, PatternUse{Set: s.reader.names[set], Pattern: c.source, Total: s.total[i], Forms: forms})
		}
	}
	slices.SortFunc(out, func(a, b PatternUse) int {
		return cmp.Or(strings.Compare(a.Set, b.Set), strings.Compare(a.Pattern, b.Pattern))
	})
	return out
}
