package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestValidityIsOfTheseRules holds the figures that travel with every workbook to
// the rules and weights as they stand: what `scan eval --part score --json` prints
// for labelled real passages. UPDATE=1 measures anew.
func TestValidityIsOfTheseRules(t *testing.T) {
	gold := filepath.Join("..", "..", "..", "shared", "gold")
	if _, err := os.Stat(gold); err != nil {
		t.Skip("shared/gold, the labelled passages, is not beside the repository")
	}
	for _, lang := range []string{"de", "en", "es", "fr", "nl", "no", "sv"} {
		t.Run(lang, func(t *testing.T) {
			var out, problems bytes.Buffer
			env := environment{Stdout: &out, Stderr: &problems}
			if code := run(t.Context(), env, []string{"eval", filepath.Join(gold, "dev-"+lang+".jsonl"), "--part", "score", "--json"}); code != 0 {
				t.Fatalf("scan eval: %d\n%s", code, problems.String())
			}
			file := filepath.Join("..", "..", "export", "validity", lang+".json")
			if os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			had, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(had), out.String()); d != "" {
				t.Errorf("the figures in %s are of other rules; UPDATE=1 measures anew (-file +now):\n%s", file, d)
			}
		})
	}
}
