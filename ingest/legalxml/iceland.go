package legalxml

import (
	"regexp"
	"strings"

	"policyscan/ingest/reading"
	"policyscan/ingest/xmltree"
)

// iceland is the XML of the laws of Iceland as the Althingi's collection has
// been marked up.
func iceland() *dialect {
	rules := map[string]rule{
		"chapter": {do: division, typ: "chapter"}, "art": {do: division, typ: "article"}, "numart": {do: division, typ: "item"},
		"art-chapter": {do: division, typ: "point"}, "subart": {do: block}, "paragraph": {do: block}, "sen": {do: inline},
		"nr-title": {do: number}, "name": {do: heading}, "num-and-date": {do: skip}, "location": {do: skip},
		"footnotes": {do: annotated}, "footnote": {do: block}, "minister-clause": {do: annotated},
		"ambiguous-section": {do: block}, "ambiguous-bold-text": {do: block, role: reading.Heading, level: 4}, "mark-container": {do: block},
		"table": {do: table}, "tr": {do: row}, "table-title": {do: block},
	}
	return &dialect{name: "is", rules: rules, special: icelandSpecial, meta: icelandMeta, begin: func(_ *writer, n *xmltree.Node, d *reading.Division) {
		switch n.Get("chapter-type") {
		case "þáttur":
			d.Type = "part"
		case "viðauki", "fylgiskjal":
			d.Type, d.Kind = "schedule", "schedule"
		}
	}}
}

var tags = regexp.MustCompile(`<[^<>]*>`)

func icelandSpecial(w *writer, n *xmltree.Node) bool {
	switch {
	case n.Name == "name" && n.Parent != nil && n.Parent.Name == "law":
		w.line(reading.Block{Role: reading.Heading, Level: 1}, text(n))
		if o := n.Parent.Path("num-and-date", "original"); o != nil {
			w.line(reading.Block{}, text(o))
		}
		return true
	case n.Name == "minister-clause": // holds escaped HTML
		w.notes++
		for _, line := range strings.Split(strings.ReplaceAll(n.String(), "<br/>", "\n"), "\n") {
			w.line(reading.Block{}, strings.ReplaceAll(tags.ReplaceAllString(line, " "), " ,", ","))
		}
		w.notes--
		return true
	case n.Name == "footnote":
		w.line(reading.Block{}, strings.TrimSpace(n.Get("nr")+") "+textOf(n.Child("footnote-sen"))))
		return true
	case n.Name == "sen":
		w.space = true
		w.children(n)
		return true
	case n.Name == "paragraph" && n.Parent != nil && (n.Parent.Name == "td" || n.Parent.Name == "th"):
		w.children(n)
		return true
	}
	return false
}

func icelandMeta(w *writer, root *xmltree.Node) {
	w.b.Meta("jurisdiction", "IS", "Icelandic law XML")
	w.b.Meta("language", "is", "Icelandic law XML")
	w.metaText("title", root.Child("name"), "law name")
	if nr, year := root.Get("nr"), root.Get("year"); nr != "" && year != "" {
		w.b.Meta("number", year+" nr. "+nr, "law nr")
	}
	w.metaText("date-enacted", root.Path("num-and-date", "date"), "num-and-date date")
	w.b.Meta("type", "act", "law law-type")
}
