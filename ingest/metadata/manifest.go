package metadata

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// The columns of a manifest that have a meaning. All others are kept as they
// are, in ingest.Metadata.Extra.
const (
	ColPath         = "path"
	ColJurisdiction = "jurisdiction"
	ColTitle        = "title"
	ColType         = "type"
	ColDate         = "date" // of enactment
	ColInForce      = "in force"
	ColAmended      = "amended"
	ColNumber       = "number"
	ColStatus       = "status"
	ColLanguage     = "language"
	ColSource       = "source"
	ColCovers       = "covers"
)

// Columns are the columns of a manifest in the order in which we write them.
var Columns = []string{ColPath, ColJurisdiction, ColTitle, ColType, ColDate, ColStatus, ColLanguage, ColSource, ColCovers}

// columnNames maps what people call the columns, folded, to their names.
var columnNames = map[string]string{
	"path": ColPath, "file": ColPath, "filename": ColPath, "file name": ColPath,
	"jurisdiction": ColJurisdiction, "country": ColJurisdiction, "title": ColTitle, "name": ColTitle,
	"type": ColType, "document type": ColType, "date": ColDate, "enacted": ColDate, "date enacted": ColDate,
	"in force": ColInForce, "date in force": ColInForce, "amended": ColAmended, "date amended": ColAmended, "as amended": ColAmended,
	"number": ColNumber, "status": ColStatus, "legal status": ColStatus, "language": ColLanguage, "lang": ColLanguage,
	"source": ColSource, "url": ColSource, "covers": ColCovers, "coverage": ColCovers,
}

// Row is what a manifest says about a file, or about all files of a folder.
type Row struct {
	Line   int               `json:"line"`            // of the manifest, from 1
	Path   string            `json:"path"`            // with slashes, relative to the manifest; ends in "/" for a folder
	Values map[string]string `json:"values"`          // by column name; checked and brought into canonical form
	Extra  map[string]string `json:"extra,omitempty"` // unknown columns
}

// Manifest is what the user says about files.
type Manifest struct {
	Rows    []Row
	byPath  map[string]int
	folders []string // longest first
}

// Problem is something in a manifest that could not be understood. Problems
// concern single cells or rows; the rest of the manifest holds.
type Problem struct {
	Line int // of the file, from 1; 0 for the whole
	Text string
}

// In returns the problem with its place in a file: "manifest.csv:3: …".
func (p Problem) In(file string) string {
	if p.Line == 0 {
		return file + ": " + p.Text
	}
	return fmt.Sprintf("%s:%d: %s", file, p.Line, p.Text)
}

