package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"policyscan/cmd/scan/internal/hint"
	"policyscan/cmd/scan/internal/pipeline"
	"policyscan/cmd/scan/internal/workspace"
	"policyscan/ingest"
	"policyscan/ingest/language"
	"policyscan/ingest/metadata"
	"policyscan/ingest/reading"
	"policyscan/lexicon"
	"policyscan/lexicon/words"
	"policyscan/match"
)

// steps connects the packages that do the work to the pass.
func (o *corpusOptions) steps() (pipeline.Steps, workspace.Versions, error) {
	digest, err := lexiconDigest(o.lexicon)
	if err != nil {
		return pipeline.Steps{}, workspace.Versions{}, err
	}
	versions := workspace.Versions{
		Tool: version, Codebook: digest, Tokeniser: words.Version + " " + match.Version,
		Structure: fmt.Sprintf("structure/%d language/%d metadata/%d", ingest.StructureVersion, language.Version, metadata.Version),
	}
	return pipeline.Steps{
		Identify:  identifier(formatReaders()),
		Manifests: manifests,
		Structure: structure,
		Describe:  describeUnread,
		Tag:       taggerFor(o.lexicon),
	}, versions, nil
}

// openLexicon returns the embedded lexicon, or the one in a directory.
func openLexicon(dir string) (*lexicon.Lexicon, error) {
	if dir == "" {
		return lexicon.Embedded()
	}
	if err := checkLexicon(dir); err != nil {
		return nil, err
	}
	lex, err := lexicon.Load(os.DirFS(dir))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	return lex, nil
}

// checkLexicon refuses what cannot be a lexicon.
func checkLexicon(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, "lexicon.yaml")); err != nil {
		return hint.With(fmt.Errorf("%s holds no lexicon: %w", dir, err), "a lexicon is a directory with lexicon.yaml in it; scan lexicon export and import make one")
	}
	return nil
}

// newTagger compiles the rules of a lexicon.
func newTagger(dir string) (*match.Tagger, error) {
	lex, err := openLexicon(dir)
	if err != nil {
		return nil, err
	}
	return match.New(lex)
}

// taggerFor returns the step that tags a document. The lexicon is read when the
// first document comes: a pass that finds nothing new does not pay for it.
func taggerFor(dir string) func(*ingest.Document, *ingest.Content) ([][]match.Tag, error) {
	tagger := sync.OnceValues(func() (*match.Tagger, error) { return newTagger(dir) })
	var workers sync.Pool
	return func(doc *ingest.Document, content *ingest.Content) ([][]match.Tag, error) {
		t, err := tagger()
		if err != nil {
			return nil, err
		}
		w, ok := workers.Get().(*match.Worker)
		if !ok {
			w = t.Worker()
		}
		tags, err := tagDocument(w, doc, content)
		if err == nil {
			workers.Put(w) // one that panicked is not used again
		}
		return tags, err
	}
}

// hinted gives an error of a worker its hint.
func hinted(err error) error {
	var refusal *reading.Refusal
	if ok := errors.As(err, &refusal); ok && refusal.Hint != "" {
		return hint.With(err, "%s", refusal.Hint)
	}
	return err
}

// lexiconDigest is the digest of a lexicon, which is not parsed for it.
func lexiconDigest(dir string) (string, error) {
	if dir == "" {
		return lexicon.EmbeddedDigest()
	}
	if err := checkLexicon(dir); err != nil {
		return "", err
	}
	return lexicon.Digest(os.DirFS(dir))
}
