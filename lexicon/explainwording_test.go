package lexicon

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestExplainWordingReads: explanations of wording speak of words as readers know them.
func TestExplainWordingReads(t *testing.T) {
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	technical := regexp.MustCompile(`(?i)log-odds|\bbias\b|@|\^|\*|~|=|·`)
	for _, code := range l.Languages {
		lang, err := l.Language(code)
		if err != nil {
			t.Fatal(err)
		}
		got, err := l.Explain("C05.sexwork.wording", code)
		if err != nil {
			t.Fatal(err)
		}
		if found := technical.FindString(got); found != "" {
			t.Errorf("%s: %q says nothing to a reader in\n%s", code, found, got)
		}
		want := []string{"The wording of C5.sexwork", "When the wording makes a tag", "without any rule"}
		if lang.Wording == nil {
			want = append(want, "the rules alone make the tags")
		} else {
			want = append(want, "What speaks for it", "- condom:", "What speaks against it", "wording.tsv")
		}
		for _, w := range want {
			if !strings.Contains(strings.Join(strings.Fields(got), " "), w) {
				t.Errorf("%s: %q is missing in\n%s", code, w, got)
			}
		}
	}
	cell, err := l.Explain("C2.exploitation", "en")
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"Wording in English", "in the heading or title", "must be surer than elsewhere"} {
		if !strings.Contains(strings.Join(strings.Fields(cell), " "), w) {
			t.Errorf("C2.exploitation: %q is missing in\n%s", w, cell)
		}
	}
}

// TestWholeWords: stems and patterns are shown as words of the language.
func TestWholeWords(t *testing.T) {
	lang := &Language{Code: "en", Concepts: map[string][]Pattern{"health": nil}}
	for _, source := range []string{"vaccin*", "!vaccine yard", "test ~3 result", "[clinic|clinics]", "=swab", "sexual health", "Health card*", "swabs", "hygien*"} {
		p, err := ParsePattern(source)
		if err != nil {
			t.Fatal(err)
		}
		lang.Concepts["health"] = append(lang.Concepts["health"], p)
	}
	lang.Rules = []Rule{{Tests: []Test{{Text: "Vaccinations, a vaccine and 2000 cards are given to everyone."}}}}
	w := lang.wholeWords()
	if d := cmp.Diff([]string{"vaccine", "swab", "sexual health"}, w.examples(lang.Concepts["health"], 3)); d != "" {
		t.Errorf("examples (-want +got):\n%s", d)
	}
	for stem, want := range map[string]string{"vaccin": "vaccine", "clinic": "clinic", "card": "cards", "everyon": "", "2000": "", "a": "", "unknown": "", "a vaccin": ""} {
		if got := w.content(stem); got != want {
			t.Errorf("%q: got %q, want %q", stem, got, want)
		}
	}
	for glob, want := range map[string]string{"vaccin*": "vaccine", "*linic": "clinic", "*lini*": "clinic", "v*n*s": "vaccinations", "hygien*": ""} {
		if got := w.fits(glob); got != want {
			t.Errorf("%q: got %q, want %q", glob, got, want)
		}
	}
}
