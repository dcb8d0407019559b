// Package xmltree parses XML that may be damaged or hostile into a tree of
// elements within limits.
//
// Entities are not expanded but for characters and short texts; external ones
// are not fetched; elements nested more deeply than MaxDepth are folded into
// their ancestor, so that a tree can be walked by recursion. Begin with [Parse].
package xmltree

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"golang.org/x/net/html/charset"

	"policyscan/ingest/reading"

	decode "policyscan/ingest/charset"
)

// MaxDepth is the depth of the deepest elements of a tree.
const MaxDepth = 400

// MaxBytes is the largest XML file that is parsed.
const MaxBytes = 128 << 20

// maxNodes bounds the memory that a tree takes; a node needs about 200 bytes.
const maxNodes = 3 << 20

// Node is an element, or a text where Name is empty.
type Node struct {
	Name     string // local name
	Prefix   string // of the name, as written
	Attr     []Attr
	Text     string // of a text node
	Children []*Node
	Parent   *Node
}

// Attr is an attribute.
type Attr struct{ Prefix, Name, Value string }

// Get returns the value of the attribute with a local name, "" where there is
// none. A nil node has none.
func (n *Node) Get(name string) string {
	if n == nil {
		return ""
	}
	for i := range n.Attr {
		if n.Attr[i].Name == name {
			return n.Attr[i].Value
		}
	}
	return ""
}

// Lookup returns the value of the attribute with a local name, and whether there
// is one.
func (n *Node) Lookup(name string) (string, bool) {
	for i := range n.Attr {
		if n.Attr[i].Name == name {
			return n.Attr[i].Value, true
		}
	}
	return "", false
}

