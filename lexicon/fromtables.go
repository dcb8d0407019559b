package lexicon

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
)

// FromTables turns sheets that [Lexicon.Tables] made, and that somebody may have
// edited, into the files of a lexicon by name. Columns are found by their names;
// further columns and sheets are left alone. What the rules mean is checked when
// the files are loaded.
func FromTables(tables []Table) (map[string][]byte, error) {
	s := sheets{rows: map[string][]record{}, byRule: map[[3]string][]record{}}
	for _, t := range tables {
		s.read(t)
	}
	for _, name := range []string{"Lexicon", "Codebook", "Rules", "Terms", "Lists"} {
		if len(s.rows[name]) == 0 {
			s.problems = append(s.problems, fmt.Errorf("sheet %q is missing or empty", name))
		}
	}
	if len(s.problems) > 0 {
		return nil, errors.Join(s.problems...)
	}
	files := map[string][]byte{}
	write := func(name string, doc yaml.MapSlice) {
		raw, err := encode(doc)
		if err != nil {
			s.problems = append(s.problems, fmt.Errorf("%s: %w", name, err))
		}
		files[name] = raw
	}
	write("lexicon.yaml", s.head())
	for _, n := range s.values("Codebook", "criterion", nil) {
		number, err := strconv.Atoi(n)
		if err != nil {
			return nil, fmt.Errorf("sheet \"Codebook\": criterion %q is no number", n)
		}
		write(fmt.Sprintf("criteria/c%02d.yaml", number), s.criterion(n))
	}
	for _, code := range s.values("Rules", "language", nil) {
		write("terms/"+code+"/shared.yaml", s.shared(code))
		if fields := s.concepts(code); len(fields) > 0 {
			write("terms/"+code+"/concepts.yaml", yaml.MapSlice{{Key: "language", Value: code}, {Key: "concepts", Value: fields}})
		}
		if weights := s.wording(code); len(weights) > 0 {
			files["terms/"+code+"/"+wordingFile] = weights
		}
		byFile := map[string][]yaml.MapSlice{}
		for _, r := range s.where("Rules", "language", code) {
			file, _, _ := strings.Cut(r["rule"], ".")
			if file == "aux" {
				file = "marks"
			}
			byFile[file] = append(byFile[file], s.rule(code, r))
		}
		for _, file := range keys(byFile) {
			write("terms/"+code+"/"+file+".yaml", yaml.MapSlice{{Key: "language", Value: code}, {Key: "rules", Value: byFile[file]}})
		}
	}
	return files, errors.Join(s.problems...)
}

// encode writes YAML as it would be written by hand.
func encode(doc yaml.MapSlice) ([]byte, error) {
	var b bytes.Buffer
	err := yaml.NewEncoder(&b, yaml.IndentSequence(false)).Encode(doc)
	return b.Bytes(), err
}

// record is a row by column.
type record map[string]string

type sheets struct {
	rows     map[string][]record
	byRule   map[[3]string][]record // by sheet, language and rule
	problems []error
}

func (s *sheets) read(t Table) {
	if len(t.Rows) == 0 {
		return
	}
	for _, row := range t.Rows[1:] {
		r := record{}
		empty := true
		for i, cell := range row {
			if i < len(t.Rows[0]) {
				r[strings.ToLower(strings.TrimSpace(t.Rows[0][i]))] = cell
				empty = empty && strings.TrimSpace(cell) == ""
			}
		}
		if !empty {
			s.rows[t.Name] = append(s.rows[t.Name], r)
			key := [3]string{t.Name, r["language"], r["rule"]}
			s.byRule[key] = append(s.byRule[key], r)
		}
	}
}

// where returns the rows of a sheet that have a value in a column.
func (s *sheets) where(sheet, column, value string) []record {
	var out []record
	for _, r := range s.rows[sheet] {
		if r[column] == value {
			out = append(out, r)
		}
	}
	return out
}

