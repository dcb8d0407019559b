package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"policyscan/ingest/reading"
	"policyscan/ingest/reading/readertest"
)

// TestHostileFilesAreRefused reads files that are made to harm the reader, the
// way that every file is read.
func TestHostileFilesAreRefused(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(secret, []byte("the miller's secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	laughs := `<?xml version="1.0"?><!DOCTYPE akomaNtoso [<!ENTITY a "ha ha ha ha ha ha ha ha ha ha">`
	for c := 'b'; c <= 'j'; c++ {
		laughs += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	laughs += `]><akomaNtoso><act name="act"><body><section eId="sec_1"><num>1</num><content><p>&j;</p></content></section></body></act></akomaNtoso>`
	outside := `<?xml version="1.0"?><!DOCTYPE akomaNtoso [<!ENTITY x SYSTEM "file://` + filepath.ToSlash(secret) + `">]>` +
		`<akomaNtoso><act name="act"><body><section eId="sec_1"><num>1</num><content><p>A miller &x; shall keep a book of loads.</p></content></section></body></act></akomaNtoso>`
	document := func(text string) string { return "<w:document><w:body><w:p><w:r><w:t>" + text }
	tests := []struct{ name, file, data string }{
		{"billion laughs", "a.xml", laughs},
		{"external entity", "a.xml", outside},
		{"billion laughs in a word processor's file", "a.docx", readertest.Zip(t, "word/document.xml", laughs)},
		{"bomb in a word processor's file", "a.docx", readertest.Zip(t, "word/document.xml", document(strings.Repeat(" ", 48<<20)))},
		{"bomb in a book", "a.epub", readertest.Zip(t, "mimetype", "application/epub+zip", "META-INF/container.xml", strings.Repeat(" ", 48<<20))},
		{"members that lead out of a word processor's file", "a.docx", readertest.Zip(t, "word/document.xml", document("text"), "../../"+filepath.Base(secret), "overwritten")},
	}
	f := NewFormats(nil)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			began := time.Now()
			ex, _, err := f.Extract(t.Context(), strings.NewReader(tt.data), int64(len(tt.data)), reading.Options{Name: tt.file})
			if d := time.Since(began); d > 20*time.Second {
				t.Errorf("took %s", d)
			}
			if err == nil {
				err = reading.Check(ex)
			}
			const most = 1 << 20
			if len(ex.Text) > most || strings.Contains(ex.Text, "secret") {
				t.Errorf("text of %d bytes: %.100q", len(ex.Text), ex.Text)
			}
			t.Logf("text %.40q, problems %v, error %v", ex.Text, ex.Problems, err)
			if err == nil && ex.Text == "" {
				t.Error("neither text nor a reason")
			}
		})
	}
	if got, err := os.ReadFile(secret); err != nil || string(got) != "the miller's secret" {
		t.Errorf("the file outside: %q, %v", got, err)
	}
}

// TestFileOfTwoGigabytes refuses a file above the limit without reading it.
func TestFileOfTwoGigabytes(t *testing.T) {
	name := filepath.Join(t.TempDir(), "law.txt")
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := file.Truncate(MaxFile + 1); err != nil {
		t.Skip("no sparse file of two gigabytes: ", err)
	}
	_, _, err = NewFormats(nil).Extract(t.Context(), file, MaxFile+1, reading.Options{Name: "law.txt"})
	if err == nil || !strings.Contains(err.Error(), "2 GB") {
		t.Errorf("got %v, want a refusal that names the limit", err)
	}
}

// vanishing is a file whose bytes can be read only up to a limit, as where a
// stick is pulled out.
type vanishing struct {
	data  []byte
	until int64
}

var errGone = errors.New("the device is gone")

func (v vanishing) ReadAt(p []byte, off int64) (int, error) {
	if off+int64(len(p)) > v.until && off+int64(len(p)) <= int64(len(v.data)) {
		return 0, errGone
	}
	return bytes.NewReader(v.data).ReadAt(p, off)
}

// TestFileThatDisappears says of every format that the file could not be read,
// rather than taking what is left for the whole.
func TestFileThatDisappears(t *testing.T) {
	long := strings.Repeat("A miller shall keep a book of the loads.\n\n", 4000)
	tests := []struct{ name, file, data string }{
		{"plain text", "a.txt", long},
		{"Markdown", "a.md", "# Act\n\n" + long},
		{"HTML", "a.html", "<html><body><p>" + long},
		{"JSON", "a.json", `{"text": ["` + strings.ReplaceAll(long, "\n", " ") + `"]}`},
		{"XML", "a.xml", "<akomaNtoso><act><body><p>" + long + "</p></body></act></akomaNtoso>"},
		{"RTF", "a.rtf", `{\rtf1 ` + long + `}`},
		{"DOCX", "a.docx", readertest.Zip(t, "word/document.xml", "<w:document><w:body><w:p><w:r><w:t>"+long+"</w:t></w:r></w:p></w:body></w:document>")},
		{"PDF", "a.pdf", "%PDF-1.4\n" + long + "\nstartxref\n0\n%%EOF\n"},
	}
	f := NewFormats(nil)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			size := int64(len(tt.data))
			var r io.ReaderAt = vanishing{[]byte(tt.data), size / 3}
			ex, _, err := f.Extract(t.Context(), r, size, reading.Options{Name: tt.file})
			if err == nil {
				t.Fatalf("no error; text of %d bytes", len(ex.Text))
			}
			t.Log(err)
		})
	}
}
