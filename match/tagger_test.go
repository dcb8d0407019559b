package match

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"policyscan/lexicon"
)

// testShared holds the words that all tests of the engine use.
const testShared = `language: en
lists:
  domain: ["prostitut*", "sex work", "!prostitution reform act"]
  trade: ["=trade", "!free trade"]
cues:
  reported: {before: ["critics argue"], previous: ["=thanked"], passage: ["< testimony", "takes no side"]}
  rejected: {before: ["it is a myth that"], previous: ["^ that is wrong", "^ ~3 nonsense"]}
  continued: ["^ they"]
  adopted: {sentence: ["we agree"]}
  denied: {before: ["=no =evidence"]}
  norm: ["no evidence shall"]
  repealed: {sentence: ["=is repealed"]}
names:
  3: ["act of [=1998|=2003] on"]
titles:
  report: ["[=report|=debate]"]
  bill: ["=bill"]
  law: ["=act"]
forms:
  OFF: ["commits an offence"]
  DUTY: ["=must"]
`

// tagWith tags a unit with the rules given, and returns the tags as
// "code voice", and why nothing came of the rest.
func tagWith(t *testing.T, rules string, u Unit) (tags, near []string) {
	t.Helper()
	r := newTestWorker(t, rules).Read(u)
	for _, x := range r.Tags {
		tags = append(tags, x.Code+" "+string(x.Voice))
	}
	for _, s := range r.Suppressed {
		near = append(near, s.Reason)
	}
	return tags, near
}

func newTestWorker(t *testing.T, rules string) *Worker {
	t.Helper()
	fsys := fstest.MapFS{
		"lexicon.yaml":         {Data: []byte("name: T\nversion: \"1\"\nattribution: ours\nthreshold: 2\nmost-tags: 3\ncandidates: [C4.exploitation]\nperspectives:\n- {name: exploitation, title: E}\n- {name: sexwork, title: S}\n")},
		"terms/en/shared.yaml": {Data: []byte(testShared)},
		"terms/en/rules.yaml":  {Data: []byte("language: en\nrules:\n" + rules)},
	}
	return workerOf(t, fsys)
}

// workerOf returns a worker for a test lexicon, to which it adds four criteria.
func workerOf(t *testing.T, fsys fstest.MapFS) *Worker {
	t.Helper()
	for _, n := range []string{"1", "2", "3", "4"} {
		fsys["criteria/c0"+n+".yaml"] = &fstest.MapFile{Data: []byte("criterion: " + n + "\ntitle: t\nquestion: q\n")}
	}
	lex, err := lexicon.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	tagger, err := New(lex, "en")
	if err != nil {
		t.Fatal(err)
	}
	return tagger.Worker()
}

// rule writes a rule of the test lexicon.
func ruleText(id, rest string) string {
	return "- id: " + id + "\n  says: s\n" + rest
}

