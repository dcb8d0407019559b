package lexicon

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// The vocabularies of rules.
var (
	// LegalForms are the codes of codebook Annex A.
	LegalForms = []string{"OFF", "DEF", "DUTY", "RIGHT", "IMM", "LIC", "EXC", "REP", "PROG", "PREV", "TAX", "INSP", "STAT", "ARG"}
	// Flags are the auxiliary flags of codebook §1.
	Flags = []string{"AUX.prohibition", "AUX.minor-only", "AUX.csam", "AUX.wartime", "AUX.rationale-unstated", "AUX.status-limit", "AUX.immigration", "AUX.eval"}

	voices    = []string{"own", "reported", "rejected"}
	reactions = map[string][]string{
		"denied":   {"keep", "drop"},
		"reported": {"keep", "drop", "record"},
		"rejected": {"keep", "drop", "record"},
		"repealed": {"keep", "drop", "flip"},
		"exempted": {"keep", "drop"},
	}
	reactionDefaults = map[string]string{"denied": "drop", "reported": "record", "rejected": "record", "repealed": "keep", "exempted": "keep"}
)

var (
	ruleID = regexp.MustCompile(`^(?:c([0-9]{2})\.([a-z]+)|aux)\.[a-z0-9]+(?:-[a-z0-9]+)*$`)
	termID = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
)

// readRule reads one rule. Where lang is given and languages share the rule's
// meaning, that meaning is the default.
func (l *Lexicon) readRule(r *reader, n ast.Node, lang *Language) Rule {
	rule := Rule{Weight: 2, Gate: GateNear, Topic: "@domain", When: When{Within: Reach{Unit: "sentence"}}, Scope: "passage", On: maps.Clone(reactionDefaults)}
	r.entries(n, func(key string, _, v ast.Node) {
		if key == "id" {
			rule.ID = r.text(v)
		}
	})
	if base, ok := l.shared[rule.ID]; ok && lang != nil {
		rule = base
		rule.On = maps.Clone(base.On)
	}
	rule.Pos = r.pos(n)
	l.nameRule(r, n, &rule)
	r.mapping(n, l.ruleFields(r, &rule), "id")
	if rule.Says == "" {
		r.bad(n, "rule %s: field \"says\" is missing, here and in criteria/", rule.ID)
	}
	if lang != nil {
		nameInline(r, n, &rule)
		checkTerms(r, n, &rule)
	}
	return rule
}

// nameRule reads criterion and perspective from the id.
func (l *Lexicon) nameRule(r *reader, n ast.Node, rule *Rule) {
	m := ruleID.FindStringSubmatch(rule.ID)
	if m == nil {
		r.bad(n, "rule id %q: should be cNN.perspective.some-name or aux.some-name", rule.ID)
		return
	}
	if m[1] == "" {
		return
	}
	if IsWording(rule.ID) {
		r.bad(n, "rule %s: this id stands for the wording as a whole", rule.ID)
	}
	rule.Criterion, _ = strconv.Atoi(m[1])
	rule.Perspective = m[2]
	if !slices.ContainsFunc(l.Perspectives, func(p Perspective) bool { return p.Name == m[2] }) {
		r.bad(n, "rule %s: no perspective %q in lexicon.yaml", rule.ID, m[2])
	}
}

func (l *Lexicon) ruleFields(r *reader, rule *Rule) map[string]func(ast.Node) {
	return map[string]func(ast.Node){
		"id":     func(ast.Node) {},
		"says":   func(n ast.Node) { rule.Says = strings.TrimSpace(r.text(n)) },
		"weight": func(n ast.Node) { rule.Weight = readWeight(r, n) },
		"gate": func(n ast.Node) {
			rule.Gate = Gate(r.oneOf(n, string(GatePassage), string(GateNear), string(GateDocument), string(GateNone)))
		},
		"topic":  func(n ast.Node) { rule.Topic = readListName(r, n) },
		"when":   func(n ast.Node) { rule.When = readWhen(r, n) },
		"terms":  func(n ast.Node) { rule.Terms = r.namedPatterns(n) },
		"on":     func(n ast.Node) { readReactions(r, n, rule.On) },
		"kinds":  func(n ast.Node) { rule.Kinds = r.texts(n) },
		"genres": func(n ast.Node) { rule.Genres = r.texts(n) },
		"form":   func(n ast.Node) { rule.Form = r.oneOf(n, LegalForms...) },
		"force":  func(n ast.Node) { rule.Force = r.number(n, 1, 3) },
		"flags":  func(n ast.Node) { rule.Flags = readFlags(r, n) },
		"yields": func(n ast.Node) { rule.Yields = l.readCodes(r, n) },
		"drop":   func(n ast.Node) { rule.Drop = l.readDrop(r, n) },
		"scope":  func(n ast.Node) { rule.Scope = r.oneOf(n, "passage", "sentence") },
		"firm":   func(n ast.Node) { rule.Firm = r.yes(n) },
		"note":   func(n ast.Node) { rule.Note = strings.TrimSpace(r.text(n)) },
		"tests":  func(n ast.Node) { rule.Tests = readTests(r, n) },
	}
}

