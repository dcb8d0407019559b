package match

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"policyscan/lexicon"
)

// corpusText returns up to limit bytes of real Markdown statutes from folders of
// the corpus beside the repository, as paragraphs.
func corpusText(tb testing.TB, folders []string, limit int) []string {
	tb.Helper()
	var out []string
	size := 0
	for _, folder := range folders {
		root := filepath.Join("..", "..", "shared", "corpus", "text", folder)
		if _, err := os.Stat(root); err != nil {
			tb.Skip("no corpus beside the repository")
		}
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || size > limit || !strings.HasSuffix(path, ".md") {
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			size += len(b)
			out = append(out, strings.Split(strings.ReplaceAll(string(b), "\r\n", "\n"), "\n\n")...)
			return nil
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
	return out
}

// statutes are the folders of the corpus that hold Markdown statutes, by language.
var statutes = []struct {
	lang    string
	folders []string
}{
	{"en", []string{"IE", "NZ"}},
	{"es", []string{"AR", "UY", "CL", "CO", "PE"}},
	{"fr", []string{"FR", "LU"}},
	{"de", []string{"DE"}},
	{"sv", []string{"SE"}},
}

// BenchmarkTag tags the statutes of a language with all its rules, by one worker
// and by four. MB/CPU-s is what a second of one processor does. All languages are
// compiled before, for statutes hold passages in others than their own, and what
// compiling costs is BenchmarkLoad's to say.
func BenchmarkTag(b *testing.B) {
	lex, err := lexicon.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	t, err := New(lex, lex.Languages...)
	if err != nil {
		b.Fatal(err)
	}
	for _, s := range statutes {
		b.Run(s.lang, func(b *testing.B) {
			text := corpusText(b, s.folders, 20<<20)
			for _, workers := range []struct {
				name string
				n    int
			}{{"one", 1}, {"four", 4}} {
				b.Run(workers.name, func(b *testing.B) { benchmarkTag(b, t, s.lang, text, workers.n) })
			}
		})
	}
}

func benchmarkTag(b *testing.B, t *Tagger, lang string, text []string, workers int) {
	size := 0
	for _, s := range text {
		size += len(s)
	}
	b.SetBytes(int64(size))
	tags := 0
	began := cpuTime()
	for b.Loop() {
		found := make([]int, workers)
		var group sync.WaitGroup
		for k := range workers {
			group.Go(func() {
				w := t.Worker()
				for i := k; i < len(text); i += workers {
					found[k] += len(w.Tag(Unit{Lang: lang, Text: text[i], Kind: "operative"}))
				}
			})
		}
		group.Wait()
		tags = 0
		for _, n := range found {
			tags += n
		}
	}
	if used := (cpuTime() - began).Seconds(); used > 0 {
		b.ReportMetric(float64(size)*float64(b.N)/1e6/used, "MB/CPU-s")
	}
	b.ReportMetric(float64(tags), "tags")
}

// BenchmarkLoad reads and compiles the rules of a language from its files, as a
// command that tags this language alone does.
func BenchmarkLoad(b *testing.B) {
	lex, err := lexicon.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	for _, code := range append([]string{"all"}, lex.Languages...) {
		languages := []string{code}
		if code == "all" {
			languages = lex.Languages
		}
		b.Run(code, func(b *testing.B) {
			began := cpuTime()
			for b.Loop() {
				loadLanguages(b, languages...)
			}
			if used := (cpuTime() - began).Seconds(); used > 0 {
				b.ReportMetric(1000*used/float64(b.N), "CPU-ms")
			}
		})
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