func TestTagger(t *testing.T) {
	buy := ruleText("c02.exploitation.buy", "  when: {all: [buy, \"@domain\"], within: 4}\n  terms: {buy: [\"[=buy|=buys]\"]}\n  on: {repealed: flip}\n")
	for _, c := range []struct {
		name, rules string
		unit        Unit
		want        []string
		near        string // part of a reason
	}{
		{"fires", buy, Unit{Text: "Whoever buys from a prostitute commits an offence."}, []string{"C2.exploitation own"}, ""},
		{"too far apart", buy, Unit{Text: "Whoever buys one two three four five from a prostitute."}, nil, ""},
		{"exception of a list", buy, Unit{Text: "He buys the Prostitution Reform Act."}, nil, ""},
		{"reported", buy, Unit{Text: "Critics argue that whoever buys prostitution does wrong."}, []string{"C2.exploitation reported"}, ""},
		{"provisions report nobody's view", buy, Unit{Text: "Critics argue that whoever buys prostitution does wrong.", Kind: "operative"}, []string{"C2.exploitation own"}, ""},
		{"opening words of a list", buy, Unit{Text: "Whoever buys prostitution and does one of these:"}, nil, "opening words"},
		{"a sentence before the opening words of a list", buy, Unit{Text: "Whoever buys prostitution does wrong. He also does one of these:"}, []string{"C2.exploitation own"}, ""},
		{"table of contents", buy, Unit{Text: "I. Who buys prostitution, p. 3. II. Who sells, p. 17. III. Who gains, p. 24."}, nil, "table of contents"},
		{"reported in the sentence before", buy, Unit{Text: "Critics argue. Whoever buys prostitution does wrong."}, []string{"C2.exploitation own"}, ""},
		{"reported by the passage", buy, Unit{Text: "Testimony of a witness. Whoever buys prostitution does wrong."}, []string{"C2.exploitation reported"}, ""},
		{"rejected up to the end of the clause", buy, Unit{Text: "It is a myth that all is well there: whoever buys prostitution does wrong."}, []string{"C2.exploitation own"}, ""},
		{"rejected behind the colon that introduces it", buy, Unit{Text: "It is a myth that: whoever buys prostitution does wrong."}, []string{"C2.exploitation rejected"}, ""},
		{"courts report views", buy, Unit{Text: "Critics argue that whoever buys prostitution does wrong.", Genre: "court decision", Kind: "operative"}, []string{"C2.exploitation reported"}, ""},
		{
			"told and said", buy,
			Unit{Text: "Critics argue that whoever buys prostitution does wrong. Whoever buys prostitution does wrong."},
			[]string{"C2.exploitation own"}, "says so itself",
		},
		{"rejected near the beginning", buy, Unit{Text: "Whoever buys prostitution does wrong. So, in short, nonsense."}, []string{"C2.exploitation rejected"}, ""},
		{"not rejected far from the beginning", buy, Unit{Text: "Whoever buys prostitution does wrong. So he says in short what nonsense is."}, []string{"C2.exploitation own"}, ""},
		{"rejected by a body that is told of", buy, Unit{Text: "Critics argue that whoever buys prostitution does wrong. That is wrong."}, []string{"C2.exploitation rejected"}, ""},
		{
			"what is told is rejected, not what comes between", buy + ruleText("c03.sexwork.alarm", "  terms: {a: [\"=alarm\"]}\n"),
			Unit{Text: "Critics argue that whoever buys prostitution does wrong. Houses of prostitution have an alarm. That is wrong."},
			[]string{"C2.exploitation rejected", "C3.sexwork own"}, "",
		},
		{"the account goes on", buy, Unit{Text: "Critics argue against it all. They add: whoever buys prostitution does wrong."}, []string{"C2.exploitation reported"}, ""},
		{"the account ends", buy, Unit{Text: "Critics argue against it all. They left. Whoever buys prostitution does wrong."}, []string{"C2.exploitation own"}, ""},
		{"the document goes on", buy, Unit{Text: "Critics argue, and we agree, against it all. They add: whoever buys prostitution does wrong."}, []string{"C2.exploitation own"}, ""},
		{"no side taken", buy, Unit{Text: "Whoever buys prostitution does wrong. That is wrong. The paper takes no side."}, []string{"C2.exploitation reported"}, ""},
		{
			"reported beside a view of the other side", buy + ruleText("c03.sexwork.alarm", "  terms: {a: [\"=alarm\"]}\n"),
			Unit{Text: "Critics argue that whoever buys prostitution does wrong. Houses of prostitution must have an alarm."},
			[]string{"C2.exploitation rejected", "C3.sexwork own"}, "",
		},
		{"rejected", buy, Unit{Text: "It is a myth that a man who buys prostitution is guilty."}, []string{"C2.exploitation rejected"}, ""},
		{"rejected by the next sentence", buy, Unit{Text: "Whoever buys prostitution does wrong. That is wrong."}, []string{"C2.exploitation rejected"}, ""},
		{
			"reported beside the opposite", buy + ruleText("c02.sexwork.free", "  terms: {a: [free]}\n"),
			Unit{Text: "Critics argue that whoever buys prostitution does wrong. Prostitution is free."},
			[]string{"C2.exploitation rejected", "C2.sexwork own"}, "",
		},
		{"adopted", buy, Unit{Text: "Critics argue, and we agree, that whoever buys prostitution does wrong."}, []string{"C2.exploitation own"}, ""},
		{"denied", buy, Unit{Text: "There is no evidence that he buys prostitution."}, nil, "denied"},
		{"a norm is no denial", buy, Unit{Text: "No evidence shall be needed that he buys prostitution."}, []string{"C2.exploitation own"}, ""},
		{"repeal flips", buy, Unit{Text: "Section 4 (who buys prostitution) is repealed."}, []string{"C2.sexwork own"}, ""},
		{"name of an instrument", buy, Unit{Text: "The Act of 2003 on who buys prostitution is cited."}, nil, ""},
		{"behind the name", buy, Unit{Text: "The Act of 2003 on who buys fish says who buys prostitution."}, []string{"C2.exploitation own"}, ""},
		{"annotated references", buy, Unit{Text: "Any of sections 151 (interference), 152 (whoever buys from a prostitute somewhere), 153 (invitation)."}, nil, "list of references"},
		{"references only", buy, Unit{Text: "See s. 3, 4, 5, 6, 7, 8 (buys prostitution), 12, 13, 14."}, nil, "list of references"},
		{"other language", buy, Unit{Text: "Whoever buys from a prostitute commits an offence.", Lang: "xx"}, nil, ""},
		{"heading kind", buy, Unit{Text: "Whoever buys from a prostitute commits an offence.", Kind: "heading"}, nil, ""},
		{
			"heading completes and opens", ruleText("c02.sexwork.lic", "  when: {all: [lic, \"@domain\"]}\n  terms: {lic: [licence]}\n"),
			Unit{Text: "The owner must hold a licence at all times while open.", Heading: "Houses of prostitution"},
			[]string{"C2.sexwork own"}, "",
		},
		{
			"gate closed", ruleText("c02.sexwork.lic", "  gate: passage\n  terms: {lic: [licence]}\n"),
			Unit{Text: "The owner must hold a licence.", Title: "Prostitution Act"}, nil, "gate is closed",
		},
		{
			"points do not reach", ruleText("c02.sexwork.lic", "  weight: 1\n  terms: {lic: [licence]}\n"),
			Unit{Text: "A licence for prostitution."}, nil, "1 of 2 points",
		},
		{
			"two weak signs", ruleText("c02.sexwork.a", "  weight: 1\n  terms: {a: [licence]}\n") + ruleText("c02.sexwork.b", "  weight: 1\n  terms: {b: [permit]}\n"),
			Unit{Text: "A licence or permit for prostitution."}, []string{"C2.sexwork own"}, "",
		},
		{
			"stands back", ruleText("c01.exploitation.x", "  terms: {a: [force]}\n") + ruleText("c02.exploitation.y", "  yields: [C1.exploitation]\n  terms: {a: [prostitution]}\n"),
			Unit{Text: "Whoever forces a person into prostitution."}, []string{"C1.exploitation own"}, "stands back",
		},
		{
			"aux drops the sentence", buy + ruleText("aux.stop", "  drop: all\n  scope: sentence\n  terms: {a: [report]}\n"),
			Unit{Text: "Report who buys prostitution. Whoever else buys prostitution pays."}, []string{"C2.exploitation own"}, "aux.stop",
		},
		{
			"exception inside a pattern", ruleText("c02.sexwork.t", "  gate: none\n  terms: {a: [\"tax ~3 @trade\"]}\n"),
			Unit{Text: "The tax on free trade."}, nil, "",
		},
		{
			"gap tries every way", ruleText("c02.sexwork.t", "  gate: none\n  terms: {a: [\"tax ~5 =the =trade\"]}\n"),
			Unit{Text: "The tax in the land on the trade."}, []string{"C2.sexwork own"}, "",
		},
		{
			"optional after a gap", ruleText("c02.sexwork.t", "  gate: none\n  terms: {a: [\"tax ~2 ?[=the|=a =free] =trade\"]}\n"),
			Unit{Text: "A tax upon a free trade."}, []string{"C2.sexwork own"}, "",
		},
		{
			"never across sentences", ruleText("c02.sexwork.t", "  gate: none\n  terms: {a: [\"tax ~5 =trade\"]}\n"),
			Unit{Text: "They pay tax. The trade is free."}, nil, "",
		},
		{
			"not", ruleText("c02.sexwork.t", "  when: {all: [a], not: [b]}\n  terms: {a: [licence], b: [driving]}\n"),
			Unit{Text: "A driving licence is no prostitution. "}, nil, "",
		},
		{
			"case as written", ruleText("c02.sexwork.t", "  terms: {a: [\"==Freier\"]}\n"),
			Unit{Text: "freier prostitution"}, nil, "",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.unit.Lang == "" {
				c.unit.Lang = "en-GB"
			}
			if c.unit.Kind == "" && c.unit.Genre == "" {
				c.unit.Genre = "report"
			}
			got, near := tagWith(t, c.rules, c.unit)
			if d := cmp.Diff(got, c.want); d != "" {
				t.Errorf("tags: %s near-misses: %q", d, near)
			}
			if c.near != "" && !slices.ContainsFunc(near, func(s string) bool { return strings.Contains(s, c.near) }) {
				t.Errorf("near-misses: got %q, want one with %q", near, c.near)
			}
		})
	}
}

