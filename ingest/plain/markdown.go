package plain

import (
	"context"
	"io"
	"strings"

	"policyscan/ingest/lines"
	"policyscan/ingest/reading"
)

// Markdown reads Markdown as statutes are published in it: headings, lists
// with their numbers as written, pipe tables, notes, front matter as Meta.
// Indented text is never code, since publishers indent nested provisions.
type Markdown struct{}

// Name implements reading.Reader.
func (Markdown) Name() string { return "markdown" }

// Version implements reading.Reader.
func (Markdown) Version() int { return 2 }

// Read implements reading.Reader.
func (Markdown) Read(ctx context.Context, r io.ReaderAt, size int64, opt reading.Options) (reading.Extraction, error) {
	b := reading.NewBuilder("markdown", opt)
	s, err := load(b, r, size)
	if err != nil {
		return reading.Extraction{}, err
	}
	s = frontMatter(b, s)
	m := mdReader{b: b, joiner: lines.NewJoiner(s), refs: references(s), spaced: lines.DoubleSpaced(s)}
	m.joiner.Soft = true
	for n := 0; s != ""; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return reading.Extraction{}, ctx.Err()
		}
		var line string
		line, s = lines.Cut(s)
		m.line(line)
	}
	m.flush()
	m.markContents()
	if m.title != "" {
		b.Meta("title", m.title, "heading")
		if n := len(b.Extraction.Meta); n > 0 {
			b.Extraction.Meta[n-1].Rank = 1
		}
	}
	return finish(b)
}

// mdReader reads Markdown line by line.
type mdReader struct {
	b      *reading.Builder
	joiner lines.Joiner
	refs   map[string]bool // labels of link definitions, folded

	para    []string // printed lines of the open paragraph
	block   reading.Block
	column  int  // of its first line
	hard    bool // the open paragraph ends in a hard line break
	heading bool // the open block is a heading that goes on after a hard break
	spaced  bool // a blank line stands between all printed lines
	gap     bool // one stands behind the open block

	fence   string   // what closes the open code block
	code    []string // its lines
	comment bool     // within <!-- … -->
	note    string   // mark of the open footnote definition
	indents []int    // columns of the markers of the open lists
	links   []int    // indices of blocks that are nothing but links
	title   string
}

// line reads one line.
func (m *mdReader) line(s string) {
	if m.fence != "" {
		if strings.HasPrefix(strings.TrimSpace(s), m.fence) {
			m.b.Add(reading.Block{Role: reading.Preformat}, strings.Join(m.code, "\n"))
			m.fence, m.code = "", nil
			return
		}
		m.code = append(m.code, s)
		return
	}
	s = m.uncomment(s)
	body, column := unindent(s)
	if strings.TrimSpace(body) == "" {
		if m.spaced && len(m.para) > 0 {
			m.gap = true
			return
		}
		m.flush()
		return
	}
	if m.gap {
		m.gap = false
		if lines.Continues(m.para[len(m.para)-1], body) {
			m.block, m.heading, m.hard = reading.Block{Role: m.block.Role, Level: m.block.Level}, false, false
			if m.block.Role == reading.Heading {
				m.block = reading.Block{}
			}
			m.append(body)
			return
		}
		m.flush()
	}
	if m.heading && m.hard {
		m.append(body)
		return
	}
	if m.heading {
		m.flush()
	}
	switch {
	case m.structural(body, column):
	case m.listItem(body, column):
	default:
		m.text(body, column)
	}
}

// structural reads headings, breaks, tables, code fences and definitions.
func (m *mdReader) structural(s string, column int) bool {
	if strings.HasPrefix(s, "```") || strings.HasPrefix(s, "~~~") {
		m.flush()
		m.fence = s[:3]
		return true
	}
	if n := atx(s); n > 0 {
		m.flush()
		m.indents = m.indents[:0]
		m.block = reading.Block{Role: reading.Heading, Level: n}
		m.heading = true
		m.append(strings.TrimLeft(s[n:], " \t"))
		if !m.hard && !m.spaced {
			m.flush()
		}
		return true
	}
	if bar := underline(s); bar != 0 {
		if level := 1; len(m.para) == 1 && m.block.Role == reading.Paragraph && m.note == "" && len(m.para[0]) < 300 {
			if bar == '-' {
				level = 2
			}
			m.block = reading.Block{Role: reading.Heading, Level: level}
			m.flush()
			return true
		}
		if bar == '-' && len(s) >= 3 {
			m.flush()
			return true
		}
	}
	if thematic(s) {
		m.flush()
		return true
	}
	if s[0] == '|' {
		m.flush()
		m.row(s)
		return true
	}
	return s[0] == '[' && m.definition(s)
}

