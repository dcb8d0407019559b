package match

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"policyscan/ingest"
	"policyscan/lexicon"
	"policyscan/lexicon/words"
)

// Version names the behaviour of the engine. It is part of what decides whether a
// document is tagged anew, so raise it whenever the same rules give other tags
// (TestVersion notices).
const Version = "matcher/7"

// Tagger tags passages by a lexicon. It compiles the rules of a language when
// the first passage in it comes, and may be shared; the work is done by its
// workers.
type Tagger struct {
	lex       *lexicon.Lexicon
	compilers map[string]func() (*ruleset, error)
}

// New returns a tagger for a lexicon. The languages named are compiled at once;
// errors in them are returned here. Others are compiled when they are needed.
func New(lex *lexicon.Lexicon, languages ...string) (*Tagger, error) {
	if lex == nil {
		return nil, fmt.Errorf("match: no lexicon")
	}
	t := &Tagger{lex: lex, compilers: map[string]func() (*ruleset, error){}}
	for _, code := range lex.Languages {
		t.compilers[code] = sync.OnceValues(func() (*ruleset, error) {
			lang, err := lex.Language(code)
			if err != nil {
				return nil, err
			}
			return compile(lex, lang), nil
		})
	}
	for _, code := range languages {
		c := t.compilers[words.Base(code)]
		if c == nil {
			return nil, fmt.Errorf("match: the lexicon has no rules for language %q", code)
		}
		if _, err := c(); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// Lexicon returns the lexicon of the tagger.
func (t *Tagger) Lexicon() *lexicon.Lexicon { return t.lex }

// Covers reports whether there are rules for a language.
func (t *Tagger) Covers(lang string) bool { return t.lex.Covers(words.Base(lang)) }

// Worker returns a new worker, for one goroutine.
func (t *Tagger) Worker() *Worker {
	return &Worker{tagger: t, readers: map[string]*passageReader{}}
}

// Worker tags passages one after the other and keeps what it learned of their
// words. It is not safe for use by several goroutines.
type Worker struct {
	tagger  *Tagger
	readers map[string]*passageReader // nil for languages without rules
	err     error
}

// Reading is everything that the rules say about a passage.
type Reading struct {
	Tags       []Tag        // by criterion, perspective and voice
	Flags      []string     // AUX flags of the passage, tagged or not; sorted
	Suppressed []Suppressed // near-misses: what fired and does not count
	OnTopic    bool         // the text itself holds a word of the domain
}

// Suppressed is a rule that fired and does not count, with the reason.
type Suppressed struct {
	Code    string `json:"code,omitempty"`
	Rule    string `json:"rule"`
	Reason  string `json:"reason"`
	Matched []Span `json:"matched"`
}

// Tag returns the tags of a passage, by criterion, perspective and voice.
// Passages in a language without rules, and of kinds that carry no tags, have
// none.
func (w *Worker) Tag(u Unit) []Tag { return w.Read(u).Tags }

// Suppressed returns the near-misses of a passage.
func (w *Worker) Suppressed(u Unit) []Suppressed { return w.Read(u).Suppressed }

// Read returns the tags of a passage with its flags and near-misses.
func (w *Worker) Read(u Unit) Reading {
	if u.Kind.Known() && !u.Kind.Quotable() {
		return Reading{}
	}
	p := w.reader(words.Base(u.Lang))
	if p == nil {
		return Reading{}
	}
	topical := p.open(u)
	if other := p.foreign(w.tagger.lex.Covers); other != "" {
		if q := w.reader(other); q != nil {
			p, topical = q, q.open(u)
		}
	}
	if !topical {
		return Reading{}
	}
	return p.read()
}

// Err returns the first error of a language whose rules could not be loaded. It
// is nil for the embedded lexicon and for one that came from [lexicon.Load].
func (w *Worker) Err() error { return w.err }

// reader returns the reader of a language, nil where there are no rules.
func (w *Worker) reader(code string) *passageReader {
	if p, ok := w.readers[code]; ok {
		return p
	}
	var p *passageReader
	if compiler := w.tagger.compilers[code]; compiler != nil {
		rules, err := compiler()
		switch {
		case err == nil:
			p = newPassageReader(rules)
		case w.err == nil:
			w.err = err
		}
	}
	w.readers[code] = p
	return p
}

// Warm compiles a language, so that its cost is not paid by the first passage.
func (t *Tagger) Warm(lang string) error {
	c := t.compilers[words.Base(lang)]
	if c == nil {
		return fmt.Errorf("match: the lexicon has no rules for language %q", lang)
	}
	_, err := c()
	return err
}

// lawlike reports whether a genre is one whose sentences are norms.
func lawlike(genre string) bool {
	switch ingest.DocumentType(genre) {
	case ingest.Constitution, ingest.Statute, ingest.Regulation, ingest.Bill:
		return true
	}
	return false
}

// inList reports whether a list of kinds or genres admits a value. A list with
// leading minus signs names what it excludes; an unknown value is admitted.
func inList(list []string, value string) bool {
	if len(list) == 0 || value == "" {
		return true
	}
	excluding := strings.HasPrefix(list[0], "-")
	if slices.Contains(list, "-"+value) {
		return false
	}
	return excluding || slices.Contains(list, value)
}
