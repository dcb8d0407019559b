package office

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"policyscan/ingest/reading"
	"policyscan/ingest/xmltree"
)

// ODT reads OpenDocument texts (ISO/IEC 26300), zipped or as one flat XML file.
type ODT struct{}

// Name implements reading.Reader.
func (ODT) Name() string { return "odt" }

// Version implements reading.Reader.
func (ODT) Version() int { return 1 }

// Read implements reading.Reader.
func (ODT) Read(ctx context.Context, r io.ReaderAt, size int64, opt reading.Options) (reading.Extraction, error) {
	b := reading.NewBuilder("odt", opt)
	d := &odt{ctx: ctx, b: b}
	head := make([]byte, 2)
	if _, err := r.ReadAt(head, 0); err == nil && string(head) == "PK" {
		if err := d.openZip(r, size); err != nil {
			return reading.Extraction{}, err
		}
	} else if err := d.openFlat(r, size); err != nil {
		return reading.Extraction{}, err
	}
	d.readStyles()
	d.readMeta()
	d.sink = func(p para) { b.Add(p.block, p.text) }
	d.children(d.content.Path("body", "text"))
	if err := ctx.Err(); err != nil {
		return reading.Extraction{}, err
	}
	for i, note := range d.notes {
		b.Add(reading.Block{Role: reading.Footnote}, itoa(i+1)+" "+note)
	}
	return finish(b)
}

// odt reads one document.
type odt struct {
	ctx                   context.Context
	b                     *reading.Builder
	content, styles, meta *xmltree.Node
	sink                  func(para)

	paragraphs map[string]odtStyle
	lists      map[string]*[10]odtLevel // by the name of the list style
	headings   *[10]odtLevel            // numbers of headings
	counters   map[string]*[10]int      // of lists that are continued, by list style
	headCount  [10]int
	hidden     map[string]bool // text styles that are not displayed
	bold       map[string]bool // text styles that are bold
	heavy      int             // depth of bold spans

	stack    []odtList
	number   string // of the list item, until its first paragraph
	contents int
	notes    []string
	run      run
	after    []para
	nodes    int
}

type odtStyle struct {
	parent, name string
	list         string
	outline      int
	bold         bool
}

// odtLevel is a level of a list style.
type odtLevel struct {
	format, prefix, suffix string
	start, display         int
	bullet                 bool
}

// odtList is an open list.
type odtList struct {
	style    string
	counters *[10]int
}

func (d *odt) openZip(r io.ReaderAt, size int64) error {
	pkg, err := openPackage(r, size)
	if err != nil {
		return err
	}
	content, err := pkg.part("content.xml")
	if err != nil {
		if pkg.Has("META-INF/manifest.xml") {
			if data, merr := pkg.ReadFile("META-INF/manifest.xml"); merr == nil && strings.Contains(string(data), "encryption-data") {
				return &reading.Refusal{Code: "password", Reason: "the document is encrypted", Hint: "save it without a password"}
			}
		}
		return err
	}
	d.content = content.Root
	d.b.Extraction.Problems = append(d.b.Extraction.Problems, content.Problems...)
	for name, to := range map[string]**xmltree.Node{"styles.xml": &d.styles, "meta.xml": &d.meta} {
		if pkg.Has(name) {
			if t, err := pkg.part(name); err == nil {
				*to = t.Root
			}
		}
	}
	return nil
}

func (d *odt) openFlat(r io.ReaderAt, size int64) error {
	if size > xmltree.MaxBytes {
		return &reading.Refusal{Code: "too-large", Reason: fmt.Sprintf("a document of %d MB is larger than the limit of %d MB", size>>20, xmltree.MaxBytes>>20)}
	}
	data := make([]byte, size)
	if n, err := r.ReadAt(data, 0); err != nil && (err != io.EOF || int64(n) < size) {
		return fmt.Errorf("reading: %w", err)
	}
	t, err := xmltree.Parse(data)
	if err != nil {
		return err
	}
	d.b.Extraction.Problems = append(d.b.Extraction.Problems, t.Problems...)
	d.content, d.styles, d.meta = t.Root, t.Root, t.Root
	return nil
}

