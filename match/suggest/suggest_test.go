package suggest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/match"
)

// corpus has tagged passages on exit programmes, whose rule knows "exit" alone,
// untagged ones on fisheries, and one on exit in other words.
func corpus() []Example {
	var out []Example
	for i := range 30 {
		text := fmt.Sprintf("The exit service number%d offers shelter, counselling and retraining to women who leave.", i)
		at := strings.Index(text, "exit")
		out = append(out, Example{ID: fmt.Sprintf("t%02d", i), Text: text, Tagged: true, Spans: []match.Span{{Start: at, End: at + 4, Text: "exit"}}})
	}
	for i := range 150 {
		out = append(out, Example{ID: fmt.Sprintf("u%03d", i), Text: fmt.Sprintf("The fisheries inspector measures the nets of vessel%d before landing.", i)})
	}
	return append(out, Example{ID: "wanted", Text: "Shelter and counselling are offered, with retraining for those who wish it."})
}

func TestProposeFindsOtherWords(t *testing.T) {
	examples := corpus()
	o := Options{HoldOut: true}
	m := Train("en", examples, o)
	got := m.Propose(examples, 1)
	if len(got) != 1 || got[0].ID != "wanted" || len(got[0].Reasons) == 0 {
		t.Errorf("got %+v, want the passage in other words first, with reasons", got)
	}
	if d := cmp.Diff(Train("en", examples, o).Terms(10), m.Terms(10)); d != "" {
		t.Errorf("two trainings differ: %s", d)
	}
	for _, term := range m.Terms(50) {
		if term.Stem == "exit" {
			t.Error("the rule's own word was not hidden")
		}
	}
}

func TestPrecisionAt(t *testing.T) {
	p, hidden := PrecisionAt("en", corpus(), 50, Options{})
	if hidden != 6 || p < .9 {
		t.Errorf("got %.2f of %d, want nearly all of 6", p, hidden)
	}
}

func TestTrainWithoutTags(t *testing.T) {
	m := Train("en", []Example{{ID: "a", Text: "nothing here"}}, Options{})
	if got := m.Terms(5); got != nil {
		t.Errorf("got %v, want no terms", got)
	}
}
