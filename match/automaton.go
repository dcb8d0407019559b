package match

import (
	"math"
	"slices"
	"strings"

	"policyscan/lexicon"
	"policyscan/lexicon/words"
)

// automaton holds all patterns of one language. It is built once and then only
// read, by any number of workers.
//
// Words of a text are first turned into symbols. A symbol is a class of forms:
// a stem, an exact form, a glob, or the alternatives of a bracket or of a shared
// list together. Patterns then are paths over symbols; those that begin alike
// share their beginning.
type automaton struct {
	lang     words.Language
	symbols  symbolTable
	nodes    []node
	starts   []int32  // by symbol: the node after a first word, 0 where there is none
	follow   []follow // by node: what may come next
	patterns []compiled
	sets     int
}

// compiled is what is known of a pattern when it has matched.
type compiled struct {
	source string
	sets   []int32 // that it is a match of
	voids  []int32 // sets whose overlapping matches it voids
	heeds  []int32 // shared lists inside it whose exceptions void it
	anchor lexicon.Anchor
	lead   int // words that may stand between anchor and beginning
}

type node struct {
	edges []edge
	out   []int32 // patterns that end here
}

type edgeKind uint8

const (
	onSymbol edgeKind = iota
	onAny
	onNothing
	onGap // up to n words
)

type edge struct {
	symbol uint32
	next   int32
	kind   edgeKind
	n      uint8
}

// flatList is a shared list as an element of patterns.
type flatList struct {
	atoms    []atom
	branches [][]lexicon.Element
	heeds    []int32
}

// builder adds patterns to an automaton.
type builder struct {
	*automaton
	lists  map[string][]lexicon.Pattern
	setIDs map[string]int32
	root   map[uint32]int32 // symbol → node after it, for first words
	seen   map[string]int32 // source and anchor → pattern, so that each is matched once
	length []int            // by set: letters that its shortest pattern must match
	flat   map[string]flatList
	stems  map[string]string // by word
}

func newBuilder(lang *lexicon.Language) *builder {
	a := &automaton{lang: words.For(lang.Code), nodes: make([]node, 1)}
	a.symbols.init()
	return &builder{automaton: a, lists: lang.Lists, setIDs: map[string]int32{}, root: map[uint32]int32{}, seen: map[string]int32{}, flat: map[string]flatList{}, stems: map[string]string{}}
}

// set returns the number of a named set, adding its patterns at the first call.
func (b *builder) set(name string, patterns []lexicon.Pattern) int32 {
	if id, ok := b.setIDs[name]; ok {
		return id
	}
	id := int32(b.sets)
	b.sets++
	b.setIDs[name] = id
	b.length = append(b.length, b.shortest(patterns, deepest))
	for _, p := range patterns {
		i := b.add(p)
		c := &b.patterns[i]
		if p.Exception {
			c.voids = append(c.voids, id)
		} else {
			c.sets = append(c.sets, id)
		}
	}
	return id
}

// deepest bounds how far lists inside lists are followed for their length.
const deepest = 4

// shortest returns how many letters a text must hold at least for one of the
// patterns to match.
func (b *builder) shortest(patterns []lexicon.Pattern, depth int) int {
	least := math.MaxInt
	for _, p := range patterns {
		if !p.Exception {
			least = min(least, b.letters(p.Elements, depth))
		}
	}
	if least == math.MaxInt {
		return 0
	}
	return least
}

func (b *builder) letters(elements []lexicon.Element, depth int) int {
	n := 0
	for _, e := range elements {
		switch {
		case e.Optional || depth == 0:
		case e.Kind == lexicon.List:
			n += b.shortest(b.lists[e.Text], depth-1)
		case e.Kind == lexicon.Group:
			least := math.MaxInt
			for _, a := range e.Alternatives {
				least = min(least, b.letters(a, depth-1))
			}
			n += least
		case e.Kind != lexicon.Any && e.Kind != lexicon.Gap:
			n += len(e.Text)
		}
	}
	return n
}

// list returns the set of a shared list.
func (b *builder) list(name string) int32 {
	name = strings.TrimPrefix(name, "@")
	return b.set("@"+name, b.lists[name])
}

// add compiles a pattern, once for all sets that hold it.
func (b *builder) add(p lexicon.Pattern) int32 {
	key := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(p.Source), "!"))
	if i, ok := b.seen[key]; ok {
		return i
	}
	i := int32(len(b.patterns))
	b.seen[key] = i
	b.patterns = append(b.patterns, compiled{source: p.Source, anchor: p.Anchor, lead: p.Lead})
	var heeds []int32
	end := b.sequence(0, p.Elements, &heeds)
	b.nodes[end].out = append(b.nodes[end].out, i)
	b.patterns[i].heeds = heeds
	return i
}

// sequence leads from a node along elements and returns the last node.
func (b *builder) sequence(at int32, elements []lexicon.Element, heeds *[]int32) int32 {
	for _, e := range elements {
		before := at
		at = b.element(at, e, heeds)
		if e.Optional {
			at = b.join(before, at)
		}
	}
	return at
}

