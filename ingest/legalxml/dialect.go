package legalxml

import (
	"context"
	"strings"

	"policyscan/ingest/reading"
	"policyscan/ingest/xmltree"
)

// action is what an element means.
type action int

const (
	inline    action = iota // its text belongs to the block around it
	block                   // a block, or several
	division                // a provision or a part of the document
	number                  // the number of the division around it
	heading                 // its heading
	margin                  // its marginal note
	skip                    // nothing that is printed, or not text
	quoted                  // text of another instrument
	annotated               // editorial notes
	footnote                // a note with its mark
	contents                // a table of contents
	table                   // rows below it are rows of a table
	row
	lineBreak
	space // what is printed as a gap
	title // the title of the document
)

// rule says what an element means, and as what it is written.
type rule struct {
	do    action
	typ   string // of a division
	kind  string // of a division
	level int    // of a heading; 0 for by depth
	role  reading.Role
}

// dialect is a kind of XML.
type dialect struct {
	name  string
	rules map[string]rule
	other rule // elements that the rules do not name
	// special writes elements that the rules cannot describe; it reports whether
	// it did.
	special func(w *writer, n *xmltree.Node) bool
	// begin may change a division before it is opened.
	begin func(w *writer, n *xmltree.Node, d *reading.Division)
	// numberText returns the number as it is printed.
	numberText func(n *xmltree.Node) string
	meta       func(w *writer, root *xmltree.Node)
}

// writer writes one document.
type writer struct {
	flow
	ctx     context.Context
	b       *reading.Builder
	dialect *dialect

	items    int       // depth of items below the basic provision
	headings []flatOne // divisions that headings opened (dialects with flat headings)
	nodes    int
	skipped  map[*xmltree.Node]bool // children that were written already
	mixed    map[*xmltree.Node]bool // whether text stands between the children (generic XML)
}

// flatOne is a division that lasts until a heading of its level or above.
type flatOne struct{ level, depth int }

// divisionsBelow lists the types of divisions that may begin on the line of the
// number above them: "2 (1)(a)".
var divisionsBelow = map[string]bool{
	"subsection": true, "paragraph": true, "subparagraph": true, "clause": true, "subclause": true, "item": true,
	"point": true, "indent": true, "alinea": true, "list": true, "sublist": true, "definition": true, "content": true,
}

// itemTypes lists the types of divisions that are items of lists.
var itemTypes = map[string]bool{
	"paragraph": true, "subparagraph": true, "clause": true, "subclause": true, "item": true, "point": true, "indent": true,
}

// node writes a node. The tree bounds its depth, so recursion is bounded.
func (w *writer) node(n *xmltree.Node) {
	if n.Name == "" {
		w.inline(n.Text)
		return
	}
	if w.nodes++; w.nodes%2048 == 0 && w.ctx.Err() != nil || w.skipped[n] {
		return
	}
	if w.dialect.special != nil && w.dialect.special(w, n) {
		return
	}
	r, ok := w.dialect.rules[n.Name]
	if !ok {
		r = w.dialect.other
	}
	w.apply(n, r)
}

// apply writes an element as a rule says.
func (w *writer) apply(n *xmltree.Node, r rule) {
	switch r.do {
	case inline:
		w.children(n)
	case block:
		w.blockOf(n, reading.Block{Role: r.role, Level: r.level})
	case division:
		w.division(n, r)
	case number:
		w.number(w.numberOf(n))
	case heading:
		w.heading(n, r)
	case margin:
		w.above(reading.Block{Role: reading.MarginNote}, text(n))
	case title:
		w.line(reading.Block{Role: reading.Heading, Level: 1}, text(n))
	case quoted:
		w.quotation(n)
	case annotated:
		w.flush()
		w.notes++
		w.children(n)
		w.flush()
		w.notes--
	case footnote:
		w.footnote(n)
	case contents:
		w.contents(n)
	case table:
		w.flush()
		w.children(n)
		w.flush()
	case row:
		w.row(n)
	case lineBreak, space:
		w.space, w.newline = true, false
	}
}

func (w *writer) children(n *xmltree.Node) {
	for _, k := range n.Children {
		w.node(k)
	}
}

