package web

import (
	"context"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"policyscan/ingest/lines"
	"policyscan/ingest/reading"
)

// maxHeading is the longest heading, in bytes; what is longer is text that was
// set as a heading for its looks.
const maxHeading = 400

// page writes the blocks of one page.
type page struct {
	ctx     context.Context
	b       *reading.Builder
	content content
	lang    string // of the page

	buf     strings.Builder
	space   bool // white space waits to be written
	newline bool // … and it holds a line end
	text    bool // something was written since the block began
	bold    int  // depth of bold elements
	light   bool // some text of the block is not bold
	linked  int  // depth of links within the page
	plain   bool // some text of the block is not a link within the page
	small   int  // depth of small print
	large   bool // some text of the open line is not small
	line    int  // where the open line begins in buf
	langs   []string
	lists   []list
	block   reading.Block
	prefix  string // number of the list item that has not been written
	note    bool   // within a footnote
	pre     bool
	links   []int // blocks that are nothing but links within the page
	nodes   int
}

func newPage(ctx context.Context, b *reading.Builder, doc *html.Node) *page {
	p := &page{ctx: ctx, b: b}
	for _, m := range b.Extraction.Meta {
		if m.Key == "language" && (m.From == "html lang" || m.From == "body lang" || m.From == "package dc:language") {
			p.lang = m.Value
		}
	}
	return p
}

// write writes the main content of the page.
func (p *page) write(c content) error {
	p.content = c
	p.children(c.root)
	p.flush()
	p.markContents()
	return p.ctx.Err()
}

func (p *page) children(n *html.Node) {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		p.node(k)
	}
}

// node writes one node. The parser bounds the depth of elements, so recursion
// is bounded.
func (p *page) node(n *html.Node) {
	if p.nodes++; p.nodes%4096 == 0 && p.ctx.Err() != nil {
		return
	}
	switch n.Type {
	case html.TextNode:
		p.inline(n.Data)
		return
	case html.ElementNode:
	default:
		p.children(n)
		return
	}
	if hidden(n) || p.content.boilerplate(n) || noteMark(n) {
		return
	}
	if lang := attr(n, "lang"); lang != "" {
		p.langs = append(p.langs, lang)
		defer func() { p.langs = p.langs[:len(p.langs)-1] }()
	}
	p.element(n)
}

// element writes an element by its kind.
func (p *page) element(n *html.Node) {
	if isNote(n) && !p.note {
		p.flush()
		p.note = true
		p.children(n)
		p.flush()
		p.note = false
		return
	}
	a := n.DataAtom
	switch {
	case a == atom.Br:
		p.lineBreak()
	case a == atom.Table:
		p.table(n)
	case a == atom.Ul || a == atom.Ol || a == atom.Menu || a == atom.Dir:
		p.list(n)
	case a == atom.Li:
		p.item(n)
	case headingLevel(a) > 0:
		p.flush()
		p.block = reading.Block{Role: reading.Heading, Level: headingLevel(a)}
		p.children(n)
		p.flush()
	case a == atom.Pre || a == atom.Listing || a == atom.Xmp:
		p.preformatted(n)
	case a == atom.Dd || a == atom.Dt:
		p.flush()
		p.children(n)
		p.flush()
	case a == atom.Sup && p.small == 0 && editorMark.MatchString(plainText(n)): // of a note below the provision
	case a == atom.Small:
		p.small++
		p.children(n)
		p.small--
	case a == atom.B || a == atom.Strong || a == atom.Th:
		p.bold++
		p.children(n)
		p.bold--
	case a == atom.A && strings.HasPrefix(attr(n, "href"), "#"):
		p.linked++
		p.children(n)
		p.linked--
	case inlineElement[a] || a == 0 || a == atom.Label || a == atom.Time || a == atom.Wbr || a == atom.Ruby || a == atom.Rb:
		p.children(n)
	case a == atom.Rt || a == atom.Rp: // pronunciation above the characters
	case a == atom.Img:
	default:
		p.boundary()
		p.children(n)
		p.boundary()
	}
}

// boundary ends a block, but keeps the number of a list item for the paragraph
// that follows within the item.
func (p *page) boundary() {
	if p.text {
		p.flush()
	}
	p.space = false
}

// inline writes text, white space folded.
func (p *page) inline(s string) {
	if p.pre {
		p.buf.WriteString(s)
		p.text = p.text || strings.TrimSpace(s) != ""
		return
	}
	for i := 0; i < len(s); {
		if n := blank(s[i:]); n > 0 {
			p.space = true
			p.newline = p.newline || s[i] == '\n'
			i += n
			continue
		}
		k := i
		for k < len(s) && blank(s[k:]) == 0 {
			k++
		}
		p.word(s[i:k])
		i = k
	}
}

// blank returns the length of the white space character at the start of s, the
// no-break space among them, or 0.
func blank(s string) int {
	switch c := s[0]; {
	case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f':
		return 1
	case c == 0xC2 && len(s) > 1 && s[1] == 0xA0:
		return 2
	}
	return 0
}

