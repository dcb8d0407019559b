package legalxml

import (
	"strings"

	"policyscan/ingest/reading"
	"policyscan/ingest/xmltree"
)

// taiwan is the XML of the Laws and Regulations Database of Taiwan: articles in
// a row, with lines that name the chapters between them.
func taiwan() *dialect {
	rules := map[string]rule{
		"條文": {do: division, typ: "article"}, "條號": {do: number},
	}
	return &dialect{name: "tw", rules: rules, other: rule{do: block}, special: taiwanSpecial, meta: taiwanMeta}
}

func taiwanSpecial(w *writer, n *xmltree.Node) bool {
	switch n.Name {
	case "法規名稱":
		w.line(reading.Block{Role: reading.Heading, Level: 1}, text(n))
	case "英文法規名稱":
		if n.Parent.Child("法規名稱") == nil {
			w.line(reading.Block{Role: reading.Heading, Level: 1}, text(n))
		}
	case "編章節":
		w.taiwanHeading(text(n))
	case "條文":
		w.division(n, w.dialect.rules["條文"])
	case "條文內容":
		w.taiwanLines(n, reading.Block{})
	case "前言":
		if s := text(n); s != "" {
			w.open(reading.Division{Type: "preamble", Kind: "preamble"})
			w.taiwanLines(n, reading.Block{})
			w.close()
		}
	case "沿革內容":
		w.notes++
		w.taiwanLines(n, reading.Block{})
		w.notes--
	case "法規", "法規內容", "條號", "LAWS", "法規資料":
		return false
	}
	return true
}

// taiwanLines writes a text that its line ends divide into paragraphs.
func (w *writer) taiwanLines(n *xmltree.Node, b reading.Block) {
	if !w.labels {
		w.flush()
	}
	for _, line := range strings.Split(rawText(n), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if !w.labels {
			w.block = b
		}
		w.inline(line)
		w.flush()
	}
}

// rawText returns the text of an element with its line ends.
func rawText(n *xmltree.Node) string {
	var out strings.Builder
	for _, k := range n.Children {
		if k.Name == "" {
			out.WriteString(k.Text)
		}
	}
	return strings.ReplaceAll(out.String(), "\r", "\n")
}

// taiwanHeading opens a chapter: "第 一 章 總則", "Chapter I General Principles".
func (w *writer) taiwanHeading(line string) {
	num, head := line, ""
	level, typ := 3, "chapter"
	if strings.HasPrefix(line, "第") {
		for _, t := range [...]struct {
			unit, typ string
			level     int
		}{{"編", "part", 2}, {"章", "chapter", 3}, {"節", "section", 4}, {"款", "subsection", 5}, {"目", "subdivision", 6}} {
			if i := strings.Index(line, t.unit); i > 0 && i < 30 {
				num, head = line[:i+len(t.unit)], strings.TrimSpace(line[i+len(t.unit):])
				level, typ = t.level, t.typ
				break
			}
		}
	} else if words := strings.Fields(line); len(words) > 1 {
		num, head = words[0]+" "+words[1], strings.Join(words[2:], " ")
		switch strings.ToLower(words[0]) {
		case "part", "book":
			level, typ = 2, "part"
		case "section":
			level, typ = 4, "division"
		}
	}
	if typ == "section" || typ == "subsection" {
		typ = "division"
	}
	w.flatHeading(reading.Division{Type: typ, Num: num, Heading: head}, level-1, line)
}

