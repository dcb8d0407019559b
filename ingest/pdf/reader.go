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
	"fmt"
	"io"
	"strings"
	"unicode"

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
func (r *Reader) Version() int { return 2 }

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
		return r.rescue(ctx, file, size, opt, err)
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
	if err := d.locked(); err != nil {
		return x, err
	}
	if len(d.pages) == 0 {
		return r.rescue(ctx, file, size, opt, &reading.Refusal{Code: "empty", Reason: "the file has no pages"})
	}
	return d.extraction(f), nil
}

// document is one file that is being read.
type document struct {
	fallback Fallback
	file     io.ReaderAt
	size     int64
	opt      reading.Options
	source   Source           // opened at the first page that needs it
	refused  error            // why it could not be opened
	vain     map[string]int   // second readings in a row that were no better, by reason
	doubted  map[string][]int // pages that stayed as they were, by reason

	object *object.File
	pages  []reading.Page
	lines  []layout.PageLines
	glyphs int
	failed int
	broken int
}

func (r *Reader) document(ctx context.Context, f *object.File, file io.ReaderAt, size int64, opt reading.Options) *document {
	d := &document{fallback: r.fallback, file: file, size: size, opt: opt, object: f, vain: map[string]int{}, doubted: map[string][]int{}}
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
func (d *document) trouble() bool { return d.broken > 0 || len(d.pages) == 0 }

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
	if page.Status == "" && meaningless(seen.Text) {
		lines, seen.Text = nil, ""
	}
	switch {
	case hasText(seen.Text):
		if page.Status == "" {
			page.Status = reading.PageText
		}
	case page.Status != "":
	case err != nil:
		page.Status = reading.PageFailed
	case seen.Glyphs > 0:
		page.Status, page.Reason = reading.PageNeedsOCR, "the file does not say what its glyphs stand for"
	case seen.picture():
		page.Status = reading.PageNeedsOCR
		if page.Reason == "" {
			page.Reason = "the page is an image"
		}
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
	s := Seen{Images: shown.Images, Drawings: shown.Drawings, Err: err}
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

// meaningless reports whether a page is little but characters of which the file
// does not say what they mean: no text to quote.
func meaningless(text string) bool {
	unknown, all := 0, 0
	for _, r := range text {
		if unicode.IsSpace(r) {
			continue
		}
		all++
		if r == unicode.ReplacementChar {
			unknown++
		}
	}
	return unknown*2 > all
}
