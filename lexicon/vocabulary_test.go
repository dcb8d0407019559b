package lexicon

import (
	"slices"
	"strings"
	"testing"
)

func TestEveryFlagAndFormIsExplained(t *testing.T) {
	lex, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Concat(Flags, LegalForms, []string{"voice", "own", "reported", "rejected", "force", "scope", "inherited", "gate", "candidate", "aux.EVAL"}) {
		text, err := lex.Explain(name, "en")
		if err != nil || !strings.Contains(text, "Codebook: ") {
			t.Errorf("%s: %v, %q", name, err, text)
		}
	}
}

func TestExplainFlagNamesItsRules(t *testing.T) {
	lex, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	text, err := lex.Explain("AUX.prohibition", "en")
	if err != nil || !strings.Contains(text, "(aux.seller-penalised)") || !strings.Contains(text, "G7") {
		t.Errorf("got %v, %s", err, text)
	}
}