func taiwanMeta(w *writer, root *xmltree.Node) {
	law := root
	if root.Name != "法規" {
		if law = root.Find("法規"); law == nil {
			return
		}
	}
	w.b.Meta("jurisdiction", "TW", "Laws and Regulations Database XML")
	if n := law.Child("法規名稱"); n != nil {
		w.metaText("title", n, "法規名稱")
		w.b.Meta("language", "zh-Hant", "法規名稱")
	} else {
		w.metaText("title", law.Child("英文法規名稱"), "英文法規名稱")
		w.b.Meta("language", "en", "英文法規名稱")
	}
	w.metaText("type", law.Child("法規性質"), "法規性質")
	w.metaText("source", law.Child("法規網址"), "法規網址")
	for _, name := range [...]string{"最新異動日期", "最新英文異動日期"} {
		if s := textOf(law.Child(name)); len(s) == 8 {
			w.b.Meta("date-amended", s[:4]+"-"+s[4:6]+"-"+s[6:], name)
		}
	}
	if s := textOf(law.Child("生效日期")); len(s) == 8 && s < "9999" {
		w.b.Meta("date-in-force", s[:4]+"-"+s[4:6]+"-"+s[6:], "生效日期")
	}
	if s := textOf(law.Child("廢止註記")); s != "" {
		w.b.Meta("status", "repealed", "廢止註記")
	}
}

// japan is the standard XML of Japanese law (e-Gov).
func japan() *dialect {
	rules := map[string]rule{
		"LawNum": {do: block}, "LawTitle": {do: title}, "EnactStatement": {do: block}, "TOC": {do: contents},
		"Preamble": {do: division, typ: "preamble", kind: "preamble"},
		"Part":     {do: division, typ: "part"}, "Chapter": {do: division, typ: "chapter"}, "Section": {do: division, typ: "division"},
		"Subsection": {do: division, typ: "subdivision"}, "Division": {do: division, typ: "subdivision"}, "Article": {do: division, typ: "article"},
		"Paragraph": {do: division, typ: "paragraph"}, "Item": {do: division, typ: "item"}, "Subitem1": {do: division, typ: "point"},
		"Subitem2": {do: division, typ: "point"}, "Subitem3": {do: division, typ: "point"}, "Subitem4": {do: division, typ: "point"},
		"SupplProvision": {do: division, typ: "hcontainer", kind: "schedule"}, "SupplProvisionLabel": {do: heading},
		"AppdxTable": {do: division, typ: "schedule", kind: "schedule"}, "AppdxTableTitle": {do: heading},
		"PartTitle": {do: heading}, "ChapterTitle": {do: heading}, "SectionTitle": {do: heading}, "SubsectionTitle": {do: heading}, "DivisionTitle": {do: heading},
		"ArticleCaption": {do: margin}, "ParagraphCaption": {do: margin}, "ArticleTitle": {do: number}, "ParagraphNum": {do: number}, "ItemTitle": {do: number},
		"Subitem1Title": {do: number}, "Subitem2Title": {do: number}, "Subitem3Title": {do: number}, "Subitem4Title": {do: number},
		"ParagraphSentence": {do: block}, "ItemSentence": {do: block}, "Subitem1Sentence": {do: block}, "Subitem2Sentence": {do: block},
		"Subitem3Sentence": {do: block}, "Subitem4Sentence": {do: block}, "Sentence": {do: inline}, "Column": {do: inline},
		"TableStruct": {do: table}, "TableRow": {do: row}, "Rt": {do: skip}, "SupplNote": {do: annotated}, "List": {do: block}, "ListSentence": {do: block},
		"LawBody": {do: block}, "MainProvision": {do: block}, "Law": {do: block}, "Remarks": {do: block}, "ArithFormula": {do: skip}, "Fig": {do: skip},
	}
	return &dialect{name: "jp", rules: rules, meta: func(w *writer, root *xmltree.Node) {
		w.b.Meta("jurisdiction", "JP", "e-Gov XML")
		w.b.Meta("language", root.Get("Lang"), "Law Lang")
		w.metaText("title", root.Path("LawBody", "LawTitle"), "LawTitle")
		w.metaText("number", root.Child("LawNum"), "LawNum")
		w.b.Meta("type", root.Get("LawType"), "Law LawType")
	}, begin: func(_ *writer, n *xmltree.Node, d *reading.Division) {
		d.ID = ""
		if n.Get("Delete") == "true" {
			d.Status = "repealed"
		}
		// "第一章　総則" is a number and a heading in one.
		if num, head, ok := strings.Cut(d.Heading, " "); ok && d.Num == "" && strings.HasPrefix(num, "第") {
			d.Num, d.Heading = num, strings.TrimSpace(head)
		}
	}}
}
