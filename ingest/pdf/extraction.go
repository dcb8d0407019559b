package pdf

import (
	"path"
	"strings"

	"policyscan/ingest/pdf/layout"
	"policyscan/ingest/pdf/object"
	"policyscan/ingest/reading"
)

// extraction puts the blocks of all pages into canonical text, with the places
// of their lines and the ranges of pages. f is nil where the file was read by
// the fallback alone.
func (d *document) extraction(f *object.File) reading.Extraction {
	b := reading.NewBuilder("pdf", d.opt)
	if f != nil {
		d.meta(b, f)
		if f.Repaired != "" {
			b.Problem(0, "repaired", "the file was damaged and was mended: "+f.Repaired)
		}
	}
	for _, p := range d.pages {
		switch p.Status {
		case reading.PageFailed:
			b.Problem(p.Number, "page-failed", p.Reason)
		case reading.PageNeedsOCR:
			b.Problem(p.Number, "needs-ocr", p.Reason)
		default:
			if p.Reason != "" && p.Extractor == "content" {
				b.Problem(p.Number, "page-partly", p.Reason)
			}
		}
	}
	d.doubts(b)
	w := writer{b: b, pages: d.pages}
	w.write(layout.Assemble(d.lines))
	return w.done()
}

func (d *document) meta(b *reading.Builder, f *object.File) {
	info, root := f.Trailer().Key("Info"), f.Trailer().Key("Root")
	if title := reading.Clean(info.Key("Title").Text()); !isFileName(title) {
		b.Meta("title", title, "Info Title")
	}
	b.Meta("language", root.Key("Lang").Text(), "Catalog Lang")
}

// isFileName reports whether a title is what a program puts there by itself:
// the name of the file that was printed.
func isFileName(title string) bool {
	low := strings.ToLower(title)
	for _, p := range []string{"microsoft word - ", "microsoft powerpoint - ", "untitled", "print job", "http://", "https://", "file://"} {
		if strings.HasPrefix(low, p) {
			return true
		}
	}
	ext := strings.TrimPrefix(path.Ext(low), ".")
	switch ext {
	case "doc", "docx", "pdf", "rtf", "odt", "indd", "qxd", "qxp", "p65", "pmd", "wpd", "xls", "xlsx", "ppt", "pptx", "htm", "html", "txt", "tif", "jpg", "fm", "ps", "cdr", "ai":
		return true
	}
	return false
}

// writer places blocks in the text and keeps where their lines are.
type writer struct {
	b         *reading.Builder
	pages     []reading.Page
	lines     []reading.Line
	apparatus []layout.Block
}

func (w *writer) write(blocks []layout.Block) {
	first, last := map[int]int{}, map[int]int{}
	for _, bl := range blocks {
		head := reading.Block{Role: bl.Role, Level: bl.Level, Page: bl.Page, Bold: bl.Bold}
		if bl.Role.Apparatus() {
			w.apparatus = append(w.apparatus, bl)
			w.b.Add(head, bl.Text)
			continue
		}
		start, end := w.b.Add(head, bl.Text)
		if end == start {
			continue
		}
		w.place(bl, start, end)
		for _, s := range bl.Spans {
			from, to := min(start+s.Start, end), min(start+s.End, end)
			if _, known := first[s.Page]; !known {
				first[s.Page] = from
			}
			last[s.Page] = max(last[s.Page], to)
		}
	}
	at := 0
	for i := range w.pages {
		p := &w.pages[i]
		p.Start, p.End = at, at
		if from, ok := first[p.Number]; ok {
			p.Start, p.End = from, last[p.Number]
			at = p.End
		}
	}
}

// place records the lines of a block whose text stands at start; where cleaning
// changed its length, the block as a whole stands for its lines.
func (w *writer) place(bl layout.Block, start, end int) {
	if end-start != len(bl.Text) {
		if len(bl.Spans) > 0 {
			s := bl.Spans[0]
			w.lines = append(w.lines, reading.Line{Start: start, End: end, Page: s.Page, Box: s.Box})
		}
		return
	}
	for _, s := range bl.Spans {
		if s.End > s.Start {
			w.lines = append(w.lines, reading.Line{Start: start + s.Start, End: start + s.End, Page: s.Page, Box: s.Box})
		}
	}
}

// done places the apparatus and returns the extraction.
func (w *writer) done() reading.Extraction {
	bodyBlocks := len(w.b.Extraction.Blocks)
	x := w.b.Done()
	next := 0
	for _, placed := range x.Blocks[bodyBlocks:] {
		for next < len(w.apparatus) && reading.Clean(w.apparatus[next].Text) == "" {
			next++
		}
		if next < len(w.apparatus) {
			w.place(w.apparatus[next], placed.Start, placed.End)
			next++
		}
	}
	x.Pages, x.Lines = w.pages, w.lines
	return x
}
