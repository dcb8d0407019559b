package match

import (
	"maps"
	"strings"
	"sync"
	"sync/atomic"

	"policyscan/lexicon/words"
)

// word is what the rules of a language know of a surface form. It is only read.
type word struct {
	form         string
	symbolBits   follow
	gates        []int32 // those of starts that may lead to a match that opens a gate
	gatesFollow  follow
	starts       []int32 // nodes after it, where it begins a pattern
	startsFollow follow  // what may come after them
	symbols      []uint32
	folded, stem string
	stemNumber   int32  // among those that the wording knows; -1 for others
	numeral      bool   // holds a digit
	function     uint32 // languages that it is a function word of
}

// dictionary remembers words for all workers of a language, so that each form is
// folded, stemmed and looked up once. Most words are found in a table that is only
// read, without a lock; those learned lately stand beside it, and move into a new
// one when they are many.
type dictionary struct {
	auto     *automaton
	gate     *gate
	stems    map[string]int32 // that the wording knows
	function functionWords
	settled  atomic.Pointer[map[string]*word]
	mu       sync.Mutex
	fresh    map[string]*word
}

func newDictionary(a *automaton, g *gate, stems map[string]int32) *dictionary {
	d := &dictionary{auto: a, gate: g, stems: stems, function: newFunctionWords(a.lang), fresh: map[string]*word{}}
	d.settled.Store(&map[string]*word{})
	return d
}

// word returns what is known of a form, learning it at first sight. Beyond
// [words.MostForms] forms, which only garbage has, it remembers no more.
func (d *dictionary) word(form string) *word {
	if w := (*d.settled.Load())[form]; w != nil {
		return w
	}
	d.mu.Lock()
	w := d.fresh[form]
	d.mu.Unlock()
	if w == nil {
		w = d.learn(strings.Clone(form))
		d.keep(w)
	}
	return w
}

// unsettled is how many words wait at least until they move.
const unsettled = 1 << 10

func (d *dictionary) keep(w *word) {
	d.mu.Lock()
	defer d.mu.Unlock()
	settled := *d.settled.Load()
	if len(settled)+len(d.fresh) >= words.MostForms {
		return
	}
	d.fresh[w.form] = w
	if len(d.fresh) < max(unsettled, len(settled)/2) {
		return
	}
	all := make(map[string]*word, len(settled)+len(d.fresh))
	maps.Copy(all, settled)
	maps.Copy(all, d.fresh)
	d.settled.Store(&all)
	d.fresh = map[string]*word{}
}

func (d *dictionary) learn(form string) *word {
	w := &word{form: form, folded: d.auto.lang.Fold(form), stem: d.auto.lang.Stem(form), numeral: strings.ContainsAny(form, "0123456789")}
	w.stemNumber = -1
	if n, known := d.stems[w.stem]; known {
		w.stemNumber = n
	}
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
