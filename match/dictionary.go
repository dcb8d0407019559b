package match

import (
	"strings"
	"sync"

	"policyscan/lexicon/words"
)

// word is what the rules of a language know of a surface form. It is only read.
type word struct {
	form         string
	folded, stem string
	symbols      []uint32
	symbolBits   follow
	starts       []int32 // nodes after it, where it begins a pattern
	startsFollow follow  // what may come after them
	gates        []int32 // those of starts that may lead to a match that opens a gate
	gatesFollow  follow
	numeral      bool   // holds a digit
	function     uint32 // languages that it is a function word of
}

// dictionary remembers words for all workers of a language, so that each form is
// folded, stemmed and looked up once.
type dictionary struct {
	auto     *automaton
	gate     *gate
	function functionWords
	mu       sync.RWMutex
	words    map[string]*word
}

func newDictionary(a *automaton, g *gate) *dictionary {
	return &dictionary{auto: a, gate: g, function: newFunctionWords(a.lang), words: map[string]*word{}}
}

// word returns what is known of a form, learning it at first sight. Beyond
// [words.MostForms] forms, which only garbage has, it remembers no more.
func (d *dictionary) word(form string) *word {
	d.mu.RLock()
	w := d.words[form]
	d.mu.RUnlock()
	if w != nil {
		return w
	}
	w = d.learn(strings.Clone(form))
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.words) < words.MostForms {
		d.words[w.form] = w
	}
	return w
}

func (d *dictionary) learn(form string) *word {
	w := &word{form: form, folded: d.auto.lang.Fold(form), stem: d.auto.lang.Stem(form), numeral: strings.ContainsAny(form, "0123456789")}
	w.symbols = d.auto.symbols.of(form, w.folded, w.stem)
	w.symbolBits = anything
	for _, s := range w.symbols {
		w.symbolBits |= bit(s)
		n := d.auto.starts[s]
		if n == 0 {
			continue
		}
		w.starts = append(w.starts, n)
		w.startsFollow |= d.auto.follow[n]
		if d.gate.nodes[n] {
			w.gates = append(w.gates, n)
			w.gatesFollow |= d.gate.follow[n]
		}
	}
	w.function = d.function.bits[w.folded]
	return w
}