// listItem reads the first line of an item of a list.
func (m *mdReader) listItem(s string, column int) bool {
	n, ordered := marker(s)
	if n == 0 {
		return false
	}
	if len(m.para) > 0 && m.joiner.Broken(m.para[len(m.para)-1], s) {
		return false
	}
	m.flush()
	for len(m.indents) > 0 && m.indents[len(m.indents)-1] >= column+1 {
		m.indents = m.indents[:len(m.indents)-1]
	}
	if len(m.indents) == 0 || m.indents[len(m.indents)-1] < column {
		m.indents = append(m.indents, column)
	}
	m.block = reading.Block{Role: reading.ListItem, Level: len(m.indents)}
	if ordered {
		m.append(s)
		return true
	}
	rest, inner := unindent(s[n:])
	if rest == "" {
		return true
	}
	if k, _ := marker(rest); k > 0 { // a list in a list: "- 1. …"
		return m.listItem(rest, column+n+inner)
	}
	m.append(rest)
	return true
}

// text adds a line to the open paragraph or opens one.
func (m *mdReader) text(s string, column int) {
	if s[0] == '>' {
		s = strings.TrimLeft(s, "> \t")
		if s == "" {
			m.flush()
			return
		}
		if atx(s) > 0 {
			m.structural(s, column)
			return
		}
	}
	if s[0] == ':' && len(s) > 1 && (s[1] == ' ' || s[1] == '\t') && len(m.para) == 1 { // definition list
		m.para[0] = strings.TrimRight(m.para[0], " \t") + ": " + strings.TrimLeft(s[1:], " \t")
		return
	}
	if len(m.para) == 0 {
		m.column = column
		if column == 0 {
			m.indents = m.indents[:0]
		}
	}
	// A line that is set far in goes on with the one before it: pretty-printed
	// markup has left its indentation.
	const far = 8 // columns
	if n := len(m.para); n > 0 && !m.hard && column >= m.column+far && len(m.para[n-1]) < 4096 && !lines.Enumerates(s) {
		gap := " "
		if strings.IndexByte(",.;:)", s[0]) >= 0 {
			gap = ""
		}
		m.para[n-1] += gap + strings.TrimRight(s, " \t")
		return
	}
	m.append(s)
}

