package match

import (
	"fmt"
	"slices"
	"strings"

	"policyscan/ingest"
	"policyscan/lexicon"
)

// Failure is a test of the lexicon that does not come out as it says.
type Failure struct {
	Pos    lexicon.Position
	Rule   string // "" for a whole-passage test
	Reason string
	Text   string
}

func (f Failure) String() string {
	name := f.Rule
	if name == "" {
		name = "passage"
	}
	return fmt.Sprintf("%s: %s: %s\n    %s", f.Pos, name, f.Reason, f.Text)
}

// RunTests runs the tests that stand beside the rules of a language, and returns
// those that fail, in the order of rules.
func RunTests(t *Tagger, code string) ([]Failure, error) {
	lang, err := t.lex.Language(code)
	if err != nil {
		return nil, err
	}
	w := t.Worker()
	var out []Failure
	for i := range lang.Rules {
		r := &lang.Rules[i]
		for _, test := range r.Tests {
			if reason := runTest(w, code, r, test); reason != "" {
				out = append(out, Failure{test.Pos, r.ID, reason, test.Text})
			}
		}
	}
	for _, test := range lang.Passages {
		if reason := runPassage(w, code, test); reason != "" {
			out = append(out, Failure{test.Pos, "", reason, test.Text})
		}
	}
	return out, nil
}

func unitOf(code, text string, c lexicon.Context) Unit {
	return Unit{Lang: code, Text: text, Title: c.Title, Heading: c.Heading, Chapeau: c.Chapeau, Before: c.Before, After: c.After, Kind: ingest.Kind(c.Kind), Genre: c.Genre}
}

// runTest returns why a rule's test fails, "" where it does not.
func runTest(w *Worker, code string, r *lexicon.Rule, test lexicon.Test) string {
	p := w.reader(code)
	fired, why := p.fires(unitOf(code, test.Text, test.Context), r.ID)
	if r.Criterion == 0 {
		return verdict(test.Hit, len(fired) > 0, why)
	}
	voice := Voice(test.Voice)
	if voice == "" {
		voice = Own
	}
	wanted := test.Code
	if wanted == "" {
		wanted = r.Code()
	}
	hit := slices.ContainsFunc(fired, func(f finding) bool { return f.voice == voice && f.code == wanted })
	for _, f := range fired {
		why = fmt.Sprintf("it fires as %s, %s", f.code, f.voice)
	}
	return verdict(test.Hit, hit, why)
}

func verdict(wanted, got bool, why string) string {
	switch {
	case wanted && !got && why != "":
		return "should fire and does not: " + why
	case wanted && !got:
		return "should fire and does not: its terms do not meet"
	case !wanted && got:
		return "should not fire and does"
	}
	return ""
}

// fires returns the findings of one rule that count, and the reason of one that
// does not.
func (p *passageReader) fires(u Unit, rule string) (out []finding, why string) {
	p.unit = u
	p.topical() // cuts into words; a test of one rule wants its own reason, not this one
	p.collect()
	p.findLevels()
	p.kind, p.told = p.kindOfTitle(), p.account()
	marks := p.marks()
	for _, m := range marks {
		if m.rule.ID == rule {
			out = append(out, finding{rule: m.rule})
		}
	}
	for _, f := range p.findings() {
		if f.rule.ID != rule {
			continue
		}
		for i := range marks {
			if f.reason == "" && f.voice == Own && marks[i].drops(&f) {
				f.reason = marks[i].rule.ID
			}
		}
		if f.reason != "" {
			why = f.reason
			continue
		}
		out = append(out, f)
	}
	return out, why
}

// runPassage returns why a whole-passage test fails.
func runPassage(w *Worker, code string, test lexicon.PassageTest) string {
	got := map[Voice][]string{}
	for _, t := range w.Tag(unitOf(code, test.Text, test.Context)) {
		got[t.Voice] = append(got[t.Voice], t.Code)
	}
	var wrong []string
	for _, x := range []struct {
		voice Voice
		want  []string
	}{{Own, test.Expect}, {Reported, test.Reported}, {Rejected, test.Rejected}} {
		want := slices.Clone(x.want)
		slices.SortFunc(want, compareCodes)
		if !slices.Equal(got[x.voice], want) {
			wrong = append(wrong, fmt.Sprintf("%s: got %v, want %v", x.voice, got[x.voice], want))
		}
	}
	return strings.Join(wrong, "; ")
}
