package match

import "testing"

func TestDevoted(t *testing.T) {
	for _, c := range []struct {
		name  string
		about Devotion
		want  bool
	}{
		{"title names the subject", Devotion{Title: true, Passages: 100}, true},
		{"every fifth passage", Devotion{Passages: 15, OnTopic: 3}, true},
		{"fewer than every fifth", Devotion{Passages: 16, OnTopic: 3}, false},
		{"one section of a code that is a file of its own", Devotion{Passages: 2, OnTopic: 2}, false},
		{"nothing known", Devotion{}, false},
	} {
		if got := c.about.Devoted(); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

// TestDevotedOpensGates: in a devoted document rules of gate document count
// without a word of the domain beside them, and their scope is inherited.
func TestDevotedOpensGates(t *testing.T) {
	rules := ruleText("c03.sexwork.records", "  gate: document\n  terms: {records: [\"keep ~2 records\"]}\n") +
		ruleText("c02.sexwork.licence", "  gate: near\n  terms: {licence: [\"hold ~2 licence\"]}\n")
	w := newTestWorker(t, rules)
	u := Unit{ID: "u", Lang: "en", Kind: "operative", Text: "The operator must keep full records and hold a valid licence."}
	if got := w.Tag(u); len(got) != 0 {
		t.Errorf("document on something else: got %v, want no tags", got)
	}
	u.Devoted = true
	got := w.Tag(u)
	if len(got) != 1 || got[0].Code != "C3.sexwork" || got[0].Scope != "inherited" || got[0].Gate != "document" {
		t.Errorf("devoted document: got %+v, want C3.sexwork, inherited, by the document", got)
	}
}

func TestOnTopic(t *testing.T) {
	w := newTestWorker(t, ruleText("c02.exploitation.buy", "  terms: {buy: [\"=buys\"]}\n"))
	for text, want := range map[string]bool{
		"Prostitution (Premises) Act":     true,
		"Prostitution Reform Act":         false, // an exception of the list
		"Harbours Act":                    false,
		"":                                false,
		"Regulations on sex work, No. 12": true,
	} {
		if got := w.OnTopic("en-GB", text); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
	if w.OnTopic("zz", "Prostitution Act") {
		t.Error("a language without rules is on topic")
	}
	if r := w.Read(Unit{Lang: "en", Text: "A person who buys bread.", Title: "Prostitution Act"}); r.OnTopic {
		t.Error("a passage is on topic by its title")
	}
	if r := w.Read(Unit{Lang: "en", Text: "Prostitution is discussed here."}); !r.OnTopic {
		t.Error("a passage with a word of the domain is not on topic")
	}
}
