package match

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policyscan/lexicon"
)

// corpusText returns up to limit bytes of real Markdown statutes in a language,
// as paragraphs.
func corpusText(tb testing.TB, marker string, limit int) []string {
	root := filepath.Join("..", "..", "shared", "corpus")
	if _, err := os.Stat(root); err != nil {
		tb.Skip("no corpus beside the repository")
	}
	var out []string
	size := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || size > limit || !strings.HasSuffix(path, ".md") || !strings.Contains(path, marker) {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		size += len(b)
		out = append(out, strings.Split(string(b), "\n\n")...)
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	if len(out) == 0 {
		tb.Skipf("no Markdown statutes of %q in the corpus", marker)
	}
	return out
}

func benchmarkTag(b *testing.B, lang, marker string) {
	lex, err := lexicon.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	t, err := New(lex)
	if err != nil {
		b.Fatal(err)
	}
	if !t.Covers(lang) {
		b.Skip("no rules")
	}
	text := corpusText(b, marker, 20<<20)
	size := 0
	for _, s := range text {
		size += len(s)
	}
	w := t.Worker()
	w.Tag(Unit{Lang: lang, Text: "x"})
	b.SetBytes(int64(size))
	tags := 0
	for b.Loop() {
		tags = 0
		for _, s := range text {
			tags += len(w.Tag(Unit{Lang: lang, Text: s, Kind: "operative"}))
		}
	}
	b.ReportMetric(float64(tags), "tags")
	b.ReportMetric(float64(len(text)), "passages")
}

func BenchmarkTagEnglish(b *testing.B) { benchmarkTag(b, "en", filepath.Join("IE", "offtopic")) }
func BenchmarkTagSpanish(b *testing.B) { benchmarkTag(b, "es", filepath.Join("AR", "offtopic")) }

// BenchmarkLoad reads and compiles one language from its files, as a command that
// tags English alone does; BenchmarkLoadAll does so for every language.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		loadLanguages(b, "en")
	}
}

func BenchmarkLoadAll(b *testing.B) {
	lex, err := lexicon.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		loadLanguages(b, lex.Languages...)
	}
}

func loadLanguages(b *testing.B, languages ...string) {
	lex, err := lexicon.Open(os.DirFS(filepath.Join("..", "lexicon", "data")))
	if err != nil {
		b.Fatal(err)
	}
	if _, err := New(lex, languages...); err != nil {
		b.Fatal(err)
	}
}
