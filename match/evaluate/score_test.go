package evaluate

import (
	"encoding/json"
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

func TestUndefinedFigures(t *testing.T) {
	cases, err := ReadCases(strings.NewReader(`{"id":"a","lang":"en","title":"A","labels":["C1.exploitation"]}
{"id":"b","lang":"fr","title":"B","labels":[]}
{"id":"c","lang":"sv","title":"C","labels":[]}
`))
	if err != nil {
		t.Fatal(err)
	}
	s := Score(cases, [][]match.Tag{nil, nil, {{Code: "C2.sexwork", Voice: match.Own}}}, Options{Resamples: 50})
	want := map[string]string{ // precision, recall, F1
		"en": "[null,0,0]", "fr": "[null,null,null]", "sv": "[0,null,0]",
	}
	for _, l := range s.Lines {
		if l.Group != "language" {
			continue
		}
		got, err := json.Marshal([]Figure{l.P, l.R, l.F})
		if err != nil || string(got) != want[l.Name] {
			t.Errorf("%s: got %s (%v), want %s", l.Name, got, err, want[l.Name])
		}
		if l.P.Defined() != l.PSpan.Low.Defined() {
			t.Errorf("%s: figure %v with interval %v", l.Name, l.P, l.PSpan)
		}
	}
	if _, err := json.Marshal(Score(nil, nil, Options{Resamples: 5})); err != nil {
		t.Errorf("no cases: %v", err)
	}
}

func TestReadCasesRefusesEmptyFiles(t *testing.T) {
	for _, text := range []string{"", "\n \n"} {
		if _, err := ReadCases(strings.NewReader(text)); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
}