// readStyles collects what paragraph, text and list styles say.
func (d *odt) readStyles() {
	d.paragraphs, d.lists = map[string]odtStyle{}, map[string]*[10]odtLevel{}
	d.counters, d.hidden, d.bold = map[string]*[10]int{}, map[string]bool{}, map[string]bool{}
	d.bold["Strong_20_Emphasis"] = true
	for _, root := range []*xmltree.Node{d.styles, d.content} {
		for _, group := range [...]string{"styles", "automatic-styles"} {
			g := root.Child(group)
			if g == nil {
				continue
			}
			for _, s := range g.Children {
				d.readStyle(s)
			}
		}
	}
}

func (d *odt) readStyle(s *xmltree.Node) {
	name := s.Get("name")
	switch s.Name {
	case "style":
		if s.Get("family") == "text" {
			p := s.Child("text-properties")
			d.hidden[name] = p.Get("display") == "none"
			d.bold[name] = p.Get("font-weight") == "bold"
			return
		}
		st := odtStyle{parent: s.Get("parent-style-name"), name: s.Get("display-name"), list: s.Get("list-style-name")}
		if st.name == "" {
			st.name = strings.ReplaceAll(name, "_20_", " ")
		}
		if v, err := strconv.Atoi(s.Get("default-outline-level")); err == nil {
			st.outline = v
		}
		if st.outline == 0 {
			var built style
			built.named(st.name)
			st.outline = built.outline
		}
		st.bold = s.Child("text-properties").Get("font-weight") == "bold"
		d.paragraphs[name] = st
	case "list-style":
		d.lists[name] = readLevels(s)
	case "outline-style":
		d.headings = readLevels(s)
	}
}

func readLevels(n *xmltree.Node) *[10]odtLevel {
	levels := &[10]odtLevel{}
	for _, l := range n.Children {
		i, err := strconv.Atoi(l.Get("level"))
		if err != nil || i < 1 || i > 10 {
			continue
		}
		v := odtLevel{format: l.Get("num-format"), prefix: l.Get("num-prefix"), suffix: l.Get("num-suffix"), start: 1, display: 1, bullet: strings.Contains(l.Name, "bullet") || strings.Contains(l.Name, "image")}
		if s, err := strconv.Atoi(l.Get("start-value")); err == nil {
			v.start = s
		}
		if s, err := strconv.Atoi(l.Get("display-levels")); err == nil {
			v.display = s
		}
		levels[i-1] = v
	}
	return levels
}

// readMeta records the document's properties.
func (d *odt) readMeta() {
	m := d.meta.Child("meta")
	if m == nil {
		return
	}
	for _, n := range m.Children {
		key := map[string]string{"title": "title", "language": "language", "initial-creator": "author", "creation-date": "date-created", "date": "date-modified"}[n.Name]
		if key != "" {
			before := len(d.b.Extraction.Meta)
			d.b.Meta(key, n.String(), "meta.xml "+n.Prefix+":"+n.Name)
			if len(d.b.Extraction.Meta) > before {
				d.b.Extraction.Meta[before].Rank = 1
				if key == "language" {
					d.b.Extraction.Meta[before].Rank = setting
				}
			}
		}
	}
}

// children walks block content.
func (d *odt) children(n *xmltree.Node) {
	if n == nil {
		return
	}
	for _, k := range n.Children {
		if d.nodes++; d.nodes%1024 == 0 && d.ctx.Err() != nil {
			return
		}
		d.block(k)
	}
}

func (d *odt) block(n *xmltree.Node) {
	switch n.Name {
	case "p":
		d.paragraph(n, 0)
	case "h":
		level, err := strconv.Atoi(n.Get("outline-level"))
		if err != nil || level < 1 {
			level = 1
		}
		d.paragraph(n, min(level, 10))
	case "list":
		d.list(n)
	case "table":
		d.table(n)
	case "table-of-content", "alphabetical-index", "illustration-index", "table-index", "user-index", "bibliography":
		d.contents++
		d.children(n.Child("index-body"))
		d.contents--
	case "section":
		if n.Get("display") != "none" {
			d.children(n)
		}
	case "index-title", "text-box", "numbered-paragraph", "frame", "g", "soft-page-break":
		d.children(n)
	}
}

