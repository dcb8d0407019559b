package web

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"policyscan/ingest/reading"
	"policyscan/ingest/reading/readertest"
)

func TestGoldens(t *testing.T) {
	readertest.Goldens(t, func(string) reading.Reader { return HTML{} })
}

func TestDeclaredEncoding(t *testing.T) {
	page := `<html><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"></head><body><p>第一条　この規則は、試験のための文である。</p></body></html>`
	data, err := japanese.ShiftJIS.NewEncoder().String(page)
	if err != nil {
		t.Fatal(err)
	}
	ex, err := readertest.Read(HTML{}, data)
	if err != nil {
		t.Fatal(err)
	}
	if want := "第一条 この規則は、試験のための文である。\n"; ex.Text != want {
		t.Errorf("got %q, want %q", ex.Text, want)
	}
}

func TestHostilePages(t *testing.T) {
	tests := []struct{ name, data string }{
		{"elements that are never closed", strings.Repeat("<font><span>", 100000) + "<p>Section 1</p>"},
		{"blocks that are never closed", strings.Repeat("<div><blockquote>", 100000) + "<p>Section 1</p>"},
		{"nested tables", strings.Repeat("<table><tr><td>", 20000) + "Section 1"},
		{"nested lists", strings.Repeat("<ul><li>", 20000) + "Section 1"},
		{"half-open tags", strings.Repeat("<p <", 100000) + "><p>Section 1</p>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			readertest.Survives(t, HTML{}, tt.data, "Section 1")
		})
	}
}

func TestEmptyPageIsRefused(t *testing.T) {
	_, err := readertest.Read(HTML{}, "<html><script>alert(1)</script></html>")
	var r *reading.Refusal
	if !errors.As(err, &r) || r.Code != "empty" {
		t.Errorf("got %v, want a refusal", err)
	}
}

func FuzzHTML(f *testing.F) {
	readertest.Fuzz(f, HTML{}, func(name string) bool { return filepath.Ext(name) == ".html" })
}

func BenchmarkHTML(b *testing.B) {
	data := "<html><body>" + strings.Repeat("<h3>4 Duties of operators</h3><p class=sub><b>(1)</b> An operator of premises must, before the end of each <a href='#y'>year</a>, give the authority a report on the measures taken.</p><ol type=a><li>first,<li>second.</ol>", 3000)
	readertest.Bench(b, HTML{}, data)
}