func TestTagIsExplained(t *testing.T) {
	w := newTestWorker(t, ruleText("c04.exploitation.exit", "  weight: 3\n  flags: [AUX.minor-only]\n  when: {all: [leave, \"@domain\"]}\n  terms: {leave: [\"=leave\"]}\n"))
	text := "Agencies must help persons to leave prostitution."
	got := w.Tag(Unit{Lang: "en", Text: text, Kind: "operative"})
	want := []Tag{{
		Code: "C4.exploitation", Criterion: 4, Perspective: "exploitation", Voice: Own, Force: 3, Form: "DUTY",
		Flags: []string{"AUX.minor-only"}, Scope: "own", Gate: "passage", Candidate: true,
		Rules: []RuleHit{{ID: "c04.exploitation.exit", Matched: []Span{{29, 34, "leave"}, {35, 47, "prostitution"}}}},
	}}
	if len(got) == 1 {
		for i, s := range got[0].Rules[0].Matched {
			if text[s.Start:s.End] != s.Text {
				t.Errorf("span %d does not slice back: %q", i, s.Text)
			}
			got[0].Rules[0].Matched[i].Start, got[0].Rules[0].Matched[i].End = 0, 0
			want[0].Rules[0].Matched[i].Start, want[0].Rules[0].Matched[i].End = 0, 0
		}
	}
	if d := cmp.Diff(got, want); d != "" {
		t.Error(d)
	}
}