func (b *builder) element(at int32, e lexicon.Element, heeds *[]int32) int32 {
	switch e.Kind {
	case lexicon.Any:
		return b.child(at, edge{kind: onAny})
	case lexicon.Gap:
		return b.child(at, edge{kind: onGap, n: uint8(e.N)})
	}
	atoms, branches := b.flatten(e, heeds)
	var ends []int32
	if len(atoms) > 0 {
		ends = append(ends, b.child(at, edge{kind: onSymbol, symbol: b.symbols.class(atoms)}))
	}
	for _, br := range branches {
		ends = append(ends, b.sequence(at, br, heeds))
	}
	switch len(ends) {
	case 0: // an empty list: nothing can follow
		b.nodes = append(b.nodes, node{})
		return int32(len(b.nodes) - 1)
	case 1:
		return ends[0]
	}
	return b.join(ends...)
}

// flatten splits an element into single words, which make one symbol, and longer
// sequences.
func (b *builder) flatten(e lexicon.Element, heeds *[]int32) (atoms []atom, branches [][]lexicon.Element) {
	if e.Kind != lexicon.List {
		return b.flattenOne(e, heeds)
	}
	f, ok := b.flat[e.Text]
	if !ok {
		f.atoms, f.branches = b.flattenOne(e, &f.heeds)
		b.flat[e.Text] = f
	}
	*heeds = append(*heeds, f.heeds...)
	return slices.Clone(f.atoms), slices.Clone(f.branches)
}

func (b *builder) flattenOne(e lexicon.Element, heeds *[]int32) (atoms []atom, branches [][]lexicon.Element) {
	var alternatives [][]lexicon.Element
	switch e.Kind {
	case lexicon.Group:
		alternatives = e.Alternatives
	case lexicon.List:
		excepted := false
		for _, p := range b.lists[e.Text] {
			if p.Exception {
				excepted = true
			} else {
				alternatives = append(alternatives, p.Elements)
			}
		}
		if excepted {
			*heeds = append(*heeds, b.list(e.Text))
		}
	default:
		return []atom{b.atom(e)}, nil
	}
	for _, alt := range alternatives {
		if len(alt) == 1 && alt[0].Kind != lexicon.Any {
			a, br := b.flatten(alt[0], heeds)
			atoms = append(atoms, a...)
			branches = append(branches, br...)
			continue
		}
		branches = append(branches, alt)
	}
	return atoms, branches
}

// atom folds a word of a pattern as words of a text are folded.
func (b *builder) atom(e lexicon.Element) atom {
	switch e.Kind {
	case lexicon.Exact:
		return atom{'=', b.lang.Fold(e.Text)}
	case lexicon.Cased:
		return atom{'c', e.Text}
	case lexicon.Glob:
		return atom{'*', foldGlob(b.lang, e.Text)}
	}
	stem, known := b.stems[e.Text]
	if !known {
		stem = b.lang.Stem(e.Text)
		b.stems[e.Text] = stem
	}
	return atom{'s', stem}
}

// foldGlob folds the letters of a glob and keeps its stars.
func foldGlob(l words.Language, glob string) string {
	parts := strings.Split(glob, "*")
	for i, p := range parts {
		parts[i] = l.Fold(p)
	}
	return strings.Join(parts, "*")
}

// child returns the node after an edge, sharing it with patterns that go the
// same way.
func (b *builder) child(at int32, e edge) int32 {
	if at == 0 && e.kind == onSymbol {
		if next, ok := b.root[e.symbol]; ok {
			return next
		}
	} else {
		for _, x := range b.nodes[at].edges {
			if x.kind == e.kind && x.symbol == e.symbol && x.n == e.n && e.kind != onNothing {
				return x.next
			}
		}
	}
	e.next = int32(len(b.nodes))
	b.nodes = append(b.nodes, node{})
	if at == 0 && e.kind == onSymbol {
		b.root[e.symbol] = e.next
	} else {
		b.nodes[at].edges = append(b.nodes[at].edges, e)
	}
	return e.next
}

// join returns a new node that is reached from all the given ones without a
// word. What is added after it belongs to no other pattern.
func (b *builder) join(from ...int32) int32 {
	to := int32(len(b.nodes))
	b.nodes = append(b.nodes, node{})
	for _, f := range from {
		b.nodes[f].edges = append(b.nodes[f].edges, edge{kind: onNothing, next: to})
	}
	return to
}

// finish ends the building.
func (b *builder) finish() *automaton {
	a := b.automaton
	a.starts = make([]int32, a.symbols.count())
	for s, n := range b.root {
		a.starts[s] = n
	}
	a.follow = a.followers(func(n int32) bool { return len(a.nodes[n].out) > 0 }, func(int32) bool { return true })
	for i := range a.patterns {
		slices.Sort(a.patterns[i].sets)
		a.patterns[i].sets = slices.Compact(a.patterns[i].sets)
	}
	return a
}