// values returns the distinct values of a column in order of appearance, among
// the rows that have the values of like.
func (s *sheets) values(sheet, column string, like record) []string {
	var out []string
	for _, r := range s.rows[sheet] {
		fits := true
		for k, v := range like {
			fits = fits && r[k] == v
		}
		if fits && !slices.Contains(out, r[column]) {
			out = append(out, r[column])
		}
	}
	return out
}

// doc adds a field where it has a value.
func put(m *yaml.MapSlice, key string, value any) {
	switch v := value.(type) {
	case string:
		if v == "" {
			return
		}
	case []string:
		if len(v) == 0 {
			return
		}
	case yaml.MapSlice:
		if len(v) == 0 {
			return
		}
	}
	*m = append(*m, yaml.MapItem{Key: key, Value: value})
}

func (s *sheets) head() yaml.MapSlice {
	var m yaml.MapSlice
	var perspectives []yaml.MapSlice
	var wording yaml.MapSlice
	for _, r := range s.rows["Lexicon"] {
		switch r["field"] {
		case "threshold", "most-tags":
			n, err := strconv.Atoi(r["value"])
			if err != nil {
				s.problems = append(s.problems, fmt.Errorf("sheet \"Lexicon\": %s %q is no number", r["field"], r["value"]))
			}
			put(&m, r["field"], n)
		case "wording":
			if r["name"] == "usual" {
				put(&wording, r["name"], split(r["value"]))
			} else {
				put(&wording, r["name"], r["value"])
			}
		case "candidates", "unvalidated":
			put(&m, r["field"], split(r["value"]))
		case "perspective title":
			perspectives = append(perspectives, yaml.MapSlice{{Key: "name", Value: r["name"]}, {Key: "title", Value: r["value"]}})
		case "perspective says":
			for i := range perspectives {
				if perspectives[i][0].Value == r["name"] {
					put(&perspectives[i], "says", r["value"])
				}
			}
		default:
			put(&m, r["field"], r["value"])
		}
	}
	put(&m, "perspectives", perspectives)
	put(&m, "wording", wording)
	return m
}

func (s *sheets) criterion(n string) yaml.MapSlice {
	number, _ := strconv.Atoi(n)
	m := yaml.MapSlice{{Key: "criterion", Value: number}}
	cells := map[string]yaml.MapSlice{}
	var order []string
	for _, field := range s.values("Codebook", "field", record{"criterion": n}) {
		var texts []string
		for _, r := range s.where("Codebook", "criterion", n) {
			if r["field"] == field {
				texts = append(texts, r["text"])
			}
		}
		perspective, part, inCell := strings.Cut(field, " ")
		if !inCell {
			put(&m, field, texts[0])
			continue
		}
		if !slices.Contains(order, perspective) {
			order = append(order, perspective)
		}
		cell := cells[perspective]
		if part == "observable" {
			put(&cell, part, texts[0])
		} else {
			put(&cell, part, texts)
		}
		cells[perspective] = cell
	}
	for _, p := range order {
		put(&m, p, cells[p])
	}
	return m
}

// patternLists returns the lists of patterns of some rows by a column of names, in
// order of appearance.
func patternLists(rows []record, nameColumn string) yaml.MapSlice {
	var names []string
	patterns := map[string][]string{}
	for _, r := range rows {
		name := r[nameColumn]
		if _, seen := patterns[name]; !seen {
			names = append(names, name)
		}
		patterns[name] = append(patterns[name], r["pattern"])
	}
	var m yaml.MapSlice
	for _, name := range names {
		put(&m, name, patterns[name])
	}
	return m
}

// concepts writes the word fields of a language, patterns with semicolons between.
func (s *sheets) concepts(code string) yaml.MapSlice {
	var m yaml.MapSlice
	for _, field := range patternLists(s.byRule[[3]string{"Concepts", code}], "concept") {
		put(&m, field.Key.(string), strings.Join(field.Value.([]string), "; "))
	}
	return m
}

