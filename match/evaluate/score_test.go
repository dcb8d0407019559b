package evaluate

import (
	"strings"
	"testing"

	"policyscan/match"
)

func TestScoreCountsOptionalNeitherWay(t *testing.T) {
	cases, err := ReadCases(strings.NewReader(`{"id":"a","lang":"en","title":"A","labels":["C1.exploitation","C2.exploitation"],"optional":["C3.sexwork"]}
{"id":"b","lang":"en","title":"B","labels":[],"reported":["C6.sexwork"]}
`))
	if err != nil {
		t.Fatal(err)
	}
	tags := [][]match.Tag{
		{{Code: "C1.exploitation", Voice: match.Own}, {Code: "C3.sexwork", Voice: match.Own}, {Code: "C5.sexwork", Voice: match.Own}},
		{{Code: "C6.sexwork", Voice: match.Reported}},
	}
	s := Score(cases, tags, Options{Resamples: 50})
	for _, l := range s.Lines {
		switch {
		case l.Group == "all" && l.Counts != Counts{1, 1, 1}:
			t.Errorf("all: got %+v, want one right, one wrong, one missed", l.Counts)
		case l.Group == "voice" && l.Counts != Counts{Right: 1}:
			t.Errorf("reported: got %+v, want one right", l.Counts)
		}
	}
	if len(s.Errors) != 2 {
		t.Errorf("got %d errors, want 2", len(s.Errors))
	}
}

func TestReadCasesNamesLine(t *testing.T) {
	_, err := ReadCases(strings.NewReader("{}\n{\n"))
	if err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("got %v, want an error that names line 2", err)
	}
}
