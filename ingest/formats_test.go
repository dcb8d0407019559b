package ingest

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"policyscan/ingest/reading"
	"policyscan/ingest/reading/readertest"
)

func TestIdentify(t *testing.T) {
	tests := []struct {
		name, file, data string
		want             string // name of the format
		leftOut          string // part of the reason; empty where it is read
	}{
		{"PDF behind rubbish", "act.bin", "\n\n%PDF-1.7\n", "pdf", ""},
		{"PDF called a text", "act.txt", "%PDF-1.4", "pdf", ""},
		{"DOCX called a ZIP", "act.zip", readertest.Zip(t, "[Content_Types].xml", "<Types/>", "word/document.xml", "<w:document/>"), "docx", ""},
		{"ODT", "act", readertest.Zip(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "<x/>"), "odt", ""},
		{"EPUB", "book.epub", readertest.Zip(t, "mimetype", "application/epub+zip"), "epub", ""},
		{"EPUB without a type", "book", readertest.Zip(t, "META-INF/container.xml", "<container/>"), "epub", ""},
		{"spreadsheet", "fees.xlsx", readertest.Zip(t, "xl/workbook.xml", "<workbook/>"), "xlsx", "spreadsheet"},
		{"slides", "talk.pptx", readertest.Zip(t, "ppt/presentation.xml", "<p/>"), "pptx", "slides"},
		{"ZIP", "laws.zip", readertest.Zip(t, "a.txt", "Section 1"), "zip", ""},
		{"RTF", "act.doc", `{\rtf1\ansi Section 1}`, "rtf", ""},
		{"HTML", "act.html", "<!DOCTYPE html><html><body><p>Section 1", "html", ""},
		{"HTML called a text", "act.txt", "<html><body><p>Section 1</body></html>", "html", ""},
		{"HTML without a head", "act", "<body lang=en><p>Section 1</p></body>", "html", ""},
		{"XHTML", "act.xml", `<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "b">]><html xmlns="x"><p>1</p></html>`, "html", ""},
		{"XML", "act.xml", `<?xml version="1.0"?><!-- made by hand --><akomaNtoso><act/></akomaNtoso>`, "xml", ""},
		{"XML without a declaration", "act", `<law><art nr="1">Text</art></law>`, "xml", ""},
		{"JSON", "act.dat", `[{"section": 1, "text": "No person"}]`, "json", ""},
		{"links are no JSON", "act.md", "[1][1][][1][Title][1]\n\n# Act\n", "markdown", ""},
		{"front matter", "act.txt", "---\ntitle: Act\n---\nText", "markdown", ""},
		{"text", "act.txt", "Section 1. No person shall.\n", "text", ""},
		{"Windows-1252 text", "act.txt", "Secci\xf3n 1. Se prohibe.\n", "text", ""},
		{"UTF-16 text", "act.txt", "\xff\xfeS\x001\x00", "text", ""},
		{"text with a tag in it", "act.txt", "The sign <p> is used.\n", "text", ""},
		{"nothing", "act.txt", "", "", "empty"},
		{"message", "m.eml", "From: a@example.org\n\nHello", "mail", "mail"},
		{"message by its fields", "m.txt", "Received: by x\nMIME-Version: 1.0\nFrom: a\n\nHello", "mail", "mail"},
		{"page saved as one file under another name", "p.html", "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\n<html>", "mhtml", "one file"},
		{"page saved as one file", "p.mhtml", "From: <Saved>\nMIME-Version: 1.0\n\n<html>", "mhtml", "one file"},
		{"WordPerfect", "act.wpd", "\xffWPC....", "wordperfect", "WordPerfect"},
		{"iWork", "act.pages", readertest.Zip(t, "Index/Document.iwa", "x"), "iwork", "iWork"},
		{"image", "scan.png", "\x89PNG\r\n\x1a\n....", "png", "image"},
		{"program", "setup.exe", "MZ\x90\x00" + strings.Repeat("\x00", 80), "program", "program"},
		{"compressed", "a.gz", "\x1f\x8b\x08", "gzip", "compressed"},
		{"DS_Store", ".DS_Store", "\x00\x00\x00\x01Bud1", "", "hidden"},
		{"lock file", "~$act.docx", "Me", "", "lock"},
		{"noise", "x", "\x01\x02\x03\x04\x05\x06\x00\x9f", "", "not a kind"},
		{"style sheet", "a.css", "p { color: red }", "css", "style sheet"},
	}
	f := NewFormats(nil)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := f.Identify(tt.file, strings.NewReader(tt.data), int64(len(tt.data)))
			if err != nil {
				t.Fatal(err)
			}
			if got.Name != tt.want {
				t.Errorf("got %q, want %q (%+v)", got.Name, tt.want, got)
			}
			if tt.leftOut != "" && !strings.Contains(got.LeftOut, tt.leftOut) {
				t.Errorf("left out because %q, want %q", got.LeftOut, tt.leftOut)
			}
		})
	}
}

func TestIdentifyRefusesHugeFiles(t *testing.T) {
	if _, err := NewFormats(nil).Identify("a.pdf", strings.NewReader(""), MaxFile+1); err == nil || !strings.Contains(err.Error(), "2 GB") {
		t.Errorf("got %v, want a refusal that names the limit", err)
	}
}

// FuzzExtract reads any bytes under any name: what is read keeps the promises of
// an extraction, what is not says why.
func FuzzExtract(f *testing.F) {
	f.Add("a.txt", []byte("1. No person shall.\n"))
	f.Add("a.xml", []byte(`<law><art nr="1"><nr-title>1.</nr-title></art></law>`))
	f.Add("a.docx", []byte(readertest.Zip(f, "word/document.xml", "<w:p><w:t>a")))
	f.Add("a", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
	formats := NewFormats(nil)
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if format, err := formats.Identify(name, bytes.NewReader(data), int64(len(data))); err != nil || format.Name == "doc" {
			return // another program would read it
		}
		ex, _, err := formats.Extract(context.Background(), bytes.NewReader(data), int64(len(data)), reading.Options{Name: name})
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without a reason")
			}
			return
		}
		if err := reading.Check(ex); err != nil {
			t.Error(err)
		}
	})
}
