package lexicon

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policyscan/lexicon/words"
)

// wholeWords knows words of a language as they are written, so that stems and parts
// of words can be shown to readers.
type wholeWords struct {
	lang   words.Language
	forms  []string          // the short ones first
	byStem map[string]string // the shortest with that stem
	folded map[string]bool   // all of them
	empty  map[string]bool   // folded words that tell nothing by themselves
}

// wholeWords collects the words of a language's patterns and tests.
func (lang *Language) wholeWords() *wholeWords {
	w := &wholeWords{lang: words.For(lang.Code), byStem: map[string]string{}, folded: map[string]bool{}, empty: map[string]bool{}}
	for _, form := range strings.Fields(functionWords[lang.Code]) {
		w.empty[form] = true
	}
	for _, lists := range []map[string][]Pattern{lang.Lists, lang.Concepts} {
		for _, name := range keys(lists) {
			w.addPatterns(lists[name])
		}
	}
	for i := range lang.Rules {
		r := &lang.Rules[i]
		for _, name := range keys(r.Terms) {
			w.addPatterns(r.Terms[name])
		}
		for _, t := range r.Tests {
			w.addText(t.Text)
		}
	}
	for _, p := range lang.Passages {
		w.addText(p.Text)
	}
	slices.SortFunc(w.forms, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b)) })
	for _, form := range w.forms {
		if stem := w.lang.Stem(form); w.byStem[stem] == "" {
			w.byStem[stem] = form
		}
	}
	return w
}

func (w *wholeWords) addPatterns(patterns []Pattern) {
	for _, p := range patterns {
		w.addElements(p.Elements)
	}
}

func (w *wholeWords) addElements(elements []Element) {
	for _, e := range elements {
		switch e.Kind {
		case Stem, Exact, Cased:
			w.add(e.Text)
		case Group:
			for _, a := range e.Alternatives {
				w.addElements(a)
			}
		}
	}
}

func (w *wholeWords) addText(text string) {
	s := words.NewScanner(text)
	for {
		start, end, ok := s.Next()
		if !ok {
			return
		}
		w.add(text[start:end])
	}
}

func (w *wholeWords) add(form string) {
	form = strings.ToLower(form)
	if folded := w.lang.Fold(form); !w.folded[folded] {
		w.folded[folded] = true
		w.forms = append(w.forms, form)
	}
}

// fits returns the shortest word that a glob matches; "" where none is known.
func (w *wholeWords) fits(glob string) string {
	parts := strings.Split(w.lang.Fold(glob), "*")
	for _, form := range w.forms {
		if fitsParts(w.lang.Fold(form), parts) {
			return form
		}
	}
	return ""
}

// fitsParts reports whether a word consists of parts with any letters between.
func fitsParts(form string, parts []string) bool {
	last := len(parts) - 1
	for i, part := range parts {
		switch {
		case i == 0:
			if !strings.HasPrefix(form, part) {
				return false
			}
			form = form[len(part):]
		case i == last:
			return strings.HasSuffix(form, part)
		default:
			_, rest, found := strings.Cut(form, part)
			if !found {
				return false
			}
			form = rest
		}
	}
	return form == ""
}

// shortestWord is how many letters a word has at least that tells a reader something.
const shortestWord = 4

// content returns the whole word of a stem, "" where none is known or where it is no
// word of content.
func (w *wholeWords) content(stem string) string {
	form := w.byStem[stem]
	if utf8.RuneCountInString(form) < shortestWord || strings.ContainsFunc(form, unicode.IsDigit) || w.empty[w.lang.Fold(form)] {
		return ""
	}
	return form
}

// examples returns some of the first plain patterns of a concept as words.
func (w *wholeWords) examples(patterns []Pattern, most int) []string {
	var out []string
	seen := map[string]bool{}
	for i := range patterns {
		text := w.plain(&patterns[i])
		stem := w.lang.Stem(text)
		if text == "" || seen[stem] {
			continue
		}
		seen[stem] = true
		if out = append(out, text); len(out) == most {
			break
		}
	}
	return out
}

// plain returns a pattern as the words that it stands for, "" where it is more than
// a row of words.
func (w *wholeWords) plain(p *Pattern) string {
	if p.Exception || p.Anchor != Anywhere {
		return ""
	}
	var row []string
	for _, e := range p.Elements {
		form := ""
		switch e.Kind {
		case Stem, Exact, Cased:
			form = e.Text
		case Glob:
			form = w.fits(e.Text)
		}
		if form == "" || e.Optional {
			return ""
		}
		row = append(row, form)
	}
	return strings.Join(row, " ")
}