func readWeight(r *reader, n ast.Node) int {
	w := r.number(n, -3, 3)
	if w == 0 {
		r.bad(n, "a weight of 0 says nothing")
	}
	return w
}

func readListName(r *reader, n ast.Node) string {
	s := r.text(n)
	if !strings.HasPrefix(s, "@") {
		r.bad(n, "the name of a list should stand here: \"@%s\"", s)
	}
	return s
}

func readFlags(r *reader, n ast.Node) []string {
	var out []string
	for _, x := range r.items(n) {
		out = append(out, r.oneOf(x, Flags...))
	}
	return out
}

// readCodes reads codes of cells.
func (l *Lexicon) readCodes(r *reader, n ast.Node) []string {
	var out []string
	for _, x := range r.items(n) {
		code := r.text(x)
		c, p, ok := strings.Cut(strings.TrimPrefix(code, "C"), ".")
		num, err := strconv.Atoi(c)
		if !ok || err != nil || num < 1 || !slices.ContainsFunc(l.Perspectives, func(q Perspective) bool { return q.Name == p }) {
			r.bad(x, "%q is no code such as C2.exploitation", code)
		}
		out = append(out, code)
	}
	return out
}

func (l *Lexicon) readDrop(r *reader, n ast.Node) []string {
	if s, ok := n.(*ast.StringNode); ok && s.Value == "all" {
		return []string{"all"}
	}
	return l.readCodes(r, n)
}

func readReactions(r *reader, n ast.Node, on map[string]string) {
	r.entries(n, func(key string, k, v ast.Node) {
		allowed := reactions[key]
		if allowed == nil {
			r.bad(k, "unknown cue %q (known: %s)", key, strings.Join(keys(reactions), ", "))
			return
		}
		on[key] = r.oneOf(v, allowed...)
	})
}

func readWhen(r *reader, n ast.Node) When {
	w := When{Within: Reach{Unit: "sentence"}}
	r.mapping(n, map[string]func(ast.Node){
		"all": func(n ast.Node) {
			for _, x := range r.items(n) {
				w.All = append(w.All, r.texts(x))
			}
		},
		"any":     func(n ast.Node) { w.All = append(w.All, r.texts(n)) },
		"not":     func(n ast.Node) { w.Not = r.texts(n) },
		"context": func(n ast.Node) { w.Context = r.texts(n) },
		"unless":  func(n ast.Node) { w.Unless = r.texts(n) },
		"within":  func(n ast.Node) { w.Within = readReach(r, n) },
	})
	return w
}

// widestReach bounds "within N", in words.
const widestReach = 100

func readReach(r *reader, n ast.Node) Reach {
	s := r.text(n)
	if _, err := strconv.Atoi(s); err == nil {
		return Reach{Unit: "words", Words: r.number(n, 0, widestReach)}
	}
	return Reach{Unit: r.oneOf(n, "sentence", "near", "passage")}
}

func (r *reader) namedPatterns(n ast.Node) map[string][]Pattern {
	out := map[string][]Pattern{}
	r.entries(n, func(key string, k, v ast.Node) {
		if !termID.MatchString(key) {
			r.bad(k, "%q: names are small letters, digits and hyphens", key)
		}
		if _, twice := out[key]; twice {
			r.bad(k, "%q stands twice", key)
		}
		out[key] = r.patterns(v)
	})
	return out
}

