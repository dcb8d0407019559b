package family

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// text makes n words of invented text.
func text(seed uint64, n int) []string {
	rng := rand.New(rand.NewPCG(seed, 1))
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("w%d", rng.IntN(3000))
	}
	return out
}

// changed returns a copy of a text in which a share of passages of 30 words is
// other.
func changed(words []string, share float64) []string {
	out := slices.Clone(words)
	other := text(99, len(words))
	for i := 0; i < len(out); i += 30 {
		if float64(i%300) < share*300 {
			copy(out[i:min(i+30, len(out))], other[i:])
		}
	}
	return out
}

func sketch(words []string) *Sketch { return SketchOf(strings.Join(words, " ")) }

func TestSimilarity(t *testing.T) {
	a := text(1, 6000)
	tests := []struct {
		name      string
		b         []string
		low, high float64
	}{
		{"the same", a, 1, 1},
		{"a tenth is other", changed(a, 0.1), 0.6, 0.95},
		{"half is other", changed(a, 0.5), 0.15, 0.5},
		{"another text", text(2, 6000), 0, 0.03},
		{"nothing", nil, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := sketch(a).Similarity(sketch(tt.b))
			if got < tt.low || got > tt.high {
				t.Errorf("got %.3f, want %.2f to %.2f", got, tt.low, tt.high)
			}
			if back := sketch(tt.b).Similarity(sketch(a)); back != got {
				t.Errorf("%.3f the other way round", back)
			}
		})
	}
	if SketchOf("The ACT of one").Similarity(SketchOf("the act, of one")) != 1 {
		t.Error("case and punctuation count")
	}
}

func TestSketchIsKept(t *testing.T) {
	want := sketch(text(1, 300))
	data, err := want.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	var got Sketch
	if err := got.UnmarshalBinary(data); err != nil || got != *want {
		t.Errorf("another sketch came back: %v", err)
	}
	if got.UnmarshalBinary(data[:7]) == nil {
		t.Error("half a sketch was read")
	}
}

func TestGroup(t *testing.T) {
	act, version, other := sketch(text(1, 6000)), sketch(changed(text(1, 6000), 0.1)), sketch(text(2, 6000))
	docs := []Doc{
		{ID: "d1", Path: "NW/act-2003.txt", Jurisdiction: "NW", Lang: "en", Sketch: act},
		{ID: "d2", Path: "NW/act-2010.txt", Jurisdiction: "NW", Lang: "en", Sketch: version},
		{ID: "d3", Path: "NW/other_en.txt", Jurisdiction: "NW", Lang: "en", Sketch: other},
		{ID: "d4", Path: "NW/other_fr.txt", Jurisdiction: "NW", Lang: "fr", Sketch: sketch(text(3, 500))},
		{ID: "d5", Path: "SL/act.txt", Jurisdiction: "SL", Lang: "en", Sketch: act},
		{ID: "d6", Path: "SL/a.txt", Jurisdiction: "SL", Lang: "en", Number: "Act No. 12 of 1999", Sketch: sketch(text(4, 500))},
		{ID: "d7", Path: "SL/b.txt", Jurisdiction: "SL", Lang: "de", Number: "act no 12 of 1999", Sketch: sketch(text(5, 500))},
		{ID: "d8", Path: "SL/c.txt", Jurisdiction: "SL", Lang: "de", Number: "12", Sketch: sketch(text(6, 500))},
		{ID: "d9", Path: "SL/d.txt", Jurisdiction: "SL", Lang: "de", Number: "12"},
		{ID: "e1", Path: "CX/en/law.html", Jurisdiction: "CX", Lang: "en"},
		{ID: "e2", Path: "CX/it/law.html", Jurisdiction: "CX", Lang: "it-CH"},
		{ID: "e3", Path: "CX/law.html", Jurisdiction: "CX", Lang: "de"},
	}
	want := map[string]string{"d1": "d1", "d2": "d1", "d3": "d3", "d4": "d3", "d6": "d6", "d7": "d6", "e1": "e1", "e2": "e1"}
	for range 5 {
		rand.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		if diff := cmp.Diff(Group(docs), want); diff != "" {
			t.Fatalf("(-got +want)\n%s", diff)
		}
	}
}

func TestShortTextsNeedMore(t *testing.T) {
	a := text(1, 60)
	b := append(slices.Clone(a[:40]), text(2, 20)...)
	docs := []Doc{{ID: "a", Jurisdiction: "X", Sketch: sketch(a)}, {ID: "b", Jurisdiction: "X", Sketch: sketch(b)}, {ID: "c", Jurisdiction: "X", Sketch: sketch(a)}}
	if diff := cmp.Diff(Group(docs), map[string]string{"a": "a", "c": "a"}); diff != "" {
		t.Errorf("(-got +want)\n%s", diff)
	}
}

func BenchmarkSketch(b *testing.B) {
	s := strings.Join(text(1, 20_000), " ")
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		SketchOf(s)
	}
}

func BenchmarkGroup(b *testing.B) {
	var docs []Doc
	for i := range 5000 {
		docs = append(docs, Doc{ID: fmt.Sprintf("%06d", i), Jurisdiction: "X", Sketch: sketch(text(uint64(i/2), 400))})
	}
	for b.Loop() {
		Group(docs)
	}
}
