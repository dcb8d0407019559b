package legalxml

import (
	"strings"

	"policyscan/ingest/reading"
	"policyscan/ingest/xmltree"
)

// akomaNtoso is OASIS LegalDocML, versions 2.0 and 3.0
// (docs.oasis-open.org/legaldocml/akn-core/v1.0).
func akomaNtoso() *dialect {
	rules := map[string]rule{
		"meta": {do: skip}, "num": {do: number}, "heading": {do: heading}, "subheading": {do: block, role: reading.Heading},
		"crossHeading": {do: block, role: reading.Heading, level: 4},
		"preamble":     {do: division, kind: "preamble"}, "recital": {do: division, kind: "recital"}, "citation": {do: division, kind: "recital"},
		"conclusions": {do: division, kind: "conclusions"}, "attachment": {do: division, kind: "schedule"}, "annex": {do: division, kind: "schedule"},
		"formula": {do: block}, "longTitle": {do: block}, "authorialNote": {do: footnote}, "noteRef": {do: skip},
		"quotedStructure": {do: quoted}, "embeddedStructure": {do: quoted},
		"toc": {do: contents}, "tocItem": {do: contents},
		"table": {do: table}, "tr": {do: row}, "eol": {do: lineBreak}, "br": {do: lineBreak}, "eop": {do: skip}, "img": {do: skip}, "del": {do: skip},
		"docTitle": {do: inline}, "editorialNote": {do: annotated}, "sourceCredit": {do: annotated},
	}
	for _, name := range [...]string{
		"book", "tome", "part", "subpart", "title", "subtitle", "chapter", "subchapter", "division", "subdivision", "section",
		"article", "rule", "subrule", "proviso", "transitional", "subsection", "paragraph", "subparagraph", "clause", "subclause",
		"point", "indent", "alinea", "list", "sublist", "level", "item", "debateSection", "rollCall", "prayers", "oralStatements",
		"writtenStatements", "personalStatements", "ministerialStatements", "resolutions", "nationalInterest", "declarationOfVote",
		"communication", "petitions", "papers", "noticesOfMotion", "questions", "address", "proceduralMotions", "pointOfOrder",
		"adjournment", "administrationOfOath", "speechGroup", "speech", "question", "answer", "other",
	} {
		rules[name] = rule{do: division}
	}
	for _, name := range [...]string{
		"p", "intro", "wrapUp", "wrap", "content", "listIntroduction", "listWrapUp", "blockContainer", "container", "coverPage", "preface",
		"body", "mainBody", "debateBody", "judgmentBody", "amendmentBody", "portionBody", "collectionBody", "div", "tblock", "block",
		"recitals", "citations", "signature", "narrative", "scene", "summary", "introduction", "motivation", "background", "decision", "arguments", "remedies",
		"interstitial", "foreign", "caption", "components", "component", "attachments", "act", "bill", "doc", "debate", "debateReport",
		"judgment", "statement", "amendment", "documentCollection", "officialGazette", "portion", "blockList", "ul", "ol", "li",
	} {
		rules[name] = rule{do: block}
	}
	rules["li"] = rule{do: block, role: reading.ListItem, level: 1}
	return &dialect{name: "akn", rules: rules, special: aknSpecial, begin: aknBegin, meta: aknMeta}
}

