package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWords(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"case and signs", "The Act, § 12(a).", []string{"the", "act", "12", "a"}},
		{"hyphen at a line's end", "legis-\n lation", []string{"legislation"}},
		{"hyphen within a line", "non-profit", []string{"non", "profit"}},
		{"soft hyphen", "legis\u00adlation", []string{"legislation"}},
		{"ligature", "o\uFB03ce", []string{"office"}},
		{"East Asian", "売春x防止", []string{"売", "春", "x", "防", "止"}},
		{"marks of direction", "\u200fحق\u202c 5", []string{"حق", "5"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, words(c.in)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestLooseArabic(t *testing.T) {
	ours, theirs := "المادة 12 من الإقليم", "المادة 12من اإلقليم"
	if diff := cmp.Diff(words(looseArabic(ours)), words(looseArabic(theirs))); diff != "" {
		t.Errorf("-ours +theirs:\n%s", diff)
	}
}

func TestMeasures(t *testing.T) {
	long := strings.Fields(strings.Repeat("a b c d e f g ", 40))
	for _, c := range []struct {
		name      string
		a, b      []string
		f1, order float64
	}{
		{"equal", []string{"a", "b"}, []string{"a", "b"}, 1, 1},
		{"turned", []string{"a", "b"}, []string{"b", "a"}, 1, .5},
		{"half", []string{"a", "b"}, []string{"a", "c"}, .5, .5},
		{"nothing", nil, []string{"a"}, 0, 0},
		{"both empty", nil, nil, 1, 1},
		{"longer than a machine word", long, long[7:], 2 * 273.0 / 553, 2 * 273.0 / 553},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := bagF1(c.a, c.b); got != c.f1 {
				t.Errorf("F1 %v, want %v", got, c.f1)
			}
			if got := ordered(c.a, c.b); got != c.order {
				t.Errorf("order %v, want %v", got, c.order)
			}
		})
	}
}
