package legalxml

import (
	"strings"

	"policyscan/ingest/reading"
	"policyscan/ingest/xmltree"
)

// crown is Crown Legislation Markup, of legislation.gov.uk.
func crown() *dialect {
	rules := map[string]rule{
		"Metadata": {do: skip}, "Contents": {do: contents}, "ContentsItem": {do: contents}, "ContentsPart": {do: contents}, "ContentsSchedules": {do: contents}, "ContentsSchedule": {do: contents},
		"Group": {do: division, typ: "part"}, "Part": {do: division, typ: "part"}, "Chapter": {do: division, typ: "chapter"}, "P1": {do: division, typ: "section"}, "P2": {do: division, typ: "subsection"},
		"P3": {do: division, typ: "paragraph"}, "P4": {do: division, typ: "subparagraph"}, "P5": {do: division, typ: "clause"}, "P6": {do: division, typ: "subclause"}, "P7": {do: division, typ: "point"},
		"Schedule": {do: division, typ: "schedule", kind: "schedule"}, "Pnumber": {do: number}, "Number": {do: number},
		"BlockAmendment": {do: quoted}, "BlockExtract": {do: quoted}, "InlineAmendment": {do: inline}, "CommentaryRef": {do: skip}, "Commentaries": {do: annotated}, "Commentary": {do: annotated},
		"FootnoteRef": {do: skip}, "Footnotes": {do: block}, "Footnote": {do: footnote}, "MarginNotes": {do: skip}, "MarginNoteRef": {do: skip}, "Versions": {do: skip}, "Resources": {do: skip},
		"LongTitle": {do: block}, "DateOfEnactment": {do: block}, "IntroductoryText": {do: division, typ: "preamble", kind: "preamble"}, "EnactingText": {do: block}, "Reference": {do: block},
		"Text": {do: block}, "Para": {do: block}, "P1para": {do: block}, "P2para": {do: block}, "P3para": {do: block}, "P4para": {do: block}, "P5para": {do: block}, "P6para": {do: block}, "P7para": {do: block},
		"P": {do: block}, "AppendText": {do: block}, "table": {do: table}, "tr": {do: row}, "Image": {do: skip}, "Formula": {do: skip}, "SignedSection": {do: division, typ: "conclusions", kind: "conclusions"},
		"ExplanatoryNotes": {do: annotated}, "EarlierOrders": {do: annotated}, "Title": {do: heading}, "TitleBlock": {do: inline}, "Body": {do: block}, "ScheduleBody": {do: block}, "Schedules": {do: block},
		"Primary": {do: block}, "Secondary": {do: block}, "EURetained": {do: block}, "PrimaryPrelims": {do: block}, "SecondaryPrelims": {do: block}, "Approved": {do: block}, "MadeDate": {do: block}, "LaidDate": {do: block}, "ComingIntoForce": {do: block},
		"DateText": {do: inline}, "Leader": {do: space}, "UnorderedList": {do: block}, "OrderedList": {do: block},
	}
	return &dialect{name: "clml", rules: rules, special: crownSpecial, begin: crownBegin, numberText: crownNumber, meta: crownMeta}
}

func crownSpecial(w *writer, n *xmltree.Node) bool {
	switch n.Name {
	case "PrimaryPrelims", "SecondaryPrelims":
		for _, k := range n.Children {
			switch k.Name {
			case "Title":
				w.line(reading.Block{Role: reading.Heading, Level: 1}, text(k))
			case "Number":
				w.line(reading.Block{}, text(k))
			default:
				w.node(k)
			}
		}
		return true
	case "P1group":
		w.crownGroup(n)
		return true
	case "Pblock", "PsubBlock":
		if t := n.Child("Title"); t != nil {
			w.line(reading.Block{Role: reading.Heading, Level: 4}, text(t))
			w.skip(t)
		}
		w.children(n)
		return true
	case "Pnumber":
		w.number(crownNumber(n))
		if g := n.Parent.Parent; n.Parent.Name == "P1" && g != nil && g.Name == "P1group" && w.skipped[g.Child("Title")] && w.numbered(g) {
			w.block = reading.Block{Role: reading.Heading, Level: 5}
			w.inline(text(g.Child("Title")))
			w.flush()
		}
		return true
	case "OrderedList", "UnorderedList":
		w.crownList(n)
		return true
	case "P1para", "P2para", "P3para", "P4para", "P5para", "P6para", "P7para":
		w.children(n)
		return true
	}
	return false
}