// Child returns the first child element of a name, or nil. A nil node has none.
func (n *Node) Child(name string) *Node {
	if n == nil {
		return nil
	}
	for _, k := range n.Children {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// Path follows child elements by their names; it is nil where one is missing.
func (n *Node) Path(names ...string) *Node {
	for _, name := range names {
		n = n.Child(name)
	}
	return n
}

// Find returns the first element of a name below n in the order of the
// document, or nil.
func (n *Node) Find(name string) *Node {
	if n == nil {
		return nil
	}
	for _, k := range n.Children {
		if k.Name == name {
			return k
		}
		if k.Name != "" {
			if f := k.Find(name); f != nil {
				return f
			}
		}
	}
	return nil
}

// String returns the text below n, white space folded; elements are divided by
// nothing.
func (n *Node) String() string {
	if n == nil {
		return ""
	}
	var out strings.Builder
	n.write(&out)
	return strings.Join(strings.Fields(out.String()), " ")
}

func (n *Node) write(out *strings.Builder) {
	if n.Name == "" {
		out.WriteString(n.Text)
		return
	}
	for _, k := range n.Children {
		k.write(out)
	}
}

// Tree is a parsed file.
type Tree struct {
	Root     *Node
	Problems []reading.Problem
}

// Parse parses an XML file of any encoding. A file that breaks off or is damaged
// gives the tree up to the damage, with a problem; it is an error where there is
// no root element or the file exceeds a limit.
func Parse(data []byte) (*Tree, error) {
	if len(data) > MaxBytes {
		return nil, &reading.Refusal{Code: "too-large", Reason: fmt.Sprintf("an XML file of %d MB is larger than the limit of %d MB", len(data)>>20, MaxBytes>>20)}
	}
	text := decode.Decode(data, declared(data))
	p := &parser{tree: &Tree{}, entities: map[string]string{}}
	if code, sentence := text.Problem(); code != "" && !text.Guessed {
		p.problem(code, sentence)
	}
	p.dec = xml.NewDecoder(strings.NewReader(text.String))
	p.dec.Strict = false
	p.dec.Entity = p.entities
	for k, v := range xml.HTMLEntity {
		p.entities[k] = v
	}
	p.dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // decoded above
	if err := p.run(); err != nil {
		return nil, err
	}
	if p.tree.Root == nil {
		return nil, &reading.Refusal{Code: "damaged", Reason: "the XML has no element"}
	}
	return p.tree, nil
}

// declared returns the encoding that the XML declaration names, or the default
// of XML.
func declared(data []byte) string {
	head := data[:min(len(data), 512)]
	if m := declaration.FindSubmatch(head); m != nil {
		if e, _ := charset.Lookup(string(m[1])); e != nil {
			return string(m[1])
		}
	}
	return "utf-8"
}

var (
	declaration = regexp.MustCompile(`^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9_.:-]+)["']`)
	entity      = regexp.MustCompile(`<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:(SYSTEM|PUBLIC)\b|"([^"]*)"|'([^']*)')`)
)

type parser struct {
	dec      *xml.Decoder
	tree     *Tree
	entities map[string]string
	open     []*Node
	deep     int // open elements below MaxDepth
	nodes    int
}

func (p *parser) problem(code, sentence string) {
	p.tree.Problems = append(p.tree.Problems, reading.Problem{Code: code, Text: sentence})
}

func (p *parser) run() error {
	for {
		tok, err := p.dec.RawToken()
		if errors.Is(err, io.EOF) {
			if len(p.open) > 0 {
				p.problem("truncated", "the XML breaks off within an element")
			}
			return nil
		}
		if err != nil {
			var syntax *xml.SyntaxError
			if errors.As(err, &syntax) {
				p.problem("truncated", fmt.Sprintf("the XML is damaged at line %d: %s; what follows was left out", syntax.Line, syntax.Msg))
				return nil
			}
			return fmt.Errorf("parsing XML: %w", err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			p.start(tok)
		case xml.EndElement:
			p.end(tok.Name.Local)
		case xml.CharData:
			p.text(string(tok))
		case xml.Directive:
			p.doctype(string(tok))
		}
		if p.nodes > maxNodes {
			return &reading.Refusal{Code: "too-large", Reason: fmt.Sprintf("the XML has more than %d elements and texts", maxNodes)}
		}
	}
}

func (p *parser) start(tok xml.StartElement) {
	if len(p.open) >= MaxDepth {
		p.deep++
		return
	}
	n := &Node{Name: tok.Name.Local, Prefix: tok.Name.Space}
	if len(tok.Attr) > 0 {
		n.Attr = make([]Attr, len(tok.Attr))
		for i, a := range tok.Attr {
			n.Attr[i] = Attr{Prefix: a.Name.Space, Name: a.Name.Local, Value: a.Value}
		}
	}
	p.nodes++
	switch {
	case len(p.open) > 0:
		n.Parent = p.open[len(p.open)-1]
		n.Parent.Children = append(n.Parent.Children, n)
	case p.tree.Root == nil:
		p.tree.Root = n
	default: // a second root: the file holds several documents, or is damaged
		n.Parent = p.tree.Root
		p.tree.Root.Children = append(p.tree.Root.Children, n)
	}
	p.open = append(p.open, n)
}

// end closes an element. An end that matches no start is passed over; one that
// matches an outer element closes what was left open within it.
func (p *parser) end(name string) {
	if p.deep > 0 {
		p.deep--
		return
	}
	for i := len(p.open) - 1; i >= 0; i-- {
		if p.open[i].Name == name {
			p.open = p.open[:i]
			return
		}
		if len(p.open)-i > 8 {
			return
		}
	}
}

func (p *parser) text(s string) {
	if len(p.open) == 0 || s == "" {
		return
	}
	parent := p.open[len(p.open)-1]
	if n := len(parent.Children); n > 0 && parent.Children[n-1].Name == "" {
		if len(parent.Children[n-1].Text) < 256 { // so that joining stays linear
			parent.Children[n-1].Text += s
			return
		}
	}
	p.nodes++
	parent.Children = append(parent.Children, &Node{Text: s, Parent: parent})
}

// doctype takes the definitions of short entities and reports the others.
func (p *parser) doctype(s string) {
	if !strings.HasPrefix(s, "DOCTYPE") {
		return
	}
	for _, m := range entity.FindAllStringSubmatch(s, 10000) {
		name, value := m[1], m[3]+m[4]
		switch {
		case m[2] != "":
			p.reportOnce("external-entity", "the XML refers to other files ("+clip(name)+"); they are not read")
		case strings.ContainsAny(value, "&<%") && !characterOnly.MatchString(value) || len(value) > 200:
			p.reportOnce("entities", "the XML defines entities by others ("+clip(name)+"); they are not expanded")
		default:
			if v, ok := character(value); ok {
				p.entities[name] = v
			}
		}
	}
}

func clip(name string) string { return name[:min(len(name), 40)] }

func (p *parser) reportOnce(code, sentence string) {
	for _, q := range p.tree.Problems {
		if q.Code == code {
			return
		}
	}
	p.problem(code, sentence)
}

var characterOnly = regexp.MustCompile(`^&#(?:x[0-9A-Fa-f]{1,6}|[0-9]{1,7});$`)

// character returns the text of an entity that is defined by a character
// reference or by plain text.
func character(value string) (string, bool) {
	if !characterOnly.MatchString(value) {
		return value, true
	}
	var r rune
	if _, err := fmt.Sscanf(strings.ToLower(value), "&#x%x;", &r); err == nil {
		return string(r), true
	}
	if _, err := fmt.Sscanf(value, "&#%d;", &r); err == nil {
		return string(r), true
	}
	return "", false
}
