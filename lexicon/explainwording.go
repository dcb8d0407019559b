package lexicon

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Strongest returns the signs that speak most for a cell, or most against it, the
// strongest first, at most so many.
func (w *Wording) Strongest(cell, most int, against bool) []string {
	weights := map[string]float64{}
	var names []string
	for _, s := range w.Signs {
		for _, x := range s.Weights {
			if x.Cell == cell && x.Weight < 0 == against {
				weights[s.Name] = math.Abs(x.Weight)
				names = append(names, s.Name)
			}
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(weights[b], weights[a]), strings.Compare(a, b))
	})
	return names[:min(most, len(names))]
}

// shownSigns is how many signs are named where weights are explained.
const shownSigns = 40

// explainWording says what the wording of a cell is in some languages.
func (l *Lexicon) explainWording(code string, languages []string) (string, error) {
	var b prose
	fmt.Fprintf(&b, "The wording of %s\n", code)
	b.para("", "", fmt.Sprintf("Beside the rules, all words of a passage are weighed together: each sign has a weight for each cell, fitted on labelled passages. Where the weights leave little doubt (log-odds above %g), the wording makes a tag by itself; where they make the cell likely (above %g), it makes one together with a weak sign; a cell that lies %g behind the likeliest one loses a point. Where the subject is named only around the passage, %g is taken off.", l.Weighing.AloneFor(code), l.Weighing.Joined, l.Weighing.Against, l.Weighing.Inherited))
	b.para("", "", "A sign is the stem of a word, two neighbouring stems, or a concept (@): a field of words that mean the same; ^@ is a concept in the heading or the title.")
	for _, lang := range languages {
		loaded, err := l.Language(lang)
		if err != nil {
			return "", err
		}
		l.wordingInWords(&b, loaded, code)
	}
	return b.String(), nil
}

// wordingInWords lists the strongest signs of a cell.
func (l *Lexicon) wordingInWords(b *prose, lang *Language, code string) {
	if lang.Wording == nil {
		return
	}
	cell := slices.Index(l.Codes(), code)
	b.heading("Wording in " + languageName(lang.Code))
	b.para("  speaks for it:     ", "    ", strings.Join(lang.Wording.Strongest(cell, shownSigns, false), " · "))
	b.para("  speaks against it: ", "    ", strings.Join(lang.Wording.Strongest(cell, shownSigns/2, true), " · "))
}