// ParseManifest reads the rows of a manifest; the first that is not empty names
// the columns. Paths are relative to the manifest; a path that ends in a slash
// speaks for all files of that folder that have no value of their own.
func ParseManifest(rows [][]string) (*Manifest, []Problem) {
	p := parser{m: &Manifest{byPath: map[string]int{}}}
	head := slices.IndexFunc(rows, func(r []string) bool { return !blank(r) })
	if head < 0 {
		return p.m, []Problem{{Text: "it has no rows"}}
	}
	if !p.header(rows[head], head+1) {
		return p.m, p.problems
	}
	for i, row := range rows[head+1:] {
		if !blank(row) {
			p.row(row, head+i+2)
		}
	}
	for path := range p.m.byPath {
		if strings.HasSuffix(path, "/") {
			p.m.folders = append(p.m.folders, path)
		}
	}
	slices.SortFunc(p.m.folders, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return p.m, p.problems
}

func blank(row []string) bool {
	return !slices.ContainsFunc(row, func(c string) bool { return strings.TrimSpace(c) != "" })
}

// Lookup returns what the manifest says about a file: its own row, completed
// by those of its folders. It is nil where nothing is said.
func (m *Manifest) Lookup(path string) *Row {
	if m == nil {
		return nil
	}
	path = norm.NFC.String(path)
	var found *Row
	if i, ok := m.byPath[path]; ok {
		found = m.Rows[i].clone()
	}
	for _, folder := range m.folders {
		if !strings.HasPrefix(path, folder) {
			continue
		}
		row := &m.Rows[m.byPath[folder]]
		if found == nil {
			found = row.clone()
			continue
		}
		fill(found.Values, row.Values)
		fill(found.Extra, row.Extra)
	}
	return found
}

func (r *Row) clone() *Row {
	return &Row{Line: r.Line, Path: r.Path, Values: maps.Clone(r.Values), Extra: maps.Clone(r.Extra)}
}

// fill copies values that are missing.
func fill(to, from map[string]string) {
	for k, v := range from {
		if _, ok := to[k]; !ok {
			to[k] = v
		}
	}
}

// parser holds the state of ParseManifest.
type parser struct {
	m        *Manifest
	columns  []string // by position; "" for those to skip
	known    []bool
	problems []Problem
}

func (p *parser) problem(line int, format string, args ...any) {
	p.problems = append(p.problems, Problem{line, fmt.Sprintf(format, args...)})
}

// header reads the names of the columns; it reports whether there is a path.
func (p *parser) header(row []string, line int) bool {
	seen := map[string]bool{}
	for _, cell := range row {
		name := strings.TrimSpace(strings.TrimPrefix(cell, "\ufeff"))
		column, known := columnNames[fold(name)]
		if !known {
			column = strings.Join(strings.Fields(name), " ")
		}
		if column != "" && seen[column] {
			p.problem(line, "the column %q is given twice; the second is left out", column)
			column = ""
		}
		seen[column] = true
		p.columns, p.known = append(p.columns, column), append(p.known, known)
	}
	if !seen[ColPath] {
		p.problem(line, "there is no column %q; the columns are %s", ColPath, strings.Join(Columns, ", "))
	}
	return seen[ColPath]
}

// row reads what is said about one file.
func (p *parser) row(cells []string, line int) {
	r := Row{Line: line, Values: map[string]string{}, Extra: map[string]string{}}
	for i, cell := range cells {
		cell = strings.TrimSpace(cell)
		switch {
		case cell == "":
		case i >= len(p.columns):
			p.problem(line, "there are more cells than columns: %q is left out", cell)
		case p.columns[i] == "":
		case !p.known[i]:
			r.Extra[p.columns[i]] = cell
		case p.columns[i] == ColPath:
			r.Path = cell
		default:
			value, err := canonical(p.columns[i], cell)
			if err != nil {
				p.problem(line, "%s %q: %v", p.columns[i], cell, err)
				continue
			}
			r.Values[p.columns[i]] = value
		}
	}
	path, err := cleanPath(r.Path)
	if err != nil {
		p.problem(line, "path %q: %v", r.Path, err)
		return
	}
	if first, twice := p.m.byPath[path]; twice {
		p.problem(line, "path %q is already given in line %d; this row is left out", path, p.m.Rows[first].Line)
		return
	}
	r.Path = path
	p.m.byPath[path] = len(p.m.Rows)
	p.m.Rows = append(p.m.Rows, r)
}

// cleanPath brings a path into the form of ingest.Document.Path.
func cleanPath(path string) (string, error) {
	if path == "" {
		return "", fmt.Errorf("it is empty")
	}
	path = norm.NFC.String(strings.ReplaceAll(path, `\`, "/"))
	folder := strings.HasSuffix(path, "/") || strings.HasSuffix(path, "/*")
	path = strings.TrimSuffix(path, "/*")
	if strings.HasPrefix(path, "/") || len(path) > 1 && path[1] == ':' {
		return "", fmt.Errorf("it must be relative to the manifest")
	}
	var parts []string
	for _, part := range strings.Split(path, "/") {
		switch part {
		case "", ".":
		case "..":
			return "", fmt.Errorf("it leads out of the folder")
		default:
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return "", fmt.Errorf("it names no file")
	}
	path = strings.Join(parts, "/")
	if folder {
		path += "/"
	}
	return path, nil
}

// canonical checks a cell of a known column and returns its value.
func canonical(column, cell string) (string, error) {
	switch column {
	case ColJurisdiction:
		code, _ := Jurisdiction(cell)
		return code, nil
	case ColType:
		if t, ok := TypeNamed(cell); ok {
			return string(t), nil
		}
		return "", fmt.Errorf("it is not one of %s", strings.Join(typeNames(), ", "))
	case ColStatus:
		if s, ok := statusNamed(cell); ok {
			return s, nil
		}
		return "", fmt.Errorf("it is not one of %s", strings.Join(Statuses, ", "))
	case ColLanguage:
		return languageNamed(cell)
	case ColDate, ColInForce, ColAmended:
		if d, ok := dateCell(cell); ok {
			return d, nil
		}
		return "", fmt.Errorf("it is not a date such as 2003, 2003-06 or 2003-06-27")
	case ColCovers:
		return Covers(cell)
	}
	return strings.Join(strings.Fields(cell), " "), nil
}

// languageNamed reads a BCP 47 tag.
func languageNamed(s string) (string, error) {
	tag, err := language.Parse(strings.ReplaceAll(strings.TrimSpace(s), "_", "-"))
	if err != nil || tag == language.Und {
		return "", fmt.Errorf("it is not a language tag such as en, pt-BR or zh-Hant (BCP 47)")
	}
	return tag.String(), nil
}

// Covers reads the subjects that a document, or a jurisdiction, is declared to
// cover: "all", "none", or criteria by number or code, separated by spaces,
// commas or semicolons, with ranges: "C1 C3-C5, 7". It returns "all", "none" or
// "C1 C3 C4 C5 C7".
func Covers(s string) (string, error) {
	words := strings.FieldsFunc(strings.ReplaceAll(s, "–", "-"), func(r rune) bool { return strings.ContainsRune(" ,;\t\n", r) })
	if len(words) == 1 {
		if w := strings.ToLower(words[0]); w == "all" || w == "none" {
			return w, nil
		}
	}
	set := map[int]bool{}
	for _, w := range words {
		low, high, isRange := strings.Cut(w, "-")
		if !isRange {
			high = low
		}
		from, to := criterion(low), criterion(high)
		if from == 0 || to < from {
			return "", fmt.Errorf("%q is neither a criterion (C1 to C10) nor a range of them, \"all\" or \"none\"", w)
		}
		for c := from; c <= to; c++ {
			set[c] = true
		}
	}
	var out []string
	for _, c := range slices.Sorted(maps.Keys(set)) {
		out = append(out, "C"+strconv.Itoa(c))
	}
	return strings.Join(out, " "), nil
}

// criterion reads "C7" or "7"; 0 for anything else.
func criterion(s string) int {
	n, err := strconv.Atoi(strings.TrimPrefix(strings.ToUpper(s), "C"))
	if err != nil || n < 1 || n > 99 {
		return 0
	}
	return n
}

// Statuses are the legal statuses that a document may be declared to have.
var Statuses = []string{"in force", "amended", "repealed", "not yet in force", "bill", "historic", "unknown"}

// statusNamed reads a status as users and markup write it.
func statusNamed(s string) (string, bool) {
	switch s = fold(s); s {
	case "in force", "inforce", "current", "valid", "force", "vigente", "vigueur", "en vigueur", "in kraft":
		return "in force", true
	case "amended", "revised", "consolidated":
		return "amended", true
	case "repealed", "revoked", "expired", "derogado", "abroge", "not in force", "no longer in force":
		return "repealed", true
	case "not yet in force", "prospective", "enacted":
		return "not yet in force", true
	case "bill", "draft", "proposed", "proposal":
		return "bill", true
	case "historic", "historical", "superseded":
		return "historic", true
	case "unknown":
		return "unknown", true
	}
	return "", false
}
