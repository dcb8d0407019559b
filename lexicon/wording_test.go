package lexicon

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

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
	for _, c := range []struct {
		name, line, want string
		col              int
	}{
		{"no tab", "condom C5.S=+1", "a sign, a tab and its weights", 1},
		{"no sign", "\tC5.S=+1", "a sign, a tab and its weights", 1},
		{"unknown cell", "condom\tC9.S=+1", `"C9.S=+1" is not a cell and its weight`, 8},
		{"cell in full", "condom\tC5.sexwork=+1", "is not a cell and its weight", 8},
		{"no number", "condom\tC5.E=+1 C5.S=much", `"C5.S=much" is not a cell and its weight`, 16},
		{"after an umlaut", "köp\tC5.S=much", `"C5.S=much" is not a cell and its weight`, 5},
		{"no end of a number", "condom\tC5.S=inf", "is not a cell and its weight", 8},
		{"not a number", "condom\tC5.S=NaN", "is not a cell and its weight", 8},
		{"cell twice", "condom\tC5.S=+1 C5.E=+1 C5.S=+2", "C5.S stands twice in this line", 24},
		{"no weights", "condom\t", `"condom" has no weights`, 8},
		{"unknown concept", "@soap\tC5.S=+1", `no concept "soap"`, 1},
		{"unknown concept above", "^@soap\tC5.S=+1", `no concept "soap"`, 1},
		{"sign twice", "safe sex\tC5.S=+1", `"safe sex" stands twice`, 1},
		{"bias twice", "bias\tC5.S=+1", `"bias" stands twice`, 1},
		{"three stems", "very safe sex\tC5.S=+1", "two neighbouring stems at most", 1},
		{"capitals", "Condom\tC5.S=+1", `"Condom" never matches`, 1},
		{"digits", "safe 2\tC5.S=+1", `"safe 2" never matches`, 1},
		{"marks", "safe,\tC5.S=+1", `"safe," never matches`, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := ParseWording("terms/en/wording.tsv", []byte("bias\tC5.S=-2\nsafe sex\tC5.S=+1\n"+c.line+"\n"), wordingCodes, wordingConcepts(t))
			if len(problems) != 1 {
				t.Fatalf("got %d problems, want one: %v", len(problems), problems)
			}
			if got := problems.Error(); !strings.HasPrefix(got, fmt.Sprintf("terms/en/wording.tsv:3:%d: ", c.col)) || !strings.Contains(got, c.want) {
				t.Errorf("got %q, want line 3, column %d and %q", got, c.col, c.want)
			}
		})
	}
}

func TestParseWordingRefusesOtherEncodings(t *testing.T) {
	_, problems := ParseWording("w.tsv", []byte("bias\tC5.S=-2\nk\xf6p\tC5.S=+1\n"), wordingCodes, nil)
	if got := problems.Error(); got != "w.tsv: is not UTF-8" {
		t.Errorf("got %q", got)
	}
}

// TestWithoutConcepts: one mistake is told once, however many signs rest on it.
func TestWithoutConcepts(t *testing.T) {
	_, problems := ParseWording("w.tsv", []byte("@a\tC5.S=+1\n@b\tC5.S=+1\n^@b\tC5.S=+1\n"), wordingCodes, nil)
	if got := problems.Error(); len(problems) != 1 || !strings.HasPrefix(got, "w.tsv:1:1: ") || !strings.Contains(got, "has none at all") {
		t.Errorf("got %s", got)
	}
}

