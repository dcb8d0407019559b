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
	var line []string
	for _, c := range got[0].row() {
		line = append(line, plainValue(c))
	}
	want := "en C2.sexwork 0.75 24 0.9 20 0.55–0.88 and 0.70–0.97 measured two people"
	if line := strings.Join(line, " "); line != want {
		t.Errorf("got  %s\nwant %s", line, want)
	}
	for _, c := range (Validity{Code: "C8.sexwork", Lang: "nl"}).row() {
		if c.IsNum && c.Number != 0 {
			t.Errorf("a figure without labels: %v", c)
		}
	}
}
