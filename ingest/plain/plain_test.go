package plain

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"policyscan/ingest/reading"
)

func read(r reading.Reader, data string) (reading.Extraction, error) {
	return r.Read(context.Background(), strings.NewReader(data), int64(len(data)), reading.Options{})
}

// readers by the extension of the input in a test file.
func readerOf(name string) reading.Reader {
	switch filepath.Ext(name) {
	case ".md":
		return Markdown{}
	case ".json", ".jsonl":
		return JSON{}
	}
	return Text{}
}

// TestGoldens reads the inputs of testdata/*.txtar and compares what they give
// with the file "want" behind each; UPDATE=1 rewrites them.
func TestGoldens(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no test files", err)
	}
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(a.Files); i += 2 {
			in, want := a.Files[i], &a.Files[i+1]
			t.Run(filepath.Base(name)+"/"+in.Name, func(t *testing.T) {
				ex, err := read(readerOf(in.Name), string(in.Data))
				if err != nil {
					t.Fatal(err)
				}
				if err := reading.Check(ex); err != nil {
					t.Error(err)
				}
				got := reading.Dump(ex)
				if os.Getenv("UPDATE") != "" {
					want.Data = []byte(got)
					return
				}
				if d := cmp.Diff(got, string(want.Data)); d != "" {
					t.Errorf("got (-) want (+):\n%s", d)
				}
			})
		}
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestPages(t *testing.T) {
	ex, err := read(Text{}, "First page.\f\fThird page.\f")
	if err != nil {
		t.Fatal(err)
	}
	want := []reading.Page{
		{Number: 1, Start: 0, End: 12, Status: reading.PageText, Extractor: "text"},
		{Number: 2, Start: 12, End: 12, Status: reading.PageBlank, Extractor: "text"},
		{Number: 3, Start: 12, End: 24, Status: reading.PageText, Extractor: "text"},
	}
	if d := cmp.Diff(ex.Pages, want); d != "" {
		t.Errorf("got (-) want (+):\n%s", d)
	}
}

func TestRefusals(t *testing.T) {
	for _, tt := range []struct {
		name   string
		reader reading.Reader
		data   string
		code   string
	}{
		{"nothing but space", Text{}, " \n\n ", "empty"},
		{"JSON that breaks off at once", JSON{}, "[{", "damaged"},
		{"JSON nested without end", JSON{}, strings.Repeat("[", 100000), "damaged"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(tt.reader, tt.data)
			var r *reading.Refusal
			if !errors.As(err, &r) || r.Code != tt.code {
				t.Errorf("got %v, want a refusal %q", err, tt.code)
			}
		})
	}
}

func TestHugeFileIsRefusedUnread(t *testing.T) {
	_, err := Text{}.Read(context.Background(), bytes.NewReader(nil), MaxBytes+1, reading.Options{})
	var r *reading.Refusal
	if !errors.As(err, &r) || r.Code != "too-large" {
		t.Errorf("got %v", err)
	}
}

func seed(f *testing.F, ext string) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, in := range a.Files {
			if filepath.Ext(in.Name) == ext {
				f.Add(string(in.Data))
			}
		}
	}
}

func fuzz(f *testing.F, r reading.Reader) {
	f.Fuzz(func(t *testing.T, data string) {
		ex, err := read(r, data)
		if err != nil {
			return
		}
		if err := reading.Check(ex); err != nil {
			t.Error(err)
		}
	})
}

func FuzzText(f *testing.F)     { seed(f, ".txt"); fuzz(f, Text{}) }
func FuzzMarkdown(f *testing.F) { seed(f, ".md"); fuzz(f, Markdown{}) }
func FuzzJSON(f *testing.F)     { seed(f, ".json"); fuzz(f, JSON{}) }

func BenchmarkMarkdown(b *testing.B) {
	data := strings.Repeat("### 4 Duties of *operators*\n\n(1) An operator of premises must, before the end of each year, give the\nauthority a [report](https://example.org/r) on the measures taken.\n\n1. first,\n2. second.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n", 2000)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := read(Markdown{}, data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkText(b *testing.B) {
	data := strings.Repeat("4. (1) An operator of premises must, before the end of each year, give the\nauthority a report on the meas-\nures taken.\n\n", 5000)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := read(Text{}, data); err != nil {
			b.Fatal(err)
		}
	}
}
