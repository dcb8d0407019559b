package lexicon

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Table is one sheet of a lexicon: the first row names its columns.
type Table struct {
	Name string
	Rows [][]string
}

// The columns of the sheets.
var (
	ruleColumns    = []string{"language", "rule", "says", "weight", "gate", "topic", "all", "within", "not", "context", "unless", "on", "kinds", "genres", "form", "force", "flags", "yields", "drop", "scope", "firm", "note"}
	contextColumns = []string{"title", "heading", "chapeau", "before", "after", "kind", "genre"}
	testColumns    = append([]string{"language", "rule", "expect", "text", "voice", "code", "why"}, contextColumns...)
	passageColumns = append([]string{"language", "text", "own", "reported", "rejected", "why"}, contextColumns...)
)

// Tables returns the whole lexicon as sheets that people edit in a spreadsheet;
// [FromTables] is the way back. Comments of the YAML files are not part of it;
// notes are.
func (l *Lexicon) Tables() ([]Table, error) {
	t := map[string]*Table{}
	var names []string
	sheet := func(name string, columns ...string) {
		t[name] = &Table{Name: name, Rows: [][]string{columns}}
		names = append(names, name)
	}
	sheet("Lexicon", "field", "name", "value")
	sheet("Codebook", "criterion", "field", "text")
	sheet("Rules", ruleColumns...)
	sheet("Terms", "language", "rule", "term", "pattern")
	sheet("Lists", "language", "list", "pattern")
	sheet("Cues", "language", "cue", "place", "pattern")
	sheet("Concepts", "language", "concept", "pattern")
	sheet("Wording", "language", "sign", "weights")
	sheet("Tests", testColumns...)
	sheet("Passages", passageColumns...)
	add := func(name string, row ...string) { t[name].Rows = append(t[name].Rows, row) }
	l.headRows(add)
	l.codebookRows(add)
	for _, code := range l.Languages {
		lang, err := l.Language(code)
		if err != nil {
			return nil, err
		}
		lang.rows(add)
		l.wordingRows(lang, add)
	}
	var out []Table
	for _, n := range names {
		out = append(out, *t[n])
	}
	return out, nil
}

// ContentDigest is a digest of what a lexicon says, whatever files it came from:
// it does not change when a lexicon goes through a spreadsheet and back.
func (l *Lexicon) ContentDigest() (string, error) {
	tables, err := l.Tables()
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for _, t := range tables {
		for _, row := range t.Rows {
			for _, cell := range row {
				fmt.Fprintf(h, "%d:%s,", len(cell), cell)
			}
			h.Write([]byte{'\n'})
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

type addRow func(sheet string, row ...string)

func (l *Lexicon) headRows(add addRow) {
	for _, f := range [][3]string{{"name", "", l.Name}, {"version", "", l.Version}, {"attribution", "", l.Attribution}, {"threshold", "", strconv.Itoa(l.Threshold)}, {"most-tags", "", strconv.Itoa(l.MostTags)}, {"candidates", "", join(l.Candidates)}, {"unvalidated", "", join(keys(l.unvalidated))}} {
		add("Lexicon", f[:]...)
	}
	if l.Weighing.stated {
		for _, x := range l.Weighing.named() {
			add("Lexicon", "wording", x.name, strconv.FormatFloat(*x.value, 'g', -1, 64))
		}
		add("Lexicon", "wording", "usual", join(l.Weighing.Usual))
	}
	for _, p := range l.Perspectives {
		add("Lexicon", "perspective title", p.Name, p.Title)
		add("Lexicon", "perspective says", p.Name, p.Says)
	}
}

func (l *Lexicon) codebookRows(add addRow) {
	for _, c := range l.Criteria {
		n := strconv.Itoa(c.Number)
		add("Codebook", n, "title", c.Title)
		add("Codebook", n, "question", c.Question)
		if c.Claim != "" {
			add("Codebook", n, "claim", c.Claim)
		}
		for _, p := range l.Perspectives {
			cell, ok := c.Cells[p.Name]
			if !ok {
				continue
			}
			add("Codebook", n, p.Name+" observable", cell.Observable)
			for _, x := range []struct {
				name string
				list []string
			}{{"include", cell.Include}, {"exclude", cell.Exclude}, {"forms", cell.Forms}} {
				for _, s := range x.list {
					add("Codebook", n, p.Name+" "+x.name, s)
				}
			}
		}
	}
}

// rows writes one language.
func (lang *Language) rows(add addRow) {
	named := func(sheet, first string, m map[string][]Pattern) {
		for _, name := range keys(m) {
			for _, p := range m[name] {
				if first == "" {
					add(sheet, lang.Code, name, p.Source)
				} else {
					add(sheet, lang.Code, first, name, p.Source)
				}
			}
		}
	}
	named("Lists", "", lang.Lists)
	named("Concepts", "", lang.Concepts)
	for _, kind := range keys(lang.Cues) {
		c := lang.Cues[kind]
		named("Cues", kind, map[string][]Pattern{"before": c.Before, "after": c.After, "sentence": c.Sentence, "previous": c.Previous, "passage": c.Passage})
	}
	for _, n := range lang.Names {
		named("Cues", "name", map[string][]Pattern{strconv.Itoa(n.After): n.Patterns})
	}
	named("Cues", "norm", map[string][]Pattern{"": lang.Norm})
	named("Cues", "continued", map[string][]Pattern{"": lang.Continued})
	named("Cues", "title", lang.Titles)
	named("Cues", "form", lang.Forms)
	named("Cues", "force", lang.Force)
	for i := range lang.Rules {
		r := &lang.Rules[i]
		add("Rules", r.row(lang.Code)...)
		named("Terms", r.ID, r.Terms)
		for _, x := range r.Tests {
			expect := "miss"
			if x.Hit {
				expect = "hit"
			}
			add("Tests", append([]string{lang.Code, r.ID, expect, x.Text, x.Voice, x.Code, x.Why}, x.cells()...)...)
		}
	}
	for _, x := range lang.Passages {
		add("Passages", append([]string{lang.Code, x.Text, join(x.Expect), join(x.Reported), join(x.Rejected), x.Why}, x.cells()...)...)
	}
}

func (c *Context) cells() []string {
	return []string{c.Title, c.Heading, c.Chapeau, c.Before, c.After, c.Kind, c.Genre}
}

func (r *Rule) row(lang string) []string {
	var all, on []string
	for _, item := range r.When.All {
		all = append(all, strings.Join(item, " | "))
	}
	for _, cue := range slices.Sorted(maps.Keys(r.On)) {
		if r.On[cue] != reactionDefaults[cue] {
			on = append(on, cue+": "+r.On[cue])
		}
	}
	within := r.When.Within.Unit
	if within == "words" {
		within = strconv.Itoa(r.When.Within.Words)
	}
	force, firm, scope := "", "", ""
	if r.Force != 0 {
		force = strconv.Itoa(r.Force)
	}
	if r.Firm {
		firm = "true"
	}
	if r.Criterion == 0 {
		scope = r.Scope
	}
	return []string{lang, r.ID, r.Says, strconv.Itoa(r.Weight), string(r.Gate), r.Topic, strings.Join(all, "; "), within, join(r.When.Not), join(r.When.Context), join(r.When.Unless),
		strings.Join(on, "; "), join(r.Kinds), join(r.Genres), r.Form, force, join(r.Flags), join(r.Yields), join(r.Drop), scope, firm, r.Note}
}

// join and split write short lists into one cell.
func join(list []string) string { return strings.Join(list, "; ") }

func split(cell string) []string {
	var out []string
	for _, s := range strings.Split(cell, ";") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}