// paragraph reads a paragraph or, with an outline level, a heading.
func (d *odt) paragraph(n *xmltree.Node, outline int) {
	d.run = run{}
	d.inline(n)
	text := strings.TrimSpace(d.run.text.String())
	after := d.after
	d.after = nil
	name := n.Get("style-name")
	if outline == 0 {
		outline = d.outlineOf(name)
	}
	var block reading.Block
	number := d.number
	switch {
	case d.contents > 0:
		block.Role, number = reading.Contents, ""
	case outline > 0:
		block.Role, block.Level = reading.Heading, min(outline, 6)
		if n.Name == "h" && number == "" && n.Get("is-list-header") != "true" && text != "" {
			number = d.headingNumber(outline)
		}
	case len(d.stack) > 0 && d.number != "\x00":
		block.Role, block.Level = reading.ListItem, len(d.stack)
	}
	block.Bold = block.Role == reading.Paragraph && (!d.run.light || d.paragraphs[name].bold)
	if text != "" {
		if len(d.stack) > 0 {
			d.number = "\x00" // the next paragraph of the item has no number
		}
		if number == "\x00" {
			number = ""
		}
		for i, line := range strings.Split(text, "\n") {
			if i == 0 && number != "" {
				line = number + " " + line
			}
			d.sink(para{block, foldSpace(line)})
		}
	}
	for _, p := range after {
		d.sink(p)
	}
}

// outlineOf returns the outline level that a paragraph style or one of its
// ancestors gives.
func (d *odt) outlineOf(name string) int {
	for range 20 {
		st, ok := d.paragraphs[name]
		if !ok {
			return 0
		}
		if st.outline > 0 {
			return st.outline
		}
		name = st.parent
	}
	return 0
}

// headingNumber counts a heading and prints its number by the outline style.
func (d *odt) headingNumber(level int) string {
	if d.headings == nil || d.headings[level-1].format == "" {
		return ""
	}
	return d.count(d.headings, &d.headCount, level)
}

// count counts an item of a level, from 1, and prints its number.
func (d *odt) count(levels *[10]odtLevel, counters *[10]int, level int) string {
	l := levels[level-1]
	if counters[level-1] == 0 {
		counters[level-1] = max(l.start, 1)
	} else {
		counters[level-1]++
	}
	for i := level; i < 10; i++ {
		counters[i] = 0
	}
	if l.bullet || l.format == "" {
		return ""
	}
	var parts []string
	for i := max(level-max(l.display, 1), 0); i < level; i++ {
		if f := levels[i].format; f != "" {
			parts = append(parts, odtNumber(max(counters[i], 1), f))
		}
	}
	return strings.TrimSpace(l.prefix + strings.Join(parts, ".") + l.suffix)
}

func odtNumber(n int, format string) string {
	switch format {
	case "a":
		return repeated(n, 'a')
	case "A":
		return repeated(n, 'A')
	case "i":
		return wordNumber(n, "lowerRoman")
	case "I":
		return wordNumber(n, "upperRoman")
	case "一, 二, 三, ...":
		return wordNumber(n, "chineseCounting")
	case "1st":
		return wordNumber(n, "ordinal")
	}
	return itoa(n)
}

// list reads a list; lists within its items are its deeper levels.
func (d *odt) list(n *xmltree.Node) {
	l := odtList{style: n.Get("style-name")}
	if k := len(d.stack); k > 0 {
		outer := d.stack[k-1]
		l.counters = outer.counters
		if l.style == "" {
			l.style = outer.style
		}
	} else {
		l.counters = d.counters[l.style]
		if _, continued := n.Lookup("continue-list"); l.counters == nil || n.Get("continue-numbering") != "true" && !continued {
			l.counters = &[10]int{}
		}
		d.counters[l.style] = l.counters
	}
	outerNumber := d.number
	d.stack = append(d.stack, l)
	level := min(len(d.stack), 10)
	for _, item := range n.Children {
		switch item.Name {
		case "list-item":
			if v, err := strconv.Atoi(item.Get("start-value")); err == nil {
				l.counters[level-1] = max(v-1, 0)
			}
			d.number = ""
			if levels := d.lists[l.style]; levels != nil && !onlyLists(item) {
				d.number = d.count(levels, l.counters, level)
			}
			d.children(item)
		case "list-header":
			d.number = "\x00"
			d.children(item)
		}
	}
	d.stack = d.stack[:len(d.stack)-1]
	d.number = outerNumber
	if len(d.stack) == 0 {
		d.number = ""
	}
}

