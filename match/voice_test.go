package match

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestVoice holds how the views of a passage are read together (codebook G12–G14).
func TestVoice(t *testing.T) {
	rules := ruleText("c02.exploitation.buy", "  when: {all: [buy, \"@domain\"], within: 4}\n  terms: {buy: [\"[=buy|=buys]\"]}\n") +
		ruleText("c02.sexwork.lawful", "  when: {all: [lawful, \"@domain\"], within: 4}\n  terms: {lawful: [\"=lawful\"]}\n")
	const told = "Critics argue that whoever buys prostitution does wrong. "
	const answer = "Of forty neighbours whom the panel visited not one had seen harm of any kind, and the street is quiet at night."
	for _, c := range []struct {
		name, genre, text, want string
	}{
		{"told and left alone", "report", told, "C2.exploitation reported"},
		{"told and answered", "report", told + answer, "C2.exploitation rejected"},
		{"an answer of few words is none", "report", told + "The panel went on to the next item of its list.", "C2.exploitation reported"},
		{"speakers need fewer words", "debate", told + "Nobody in my street has seen it. I asked all of them last week.", "C2.exploitation rejected"},
		{"reports need more", "report", told + "Nobody in this street has seen it. The panel asked them last week.", "C2.exploitation reported"},
		{"thanks close an account", "report", told + "The panel thanked all who had come to the hall that night and went on to the next of its many items.", "C2.exploitation reported"},
		{"a long answer closes with thanks", "report", told + answer + " They ask to be left in peace by those who never came to see the place, and they thanked the panel for its visit.", "C2.exploitation rejected"},
		{"no side is taken", "report", told + answer + " The panel takes no side.", "C2.exploitation reported"},
		{"the document agrees", "report", told + "We agree: whoever buys prostitution does wrong, as all of the forty neighbours said whom the panel visited.", "C2.exploitation own"},
		{"the other side's own view", "report", told + "Prostitution is lawful.", "C2.exploitation rejected C2.sexwork own"},
		{"a speech answers what it seems to say", "debate", "Whoever buys prostitution does wrong! Nonsense, my lords. Prostitution is lawful.", "C2.exploitation rejected C2.sexwork own"},
		{"a report sees two sides", "report", "Whoever buys prostitution does wrong. Prostitution is lawful.", "C2.exploitation own C2.sexwork own"},
		{"a speech answers what it quotes", "debate", "“Who buys prostitution does wrong.” " + answer, "C2.exploitation rejected"},
		{"testimony is quoted all through", "report", "“Who buys prostitution does wrong. " + answer + "”", "C2.exploitation own"},
		{"a provision tells nobody's view", "statute", told + answer, "C2.exploitation own"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tags, near := tagWith(t, rules, Unit{Lang: "en", Text: c.text, Genre: c.genre, Kind: "narrative"})
			if d := cmp.Diff(strings.Join(tags, " "), c.want); d != "" {
				t.Errorf("tags: %s near-misses: %q", d, near)
			}
		})
	}
}
