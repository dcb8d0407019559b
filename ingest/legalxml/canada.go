package legalxml

import (
	"strconv"
	"strings"

	"policyscan/ingest/reading"
	"policyscan/ingest/xmltree"
)

// canada is the XML of Justice Canada: consolidated acts and regulations (LIMS)
// and the annual statutes.
func canada() *dialect {
	rules := map[string]rule{
		"Section": {do: division, typ: "section"}, "Subsection": {do: division, typ: "subsection"},
		"Paragraph": {do: division, typ: "paragraph"}, "Subparagraph": {do: division, typ: "subparagraph"},
		"Clause": {do: division, typ: "clause"}, "Subclause": {do: division, typ: "subclause"}, "Subsubclause": {do: division, typ: "point"},
		"Definition": {do: division, typ: "definition", kind: "definition"}, "Item": {do: division, typ: "item"},
		"Preamble": {do: division, typ: "preamble", kind: "preamble"}, "Enacts": {do: division, typ: "formula", kind: "preamble"},
		"Schedule": {do: division, typ: "schedule", kind: "schedule"},
		"Label":    {do: number}, "MarginalNote": {do: margin},
		"Text": {do: block}, "Provision": {do: block}, "ContinuedSectionSubsection": {do: block}, "ContinuedParagraph": {do: block},
		"ContinuedSubparagraph": {do: block}, "ContinuedClause": {do: block}, "ContinuedDefinition": {do: block}, "ContinuedFormParagraph": {do: block},
		"AmendedText": {do: quoted}, "ReadAsText": {do: quoted}, "Summary": {do: annotated}, "RecentAmendments": {do: annotated},
		"HistoricalNote": {do: annotated}, "ReaderNote": {do: annotated}, "AmendedContent": {do: quoted},
		"LongTitle": {do: block}, "TitleText": {do: block, role: reading.Heading, level: 3}, "OriginatingRef": {do: block},
		"Footnote": {do: footnote}, "FootnoteRef": {do: skip}, "FootnoteRefs": {do: skip}, "BillHistory": {do: skip}, "RunningHead": {do: skip},
		"BillRefNumber": {do: skip}, "Parliament": {do: skip}, "BillNumber": {do: skip}, "Chapter": {do: skip}, "Pub": {do: skip},
		"Leader": {do: space}, "LeaderRightJustified": {do: space}, "Separator": {do: space}, "LineBreak": {do: lineBreak},
		"table": {do: table}, "row": {do: row}, "colspec": {do: skip}, "SignatureLine": {do: skip}, "TableGroup": {do: table},
		"ImageGroup": {do: skip}, "MathML": {do: skip}, "BilingualGroup": {do: table}, "Note": {do: block},
		"SignatureBlock": {do: block}, "SignatureName": {do: block}, "SignatureTitle": {do: block}, "List": {do: block}, "Group": {do: block},
		"FormGroup": {do: block}, "DocumentInternal": {do: block}, "Oath": {do: block}, "Order": {do: block}, "BillPiece": {do: block},
		"Identification": {do: block}, "Body": {do: block}, "Introduction": {do: block}, "BillInternal": {do: block}, "RelatedOrNotInForce": {do: quoted},
		"EnablingAuthority": {do: block}, "OrderNumber": {do: block}, "RegistrationDate": {do: skip}, "InstrumentNumber": {do: skip},
	}
	return &dialect{name: "lims", rules: rules, special: canadaSpecial, begin: canadaBegin, meta: canadaMeta}
}

// canadaSpecial writes flat headings, which head what follows them, and titles.
func canadaSpecial(w *writer, n *xmltree.Node) bool {
	switch n.Name {
	case "Heading":
		w.canadaHeading(n)
		return true
	case "GroupHeading", "ScheduleFormHeading":
		w.scheduleHeading(n)
		return true
	case "ShortTitle":
		w.line(reading.Block{Role: reading.Heading, Level: 1}, text(n))
		return true
	case "Provision":
		return w.provision(n)
	case "Repealed": // stands beside a defined term without a space
		w.space = true
		return false
	}
	return false
}

// canadaHeading opens a part or division where a heading has a number.
func (w *writer) canadaHeading(n *xmltree.Node) {
	level, err := strconv.Atoi(n.Get("level"))
	if err != nil {
		level = 1
	}
	num, head := "", ""
	if l := n.Child("Label"); l != nil {
		num = text(l)
	}
	if t := n.Child("TitleText"); t != nil {
		head = text(t)
	}
	d := reading.Division{Type: partType(num), Num: num, Heading: head, ID: identifier(n)}
	if w.notes > 0 {
		w.line(reading.Block{}, head)
		return
	}
	w.flatHeading(d, level, strings.TrimSpace(num+" "+head))
	if m := n.Child("MarginalNote"); m != nil {
		w.line(reading.Block{Role: reading.MarginNote}, text(m))
	}
}

// partType names the type of a division by the word before its number.
func partType(num string) string {
	word, _, _ := strings.Cut(strings.ToLower(num), " ")
	switch strings.TrimRight(word, ".") {
	case "division", "section":
		return "division"
	case "subdivision", "sous-section":
		return "subdivision"
	case "chapter", "chapitre":
		return "chapter"
	case "title", "titre":
		return "title"
	case "subpart", "sous-partie":
		return "subpart"
	}
	return "part"
}

