package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policyscan/ingest/reading"
)

// plainText makes an extraction of text: one block a paragraph, without roles.
func plainText(text string) *reading.Extraction {
	b := reading.NewBuilder("text", reading.Options{})
	for _, p := range strings.Split(text, "\n\n") {
		b.Add(reading.Block{}, p)
	}
	ex := b.Done()
	return &ex
}

// FuzzStructure holds what is promised of every Content: passages slice back,
// lie in order without overlap, leave no words out, and have ids of their own.
func FuzzStructure(f *testing.F) {
	files, _ := filepath.Glob("testdata/structure/*.*")
	for _, name := range files {
		if text, err := os.ReadFile(name); err == nil && filepath.Ext(name) != ".golden" {
			lang, _, _ := strings.Cut(filepath.Base(name), "-")
			f.Add(string(text), lang)
		}
	}
	f.Add("1. a:\n\n(a) b;\n\n(a) c", "en")
	f.Fuzz(func(t *testing.T, text, lang string) {
		ex := plainText(text)
		checkContent(t, ex, Structure(ex, lang))
	})
}

// FuzzSentences holds that sentences cover their range without gaps.
func FuzzSentences(f *testing.F) {
	f.Add("See Art. 5 Abs. 2 Nr. 1. Then (cf. s. 3). “Yes.” No? 第一。第二")
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, r := range Sentences(text, Range{0, len(text)}) {
			if r.Start != at || r.End <= r.Start {
				t.Fatalf("sentence %v after %d", r, at)
			}
			at = r.End
		}
		if at != len(text) {
			t.Fatalf("sentences end at %d of %d", at, len(text))
		}
	})
}
