package match

import (
	"maps"
	"math"
	"math/bits"
	"slices"
	"strings"

	"policyscan/lexicon/words"
)

// common holds frequent function words by language. They tell whether a passage
// is in the language that its document is said to be in: bilingual laws and
// treaties print one text beside the other.
var common = map[string]string{
	"en": "the of and to in or shall by for with any that is be as which this an on such from",
	"es": "de la el los las que en del por para con una se al como sus cuando sin su",
	"fr": "de la le les des et du une est dans pour par au aux qui sur ou en ce que",
	"de": "der die das und den von zu des mit dem für ist im oder eine einer nach auf werden",
	"sv": "och att i som av för den en är det med till på ett om inte eller skall ska",
	"no": "og i av for til som det er på en den med om ikke eller skal ved et",
	"da": "og i af for til som det er på en den med om ikke eller skal ved et der",
	"nl": "de van het een en in dat die op te voor met zijn is door of aan bij wordt",
	"pt": "de a o que e do da em os as para com uma por no na ao dos das",
	"it": "di il la che e in per un del della dei una con le al nel gli da alla",
}

const (
	// foreignWords is how many words a passage must have to be judged.
	foreignWords = 8
	// ownShare is the share of function words of its own language below which a
	// passage may be in another, and otherShare what that other must reach.
	ownShare   = .08
	otherShare = .22
)

// functionWords numbers the languages that a word is a function word of, as bits
// by the order of the codes.
type functionWords struct {
	codes []string
	bits  map[string]uint32 // by folded word
	own   uint32            // the bit of the language itself
}

// newFunctionWords folds the function words of all languages as a language does.
func newFunctionWords(l words.Language) functionWords {
	f := functionWords{codes: slices.Sorted(maps.Keys(common)), bits: map[string]uint32{}}
	for i, code := range f.codes {
		if code == l.Code() {
			f.own = 1 << i
		}
		for _, w := range strings.Fields(common[code]) {
			f.bits[l.Fold(w)] |= 1 << i
		}
	}
	return f
}

// native reports whether as many words are function words of the language itself as
// a passage in it has. Most passages show it in their first lines.
func (f *functionWords) native(tokens []token) bool {
	missing := int(math.Ceil(ownShare * float64(len(tokens))))
	for i := range tokens {
		if tokens[i].word.function&f.own != 0 {
			if missing--; missing <= 0 {
				return true
			}
		}
	}
	return false
}

// foreign returns the language that a passage is in, where this is certainly not
// the language of the reader; "" otherwise.
func (p *passageReader) foreign(covers func(string) bool) string {
	tokens := p.fields[inText].tokens
	if len(tokens) < foreignWords {
		return ""
	}
	if p.words.function.native(tokens) {
		return ""
	}
	counts := p.counts[:len(p.words.function.codes)]
	clear(counts)
	for _, t := range tokens {
		for set := t.word.function; set != 0; set &= set - 1 {
			counts[bits.TrailingZeros32(set)]++
		}
	}
	best, most := "", otherShare*float64(len(tokens))
	for i, code := range p.words.function.codes {
		if n := float64(counts[i]); code != p.code && n > most && covers(code) {
			best, most = code, n
		}
	}
	return best
}