// scoped writes the children of an element; divisions that headings among them
// open end with it.
func (w *writer) scoped(n *xmltree.Node) {
	outer := w.headings
	w.headings = nil
	w.children(n)
	if len(w.headings) > 0 {
		w.flush()
	}
	for len(w.headings) > 0 {
		w.closeHeading()
	}
	w.headings = outer
}

// blockOf writes an element as a block. Text behind a number stays on its line.
func (w *writer) blockOf(n *xmltree.Node, b reading.Block) {
	if !w.labels {
		w.flush()
		w.block = b
		if b.Role == reading.Paragraph && w.items > 0 && w.atStart() {
			w.block.Role, w.block.Level = reading.ListItem, w.items
		}
	}
	w.scoped(n)
	w.flush()
}

// atStart reports whether the innermost division has no text yet.
func (w *writer) atStart() bool {
	d := w.current()
	return d != nil && d.Start < 0
}

// division opens a division for an element, and closes it behind it.
func (w *writer) division(n *xmltree.Node, r rule) {
	d := reading.Division{Type: r.typ, Kind: r.kind, ID: identifier(n)}
	if d.Type == "" {
		d.Type = n.Name
	}
	for _, k := range n.Children {
		switch rr := w.dialect.rules[k.Name]; {
		case k.Name == "":
		case k.Name == "NP" && k.Child("NO.P") != nil && d.Num == "": // Formex wraps number and text
			d.Num = w.numberOf(k.Child("NO.P"))
		case rr.do == number && d.Num == "":
			d.Num = w.numberOf(k)
		case (rr.do == heading || rr.do == margin) && d.Heading == "":
			d.Heading = text(k)
		}
	}
	if w.dialect.begin != nil {
		w.dialect.begin(w, n, &d)
	}
	below := divisionsBelow[d.Type]
	switch {
	case w.labels && below && d.Num != "" && w.buf.Len() < 60:
	case w.labels && !below:
		w.block = reading.Block{Role: reading.Heading, Level: w.headingLevel()}
		w.flush()
	case !w.labels:
		w.flush()
	}
	outer := w.current()
	item := itemTypes[d.Type] && d.Num != "" && !(d.Type == "paragraph" && outer != nil && outer.Type == "article")
	w.open(d)
	if item {
		w.items++
	}
	items := w.items
	if !below {
		w.items = 0
	}
	if item {
		w.block = reading.Block{Role: reading.ListItem, Level: w.items}
	}
	w.scoped(n)
	w.items = items
	if item {
		w.items--
	}
	w.close()
}

func (w *writer) headingLevel() int { return min(max(len(w.stack)+1, 2), 6) }

// heading writes the heading of the division around it, behind its number where
// that stands before it.
func (w *writer) heading(n *xmltree.Node, r rule) {
	b := reading.Block{Role: reading.Heading, Level: r.level}
	if b.Level == 0 {
		b.Level = w.headingLevel()
	}
	d := w.current()
	switch {
	case w.labels && d != nil && divisionsBelow[d.Type] && runIn(n): // the text goes on behind it
		w.children(n)
		w.labels = true
	case w.labels:
		w.block = b
		w.children(n)
		w.flush()
	case d != nil && d.Start < 0 && d.Num != "" && !strings.HasPrefix(text(n), d.Num):
		w.above(b, text(n)) // its number follows
	default:
		w.flush()
		w.block = b
		w.children(n)
		w.flush()
	}
}

// runIn reports whether a heading is printed on the line of the text that it
// heads: it ends in a dash.
func runIn(n *xmltree.Node) bool {
	s := text(n)
	return strings.HasSuffix(s, "—") || strings.HasSuffix(s, "–")
}

// quotation writes text of another instrument.
func (w *writer) quotation(n *xmltree.Node) {
	w.flush()
	items := w.items
	w.quoted++
	w.items = 0
	w.scoped(n)
	w.flush()
	w.quoted--
	w.items = items
}

// footnote writes a note; it stands behind the body.
func (w *writer) footnote(n *xmltree.Node) {
	s := n.Get("marker")
	for _, k := range n.Children {
		s += " " + spaced(k)
	}
	s = strings.TrimSpace(s)
	if s != "" {
		w.b.Add(reading.Block{Role: reading.Footnote}, s)
	}
}

