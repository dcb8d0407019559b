package match

import (
	"iter"
	"slices"

	"policyscan/lexicon/words"
)

// occurrence is a sign where a passage holds it: the stem of a word, the stems of
// two neighbours, or a concept. It is a sign whether or not there are weights for it.
type occurrence struct {
	word   *word    // nil for a concept
	before *word    // its neighbour, where the sign is a pair
	about  *concept // nil for words
	above  bool     // the concept stands in the heading or the title
	hit             // where in the text; from -1 where it stands above it
}

// occurrences goes over all signs of the passage, for those who fit weights and for
// those who use them. Words with digits are no signs: numbers and dates tell of the
// document that they stand in.
func (p *passageReader) occurrences() iter.Seq[occurrence] {
	return func(yield func(occurrence) bool) {
		_ = p.eachWord(yield) && p.eachConcept(yield)
	}
}

// eachWord goes over stems and pairs, until it is told to stop.
func (p *passageReader) eachWord(yield func(occurrence) bool) (more bool) {
	tokens := p.fields[inText].tokens
	for i := range tokens {
		t := &tokens[i]
		if t.word.numeral {
			continue
		}
		at := hit{from: int32(i), to: int32(i) + 1, sentence: t.sentence}
		if !yield(occurrence{word: t.word, hit: at}) {
			return false
		}
		if i == 0 || tokens[i-1].sentence != t.sentence || tokens[i-1].word.numeral {
			continue
		}
		at.from--
		if !yield(occurrence{word: t.word, before: tokens[i-1].word, hit: at}) {
			return false
		}
	}
	return true
}

// eachConcept goes over concepts, until it is told to stop.
func (p *passageReader) eachConcept(yield func(occurrence) bool) (more bool) {
	for _, s := range p.filled {
		c := p.wording.concepts[s]
		if c == nil {
			continue
		}
		for _, h := range p.bySet[s] {
			o := occurrence{about: c, hit: h}
			switch h.field {
			case inText:
			case inHeading, inTitle:
				o.above, o.hit = true, hit{from: -1}
			default:
				continue
			}
			if !yield(o) {
				return false
			}
		}
	}
	return true
}

// name returns the sign as tables of weights name it.
func (o *occurrence) name() string {
	switch {
	case o.above:
		return "^@" + o.about.name
	case o.about != nil:
		return "@" + o.about.name
	case o.before != nil:
		return o.before.stem + " " + o.word.stem
	}
	return o.word.stem
}

// sign returns the number of the sign among those that have weights, or noSign.
func (w *wording) sign(o *occurrence) int32 {
	switch {
	case o.above:
		return o.about.above
	case o.about != nil:
		return o.about.within
	case o.word.stemNumber < 0:
		return noSign
	case o.before == nil:
		return w.single[o.word.stemNumber]
	}
	if o.before.stemNumber >= 0 {
		if sign, ok := w.pairs[[2]int32{o.before.stemNumber, o.word.stemNumber}]; ok {
			return sign
		}
	}
	return noSign
}

// Signs returns the signs of a passage from which weights can be fitted: stems,
// pairs of neighbouring stems, concepts, and concepts above it; sorted, each once.
func (w *Worker) Signs(u Unit) []string {
	p := w.reader(words.Base(u.Lang))
	if p == nil {
		return nil
	}
	p.open(u)
	p.collect()
	var out []string
	for o := range p.occurrences() {
		out = append(out, o.name())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// sighting is a sign that has weights, where it stands in the text; from -1 where it
// stands above it.
type sighting struct {
	sign  int32
	again bool // it was seen in the passage before
	hit
}

// sightings lists the signs of the passage that have weights, each as often as it
// stands there, and how many different ones there are. The list is good until the
// next passage.
func (p *passageReader) sightings() (found []sighting, different int) {
	if len(p.signSeen) < len(p.wording.weights) {
		p.signSeen = make([]bool, len(p.wording.weights))
	}
	found = p.sighted[:0]
	for o := range p.occurrences() {
		sign := p.wording.sign(&o)
		if sign == noSign {
			continue
		}
		again := p.signSeen[sign]
		if !again {
			p.signSeen[sign] = true
			different++
		}
		found = append(found, sighting{sign, again, o.hit})
	}
	for i := range found {
		p.signSeen[found[i].sign] = false
	}
	p.sighted = found
	return found, different
}