// aknSpecial writes divisions that are named by an attribute, the turns of
// speakers, and mods with their quotations.
func aknSpecial(w *writer, n *xmltree.Node) bool {
	switch n.Name {
	case "hcontainer":
		name := n.Get("name")
		r := rule{do: division, typ: "hcontainer"}
		switch lower := strings.ToLower(name); {
		case lower == "definition":
			r.typ, r.kind = "definition", "definition"
		case strings.Contains(lower, "schedule") || strings.Contains(lower, "annex"):
			r.typ, r.kind = "schedule", "schedule"
		case w.dialect.rules[lower].do == division:
			r.typ = lower
		case strings.Contains(lower, "crossheading"):
			w.children(n)
			return true
		}
		w.apply(n, r)
		return true
	case "from": // the speaker stands on the line of his first words
		if !w.labels {
			w.flush()
		}
		w.number(text(n))
		return true
	case "docTitle":
		if within(n, "longTitle") {
			return false
		}
		w.line(reading.Block{Role: reading.Heading, Level: 1}, text(n))
		return true
	case "p":
		// A paragraph that holds nothing but the title is the title.
		if t := only(n, "docTitle"); t != nil && !within(n, "longTitle") {
			w.line(reading.Block{Role: reading.Heading, Level: 1}, text(t))
			return true
		}
	case "remark":
		if n.Get("type") == "editorial" {
			w.notes++
			w.line(reading.Block{}, text(n))
			w.notes--
			return true
		}
	}
	return false
}

// within reports whether an element of a name holds n.
func within(n *xmltree.Node, name string) bool {
	for a := n.Parent; a != nil; a = a.Parent {
		if a.Name == name {
			return true
		}
	}
	return false
}

// only returns the child element of a name where it is all that n holds.
func only(n *xmltree.Node, name string) *xmltree.Node {
	var found *xmltree.Node
	for _, k := range n.Children {
		switch {
		case k.Name == "" && strings.TrimSpace(k.Text) == "":
		case k.Name == name && found == nil:
			found = k
		default:
			return nil
		}
	}
	return found
}

// aknBegin reads the status of a division.
func aknBegin(w *writer, n *xmltree.Node, d *reading.Division) {
	switch status := n.Get("status"); status {
	case "removed", "repealed":
		d.Status = "repealed"
	case "prospective":
		d.Status = "not yet in force"
	}
	if d.Type == "annex" {
		d.Type = "attachment"
	}
}

// aknMeta reads the identification of the work and of the expression.
func aknMeta(w *writer, root *xmltree.Node) {
	meta := root.Find("meta")
	id := meta.Child("identification")
	work, expression := id.Child("FRBRWork"), id.Child("FRBRExpression")
	if root.Name == "akomaNtoso" {
		for _, k := range root.Children {
			if k.Name != "" {
				kind := k.Name
				if name := k.Get("name"); name != "" && name != kind {
					w.b.Meta("subtype", name, "akomaNtoso "+kind+" name")
				}
				w.b.Meta("type", kind, "akomaNtoso "+kind)
				break
			}
		}
	}
	w.metaAttr("jurisdiction", work.Child("FRBRcountry"), "value", "FRBRcountry")
	w.metaAttr("language", expression.Child("FRBRlanguage"), "language", "FRBRlanguage")
	w.metaAttr("number", work.Child("FRBRnumber"), "value", "FRBRnumber")
	w.metaAttr("title", aliasOf(work), "value", "FRBRalias")
	w.metaAttr("source", work.Child("FRBRuri"), "value", "FRBRuri")
	w.metaAttr("date-enacted", work.Child("FRBRdate"), "date", "FRBRWork FRBRdate")
	if d := expression.Child("FRBRdate"); d != nil && d.Get("date") != work.Child("FRBRdate").Get("date") {
		w.b.Meta("date-amended", d.Get("date"), "FRBRExpression FRBRdate")
	}
	w.metaAttr("date-published", meta.Child("publication"), "date", "publication")
	for _, name := range [...]string{"docTitle", "docNumber", "docType"} {
		key := map[string]string{"docTitle": "title", "docNumber": "number", "docType": "type-printed"}[name]
		if n := root.Find(name); n != nil && text(n) != "" {
			w.b.Meta(key, text(n), name)
			w.b.Extraction.Meta[len(w.b.Extraction.Meta)-1].Rank = 1
		}
	}
	if s := root.Find("shortTitle"); s != nil {
		w.metaText("short-title", s, "shortTitle")
	}
}

// aliasOf returns a name of the work that is no address.
func aliasOf(work *xmltree.Node) *xmltree.Node {
	if a := work.Child("FRBRalias"); a != nil && !strings.Contains(a.Get("value"), "/") {
		return a
	}
	return nil
}
