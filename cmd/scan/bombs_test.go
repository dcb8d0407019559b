package main

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"policyscan/ingest"
)

// bomb writes a file that is small, or simple, and asks a careless reader for
// far too much.
type bomb func(w io.Writer) error

// many writes a text over and over.
func many(n int, s string) bomb {
	return func(w io.Writer) error {
		if s == "" {
			return nil
		}
		block := strings.Repeat(s, max(1, 1<<16/len(s)))
		for n > 0 {
			k := min(n, len(block)/len(s))
			if _, err := io.WriteString(w, block[:k*len(s)]); err != nil {
				return err
			}
			n -= k
		}
		return nil
	}
}

// counted writes a text over and over with a number in it, so that it cannot be
// packed as small as to be refused for that alone.
func counted(n int, format string) bomb {
	return func(w io.Writer) error {
		for i := range n {
			if _, err := fmt.Fprintf(w, format, uint32(i)*2654435761); err != nil {
				return err
			}
		}
		return nil
	}
}

// text writes a text.
func text(s string) bomb { return many(1, s) }

// inRow writes one after the other.
func inRow(parts ...bomb) bomb {
	return func(w io.Writer) error {
		for _, p := range parts {
			if err := p(w); err != nil {
				return err
			}
		}
		return nil
	}
}

// member is a file in an archive.
type member struct {
	name string
	data bomb
}

// packed writes an archive.
func packed(members ...member) bomb {
	return func(w io.Writer) error {
		z := zip.NewWriter(w)
		for _, m := range members {
			f, err := z.Create(m.name)
			if err != nil {
				return err
			}
			if err := m.data(f); err != nil {
				return err
			}
		}
		return z.Close()
	}
}

func docx(body bomb) bomb {
	return packed(
		member{"[Content_Types].xml", text(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`)},
		member{"word/document.xml", inRow(text(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`), body, text(`</w:body></w:document>`))})
}

func odt(body bomb) bomb {
	return packed(
		member{"mimetype", text("application/vnd.oasis.opendocument.text")},
		member{"content.xml", inRow(text(`<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>`), body, text(`</office:text></office:body></office:document-content>`))})
}

func epub(spine, chapter bomb) bomb {
	return packed(
		member{"mimetype", text("application/epub+zip")},
		member{"META-INF/container.xml", text(`<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="b.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`)},
		member{"b.opf", inRow(text(`<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine>`), spine, text(`</spine></package>`))},
		member{"c.xhtml", chapter})
}

// pdfOf writes a PDF of one page with a compressed content stream.
func pdfOf(content bomb) bomb {
	return func(w io.Writer) error {
		var stream bytes.Buffer
		z := zlib.NewWriter(&stream)
		if err := content(z); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		var out bytes.Buffer
		var at []int
		object := func(format string, args ...any) {
			at = append(at, out.Len())
			fmt.Fprintf(&out, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(at)}, args...)...)
		}
		out.WriteString("%PDF-1.4\n")
		object("<</Type/Catalog/Pages 2 0 R>>")
		object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
		object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>")
		object("<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream", stream.Len(), stream.Bytes())
		start := out.Len()
		fmt.Fprintf(&out, "xref\n0 5\n0000000000 65535 f \n")
		for _, a := range at {
			fmt.Fprintf(&out, "%010d 00000 n \n", a)
		}
		fmt.Fprintf(&out, "trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", start)
		_, err := w.Write(out.Bytes())
		return err
	}
}

// nested packs an archive into an archive, over and over.
func nested(depth int) bomb {
	b := packed(member{"law.txt", text("1. The miller shall keep a book of loads.")})
	for range depth {
		b = packed(member{"more.zip", b})
	}
	return b
}

