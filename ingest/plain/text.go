// Package plain reads files that are text: plain text, Markdown with front
// matter, and JSON as structured text.
//
// Lines that were broken only to fit a page are joined again; lines that end
// where their author ended them are kept apart. Begin with [Text], [Markdown]
// and [JSON], which are readers as package reading defines them.
package plain

import (
	"context"
	"fmt"
	"io"
	"strings"

	"policyscan/ingest/charset"
	"policyscan/ingest/lines"
	"policyscan/ingest/reading"
)

// MaxBytes is the largest file of text that is read.
const MaxBytes = 256 << 20

// Text reads plain text. A form feed ends a page, as pdftotext and printers
// have it.
type Text struct{}

// Name implements reading.Reader.
func (Text) Name() string { return "text" }

// Version implements reading.Reader.
func (Text) Version() int { return 2 }

// Read implements reading.Reader.
func (Text) Read(ctx context.Context, r io.ReaderAt, size int64, opt reading.Options) (reading.Extraction, error) {
	b := reading.NewBuilder("text", opt)
	s, err := load(b, r, size)
	if err != nil {
		return reading.Extraction{}, err
	}
	t := textReader{b: b, joiner: lines.NewJoiner(s)}
	if strings.ContainsRune(s, '\f') {
		for _, page := range strings.Split(strings.TrimSuffix(s, "\f"), "\f") {
			if err := ctx.Err(); err != nil {
				return reading.Extraction{}, err
			}
			t.page++
			start := b.Len()
			t.paragraphs(page)
			t.endPage(start)
		}
	} else {
		t.paragraphs(s)
	}
	return finish(b)
}

type textReader struct {
	b      *reading.Builder
	joiner lines.Joiner
	page   int
}

// paragraphs adds the paragraphs of s, which blank lines divide.
func (t *textReader) paragraphs(s string) {
	var para []string
	flush := func() {
		for _, l := range t.joiner.Join(para) {
			t.b.Add(reading.Block{Page: t.page}, l)
		}
		para = para[:0]
	}
	for len(s) > 0 {
		var line string
		line, s = lines.Cut(s)
		if strings.TrimSpace(line) == "" {
			flush()
			continue
		}
		para = append(para, line)
	}
	flush()
}

func (t *textReader) endPage(start int) {
	p := reading.Page{Number: t.page, Start: start, End: t.b.Len(), Status: reading.PageText, Extractor: "text"}
	if start == p.End {
		p.Status = reading.PageBlank
	}
	t.b.Extraction.Pages = append(t.b.Extraction.Pages, p)
}

// load reads the whole file and decodes it.
func load(b *reading.Builder, r io.ReaderAt, size int64) (string, error) {
	if size > MaxBytes {
		return "", &reading.Refusal{Code: "too-large", Reason: fmt.Sprintf("a text of %d MB is larger than the limit of %d MB", size>>20, MaxBytes>>20), Hint: "split the file"}
	}
	data := make([]byte, size)
	if n, err := r.ReadAt(data, 0); err != nil && (err != io.EOF || int64(n) < size) {
		return "", fmt.Errorf("reading: %w", err)
	}
	t := charset.Decode(data, "")
	if code, sentence := t.Problem(); code != "" {
		b.Problem(0, code, sentence)
	}
	return t.String, nil
}

// finish returns the extraction, or a refusal where it holds no text.
func finish(b *reading.Builder) (reading.Extraction, error) {
	ex := b.Done()
	if ex.Text == "" {
		return reading.Extraction{}, &reading.Refusal{Code: "empty", Reason: "the file holds no text"}
	}
	return ex, nil
}
