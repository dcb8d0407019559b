// Package office reads the documents of word processors: DOCX, ODT, RTF and,
// where a converter is installed, the older DOC.
//
// The numbers of headings and lists, which the files only describe, are written
// as they are printed, for lawyers cite them; what was deleted under tracked
// changes is left out, what was inserted is kept. Begin with [DOCX], [ODT],
// [RTF] and [DOC], which are readers as package reading defines them.
package office

import (
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"policyscan/ingest/archive"
	"policyscan/ingest/reading"
	"policyscan/ingest/xmltree"
)

// DOCX reads Office Open XML documents (ECMA-376, ISO/IEC 29500), strict and
// transitional.
type DOCX struct{}

// Name implements reading.Reader.
func (DOCX) Name() string { return "docx" }

// Version implements reading.Reader.
func (DOCX) Version() int { return 1 }

// Read implements reading.Reader.
func (DOCX) Read(ctx context.Context, r io.ReaderAt, size int64, opt reading.Options) (reading.Extraction, error) {
	if head := make([]byte, 4); size > 4 {
		if _, err := r.ReadAt(head, 0); err == nil && string(head) == "\xd0\xcf\x11\xe0" {
			return reading.Extraction{}, &reading.Refusal{Code: "password", Reason: "the document is encrypted", Hint: "save it without a password"}
		}
	}
	pkg, err := openPackage(r, size)
	if err != nil {
		return reading.Extraction{}, err
	}
	b := reading.NewBuilder("docx", opt)
	main := pkg.mainPart()
	doc, err := pkg.part(main)
	if err != nil {
		return reading.Extraction{}, err
	}
	d := &docx{ctx: ctx, b: b, pkg: pkg, folder: path.Dir(main)}
	b.Extraction.Problems = append(b.Extraction.Problems, doc.Problems...)
	d.styles = readStyles(d.optional("styles.xml"))
	d.numbers = readNumbering(d.optional("numbering.xml"), d.styles)
	d.coreProperties()
	d.sink = d.write
	d.children(doc.Root.Child("body"))
	d.notes("footnotes.xml", "footnote", d.footnotes)
	d.notes("endnotes.xml", "endnote", d.endnotes)
	if err := ctx.Err(); err != nil {
		return reading.Extraction{}, err
	}
	return finish(b)
}

// finish returns the extraction, or a refusal where it holds no text.
func finish(b *reading.Builder) (reading.Extraction, error) {
	ex := b.Done()
	if ex.Text == "" {
		return reading.Extraction{}, &reading.Refusal{Code: "empty", Reason: "the document holds no text", Hint: "pages that are images must be saved as PDF to be recognised"}
	}
	return ex, nil
}

// pack is an office document's ZIP file.
type pack struct{ *archive.Archive }

func openPackage(r io.ReaderAt, size int64) (pack, error) {
	limits := archive.DefaultLimits()
	limits.Member, limits.Total = xmltree.MaxBytes, 4*xmltree.MaxBytes
	limits.Ratio = 1100 // more than Deflate can: tables of one word repeat themselves, and Member is bound enough
	a, err := archive.Open(r, size, limits)
	return pack{a}, err
}

// part parses an XML member.
func (p pack) part(name string) (*xmltree.Tree, error) {
	data, err := p.ReadFile(name)
	if err != nil {
		return nil, err
	}
	t, err := xmltree.Parse(data)
	if err != nil {
		var refusal *reading.Refusal
		if errors.As(err, &refusal) {
			return nil, &reading.Refusal{Code: refusal.Code, Reason: name + ": " + refusal.Reason}
		}
		return nil, err
	}
	return t, nil
}

// mainPart finds the part that holds the document.
func (p pack) mainPart() string {
	if rels, err := p.part("_rels/.rels"); err == nil {
		for _, r := range rels.Root.Children {
			if strings.HasSuffix(r.Get("Type"), "/officeDocument") {
				if name := strings.TrimPrefix(path.Clean(r.Get("Target")), "/"); p.Has(name) {
					return name
				}
			}
		}
	}
	return "word/document.xml"
}

// docx reads one document.
type docx struct {
	ctx     context.Context
	b       *reading.Builder
	pkg     pack
	folder  string
	styles  styles
	numbers *numbers
	sink    func(para)

	run       run    // the open paragraph
	carried   bool   // the mark of the last paragraph was deleted: the next one continues it
	after     []para // paragraphs of text boxes, written behind the paragraph that holds them
	fields    []bool // open fields: whether their result has begun
	contents  int    // depth of tables of contents
	nodes     int
	footnotes map[string]int // id to number, in the order of their marks
	endnotes  map[string]int
}

// run collects the text of a paragraph.
type run struct {
	text  strings.Builder
	light bool // some text is not bold
}

