package lexicon

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"golang.org/x/sync/errgroup"
)

// readLanguage reads all files of one language.
func (l *Lexicon) readLanguage(fsys fs.FS, dir, code string) (*Language, error) {
	var problems Problems
	lang := &Language{Code: code, Unvalidated: l.unvalidated[code], Lists: map[string][]Pattern{}, Cues: map[string]Cue{}, Forms: map[string][]Pattern{}, Force: map[string][]Pattern{}, Titles: map[string][]Pattern{}, Concepts: map[string][]Pattern{}}
	files, err := fs.Glob(fsys, dir+"/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	readers := make([]*reader, len(files))
	bodies := make([]ast.Node, len(files))
	found := make([]Problems, len(files))
	var group errgroup.Group // parsing YAML takes longer than all the rest
	for i, name := range files {
		group.Go(func() error {
			raw, err := fs.ReadFile(fsys, name)
			if err != nil {
				return fmt.Errorf("lexicon: %w", err)
			}
			readers[i], bodies[i] = parseFile(name, raw, &found[i])
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for i, body := range bodies {
		problems = append(problems, found[i]...)
		readers[i].problems = &problems
		if body != nil {
			l.readTerms(readers[i], body, lang)
		}
	}
	if lang.Wording, err = l.readWording(fsys, dir, lang, &problems); err != nil {
		return nil, err
	}
	slices.SortFunc(lang.Rules, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	c := checker{lang: lang, lex: l, readers: readers, problems: &problems}
	c.check(dir)
	if len(problems) > 0 {
		return nil, problems.sorted()
	}
	return lang, nil
}

// readTerms reads one file of a language.
func (l *Lexicon) readTerms(r *reader, body ast.Node, lang *Language) {
	criterion := -1
	from := len(lang.Rules)
	r.mapping(body, map[string]func(ast.Node){
		"language": func(n ast.Node) {
			if r.text(n) != lang.Code {
				r.bad(n, "language %q in the folder of %q", r.text(n), lang.Code)
			}
		},
		"criterion": func(n ast.Node) { criterion = r.number(n, 1, 99) },
		"lists":     func(n ast.Node) { addNamed(r, n, lang.Lists) },
		"concepts":  func(n ast.Node) { readConcepts(r, n, lang.Concepts) },
		"cues":      func(n ast.Node) { readCues(r, n, lang) },
		"names":     func(n ast.Node) { readNames(r, n, lang) },
		"forms":     func(n ast.Node) { addNamed(r, n, lang.Forms, LegalForms...) },
		"titles":    func(n ast.Node) { addNamed(r, n, lang.Titles, TitleKinds...) },
		"force":     func(n ast.Node) { addNamed(r, n, lang.Force, "operative", "normative", "asserted") },
		"rules": func(n ast.Node) {
			for _, x := range r.items(n) {
				lang.Rules = append(lang.Rules, l.readRule(r, x, lang))
			}
		},
		"passages": func(n ast.Node) { lang.Passages = append(lang.Passages, l.readPassages(r, n)...) },
	}, "language")
	for _, rule := range lang.Rules[from:] {
		if criterion >= 0 && rule.Criterion != criterion {
			r.at(rule.Pos, "rule %s in a file of criterion %d", rule.ID, criterion)
		}
	}
}

// addNamed reads named lists of patterns; where names are given, only these.
func addNamed(r *reader, n ast.Node, into map[string][]Pattern, names ...string) {
	r.entries(n, func(key string, k, v ast.Node) {
		switch {
		case len(names) > 0 && !slices.Contains(names, key):
			r.bad(k, "unknown name %q (known: %s)", key, strings.Join(names, ", "))
		case len(names) == 0 && !termID.MatchString(key):
			r.bad(k, "%q: names are small letters, digits and hyphens", key)
		}
		if _, twice := into[key]; twice {
			r.bad(k, "%q stands twice", key)
		}
		into[key] = r.patterns(v)
	})
}

// longestName bounds how many words a name goes on after its beginning.
const longestName = 40

// readNames reads names by the number of words that they go on.
func readNames(r *reader, n ast.Node, lang *Language) {
	r.entries(n, func(key string, k, v ast.Node) {
		after, err := strconv.Atoi(key)
		if err != nil || after < 0 || after > longestName {
			r.bad(k, "a number of words from 0 to %d should stand here", longestName)
		}
		lang.Names = append(lang.Names, Name{After: after, Patterns: r.patterns(v)})
	})
}

// TitleKinds are the kinds of documents that words of their titles tell apart,
// those first that are believed where several fit: a report on a bill is a report.
var TitleKinds = []string{"report", "policy", "bill", "law"}

// cueKinds are the kinds of context that a language has cues for.
var cueKinds = []string{"reported", "rejected", "adopted", "denied", "repealed", "exempted"}

func readCues(r *reader, n ast.Node, lang *Language) {
	r.entries(n, func(key string, k, v ast.Node) {
		if key == "norm" {
			lang.Norm = append(lang.Norm, r.patterns(v)...)
			return
		}
		if key == "continued" {
			lang.Continued = append(lang.Continued, r.patterns(v)...)
			return
		}
		if !slices.Contains(cueKinds, key) {
			r.bad(k, "unknown cue %q (known: norm, continued, %s)", key, strings.Join(cueKinds, ", "))
			return
		}
		c := lang.Cues[key]
		r.mapping(v, map[string]func(ast.Node){
			"before":   func(n ast.Node) { c.Before = append(c.Before, r.patterns(n)...) },
			"after":    func(n ast.Node) { c.After = append(c.After, r.patterns(n)...) },
			"sentence": func(n ast.Node) { c.Sentence = append(c.Sentence, r.patterns(n)...) },
			"previous": func(n ast.Node) { c.Previous = append(c.Previous, r.patterns(n)...) },
			"passage":  func(n ast.Node) { c.Passage = append(c.Passage, r.patterns(n)...) },
		})
		lang.Cues[key] = c
	})
}

// checker looks at a language as a whole: names that point nowhere, lists that
// hold themselves, rules that stand twice.
type checker struct {
	lang     *Language
	lex      *Lexicon
	readers  []*reader
	problems *Problems
}

func (c *checker) bad(p Position, format string, args ...any) {
	for _, r := range c.readers {
		if r.file == p.File {
			r.at(p, format, args...)
			return
		}
	}
	*c.problems = append(*c.problems, Problem{Pos: p, Reason: fmt.Sprintf(format, args...)})
}

func (c *checker) check(dir string) {
	if _, ok := c.lang.Lists["domain"]; !ok {
		c.bad(Position{File: dir}, "no file holds the list \"domain\", which opens the gate")
	}
	for i := range c.lang.Rules {
		rule := &c.lang.Rules[i]
		if i > 0 && c.lang.Rules[i-1].ID == rule.ID {
			c.bad(rule.Pos, "rule %s stands twice", rule.ID)
		}
		c.rule(rule)
	}
	c.cycles()
	for _, set := range c.allPatterns() {
		for _, p := range set {
			c.references(p.Pos, p.Elements)
		}
	}
}

func (c *checker) rule(rule *Rule) {
	if rule.Criterion > 0 {
		if _, ok := c.lex.Criterion(rule.Criterion); !ok {
			c.bad(rule.Pos, "rule %s: there is no criterion %d", rule.ID, rule.Criterion)
		}
		if len(rule.Drop) > 0 || rule.Firm {
			c.bad(rule.Pos, "rule %s: only aux rules drop", rule.ID)
		}
	} else if len(rule.Drop) == 0 && len(rule.Flags) == 0 {
		c.bad(rule.Pos, "rule %s: an aux rule drops something or sets a flag", rule.ID)
	}
	w := rule.When
	for _, g := range append(slices.Clone(w.All), w.Not, w.Context, w.Unless, []string{rule.Topic}) {
		for _, t := range g {
			if name, ok := strings.CutPrefix(t, "@"); ok {
				c.list(rule.Pos, name)
			}
		}
	}
}

func (c *checker) list(at Position, name string) {
	if _, ok := c.lang.Lists[name]; !ok {
		c.bad(at, "there is no list @%s in language %s", name, c.lang.Code)
	}
}

// allPatterns returns every list of patterns of the language, in a fixed order.
func (c *checker) allPatterns() [][]Pattern {
	var out [][]Pattern
	named := func(m map[string][]Pattern) {
		for _, k := range keys(m) {
			out = append(out, m[k])
		}
	}
	named(c.lang.Lists)
	named(c.lang.Concepts)
	named(c.lang.Forms)
	named(c.lang.Force)
	named(c.lang.Titles)
	for _, k := range keys(c.lang.Cues) {
		q := c.lang.Cues[k]
		out = append(out, q.Before, q.After, q.Sentence, q.Previous, q.Passage)
	}
	out = append(out, c.lang.Norm, c.lang.Continued)
	for _, n := range c.lang.Names {
		out = append(out, n.Patterns)
	}
	for _, r := range c.lang.Rules {
		named(r.Terms)
	}
	return out
}

func (c *checker) references(at Position, elements []Element) {
	for _, e := range elements {
		if e.Kind == List {
			c.list(at, e.Text)
		}
		for _, a := range e.Alternatives {
			c.references(at, a)
		}
	}
}

// cycles refuses lists that hold themselves, directly or by way of others.
func (c *checker) cycles() {
	done := map[string]bool{}
	var path []string
	var visit func(name string)
	visit = func(name string) {
		if i := slices.Index(path, name); i >= 0 {
			c.bad(c.lang.Lists[name][0].Pos, "list @%s holds itself: %s", name, strings.Join(append(path[i:], name), " → "))
			return
		}
		if done[name] {
			return
		}
		path = append(path, name)
		for _, p := range c.lang.Lists[name] {
			eachList(p.Elements, visit)
		}
		path = path[:len(path)-1]
		done[name] = true
	}
	for _, name := range keys(c.lang.Lists) {
		visit(name)
	}
}

func eachList(elements []Element, f func(name string)) {
	for _, e := range elements {
		if e.Kind == List {
			f(e.Text)
		}
		for _, a := range e.Alternatives {
			eachList(a, f)
		}
	}
}