func TestLongLinesAreCutAroundTheMistake(t *testing.T) {
	line := "condom\t" + strings.Repeat("C5.S=+1 ", 1) + strings.Repeat(" ", 300) + "C5.E=much" + strings.Repeat(" ", 300)
	_, problems := ParseWording("w.tsv", []byte(line), wordingCodes, nil)
	shown := strings.Split(problems.Error(), "\n")
	if len(shown) != 3 || problems[0].Pos.Col != 316 {
		t.Fatalf("got %q", shown)
	}
	source, caret := []rune(shown[1]), []rune(shown[2])
	if len(source) > 110 || !strings.HasPrefix(string(source[len(caret)-1:]), "C5.E=much") {
		t.Errorf("got\n%s", strings.Join(shown, "\n"))
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

// wordedFiles builds a small lexicon with concepts and weights.
func wordedFiles(concepts, weights string) fstest.MapFS {
	fsys := files("language: en\n")
	fsys["lexicon.yaml"] = &fstest.MapFile{Data: []byte(testHead + "wording: {alone: 0, joined: -1, against: 4, inherited: 2, alone-usual: 2}\n")}
	fsys["terms/en/concepts.yaml"] = &fstest.MapFile{Data: []byte(concepts)}
	fsys["terms/en/wording.tsv"] = &fstest.MapFile{Data: []byte(weights)}
	return fsys
}

func TestConceptsAreChecked(t *testing.T) {
	const head, weights = "language: en\nconcepts:\n", "bias\tC2.E=-1\n@foam\tC2.E=+1\n^@foam\tC2.E=+1\n"
	for _, c := range []struct {
		name, concepts string
		want           []string
	}{
		{"nothing wrong", head + "  foam: foam; =lather\n", nil},
		{"pattern on the line of its name", head + "  foam: foam; [bath\n", []string{`concepts.yaml:3:15: "[bath": [ without ]`}},
		{"pattern in quotes", head + "  foam: 'foam; [bath'\n", []string{`concepts.yaml:3:16: "[bath": [ without ]`}},
		{"pattern of a folded text", head + "  foam: >-\n    foam; lather;\n    bubble; köp; soap [bath\n", []string{`concepts.yaml:5:23: "soap [bath": [ without ]`}},
		{"pattern over two lines", head + "  foam: >-\n    foam; soap\n    [bath; lather\n", []string{`concepts.yaml:5:5: "soap [bath": [ without ]`}},
		{"name", head + "  Foam: foam\n", []string{`concepts.yaml:3:3: "Foam": names are small letters`}},
		{"empty pattern", head + "  foam: foam; ; lather\n", []string{`concepts.yaml:3:15: concept "foam": a pattern is missing`}},
		{"empty pattern at the end", head + "  foam: >-\n    foam;\n    lather;\n  other: x\n", []string{`concept "foam": a pattern is missing`}},
		{"no pattern", head + "  foam:\n", []string{`concept "foam": a pattern is missing`}},
		{"exceptions only", head + "  foam: \"!foam; !lather\"\n", []string{`concepts.yaml:3:3: concept "foam" has exceptions only`}},
		{"not YAML", head + "  foam: [foam\n", []string{`concepts.yaml:3`}},
		{"another field", "language: en\nconcept:\n  foam: foam\n", []string{`unknown field "concept"`}},
		{"no concepts", "language: en\n", []string{`wording.tsv:2:1: there is no concept "foam": this language has none`}},
		{"another concept", head + "  soap: soap\n", []string{`wording.tsv:2:1: there is no concept "foam"`, `wording.tsv:3:1: there is no concept "foam"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load(wordedFiles(c.concepts, weights))
			var problems Problems
			if err != nil && !errors.As(err, &problems) {
				t.Fatal(err)
			}
			if len(problems) != len(c.want) {
				t.Fatalf("got %d problems, want %d:\n%v", len(problems), len(c.want), err)
			}
			for i, want := range c.want {
				if got := problems[i : i+1].Error(); !strings.Contains(got, want) {
					t.Errorf("%q is missing in:\n%s", want, got)
				}
			}
		})
	}
}

// TestWeightsNeedThresholds: without them all would be 0, which means something else.
func TestWeightsNeedThresholds(t *testing.T) {
	fsys := wordedFiles("language: en\nconcepts:\n  foam: foam\n", "@foam\tC2.E=+1\n")
	fsys["lexicon.yaml"] = &fstest.MapFile{Data: []byte(testHead)}
	_, err := Load(fsys)
	if err == nil || !strings.Contains(err.Error(), `lexicon.yaml: field "wording" is missing`) {
		t.Errorf("got %v", err)
	}
}

func TestNoRuleIsCalledWording(t *testing.T) {
	_, err := Load(files("language: en\ncriterion: 2\nrules:\n- id: c02.sexwork.wording\n  says: s\n  terms: {a: [b]}\n"))
	if err == nil || !strings.Contains(err.Error(), "stands for the wording as a whole") {
		t.Errorf("got %v", err)
	}
}

// FuzzConcepts: each pattern that is read stands in the file where it is said to.
func FuzzConcepts(f *testing.F) {
	for _, s := range []string{"  a: b; c ~2 d\n", "  a: >-\n    b;\n    c; ö d\n", "  a: |\n    b\n    c\n", "  a: 'b; c'\n  d: \"\\x62; c\"\n", "  a: b; c # d\n", "  a: b;\n   c\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, concepts string) {
		text := "language: en\nconcepts:\n" + concepts
		l, err := Load(wordedFiles(text, "bias\tC2.E=-1\n"))
		if err != nil {
			return
		}
		en, err := l.Language("en")
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(text, "\n")
		for name, patterns := range en.Concepts {
			for _, p := range patterns {
				if p.Pos.File != "terms/en/concepts.yaml" {
					continue
				}
				if p.Pos.Line < 1 || p.Pos.Line > len(lines) || p.Pos.Col < 1 || p.Pos.Col > utf8.RuneCountInString(lines[p.Pos.Line-1])+1 {
					t.Errorf("%s: %q is said to stand at %v of %q", name, p.Source, p.Pos, text)
				}
			}
		}
	})
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
		if err != nil || !strings.Contains(got, want) || !strings.Contains(got, "- condom: ") {
			t.Errorf("%s: %v; %q is missing in:\n%s", what, err, want, got)
		}
	}
}
