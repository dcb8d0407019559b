package office

import (
	"archive/zip"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"policyscan/ingest/reading"
)

func read(r reading.Reader, data []byte) (reading.Extraction, error) {
	return r.Read(context.Background(), bytes.NewReader(data), int64(len(data)), reading.Options{})
}

// zipped makes a ZIP file of the members of an archive but for "want".
func zipped(t testing.TB, files []txtar.File) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		if f.Name == "want" {
			continue
		}
		m, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Write(f.Data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestPackages reads documents whose members are written out in testdata:
// docx-*.txtar and odt-*.txtar. UPDATE=1 rewrites what they give.
func TestPackages(t *testing.T) {
	for prefix, reader := range map[string]reading.Reader{"docx": DOCX{}} {
		files, err := filepath.Glob("testdata/" + prefix + "-*.txtar")
		if err != nil || len(files) == 0 {
			t.Fatal("no test files", err)
		}
		for _, name := range files {
			t.Run(filepath.Base(name), func(t *testing.T) {
				a, err := txtar.ParseFile(name)
				if err != nil {
					t.Fatal(err)
				}
				ex, err := read(reader, zipped(t, a.Files))
				if err != nil {
					t.Fatal(err)
				}
				if err := reading.Check(ex); err != nil {
					t.Error(err)
				}
				want := &a.Files[len(a.Files)-1]
				got := reading.Dump(ex)
				if os.Getenv("UPDATE") != "" {
					want.Data = []byte(got)
					if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
						t.Fatal(err)
					}
					return
				}
				if d := cmp.Diff(got, string(want.Data)); d != "" {
					t.Errorf("got (-) want (+):\n%s", d)
				}
			})
		}
	}
}

func TestWordNumber(t *testing.T) {
	tests := []struct {
		n            int
		format, want string
	}{
		{28, "lowerLetter", "bb"}, {3, "upperLetter", "C"}, {4, "lowerRoman", "iv"}, {9, "decimalZero", "09"},
		{2, "ordinalText", "Second"}, {3, "cardinalText", "Three"}, {12, "chineseCounting", "十二"}, {5, "unheard-of", "5"}, {1, "none", ""},
	}
	for _, tt := range tests {
		if got := wordNumber(tt.n, tt.format); got != tt.want {
			t.Errorf("wordNumber(%d, %s) = %q, want %q", tt.n, tt.format, got, tt.want)
		}
	}
}

func FuzzDOCX(f *testing.F) {
	files, _ := filepath.Glob("testdata/docx-*.txtar")
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, m := range a.Files {
			if m.Name == "word/document.xml" {
				f.Add(string(m.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, document string) {
		ex, err := read(DOCX{}, zipped(t, []txtar.File{{Name: "word/document.xml", Data: []byte(document)}}))
		if err != nil {
			return
		}
		if err := reading.Check(ex); err != nil {
			t.Error(err)
		}
	})
}

func BenchmarkDOCX(b *testing.B) {
	const p = `<w:p><w:pPr><w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">(1) An operator of premises must, before the end of each year, </w:t></w:r><w:r><w:t>give the authority a report on the measures taken.</w:t></w:r></w:p>`
	doc := `<w:document><w:body>` + strings.Repeat(p, 5000) + `</w:body></w:document>`
	data := zipped(b, []txtar.File{{Name: "word/document.xml", Data: []byte(doc)}})
	b.SetBytes(int64(len(doc)))
	for b.Loop() {
		if _, err := read(DOCX{}, data); err != nil {
			b.Fatal(err)
		}
	}
}
