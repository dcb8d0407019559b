// Package readertest holds what the tests of all readers share: goldens of
// extractions in txtar files, and the promises that hold for any input.
// Begin with [Goldens] and [Fuzz].
package readertest

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

// Read reads data with a reader and no options.
func Read(r reading.Reader, data string) (reading.Extraction, error) {
	return r.Read(context.Background(), strings.NewReader(data), int64(len(data)), reading.Options{})
}

// Zip makes a ZIP file of members, names and contents in turn.
func Zip(t testing.TB, members ...string) string {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(members); i += 2 {
		f, err := w.Create(members[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(members[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Goldens reads the inputs of testdata/*.txtar and compares the dump of each
// extraction with the file behind it; UPDATE=1 rewrites them. reader says which
// reader reads an input of this name. Further promises of a reader are checked
// by also.
func Goldens(t *testing.T, reader func(name string) reading.Reader, also ...func(*testing.T, reading.Extraction)) {
	t.Helper()
	for _, name := range archives(t) {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(a.Files); i += 2 {
			in, want := a.Files[i], &a.Files[i+1]
			t.Run(filepath.Base(name)+"/"+in.Name, func(t *testing.T) {
				ex, err := Read(reader(in.Name), string(in.Data))
				if err != nil {
					t.Fatal(err)
				}
				for _, check := range also {
					check(t, ex)
				}
				Compare(t, ex, want)
			})
		}
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Compare checks the promises of an extraction and compares its dump with want;
// with UPDATE=1 it sets want instead, and the caller writes it.
func Compare(t *testing.T, ex reading.Extraction, want *txtar.File) {
	t.Helper()
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
}

// Survives reads hostile data: the reader must keep the marker text and hold
// its promises.
func Survives(t *testing.T, r reading.Reader, data, marker string) {
	t.Helper()
	ex, err := Read(r, data)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(ex.Text, marker) {
		t.Errorf("the text is lost: %.100q", ex.Text)
	}
	if err := reading.Check(ex); err != nil {
		t.Error(err)
	}
}

// Fuzz feeds a reader with the inputs of testdata/*.txtar that keep accepts and
// what grows from them: it may refuse, but what it reads keeps its promises.
func Fuzz(f *testing.F, r reading.Reader, keep func(name string) bool, seeds ...string) {
	for _, s := range seeds {
		f.Add(s)
	}
	if keep != nil {
		for _, name := range archives(f) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				f.Fatal(err)
			}
			for _, in := range a.Files {
				if keep(in.Name) {
					f.Add(string(in.Data))
				}
			}
		}
	}
	f.Fuzz(func(t *testing.T, data string) {
		ex, err := Read(r, data)
		if err != nil {
			return
		}
		if err := reading.Check(ex); err != nil {
			t.Error(err)
		}
	})
}

// Bench measures a reader on one document, in MB/s.
func Bench(b *testing.B, r reading.Reader, data string) {
	b.Helper()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Read(r, data); err != nil {
			b.Fatal(err)
		}
	}
}

func archives(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no test files", err)
	}
	return files
}
