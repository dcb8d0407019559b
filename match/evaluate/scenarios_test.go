package evaluate

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/lexicon"
	"policyscan/match"
)

// TestScenarioGolden tags the project's own scenario set and compares the figures
// with those of the last change, so that each change of a rule shows what it does
// in the diff of the golden file. UPDATE=1 writes the file anew.
func TestScenarioGolden(t *testing.T) {
	got := scenarioFigures(t)
	file := filepath.Join("testdata", "scenarios.golden")
	if os.Getenv("UPDATE") == "1" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got); diff != "" {
		t.Errorf("figures changed; if they should, run with UPDATE=1 (-want +got):\n%s", diff)
	}
}

// scenarioFigures tags all scenarios and prints their figures, first over all
// languages, then by language and cell.
func scenarioFigures(t *testing.T) string {
	t.Helper()
	lex, err := lexicon.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	tagger, err := match.New(lex)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var cases []Case
	var tags [][]match.Tag
	worker := tagger.Worker()
	for _, lang := range []string{"en", "es", "fr", "de", "sv"} {
		c := scenarioCases(t, lang)
		p := Predict(worker, c)
		writeFigures(&b, lang, c, p)
		cases, tags = append(cases, c...), append(tags, p...)
	}
	if err := worker.Err(); err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	writeFigures(&all, "all languages", cases, tags)
	return all.String() + b.String()
}

func scenarioCases(t *testing.T, lang string) []Case {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "lexicon", "testdata", "scenarios", lang+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cases, err := ReadCases(f)
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

// writeFigures prints figures without candidates, then recall with them, and how
// many passages that expect nothing were tagged.
func writeFigures(b *strings.Builder, name string, cases []Case, tags [][]match.Tag) {
	s := Score(cases, tags, Options{Resamples: 1})
	with := map[string]Line{}
	for _, l := range Score(cases, tags, Options{Resamples: 1, WithCandidates: true}).Lines {
		with[l.Group+l.Name] = l
	}
	fmt.Fprintf(b, "== %s ==\n%-24s %5s %5s %5s %5s  %s\n", name, "", "P", "R", "F1", "n", "R with candidates")
	for _, l := range s.Lines {
		switch l.Group {
		case "all", "perspective", "voice", "code":
			fmt.Fprintf(b, "%-24s %5s %5s %5s %5d %5s\n", l.Name, rounded(l.P), rounded(l.R), rounded(l.F), l.Labels(), rounded(with[l.Group+l.Name].R))
		}
	}
	none, tagged := 0, 0
	for i := range cases {
		if len(cases[i].Labels) > 0 {
			continue
		}
		none++
		for _, tag := range tags[i] {
			if tag.Voice == match.Own && !tag.Candidate {
				tagged++
				break
			}
		}
	}
	fmt.Fprintf(b, "%-24s %5.2f\n%-24s %5d of %d\n\n", "macro-F1", s.MacroF1, "expect nothing, tagged", tagged, none)
}

// rounded prints a figure with two decimals, and a dash where it has nothing to
// rest on.
func rounded(f Figure) string {
	v := float64(f)
	if math.IsNaN(v) {
		return "-"
	}
	return fmt.Sprintf("%.2f", v)
}
