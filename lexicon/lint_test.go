package lexicon

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestLint(t *testing.T) {
	l, err := Load(files(`language: en
criterion: 2
lists:
  idle: [aa, bb, aa]
rules:
- id: c02.sexwork.x
  says: s
  terms: {a: [bb]}
  tests: [{hit: bb}]
`))
	if err != nil {
		t.Fatal(err)
	}
	got, err := l.Lint("en")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, w := range got {
		all = append(all, w.String())
	}
	for _, want := range []string{"no test that it leaves", "list @idle is not used", `pattern "aa" stands at`, "no rule for C2.exploitation"} {
		if !strings.Contains(strings.Join(all, "\n"), want) {
			t.Errorf("got %q, want one with %q", all, want)
		}
	}
}

// TestSchemaKnowsEveryField holds the schema against the reader's fields.
func TestSchemaKnowsEveryField(t *testing.T) {
	raw, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Properties struct {
			Rules struct {
				Items struct {
					Properties map[string]any `json:"properties"`
				} `json:"items"`
			} `json:"rules"`
		} `json:"properties"`
	}
	if err := json.Unmarshal(raw, &schema); err != nil {
		t.Fatal(err)
	}
	fields := (&Lexicon{}).ruleFields(&reader{}, &Rule{})
	for name := range fields {
		if _, ok := schema.Properties.Rules.Items.Properties[name]; !ok {
			t.Errorf("the schema lacks the field %q", name)
		}
	}
	if len(fields) != len(schema.Properties.Rules.Items.Properties) {
		t.Errorf("the schema has %d fields of a rule, the reader %d", len(schema.Properties.Rules.Items.Properties), len(fields))
	}
}
