package legalxml

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"policyscan/ingest/reading"
)

func read(data string) (reading.Extraction, error) {
	return Reader{}.Read(context.Background(), strings.NewReader(data), int64(len(data)), reading.Options{})
}

// TestGoldens reads the documents of testdata/*.txtar, one dialect each, and
// compares what they give with the file "want" behind each; UPDATE=1 rewrites
// them.
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
				ex, err := read(string(in.Data))
				if err != nil {
					t.Fatal(err)
				}
				if err := reading.Check(ex); err != nil {
					t.Error(err)
				}
				checkNumbers(t, ex)
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

// checkNumbers checks that every division with a number begins with it.
func checkNumbers(t *testing.T, ex reading.Extraction) {
	t.Helper()
	for _, d := range ex.Divisions {
		if text := ex.Text[d.Start:d.End]; d.Num != "" && !strings.HasPrefix(text, d.Num) {
			t.Errorf("%s %q begins with %.40q", d.Type, d.Num, text)
		}
	}
}

func TestHostile(t *testing.T) {
	deep := strings.Repeat("<section><num>1.</num>", 50000) + "text"
	tests := []struct{ name, data string }{
		{"deep Akoma Ntoso", `<akomaNtoso><act><body>` + deep},
		{"deep unknown XML", `<x>` + strings.Repeat("<y>", 100000) + "text"},
		{"quotations in quotations", `<akomaNtoso><act><body>` + strings.Repeat("<mod><quotedStructure>", 20000) + "<p>text</p>"},
		{"many headings", `<Statute><Identification/><Body>` + strings.Repeat(`<Heading level="1"><Label>PART 1</Label></Heading>`, 20000) + "<Section><Label>1</Label><Text>text</Text></Section></Body></Statute>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ex, err := read(tt.data)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(ex.Text, "text") {
				t.Errorf("the text is lost: %.100q", ex.Text)
			}
			if err := reading.Check(ex); err != nil {
				t.Error(err)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, in := range a.Files {
			if in.Name != "want" {
				f.Add(string(in.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, data string) {
		ex, err := read(data)
		if err != nil {
			return
		}
		if err := reading.Check(ex); err != nil {
			t.Error(err)
		}
	})
}

func BenchmarkAkomaNtoso(b *testing.B) {
	data := `<akomaNtoso><act><body>` + strings.Repeat(`<section eId="sec_1"><num>1.</num><heading>Duties</heading><subsection><num>(1)</num><content><p>An operator of <ref href="#x">premises</ref> must give the authority a report.</p></content></subsection></section>`, 3000) + `</body></act></akomaNtoso>`
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := read(data); err != nil {
			b.Fatal(err)
		}
	}
}
