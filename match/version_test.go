package match

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// TestVersion holds the tags of a few passages under a few fixed rules. Where the
// engine gives others, workspaces that were tagged before must be tagged anew:
// raise Version, then run with UPDATE=1.
func TestVersion(t *testing.T) {
	w := newTestWorker(t, ruleText("c02.exploitation.buy", "  when: {all: [buy, \"@domain\"], within: 4}\n  terms: {buy: [\"[=buy|=buys|buying]\"]}\n  on: {repealed: flip}\n")+
		ruleText("c02.sexwork.lawful", "  terms: {lawful: [\"lawful ~4 [trade|business]\"]}\n")+
		ruleText("c03.sexwork.alarm", "  gate: document\n  weight: 1\n  terms: {alarm: [\"=alarm\"]}\n")+
		ruleText("c03.sexwork.room", "  gate: document\n  weight: 1\n  terms: {room: [\"safe room\"]}\n")+
		ruleText("c04.exploitation.exit", "  terms: {exit: [\"leave ~2 @domain\"]}\n")+
		ruleText("aux.review", "  drop: all\n  flags: [AUX.eval]\n  scope: sentence\n  terms: {review: [\"report on\"]}\n"))
	var all []Reading
	for _, text := range []string{
		"A person who buys sex work commits an offence.",
		"(1) Section 4, under which a person who buys prostitution commits an offence, is repealed.",
		"Critics argue that buying prostitution harms nobody. The operator of a lawful prostitution business must fit an alarm.",
		"Critics argue that prostitution is a lawful trade. That is wrong. Buying prostitution is to be punished.",
		"Testimony was heard: prostitution is a lawful trade.",
		"There is no evidence that buying prostitution is common.",
		"There is help for all who want to leave prostitution.",
		"The minister shall report on buying prostitution. Nobody buys sex work.",
		"The operator must fit an alarm in each safe room.",
		"Under “lawful prostitution business” the council files what it knows. We call buying prostitution wrong.",
		"Act of 1998 on buying prostitution",
		"4 (prostitution), 5 (buying prostitution), 6 (lawful prostitution trade)",
		"Whoever buys prostitution:",
	} {
		for _, u := range []Unit{{Kind: "operative", Genre: "statute"}, {Kind: "recital", Genre: "bill"}, {Kind: "narrative", Genre: "report", Heading: "Testimony"}, {Title: "Prostitution Act", Devoted: true}} {
			u.Lang, u.Text = "en", text
			all = append(all, w.Read(u))
		}
	}
	b, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(b)
	got := Version + " " + hex.EncodeToString(sum[:8])
	file := filepath.Join("testdata", "version")
	if os.Getenv("UPDATE") == "1" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("the engine gives other tags: got %s, want %s", got, want)
	}
}
