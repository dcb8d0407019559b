package lexicon

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

const testHead = `name: Test
version: "1"
attribution: ours
threshold: 2
most-tags: 3
perspectives:
- {name: exploitation, title: E}
- {name: sexwork, title: S}
`

const testCriterion = `criterion: 2
title: Consent
question: Who is liable?
`

// files builds a small lexicon around one file of a language.
func files(terms string) fstest.MapFS {
	return fstest.MapFS{
		"lexicon.yaml":             {Data: []byte(testHead)},
		"criteria/c02.yaml":        {Data: []byte(testCriterion)},
		"terms/en/shared.yaml":     {Data: []byte("language: en\nlists:\n  domain: [prostitution]\n")},
		"terms/en/c02.yaml":        {Data: []byte(terms)},
		"terms/en/not-a-rule.text": {Data: []byte("left alone")},
	}
}

func TestEmbeddedLoads(t *testing.T) {
	if _, err := Load(mustSub(t)); err != nil {
		t.Fatal(err)
	}
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(l.Codes()); n != 20 {
		t.Errorf("got %d cells, want 20", n)
	}
	for _, c := range l.Criteria {
		for _, p := range l.Perspectives {
			if c.Cells[p.Name].Observable == "" || len(c.Cells[p.Name].Include) == 0 {
				t.Errorf("criterion %d, %s: the codebook's words are missing", c.Number, p.Name)
			}
		}
	}
}

func TestLoadReadsRule(t *testing.T) {
	l, err := Load(files(`language: en
criterion: 2
rules:
- id: c02.sexwork.lawful
  says: Selling is lawful
  weight: 3
  when: {all: [lawful, "@domain"], within: 8}
  terms:
    lawful: ["=lawful", "!not lawful"]
  on: {repealed: flip}
  tests:
  - hit: Prostitution is lawful.
  - miss: Fishing is lawful.
`))
	if err != nil {
		t.Fatal(err)
	}
	en, err := l.Language("en")
	if err != nil {
		t.Fatal(err)
	}
	r := en.Rules[0]
	if r.Code() != "C2.sexwork" || r.Weight != 3 || r.On["repealed"] != "flip" || r.On["denied"] != "drop" {
		t.Errorf("got %+v", r)
	}
	if d := cmp.Diff(r.When, When{All: [][]string{{"lawful"}, {"@domain"}}, Within: Reach{Unit: "words", Words: 8}}); d != "" {
		t.Error(d)
	}
	if !r.Terms["lawful"][1].Exception {
		t.Error("the exception was not read")
	}
}

func TestLoadReportsEverything(t *testing.T) {
	for _, c := range []struct {
		name, terms string
		want        []string
	}{
		{"unknown field", "language: en\nruls: []\n", []string{`terms/en/c02.yaml:2:1: unknown field "ruls"`}},
		{"pattern", "language: en\nlists:\n  a: [\"x [b|c\"]\n", []string{`terms/en/c02.yaml:3:10: pattern: [ without ]`}},
		{"unknown list", "language: en\nlists:\n  a: [\"@nowhere\"]\n", []string{"there is no list @nowhere"}},
		{"list in itself", "language: en\nlists:\n  a: [\"@b\"]\n  b: [\"x @a\"]\n", []string{"list @a holds itself: a → b → a"}},
		{"bad id", "language: en\nrules:\n- id: c2.x\n  says: s\n  terms: {a: [b]}\n", []string{"rule id \"c2.x\""}},
		{"no says", "language: en\nrules:\n- id: c02.sexwork.x\n  terms: {a: [bb]}\n", []string{`field "says" is missing`}},
		{"unused term", "language: en\nrules:\n- id: c02.sexwork.x\n  says: s\n  when: {all: [a]}\n  terms: {a: [bb], c: [dd]}\n", []string{`term "c" is not used`}},
		{"two at once", "language: en\nlists:\n  a: [\"~3 x\"]\n  b: [\"x ?y\"]\n", []string{"begins with a gap", "ends with something optional"}},
		{"not YAML", "language: [en\n", []string{"YAML"}},
		{"wrong language", "language: fr\n", []string{`language "fr" in the folder of "en"`}},
		{"aux that does nothing", "language: en\nrules:\n- id: aux.x\n  says: s\n  terms: {a: [bb]}\n", []string{"drops something or sets a flag"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load(files(c.terms))
			var p Problems
			if !errors.As(err, &p) {
				t.Fatalf("got %v, want problems", err)
			}
			for _, w := range c.want {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("got\n%v\nwant %q", err, w)
				}
			}
		})
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("language: en\nlists: {a: [\"b ~3 [c|d]\"]}\n")
	f.Add("language: en\nrules: [{id: c02.sexwork.x, says: s, terms: {a: [\"=b\"]}}]\n")
	f.Fuzz(func(t *testing.T, terms string) {
		if l, err := Load(files(terms)); (l == nil) == (err == nil) {
			t.Fatalf("lexicon %v, error %v", l, err)
		}
	})
}

func TestPatternsInWhen(t *testing.T) {
	l, err := Load(files("language: en\nrules:\n- id: c02.sexwork.x\n  says: s\n  when: {all: [a], not: [\"driving licence\"]}\n  terms: {a: [licence]}\n"))
	if err != nil {
		t.Fatal(err)
	}
	en, err := l.Language("en")
	if err != nil {
		t.Fatal(err)
	}
	r := en.Rules[0]
	if d := cmp.Diff(r.When.Not, []string{"inline-1"}); d != "" || len(r.Terms["inline-1"]) != 1 {
		t.Errorf("terms %v: %s", r.Terms, d)
	}
}
