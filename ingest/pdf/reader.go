// Package pdf reads PDF files: the format in which most legislation is
// published, and the one that says least about its text.
//
// The way of a file: [object.Open] mends it and reads its objects;
// [content.Interpreter] interprets the content streams of its pages to glyphs;
// [layout.Lines] and [layout.Assemble] make lines, reading order and blocks of
// them. Pages whose reading is not to be trusted are given to a [Fallback].
// Begin with [New].
package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"policyscan/ingest/pdf/content"
	"policyscan/ingest/pdf/layout"
	"policyscan/ingest/pdf/object"
	"policyscan/ingest/reading"
)

// Reader is a reading.Reader for PDF. It holds no state between files.
type Reader struct {
	fallback Fallback
}

// Option changes what a Reader uses.
type Option func(*Reader)

// WithFallback gives pages that were read badly, or that are images, to f.
func WithFallback(f Fallback) Option { return func(r *Reader) { r.fallback = f } }

// New returns a Reader. Without a Fallback, pages are read by this package
// alone, and images of text are reported as such.
func New(options ...Option) *Reader {
	r := &Reader{}
	for _, o := range options {
		o(r)
	}
	return r
}

// Name is "pdf".
func (r *Reader) Name() string { return "pdf" }

// Version is raised whenever the same bytes would give another extraction.
func (r *Reader) Version() int { return 1 }

// Read reads a PDF file. Its errors are *reading.Refusal where the file is
// damaged beyond reading, encrypted, or out of proportion.
func (r *Reader) Read(ctx context.Context, file io.ReaderAt, size int64, opt reading.Options) (x reading.Extraction, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &reading.Refusal{Code: "damaged", Reason: fmt.Sprintf("the file could not be read: %v", p)}
		}
	}()
	f, err := object.Open(ctx, file, size, opt.Passwords)
	if err != nil {
		return x, err
	}
	d := r.document(ctx, f, file, size, opt)
	if d.trouble() && !f.Rewritten && ctx.Err() == nil {
		if again, err := object.OpenRewritten(ctx, file, size, opt.Passwords); err == nil {
			d2 := r.document(ctx, again, file, size, opt)
			if d2.glyphs > d.glyphs || len(d2.pages) > len(d.pages) {
				f, d = again, d2
				f.Repaired = "damaged objects"
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return x, err
	}
	if len(d.pages) == 0 {
		return x, &reading.Refusal{Code: "empty", Reason: "the file has no pages"}
	}
	return d.extraction(f), nil
}

// document is one file that is being read.
type document struct {
	fallback Fallback
	file     io.ReaderAt
	size     int64
	opt      reading.Options
	source   Source // opened at the first page that needs it
	refused  error  // why it could not be opened

	object *object.File
	pages  []reading.Page
	lines  []layout.PageLines
	glyphs int
	failed int
	broken int
}

func (r *Reader) document(ctx context.Context, f *object.File, file io.ReaderAt, size int64, opt reading.Options) *document {
	d := &document{fallback: r.fallback, file: file, size: size, opt: opt, object: f}
	defer d.close()
	in := content.NewInterpreter()
	for i, p := range content.Pages(f) {
		if ctx.Err() != nil {
			break
		}
		d.read(ctx, in, p, i+1)
	}
	d.broken = f.Broken
	return d
}

// trouble reports whether the objects of the file looked damaged.
func (d *document) trouble() bool { return d.broken > 0 || d.failed > 0 || len(d.pages) == 0 }

func (d *document) close() {
	if d.source != nil {
		d.source.Close()
		d.source = nil
	}
}

// read reads one page, by the interpreter and, where that is not enough, by the
// fallback.
func (d *document) read(ctx context.Context, in *content.Interpreter, p content.Page, number int) {
	page := reading.Page{Number: number, Label: p.Label, Width: p.Width, Height: p.Height}
	shown, err := show(ctx, in, p)
	lines := layout.Lines(layout.Page{Number: number, Width: p.Width, Height: p.Height, Glyphs: shown.Glyphs})
	seen := look(lines, shown, err)
	if err != nil {
		d.failed++
		page.Reason = err.Error()
	}
	d.glyphs += seen.Glyphs - seen.Unmapped
	page.Extractor = "content"
	lines, seen = d.secondReading(ctx, &page, lines, seen)
	switch {
	case hasText(seen.Text):
		if page.Status == "" {
			page.Status = reading.PageText
		}
	case page.Status != "":
	case err != nil:
		page.Status = reading.PageFailed
	case shown.Images > 0:
		page.Status = reading.PageNeedsOCR
		if page.Reason == "" {
			page.Reason = "the page is an image"
		}
	case seen.Glyphs > 0:
		page.Status, page.Reason = reading.PageFailed, "the file does not say what its glyphs stand for"
	default:
		page.Status = reading.PageBlank
	}
	if page.Status == reading.PageBlank || page.Status == reading.PageNeedsOCR || page.Status == reading.PageFailed {
		page.Extractor = ""
	}
	d.pages = append(d.pages, page)
	d.lines = append(d.lines, layout.PageLines{Number: number, Width: p.Width, Height: p.Height, Lines: lines})
}

// show interprets a page; a panic is an error of that page alone.
func show(ctx context.Context, in *content.Interpreter, p content.Page) (s content.Shown, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("page content: %v", r)
		}
	}()
	return in.Show(ctx, p)
}