// optional parses a part beside the document; nil where there is none. Damage is
// a problem, not an error.
func (d *docx) optional(name string) *xmltree.Node {
	full := path.Join(d.folder, name)
	if !d.pkg.Has(full) {
		return nil
	}
	t, err := d.pkg.part(full)
	if err != nil {
		d.b.Problem(0, "part-damaged", full+" cannot be read, so that numbers or notes may be missing: "+err.Error())
		return nil
	}
	return t.Root
}

func (d *docx) write(p para) { d.b.Add(p.block, p.text) }

// children walks block content: paragraphs, tables and what wraps them.
func (d *docx) children(n *xmltree.Node) {
	if n == nil {
		return
	}
	for _, k := range n.Children {
		if d.nodes++; d.nodes%1024 == 0 && d.ctx.Err() != nil {
			return
		}
		switch k.Name {
		case "p":
			d.paragraph(k)
		case "tbl":
			d.table(k)
		case "sdt":
			d.structured(k)
		case "ins", "moveTo", "customXml", "smartTag", "sdtContent", "body":
			d.children(k)
		case "AlternateContent":
			d.children(alternative(k))
		case "altChunk":
			d.b.Problem(0, "part-skipped", "text that another file brings into the document is not read")
		}
	}
}

// structured walks a content control; a gallery of contents is marked.
func (d *docx) structured(n *xmltree.Node) {
	gallery := n.Path("sdtPr", "docPartObj", "docPartGallery")
	toc := gallery != nil && strings.Contains(gallery.Get("val"), "Table of Contents")
	if toc {
		d.contents++
	}
	d.children(n.Child("sdtContent"))
	if toc {
		d.contents--
	}
}

// alternative chooses what to read of content that is given twice.
func alternative(n *xmltree.Node) *xmltree.Node {
	if f := n.Child("Choice"); f != nil {
		return f
	}
	return n.Child("Fallback")
}

// paragraph reads a paragraph and passes it on.
func (d *docx) paragraph(n *xmltree.Node) {
	props := n.Child("pPr")
	if !d.carried {
		d.run = run{}
	}
	d.inline(n)
	if mark := props.Path("rPr", "del"); mark != nil {
		d.carried = true // joined with the next paragraph
		return
	}
	d.carried = false
	block, number := d.format(props)
	text := strings.TrimSpace(d.run.text.String())
	block.Bold = block.Role == reading.Paragraph && !d.run.light
	d.run = run{}
	after := d.after
	d.after = nil
	if text != "" {
		for i, line := range strings.Split(text, "\n") {
			if i == 0 && number != "" {
				line = number + " " + strings.TrimSpace(line)
			}
			if i > 0 && block.Role == reading.ListItem {
				block.Role, block.Level = reading.Paragraph, 0
			}
			d.sink(para{block, foldSpace(line)})
		}
	}
	for _, p := range after {
		d.sink(p)
	}
}

