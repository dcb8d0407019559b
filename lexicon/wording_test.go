package lexicon

import (
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// wordingCodes are the cells of a codebook with one criterion.
var wordingCodes = []string{"C5.exploitation", "C5.sexwork"}

func wordingConcepts(t testing.TB) map[string][]Pattern {
	t.Helper()
	p, err := ParsePattern("condom*")
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]Pattern{"condom": {p}}
}

func TestParseWording(t *testing.T) {
	got, problems := ParseWording("w.tsv", []byte("# from somewhere\r\nbias\tC5.E=-1.50 C5.S=-2.00\r\n\n@condom\tC5.S=+3.25\n^@condom\tC5.S=+1.00\nsafe sex\tC5.E=-0.75 C5.S=+0.75"), wordingCodes, wordingConcepts(t))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := &Wording{
		Bias: []float64{-1.5, -2},
		Signs: []Sign{
			{Name: "@condom", Weights: []CellWeight{{Cell: 1, Weight: 3.25}}},
			{Name: "^@condom", Weights: []CellWeight{{Cell: 1, Weight: 1}}},
			{Name: "safe sex", Weights: []CellWeight{{Cell: 0, Weight: -.75}, {Cell: 1, Weight: .75}}},
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("read otherwise (-want +got):\n%s", d)
	}
}

func TestParseWordingNamesTheLine(t *testing.T) {
	for _, c := range []struct{ name, line, want string }{
		{"no tab", "condom C5.S=+1", "a sign, a tab and its weights"},
		{"no sign", "\tC5.S=+1", "a sign, a tab and its weights"},
		{"unknown cell", "condom\tC9.S=+1", `"C9.S=+1" is not a cell and its weight`},
		{"cell in full", "condom\tC5.sexwork=+1", "is not a cell and its weight"},
		{"no number", "condom\tC5.S=much", `"C5.S=much" is not a cell and its weight`},
		{"no end of a number", "condom\tC5.S=inf", "is not a cell and its weight"},
		{"not a number", "condom\tC5.S=NaN", "is not a cell and its weight"},
		{"unknown concept", "@soap\tC5.S=+1", `no concept "soap"`},
		{"unknown concept above", "^@soap\tC5.S=+1", `no concept "soap"`},
		{"sign twice", "safe sex\tC5.S=+1", `"safe sex" stands twice`},
		{"bias twice", "bias\tC5.S=+1", `"bias" stands twice`},
		{"three stems", "very safe sex\tC5.S=+1", "two neighbouring stems at most"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := ParseWording("terms/en/wording.tsv", []byte("bias\tC5.S=-2\nsafe sex\tC5.S=+1\n"+c.line+"\n"), wordingCodes, wordingConcepts(t))
			if len(problems) != 1 {
				t.Fatalf("got %d problems, want one: %v", len(problems), problems)
			}
			if got := problems.Error(); !strings.HasPrefix(got, "terms/en/wording.tsv:3:1: ") || !strings.Contains(got, c.want) {
				t.Errorf("got %q, want line 3 and %q", got, c.want)
			}
		})
	}
}

// FuzzParseWording: what is accepted is written as it is read again.
func FuzzParseWording(f *testing.F) {
	for _, s := range []string{
		"", "bias\tC5.E=-1.50 C5.S=-2.00\n@condom\tC5.S=+3.25\n^@condom\tC5.E=-0.01\nsafe sex\tC5.S=1e3\n",
		"# origin\n\nbias\n", "x\tC5.S=0x1p-2\n", "x\ty\tC5.S=1\n", "\r\n", "bias\tC5.S=+1\nbias\tC5.S=+2\n",
	} {
		f.Add([]byte(s))
	}
	concepts := wordingConcepts(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		w, problems := ParseWording("w.tsv", raw, wordingCodes, concepts)
		if len(problems) > 0 {
			return
		}
		once := w.Format(wordingCodes, "origin")
		again, problems := ParseWording("w.tsv", once, wordingCodes, concepts)
		if len(problems) > 0 {
			t.Fatalf("not read again: %v", problems)
		}
		if d := cmp.Diff(string(once), string(again.Format(wordingCodes, "origin"))); d != "" {
			t.Errorf("changed on the way:\n%s", d)
		}
	})
}

func TestStrongest(t *testing.T) {
	w, problems := ParseWording("w.tsv", []byte("a\tC5.S=+1\nb\tC5.S=+3 C5.E=+9\nc\tC5.S=-2\nd\tC5.S=+3\n"), wordingCodes, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if d := cmp.Diff([]string{"b", "d"}, w.Strongest(1, 2, false)); d != "" {
		t.Errorf("for (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"c"}, w.Strongest(1, 2, true)); d != "" {
		t.Errorf("against (-want +got):\n%s", d)
	}
}

func TestConceptsAreChecked(t *testing.T) {
	fsys := files("language: en\ncriterion: 2\nrules:\n- id: c02.sexwork.wording\n  says: s\n  terms: {a: [b]}\n")
	fsys["terms/en/concepts.yaml"] = &fstest.MapFile{Data: []byte("language: en\nconcepts:\n  soap: soap; [bath\n  Bad_Name: x\n")}
	fsys["terms/en/wording.tsv"] = &fstest.MapFile{Data: []byte("bias\tC2.E=-1\n@foam\tC2.E=+1\n")}
	l, err := Load(fsys)
	if err == nil {
		_, err = l.Language("en")
	}
	if err == nil {
		t.Fatal("got no error")
	}
	for _, want := range []string{"concepts.yaml:3", "concepts.yaml:4", `names are small letters`, "wording.tsv:2:1", "stands for the wording as a whole"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in:\n%v", want, err)
		}
	}
}

// TestWordingOfLanguages: what the spreadsheet carries (TestTablesRoundTrip) holds
// concepts and weights, and each concept is a sign or may become one.
func TestWordingOfLanguages(t *testing.T) {
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	tables, err := l.Tables()
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]map[string]int{}
	for _, table := range tables {
		rows[table.Name] = map[string]int{}
		for _, r := range table.Rows {
			if len(r) > 0 {
				rows[table.Name][r[0]]++
			}
		}
	}
	names, err := fs.Glob(mustSub(t), "terms/*/"+wordingFile)
	if err != nil || len(names) == 0 {
		t.Fatalf("%d files of weights (%v)", len(names), err)
	}
	for _, name := range names {
		code := path.Base(path.Dir(name))
		lang, err := l.Language(code)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := rows["Wording"][code], len(lang.Wording.Signs)+1; got != want {
			t.Errorf("%s: %d rows of weights in the spreadsheet, want %d", code, got, want)
		}
		patterns := 0
		for _, c := range lang.Concepts {
			patterns += len(c)
		}
		if got := rows["Concepts"][code]; got != patterns {
			t.Errorf("%s: %d rows of concepts in the spreadsheet, want %d", code, got, patterns)
		}
	}
}

func TestExplainWording(t *testing.T) {
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for what, want := range map[string]string{
		"c05.sexwork.wording": "The wording of C5.sexwork",
		"C05.SEXWORK.WORDING": "The wording of C5.sexwork",
		"C5.sexwork":          "Wording in English",
	} {
		got, err := l.Explain(what, "en")
		if err != nil || !strings.Contains(got, want) || !strings.Contains(got, "@condom") {
			t.Errorf("%s: %v; %q is missing in:\n%s", what, err, want, got)
		}
	}
}
