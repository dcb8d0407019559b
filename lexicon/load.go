package lexicon

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml/ast"
)

//go:embed data
var data embed.FS

// embedded is read once; it is tested, so a mistake in it is a mistake of ours.
var embedded = sync.OnceValues(func() (*Lexicon, error) {
	sub, err := fs.Sub(data, "data")
	if err != nil {
		return nil, err
	}
	return Open(sub)
})

// Embedded returns the lexicon of the program. Its languages are read when they
// are first asked for, so that a program that tags English alone does not wait
// for the others.
func Embedded() (*Lexicon, error) { return embedded() }

// Load reads a whole lexicon. Every mistake in every file is reported in one
// error, which is of type [Problems].
func Load(fsys fs.FS) (*Lexicon, error) {
	l, err := open(fsys)
	var all Problems
	if err != nil && !errors.As(err, &all) || l == nil {
		return nil, err
	}
	found := make([]error, len(l.Languages))
	var group sync.WaitGroup
	for i, code := range l.Languages {
		group.Go(func() { _, found[i] = l.Language(code) })
	}
	group.Wait()
	for _, err := range found {
		var p Problems
		if errors.As(err, &p) {
			all = append(all, p...)
		} else if err != nil {
			return nil, err
		}
	}
	if len(all) > 0 {
		return nil, all.sorted()
	}
	return l, nil
}

// Open reads a lexicon like [Load], but its languages only when they are asked
// for, and their mistakes only then.
func Open(fsys fs.FS) (*Lexicon, error) {
	l, err := open(fsys)
	if err != nil {
		return nil, err
	}
	return l, nil
}

// headFile says what holds for the whole lexicon.
const headFile = "lexicon.yaml"

// open reads everything but the languages. Where it returns Problems, the
// lexicon beside them can still be used to look for more.
func open(fsys fs.FS) (*Lexicon, error) {
	var problems Problems
	l := &Lexicon{shared: map[string]Rule{}, unvalidated: map[string]bool{}, load: map[string]func() (*Language, error){}}
	raw, err := fs.ReadFile(fsys, headFile)
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	r, body := parseFile(headFile, raw, &problems)
	if body != nil {
		l.readHead(r, body)
	}
	files, err := fs.Glob(fsys, "criteria/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	for _, name := range files {
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("lexicon: %w", err)
		}
		if r, body := parseFile(name, raw, &problems); body != nil {
			l.readCriterion(r, body)
		}
	}
	slices.SortFunc(l.Criteria, func(a, b Criterion) int { return a.Number - b.Number })
	dirs, err := fs.Glob(fsys, "terms/*")
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	for _, dir := range dirs {
		code := path.Base(dir)
		l.Languages = append(l.Languages, code)
		l.load[code] = sync.OnceValues(func() (*Language, error) { return l.readLanguage(fsys, dir, code) })
	}
	slices.Sort(l.Languages)
	if len(problems) > 0 {
		return l, problems.sorted()
	}
	return l, nil
}

func (l *Lexicon) readHead(r *reader, body ast.Node) {
	r.mapping(body, map[string]func(ast.Node){
		"name":        func(n ast.Node) { l.Name = r.text(n) },
		"version":     func(n ast.Node) { l.Version = r.text(n) },
		"attribution": func(n ast.Node) { l.Attribution = strings.TrimSpace(r.text(n)) },
		"threshold":   func(n ast.Node) { l.Threshold = r.number(n, 1, 9) },
		"most-tags":   func(n ast.Node) { l.MostTags = r.number(n, 1, 20) },
		"candidates":  func(n ast.Node) { l.Candidates = r.texts(n) },
		"wording":     func(n ast.Node) { l.Weighing.read(r, n) },
		"unvalidated": func(n ast.Node) {
			for _, code := range r.texts(n) {
				l.unvalidated[code] = true
			}
		},
		"perspectives": func(n ast.Node) {
			for _, x := range r.items(n) {
				var p Perspective
				r.mapping(x, map[string]func(ast.Node){
					"name":  func(n ast.Node) { p.Name = r.text(n) },
					"title": func(n ast.Node) { p.Title = r.text(n) },
					"says":  func(n ast.Node) { p.Says = strings.TrimSpace(r.text(n)) },
				}, "name", "title")
				l.Perspectives = append(l.Perspectives, p)
			}
			if len(l.Perspectives) != 2 {
				r.bad(n, "two perspectives should stand here, not %d", len(l.Perspectives))
			}
		},
	}, "name", "version", "attribution", "perspectives", "threshold", "most-tags")
}

// readCriterion reads criteria/cNN.yaml, or criteria/marks.yaml, which has rules
// only.
func (l *Lexicon) readCriterion(r *reader, body ast.Node) {
	c := Criterion{Cells: map[string]Cell{}}
	fields := map[string]func(ast.Node){
		"criterion": func(n ast.Node) { c.Number = r.number(n, 1, 99) },
		"title":     func(n ast.Node) { c.Title = r.text(n) },
		"question":  func(n ast.Node) { c.Question = strings.TrimSpace(r.text(n)) },
		"claim":     func(n ast.Node) { c.Claim = strings.TrimSpace(r.text(n)) },
		"rules": func(n ast.Node) {
			for _, x := range r.items(n) {
				rule := l.readRule(r, x, nil)
				if _, twice := l.shared[rule.ID]; twice {
					r.bad(x, "rule %s stands twice", rule.ID)
				}
				l.shared[rule.ID] = rule
			}
		},
	}
	for _, p := range l.Perspectives {
		fields[p.Name] = func(n ast.Node) { c.Cells[p.Name] = readCell(r, n) }
	}
	if path.Base(r.file) == "marks.yaml" {
		r.mapping(body, map[string]func(ast.Node){"rules": fields["rules"]})
		return
	}
	r.mapping(body, fields, "criterion", "title", "question")
	for _, other := range l.Criteria {
		if other.Number == c.Number {
			r.bad(body, "criterion %d stands in two files", c.Number)
		}
	}
	l.Criteria = append(l.Criteria, c)
}

func readCell(r *reader, n ast.Node) Cell {
	var c Cell
	r.mapping(n, map[string]func(ast.Node){
		"observable": func(n ast.Node) { c.Observable = strings.TrimSpace(r.text(n)) },
		"include":    func(n ast.Node) { c.Include = r.texts(n) },
		"exclude":    func(n ast.Node) { c.Exclude = r.texts(n) },
		"forms":      func(n ast.Node) { c.Forms = r.texts(n) },
	}, "observable")
	return c
}