// foldSpace makes one space of runs of spaces and of tabs.
func foldSpace(s string) string {
	if !strings.Contains(s, "  ") && !strings.Contains(s, "\t") {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\t' }), " ")
}

// format returns the block and the printed number of a paragraph, by its style
// and its own properties.
func (d *docx) format(props *xmltree.Node) (reading.Block, string) {
	style := d.styles.of(props)
	var block reading.Block
	switch {
	case d.contents > 0 || style.toc:
		block.Role = reading.Contents
	case style.outline > 0:
		block.Role, block.Level = reading.Heading, min(style.outline, 6)
	}
	number := ""
	if style.num != "" && style.num != "0" {
		number = d.numbers.next(style.num, style.level)
		if block.Role == reading.Paragraph {
			block.Role, block.Level = reading.ListItem, style.level+1
		}
	}
	return block, number
}

// inline reads what a paragraph holds.
func (d *docx) inline(n *xmltree.Node) {
	if n == nil {
		return
	}
	for _, k := range n.Children {
		switch k.Name {
		case "r":
			d.textRun(k)
		case "hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo", "rubyBase":
			d.inline(k)
		case "oMath", "oMathPara":
			d.put(k.String(), false)
		case "AlternateContent":
			d.inline(alternative(k))
		}
	}
}

// put adds text to the open paragraph, unless it is the code of a field.
func (d *docx) put(s string, bold bool) {
	for _, result := range d.fields {
		if !result {
			return
		}
	}
	d.run.text.WriteString(s)
	if !bold && strings.TrimSpace(s) != "" {
		d.run.light = true
	}
}

// textRun reads a run of text.
func (d *docx) textRun(n *xmltree.Node) {
	props := n.Child("rPr")
	if on(props.Child("vanish")) || on(props.Child("del")) {
		return
	}
	bold := on(props.Child("b"))
	for _, k := range n.Children {
		switch k.Name {
		case "t":
			for _, t := range k.Children {
				d.put(strings.ReplaceAll(t.Text, "\n", " "), bold)
			}
		case "tab", "ptab":
			d.put("\t", true)
		case "br", "cr":
			d.put("\n", true)
		case "noBreakHyphen":
			d.put("-", true)
		case "sym":
			d.put(symbol(k), true)
		case "fldChar":
			d.field(k.Get("fldCharType"))
		case "footnoteReference":
			d.footnotes = note(d.footnotes, k.Get("id"))
		case "endnoteReference":
			d.endnotes = note(d.endnotes, k.Get("id"))
		case "ruby":
			d.inline(k.Child("rubyBase"))
		case "drawing", "pict", "object", "AlternateContent":
			d.boxes(k)
		}
	}
}

// field follows the characters that begin, divide and end a field: code before
// the division is not text, the result behind it is.
func (d *docx) field(kind string) {
	switch n := len(d.fields); {
	case kind == "begin":
		d.fields = append(d.fields, false)
	case kind == "separate" && n > 0:
		d.fields[n-1] = true
	case kind == "end" && n > 0:
		d.fields = d.fields[:n-1]
	}
}

// note gives the next number to a note that is referred to.
func note(notes map[string]int, id string) map[string]int {
	if notes == nil {
		notes = map[string]int{}
	}
	if _, seen := notes[id]; !seen {
		notes[id] = len(notes) + 1
	}
	return notes
}

// boxes reads the text boxes of a drawing; their paragraphs follow the one that
// holds the drawing.
func (d *docx) boxes(n *xmltree.Node) {
	if n.Name == "AlternateContent" {
		n = alternative(n)
	}
	box := n.Find("txbxContent")
	if box == nil {
		return
	}
	outer, carried, sink, fields := d.run, d.carried, d.sink, d.fields
	var inside []para
	d.run, d.carried, d.fields = run{}, false, nil
	d.sink = func(p para) { inside = append(inside, p) }
	d.children(box)
	d.run, d.carried, d.sink, d.fields = outer, carried, sink, fields
	d.after = append(d.after, inside...)
}

// table reads a table.
func (d *docx) table(n *xmltree.Node) {
	outer := d.sink
	var t table
	for _, row := range rowsOf(n) {
		if row.Path("trPr", "del") != nil {
			continue
		}
		var cells [][]para
		for _, cell := range cellsOf(row) {
			var inside []para
			d.sink = func(p para) { inside = append(inside, p) }
			d.children(cell)
			cells = append(cells, inside)
		}
		t.rows = append(t.rows, cells)
	}
	d.sink = outer
	for _, p := range t.paras() {
		d.sink(p)
	}
}

func rowsOf(n *xmltree.Node) []*xmltree.Node  { return named(n, "tr") }
func cellsOf(n *xmltree.Node) []*xmltree.Node { return named(n, "tc") }

// named lists the children of a name, through content controls and insertions.
func named(n *xmltree.Node, name string) []*xmltree.Node {
	var out []*xmltree.Node
	if n == nil {
		return out
	}
	for _, k := range n.Children {
		switch k.Name {
		case name:
			out = append(out, k)
		case "sdt", "sdtContent", "customXml", "ins":
			out = append(out, named(k, name)...)
		}
	}
	return out
}

// notes adds the footnotes or endnotes that were referred to, in their order.
func (d *docx) notes(part, name string, numbers map[string]int) {
	if len(numbers) == 0 {
		return
	}
	root := d.optional(part)
	if root == nil {
		return
	}
	texts := make([]string, len(numbers)+1)
	for _, n := range root.Children {
		number, ok := numbers[n.Get("id")]
		if n.Name != name || !ok {
			continue
		}
		var inside []para
		d.sink = func(p para) { inside = append(inside, p) }
		d.children(n)
		texts[number] = flat(inside)
	}
	for number, text := range texts {
		if text != "" {
			d.b.Add(reading.Block{Role: reading.Footnote}, itoa(number)+" "+text)
		}
	}
}

// coreProperties records what the file says about the document.
func (d *docx) coreProperties() {
	const name = "docProps/core.xml"
	if !d.pkg.Has(name) {
		return
	}
	t, err := d.pkg.part(name)
	if err != nil {
		return
	}
	for _, n := range t.Root.Children {
		key, rank := "", 1
		switch n.Name {
		case "title":
			key = "title" // often left over from a template
		case "language":
			key, rank = "language", setting
		case "creator":
			key = "author"
		case "created":
			key = "date-created"
		case "modified":
			key = "date-modified"
		}
		if key != "" {
			before := len(d.b.Extraction.Meta)
			d.b.Meta(key, n.String(), name+" "+n.Prefix+":"+n.Name)
			if len(d.b.Extraction.Meta) > before {
				d.b.Extraction.Meta[before].Rank = rank
			}
		}
	}
	if d.styles.lang != "" {
		d.b.Meta("language", d.styles.lang, "word/styles.xml w:lang")
		d.b.Extraction.Meta[len(d.b.Extraction.Meta)-1].Rank = setting
	}
}

// setting is the rank of what a word processor writes into every document by its
// own settings, whatever the document's language is.
const setting = 5