// contents writes the lines of a table of contents.
func (w *writer) contents(n *xmltree.Node) {
	w.flush()
	leaf := true
	for _, k := range n.Children {
		if k.Name != "" && w.dialect.rules[k.Name].do == contents {
			leaf = false
		}
	}
	if leaf {
		w.held++
		w.line(reading.Block{Role: reading.Contents}, spaced(n))
		w.held--
		return
	}
	for _, k := range n.Children {
		if k.Name != "" {
			w.contents(k)
		}
	}
}

// row writes a row of a table.
func (w *writer) row(n *xmltree.Node) {
	w.flush()
	var cells []string
	for _, k := range n.Children {
		if k.Name != "" && w.dialect.rules[k.Name].do != skip {
			cells = append(cells, spaced(k))
		}
	}
	s := strings.TrimRight(strings.Join(cells, "\t"), "\t ")
	if s == "" {
		return
	}
	w.begin()
	w.add(reading.Block{Role: reading.TableRow}, s)
	w.marks = w.marks[:0]
}

// text returns what is printed of an element on one line, without notes.
func text(n *xmltree.Node) string {
	var out strings.Builder
	writeText(&out, n, false)
	return strings.Join(strings.Fields(out.String()), " ")
}

// spaced returns the text of an element with a space between its elements.
func spaced(n *xmltree.Node) string {
	var out strings.Builder
	writeText(&out, n, true)
	return strings.Join(strings.Fields(out.String()), " ")
}

func writeText(out *strings.Builder, n *xmltree.Node, apart bool) {
	switch n.Name {
	case "":
		out.WriteString(n.Text)
		return
	case "authorialNote", "noteRef", "FootnoteRef", "CommentaryRef", "footnote", "FootnoteRefs", "HistoricalNote", "Rt":
		return
	case "br", "eol", "Leader", "LeaderRightJustified", "p", "P", "block":
		out.WriteByte(' ')
	}
	for _, k := range n.Children {
		if apart && k.Name != "" && !dressing[k.Name] {
			out.WriteByte(' ')
		}
		writeText(out, k, apart)
	}
}

// dressing lists elements within words and phrases of several dialects.
var dressing = map[string]bool{
	"b": true, "i": true, "u": true, "sup": true, "sub": true, "span": true, "em": true, "ref": true, "Sup": true, "Sub": true,
	"Emphasis": true, "XRefExternal": true, "XRefInternal": true, "DefinedTermEn": true, "DefinedTermFr": true, "HT": true,
}

// numberOf returns the number that an element prints.
func (w *writer) numberOf(n *xmltree.Node) string {
	if w.dialect.numberText != nil {
		return w.dialect.numberText(n)
	}
	return text(n)
}

// identifier returns the id of an element.
func identifier(n *xmltree.Node) string {
	for _, name := range [...]string{"eId", "id", "identifier"} {
		for _, a := range n.Attr {
			if a.Name == name && a.Value != "" {
				return a.Value
			}
		}
	}
	return ""
}

// closeHeading closes the innermost division that a heading opened, with all
// that is open in it.
func (w *writer) closeHeading() {
	last := w.headings[len(w.headings)-1]
	w.headings = w.headings[:len(w.headings)-1]
	for len(w.stack) > last.depth {
		w.close()
	}
}

// flatHeading opens a division for a heading that stands beside what it heads;
// it lasts until the next heading of its level or above.
func (w *writer) flatHeading(d reading.Division, level int, line string) {
	w.flush()
	w.closeHeadings(level)
	if d.Num == "" {
		w.line(reading.Block{Role: reading.Heading, Level: min(level+1, 6)}, line)
		return
	}
	w.headings = append(w.headings, flatOne{level, len(w.stack)})
	w.open(d)
	w.line(reading.Block{Role: reading.Heading, Level: min(level+1, 6)}, line)
}

// closeHeadings closes the divisions of headings of a level and below.
func (w *writer) closeHeadings(level int) {
	for n := len(w.headings); n > 0 && w.headings[n-1].level >= level; n = len(w.headings) {
		w.closeHeading()
	}
}

// meta records what a path of elements says.
func (w *writer) metaText(key string, n *xmltree.Node, from string) {
	if n != nil {
		w.b.Meta(key, text(n), from)
	}
}

func (w *writer) metaAttr(key string, n *xmltree.Node, attr, from string) {
	if n != nil {
		w.b.Meta(key, n.Get(attr), from)
	}
}