func laughs() bomb {
	s := `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha ha ha ha ha ha">`
	for c := 'b'; c <= 'k'; c++ {
		s += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	return text(s + `]>`)
}

const law = "1. The miller shall keep a book of the loads that come in. "

// bombs are the hostile files, by name.
func bombs() map[string]bomb {
	var zips []member
	for i := range 200 {
		zips = append(zips, member{fmt.Sprintf("%d.zip", i), packed(member{"a.txt", many(2<<20, " ")})})
	}
	var names []member
	for i := range 60_000 {
		names = append(names, member{fmt.Sprintf("%d/%d.txt", i%100, i), text("")})
	}
	row := `<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr><w:p><w:r><w:t>cell %d</w:t></w:r></w:p></w:tc></w:tr>`
	return map[string]bomb{
		"deep.html":        inRow(text("<html><body>"), many(400_000, "<div><b>"), text(law)),
		"wide-table.html":  inRow(text("<html><body><table>"), many(300_000, "<tr><td>a<td>b</tr>"), text("</table>")),
		"spans.html":       inRow(text("<html><body><table>"), many(2000, `<tr><td colspan="1000000" rowspan="65534">`+law+`</td></tr>`)),
		"attributes.html":  inRow(text("<html><body><p "), many(400_000, `a="b" `), text(">"+law)),
		"deep.json":        many(2_000_000, `[`),
		"deep-keys.json":   many(300_000, `{"a":`),
		"many-keys.json":   inRow(text(`{"text":"`+law+`"`), many(500_000, `,"k":{}`), text("}")),
		"deep.rtf":         inRow(text(`{\rtf1 `), many(1_000_000, `{\b `), text(law)),
		"binary.rtf":       inRow(text(`{\rtf1 `+law+`\bin2147483647 `), many(1000, "x"), text("}")),
		"cells.rtf":        inRow(text(`{\rtf1 \trowd`), many(200_000, `\cellx999999999 a\cell`), text(`\row}`)),
		"uc.rtf":           inRow(text(`{\rtf1 \uc2147483647 `), many(100_000, `\u8212`), text(law+"}")),
		"deep.xml":         inRow(text(`<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><body>`), many(300_000, "<section><content>"), text(law)),
		"laughs.xml":       inRow(laughs(), text(`<akomaNtoso><act><body><section><content><p>&k;</p></content></section></body></act></akomaNtoso>`)),
		"attributes.xml":   inRow(text("<akomaNtoso "), many(300_000, `a="b" `), text(">")),
		"deep.docx":        docx(inRow(counted(200_000, `<w:sdt w:id="%d"><w:sdtContent>`), text("<w:p><w:r><w:t>"+law))),
		"spaces.docx":      docx(many(400<<20, " ")),
		"spans.docx":       docx(inRow(text("<w:tbl>"), counted(20_000, row), text("</w:tbl>"))),
		"laughs.docx":      packed(member{"word/document.xml", inRow(laughs(), text(`<w:document xmlns:w="x"><w:body><w:p><w:r><w:t>&k;</w:t></w:r></w:p></w:body></w:document>`))}),
		"repeated.odt":     odt(inRow(text(`<text:p>`+law), many(1000, `<text:s text:c="2000000000"/>`), text(`</text:p>`))),
		"table.odt":        odt(text(`<table:table><table:table-row table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="1000000000"><text:p>` + law + `</text:p></table:table-cell></table:table-row></table:table>`)),
		"deep.odt":         odt(inRow(counted(200_000, `<text:list text:id="%d"><text:list-item>`), text("<text:p>"+law))),
		"spine.epub":       epub(counted(100_000, `<itemref idref="c" id="%d"/>`), text("<html><body><p>"+law+"</p></body></html>")),
		"chapter.epub":     epub(text(`<itemref idref="c"/>`), inRow(text("<html><body>"), counted(2_000_000, "<div>%d"), text("</body></html>"))),
		"quotes.md":        inRow(text("# Act\n\n"), many(200_000, ">"), text(" "+law)),
		"lists.md":         inRow(text("# Act\n\n"), many(20_000, "- "), text(law)),
		"table.md":         inRow(text("# Act\n\n"), many(200_000, "|a"), text("|\n"), many(200_000, "|-"), text("|\n"), many(200_000, "|b"), text("|\n")),
		"one-line.txt":     many(48<<20, "a"),
		"numbers.txt":      many(400_000, "(a) "),
		"sections.txt":     many(200_000, "1. The miller.\n\n"),
		"stream.pdf":       pdfOf(inRow(text("BT /F 12 Tf 72 700 Td (The miller shall keep a book.) Tj ET\n"), many(300<<20, " "))),
		"glyphs.pdf":       pdfOf(inRow(text("BT /F 12 Tf 72 700 Td "), many(3_000_000, "(a)Tj "), text("ET"))),
		"states.pdf":       pdfOf(inRow(many(5_000_000, "q "), text("BT /F 12 Tf 72 700 Td (The miller.) Tj ET"))),
		"archive.zip":      packed(member{"law.txt", many(1<<30, " ")}),
		"archives.zip":     packed(zips...),
		"deep-archive.zip": nested(60),
		"names.zip":        packed(names...),
	}
}

// TestBombs reads the bombs with ten seconds and half a gigabyte each: the
// program must survive, no reader may die or run late, and every file must have
// an outcome with a reason. All of it takes some minutes, so that it is asked for
// by SCAN_LONG=1.
func TestBombs(t *testing.T) {
	if os.Getenv("SCAN_LONG") == "" {
		t.Skip("takes minutes; SCAN_LONG=1 asks for it")
	}
	dir := t.TempDir()
	folder := filepath.Join(dir, "bombs")
	if err := os.Mkdir(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, write := range bombs() {
		f, err := os.Create(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := write(f); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	began := time.Now()
	out, err := scan(dir, "run", folder, "-w", "bombs.scan", "--deadline", "10s", "--memory", "1GB", "--jobs", "2").CombinedOutput()
	if err != nil && !strings.Contains(err.Error(), "exit status 3") {
		t.Fatalf("%v: %s", err, out)
	}
	outcomes := map[string]int{}
	var lines []string
	for _, d := range catalogue(t, filepath.Join(dir, "bombs.scan", "documents.jsonl")) {
		outcomes[fmt.Sprint(d.Status)]++
		if strings.HasPrefix(d.Path, "archives.zip/") && !strings.HasPrefix(d.Path, "archives.zip/1.zip") {
			continue
		}
		lines = append(lines, fmt.Sprintf("%-24s %-10s %6d passages %s", d.Path, d.Status, d.Passages, d.Reason))
		if d.Status != ingest.Read && d.Reason == "" || strings.Contains(d.Reason, "died") || strings.Contains(d.Reason, "could not be worked on") {
			t.Errorf("%s: %s: %q", d.Path, d.Status, d.Reason)
		}
	}
	slices.Sort(lines)
	t.Logf("%s; %v\n%s", time.Since(began).Round(time.Second), outcomes, strings.Join(lines, "\n"))
}