// nameInline gives patterns that stand in "when" itself a name of their own. What
// could be the name of a term is taken for one, so that a name that is spelt
// wrongly stays a mistake.
func nameInline(r *reader, n ast.Node, rule *Rule) {
	w := rule.When
	w.All = slices.Clone(w.All)
	for i := range w.All {
		w.All[i] = slices.Clone(w.All[i])
	}
	w.Not, w.Context, w.Unless = slices.Clone(w.Not), slices.Clone(w.Context), slices.Clone(w.Unless)
	rule.Terms = maps.Clone(rule.Terms)
	number := 0
	for _, group := range append(slices.Clone(w.All), w.Not, w.Context, w.Unless) {
		for i, t := range group {
			if _, known := rule.Terms[t]; known || strings.HasPrefix(t, "@") || termID.MatchString(t) {
				continue
			}
			p, err := ParsePattern(t)
			if err != nil {
				r.bad(n, "rule %s: \"when\": %q: %v", rule.ID, t, err)
				continue
			}
			p.Pos = rule.Pos
			number++
			group[i] = fmt.Sprintf("inline-%d", number)
			if rule.Terms == nil {
				rule.Terms = map[string][]Pattern{}
			}
			rule.Terms[group[i]] = []Pattern{p}
		}
	}
	rule.When = w
}

// checkTerms completes "when" from the terms, and checks that each fits the
// other.
func checkTerms(r *reader, n ast.Node, rule *Rule) {
	names := keys(rule.Terms)
	w := &rule.When
	used := map[string]bool{}
	groups := append(slices.Clone(w.All), w.Not, w.Context, w.Unless)
	for _, g := range groups {
		for _, t := range g {
			used[t] = true
			if _, ok := rule.Terms[t]; !ok && !strings.HasPrefix(t, "@") {
				r.bad(n, "rule %s: \"when\" names %q, which is neither a term of the rule nor a @list; for the word itself write \"=%s\"", rule.ID, t, t)
			}
		}
	}
	if len(w.All) == 0 {
		for _, t := range names {
			if !used[t] {
				w.All = append(w.All, []string{t})
				used[t] = true
			}
		}
	}
	for _, t := range names {
		if !used[t] {
			r.bad(n, "rule %s: term %q is not used in \"when\"", rule.ID, t)
		}
	}
	if len(w.All) == 0 {
		r.bad(n, "rule %s: nothing to look for: give terms, or \"when\" with a @list", rule.ID)
	}
}

func (c *Context) fields(r *reader) map[string]func(ast.Node) {
	return map[string]func(ast.Node){
		"title":   func(n ast.Node) { c.Title = r.text(n) },
		"heading": func(n ast.Node) { c.Heading = r.text(n) },
		"chapeau": func(n ast.Node) { c.Chapeau = r.text(n) },
		"before":  func(n ast.Node) { c.Before = r.text(n) },
		"after":   func(n ast.Node) { c.After = r.text(n) },
		"kind":    func(n ast.Node) { c.Kind = r.text(n) },
		"genre":   func(n ast.Node) { c.Genre = r.text(n) },
	}
}

func readTests(r *reader, n ast.Node) []Test {
	var out []Test
	for _, x := range r.items(n) {
		t := Test{Pos: r.pos(x)}
		fields := t.fields(r)
		stated := 0
		fields["hit"] = func(n ast.Node) { t.Hit, t.Text, stated = true, strings.TrimSpace(r.text(n)), stated+1 }
		fields["miss"] = func(n ast.Node) { t.Text, stated = strings.TrimSpace(r.text(n)), stated+1 }
		fields["voice"] = func(n ast.Node) { t.Voice = r.oneOf(n, voices...) }
		fields["code"] = func(n ast.Node) { t.Code = r.text(n) }
		fields["why"] = func(n ast.Node) { t.Why = r.text(n) }
		r.mapping(x, fields)
		if stated != 1 {
			r.bad(x, "a test has either \"hit\" or \"miss\"")
		}
		out = append(out, t)
	}
	return out
}

func (l *Lexicon) readPassages(r *reader, n ast.Node) []PassageTest {
	var out []PassageTest
	for _, x := range r.items(n) {
		t := PassageTest{Pos: r.pos(x)}
		fields := t.fields(r)
		fields["text"] = func(n ast.Node) { t.Text = strings.TrimSpace(r.text(n)) }
		fields["expect"] = func(n ast.Node) { t.Expect = l.readCodes(r, n) }
		fields["reported"] = func(n ast.Node) { t.Reported = l.readCodes(r, n) }
		fields["rejected"] = func(n ast.Node) { t.Rejected = l.readCodes(r, n) }
		fields["why"] = func(n ast.Node) { t.Why = r.text(n) }
		r.mapping(x, fields, "text")
		out = append(out, t)
	}
	return out
}
