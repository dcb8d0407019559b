package lexicon

import (
	"strings"
	"testing"
)

func TestExplain(t *testing.T) {
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	en, err := l.Language("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what string
		want []string
	}{
		{"C2", []string{"Who is liable or lawful", "C2.exploitation", "C2.sexwork", "its author's, not ours"}},
		{"c7.sexwork", []string{"What can be observed", "What speaks for it in texts in English", "not a finding of fact"}},
		{"C4.exploitation", []string{"candidate"}},
		{en.Rules[len(en.Rules)-1].ID, []string{en.Rules[len(en.Rules)-1].Says, "It looks for", "finds: “"}},
	} {
		got, err := l.Explain(c.what, "en")
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		flat := strings.Join(strings.Fields(got), " ")
		for _, w := range c.want {
			if !strings.Contains(flat, w) {
				t.Errorf("%s: %q is missing in\n%s", c.what, w, got)
			}
		}
	}
	if _, err := l.Explain("c02.sexwork.no-such-rule", "en"); err == nil || !strings.Contains(err.Error(), "there are: c02.") {
		t.Errorf("got %v, want an error that names rules that there are", err)
	}
}
