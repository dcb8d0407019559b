package office

import (
	"strconv"
	"strings"

	"policyscan/ingest/xmltree"
)

// style is what a paragraph style of DOCX says that matters to us, its own and
// what it inherits.
type style struct {
	outline int    // level of a heading, from 1; 0 for text
	toc     bool   // line of a table of contents
	num     string // list that it belongs to
	level   int    // of the list, from 0
}

type styles struct {
	byID map[string]style
	def  string // id of the default paragraph style
	lang string // default language
}

// readStyles reads styles.xml; n may be nil.
func readStyles(n *xmltree.Node) styles {
	s := styles{byID: map[string]style{}}
	if n == nil {
		return s
	}
	if lang := n.Path("docDefaults", "rPrDefault", "rPr", "lang"); lang != nil {
		s.lang = lang.Get("val")
	}
	raw := map[string]*xmltree.Node{}
	for _, k := range n.Children {
		if k.Name == "style" && k.Get("type") != "character" && k.Get("type") != "table" {
			raw[k.Get("styleId")] = k
			if k.Get("default") == "1" || k.Get("default") == "true" {
				s.def = k.Get("styleId")
			}
		}
	}
	for id := range raw {
		s.resolve(id, raw, 0)
	}
	return s
}

// resolve follows the chain of styles that a style is based on.
func (s *styles) resolve(id string, raw map[string]*xmltree.Node, depth int) style {
	if st, ok := s.byID[id]; ok {
		return st
	}
	n := raw[id]
	if n == nil || depth > 20 {
		return style{}
	}
	var st style
	if based := n.Child("basedOn"); based != nil {
		st = s.resolve(based.Get("val"), raw, depth+1)
	}
	if name := n.Child("name"); name != nil {
		st.named(name.Get("val"))
	}
	st.properties(n.Child("pPr"))
	s.byID[id] = st
	return st
}

// named reads the name of a built-in style, which is English in every language
// version of Word.
func (st *style) named(name string) {
	lower := strings.ToLower(name)
	switch {
	case lower == "title":
		st.outline = 1
	case lower == "subtitle":
		st.outline = 2
	case strings.HasPrefix(lower, "heading "):
		if n, err := strconv.Atoi(lower[8:]); err == nil && n >= 1 && n <= 9 {
			st.outline = n
		}
	case strings.HasPrefix(lower, "toc ") || strings.HasPrefix(lower, "contents ") || lower == "table of figures":
		st.toc, st.outline = lower != "toc heading", 0
	}
}

// properties reads paragraph properties over what was inherited.
func (st *style) properties(n *xmltree.Node) {
	if n == nil {
		return
	}
	if o := n.Child("outlineLvl"); o != nil {
		if v, err := strconv.Atoi(o.Get("val")); err == nil && v >= 0 {
			st.outline = v + 1
			if v >= 9 { // body text
				st.outline = 0
			}
		}
	}
	num := n.Child("numPr")
	if num == nil {
		return
	}
	if id := num.Child("numId"); id != nil {
		st.num = id.Get("val")
	}
	if l := num.Child("ilvl"); l != nil {
		if v, err := strconv.Atoi(l.Get("val")); err == nil {
			st.level = min(max(v, 0), 8)
		}
	}
}

// of returns the style of a paragraph with its own properties.
func (s styles) of(props *xmltree.Node) style {
	id := s.def
	if p := props.Child("pStyle"); p != nil {
		id = p.Get("val")
	}
	st, known := s.byID[id]
	if !known {
		st.named(strings.NewReplacer("Heading", "heading ", "TOC", "toc ").Replace(id))
	}
	st.properties(props)
	return st
}

// on reports whether a switch is given and not turned off.
func on(n *xmltree.Node) bool {
	if n == nil {
		return false
	}
	switch n.Get("val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// symbol returns a character of a symbol font, where it can stand in text.
func symbol(n *xmltree.Node) string {
	v, err := strconv.ParseUint(n.Get("char"), 16, 32)
	if err != nil {
		return ""
	}
	if v >= 0xF000 && v <= 0xF0FF { // private use: the font decides
		v -= 0xF000
		switch v {
		case 0xA7, 0xB7, 0xD8, 0xFC:
			return "•"
		case 0x2D:
			return "–"
		}
		if v < 0x20 || v >= 0x7F {
			return ""
		}
		if !strings.Contains(strings.ToLower(n.Get("font")), "symbol") {
			return ""
		}
	}
	return string(rune(v))
}

func itoa(n int) string { return strconv.Itoa(n) }
