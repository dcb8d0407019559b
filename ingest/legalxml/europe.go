package legalxml

import (
	"strings"

	"policyscan/ingest/reading"
	"policyscan/ingest/xmltree"
)

// germany is the XML of gesetze-im-internet.de (gii-norm.dtd): a row of norms,
// each with its number in its metadata.
func germany() *dialect {
	rules := map[string]rule{
		"metadaten": {do: skip}, "P": {do: block}, "DL": {do: block}, "DT": {do: number}, "LA": {do: block},
		"table": {do: table}, "row": {do: row}, "BR": {do: lineBreak}, "fussnoten": {do: annotated}, "FnR": {do: skip}, "pre": {do: block},
		"Title": {do: block, role: reading.Heading, level: 3}, "TOC": {do: contents}, "Content": {do: block}, "text": {do: block}, "textdaten": {do: block},
		"dokumente": {do: block}, "colspec": {do: skip}, "IMG": {do: skip}, "NB": {do: space},
	}
	return &dialect{name: "gii", rules: rules, special: germanySpecial, meta: func(w *writer, root *xmltree.Node) {
		meta := root.Path("norm", "metadaten")
		w.b.Meta("jurisdiction", "DE", "gii-norm XML")
		w.b.Meta("language", "de", "gii-norm XML")
		w.metaText("title", meta.Child("langue"), "metadaten langue")
		w.metaText("short-title", meta.Child("jurabk"), "metadaten jurabk")
		w.metaText("date-enacted", meta.Child("ausfertigung-datum"), "metadaten ausfertigung-datum")
	}}
}

func germanySpecial(w *writer, n *xmltree.Node) bool {
	switch n.Name {
	case "norm":
		meta := n.Child("metadaten")
		num, head := textOf(meta.Child("enbez")), textOf(meta.Child("titel"))
		if g := meta.Child("gliederungseinheit"); g != nil {
			num, head = textOf(g.Child("gliederungsbez")), textOf(g.Child("gliederungstitel"))
			level := len(textOf(g.Child("gliederungskennzahl"))) / 3
			w.flatHeading(reading.Division{Type: germanType(num), Num: num, Heading: head}, level, strings.TrimSpace(num+" "+head))
			w.children(n)
			return true
		}
		if l := meta.Child("langue"); l != nil && num == "" {
			w.line(reading.Block{Role: reading.Heading, Level: 1}, text(l))
			w.children(n)
			return true
		}
		d := reading.Division{Type: germanType(num), Num: num, Heading: head}
		switch {
		case strings.HasPrefix(num, "Anlage"):
			d.Kind = "schedule"
		case strings.HasPrefix(num, "Inhalts"):
			w.notes++
			defer func() { w.notes-- }()
		case strings.HasPrefix(num, "Eingang"), strings.HasPrefix(num, "Präambel"):
			d.Kind = "preamble"
		}
		if strings.Contains(strings.ToLower(head), "weggefallen") || strings.Contains(strings.ToLower(head), "aufgehoben") {
			d.Status = "repealed"
		}
		w.flush()
		w.open(d)
		w.line(reading.Block{Role: reading.Heading, Level: 4}, strings.TrimSpace(num+" "+head))
		w.children(n)
		w.close()
		return true
	case "DD":
		w.children(n)
		w.flush()
		return true
	case "DL":
		w.germanList(n)
		return true
	}
	return false
}

// germanList writes a list whose numbers and texts stand side by side.
func (w *writer) germanList(n *xmltree.Node) {
	w.flush()
	open := false
	end := func() {
		if open {
			w.items--
			w.close()
			open = false
		}
	}
	for _, k := range n.Children {
		switch k.Name {
		case "DT":
			end()
			w.open(reading.Division{Type: "item", Num: text(k)})
			w.items++
			open = true
			w.block = reading.Block{Role: reading.ListItem, Level: w.items}
			w.number(text(k))
			w.block = reading.Block{Role: reading.ListItem, Level: w.items}
		case "":
		default:
			w.node(k)
		}
	}
	end()
}

func germanType(num string) string {
	switch word, _, _ := strings.Cut(num, " "); {
	case strings.HasPrefix(num, "§"):
		return "section"
	case strings.HasPrefix(num, "Art"):
		return "article"
	case strings.HasPrefix(num, "Anlage"), strings.HasPrefix(num, "Anhang"):
		return "schedule"
	case strings.HasPrefix(num, "Eingang"), strings.HasPrefix(num, "Präambel"):
		return "preamble"
	case word == "Kapitel", strings.HasSuffix(num, "Kapitel"):
		return "chapter"
	case strings.HasSuffix(num, "Titel"):
		return "title"
	case strings.HasSuffix(num, "Abschnitt"):
		return "division"
	}
	return "part"
}

// formex is the XML of the Official Journal of the European Union (Formex 4).
func formex() *dialect {
	rules := map[string]rule{
		"BIB.INSTANCE": {do: skip}, "TITLE": {do: block, role: reading.Heading, level: 2}, "TI": {do: inline}, "STI": {do: inline},
		"PREAMBLE": {do: division, typ: "preamble", kind: "preamble"}, "PREAMBLE.INIT": {do: block}, "PREAMBLE.FINAL": {do: block},
		"CONSID": {do: division, typ: "recital", kind: "recital"}, "VISA": {do: division, typ: "citation", kind: "recital"},
		"ENACTING.TERMS": {do: block}, "DIVISION": {do: division, typ: "chapter"}, "ARTICLE": {do: division, typ: "article"},
		"TI.ART": {do: number}, "STI.ART": {do: heading}, "PARAG": {do: division, typ: "paragraph"}, "NO.PARAG": {do: number}, "ALINEA": {do: block},
		"LIST": {do: block}, "ITEM": {do: division, typ: "point"}, "NO.P": {do: number}, "NP": {do: block}, "TXT": {do: inline}, "P": {do: block},
		"FINAL": {do: division, typ: "conclusions", kind: "conclusions"}, "ANNEX": {do: division, typ: "annex", kind: "schedule"}, "NOTE": {do: footnote},
		"QUOT.S": {do: quoted}, "TBL": {do: table}, "ROW": {do: row}, "GR.SEQ": {do: block}, "CONTENTS": {do: block}, "SIGNATURE": {do: block},
	}
	return &dialect{name: "formex", rules: rules, meta: func(w *writer, root *xmltree.Node) {
		w.b.Meta("jurisdiction", "EU", "Formex")
		if t := root.Find("TITLE"); t != nil {
			w.b.Meta("title", spaced(t), "TITLE")
		}
		if l := root.Find("LG.DOC"); l != nil {
			w.b.Meta("language", strings.ToLower(text(l)), "LG.DOC")
		}
	}}
}
