package suggest

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policyscan/lexicon"
	"policyscan/match"
)

// BenchmarkPrecision prints precision at 50 with held-out vocabulary for cells that
// the rules find often in real statutes: of the tagged passages every fifth is
// hidden, and the rules' own words are taken out of all of them.
func BenchmarkPrecision(b *testing.B) {
	lex, err := lexicon.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	tagger, err := match.New(lex)
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		lang    string
		folders []string
	}{{"en", []string{"IE", "NZ"}}, {"es", []string{"AR", "CO", "UY"}}, {"fr", []string{"FR", "LU"}}, {"de", []string{"DE"}}} {
		for _, code := range []string{"C1.exploitation", "C2.exploitation", "C2.sexwork", "C5.sexwork"} {
			b.Run(c.lang+"/"+code, func(b *testing.B) {
				examples := statutes(b, tagger.Worker(), c.lang, code, c.folders)
				precision, hidden := 0.0, 0
				for b.Loop() {
					precision, hidden = PrecisionAt(c.lang, examples, 50, Options{})
				}
				if hidden == 0 {
					b.Skip("too few tagged passages")
				}
				b.ReportMetric(precision, "precision@50")
				b.ReportMetric(float64(hidden), "hidden")
			})
		}
	}
}

// statutes returns the paragraphs of real statutes as examples of a cell, so far
// as there are any; ten thousand untagged ones will do.
func statutes(b *testing.B, w *match.Worker, lang, code string, folders []string) []Example {
	var out []Example
	untagged := 0
	for _, folder := range folders {
		root := filepath.Join("..", "..", "..", "shared", "corpus", "text", folder)
		if _, err := os.Stat(root); err != nil {
			b.Skip("no corpus beside the repository")
		}
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".md") {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for i, p := range strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n\n") {
				e := Example{ID: fmt.Sprintf("%s#%d", path, i), Text: p}
				for _, t := range w.Tag(match.Unit{Lang: lang, Text: p, Kind: "operative"}) {
					if t.Code == code && t.Voice == match.Own {
						e.Tagged = true
						for _, r := range t.Rules {
							e.Spans = append(e.Spans, r.Matched...)
						}
					}
				}
				if !e.Tagged {
					if untagged++; untagged > 10000 {
						continue
					}
				}
				out = append(out, e)
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return out
}
