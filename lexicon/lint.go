package lexicon

import (
	"fmt"
	"slices"
	"strings"
)

// Warning is something in a lexicon that loads, and that its author should look
// at.
type Warning struct {
	Pos    Position
	Reason string
}

func (w Warning) String() string { return w.Pos.String() + ": " + w.Reason }

// Lint looks for what no author wants in a language: rules without a hit or a
// miss among their tests, lists that nothing uses, patterns that stand twice in
// one list, cells without rules, and rules that mean something else in another
// language.
func (l *Lexicon) Lint(code string) ([]Warning, error) {
	lang, err := l.Language(code)
	if err != nil {
		return nil, err
	}
	var out []Warning
	warn := func(p Position, format string, args ...any) {
		out = append(out, Warning{p, fmt.Sprintf(format, args...)})
	}
	for i := range lang.Rules {
		lintTests(&lang.Rules[i], warn)
	}
	lang.lintLists(warn)
	lang.lintRepetition(warn)
	if err := l.lintMeaning(lang, warn); err != nil {
		return nil, err
	}
	for _, cell := range l.Codes() {
		if !slices.ContainsFunc(lang.Rules, func(r Rule) bool { return r.Code() == cell }) {
			warn(Position{File: "terms/" + code}, "no rule for %s", cell)
		}
	}
	return out, nil
}

type warner func(p Position, format string, args ...any)

func lintTests(r *Rule, warn warner) {
	hit := slices.ContainsFunc(r.Tests, func(t Test) bool { return t.Hit })
	miss := slices.ContainsFunc(r.Tests, func(t Test) bool { return !t.Hit })
	switch {
	case !hit && !miss:
		warn(r.Pos, "rule %s has no tests", r.ID)
	case !hit:
		warn(r.Pos, "rule %s has no test that it finds", r.ID)
	case !miss:
		warn(r.Pos, "rule %s has no test that it leaves", r.ID)
	}
}

// lintLists reports lists that neither rules nor other lists use.
func (lang *Language) lintLists(warn warner) {
	used := map[string]bool{"domain": true, "treaty": true}
	mark := func(patterns []Pattern) {
		for _, p := range patterns {
			eachList(p.Elements, func(name string) { used[name] = true })
		}
	}
	c := checker{lang: lang}
	for _, set := range c.allPatterns() {
		mark(set)
	}
	for _, r := range lang.Rules {
		for _, group := range append(slices.Clone(r.When.All), r.When.Not, r.When.Context, r.When.Unless, []string{r.Topic}) {
			for _, t := range group {
				if name, ok := strings.CutPrefix(t, "@"); ok {
					used[name] = true
				}
			}
		}
	}
	for _, name := range keys(lang.Lists) {
		switch {
		case len(lang.Lists[name]) == 0:
			warn(Position{File: "terms/" + lang.Code}, "list @%s is empty", name)
		case !used[name]:
			warn(lang.Lists[name][0].Pos, "list @%s is not used", name)
		}
	}
}

// lintRepetition reports patterns that stand twice in one list.
func (lang *Language) lintRepetition(warn warner) {
	c := checker{lang: lang}
	for _, set := range c.allPatterns() {
		seen := map[string]Position{}
		for _, p := range set {
			if first, twice := seen[p.Source]; twice {
				warn(p.Pos, "pattern %q stands at %s already", p.Source, first)
			}
			seen[p.Source] = p.Pos
		}
	}
}

// lintMeaning reports rules whose criteria file or other languages say something
// else under the same id.
func (l *Lexicon) lintMeaning(lang *Language, warn warner) error {
	for _, code := range l.Languages {
		if code >= lang.Code {
			continue // each pair once
		}
		other, err := l.Language(code)
		if err != nil {
			return err
		}
		for _, r := range lang.Rules {
			i, ok := slices.BinarySearchFunc(other.Rules, r.ID, func(o Rule, id string) int { return strings.Compare(o.ID, id) })
			if ok && other.Rules[i].Says != r.Says {
				warn(r.Pos, "rule %s says something else in %s (%s): the same id should mean the same", r.ID, code, other.Rules[i].Pos)
			}
		}
	}
	return nil
}

// Coverage counts the rules of each cell: by code, then by language.
func (l *Lexicon) Coverage() (map[string]map[string]int, error) {
	out := map[string]map[string]int{}
	for _, cell := range l.Codes() {
		out[cell] = map[string]int{}
	}
	for _, code := range l.Languages {
		lang, err := l.Language(code)
		if err != nil {
			return nil, err
		}
		for _, r := range lang.Rules {
			if cell := r.Code(); cell != "" && r.Weight > 0 {
				out[cell][code]++
			}
		}
	}
	return out, nil
}
