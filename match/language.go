package match

import (
	"slices"
	"strings"
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

// foreign returns the language that a passage is in, where this is certainly not
// the language of the reader; "" otherwise.
func (p *passageReader) foreign(covers func(string) bool) string {
	tokens := p.fields[inText].tokens
	if len(tokens) < foreignWords {
		return ""
	}
	own := 0
	for _, t := range tokens {
		if p.text.function[t.form] {
			own++
		}
	}
	if float64(own) >= ownShare*float64(len(tokens)) {
		return ""
	}
	best, most := "", otherShare*float64(len(tokens))
	for _, code := range p.lex.Languages {
		if code == p.code || !covers(code) {
			continue
		}
		list := strings.Fields(common[code])
		n := 0
		for _, t := range tokens {
			if slices.Contains(list, p.text.forms.Folded(t.form)) {
				n++
			}
		}
		if float64(n) > most {
			best, most = code, float64(n)
		}
	}
	return best
}
