package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/ingest/plain"
	"policyscan/ingest/reading"
)

// TestSkeletons compares the structure of invented texts of each legal tradition
// with what it should be. UPDATE=1 writes the goldens anew.
func TestSkeletons(t *testing.T) {
	files, err := filepath.Glob("testdata/structure/*.*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if filepath.Ext(f) == ".golden" {
			continue
		}
		t.Run(filepath.Base(f), func(t *testing.T) {
			ex := readSample(t, f)
			lang, _, _ := strings.Cut(filepath.Base(f), "-")
			c := Structure(ex, lang)
			checkContent(t, ex, c)
			got := Skeleton(c)
			golden := f + ".golden"
			if os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got); diff != "" {
				t.Errorf("skeleton (-want +got):\n%s", diff)
			}
		})
	}
}

// readSample reads an invented text with the reader of its format.
func readSample(t testing.TB, f string) *reading.Extraction {
	t.Helper()
	if filepath.Ext(f) == ".md" {
		return read(t, plain.Markdown{}, f)
	}
	return read(t, plain.Text{}, f)
}
