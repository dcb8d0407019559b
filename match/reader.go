package match

import (
	"slices"

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
	sentence   int32
	word       *word
	next       follow // of the next word, where it stands in the same sentence
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

// textReader turns texts into tokens and symbols, and finds patterns in them. It
// belongs to one worker.
type textReader struct {
	*dictionary
	recent  [recentWords]*word
	topical []int32 // scratch: words that may begin a match that opens a gate
	parts   []int32 // scratch
	found   []hit   // scratch: all matches of the text being read
	budget  int
}

// recentWords is how many words are remembered by their first, middle and last
// letters: most words of a text were seen lately, and are found there without the
// map.
const (
	recentBits  = 14
	recentWords = 1 << recentBits
)

func newTextReader(d *dictionary) *textReader {
	return &textReader{dictionary: d}
}

// tokens cuts a text into words and notes those that may begin a match that opens
// a gate.
func (r *textReader) tokens(text string, into []token) []token {
	out := into[:0]
	r.topical = r.topical[:0]
	sc := words.NewScanner(text)
	var sentence int32
	for {
		a, b, ok := sc.Next()
		if !ok {
			return out
		}
		w := r.look(text[a:b])
		if n := len(out); n > 0 {
			p := &out[n-1]
			if int(p.end) <= a && words.EndsSentence(text, int(p.start), int(p.end), a, b) {
				sentence++
			} else {
				p.next = w.symbolBits
			}
		}
		if len(w.gates) > 0 {
			r.topical = append(r.topical, int32(len(out)))
		}
		out = append(out, token{int32(a), int32(b), sentence, w, anything})
	}
}

// look returns what is known of a form.
func (r *textReader) look(form string) *word {
	slot := &r.recent[place(form)]
	if *slot != nil && (*slot).form == form {
		return *slot
	}
	w := r.word(form)
	*slot = w
	return w
}

// place is where a form is kept among the recent ones: by its length, its
// beginning and its end.
func place(form string) int {
	var first, last uint64
	switch n := len(form); {
	case n >= 8:
		first, last = eight(form), eight(form[n-8:])
	case n >= 4:
		first, last = four(form), four(form[n-4:])
	default:
		first, last = uint64(form[0])<<8|uint64(form[n/2]), uint64(form[n-1])
	}
	h := (first*0x9E3779B97F4A7C15 ^ last + uint64(len(form))) * 0xC2B2AE3D27D4EB4F
	return int(h >> (64 - recentBits))
}

// eight and four return the bytes that a form begins with, as a number.
func eight(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func four(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

// steps bounds the work for one beginning word, so that no text can make a
// pattern with many gaps run for long.
const steps = 4000

// match finds all patterns in a text: one match for each pattern and beginning,
// the one with the narrowest first gap.
func (r *textReader) match(tokens []token, f field) []hit {
	r.found = r.found[:0]
	for i := range tokens {
		t := &tokens[i]
		if t.word.startsFollow&t.next == 0 {
			continue
		}
		for _, n := range t.word.starts {
			if r.auto.follow[n]&t.next != 0 {
				r.budget = steps
				r.walk(tokens, n, i, i+1, f)
			}
		}
	}
	return r.found
}

// walk follows the automaton from node n, the words [from, at) being matched. The
// caller has seen that the next word may lead on.
func (r *textReader) walk(tokens []token, n int32, from, at int, f field) {
	if r.budget--; r.budget < 0 {
		return
	}
	nd := &r.auto.nodes[n]
	for _, p := range nd.out {
		r.record(tokens, p, from, at, f)
	}
	next := tokens[at-1].next
	inSentence := at < len(tokens) && tokens[at].sentence == tokens[from].sentence
	for i := range nd.edges {
		e := &nd.edges[i]
		switch e.kind {
		case onNothing:
			if r.auto.follow[e.next]&next != 0 {
				r.walk(tokens, e.next, from, at, f)
			}
		case onGap:
			for g := at; g <= at+int(e.n) && g < len(tokens) && tokens[g].sentence == tokens[from].sentence; g++ {
				if r.auto.follow[e.next]&tokens[g-1].next != 0 {
					r.walk(tokens, e.next, from, g, f)
				}
			}
		case onAny:
			if inSentence && r.auto.follow[e.next]&tokens[at].next != 0 {
				r.walk(tokens, e.next, from, at+1, f)
			}
		case onSymbol:
			if next&bit(e.symbol) != 0 && inSentence && r.auto.follow[e.next]&tokens[at].next != 0 && slices.Contains(tokens[at].word.symbols, e.symbol) {
				r.walk(tokens, e.next, from, at+1, f)
			}
		}
	}
}

// opens reports whether some match in the text just cut into words is of a topic;
// else it collects the parts of rules without a gate that stand there. It follows
// only the paths that may lead to one of them.
func (r *textReader) opens(tokens []token, parts *[]int32) bool {
	r.parts = (*parts)[:0]
	defer func() { *parts = r.parts }()
	for _, i := range r.topical {
		t := &tokens[i]
		if t.word.gatesFollow&t.next == 0 {
			continue
		}
		for _, n := range t.word.gates {
			if r.gate.follow[n]&t.next == 0 {
				continue
			}
			r.budget = steps
			if r.leads(tokens, n, int(i), int(i)+1) {
				return true
			}
		}
	}
	return false
}

// leads follows the automaton from node n towards a match that opens a gate. The
// caller has seen that the next word may lead on.
func (r *textReader) leads(tokens []token, n int32, from, at int) bool {
	if r.budget--; r.budget < 0 {
		return false
	}
	if r.gate.ends[n] {
		return true
	}
	r.parts = append(r.parts, r.gate.parts[n]...)
	next := tokens[at-1].next
	inSentence := at < len(tokens) && tokens[at].sentence == tokens[from].sentence
	nd := &r.auto.nodes[n]
	for i := range nd.edges {
		e := &nd.edges[i]
		switch e.kind {
		case onNothing:
			if r.gate.follow[e.next]&next != 0 && r.leads(tokens, e.next, from, at) {
				return true
			}
		case onGap:
			for g := at; g <= at+int(e.n) && g < len(tokens) && tokens[g].sentence == tokens[from].sentence; g++ {
				if r.gate.follow[e.next]&tokens[g-1].next != 0 && r.leads(tokens, e.next, from, g) {
					return true
				}
			}
		case onAny:
			if inSentence && r.gate.follow[e.next]&tokens[at].next != 0 && r.leads(tokens, e.next, from, at+1) {
				return true
			}
		case onSymbol:
			if next&bit(e.symbol) != 0 && inSentence && r.gate.follow[e.next]&tokens[at].next != 0 && slices.Contains(tokens[at].word.symbols, e.symbol) && r.leads(tokens, e.next, from, at+1) {
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
