package lexicon

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// scenario is a passage of the project's own set, see testdata/scenarios.
type scenario struct {
	ID, Lang, Jurisdiction, Title, Heading, Before, Text string
	Labels, Optional, Reported, Rejected                 []string
	Cell, Genre, Why                                     string
}

// TestScenariosForm checks the form of the scenario set, not what rules make of
// it: match/evaluate does that.
func TestScenariosForm(t *testing.T) {
	for _, lang := range []string{"de", "en", "es", "fr", "sv"} {
		t.Run(lang, func(t *testing.T) {
			cells, voices := map[string]int{}, 0
			ids, texts := map[string]bool{}, map[string]bool{}
			for _, s := range readScenarios(t, lang) {
				if ids[s.ID] || texts[s.Text] {
					t.Errorf("%s: id or text occurs twice", s.ID)
				}
				ids[s.ID], texts[s.Text] = true, true
				for _, problem := range s.problems(lang) {
					t.Errorf("%s: %s", s.ID, problem)
				}
				cells[s.Cell]++
				if len(s.Reported)+len(s.Rejected) > 0 {
					voices++
				}
			}
			if len(cells) != 21 {
				t.Errorf("got %d cells, want the twenty and none", len(cells))
			}
			for cell, n := range cells {
				if cell == "none" && n < 100 || n < 5 {
					t.Errorf("%s: only %d passages", cell, n)
				}
			}
			if voices < 12 {
				t.Errorf("only %d passages with a view that is reported or rejected", voices)
			}
		})
	}
}

func readScenarios(t *testing.T, lang string) []scenario {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "scenarios", lang+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []scenario
	sc := bufio.NewScanner(f)
	for line := 1; sc.Scan(); line++ {
		var s scenario
		d := json.NewDecoder(strings.NewReader(sc.Text()))
		d.DisallowUnknownFields()
		if err := d.Decode(&s); err != nil {
			t.Fatalf("line %d: %v", line, err)
		}
		out = append(out, s)
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// scenarioGenres are the document types of package ingest, which this package
// does not import.
var scenarioGenres = []string{"statute", "bill", "regulation", "guidance", "policy", "report", "resolution", "debate", "court decision", "submission"}

var scenarioCode = regexp.MustCompile(`^C([1-9]|10)\.(exploitation|sexwork)$`)

func (s scenario) problems(lang string) []string {
	var out []string
	if s.Lang != lang || !strings.HasPrefix(s.ID, "own-"+lang+"-") {
		out = append(out, "language and id do not fit the file")
	}
	if s.Jurisdiction == "" || s.Title == "" || s.Why == "" {
		out = append(out, "jurisdiction, title or why is missing")
	}
	if !slices.Contains(scenarioGenres, s.Genre) {
		out = append(out, "unknown genre "+s.Genre)
	}
	for _, c := range slices.Concat(s.Labels, s.Optional, s.Reported, s.Rejected) {
		if !scenarioCode.MatchString(c) {
			out = append(out, "unknown code "+c)
		}
	}
	switch {
	case s.Cell == "none" && len(s.Labels) > 0:
		out = append(out, "expects nothing but has labels")
	case s.Cell != "none" && !slices.Contains(s.Labels, s.Cell):
		out = append(out, "its cell is not among its labels")
	}
	// Passages have fifteen words and more (codebook §1); those that expect nothing
	// may be as short as stray lines of documents are.
	least := 15
	if s.Cell == "none" {
		least = 7
	}
	if n := len(strings.Fields(s.Text)); n < least || n > 90 {
		out = append(out, "text is too short or too long")
	}
	return out
}
