package legalxml

import (
	"strings"

	"policyscan/ingest/reading"
	"policyscan/ingest/xmltree"
)

// uslm is United States Legislative Markup 1.0 and 2.0, of the United States Code
// and of public laws.
func uslm() *dialect {
	rules := map[string]rule{
		"meta": {do: skip}, "num": {do: number}, "heading": {do: heading}, "subheading": {do: block, role: reading.Heading},
		"chapeau": {do: block}, "content": {do: block}, "continuation": {do: block}, "p": {do: block}, "preface": {do: block}, "main": {do: block},
		"longTitle": {do: block}, "docTitle": {do: inline}, "officialTitle": {do: title}, "enactingFormula": {do: block}, "notes": {do: annotated}, "note": {do: annotated},
		"sourceCredit": {do: annotated}, "quotedContent": {do: quoted}, "toc": {do: contents}, "tocItem": {do: contents}, "tr": {do: row}, "table": {do: table},
		"footnote": {do: footnote}, "sidenote": {do: skip}, "page": {do: skip}, "appendix": {do: division, kind: "schedule"}, "schedule": {do: division, kind: "schedule"},
		"recital": {do: division, kind: "recital"}, "crossheading": {do: block, role: reading.Heading, level: 4}, "signatures": {do: block}, "br": {do: lineBreak},
	}
	for _, name := range [...]string{"title", "subtitle", "chapter", "subchapter", "part", "subpart", "division", "subdivision", "article", "subarticle", "section", "subsection", "paragraph", "subparagraph", "clause", "subclause", "item", "subitem", "subsubitem", "level"} {
		rules[name] = rule{do: division}
	}
	return &dialect{name: "uslm", rules: rules, meta: func(w *writer, root *xmltree.Node) {
		meta := root.Child("meta")
		w.b.Meta("jurisdiction", "US", "USLM")
		w.b.Meta("language", "en", "USLM")
		w.metaText("title", meta.Child("title"), "meta dc:title")
		w.metaText("type", meta.Child("type"), "meta dc:type")
		w.metaText("number", meta.Child("docNumber"), "meta docNumber")
		w.metaText("date-enacted", meta.Child("approvedDate"), "meta approvedDate")
	}, begin: func(_ *writer, n *xmltree.Node, d *reading.Division) {
		switch n.Get("status") {
		case "repealed", "omitted", "terminated":
			d.Status = "repealed"
		}
		switch d.Type {
		case "subitem", "subsubitem":
			d.Type = "point"
		}
	}}
}

// generic is XML of an unknown kind: names of elements that many publishers use,
// and blocks wherever text stands that is no part of a longer text.
func generic(root *xmltree.Node) *dialect {
	d := &dialect{name: "xml", rules: map[string]rule{}}
	d.special = func(w *writer, n *xmltree.Node) bool {
		if r, known := w.dialect.rules[n.Name]; known {
			if r.do == heading && len(w.stack) == 0 {
				w.line(reading.Block{Role: reading.Heading, Level: 1}, text(n))
				return true
			}
			return false
		}
		w.apply(n, w.guess(n))
		return true
	}
	d.meta = func(w *writer, root *xmltree.Node) {
		w.b.Meta("language", root.Get("lang"), "xml:lang")
		for _, name := range [...]string{"title", "Title", "name", "heading"} {
			if t := root.Find(name); t != nil && text(t) != "" && len(text(t)) < 400 {
				w.b.Meta("title", text(t), "element "+name)
				break
			}
		}
	}
	// Names that mean the same to many publishers.
	for name, r := range map[string]rule{
		"script": {do: skip}, "style": {do: skip}, "metadata": {do: skip}, "meta": {do: skip}, "head": {do: skip},
		"table": {do: table}, "tr": {do: row}, "row": {do: row}, "br": {do: lineBreak}, "footnote": {do: footnote}, "toc": {do: contents},
	} {
		d.rules[name] = r
	}
	for _, name := range [...]string{"part", "chapter", "section", "article", "subsection", "paragraph", "subparagraph", "clause", "item", "schedule"} {
		if n := findWithNumber(root, name); n {
			d.rules[name] = rule{do: division}
			if name == "schedule" {
				d.rules[name] = rule{do: division, kind: "schedule"}
			}
		}
	}
	for _, name := range [...]string{"num", "number", "no", "enum", "label"} {
		d.rules[name] = rule{do: number}
	}
	for _, name := range [...]string{"heading", "title", "caption"} {
		d.rules[name] = rule{do: heading}
	}
	return d
}

// findWithNumber reports whether elements of a name carry their number in a
// child, as provisions do.
func findWithNumber(n *xmltree.Node, name string) bool {
	if n.Name == name {
		for _, k := range n.Children {
			switch k.Name {
			case "num", "number", "no", "enum", "label":
				return true
			}
		}
	}
	for _, k := range n.Children {
		if k.Name != "" && findWithNumber(k, name) {
			return true
		}
	}
	return false
}

// guess says what an unknown element is: inline where text stands beside it, a
// heading by its name, a block otherwise.
func (w *writer) guess(n *xmltree.Node) rule {
	if n.Parent != nil && w.mixes(n.Parent) {
		return rule{do: inline}
	}
	switch lower := strings.ToLower(n.Name); {
	case strings.Contains(lower, "heading") || strings.HasSuffix(lower, "title"):
		return rule{do: block, role: reading.Heading, level: 3}
	}
	return rule{do: block}
}

// mixes reports whether text stands between the elements of an element.
func (w *writer) mixes(n *xmltree.Node) bool {
	if m, known := w.mixed[n]; known {
		return m
	}
	if w.mixed == nil {
		w.mixed = map[*xmltree.Node]bool{}
	}
	w.mixed[n] = false
	for _, k := range n.Children {
		if k.Name == "" && strings.TrimSpace(k.Text) != "" {
			w.mixed[n] = true
			break
		}
	}
	return w.mixed[n]
}
