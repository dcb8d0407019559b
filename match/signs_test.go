package match

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/lexicon"
)

// TestSigns: signs are stems, pairs within a sentence, and concepts in the text and
// above it; words with digits are none, and part no neighbours.
func TestSigns(t *testing.T) {
	w := newWordedWorker(t, wordedRules(), testWeights)
	for _, c := range []struct {
		name string
		unit Unit
		want []string
	}{
		{"words and pairs", Unit{Text: "Safe houses help."}, []string{"hous", "hous help", "help", "safe", "safe hous"}},
		{"no pairs over the end of a sentence", Unit{Text: "Be safe. Houses help."}, []string{"be", "be safe", "help", "hous", "hous help", "safe"}},
		{"no digits", Unit{Text: "Safe 24 houses, C4 help."}, []string{"help", "hous", "safe"}},
		{"concepts", Unit{Text: "Sheaths.", Heading: "Workshops", Before: "condoms"}, []string{"@condom", "^@workshop", "sheath"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.unit.Lang = "en"
			slices.Sort(c.want)
			if d := cmp.Diff(c.want, w.Signs(c.unit)); d != "" {
				t.Errorf("signs (-want +got):\n%s", d)
			}
		})
	}
}

// TestSignsAreThoseWeighed: weights are fitted on the signs that are weighed later,
// for the embedded lexicon and the one of these tests.
func TestSignsAreThoseWeighed(t *testing.T) {
	lex, err := lexicon.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	tagger, err := New(lex, "en")
	if err != nil {
		t.Fatal(err)
	}
	for name, w := range map[string]*Worker{"embedded": tagger.Worker(), "own": newWordedWorker(t, wordedRules(), testWeights)} {
		lang, err := w.tagger.lex.Language("en")
		if err != nil {
			t.Fatal(err)
		}
		table := lang.Wording.Signs
		weighty := map[string]bool{}
		for _, s := range table {
			weighty[s.Name] = true
		}
		for _, u := range []Unit{
			{Text: "The operator of a brothel must ensure that clients use condoms.", Title: "Sex Work Act 2003", Heading: "Health of workers"},
			{Text: "Condoms, and 24 safe houses. In 2019 safe houses kept a lamp; 3 lamps were lost.", Heading: "Condoms"},
			{Text: "Whoever pays for prostitution in a workshop commits an offence and is liable to a fine of 500 pounds.", Chapeau: "Condoms:"},
			{Text: "12 34 56"},
			{Text: ""},
		} {
			u.Lang = "en"
			want := slices.DeleteFunc(w.Signs(u), func(s string) bool { return !weighty[s] })
			p := w.reader("en")
			p.open(u)
			p.collect()
			found, different := p.sightings()
			names := map[string]bool{}
			for _, s := range found {
				names[table[s.sign].Name] = true
			}
			got := slices.Sorted(maps.Keys(names))
			if d := cmp.Diff(strings.Join(want, "\n"), strings.Join(got, "\n")); d != "" {
				t.Errorf("%s: %q: signs that are fitted and signs that are weighed differ (-fitted +weighed):\n%s", name, u.Text, d)
			}
			if different != len(want) {
				t.Errorf("%s: %q: %d different signs, want %d", name, u.Text, different, len(want))
			}
		}
	}
}