// word writes a run of characters that are not white space.
func (p *page) word(w string) {
	if !p.text {
		if p.prefix != "" {
			if !lines.Enumerates(w + " ") {
				p.buf.WriteString(p.prefix)
				p.buf.WriteByte(' ')
			}
			p.prefix = ""
		}
	} else if p.space && p.buf.Len() > p.line && !(p.newline && p.wideAround(w)) {
		p.buf.WriteByte(' ')
	}
	p.space, p.newline = false, false
	p.buf.WriteString(w)
	p.text = true
	if p.bold == 0 && hasLetter(w) {
		p.light = true
	}
	p.large = p.large || p.small == 0
	if p.linked == 0 && hasLetter(w) {
		p.plain = true
	}
}

// wideAround reports whether a line end stands between characters of a script
// without spaces, where it means nothing.
func (p *page) wideAround(next string) bool {
	r, _ := utf8.DecodeRuneInString(next)
	if !lines.Wide(r) {
		return false
	}
	s := p.buf.String()
	r, _ = utf8.DecodeLastRuneInString(s)
	return lines.Wide(r)
}

func hasLetter(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

// lineBreak ends a printed line; in a heading the next line belongs to it.
func (p *page) lineBreak() {
	if p.text {
		p.endLine()
		if p.buf.Len() > 0 {
			p.buf.WriteByte('\n')
		}
		p.space, p.newline, p.large, p.line = false, false, false, p.buf.Len()
	}
}

// editorMark matches the mark of a note that an editor sets below a provision.
var editorMark = regexp.MustCompile(`^\d{1,3}\)$`)

// editorNote matches such a note.
var editorNote = regexp.MustCompile(`^\d{1,3}\) ?\S`)

// endLine ends a printed line; notes in small print below a provision become
// annotations.
func (p *page) endLine() {
	s := p.buf.String()
	if p.large || p.pre || p.note || !editorNote.MatchString(s[p.line:]) {
		return
	}
	if before := strings.TrimSpace(s[:p.line]); before != "" {
		p.emit(before)
	}
	p.b.Add(reading.Block{Role: reading.Annotation}, s[p.line:])
	p.buf.Reset()
	p.line = 0
}

// flush ends the open block and adds it.
func (p *page) flush() {
	if p.text {
		p.endLine()
	}
	if p.text && p.buf.Len() > 0 {
		p.emit(p.buf.String())
	}
	p.buf.Reset()
	p.large, p.line = false, 0
	if p.text || p.block.Role == reading.Heading {
		p.block = reading.Block{}
	}
	p.text, p.light, p.plain, p.space, p.newline = false, false, false, false, false
}

// emit adds a block, or one for each line that line breaks divide.
func (p *page) emit(s string) {
	block := p.block
	block.Bold = !p.light && block.Role == reading.Paragraph
	if n := len(p.langs); n > 0 && p.langs[n-1] != p.lang {
		block.Lang = p.langs[n-1]
	}
	if p.note {
		block.Role, block.Level = reading.Footnote, 0
	}
	switch {
	case block.Role == reading.Preformat:
		block.Bold = false
		p.b.Add(block, s)
		return
	case block.Role == reading.Heading && len(s) > maxHeading:
		block.Role, block.Level = reading.Paragraph, 0
		p.add(block, strings.ReplaceAll(s, "\n", " "))
		return
	case block.Role == reading.Heading || p.note || !strings.Contains(s, "\n"):
		p.add(block, s)
		return
	}
	for _, line := range lines.NewJoiner(s).Join(strings.Split(s, "\n")) {
		p.add(block, line)
		if block.Role == reading.ListItem {
			block.Role, block.Level = reading.Paragraph, 0
		}
	}
}

func (p *page) add(block reading.Block, s string) {
	start, end := p.b.Add(block, s)
	if !p.plain && end > start && block.Role != reading.Heading {
		p.links = append(p.links, len(p.b.Extraction.Blocks)-1)
	}
}

func (p *page) preformatted(n *html.Node) {
	p.flush()
	p.block = reading.Block{Role: reading.Preformat}
	p.pre = true
	p.children(n)
	p.pre = false
	p.light, p.plain = true, true
	p.flush()
}

// markContents gives the role of a table of contents to runs of blocks that are
// nothing but links within the page.
func (p *page) markContents() {
	const run = 3
	for i := 0; i < len(p.links); {
		k := i + 1
		for k < len(p.links) && p.links[k] == p.links[k-1]+1 {
			k++
		}
		if k-i >= run {
			for _, b := range p.links[i:k] {
				p.b.Extraction.Blocks[b].Role, p.b.Extraction.Blocks[b].Level, p.b.Extraction.Blocks[b].Bold = reading.Contents, 0, false
			}
		}
		i = k
	}
}
