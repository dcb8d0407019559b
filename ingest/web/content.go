package web

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// weight counts the text below a node, in characters that are not white space.
type weight struct {
	text  int
	links int // of it, within links to other pages
	items int // list items
}

// content is the part of a page that is its document, with what is left out.
type content struct {
	root   *html.Node
	weight map[*html.Node]weight
	inMain bool // the page itself marks its main content
}

// mainContent finds the main content of a page: what the page marks as such, or
// its body.
func mainContent(doc *html.Node) content {
	c := content{root: doc, weight: map[*html.Node]weight{}}
	c.weigh(doc)
	var body *html.Node
	var marked []*html.Node
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch {
		case n.DataAtom == atom.Body && body == nil:
			body = n
		case n.DataAtom == atom.Main || attr(n, "role") == "main":
			marked = append(marked, n)
		}
	}
	if body != nil {
		c.root = body
	}
	total := c.weight[c.root].text
	for _, n := range marked {
		if w := c.weight[n]; w.text > 200 && w.text*4 > total {
			c.root, c.inMain = n, true
			return c
		}
	}
	return c
}

// weigh counts the text below n and its descendants.
func (c content) weigh(n *html.Node) weight {
	var w weight
	switch n.Type {
	case html.TextNode:
		for _, r := range n.Data {
			if !unicode.IsSpace(r) {
				w.text++
			}
		}
		return w
	case html.ElementNode:
		if hidden(n) {
			return w
		}
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		v := c.weigh(k)
		w.text += v.text
		w.links += v.links
		w.items += v.items
	}
	if n.Type == html.ElementNode {
		switch n.DataAtom {
		case atom.A:
			if href := attr(n, "href"); href != "" && href[0] != '#' {
				w.links = w.text
			}
		case atom.Li:
			w.items++
		}
	}
	c.weight[n] = w
	return w
}

var hiddenStyle = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)

// hidden reports whether an element holds nothing that a reader of the page
// sees as text.
func hidden(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Iframe, atom.Object, atom.Embed, atom.Applet,
		atom.Svg, atom.Math, atom.Canvas, atom.Audio, atom.Video, atom.Map, atom.Select, atom.Option, atom.Datalist,
		atom.Button, atom.Input, atom.Textarea, atom.Noframes, atom.Title, atom.Meta, atom.Link, atom.Del, atom.Dialog:
		return true
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if a.Val == "true" && n.DataAtom != atom.Body {
				return true
			}
		case "style":
			if hiddenStyle.MatchString(a.Val) {
				return true
			}
		}
	}
	return false
}

// furniture matches class names and ids of what surrounds the document on a
// page; whether it is left out depends on its weight.
var furniture = regexp.MustCompile(`(?i)(^|[\s_-])(nav|navi|navbar|navigation|menu|submenu|breadcrumbs?|cookies?|banner|footer|masthead|sidebar|skip|skiplinks?|share|sharing|social|pagination|pager|toolbar|search|recherche|buscador|suche|login|accessibility|langues|languages|sf-menu|topbar|bottombar|site-header|site-footer|popup|modal|advert|related|newsletter|printlink|backtotop)([\s_-]|$)`)

// boilerplate reports whether an element is navigation, header or footer of the
// site, so that it is left out.
func (c content) boilerplate(n *html.Node) bool {
	if n.DataAtom == atom.Body || n.DataAtom == atom.Html || n == c.root {
		return false
	}
	w, total := c.weight[n], c.weight[c.root]
	if w.text == 0 || w.text*2 > total.text {
		return false
	}
	dense := w.links*2 > w.text
	switch n.DataAtom {
	case atom.Nav:
		return w.text*3 < total.text
	case atom.Header:
		return dense || !c.inMain && w.text*20 < total.text && !containsHeading(n)
	case atom.Footer:
		return !c.inMain && w.text*5 < total.text || dense
	case atom.Aside:
		return dense
	case atom.Ul:
		// A list of short links to other pages.
		return w.items >= 4 && w.links*10 > w.text*9 && w.text < 40*w.items && !c.inMain
	}
	switch attr(n, "role") {
	case "navigation", "search", "banner", "contentinfo", "complementary", "dialog", "alert", "menu", "menubar", "toolbar":
		return w.text*5 < total.text || dense
	}
	for _, a := range n.Attr {
		if (a.Key == "class" || a.Key == "id") && furniture.MatchString(a.Val) {
			return dense || w.text < 300 && w.text*8 < total.text && !containsHeading(n)
		}
	}
	return false
}

func containsHeading(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.DataAtom == atom.H1 || d.DataAtom == atom.H2 {
			return true
		}
	}
	return false
}

// noteRef matches targets of links to footnotes as word processors and e-book
// makers name them.
var noteRef = regexp.MustCompile(`(?i)^#_?(sdfootnote|sdendnote|ftn|edn|fn|footnote|endnote|note)[-_:]?\d+(sym)?$`)

// noteID matches ids of the notes themselves.
var noteID = regexp.MustCompile(`(?i)^_?(sdfootnote|sdendnote|ftn|edn|fn|footnote|endnote)[-_:]?\d+$`)

// noteMark reports whether a link is the mark of a footnote.
func noteMark(n *html.Node) bool {
	if n.DataAtom != atom.A {
		return false
	}
	if attr(n, "epub:type") == "noteref" || attr(n, "role") == "doc-noteref" {
		return true
	}
	return noteRef.MatchString(attr(n, "href")) && len(strings.Trim(plainText(n), "[]() ")) <= 4
}

// isNote reports whether an element is a footnote.
func isNote(n *html.Node) bool {
	if n.DataAtom != atom.Div && n.DataAtom != atom.Aside && n.DataAtom != atom.Li && n.DataAtom != atom.P {
		return false
	}
	switch attr(n, "epub:type") {
	case "footnote", "endnote", "rearnote":
		return true
	}
	switch attr(n, "role") {
	case "doc-footnote", "doc-endnote":
		return true
	}
	return noteID.MatchString(attr(n, "id"))
}
