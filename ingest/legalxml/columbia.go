package legalxml

import (
	"strings"

	"policyscan/ingest/reading"
	"policyscan/ingest/xmltree"
)

// columbia is the XML of the Council of the District of Columbia
// (code.dccouncil.us/schemas/dc-library): the Code by sections, and the laws.
func columbia() *dialect {
	rules := map[string]rule{
		"section": {do: division, typ: "section"}, "para": {do: division, typ: "paragraph"}, "container": {do: division, typ: "part"},
		"num": {do: number}, "prefix": {do: skip}, "heading": {do: heading}, "text": {do: block}, "aftertext": {do: block},
		"meta": {do: skip}, "toc": {do: skip}, "reason": {do: block}, "include": {do: quoted},
		"annotations": {do: annotated}, "annotation": {do: annotated}, "not-funded-anno": {do: annotated}, "applicability": {do: annotated},
		"table": {do: table}, "tr": {do: row},
	}
	return &dialect{name: "dc", rules: rules, special: columbiaSpecial, begin: columbiaBegin, numberText: columbiaNumber, meta: columbiaMeta}
}

func columbiaSpecial(w *writer, n *xmltree.Node) bool {
	switch {
	case n.Prefix == "codify" || n.Prefix == "codified":
		return true // instructions to the codifier, not text
	case n.Parent != nil && n.Parent.Name == "document" && n.Name == "num":
		return true
	case n.Parent != nil && n.Parent.Name == "document" && n.Name == "heading":
		if n.Get("type") == "long" {
			w.line(reading.Block{}, text(n))
		} else {
			w.line(reading.Block{Role: reading.Heading, Level: 1}, text(n))
		}
		return true
	case n.Name == "document" && !hasBody(n):
		w.scanned(n)
		return true
	case n.Name == "annotation":
		kind := n.Get("type")
		w.notes++
		w.line(reading.Block{}, strings.TrimSpace(strings.TrimPrefix(kind+": ", ": ")+text(n)))
		w.notes--
		return true
	case n.Name == "aftertext" && strings.Trim(text(n), ".;,\"”' ") == "":
		return true // the end of an instruction behind the text that it quotes
	case n.Name == "container":
		w.division(n, rule{do: division, typ: containerType(textOf(n.Child("prefix")))})
		return true
	}
	return false
}

func hasBody(n *xmltree.Node) bool {
	return n.Child("section") != nil || n.Child("container") != nil || n.Child("text") != nil
}

// scanned writes a law of which only the recognised text of a scan is given.
func (w *writer) scanned(n *xmltree.Node) {
	for _, k := range n.Children {
		if k.Name == "heading" {
			w.node(k)
		}
	}
	meta := n.Child("meta")
	if s := meta.Path("history", "narrative"); s != nil {
		w.notes++
		w.line(reading.Block{}, text(s))
		w.notes--
	}
	if s := meta.Child("search-text"); s != nil {
		w.line(reading.Block{}, text(s))
		w.b.Problem(0, "ocr-only", "the source gives only the recognised text of a scan, without structure")
	}
}

// containerType names the type of a container by the word before its number.
func containerType(prefix string) string {
	switch p := strings.ToLower(strings.TrimSpace(prefix)); p {
	case "title", "subtitle", "chapter", "subchapter", "part", "subpart", "article", "division":
		return p
	case "unit":
		return "division"
	}
	return "part"
}

// columbiaNumber returns the number of a provision as the Code and the laws
// print it.
func columbiaNumber(n *xmltree.Node) string {
	s := text(n)
	if n.Parent == nil || s == "" {
		return s
	}
	prefix := textOf(n.Parent.Child("prefix"))
	switch n.Parent.Name {
	case "container":
		return strings.TrimSpace(prefix+" "+s) + "."
	case "section":
		switch {
		case prefix != "":
			return prefix + " " + s + "."
		case strings.Contains(s, "-") || strings.Contains(s, "–"):
			return "§ " + s + "."
		}
		return "Sec. " + s + "."
	}
	return s
}

func columbiaBegin(_ *writer, n *xmltree.Node, d *reading.Division) {
	if r := n.Child("reason"); r != nil {
		lower := strings.ToLower(text(r))
		if strings.Contains(lower, "repealed") || strings.Contains(lower, "expired") || strings.Contains(lower, "omitted") {
			d.Status = "repealed"
		}
	}
	if d.Type == "paragraph" {
		// The first level of a section is its subsections: (a); a paragraph: (1).
		if n.Parent != nil && n.Parent.Name == "section" {
			if s := strings.Trim(d.Num, "()"); s != "" && s[0] >= 'a' && s[0] <= 'z' {
				d.Type = "subsection"
			}
		} else if n.Parent != nil && n.Parent.Name == "para" {
			switch s := strings.Trim(d.Num, "()"); {
			case s == "":
			case s[0] >= 'A' && s[0] <= 'Z':
				d.Type = "subparagraph"
			case s[0] == 'i' || s[0] == 'v' || s[0] == 'x':
				d.Type = "clause"
			}
		}
	}
}

func columbiaMeta(w *writer, root *xmltree.Node) {
	w.b.Meta("jurisdiction", "US-DC", "D.C. Council XML")
	w.b.Meta("language", "en", "D.C. Council XML")
	if root.Name != "document" {
		w.b.Meta("type", "statute", "D.C. Code")
		w.b.Meta("number", "D.C. Code § "+textOf(root.Child("num")), "num")
		w.metaText("title", root.Child("heading"), "heading")
		return
	}
	w.b.Meta("type", "act", "D.C. law")
	w.b.Meta("number", root.Get("id"), "document id")
	for _, k := range root.Children {
		if k.Name == "heading" && k.Get("type") != "long" {
			w.metaText("title", k, "heading")
		}
	}
	meta := root.Child("meta")
	w.metaText("date-in-force", meta.Child("effective"), "meta effective")
	w.metaText("date-enacted", meta.Path("history", "enacted"), "meta enacted")
}
