package export

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"policyscan/match"
	"policyscan/match/compare"
)

// The parts of a Word document that do not depend on the report. We write the
// few elements of WordprocessingML (ECMA-376, part 1, chapter 17) ourselves:
// of the libraries for Go that we looked at, fumiama/go-docx is copyleft (AGPL),
// nguyenthenguyen/docx only fills in templates, and gomutex/godocx (MIT) is
// before 1.0 and has no footers with page numbers.
//
//go:embed docx-styles.xml
var docxStyles string

const (
	docxTypes = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`
	docxRels = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`
	docxDocumentRels = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>`
	docxFooter = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:pStyle w:val="Cite"/></w:pPr><w:r><w:t xml:space="preserve">Describes texts; no finding of fact, no evaluation, no legal advice. Page </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>`
)

// DOCX writes an evidence report for Word: by jurisdiction and criterion, the
// statuses and the quotations of both perspectives one after the other.
func DOCX(w io.Writer, r *Report) error {
	a := newArchive(w, "[Content_Types].xml", "_rels/.rels")
	core := `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>` +
		xmlEscape(r.Title) + `</dc:title><dc:creator>scan</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">` + r.Dated + `T00:00:00Z</dcterms:created></cp:coreProperties>`
	for _, part := range []struct{ name, content string }{
		{"[Content_Types].xml", docxTypes}, {"_rels/.rels", docxRels}, {"word/_rels/document.xml.rels", docxDocumentRels},
		{"word/styles.xml", docxStyles}, {"word/footer1.xml", docxFooter}, {"docProps/core.xml", core},
	} {
		f, err := a.Create(part.name)
		if err != nil {
			return fmt.Errorf("docx: %w", err)
		}
		if _, err := io.WriteString(f, part.content); err != nil {
			return fmt.Errorf("docx: %w", err)
		}
	}
	f, err := a.Create("word/document.xml")
	if err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	d := &docx{w: bufio.NewWriterSize(f, 1<<16), r: r}
	d.body()
	if err := d.w.Flush(); err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	if err := a.Close(); err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	return nil
}

func xmlEscape(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(xmlText(s))) // a buffer takes all
	return b.String()
}

type docx struct {
	w *bufio.Writer
	r *Report
}

func (d *docx) body() {
	d.w.WriteString(xml.Header + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
	d.para("Title", text(d.r.Title))
	d.para("Cite", text(d.r.Attribution))
	for row := range d.r.readMe().Rows {
		if len(row) > 1 && row[0].Text != "Framework" {
			line := row[0].Text + ": " + row[1].Text
			d.para("", Cell{Text: line, Bold: []Span{{0, len(row[0].Text) + 1}}})
		}
	}
	for _, j := range d.r.Comparison.Jurisdictions() {
		d.para("Heading1", text(j))
		for _, t := range d.r.Comparison.Tables {
			for _, row := range t.Rows {
				if row.Jurisdiction == j {
					d.jurisdiction(t, row)
				}
			}
		}
	}
	d.w.WriteString(`<w:sectPr><w:footerReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`)
}

func (d *docx) jurisdiction(t compare.Table, row compare.Row) {
	d.para("Heading2", text(strings.ToUpper(string(t.Genre)[:1])+string(t.Genre)[1:]))
	d.para("Cite", text("Coverage: "+row.Coverage.String()))
	for _, flag := range row.Aux {
		d.para("Cite", text(fmt.Sprintf("Neither perspective: %s, %d passages", flag.Name, flag.Passages)))
	}
	for _, c := range row.Criteria {
		d.para("Heading3", text(fmt.Sprintf("C%d %s: %s", c.Number, d.r.nameOf(c.Number), c.Status.Spell(d.r.Perspectives))))
		if c.Status <= compare.Silent {
			d.para("Cite", text(c.Why))
		}
		for p, cell := range c.Cells {
			if cell.State == compare.CellNotFound && cell.Historic+cell.Candidates == 0 || cell.State == compare.CellNoData {
				continue
			}
			name := d.r.Perspectives[p].Name
			d.para("", Cell{Text: name + ": " + strings.ReplaceAll(cellText(cell), "\n", ", "), Bold: []Span{{0, len(name)}}})
			d.quotes(row.Jurisdiction, t, c.Number, p)
		}
	}
}

// quotes writes the evidence of one cell, with what does not count marked.
func (d *docx) quotes(jurisdiction string, t compare.Table, criterion, perspective int) {
	for _, e := range d.r.Evidence {
		n := d.r.Comparison.Evidence[e.ID]
		if n.Criterion != criterion || n.Perspective != perspective || n.Genre != t.Genre || n.Review != "" && d.r.Verdicts[e.ID].Out ||
			compare.Jurisdiction(*d.r.docs[e.Document]) != jurisdiction {
			continue
		}
		d.quote(e, n)
	}
}

func (d *docx) quote(e match.Evidence, n compare.Entry) {
	style := [2]string{"QuoteFirst", "QuoteSecond"}[n.Perspective]
	d.para(style, Cell{Text: e.Quote, Bold: matched(e)})
	line := fmt.Sprintf("%s · force %d · voice %s · %s · %s", d.r.citation(e), n.Force, e.Voice, n.Review, e.ID)
	if !n.Counted {
		line += " · not counted" + strings.TrimPrefix(counted(e, n), "no")
	}
	d.para("Cite", text(line))
}

// para writes one paragraph with its bold ranges.
func (d *docx) para(style string, c Cell) {
	c = clean(c)
	d.w.WriteString("<w:p>")
	if style != "" {
		d.w.WriteString(`<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`)
	}
	at := 0
	for _, s := range append(c.Bold, Span{len(c.Text), len(c.Text)}) {
		d.run(c.Text[at:s.Start], "")
		d.run(c.Text[s.Start:s.End], "<w:rPr><w:b/></w:rPr>")
		at = s.End
	}
	d.w.WriteString("</w:p>")
}

func (d *docx) run(s, props string) {
	if s == "" {
		return
	}
	d.w.WriteString("<w:r>" + props)
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			d.w.WriteString("<w:br/>")
		}
		d.w.WriteString(`<w:t xml:space="preserve">` + xmlEscape(line) + "</w:t>")
	}
	d.w.WriteString("</w:r>")
}
