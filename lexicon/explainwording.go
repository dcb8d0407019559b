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

// How many concepts and words are shown for a cell, half as many against it, and how
// many words of each concept.
const (
	shownConcepts = 10
	shownWords    = 16
	shownExamples = 4
)

// explainWording says what the wording of a cell is in some languages.
func (l *Lexicon) explainWording(code string, languages []string) (string, error) {
	var b prose
	fmt.Fprintf(&b, "The wording of %s\n", code)
	b.para("", "", "Beside the rules, all words of a passage are weighed together: each speaks for this cell as far as it stood in passages labelled with it, and against it as far as it stood in others.")
	for _, lang := range languages {
		loaded, err := l.Language(lang)
		if err != nil {
			return "", err
		}
		if loaded.Wording == nil {
			b.heading("Wording in " + languageName(lang))
			b.para("  ", "  ", "Nothing is weighed: the rules alone make the tags.")
			continue
		}
		l.wordingInWords(&b, loaded, code)
	}
	l.whenWordingTags(&b, code)
	return b.String(), nil
}

// whenWordingTags says when the wording of a cell makes a tag (docs/rules.md,
// Thresholds).
func (l *Lexicon) whenWordingTags(b *prose, code string) {
	b.heading("When the wording makes a tag")
	alone := "Where the words of a passage leave little doubt, they make a tag without any rule."
	if slices.Contains(l.Weighing.Usual, code) {
		alone += " Most law on the subject speaks of this cell, so here they must be surer than elsewhere."
	}
	for _, line := range []string{
		alone,
		"Where they make the cell likely, they make a tag together with a rule that is not enough alone.",
		"Where they are much rather those of another cell, they take a point away from what rules found, if some of them speak for this one as well: a certain rule makes its tag all the same, weaker ones may not.",
		"Where the subject is named only around the passage, they must be surer. Where it is named neither there nor in the passage, and the document is not about it, they count for nothing.",
	} {
		b.para("  - ", "    ", line)
	}
}

// wordingInWords lists what speaks most for a cell in a language, and against it.
func (l *Lexicon) wordingInWords(b *prose, lang *Language, code string) {
	if lang.Wording == nil {
		return
	}
	cell := slices.Index(l.Codes(), code)
	known := lang.wholeWords()
	b.heading("Wording in " + languageName(lang.Code))
	b.signs("What speaks for it, the strongest first:", lang, known, lang.Wording.Strongest(cell, len(lang.Wording.Signs), false), 1)
	b.signs("What speaks against it:", lang, known, lang.Wording.Strongest(cell, len(lang.Wording.Signs), true), 2)
	b.para("  ", "  ", "These are the strongest; the whole table is the file "+wordingFile+" of the language.")
}

// signs lists concepts with some of their words, and then words; of so many, a share.
func (b *prose) signs(title string, lang *Language, known *wholeWords, names []string, share int) {
	b.para("  ", "  ", title)
	shown := map[string]bool{}
	concepts := 0
	for _, name := range names {
		concept, isConcept := strings.CutPrefix(strings.TrimPrefix(name, "^"), "@")
		if !isConcept {
			continue
		}
		line := strings.ReplaceAll(concept, "-", " ")
		if name[0] == '^' {
			line += ", in the heading or title"
		}
		if examples := known.examples(lang.Concepts[concept], shownExamples); len(examples) > 0 && !shown[concept] {
			line += ": " + strings.Join(examples, ", ")
			for _, e := range examples {
				shown[e] = true
			}
		}
		shown[concept] = true
		b.para("    - ", "      ", line)
		if concepts++; concepts == shownConcepts/share {
			break
		}
	}
	var content []string
	for _, name := range names {
		if word := known.content(name); word != "" && !shown[word] && len(content) < shownWords/share {
			content = append(content, word)
		}
	}
	if len(content) > 0 {
		b.para("    - ", "      ", "the words "+strings.Join(content, ", "))
	}
}
