package web

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/ingest/reading"
	"policyscan/ingest/reading/readertest"
)

const (
	container = `<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>`
	opf       = `<package><metadata><dc:title>Premises Handbook</dc:title><dc:language>en</dc:language></metadata><manifest>
<item id="nav" href="nav.xhtml" properties="nav"/><item id="b" href="b%20two.xhtml"/><item id="a" href="a.xhtml"/><item id="gone" href="gone.xhtml"/></manifest>
<spine><itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/><itemref idref="gone"/></spine></package>`
)

func TestEPUB(t *testing.T) {
	ex, err := readertest.Read(EPUB{}, readertest.Zip(t, "mimetype", "application/epub+zip", "META-INF/container.xml", container, "OEBPS/book.opf", opf,
		"OEBPS/nav.xhtml", "<html><body><nav>Contents</nav></body></html>",
		"OEBPS/b two.xhtml", `<html lang="en"><body><p>Second chapter.</p></body></html>`,
		"OEBPS/a.xhtml", `<?xml version="1.0"?><html><body><h1>One</h1><p>First chapter<a epub:type="noteref" href="#n1">1</a>.</p><aside epub:type="footnote" id="n1"><p>A note.</p></aside></body></html>`))
	if err != nil {
		t.Fatal(err)
	}
	if err := reading.Check(ex); err != nil {
		t.Error(err)
	}
	want := `format epub
meta title = Premises Handbook (package dc:title)
meta language = en (package dc:language)
heading1| One
para| First chapter.
para| Second chapter.
footnote| A note.
`
	if d := cmp.Diff(reading.Dump(ex), want); d != "" {
		t.Errorf("got (-) want (+):\n%s", d)
	}
}

func TestEPUBRefusals(t *testing.T) {
	tests := []struct{ name, book, code string }{
		{"no container", readertest.Zip(t, "a", "b"), "damaged"},
		{"no chapters", readertest.Zip(t, "META-INF/container.xml", container, "OEBPS/book.opf", "<package/>"), "damaged"},
		{"protected", readertest.Zip(t, "META-INF/container.xml", container, "META-INF/encryption.xml", `<e><CipherReference URI="OEBPS/a.xhtml"/></e>`), "password"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := readertest.Read(EPUB{}, tt.book)
			var r *reading.Refusal
			if !errors.As(err, &r) || r.Code != tt.code {
				t.Errorf("got %v, want a refusal %q", err, tt.code)
			}
		})
	}
}

func FuzzEPUB(f *testing.F) {
	f.Add(opf, "<html><body><p>Text</p></body></html>")
	f.Add(`<package><manifest><item id="a" href="../../a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>`, "<p>")
	f.Fuzz(func(t *testing.T, pkg, chapter string) {
		ex, err := readertest.Read(EPUB{}, readertest.Zip(t, "META-INF/container.xml", container, "OEBPS/book.opf", pkg, "OEBPS/a.xhtml", chapter))
		if err != nil {
			return
		}
		if err := reading.Check(ex); err != nil {
			t.Error(err)
		}
	})
}