// look sums up what was read of a page.
func look(lines []layout.Line, shown content.Shown, err error) Seen {
	s := Seen{Images: shown.Images, Err: err}
	for i := range shown.Glyphs {
		m := shown.Glyphs[i].Marks
		if m&(content.Space|content.OffPage) != 0 {
			continue
		}
		s.Glyphs++
		if m&content.Unmapped != 0 {
			s.Unmapped++
		}
		if m&content.Hidden != 0 {
			s.Hidden++
		}
	}
	s.Text = textOf(lines)
	return s
}

func textOf(lines []layout.Line) string {
	var b strings.Builder
	for i := range lines {
		b.WriteString(lines[i].Text)
		b.WriteByte('\n')
	}
	return b.String()
}

func hasText(s string) bool { return strings.Trim(s, "\uFFFD \n\t") != "" }

// secondReading gives a page to the fallback where its reading is not to be
// trusted, where it is an image, or where recognition is asked for.
func (d *document) secondReading(ctx context.Context, page *reading.Page, lines []layout.Line, seen Seen) ([]layout.Line, Seen) {
	if d.fallback == nil {
		return lines, seen
	}
	if reason := d.fallback.Judge(seen); reason != "" && (seen.Glyphs > 0 || seen.Err != nil) {
		lines, seen = d.replace(ctx, page, lines, seen, reason, Source.Read)
	}
	scanned := !hasText(seen.Text) && seen.Images > 0
	if d.opt.OCR == reading.OCROff || !scanned && d.opt.OCR != reading.OCRForce {
		return lines, seen
	}
	return d.recognise(ctx, page, lines, seen)
}

// open returns the file as the fallback holds it; nil where it cannot.
func (d *document) open(ctx context.Context) Source {
	if d.source == nil && d.refused == nil {
		d.source, d.refused = d.fallback.Open(ctx, d.file, d.size, d.opt)
	}
	return d.source
}

// replace reads a page again by the fallback and keeps the better reading.
func (d *document) replace(ctx context.Context, page *reading.Page, lines []layout.Line, seen Seen, reason string, read func(Source, context.Context, int) (PageReading, error)) ([]layout.Line, Seen) {
	src := d.open(ctx)
	if src == nil {
		return lines, seen
	}
	got, err := read(src, ctx, page.Number)
	if err != nil {
		return lines, seen
	}
	again, other := d.layout(page, got, seen)
	if !d.fallback.Better(seen, other) {
		return lines, seen
	}
	page.Extractor, page.Reason = got.Extractor, reason
	return again, other
}

// layout puts what a fallback read through the same layout.
func (d *document) layout(page *reading.Page, got PageReading, own Seen) ([]layout.Line, Seen) {
	w, h := got.Width, got.Height
	if w == 0 || h == 0 {
		w, h = page.Width, page.Height
	}
	lines := layout.Lines(layout.Page{Number: page.Number, Width: w, Height: h, Glyphs: got.Glyphs, Words: got.Words})
	return lines, look(lines, content.Shown{Glyphs: got.Glyphs, Images: own.Images}, nil)
}

func (d *document) recognise(ctx context.Context, page *reading.Page, lines []layout.Line, seen Seen) ([]layout.Line, Seen) {
	src := d.open(ctx)
	if src == nil {
		page.Reason = "the page is an image and could not be rendered"
		if d.refused != nil {
			page.Reason += ": " + d.refused.Error()
		}
		return lines, seen
	}
	got, err := src.Recognise(ctx, page.Number)
	var refusal *reading.Refusal
	if err != nil {
		if !hasText(seen.Text) {
			page.Status, page.Reason = reading.PageNeedsOCR, err.Error()
			if !errors.As(err, &refusal) {
				page.Status = reading.PageFailed
			}
		}
		return lines, seen
	}
	again, other := d.layout(page, got, seen)
	if !hasText(other.Text) {
		if !hasText(seen.Text) {
			page.Status, page.Reason = reading.PageBlank, "no text was recognised in the image"
		}
		return lines, seen
	}
	page.Status, page.Extractor, page.Confidence = reading.PageOCR, got.Extractor, got.Confidence
	return again, other
}
