package index

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// writer returns an open writer on a fresh index of the corpus.
func writer(t *testing.T) (*Writer, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), TextName)
	w, err := OpenWriter(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Replace(corpus()...); err != nil {
		t.Fatal(err)
	}
	return w, dir
}

// reopen closes a writer and opens the index for reading.
func reopen(t *testing.T, w *Writer, dir string) *Index {
	t.Helper()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	ix, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ix.Close() })
	return ix
}

func TestReplaceAndRemove(t *testing.T) {
	w, dir := writer(t)
	changed := Document{ID: "aaaa", Stamp: "2", Passages: []Passage{
		{ID: "aaaa#s1", Lang: "en", Text: "Whoever solicits commits an offence."},
	}}
	if err := w.Replace(changed); err != nil {
		t.Fatal(err)
	}
	if got := ids(t, w.Index, Query{Text: "offence OR consent OR procure"}); !cmp.Equal(got, []string{"s1"}) {
		t.Errorf("after a replacement: %v", got)
	}
	if err := w.Remove("bbbb", "unknown"); err != nil {
		t.Fatal(err)
	}
	ix := reopen(t, w, dir)
	want := map[string]Record{"aaaa": {Stamp: "2", Passages: 1, blocks: 1}}
	if diff := cmp.Diff(ix.Documents(), want, cmp.AllowUnexported(Record{})); diff != "" {
		t.Errorf("documents (-got +want)\n%s", diff)
	}
	if got := ids(t, ix, Query{}); !cmp.Equal(got, []string{"s1"}) {
		t.Errorf("after removal: %v", got)
	}
}

func TestLargeDocumentTakesSeveralBatches(t *testing.T) {
	large := Document{ID: "cccc", Stamp: "1"}
	for i := range 2*maxBatch + 10 {
		large.Passages = append(large.Passages, Passage{ID: fmt.Sprintf("cccc#p%d", i), Lang: "en", Text: "Licences expire."})
	}
	w, dir := writer(t)
	for range 2 { // the second time there is as much to delete
		if err := w.Replace(large); err != nil {
			t.Fatal(err)
		}
	}
	ix := reopen(t, w, dir)
	if ix.Count() != len(large.Passages)+6 {
		t.Errorf("%d passages", ix.Count())
	}
}

func TestSameHitsHoweverWritten(t *testing.T) {
	w, dir := writer(t)
	for _, d := range corpus() {
		if err := w.Replace(d); err != nil {
			t.Fatal(err)
		}
	}
	changed, whole := reopen(t, w, dir), built(t, corpus())
	for _, text := range []string{"consent", "consent OR offence OR prostituierte", "NOT victim"} {
		a, err := changed.Search(t.Context(), Query{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		b, err := whole.Search(t.Context(), Query{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(a, b); diff != "" {
			t.Errorf("%s (-changed +whole)\n%s", text, diff)
		}
	}
}

// A kill between batch and log loses the last lines of the log, or leaves half
// a line.
func TestLogLagsBehind(t *testing.T) {
	tests := []struct {
		name string
		cut  func([]byte) []byte
	}{
		{"last batch not logged", func(b []byte) []byte { return b[:len(b)-len(lastLine(b))] }},
		{"half a line", func(b []byte) []byte { return b[:len(b)-len(lastLine(b))/2] }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w, dir := writer(t)
			if err := w.Replace(Document{ID: "dddd", Stamp: "9", Passages: []Passage{{ID: "dddd#p1", Text: "x"}}}); err != nil {
				t.Fatal(err)
			}
			want := w.Documents()
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			name := filepath.Join(dir, recordsName)
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, tt.cut(data), 0o644); err != nil {
				t.Fatal(err)
			}
			ix, err := Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(ix.Documents(), want, cmp.AllowUnexported(Record{})); diff != "" {
				t.Errorf("documents (-got +want)\n%s", diff)
			}
			_ = ix.Close()
			again, err := OpenWriter(dir)
			if err != nil {
				t.Fatal(err)
			}
			if err := again.Remove("dddd"); err != nil {
				t.Fatal(err)
			}
			if ix := reopen(t, again, dir); ix.Count() != 6 {
				t.Errorf("%d passages, want 6", ix.Count())
			}
		})
	}
}

func lastLine(b []byte) []byte {
	for i := len(b) - 2; i >= 0; i-- {
		if b[i] == '\n' {
			return b[i+1:]
		}
	}
	return b
}

func TestDamageIsNoticed(t *testing.T) {
	segment := func(t *testing.T, dir string) string {
		names, err := filepath.Glob(filepath.Join(dir, "store", "*.zap"))
		if err != nil || len(names) == 0 {
			t.Fatalf("no segments: %v", err)
		}
		return names[0]
	}
	tests := []struct {
		name   string
		damage func(t *testing.T, dir string) error
		want   error
	}{
		{"no directory", func(_ *testing.T, dir string) error { return os.RemoveAll(dir) }, ErrMissing},
		{"no records", func(_ *testing.T, dir string) error { return os.Remove(filepath.Join(dir, recordsName)) }, ErrDamaged},
		{"records of garbage", func(_ *testing.T, dir string) error {
			return os.WriteFile(filepath.Join(dir, recordsName), []byte("garbage\n"), 0o644)
		}, ErrDamaged},
		{"records of another version", func(_ *testing.T, dir string) error {
			return os.WriteFile(filepath.Join(dir, recordsName), []byte("index/0 words/0\n"), 0o644)
		}, ErrVersion},
		{"a segment is gone", func(t *testing.T, dir string) error { return os.Remove(segment(t, dir)) }, ErrDamaged},
		{"a segment is short", func(t *testing.T, dir string) error { return os.Truncate(segment(t, dir), 100) }, ErrDamaged},
		{"a segment is empty", func(t *testing.T, dir string) error { return os.Truncate(segment(t, dir), 0) }, ErrDamaged},
		{"no snapshot", func(_ *testing.T, dir string) error { return os.Remove(filepath.Join(dir, "store", "root.bolt")) }, ErrDamaged},
		{"garbage for a snapshot", func(_ *testing.T, dir string) error {
			return os.WriteFile(filepath.Join(dir, "store", "root.bolt"), make([]byte, 1<<16), 0o644)
		}, ErrDamaged},
		{"no description", func(_ *testing.T, dir string) error { return os.Remove(filepath.Join(dir, "index_meta.json")) }, ErrDamaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w, dir := writer(t)
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			if err := tt.damage(t, dir); err != nil {
				t.Fatal(err)
			}
			ix, err := Open(dir)
			if err == nil {
				_ = ix.Close()
			}
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestSecondWriterIsTold(t *testing.T) {
	w, dir := writer(t)
	defer w.Close()
	if _, err := OpenWriter(dir); !errors.Is(err, ErrBusy) {
		t.Errorf("writer: got %v", err)
	}
	if _, err := Open(dir); !errors.Is(err, ErrBusy) {
		t.Errorf("reader: got %v", err)
	}
}
