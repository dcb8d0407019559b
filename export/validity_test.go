package export

import (
	"strings"
	"testing"
)

func TestMeasured(t *testing.T) {
	all, err := Measured()
	if err != nil {
		t.Fatal(err)
	}
	langs := map[string]bool{}
	for _, v := range all {
		langs[v.Lang] = true
		if !codeLike(v.Code) || v.Precision < 0 || v.Precision > 1 || v.Recall < 0 || v.Recall > 1 || v.Coders == "" {
			t.Errorf("%+v", v)
		}
	}
	if len(langs) < 5 {
		t.Errorf("figures for %d languages", len(langs))
	}
}

func codeLike(s string) bool { return strings.HasPrefix(s, "C") && strings.Contains(s, ".") }

func TestReadValidity(t *testing.T) {
	got, err := ReadValidity(strings.NewReader(`{"lines":[{"group":"all","name":"x"},
		{"group":"code","name":"C2.sexwork","right":18,"wrong":6,"missed":2,"precision":0.75,"recall":0.9,
		 "precisionInterval":{"low":0.55,"high":0.88},"recallInterval":{"low":0.7,"high":0.97}}]}`), "en", "two people")
	if err != nil || len(got) != 1 {
		t.Fatalf("%v, %v", got, err)
	}
	want := "en C2.sexwork: precision 0.75 (n 24), recall 0.90 (n 20), 95 % intervals 0.55–0.88 and 0.70–0.97"
	if line := got[0].line(); line != want {
		t.Errorf("got  %s\nwant %s", line, want)
	}
	if line := (Validity{Code: "C8.sexwork", Lang: "nl"}).line(); line != "nl C8.sexwork: precision not measured, recall not measured; too few labels: unvalidated" {
		t.Error(line)
	}
}
