package match

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

const testConcepts = `language: en
concepts:
  condom: condom*; sheath*
  workshop: workshop*
`

// testWeights make "condom" tell of C3.sexwork by itself, "lamp" together with a
// weak rule, and "workshop" for C2.sexwork so strongly that other cells fall behind.
const testWeights = `# by hand
bias	C1.E=-9 C1.S=-9 C2.E=-4 C2.S=-9 C3.E=-9 C3.S=-3 C4.E=-3 C4.S=-9
@condom	C3.S=+9
@workshop	C2.S=+30 C2.E=+1
^@condom	C4.E=+9
lamp	C3.S=+2
safe hous	C4.E=+9
`

// newWordedWorker is newTestWorker with concepts and weights; none where weights
// is "".
func newWordedWorker(t *testing.T, rules, weights string) *Worker {
	t.Helper()
	fsys := fstest.MapFS{
		"lexicon.yaml":         {Data: []byte("name: T\nversion: \"1\"\nattribution: ours\nthreshold: 2\nmost-tags: 3\ncandidates: [C4.exploitation]\nwording: {alone: 0, joined: -1.5, against: 4, inherited: 2, usual: [C1.exploitation], alone-usual: 1.5}\nperspectives:\n- {name: exploitation, title: E}\n- {name: sexwork, title: S}\n")},
		"terms/en/shared.yaml": {Data: []byte(testShared)},
		"terms/en/rules.yaml":  {Data: []byte("language: en\nrules:\n" + rules)},
	}
	if weights != "" {
		fsys["terms/en/concepts.yaml"] = &fstest.MapFile{Data: []byte(testConcepts)}
		fsys["terms/en/wording.tsv"] = &fstest.MapFile{Data: []byte(weights)}
	}
	return workerOf(t, fsys)
}

// wordedRules: a strong rule, a weak one and one of another cell.
func wordedRules() string {
	return ruleText("c02.exploitation.buy", "  weight: 3\n  terms: {buy: [\"[=buy|=buys]\"]}\n") +
		ruleText("c02.exploitation.pay", "  weight: 2\n  terms: {pay: [\"[=pay|=pays]\"]}\n") +
		ruleText("c03.sexwork.alarm", "  weight: 1\n  terms: {alarm: [\"=alarm\"]}\n") +
		ruleText("c03.sexwork.bell", "  weight: 2\n  terms: {bell: [\"=bell\"]}\n")
}

func TestWording(t *testing.T) {
	w := newWordedWorker(t, wordedRules(), testWeights)
	for _, c := range []struct {
		name string
		unit Unit
		want []string // code, voice, and the rules
	}{
		{"alone", Unit{Text: "In prostitution sheaths are worn."}, []string{"C3.sexwork own c03.sexwork.wording"}},
		{"far from the subject", Unit{Text: "In a surgery sheaths are worn."}, nil},
		{"the subject in the title", Unit{Text: "Sheaths are worn.", Title: "Sex Work Act"}, []string{"C3.sexwork own c03.sexwork.wording"}},
		{"a weak rule alone", Unit{Text: "A place of prostitution has an alarm."}, nil},
		{"likely wording alone", Unit{Text: "A place of prostitution has a lamp."}, nil},
		{"both together", Unit{Text: "A place of prostitution has a lamp and an alarm."}, []string{"C3.sexwork own c03.sexwork.alarm c03.sexwork.wording"}},
		{"behind another cell", Unit{Text: "Whoever pays for prostitution in a workshop does wrong."}, []string{"C2.sexwork own c02.sexwork.wording"}},
		{"not behind another cell", Unit{Text: "Whoever pays for prostitution does wrong."}, []string{"C2.exploitation own c02.exploitation.pay"}},
		{"a strong rule stays", Unit{Text: "Whoever buys prostitution in a workshop does wrong."}, []string{"C2.exploitation own c02.exploitation.buy", "C2.sexwork own c02.sexwork.wording"}},
		{"two stems", Unit{Text: "Those who leave prostitution find safe houses."}, []string{"C4.exploitation own c04.exploitation.wording"}},
		{"two stems of two sentences", Unit{Text: "Prostitution is not safe. Houses are kept."}, nil},
		{"words above the passage are no evidence", Unit{Text: "Prostitution.", Heading: "Condoms"}, nil},
		{
			"in the voice of the context", Unit{Text: "Critics argue that in prostitution sheaths are worn.", Genre: "report"},
			[]string{"C3.sexwork reported c03.sexwork.wording"},
		},
		{
			"in the voice of the rule", Unit{Text: "Critics argue that prostitution needs a bell. There sheaths are worn.", Genre: "report"},
			[]string{"C3.sexwork reported c03.sexwork.bell c03.sexwork.wording"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.unit.Lang = "en"
			r := w.Read(c.unit)
			var got []string
			for _, x := range r.Tags {
				line := x.Code + " " + string(x.Voice)
				for _, h := range x.Rules {
					line += " " + h.ID
					for _, m := range h.Matched {
						if m.Start < 0 || m.End > len(c.unit.Text) || c.unit.Text[m.Start:m.End] != m.Text || m.Text == "" {
							t.Errorf("%s: %+v does not stand in the text", h.ID, m)
						}
					}
					if len(h.Matched) == 0 {
						t.Errorf("%s has no words", h.ID)
					}
				}
				got = append(got, line)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("tags (-want +got):\n%s\n%+v", d, r.Suppressed)
			}
		})
	}
}

