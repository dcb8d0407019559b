package pdf

import (
	"context"
	"io"

	"policyscan/ingest/pdf/content"
	"policyscan/ingest/reading"
)

// Fallback reads pages that the content interpreter of this package read badly
// or not at all: another renderer of PDF, and recognition of page images.
// What it returns goes through the same layout.
//
// A Fallback may be used for several files one after another and at once.
type Fallback interface {
	// Judge returns why the reading of a page is not to be trusted, in a few
	// words; "" where it is. It is called for every page and must be quick.
	Judge(p Seen) string
	// Better reports whether other is a better reading of a page than own.
	Better(own, other Seen) bool
	// Open is called at most once a file, at the first page that needs it.
	// The file is given as it is on disk, not repaired.
	Open(ctx context.Context, file io.ReaderAt, size int64, opt reading.Options) (Source, error)
}

// Source is a file that a Fallback holds open. It is used by one goroutine.
type Source interface {
	// Pages is the number of pages.
	Pages() int
	// Read returns the text that a page (from 1) carries.
	Read(ctx context.Context, page int) (PageReading, error)
	// Recognise renders a page and reads its image. A *reading.Refusal with the
	// code "needs-tool" says that no recogniser is installed.
	Recognise(ctx context.Context, page int) (PageReading, error)
	// Close lets go of the file.
	Close() error
}

// PageReading is one page as a Source read it.
//
// Glyphs may be whole words (a Glyph of several letters, its W the width of the
// word) where the source knows no letters; words are then kept apart. They are
// in reading order of the source; right-to-left text has its glyphs in visual
// place, and the letters inside one Glyph are in logical order.
type PageReading struct {
	Glyphs        []content.Glyph
	Extractor     string  // "pdfium", "tesseract"
	Confidence    float64 // of recognition, 0 to 1; 0 where nothing was recognised
	Words         bool    // every Glyph is a whole word
	Width, Height float64 // of the page as displayed, points; 0 where not known
}

// Seen is what is known of the reading of a page when it is judged.
type Seen struct {
	Text     string // after layout, apparatus included
	Glyphs   int    // shown, without spaces
	Unmapped int    // of these, without a meaning in the file
	Hidden   int    // of these, not visible, as under a scan
	Images   int    // images drawn on the page
	Drawings int    // paths painted on the page
	Err      error  // why the interpreter stopped early; nil where it did not
}
