package web

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/tools/txtar"

	"policyscan/ingest/reading"
)

func read(r reading.Reader, data string) (reading.Extraction, error) {
	return r.Read(context.Background(), strings.NewReader(data), int64(len(data)), reading.Options{})
}

// TestGoldens reads the pages of testdata/*.txtar and compares what they give
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
				ex, err := read(HTML{}, string(in.Data))
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

func TestDeclaredEncoding(t *testing.T) {
	page := `<html><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"></head><body><p>第一条　この規則は、試験のための文である。</p></body></html>`
	data, err := japanese.ShiftJIS.NewEncoder().String(page)
	if err != nil {
		t.Fatal(err)
	}
	ex, err := read(HTML{}, data)
	if err != nil {
		t.Fatal(err)
	}
	if want := "第一条 この規則は、試験のための文である。\n"; ex.Text != want {
		t.Errorf("got %q, want %q", ex.Text, want)
	}
}

func TestHostilePages(t *testing.T) {
	tests := []struct{ name, data string }{
		{"elements that are never closed", strings.Repeat("<font><span>", 100000) + "<p>Section 1</p>"},
		{"blocks that are never closed", strings.Repeat("<div><blockquote>", 100000) + "<p>Section 1</p>"},
		{"nested tables", strings.Repeat("<table><tr><td>", 20000) + "Section 1"},
		{"nested lists", strings.Repeat("<ul><li>", 20000) + "Section 1"},
		{"half-open tags", strings.Repeat("<p <", 100000) + "><p>Section 1</p>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ex, err := read(HTML{}, tt.data)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(ex.Text, "Section 1") {
				t.Errorf("the text is lost: %.100q", ex.Text)
			}
			if err := reading.Check(ex); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestEmptyPageIsRefused(t *testing.T) {
	_, err := read(HTML{}, "<html><script>alert(1)</script></html>")
	var r *reading.Refusal
	if !errors.As(err, &r) || r.Code != "empty" {
		t.Errorf("got %v, want a refusal", err)
	}
}

func FuzzHTML(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, in := range a.Files {
			if filepath.Ext(in.Name) == ".html" {
				f.Add(string(in.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, data string) {
		ex, err := read(HTML{}, data)
		if err != nil {
			return
		}
		if err := reading.Check(ex); err != nil {
			t.Error(err)
		}
	})
}

func BenchmarkHTML(b *testing.B) {
	data := "<html><body>" + strings.Repeat("<h3>4 Duties of operators</h3><p class=sub><b>(1)</b> An operator of premises must, before the end of each <a href='#y'>year</a>, give the authority a report on the measures taken.</p><ol type=a><li>first,<li>second.</ol>", 3000)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := read(HTML{}, data); err != nil {
			b.Fatal(err)
		}
	}
}