// wording writes the weights of a language.
func (s *sheets) wording(code string) []byte {
	var b bytes.Buffer
	for _, r := range s.byRule[[3]string{"Wording", code}] {
		fmt.Fprintf(&b, "%s\t%s\n", r["sign"], r["weights"])
	}
	return b.Bytes()
}

func (s *sheets) shared(code string) yaml.MapSlice {
	m := yaml.MapSlice{{Key: "language", Value: code}}
	put(&m, "lists", patternLists(s.byRule[[3]string{"Lists", code}], "list"))
	var cues yaml.MapSlice
	var kinds []string
	byKind := map[string][]record{}
	for _, r := range s.byRule[[3]string{"Cues", code}] {
		if byKind[r["cue"]] == nil {
			kinds = append(kinds, r["cue"])
		}
		byKind[r["cue"]] = append(byKind[r["cue"]], r)
	}
	for _, kind := range kinds {
		places := patternLists(byKind[kind], "place")
		switch kind {
		case "norm", "continued":
			put(&cues, kind, places[0].Value)
		case "name":
			put(&m, "names", places)
		case "title":
			put(&m, "titles", places)
		case "form":
			put(&m, "forms", places)
		case "force":
			put(&m, "force", places)
		default:
			put(&cues, kind, places)
		}
	}
	put(&m, "cues", cues)
	var passages []yaml.MapSlice
	for _, r := range s.where("Passages", "language", code) {
		var t yaml.MapSlice
		put(&t, "text", r["text"])
		put(&t, "expect", split(r["own"]))
		put(&t, "reported", split(r["reported"]))
		put(&t, "rejected", split(r["rejected"]))
		put(&t, "why", r["why"])
		putContext(&t, r)
		passages = append(passages, t)
	}
	if len(passages) > 0 {
		put(&m, "passages", passages)
	}
	return m
}

func putContext(m *yaml.MapSlice, r record) {
	for _, c := range contextColumns {
		put(m, c, r[c])
	}
}

// rule writes one rule with its terms and tests.
func (s *sheets) rule(code string, r record) yaml.MapSlice {
	m := yaml.MapSlice{{Key: "id", Value: r["rule"]}}
	for _, k := range []string{"says", "weight", "gate", "topic"} {
		put(&m, k, r[k])
	}
	put(&m, "when", when(r))
	put(&m, "terms", patternLists(s.byRule[[3]string{"Terms", code, r["rule"]}], "term"))
	var on yaml.MapSlice
	for _, x := range split(r["on"]) {
		cue, reaction, _ := strings.Cut(x, ":")
		put(&on, strings.TrimSpace(cue), strings.TrimSpace(reaction))
	}
	put(&m, "on", on)
	for _, k := range []string{"kinds", "genres", "flags", "yields"} {
		put(&m, k, split(r[k]))
	}
	if r["drop"] == "all" {
		put(&m, "drop", "all")
	} else {
		put(&m, "drop", split(r["drop"]))
	}
	for _, k := range []string{"form", "force", "scope", "firm", "note"} {
		put(&m, k, r[k])
	}
	var tests []yaml.MapSlice
	for _, x := range s.byRule[[3]string{"Tests", code, r["rule"]}] {
		t := yaml.MapSlice{{Key: x["expect"], Value: x["text"]}}
		for _, k := range []string{"voice", "code", "why"} {
			put(&t, k, x[k])
		}
		putContext(&t, x)
		tests = append(tests, t)
	}
	if len(tests) > 0 {
		put(&m, "tests", tests)
	}
	return m
}

func when(r record) yaml.MapSlice {
	var m yaml.MapSlice
	var all []any
	for _, item := range split(r["all"]) {
		var alternatives []string
		for _, a := range strings.Split(item, "|") {
			alternatives = append(alternatives, strings.TrimSpace(a))
		}
		if len(alternatives) == 1 {
			all = append(all, alternatives[0])
		} else {
			all = append(all, alternatives)
		}
	}
	put(&m, "all", all)
	put(&m, "within", r["within"])
	for _, k := range []string{"not", "context", "unless"} {
		put(&m, k, split(r[k]))
	}
	return m
}
