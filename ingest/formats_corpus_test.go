package ingest

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"testing"
	"time"

	"policyscan/ingest/reading"
)

// TestReadersReadTheCorpus reads every file of the corpus of texts: a file of a
// known format yields text, and extractions keep their promises.
func TestReadersReadTheCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a large corpus")
	}
	f := NewFormats(nil)
	type sum struct {
		files, bytes int
		took         time.Duration
	}
	sums := map[string]*sum{}
	err := filepath.WalkDir(shared(t, "corpus/text"), func(place string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(place)
		if err != nil {
			return err
		}
		start := time.Now()
		ex, _, err := f.Extract(context.Background(), bytes.NewReader(data), int64(len(data)), reading.Options{Name: d.Name()})
		if err != nil {
			t.Errorf("%s: %v", place, err)
			return nil
		}
		if err := reading.Check(ex); err != nil {
			t.Errorf("%s: %v", place, err)
		}
		if len(ex.Text)*20 < len(data) {
			t.Errorf("%s: %d bytes of text from a file of %d", place, len(ex.Text), len(data))
		}
		s := sums[ex.Format]
		if s == nil {
			s = &sum{}
			sums[ex.Format] = s
		}
		s.files++
		s.bytes += len(data)
		s.took += time.Since(start)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var table []string
	for name, s := range sums {
		table = append(table, fmt.Sprintf("%-12s %4d files %7.1f MB %7.1f MB/s", name, s.files, float64(s.bytes)/1e6, float64(s.bytes)/1e6/s.took.Seconds()))
	}
	sort.Strings(table)
	for _, line := range table {
		t.Log(line)
	}
}
