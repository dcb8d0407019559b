package index

import (
	"sync"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	"policyscan/lexicon/words"
)

// analyzerPrefix begins the names of our analyzers in bleve's registry.
const analyzerPrefix = "law_"

// languages returns the codes of the languages that have a text field of their
// own, in a fixed order.
func languages() []string {
	return []string{"da", "de", "en", "es", "fi", "fr", "it", "nl", "no", "pt", "sv"}
}

// init registers the analyzers: bleve finds those of a stored index by name,
// and its registry is the only way to offer them.
func init() {
	for _, code := range append(languages(), unknownLang) {
		err := registry.RegisterAnalyzer(analyzerPrefix+code, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
			return newAnalyzer(code), nil
		})
		if err != nil {
			panic(err) // two packages chose the same name: a fault of the program
		}
	}
}

// analyzer offers the words of lexicon/words to bleve. It is used by several
// goroutines at once.
type analyzer struct {
	lang  words.Language
	stops map[string]bool
	pool  sync.Pool // of *terms
}

// terms is the memory of one goroutine: the term of each surface form.
type terms struct {
	forms *words.Forms
	term  [][]byte // by form; nil for stop words
}

func newAnalyzer(code string) *analyzer {
	return &analyzer{lang: words.For(code), stops: stopWords(code)}
}

// Analyze returns the terms of a text at their byte ranges. Positions count
// all words, so that phrases keep their distance over stop words.
func (a *analyzer) Analyze(input []byte) analysis.TokenStream {
	t, _ := a.pool.Get().(*terms)
	if t == nil || t.forms.Full() {
		t = &terms{forms: words.NewForms(a.lang)}
	}
	defer a.pool.Put(t)
	text := string(input)
	tokens := make([]analysis.Token, 0, len(text)/6+4)
	scan := words.NewScanner(text)
	for position := 1; ; position++ {
		start, end, ok := scan.Next()
		if !ok {
			break
		}
		if term := t.of(a, text[start:end]); term != nil {
			tokens = append(tokens, analysis.Token{Start: start, End: end, Term: term, Position: position})
		}
	}
	stream := make(analysis.TokenStream, len(tokens))
	for i := range tokens {
		stream[i] = &tokens[i]
	}
	return stream
}

// of returns the term of a form, nil for a stop word.
func (t *terms) of(a *analyzer, form string) []byte {
	id, first := t.forms.ID(form)
	if first {
		var term []byte
		if !a.stops[t.forms.Folded(id)] {
			term = []byte(t.forms.Stem(id))
		}
		if len(term) > longestTerm {
			term = term[:longestTerm]
		}
		t.term = append(t.term, term)
	}
	return t.term[id]
}

// longestTerm bounds the terms of the dictionary, in bytes; what is longer is
// no word.
const longestTerm = 128
