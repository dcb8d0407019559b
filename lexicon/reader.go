package lexicon

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// reader walks over one YAML file strictly: unknown and repeated fields, wrong
// types and bad values are problems at their place, and it goes on after each.
type reader struct {
	file     string
	lines    []string
	problems *Problems
}

// parseFile returns the body of a YAML file, nil where it cannot be parsed or
// is empty.
func parseFile(name string, data []byte, problems *Problems) (*reader, ast.Node) {
	r := &reader{file: name, lines: strings.Split(string(data), "\n"), problems: problems}
	if !utf8.Valid(data) {
		r.at(Position{File: name}, "is not UTF-8")
		return r, nil
	}
	f, err := parser.ParseBytes(data, 0)
	if err != nil {
		r.syntax(err)
		return r, nil
	}
	if len(f.Docs) == 0 || f.Docs[0].Body == nil {
		r.at(Position{File: name}, "is empty")
		return r, nil
	}
	return r, f.Docs[0].Body
}

var yamlPlace = regexp.MustCompile(`^\[(\d+):(\d+)\] ([^\n]*)`)

// syntax records an error of the YAML parser.
func (r *reader) syntax(err error) {
	var located interface{ GetToken() *token.Token }
	if errors.As(err, &located) && located.GetToken() != nil {
		p := located.GetToken().Position
		reason := err.Error()
		if m := yamlPlace.FindStringSubmatch(reason); m != nil {
			reason = m[3]
		}
		r.at(Position{File: r.file, Line: p.Line, Col: p.Column}, "YAML: %s", reason)
		return
	}
	if m := yamlPlace.FindStringSubmatch(err.Error()); m != nil {
		line, _ := strconv.Atoi(m[1])
		col, _ := strconv.Atoi(m[2])
		r.at(Position{File: r.file, Line: line, Col: col}, "YAML: %s", m[3])
		return
	}
	r.at(Position{File: r.file}, "YAML: %v", err)
}

func (r *reader) pos(n ast.Node) Position {
	p := Position{File: r.file}
	if t := n.GetToken(); t != nil && t.Position != nil {
		p.Line, p.Col = t.Position.Line, t.Position.Column
	}
	return p
}

func (r *reader) at(p Position, format string, args ...any) {
	x := Problem{Pos: p, Reason: fmt.Sprintf(format, args...)}
	if p.Line > 0 && p.Line <= len(r.lines) {
		x.Source = strings.TrimRight(r.lines[p.Line-1], "\r")
	}
	*r.problems = append(*r.problems, x)
}

func (r *reader) bad(n ast.Node, format string, args ...any) { r.at(r.pos(n), format, args...) }

// mapping calls the function of each field that the node holds; wanted fields
// that are missing are problems.
func (r *reader) mapping(n ast.Node, fields map[string]func(ast.Node), wanted ...string) {
	seen := map[string]bool{}
	r.entries(n, func(key string, k, v ast.Node) {
		f := fields[key]
		switch {
		case f == nil:
			r.bad(k, "unknown field %q (known: %s)", key, strings.Join(keys(fields), ", "))
		case seen[key]:
			r.bad(k, "field %q stands twice", key)
		default:
			f(v)
		}
		seen[key] = true
	})
	for _, w := range wanted {
		if !seen[w] {
			r.bad(n, "field %q is missing", w)
		}
	}
}

// entries calls f with each key and value of a mapping, in order.
func (r *reader) entries(n ast.Node, f func(key string, k, v ast.Node)) {
	var values []*ast.MappingValueNode
	switch m := n.(type) {
	case *ast.MappingNode:
		values = m.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{m}
	case *ast.NullNode:
	default:
		r.bad(n, "a mapping (name: value) should stand here")
	}
	for _, v := range values {
		f(v.Key.GetToken().Value, v.Key, v.Value)
	}
}

func keys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// items returns the entries of a sequence; a scalar is a sequence of one.
func (r *reader) items(n ast.Node) []ast.Node {
	switch s := n.(type) {
	case *ast.SequenceNode:
		return s.Values
	case *ast.NullNode:
		return nil
	case *ast.MappingNode, *ast.MappingValueNode:
		r.bad(n, "a list should stand here")
		return nil
	}
	return []ast.Node{n}
}

// text returns a scalar as written.
func (r *reader) text(n ast.Node) string {
	switch s := n.(type) {
	case *ast.StringNode:
		return s.Value
	case *ast.LiteralNode:
		return s.Value.Value
	case *ast.NullNode:
		return ""
	case *ast.MappingNode, *ast.MappingValueNode, *ast.SequenceNode, *ast.AliasNode, *ast.AnchorNode, *ast.TagNode:
		r.bad(n, "a text should stand here (does it need quotation marks?)")
		return ""
	}
	return n.GetToken().Value
}

