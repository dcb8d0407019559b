package match

import (
	"testing"

	"policyscan/lexicon"
)

// TestLexicon runs the tests that stand beside the rules.
func TestLexicon(t *testing.T) {
	lex, err := lexicon.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	tagger, err := New(lex)
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range lex.Languages {
		t.Run(code, func(t *testing.T) {
			failures, err := RunTests(tagger, code)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range failures {
				t.Error(f)
			}
		})
	}
}
