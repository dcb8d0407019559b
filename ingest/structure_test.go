package ingest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policyscan/ingest/plain"
	"policyscan/ingest/reading"
)

// read reads a file with a reader of the program.
func read(t testing.TB, r reading.Reader, file string) *reading.Extraction {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	ex, err := r.Read(t.Context(), bytes.NewReader(data), int64(len(data)), reading.Options{Name: filepath.Base(file)})
	if err != nil {
		t.Fatalf("%s: %v", filepath.Base(file), err)
	}
	return &ex
}

// flattened returns an extraction without what markup said: one block a
// paragraph, no roles, no divisions.
func flattened(ex *reading.Extraction) *reading.Extraction {
	out := &reading.Extraction{Format: "text", Text: ex.Text, Pages: ex.Pages}
	for _, b := range ex.Blocks {
		if b.Role.Apparatus() || b.Role == reading.TableRow || b.Role == reading.Annotation {
			out.Blocks = append(out.Blocks, b)
			continue
		}
		out.Blocks = append(out.Blocks, reading.Block{Start: b.Start, End: b.End, Page: b.Page})
	}
	return out
}

// shared returns the folder of test documents beside the repository, or skips.
func shared(t testing.TB, sub string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for up := dir; ; up = filepath.Dir(up) {
		if p := filepath.Join(filepath.Dir(up), "shared", sub); isDir(p) {
			return p
		}
		if filepath.Dir(up) == up {
			t.Skipf("no folder shared/%s beside the repository", sub)
		}
	}
}

func isDir(p string) bool {
	st, err := os.Stat(p)
	return err == nil && st.IsDir()
}

// corpusFiles lists the files of the test documents with an extension.
func corpusFiles(t testing.TB, ext string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(shared(t, filepath.Join("corpus", "text")), func(p string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() && filepath.Ext(p) == ext {
			out = append(out, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// checkContent holds what is promised of every Content.
func checkContent(t testing.TB, ex *reading.Extraction, c Content) {
	t.Helper()
	ids := map[string]bool{}
	at := 0
	for i, p := range c.Passages {
		if p.Start < at || p.End <= p.Start || p.End > len(c.Text) {
			t.Fatalf("passage %d %s: range %d–%d after %d of %d", i, p.ID, p.Start, p.End, at, len(c.Text))
		}
		if gap := strings.TrimSpace(c.Text[at:p.Start]); gap != "" && i > 0 {
			t.Fatalf("passage %s: text before it belongs to no passage: %q", p.ID, gap)
		}
		at = p.End
		if ids[p.ID] {
			t.Fatalf("passage id %s twice", p.ID)
		}
		ids[p.ID] = true
		if p.Kind == "" {
			t.Fatalf("passage %s has no kind", p.ID)
		}
		for _, r := range p.Chapeau {
			if r.Start < 0 || r.End > len(c.Text) || r.Start >= r.End || r.End > p.Start {
				t.Fatalf("passage %s: chapeau %v", p.ID, r)
			}
		}
		if n := countWords(c.Of(Range{p.Start, p.End})); n > maxWords && p.Kind.Quotable() && p.End-p.Start > 400 {
			t.Errorf("passage %s has %d words", p.ID, n)
		}
	}
	if rest := strings.TrimSpace(c.Text[min(at, len(c.Text)):]); rest != "" {
		t.Fatalf("text behind the last passage belongs to none: %.80q", rest)
	}
	paths := map[string]bool{}
	eids := map[string]bool{}
	for i, p := range c.Provisions {
		if p.Start > p.End || p.End > len(c.Text) || p.Parent >= i || i > 0 && p.Start < c.Provisions[i-1].Start {
			t.Fatalf("provision %d %s: %d–%d parent %d", i, p.Path, p.Start, p.End, p.Parent)
		}
		if p.Parent >= 0 && (p.Start < c.Provisions[p.Parent].Start || p.End > c.Provisions[p.Parent].End) {
			t.Fatalf("provision %s %d–%d lies outside its parent %d–%d", p.Path, p.Start, p.End, c.Provisions[p.Parent].Start, c.Provisions[p.Parent].End)
		}
		if p.Num != "" && !strings.HasPrefix(c.Text[p.Start:], p.Num) && len(ex.Divisions) == 0 {
			t.Fatalf("provision %s: number %q is not printed at %d", p.Path, p.Num, p.Start)
		}
		if paths[p.Path] || eids[p.EID] {
			t.Fatalf("provision path %s or eId %s twice", p.Path, p.EID)
		}
		paths[p.Path], eids[p.EID] = true, true
	}
}

// TestCorpusHolds checks the promises over every Markdown file of the corpus,
// with its marks and without; every tenth, or all where ALL is set.
func TestCorpusHolds(t *testing.T) {
	for i, f := range corpusFiles(t, ".md") {
		if i%10 != 0 && os.Getenv("ALL") == "" {
			continue
		}
		marked := read(t, plain.Markdown{}, f)
		for _, ex := range []*reading.Extraction{marked, flattened(marked)} {
			t.Run(filepath.Base(f), func(t *testing.T) { checkContent(t, ex, Structure(ex, "")) })
		}
	}
}

// TestShow prints the skeleton of the file named by SHOW.
func TestShow(t *testing.T) {
	f := os.Getenv("SHOW")
	if f == "" {
		t.Skip("SHOW names no file")
	}
	ex := readAny(t, f)
	if os.Getenv("STRIP") != "" {
		ex = flattened(ex)
	}
	t.Log("\n" + Skeleton(Structure(ex, os.Getenv("LANGUAGE_OF"))))
}