// scheduleHeading writes the heading of a schedule, form or group.
func (w *writer) scheduleHeading(n *xmltree.Node) {
	var num, head string
	for _, k := range n.Children {
		switch k.Name {
		case "Label":
			num = text(k)
		case "TitleText":
			head = text(k)
		}
	}
	level := 2
	if n.Name == "GroupHeading" {
		level = 4
	}
	w.line(reading.Block{Role: reading.Heading, Level: level}, strings.TrimSpace(num+" "+head))
	for _, k := range n.Children {
		if k.Name == "OriginatingRef" {
			w.line(reading.Block{}, text(k))
		}
	}
}

// provision writes a part of a preamble, schedule or form; it is an item where
// it has a number.
func (w *writer) provision(n *xmltree.Node) bool {
	if l := n.Child("Label"); l != nil && text(l) != "" {
		w.division(n, rule{do: division, typ: "item"})
		return true
	}
	for a := n.Parent; a != nil; a = a.Parent {
		if a.Name == "Preamble" {
			w.division(n, rule{do: division, typ: "recital", kind: "recital"})
			return true
		}
	}
	return false
}

// canadaBegin reads the heading of a schedule and whether a provision is in
// force.
func canadaBegin(w *writer, n *xmltree.Node, d *reading.Division) {
	if n.Name == "Schedule" {
		if h := n.Child("ScheduleFormHeading"); h != nil {
			if l := h.Child("Label"); l != nil {
				d.Num = text(l)
			}
			if t := h.Child("TitleText"); t != nil {
				d.Heading = text(t)
			}
		}
		d.Quoted = d.Quoted || w.quoted > 0
	}
	if repealed(n) || repealed(n.Child("Text")) {
		d.Status = "repealed"
	}
	if n.Get("in-force") == "no" {
		d.Status = "not yet in force"
	}
	for a := n.Parent; a != nil && d.Status == ""; a = a.Parent {
		if a.Name == "RelatedOrNotInForce" && notInForce(a) {
			d.Status = "not yet in force"
		}
	}
}

// repealed reports whether an element holds the note of a repeal, and no text but
// the term that was defined.
func repealed(n *xmltree.Node) bool {
	if n.Child("Repealed") == nil {
		return false
	}
	for _, k := range n.Children {
		switch {
		case k.Name == "" && strings.TrimSpace(k.Text) != "":
			return false
		case k.Name == "Text", k.Name == "Subsection", k.Name == "Paragraph":
			return false
		}
	}
	return true
}

// notInForce reports whether a piece of the annex is among the amendments that
// are not in force, rather than among related provisions.
func notInForce(n *xmltree.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Name != "Schedule" {
			continue
		}
		h := strings.ToLower(textOf(n.Child("ScheduleFormHeading")))
		return strings.Contains(h, "not in force") || strings.Contains(h, "non en vigueur")
	}
	return false
}

// textOf returns the text of an element that may be missing.
func textOf(n *xmltree.Node) string {
	if n == nil {
		return ""
	}
	return text(n)
}

// canadaMeta reads the identification of an act.
func canadaMeta(w *writer, root *xmltree.Node) {
	id := root.Child("Identification")
	w.b.Meta("jurisdiction", "CA", "Justice Canada XML")
	w.b.Meta("language", root.Get("lang"), root.Name+" xml:lang")
	if root.Name == "Bill" && id.Path("BillHistory", "Stages").Get("stage") == "assented-to" {
		w.b.Meta("type", "act", "Bill Stages assented-to")
	} else {
		w.b.Meta("type", strings.ToLower(root.Name), "root element "+root.Name)
	}
	short, long := id.Child("ShortTitle"), id.Child("LongTitle")
	if short != nil && short.Get("status") != "unofficial" {
		w.metaText("title", short, "ShortTitle")
	}
	if long != nil {
		before := len(w.b.Extraction.Meta)
		w.metaText("title", long, "LongTitle")
		if len(w.b.Extraction.Meta) > before {
			w.b.Extraction.Meta[before].Rank = 1
		}
	}
	if c := id.Path("Chapter", "ConsolidatedNumber"); c != nil {
		w.metaText("number", c, "ConsolidatedNumber")
	}
	if c := id.Path("Chapter", "AnnualStatuteId"); c != nil {
		w.b.Meta("number", textOf(c.Child("YYYY"))+", c. "+textOf(c.Child("AnnualStatuteNumber")), "AnnualStatuteId")
	}
	if stages := id.Path("BillHistory", "Stages"); stages != nil && stages.Get("stage") == "assented-to" {
		w.b.Meta("date-enacted", date(stages.Child("Date")), "BillHistory Date")
	}
	w.b.Meta("date-in-force", root.Get("inforce-start-date"), "lims:inforce-start-date")
	amended := root.Get("lastAmendedDate")
	if amended == "" {
		amended = root.Get("pit-date")
	}
	w.b.Meta("date-amended", amended, "lims:lastAmendedDate")
	switch root.Get("in-force") {
	case "yes":
		w.b.Meta("status", "in force", "in-force")
	case "no":
		w.b.Meta("status", "not yet in force", "in-force")
	}
}

// date reads year, month and day.
func date(n *xmltree.Node) string {
	y, m, d := textOf(n.Child("YYYY")), textOf(n.Child("MM")), textOf(n.Child("DD"))
	if y == "" {
		return ""
	}
	out := y
	for _, p := range [...]string{m, d} {
		if p == "" {
			return out
		}
		out += "-" + strings.Repeat("0", max(0, 2-len(p))) + p
	}
	return out
}
