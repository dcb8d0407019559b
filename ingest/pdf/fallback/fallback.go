// Package fallback reads the pages of PDF files that ingest/pdf read badly or
// not at all: with PDFium and, where pages are images, with tesseract.
//
// Begin with [New], whose result is given to the reader of ingest/pdf. Nothing
// is started before a page needs it.
package fallback

import (
	"context"
	"fmt"
	"io"
	"sync"

	"policyscan/ingest/pdf"
	"policyscan/ingest/pdf/ocr"
	"policyscan/ingest/pdf/pdfium"
	"policyscan/ingest/pdf/quality"
	"policyscan/ingest/reading"
)

// Fallback implements [pdf.Fallback]. It keeps the compiled PDFium and what it
// found out about tesseract, nothing about files. It is safe for concurrent use.
type Fallback struct {
	mu      sync.Mutex
	engines map[string]*pdfium.Engine // by cache directory

	look      sync.Once
	tesseract *ocr.Tesseract
	missing   error // why there is no tesseract
}

var _ pdf.Fallback = (*Fallback)(nil)

// New returns a fallback that has started nothing yet.
func New() *Fallback { return &Fallback{engines: map[string]*pdfium.Engine{}} }

// Close ends PDFium, if it was started.
func (f *Fallback) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	var first error
	for dir, e := range f.engines {
		if err := e.Close(); err != nil && first == nil {
			first = err
		}
		delete(f.engines, dir)
	}
	return first
}

// maxUnmapped is the share of glyphs without a meaning in the file above which
// a page is not to be trusted.
const maxUnmapped = 0.02

// Judge returns why the reading of a page is not to be trusted, "" where it is.
func (f *Fallback) Judge(p pdf.Seen) string {
	if p.Err != nil {
		return fmt.Sprintf("the page could not be read to its end: %v", p.Err)
	}
	if doubts := quality.Of(p.Text).Doubts(p.Glyphs); len(doubts) > 0 {
		return string(doubts[0])
	}
	if float64(p.Unmapped) > maxUnmapped*float64(p.Glyphs) && p.Unmapped > 2 {
		return string(quality.Replaced)
	}
	return ""
}

// Better reports whether other is a better reading of a page than own.
func (f *Fallback) Better(own, other pdf.Seen) bool {
	return quality.Better(quality.Of(own.Text), quality.Of(other.Text))
}

// Open opens a file with PDFium.
func (f *Fallback) Open(ctx context.Context, file io.ReaderAt, size int64, opt reading.Options) (pdf.Source, error) {
	doc, err := f.engine(opt.CacheDir).Open(ctx, file, size, opt.Passwords)
	if err != nil {
		return nil, err
	}
	return &source{doc: doc, fallback: f, opt: opt}, nil
}

func (f *Fallback) engine(cacheDir string) *pdfium.Engine {
	f.mu.Lock()
	defer f.mu.Unlock()
	e := f.engines[cacheDir]
	if e == nil {
		e = pdfium.New(pdfium.Config{CacheDir: cacheDir})
		f.engines[cacheDir] = e
	}
	return e
}

// recogniser returns the installed tesseract, or why there is none.
func (f *Fallback) recogniser(cacheDir string) (*ocr.Tesseract, error) {
	f.look.Do(func() {
		// Not the context of the file that happens to be the first: the answer
		// holds for all.
		f.tesseract, f.missing = ocr.Find(context.Background())
	})
	if f.missing != nil {
		return nil, f.missing
	}
	t := *f.tesseract
	t.CacheDir = cacheDir
	return &t, nil
}