func (r *reader) texts(n ast.Node) []string {
	var out []string
	for _, x := range r.items(n) {
		out = append(out, r.text(x))
	}
	return out
}

func (r *reader) number(n ast.Node, low, high int) int {
	v, err := strconv.Atoi(r.text(n))
	if err != nil || v < low || v > high {
		r.bad(n, "a number from %d to %d should stand here", low, high)
	}
	return v
}

func (r *reader) decimal(n ast.Node) float64 {
	v, err := strconv.ParseFloat(r.text(n), 64)
	if err != nil {
		r.bad(n, "a number such as -0.5 should stand here")
	}
	return v
}

func (r *reader) oneOf(n ast.Node, known ...string) string {
	s := r.text(n)
	if !slices.Contains(known, s) {
		r.bad(n, "%q is none of: %s", s, strings.Join(known, ", "))
	}
	return s
}

func (r *reader) yes(n ast.Node) bool { return r.oneOf(n, "true", "false") == "true" }

// patterns reads a list of patterns, each with its place.
func (r *reader) patterns(n ast.Node) []Pattern {
	var out []Pattern
	for _, x := range r.items(n) {
		source := r.text(x)
		if source == "" {
			continue
		}
		pos := r.pos(x)
		p, err := ParsePattern(source)
		if err != nil {
			r.at(r.inside(pos, source, err), "pattern: %v", err)
			continue
		}
		p.Pos = pos
		out = append(out, p)
	}
	return out
}

// inside moves a position to the place of a pattern's mistake, which is exact
// for patterns that stand on one line.
func (r *reader) inside(pos Position, source string, err error) Position {
	var pe *PatternError
	if !errors.As(err, &pe) {
		return pos
	}
	if pos.Line > 0 && pos.Line <= len(r.lines) {
		if i := strings.Index(r.lines[pos.Line-1], source); i >= 0 {
			pos.Col = utf8.RuneCountInString(r.lines[pos.Line-1][:i]) + 1
		}
	}
	pos.Col += utf8.RuneCountInString(source[:min(pe.Offset, len(source))])
	return pos
}

// place is where something stands in a file, by byte of a line.
type place struct {
	r *reader
	Position
	line, byte int // line counts from 0
}

// placesOf returns where the parts of a text begin that a separator parts.
func (r *reader) placesOf(n ast.Node, separator byte, parts int) []place {
	at := r.pos(n)
	line, i := at.Line-1, 0
	if _, block := n.(*ast.LiteralNode); block {
		line++ // the text stands below its sign, as >-
	} else if line >= 0 && line < len(r.lines) {
		i = byteOf(r.lines[line], at.Col)
	}
	var out []place
	begins := true
	for ; line >= 0 && line < len(r.lines) && len(out) < parts; line, i = line+1, 0 {
		for text := r.lines[line]; i < len(text) && len(out) < parts; i++ {
			c := text[i]
			blank := c == ' ' || c == '\t' || c == '\r' || len(out) == 0 && (c == '"' || c == '\'')
			if begins && !blank {
				out = append(out, place{r: r, line: line, byte: i, Position: Position{File: r.file, Line: line + 1, Col: utf8.RuneCountInString(text[:i]) + 1}})
				begins = false
			}
			begins = begins || c == separator
		}
	}
	return out
}

// byteOf returns the byte of a line at a column, which counts characters from 1.
func byteOf(line string, col int) int {
	n := 1
	for i := range line {
		if n == col {
			return i
		}
		n++
	}
	return len(line)
}

// placeOf returns the place of the i-th part of a text; that of the text itself
// where the file writes it otherwise, as with escapes.
func (r *reader) placeOf(n ast.Node, places []place, i int, part string) place {
	if i < len(places) {
		p := places[i]
		first, _, _ := strings.Cut(part, " ")
		if part == "" {
			first = ";"
		}
		if strings.HasPrefix(r.lines[p.line][p.byte:], first) {
			return p
		}
	}
	return place{r: r, line: -1, Position: r.pos(n)}
}

// within returns the position of a pattern's mistake. White space in the pattern
// may be the end of a line in the file.
func (p place) within(source string, err error) Position {
	var pe *PatternError
	if !errors.As(err, &pe) || p.line < 0 {
		return p.Position
	}
	line, i := p.line, p.byte
	blank := func() bool { return i >= len(p.r.lines[line]) || strings.IndexByte(" \t\r", p.r.lines[line][i]) >= 0 }
	for at := 0; at < min(pe.Offset, len(source)); at++ {
		if source[at] != ' ' {
			i++
			continue
		}
		for blank() {
			if i++; i > len(p.r.lines[line]) {
				if line++; line == len(p.r.lines) {
					return p.Position
				}
				i = 0
			}
		}
	}
	text := p.r.lines[line]
	return Position{File: p.File, Line: line + 1, Col: utf8.RuneCountInString(text[:min(i, len(text))]) + 1}
}