// TestForeignPassage reads an English passage of a document that is said to be
// in another language.
func TestForeignPassage(t *testing.T) {
	lex, err := lexicon.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	tagger, err := New(lex)
	if err != nil {
		t.Fatal(err)
	}
	text := "A person who pays for the sexual services of a prostitute commits an offence and is liable to a fine."
	w := tagger.Worker()
	want := w.Tag(Unit{Lang: "en", Text: text, Kind: "operative"})
	if d := cmp.Diff(w.Tag(Unit{Lang: "de", Text: text, Kind: "operative"}), want); d != "" || len(want) == 0 {
		t.Errorf("tags %v: %s", want, d)
	}
}

// FuzzTag holds that any text is tagged without panic and that spans slice back.
func FuzzTag(f *testing.F) {
	lex, err := lexicon.Embedded()
	if err != nil {
		f.Fatal(err)
	}
	tagger, err := New(lex)
	if err != nil {
		f.Fatal(err)
	}
	w := tagger.Worker()
	f.Add("Whoever buys the sexual services of a prostitute commits an offence.", "Heading")
	f.Add("trata de personas con fines de explotación sexual \xff", "")
	f.Fuzz(func(t *testing.T, text, heading string) {
		for _, tag := range w.Tag(Unit{Lang: "en", Text: text, Heading: heading, Kind: "operative"}) {
			for _, r := range tag.Rules {
				for _, s := range r.Matched {
					if text[s.Start:s.End] != s.Text {
						t.Fatalf("%s: span %+v does not slice back", r.ID, s)
					}
				}
			}
		}
	})
}

// TestTitlesTellLawFromReports: where nothing else says what a document is, the
// first word of its title that tells decides.
func TestTitlesTellLawFromReports(t *testing.T) {
	w := newTestWorker(t, ruleText("c02.exploitation.buy", "  when: {all: [buy, \"@domain\"], within: 4}\n  terms: {buy: [\"[=buy|=buys]\"]}\n"))
	for _, c := range []struct {
		title, text string
		voice       Voice
		force       int
	}{
		{"Harbours Act", "Critics argue that whoever buys prostitution does wrong.", Own, 3},
		{"Report on the Harbours Act", "(2) Critics argue that whoever buys prostitution does wrong.", Reported, 1},
		{"Debate", "Whoever buys prostitution commits an offence.", Own, 1},
		{"Harbours Bill", "Critics argue that whoever buys prostitution does wrong.", Reported, 1},
		{"Harbours Bill", "(2) Whoever buys prostitution commits an offence.", Own, 2},
		{"Harbours", "(2) Whoever buys prostitution commits an offence.", Own, 3},
		{"Harbours", "12 Whoever buys prostitution is struck off the list.", Own, 3},
		{"Harbours", "Critics argue that whoever buys prostitution does wrong.", Reported, 1},
	} {
		tags := w.Tag(Unit{Lang: "en", Title: c.title, Text: c.text, Kind: "narrative"})
		if len(tags) != 1 || tags[0].Voice != c.voice || tags[0].Force != c.force {
			t.Errorf("%s: %s: got %+v, want %s with force %d", c.title, c.text, tags, c.voice, c.force)
		}
	}
}