// onlyLists reports whether an item holds nothing but deeper lists, as writers
// wrap an item of level 2 into an empty one of level 1.
func onlyLists(n *xmltree.Node) bool {
	for _, k := range n.Children {
		if k.Name != "" && k.Name != "list" {
			return false
		}
	}
	return len(n.Children) > 0
}

// inline reads what a paragraph holds.
func (d *odt) inline(n *xmltree.Node) {
	for _, k := range n.Children {
		switch k.Name {
		case "":
			d.run.text.WriteString(strings.Join(strings.FieldsFunc(k.Text, isBreak), " "))
			if d.heavy == 0 && strings.TrimSpace(k.Text) != "" {
				d.run.light = true
			}
		case "s":
			d.run.text.WriteByte(' ')
		case "tab":
			d.run.text.WriteByte('\t')
		case "line-break":
			d.run.text.WriteByte('\n')
		case "note":
			d.note(k)
		case "span":
			if d.hidden[k.Get("style-name")] {
				continue
			}
			if d.bold[k.Get("style-name")] {
				d.heavy++
				d.inline(k)
				d.heavy--
				continue
			}
			d.inline(k)
		case "a", "ruby", "ruby-base", "meta", "meta-field", "bookmark-ref", "reference-ref", "sequence", "sequence-ref", "date", "time",
			"page-number", "text-input", "title", "user-field-get", "variable-get", "expression", "placeholder", "conditional-text", "chapter", "author-name", "drop-down":
			d.inline(k)
		case "frame", "custom-shape", "g", "text-box":
			d.boxes(k)
		}
	}
}

func isBreak(r rune) bool { return r == '\n' || r == '\r' }

// note keeps a footnote or endnote; its mark is not text.
func (d *odt) note(n *xmltree.Node) {
	inside := d.inside(n.Child("note-body"))
	if s := flat(inside); s != "" {
		d.notes = append(d.notes, s)
	}
}

// inside reads block content apart from the open paragraph.
func (d *odt) inside(n *xmltree.Node) []para {
	outer, sink, stack, number, after := d.run, d.sink, d.stack, d.number, d.after
	var inside []para
	d.run, d.stack, d.number, d.after = run{}, nil, "", nil
	d.sink = func(p para) { inside = append(inside, p) }
	d.children(n)
	d.run, d.sink, d.stack, d.number, d.after = outer, sink, stack, number, after
	return inside
}

// boxes reads the text boxes of a drawing; they follow the paragraph.
func (d *odt) boxes(n *xmltree.Node) {
	for _, k := range n.Children {
		switch k.Name {
		case "text-box":
			d.after = append(d.after, d.inside(k)...)
		case "frame", "g", "custom-shape":
			d.boxes(k)
		case "p", "list":
			if n.Name == "custom-shape" || n.Name == "text-box" {
				d.after = append(d.after, d.inside(n)...)
				return
			}
		}
	}
}

// table reads a table.
func (d *odt) table(n *xmltree.Node) {
	var t table
	for _, row := range odtRows(n) {
		var cells [][]para
		for _, c := range row.Children {
			if c.Name == "table-cell" {
				cells = append(cells, d.inside(c))
			}
		}
		t.rows = append(t.rows, cells)
	}
	for _, p := range t.paras() {
		d.sink(p)
	}
}

func odtRows(n *xmltree.Node) []*xmltree.Node {
	var rows []*xmltree.Node
	for _, k := range n.Children {
		switch k.Name {
		case "table-row":
			rows = append(rows, k)
		case "table-header-rows", "table-rows", "table-row-group":
			rows = append(rows, odtRows(k)...)
		}
	}
	return rows
}