// append adds a printed line to the open block.
func (m *mdReader) append(s string) {
	if n := len(m.para); m.hard && !(n > 0 && lines.Continues(strings.TrimSpace(m.para[n-1]), s)) {
		// What follows a hard break is a line of its own, unless a converter has
		// set one at the end of every printed line.
		s = "\n" + s
	}
	m.hard = strings.HasSuffix(s, "  ") || strings.HasSuffix(s, `\`)
	m.para = append(m.para, strings.TrimSuffix(strings.TrimRight(s, " \t"), `\`))
}

// flush ends the open block.
func (m *mdReader) flush() {
	if len(m.para) > 0 {
		m.emit()
	}
	m.para, m.block, m.hard, m.heading, m.note, m.gap = m.para[:0], reading.Block{}, false, false, "", false
}

func (m *mdReader) emit() {
	if m.note != "" {
		m.b.Add(reading.Block{Role: reading.Footnote}, m.note+" "+strings.Join(m.inlineAll(m.logical()), "\n"))
		return
	}
	if m.block.Role == reading.Heading {
		heading := strings.Join(m.inlineAll(m.logical()), "\n")
		heading = strings.TrimRight(strings.TrimRight(heading, "# "), " ")
		start, end := m.b.Add(m.block, heading)
		if m.block.Level == 1 && m.title == "" && end > start {
			m.title = heading
		}
		return
	}
	bare := m.onlyLinks()
	for _, l := range m.inlineAll(m.logical()) {
		start, end := m.b.Add(m.block, l)
		if bare && end > start {
			m.links = append(m.links, len(m.b.Extraction.Blocks)-1)
		}
	}
}

// logical returns the lines of the open block as their author ended them.
func (m *mdReader) logical() []string {
	var out []string
	from := 0
	for i := 1; i <= len(m.para); i++ {
		if i == len(m.para) || strings.HasPrefix(m.para[i], "\n") {
			out = append(out, m.joiner.Join(m.para[from:i])...)
			from = i
		}
	}
	return out
}

func (m *mdReader) inlineAll(logical []string) []string {
	out := logical[:0]
	for _, l := range logical {
		for _, part := range strings.Split(inline(l, m.refs), "\n") {
			if part = strings.Join(strings.Fields(part), " "); part != "" {
				out = append(out, part)
			}
		}
	}
	return out
}

// row reads a line of a pipe table.
func (m *mdReader) row(s string) {
	s = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(s), "|"), "|")
	if strings.Trim(s, "|:- \t") == "" {
		return // the line between head and body, or an empty row
	}
	var cells []string
	start := 0
	for i := 0; i <= len(s); i++ {
		if i == len(s) || s[i] == '|' && (i == 0 || s[i-1] != '\\') {
			cell := inline(strings.ReplaceAll(s[start:i], `\|`, "|"), m.refs)
			cells = append(cells, strings.Join(strings.Fields(cell), " "))
			start = i + 1
		}
	}
	m.b.Add(reading.Block{Role: reading.TableRow}, strings.Join(cells, "\t"))
}

// definition reads a link definition, which is dropped, or the first line of a
// footnote.
func (m *mdReader) definition(s string) bool {
	end := strings.Index(s, "]:")
	if end < 2 || end > 200 || strings.ContainsAny(s[1:end], "[]") {
		return false
	}
	rest := strings.TrimSpace(s[end+2:])
	if s[1] == '^' {
		m.flush()
		m.note = s[2:end]
		m.append(rest)
		return true
	}
	if !m.refs[fold(s[1:end])] {
		return false
	}
	m.flush()
	return true
}

// uncomment takes HTML comments out of a line.
func (m *mdReader) uncomment(s string) string {
	if !m.comment && !strings.Contains(s, "<!--") {
		return s
	}
	var out strings.Builder
	for s != "" {
		if m.comment {
			_, after, ok := strings.Cut(s, "-->")
			if !ok {
				break
			}
			m.comment, s = false, after
			continue
		}
		before, after, ok := strings.Cut(s, "<!--")
		out.WriteString(before)
		m.comment, s = ok, after
	}
	return out.String()
}

// markContents gives the role of a table of contents to runs of lines that are
// nothing but links.
func (m *mdReader) markContents() {
	const run = 4
	for i := 0; i < len(m.links); {
		k := i + 1
		for k < len(m.links) && m.links[k]-m.links[k-1] <= 1 {
			k++
		}
		if k-i >= run {
			for _, b := range m.links[i:k] {
				m.b.Extraction.Blocks[b].Role, m.b.Extraction.Blocks[b].Level = reading.Contents, 0
			}
		}
		i = k
	}
}

// onlyLinks reports whether the open block consists of links.
func (m *mdReader) onlyLinks() bool {
	links := 0
	for _, l := range m.para {
		l = strings.TrimSpace(l)
		if l == "" {
			continue
		}
		if l[0] != '[' || l[len(l)-1] != ']' && l[len(l)-1] != ')' || !strings.Contains(l, "][") && !strings.Contains(l, "](") {
			return false
		}
		links++
	}
	return links > 0
}

// references collects the labels of link definitions: "[label]: target".
func references(s string) map[string]bool {
	refs := map[string]bool{}
	for s != "" {
		var line string
		line, s = lines.Cut(s)
		line = strings.TrimLeft(line, " ")
		if len(line) < 5 || line[0] != '[' || line[1] == '^' {
			continue
		}
		if end := strings.Index(line, "]:"); end > 1 && end < 200 {
			target := strings.TrimSpace(line[end+2:])
			if t, _, _ := strings.Cut(target, " "); strings.ContainsAny(t, "/#:.") {
				refs[fold(line[1:end])] = true
			}
		}
	}
	return refs
}

func fold(label string) string { return strings.ToLower(strings.Join(strings.Fields(label), " ")) }

// unindent returns s without the white space before it, and its column.
func unindent(s string) (string, int) {
	column := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case ' ':
			column++
		case '\t':
			column += 4 - column%4
		default:
			return s[i:], column
		}
	}
	return "", column
}

// atx returns the level of a heading that begins with number signs, or 0.
func atx(s string) int {
	n := 0
	for n < len(s) && s[n] == '#' {
		n++
	}
	if n == 0 || n > 6 {
		return 0
	}
	if n < len(s) && s[n] != ' ' && s[n] != '\t' && (n == 1 || s[n] < 'A' || s[n] > 'Z') { // "##Title" is meant as one
		return 0
	}
	return n
}

// underline returns the character of a line that makes a heading of the line
// above it, or 0.
func underline(s string) byte {
	s = strings.TrimRight(s, " \t")
	if len(s) >= 2 && (s[0] == '=' || s[0] == '-') && strings.Trim(s, s[:1]) == "" {
		return s[0]
	}
	return 0
}

// thematic reports whether a line is a rule between paragraphs.
func thematic(s string) bool {
	t := strings.ReplaceAll(strings.ReplaceAll(s, " ", ""), "\t", "")
	return len(t) >= 3 && (t[0] == '*' || t[0] == '-' || t[0] == '_') && strings.Trim(t, t[:1]) == ""
}

// marker returns the length of a list marker with the space behind it, and
// whether it is a number; 0 where there is none.
func marker(s string) (n int, ordered bool) {
	if s[0] == '-' || s[0] == '*' || s[0] == '+' {
		n = 1
	} else {
		for n < len(s) && n < 9 && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		if n == 0 || n == len(s) || s[n] != '.' && s[n] != ')' {
			return 0, false
		}
		n++
		ordered = true
	}
	if n == len(s) {
		return n, ordered
	}
	if s[n] != ' ' && s[n] != '\t' {
		return 0, false
	}
	return n + 1, ordered
}
