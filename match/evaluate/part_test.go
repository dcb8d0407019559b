package evaluate

import (
	"fmt"
	"testing"

	"policyscan/match"
)

// TestParts holds that the parts share no document and lose no case.
func TestParts(t *testing.T) {
	var cases []Case
	for i := range 300 {
		cases = append(cases, Case{Unit: match.Unit{ID: fmt.Sprint(i)}, Source: fmt.Sprintf("act %d", i/3)})
	}
	read, score := ReadPart.Of(cases), ScorePart.Of(cases)
	if len(read)+len(score) != len(cases) || len(AllCases.Of(cases)) != len(cases) {
		t.Errorf("%d and %d of %d cases", len(read), len(score), len(cases))
	}
	if len(read) < 90 || len(score) < 90 {
		t.Errorf("parts of %d and %d: not near halves", len(read), len(score))
	}
	documents := map[string]bool{}
	for _, c := range read {
		documents[c.Document()] = true
	}
	for _, c := range score {
		if documents[c.Document()] {
			t.Errorf("%s lies in both parts", c.Document())
		}
	}
}
