package match

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSurvey(t *testing.T) {
	s := newTestWorker(t, ruleText("c02.sexwork.x", "  terms: {a: [procuring, never]}\n")).Survey("en")
	s.Add("Procuring persons. They procure fluid samples; procuring fluid.")
	got := map[string][]FormCount{}
	for _, u := range s.Report() {
		if u.Set == "c02.sexwork.x/a" {
			got[u.Pattern] = u.Forms
		}
	}
	want := map[string][]FormCount{"procuring": {{"procuring", 2}, {"procure", 1}}, "never": nil}
	if d := cmp.Diff(got, want); d != "" {
		t.Error(d)
	}
}