// skip says that a child was written already.
func (w *writer) skip(n *xmltree.Node) {
	if w.skipped == nil {
		w.skipped = map[*xmltree.Node]bool{}
	}
	w.skipped[n] = true
}

// crownGroup writes a heading and the sections that it belongs to. Where there is
// one section only, its number is printed before the heading.
func (w *writer) crownGroup(n *xmltree.Node) {
	if t := n.Child("Title"); t != nil {
		w.skip(t)
		if !w.numbered(n) {
			w.line(reading.Block{Role: reading.Heading, Level: 5}, text(t))
		}
	}
	w.children(n)
}

// numbered reports whether a group holds one section outside a schedule, so that
// heading and number stand on one line.
func (w *writer) numbered(group *xmltree.Node) bool {
	sections := 0
	for _, k := range group.Children {
		if k.Name == "P1" && k.Child("Pnumber") != nil {
			if sections++; sections > 1 {
				return false
			}
		}
	}
	return sections == 1 && !inSchedule(group)
}

// inSchedule reports whether an element lies in a schedule, where paragraphs
// have sub-paragraphs.
func inSchedule(n *xmltree.Node) bool { return within(n, "Schedule") }

// crownList writes the items of a list with their numbers.
func (w *writer) crownList(n *xmltree.Node) {
	w.flush()
	w.items++
	for _, k := range n.Children {
		if k.Name != "ListItem" {
			continue
		}
		num := k.Get("NumberOverride")
		w.flush()
		w.block = reading.Block{Role: reading.ListItem, Level: w.items}
		if num != "" {
			w.number(num)
			w.block = reading.Block{Role: reading.ListItem, Level: w.items}
		}
		w.children(k)
		w.flush()
	}
	w.items--
}

// crownNumber returns a number with its punctuation, which the markup gives in
// attributes or leaves to the typesetter.
func crownNumber(n *xmltree.Node) string {
	s := text(n)
	if s == "" || n.Name != "Pnumber" || n.Parent == nil {
		return s
	}
	before, hasBefore := n.Lookup("PuncBefore")
	after, hasAfter := n.Lookup("PuncAfter")
	if hasBefore || hasAfter {
		return before + s + after
	}
	if n.Parent.Name != "P1" && !strings.HasPrefix(s, "(") {
		return "(" + s + ")"
	}
	return s
}

// crownBegin reads the heading that a group gives its section, and the status.
func crownBegin(w *writer, n *xmltree.Node, d *reading.Division) {
	if n.Name == "P1" {
		if inSchedule(n) {
			d.Type = "paragraph"
		}
		if g := n.Parent; g != nil && g.Name == "P1group" {
			d.Heading = textOf(g.Child("Title"))
		}
	}
	if n.Name == "P2" && inSchedule(n) {
		d.Type = "subparagraph"
	}
	if n.Name == "Schedule" || n.Name == "Part" || n.Name == "Chapter" {
		if t := n.Find("Title"); t != nil && d.Heading == "" && (t.Parent == n || t.Parent.Name == "TitleBlock") {
			d.Heading = text(t)
		}
	}
	switch n.Get("Status") {
	case "Repealed":
		d.Status = "repealed"
	case "Prospective":
		d.Status = "not yet in force"
	}
	if n.Get("Match") == "false" && n.Get("RestrictEndDate") != "" {
		d.Status = "repealed"
	}
}

func crownMeta(w *writer, root *xmltree.Node) {
	meta := root.Child("Metadata")
	w.metaText("title", meta.Child("title"), "Metadata dc:title")
	w.metaText("language", meta.Child("language"), "Metadata dc:language")
	w.metaText("date-amended", meta.Child("valid"), "Metadata dct:valid")
	w.metaText("source", meta.Child("identifier"), "Metadata dc:identifier")
	if m := meta.Find("DocumentMainType"); m != nil {
		w.b.Meta("type", m.Get("Value"), "ukm:DocumentMainType")
	}
	if m := meta.Find("DocumentStatus"); m != nil {
		w.b.Meta("status-of-text", m.Get("Value"), "ukm:DocumentStatus")
	}
	if m := meta.Find("EnactmentDate"); m != nil {
		w.b.Meta("date-enacted", m.Get("Date"), "ukm:EnactmentDate")
	}
	year, number := meta.Find("Year").Get("Value"), meta.Find("Number").Get("Value")
	if year != "" && number != "" {
		w.b.Meta("number", year+" c. "+number, "ukm:Year, ukm:Number")
	}
	w.b.Meta("jurisdiction", "GB", "Crown Legislation Markup")
}
