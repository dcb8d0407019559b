package match

import (
	"slices"
	"strings"

	"policyscan/lexicon"
	"policyscan/lexicon/words"
)

// field is a part of a unit in which patterns are looked for.
type field uint8

// The fields. Evidence comes from the text; the others give context.
const (
	inText field = iota
	inChapeau
	inHeading
	inTitle
	inBefore
	inAfter
	fieldCount
)

// token is a word of a text.
type token struct {
	start, end int32 // bytes
	form       uint32
	sentence   int32
}

// hit is a match of a set: words [from, to) of a field.
type hit struct {
	from, to int32
	sentence int32
	pattern  int32
	field    field
}

// same reports whether two matches are of the same words.
func (h hit) same(o hit) bool { return h.field == o.field && h.from == o.from && h.to == o.to }

func (h hit) overlaps(o hit) bool { return h.field == o.field && h.from < o.to && o.from < h.to }

// textReader turns texts into tokens and symbols, and finds patterns in them.
// It keeps what it learned of each form and belongs to one worker.
type textReader struct {
	auto     *automaton
	gate     *gate
	forms    *words.Forms
	symbols  [][]uint32 // by form
	topical  []bool     // by form: may begin a match that opens a gate
	numeral  []bool     // by form: holds a digit
	function []bool     // by form: a function word of the language
	common   map[string]bool
	found    []hit // scratch: all matches of the text being read
	budget   int
}

func newTextReader(a *automaton, g *gate) *textReader {
	r := &textReader{auto: a, gate: g, forms: words.NewForms(a.lang), common: map[string]bool{}}
	for _, w := range strings.Fields(common[a.lang.Code()]) {
		r.common[a.lang.Fold(w)] = true
	}
	return r
}

// forget drops what was learned when it has grown too large; tokens made before
// are void then.
func (r *textReader) forget() bool {
	if !r.forms.Full() {
		return false
	}
	r.forms, r.symbols, r.topical, r.numeral, r.function = words.NewForms(r.auto.lang), nil, nil, nil, nil
	return true
}

// tokens cuts a text into words; topical says whether one of them may begin a
// match that opens a gate.
func (r *textReader) tokens(text string, into []token) (out []token, topical bool) {
	out = into[:0]
	sc := words.NewScanner(text)
	var sentence int32
	for {
		a, b, ok := sc.Next()
		if !ok {
			return out, topical
		}
		if n := len(out); n > 0 {
			p := out[n-1]
			if int(p.end) <= a && words.EndsSentence(text, int(p.start), int(p.end), a, b) {
				sentence++
			}
		}
		id := r.form(text[a:b])
		topical = topical || r.topical[id]
		out = append(out, token{int32(a), int32(b), id, sentence})
	}
}

// form returns the number of a form, learning it at first sight.
func (r *textReader) form(s string) uint32 {
	id, first := r.forms.ID(s)
	if first {
		symbols := r.auto.symbols.of(s, r.forms.Folded(id), r.forms.Stem(id))
		r.symbols = append(r.symbols, symbols)
		r.topical = append(r.topical, slices.ContainsFunc(symbols, func(s uint32) bool { return r.gate.symbols[s] }))
		r.function = append(r.function, r.common[r.forms.Folded(id)])
		r.numeral = append(r.numeral, strings.ContainsAny(s, "0123456789"))
	}
	return id
}

// steps bounds the work for one beginning word, so that no text can make a
// pattern with many gaps run for long.
const steps = 4000

// match finds all patterns in a text: one match for each pattern and beginning,
// the one with the narrowest first gap.
func (r *textReader) match(tokens []token, f field) []hit {
	r.found = r.found[:0]
	for i, t := range tokens {
		for _, s := range r.symbols[t.form] {
			for _, n := range r.auto.starts[s] {
				r.budget = steps
				r.walk(tokens, n, i, i+1, f)
			}
		}
	}
	return r.found
}

// walk follows the automaton from node n, the words [from, at) being matched.
func (r *textReader) walk(tokens []token, n int32, from, at int, f field) {
	if r.budget--; r.budget < 0 {
		return
	}
	nd := &r.auto.nodes[n]
	for _, p := range nd.out {
		r.record(tokens, p, from, at, f)
	}
	inSentence := at < len(tokens) && tokens[at].sentence == tokens[from].sentence
	for i := range nd.edges {
		e := &nd.edges[i]
		switch e.kind {
		case onNothing:
			r.walk(tokens, e.next, from, at, f)
		case onGap:
			for g := 0; g <= int(e.n) && at+g < len(tokens) && tokens[at+g].sentence == tokens[from].sentence; g++ {
				r.walk(tokens, e.next, from, at+g, f)
			}
		case onAny:
			if inSentence {
				r.walk(tokens, e.next, from, at+1, f)
			}
		case onSymbol:
			if inSentence && slices.Contains(r.symbols[tokens[at].form], e.symbol) {
				r.walk(tokens, e.next, from, at+1, f)
			}
		}
	}
}

// opens reports whether some match in the text opens a gate. It follows only
// the paths that may lead to one, and stops at the first.
func (r *textReader) opens(tokens []token) bool {
	for i, t := range tokens {
		if !r.topical[t.form] {
			continue
		}
		for _, s := range r.symbols[t.form] {
			for _, n := range r.auto.starts[s] {
				r.budget = steps
				if r.leads(tokens, n, i, i+1) {
					return true
				}
			}
		}
	}
	return false
}

// leads follows the automaton from node n towards a match that opens a gate.
func (r *textReader) leads(tokens []token, n int32, from, at int) bool {
	if r.budget--; r.budget < 0 || !r.gate.nodes[n] {
		return false
	}
	nd := &r.auto.nodes[n]
	if r.gate.ends[n] {
		return true
	}
	inSentence := at < len(tokens) && tokens[at].sentence == tokens[from].sentence
	for i := range nd.edges {
		e := &nd.edges[i]
		switch e.kind {
		case onNothing:
			if r.leads(tokens, e.next, from, at) {
				return true
			}
		case onGap:
			for g := 0; g <= int(e.n) && at+g < len(tokens) && tokens[at+g].sentence == tokens[from].sentence; g++ {
				if r.leads(tokens, e.next, from, at+g) {
					return true
				}
			}
		case onAny:
			if inSentence && r.leads(tokens, e.next, from, at+1) {
				return true
			}
		case onSymbol:
			if inSentence && slices.Contains(r.symbols[tokens[at].form], e.symbol) && r.leads(tokens, e.next, from, at+1) {
				return true
			}
		}
	}
	return false
}

func (r *textReader) record(tokens []token, p int32, from, to int, f field) {
	switch c := &r.auto.patterns[p]; c.anchor {
	case lexicon.SentenceStart:
		if before := from - 1 - c.lead; before >= 0 && tokens[before].sentence == tokens[from].sentence {
			return
		}
	case lexicon.PassageStart:
		if from > c.lead {
			return
		}
	}
	for i := len(r.found) - 1; i >= 0 && r.found[i].from == int32(from); i-- {
		if r.found[i].pattern == p {
			return // with a narrower gap
		}
	}
	r.found = append(r.found, hit{int32(from), int32(to), tokens[from].sentence, p, f})
}