// TestWordingNearMisses: near-misses say what wording has to do with them.
func TestWordingNearMisses(t *testing.T) {
	w := newWordedWorker(t, wordedRules(), testWeights)
	for _, c := range []struct {
		name string
		unit Unit
		want map[string]string // by rule
	}{
		{
			"likely wording alone", Unit{Text: "A place of prostitution has a lamp."},
			map[string]string{"c03.sexwork.wording": "the words as a whole make this cell likely, and are not enough alone, for no rule found it: 1 of 2 points for C3.sexwork"},
		},
		{
			"under a title", Unit{Text: "Safe houses with a lamp, sheaths and a workshop are kept.", Title: "Prostitution Act"},
			map[string]string{"c04.exploitation.wording": "the words as a whole make this cell likely, and are not enough alone, for no rule found it and the subject is named only around the passage: 1 of 2 points for C4.exploitation"},
		},
		{"a weak rule alone", Unit{Text: "A place of prostitution has an alarm."}, map[string]string{"c03.sexwork.alarm": "1 of 2 points for C3.sexwork"}},
		{
			"behind another cell", Unit{Text: "Whoever pays for prostitution in a workshop does wrong."},
			map[string]string{
				"c02.exploitation.pay":     "1 of 2 points for C2.exploitation, after the words as a whole, which are rather those of another cell, took a point away",
				"c02.exploitation.wording": "the words as a whole are rather those of another cell, which takes a point away: 1 of 2 points for C2.exploitation",
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.unit.Lang = "en"
			got := map[string]string{}
			for _, s := range w.Suppressed(c.unit) {
				got[s.Rule] = s.Reason
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("near-misses (-want +got):\n%s", d)
			}
		})
	}
}

// TestWordingEvidence: the words that are shown are those that speak for the cell.
func TestWordingEvidence(t *testing.T) {
	tags := newWordedWorker(t, wordedRules(), testWeights).Read(Unit{Lang: "en", Text: "Nothing here. In prostitution sheaths and a lamp are wanted."}).Tags
	if len(tags) != 1 || len(tags[0].Rules) != 1 {
		t.Fatalf("got %+v, want one tag by wording", tags)
	}
	var words []string
	for _, m := range tags[0].Rules[0].Matched {
		words = append(words, m.Text)
	}
	if d := cmp.Diff([]string{"sheaths", "lamp"}, words); d != "" {
		t.Errorf("words (-want +got):\n%s", d)
	}
	if tags[0].Candidate {
		t.Error("wording that is enough by itself is many signs, not one")
	}
}

// TestWithoutWording: a lexicon that has no weights gives the tags of its rules.
func TestWithoutWording(t *testing.T) {
	plain, worded := newWordedWorker(t, wordedRules(), ""), newWordedWorker(t, wordedRules(), "bias\tC1.E=-9\n")
	for _, text := range []string{
		"Whoever buys prostitution in a workshop does wrong.",
		"In prostitution sheaths are worn.",
		"A place of prostitution has a lamp and an alarm.",
		"Critics argue that prostitution needs a bell.",
	} {
		u := Unit{Lang: "en", Text: text, Genre: "report"}
		if d := cmp.Diff(plain.Read(u), worded.Read(u)); d != "" {
			t.Errorf("%s: weights of nothing change tags:\n%s", text, d)
		}
		for _, x := range plain.Read(u).Tags {
			if slices.ContainsFunc(x.Rules, func(h RuleHit) bool { return strings.HasSuffix(h.ID, ".wording") }) {
				t.Errorf("%s: a tag by wording without weights: %+v", text, x)
			}
		}
	}
	if got := plain.Read(Unit{Lang: "en", Text: "In prostitution sheaths are worn."}).Tags; len(got) > 0 {
		t.Errorf("got %+v, want nothing", got)
	}
}
