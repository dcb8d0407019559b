package lexicon

import (
	"io/fs"
	"testing"
)

func mustSub(t *testing.T) fs.FS {
	sub, err := fs.Sub(data, "data")
	if err != nil {
		t.Fatal(err)
	}
	return sub
}

func TestParsePattern(t *testing.T) {
	for _, c := range []struct {
		source string
		fails  int // offset of the mistake; -1: none
	}{
		{"prostitut*", -1},
		{"=lawful ~3 [sex work|prostitution|*sexarbeit*]", -1},
		{"^ the committee", -1},
		{"!se trata", -1},
		{"^ ~3 the committee", -1},
		{"< ~2 committee", -1},
		{"^ ~3", 4},
		{"^ ~3 ~2 a", 5},
		{"proxénétisme d'autrui", -1},
		{"a ?[b|c] d", -1},
		{"[a [b|c]|d] e", -1},
		{"@list ~3 @other-list", -1},
		{"", 0},
		{"~3 a", 0},
		{"a ~3", 2},
		{"a ~31 b", 2},
		{"a ~2 ~3 b", 5},
		{"?a b", 0},
		{"[a|]", 3},
		{"[]", 1},
		{"[a", 0},
		{"a]", 1},
		{"a (b)", 2},
		{"a*", 0},
		{"=a*b", 1},
		{"ab**", 0},
		{"_", 0},
		{"a_b", 1},
		{"@ x", 0},
		{"[a]b", 3},
		{"a ?", 2},
		{"a ?~3 b", 2},
		{"[[[[[a]]]]]", 4},
	} {
		_, err := ParsePattern(c.source)
		got := -1
		if pe, ok := err.(*PatternError); ok {
			got = pe.Offset
		}
		if got != c.fails || (err == nil) != (c.fails < 0) {
			t.Errorf("%q: got %v at %d, want %d", c.source, err, got, c.fails)
		}
	}
}

func FuzzParsePattern(f *testing.F) {
	for _, s := range []string{"a ~3 [b|=c d] @x", "!se trata", "^ a", "?x", "[a|[b|c]]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		p, err := ParsePattern(source)
		if err == nil && len(p.Elements) == 0 {
			t.Fatalf("%q: no elements and no error", source)
		}
	})
}
