package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"policyscan/ingest/pdf/content"
	"policyscan/ingest/pdf/layout"
	"policyscan/ingest/reading"
)

// maxVain is how often in a row a second reading may be no better, for one
// reason, before a file's pages are no longer read again for that reason: a
// font that lacks a ligature lacks it on every page.
const maxVain = 3

// manyDrawings is the number of painted paths from which a page without text
// and images may be text all the same, drawn as outlines.
const manyDrawings = 40

// picture reports whether a page shows something that could be text.
func (s Seen) picture() bool { return s.Images > 0 || s.Drawings >= manyDrawings }

// secondReading gives a page to the fallback where its reading is not to be
// trusted, where it is an image, or where recognition is asked for.
func (d *document) secondReading(ctx context.Context, page *reading.Page, lines []layout.Line, seen Seen) ([]layout.Line, Seen) {
	if d.fallback == nil {
		return lines, seen
	}
	if reason := d.fallback.Judge(seen); reason != "" && (seen.Glyphs > 0 || seen.Err != nil) {
		if d.vain[reason] < maxVain {
			lines, seen = d.replace(ctx, page, lines, seen, reason)
		}
		if page.Extractor == "content" && seen.Err == nil {
			d.doubted[reason] = append(d.doubted[reason], page.Number)
		}
	}
	// A single path may hold the outlines of all letters, so any drawing is
	// looked at; but only a picture is said to need it.
	scanned := !hasText(seen.Text) && seen.Glyphs == 0 && (seen.picture() || seen.Drawings > 0)
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
func (d *document) replace(ctx context.Context, page *reading.Page, lines []layout.Line, seen Seen, reason string) ([]layout.Line, Seen) {
	src := d.open(ctx)
	if src == nil {
		return lines, seen
	}
	got, err := src.Read(ctx, page.Number)
	if err != nil {
		d.vain[reason]++
		return lines, seen
	}
	again, other := d.layout(page, got, seen)
	if !d.fallback.Better(seen, other) {
		d.vain[reason]++
		return lines, seen
	}
	d.vain[reason] = 0
	page.Extractor, page.Reason, page.Confidence = got.Extractor, reason, got.Confidence
	if got.Confidence > 0 {
		page.Status = reading.PageOCR
	}
	return again, other
}

// layout puts what a fallback read through the same layout.
func (d *document) layout(page *reading.Page, got PageReading, own Seen) ([]layout.Line, Seen) {
	w, h := got.Width, got.Height
	if w == 0 || h == 0 {
		w, h = page.Width, page.Height
	}
	lines := layout.Lines(layout.Page{Number: page.Number, Width: w, Height: h, Glyphs: got.Glyphs, Words: got.Words})
	return lines, look(lines, content.Shown{Glyphs: got.Glyphs, Images: own.Images, Drawings: own.Drawings}, nil)
}

func (d *document) recognise(ctx context.Context, page *reading.Page, lines []layout.Line, seen Seen) ([]layout.Line, Seen) {
	src := d.open(ctx)
	if src == nil {
		if seen.picture() {
			page.Reason = fmt.Sprintf("the page is an image and could not be rendered: %v", d.refused)
		}
		return lines, seen
	}
	got, err := src.Recognise(ctx, page.Number)
	reading.Progress(ctx)
	var refusal *reading.Refusal
	if err != nil {
		if !hasText(seen.Text) && seen.picture() {
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
	switch {
	case d.opt.OCR == reading.OCRForce:
		page.Reason = "recognition was asked for"
	case page.Reason == "":
		page.Reason = "the page is an image"
	}
	return again, other
}

// uncertain is the confidence of recognition below which a page should be
// compared with its image.
const uncertain = 0.75

// doubts says which pages were read badly and by nobody better, and which were
// recognised with little confidence.
func (d *document) doubts(b *reading.Builder) {
	for _, reason := range slices.Sorted(maps.Keys(d.doubted)) {
		first, text := pagesOf(d.doubted[reason])
		b.Problem(first, "doubtful-text", text+": "+reason)
	}
	var pages []int
	for _, p := range d.pages {
		if p.Status == reading.PageOCR && p.Confidence < uncertain {
			pages = append(pages, p.Number)
		}
	}
	if len(pages) > 0 {
		first, text := pagesOf(pages)
		b.Problem(first, "ocr-uncertain", text+": recognised with little confidence; compare with the image")
	}
}

// pagesOf names pages: the first, and a phrase for all.
func pagesOf(pages []int) (first int, text string) {
	if len(pages) == 1 {
		return pages[0], fmt.Sprintf("page %d", pages[0])
	}
	return pages[0], fmt.Sprintf("%d pages from page %d on", len(pages), pages[0])
}

// rescue reads a file whose objects cannot be read (cause) by the fallback
// alone; where that gives no text either, the cause stands.
func (r *Reader) rescue(ctx context.Context, file io.ReaderAt, size int64, opt reading.Options, cause error) (reading.Extraction, error) {
	var refusal *reading.Refusal
	if r.fallback == nil || !errors.As(cause, &refusal) || !rescuable[refusal.Code] {
		return reading.Extraction{}, cause
	}
	d := &document{fallback: r.fallback, file: file, size: size, opt: opt, vain: map[string]int{}, doubted: map[string][]int{}}
	defer d.close()
	src := d.open(ctx)
	if src == nil {
		return reading.Extraction{}, cause
	}
	found := false
	for n := 1; n <= src.Pages() && ctx.Err() == nil; n++ {
		found = d.rescuePage(ctx, src, n, refusal.Reason) || found
	}
	if err := ctx.Err(); err != nil {
		return reading.Extraction{}, err
	}
	if !found {
		return reading.Extraction{}, cause
	}
	x := d.extraction(nil)
	x.Problems = append(x.Problems, reading.Problem{Code: "repaired", Text: refusal.Reason + "; what could be read was read by another reader of PDF"})
	return x, nil
}

// locked returns the fallback's word that the file needs a password, where this
// package took it for damaged: no page could be read.
func (d *document) locked() error {
	var refusal *reading.Refusal
	if d.failed < len(d.pages) || !errors.As(d.refused, &refusal) || refusal.Code != "password" {
		return nil
	}
	return refusal
}

// rescuable are the refusals after which another reader of PDF may succeed.
var rescuable = map[string]bool{"damaged": true, "unsupported": true, "empty": true}

// rescuePage reads one page by the fallback alone and reports whether it holds
// text.
func (d *document) rescuePage(ctx context.Context, src Source, number int, reason string) bool {
	page := reading.Page{Number: number, Reason: reason}
	var lines []layout.Line
	got, err := src.Read(ctx, number)
	if err != nil {
		page.Status, page.Reason = reading.PageFailed, fmt.Sprintf("%s; %v", reason, err)
	} else {
		page.Width, page.Height, page.Extractor, page.Confidence = got.Width, got.Height, got.Extractor, got.Confidence
		var seen Seen
		lines, seen = d.layout(&page, got, Seen{Images: 1}) // for all that is known
		switch {
		case hasText(seen.Text) && got.Confidence > 0:
			page.Status = reading.PageOCR
		case hasText(seen.Text):
			page.Status = reading.PageText
		case d.opt.OCR == reading.OCROff:
			page.Status, page.Extractor = reading.PageNeedsOCR, ""
		default:
			page.Extractor = ""
			lines, _ = d.recognise(ctx, &page, lines, seen)
		}
	}
	d.pages = append(d.pages, page)
	d.lines = append(d.lines, layout.PageLines{Number: number, Width: page.Width, Height: page.Height, Lines: lines})
	return len(lines) > 0
}
