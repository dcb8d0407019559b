package detect

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policyscan/ingest/reading"
)

// paragraphs makes blocks of a text, one for each paragraph.
func paragraphs(text string) *reading.Extraction {
	b := reading.NewBuilder("text", reading.Options{})
	for _, p := range strings.Split(text, "\n\n") {
		b.Add(reading.Block{}, p)
	}
	ex := b.Done()
	return &ex
}

// FuzzDetect holds that divisions lie in order within the text and within their
// parents, and that their numbers are printed where they begin.
func FuzzDetect(f *testing.F) {
	files, _ := filepath.Glob("../testdata/structure/*.*")
	for _, name := range files {
		if text, err := os.ReadFile(name); err == nil && filepath.Ext(name) != ".golden" {
			f.Add(string(text))
		}
	}
	f.Add("§§ 1 bis 3\n\n第二条の\n\nArt. 5 ter—(1)(a)(i) „")
	f.Fuzz(func(t *testing.T, text string) {
		ex := paragraphs(text)
		r := Detect(ex.Text, ex.Blocks, "")
		if len(r.Body) != len(r.Divisions) || len(r.Depth) != len(r.Divisions) {
			t.Fatalf("%d divisions, %d bodies, %d depths", len(r.Divisions), len(r.Body), len(r.Depth))
		}
		for i, d := range r.Divisions {
			if d.Start < 0 || d.End < d.Start || d.End > len(ex.Text) || d.Parent >= i || r.Body[i] > len(ex.Text) {
				t.Fatalf("division %d: %+v", i, d)
			}
			if i > 0 && d.Start < r.Divisions[i-1].Start {
				t.Fatalf("division %d begins before the one before it", i)
			}
			if !strings.HasPrefix(ex.Text[d.Start:], d.Num) {
				t.Fatalf("division %d: %q is not printed at %d", i, d.Num, d.Start)
			}
			if p := d.Parent; p >= 0 && (d.Start < r.Divisions[p].Start || d.End > r.Divisions[p].End) {
				t.Fatalf("division %d %d–%d lies outside its parent %+v", i, d.Start, d.End, r.Divisions[p])
			}
		}
	})
}
