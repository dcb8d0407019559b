package fallback

import (
	"context"
	"fmt"
	"image"
	"strings"
	"unicode/utf8"

	"policyscan/ingest/pdf"
	"policyscan/ingest/pdf/ocr"
	"policyscan/ingest/pdf/pdfium"
	"policyscan/ingest/pdf/quality"
	"policyscan/ingest/reading"
)

// resolution is what pages are rendered at for recognition, in dots an inch.
// Tesseract's training was done at 300; lower loses small type.
const resolution = 300

// blankInk is the share of dark pixels below which a page is blank: a stray
// speck of a scanner is more than nothing.
const blankInk = 0.00002

// source is one file, open in PDFium.
type source struct {
	doc        *pdfium.Document
	fallback   *Fallback
	opt        reading.Options
	recognised int // pages
}

// maxRecognised bounds the pages of one file that are recognised: at some
// seconds a page, a small file of endless pages would take a day.
const maxRecognised = 3000

func (s *source) Pages() int   { return s.doc.Pages() }
func (s *source) Close() error { return s.doc.Close() }

// Read returns the text that a page carries. Where that means nothing, as with
// fonts that keep their letters to themselves, the page is an image for all
// that a reader without eyes can tell: it is recognised, if that succeeds.
func (s *source) Read(ctx context.Context, page int) (pdf.PageReading, error) {
	glyphs, err := s.doc.Glyphs(ctx, page)
	if err != nil {
		return pdf.PageReading{}, err
	}
	dropGuesses(glyphs)
	f, err := s.frame(page)
	if err != nil {
		return pdf.PageReading{}, err
	}
	if s.opt.OCR != reading.OCROff && illegible(glyphs) {
		seen, err := s.Recognise(ctx, page)
		reading.Progress(ctx)
		if err == nil && seen.Confidence >= trusted {
			return seen, nil
		}
	}
	return pdf.PageReading{
		Glyphs:    f.glyphs(glyphs),
		Extractor: "pdfium",
		Width:     f.width,
		Height:    f.height,
	}, nil
}

// Bounds of recognition in place of text.
const (
	illegibleDamage = 0.30 // of what PDFium reads; a ligature without a meaning here and there is 0.1
	trusted         = 0.80 // confidence of what is recognised
)

// dropGuesses marks the characters that PDFium guessed as unknown, unless they
// make words: it takes the codes of a font for letters, which they are in some
// Type 3 fonts and are not in subsets.
func dropGuesses(glyphs []pdfium.Glyph) {
	var guessed strings.Builder
	for _, g := range glyphs {
		if g.Guessed {
			guessed.WriteRune(g.Rune)
		}
	}
	if guessed.Len() == 0 || quality.Plausible(guessed.String()) {
		return
	}
	for i := range glyphs {
		if glyphs[i].Guessed {
			glyphs[i].Rune, glyphs[i].Unmapped = utf8.RuneError, true
		}
	}
}

// illegible reports whether the characters of a page mean nothing.
func illegible(glyphs []pdfium.Glyph) bool {
	var text strings.Builder
	for _, g := range glyphs {
		text.WriteRune(g.Rune)
	}
	return quality.Of(text.String()).Damage() >= illegibleDamage
}

// Recognise renders a page and reads the image. A blank page has no glyphs.
func (s *source) Recognise(ctx context.Context, page int) (pdf.PageReading, error) {
	img, dpi, err := s.doc.Render(ctx, page, resolution)
	if err != nil {
		return pdf.PageReading{}, err
	}
	out := pdf.PageReading{
		Extractor: "tesseract",
		Words:     true,
		Width:     float64(img.Rect.Dx()) * 72 / dpi,
		Height:    float64(img.Rect.Dy()) * 72 / dpi,
	}
	if pdfium.Ink(img) < blankInk {
		return out, nil
	}
	reading.Progress(ctx)
	read, err := s.recognise(ctx, img, dpi)
	if err != nil {
		return pdf.PageReading{}, err
	}
	out.Glyphs = wordGlyphs(read.Words, dpi, out.Height)
	out.Confidence = read.Confidence
	return out, nil
}

func (s *source) recognise(ctx context.Context, img *image.Gray, dpi float64) (ocr.Page, error) {
	if s.recognised++; s.recognised > maxRecognised {
		return ocr.Page{}, &reading.Refusal{Code: "too-large", Reason: fmt.Sprintf("more than %d pages of the file would have to be recognised", maxRecognised), Hint: "split the file"}
	}
	t, err := s.fallback.recogniser(s.opt.CacheDir)
	if err != nil {
		return ocr.Page{}, err
	}
	return t.Read(ctx, img, ocr.Settings{Language: s.opt.OCRLang, DPI: dpi})
}
