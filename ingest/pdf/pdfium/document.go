package pdfium

import (
	"context"
	"errors"
	"fmt"
	"io"

	"policyscan/ingest/reading"
)

// Document is an open PDF file. It is not safe for concurrent use.
type Document struct {
	c       *calls
	file    uint32 // the file's bytes, which PDFium reads while the document is open
	handle  uint64
	scratch uint32 // 64 bytes for results by pointer
	pages   int
	page    loaded
	glyphs  *glyphCalls
}

// loaded is the page that was used last; it stays open, for text, size and
// image are often asked one after the other.
type loaded struct {
	number int // from 1; 0 means none
	handle uint64
}

// Open reads size bytes from r and opens them. The empty password is tried
// first, then passwords in order. Errors of kind [*reading.Refusal] have the
// code "password", "damaged", "unsupported" or "too-large".
func (e *Engine) Open(ctx context.Context, r io.ReaderAt, size int64, passwords []string) (*Document, error) {
	if size <= 0 {
		return nil, &reading.Refusal{Code: "empty", Reason: "the file is empty"}
	}
	if size > e.cfg.MaxMemory-64<<20 {
		return nil, &reading.Refusal{Code: "too-large", Reason: fmt.Sprintf("the file (%d MB) is too large for PDFium's memory", size>>20)}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	inst, mem, err := e.instance(ctx)
	if err != nil {
		return nil, err
	}
	c, err := newCalls(inst, mem)
	if err != nil {
		inst.Close()
		return nil, err
	}
	d := &Document{c: c}
	if err := d.load(r, size, passwords); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

// load copies the file into PDFium's memory and opens it there.
func (d *Document) load(r io.ReaderAt, size int64, passwords []string) error {
	d.scratch = d.c.malloc(64)
	d.file = d.c.malloc(size)
	if d.c.err != nil {
		return d.c.err
	}
	into := d.c.memory.slice(d.file, int(size))
	if d.file == 0 || d.scratch == 0 || into == nil {
		return errors.New("pdfium: no memory for the file")
	}
	if n, err := r.ReadAt(into, 0); int64(n) < size {
		return fmt.Errorf("pdfium: read the file: %w", err)
	}
	code := uint64(0)
	for _, password := range append([]string{""}, passwords...) {
		if code = d.unlock(size, password); d.c.err != nil {
			return d.c.err
		}
		if code != errPassword {
			break
		}
	}
	if d.handle == 0 {
		return refusal(code, len(passwords) > 0)
	}
	d.pages = count(d.c.call("FPDF_GetPageCount", d.handle))
	return d.c.err
}

// unlock tries one password and returns PDFium's error code, 0 for success.
func (d *Document) unlock(size int64, password string) uint64 {
	p := d.c.malloc(int64(len(password) + 1))
	if b := d.c.memory.slice(p, len(password)+1); b != nil {
		b[copy(b, password)] = 0
	}
	d.handle = d.c.call("FPDF_LoadMemDocument", uint64(d.file), uint64(size), uint64(p))
	code := uint64(0)
	if d.handle == 0 {
		code = d.c.call("FPDF_GetLastError")
	}
	d.c.free(p)
	return code
}

// Error codes of FPDF_GetLastError (fpdfview.h).
const (
	errFormat   = 3
	errPassword = 4
	errSecurity = 5
)

func refusal(code uint64, tried bool) error {
	switch code {
	case errPassword:
		reason := "the file is protected by a password"
		if tried {
			reason = "the file is protected by a password, and none of those given opens it"
		}
		return &reading.Refusal{Code: "password", Reason: reason, Hint: "give the password with --password or a passwords file"}
	case errSecurity:
		return &reading.Refusal{Code: "unsupported", Reason: "the file is encrypted in a way that is not supported"}
	case errFormat:
		return &reading.Refusal{Code: "damaged", Reason: "the file is no PDF, or damaged beyond repair"}
	}
	return &reading.Refusal{Code: "damaged", Reason: fmt.Sprintf("PDFium cannot open the file (its error %d)", code)}
}

// Pages is the number of pages.
func (d *Document) Pages() int { return d.pages }

// Close gives the memory back. It must be called once.
func (d *Document) Close() error {
	// The instance ends with the document, and its memory with it: nothing
	// needs to be freed piece by piece.
	return d.c.inst.Close()
}

// Size returns width and height of a page in points, as it is shown: with its
// rotation and crop box applied. Pages count from 1.
func (d *Document) Size(page int) (width, height float64, err error) {
	if err := d.open(page); err != nil {
		return 0, 0, err
	}
	width = float64frombits(d.c.call("FPDF_GetPageWidth", d.page.handle))
	height = float64frombits(d.c.call("FPDF_GetPageHeight", d.page.handle))
	return width, height, d.c.err
}

// Rotation returns how far a page is turned clockwise when it is shown: 0, 90,
// 180 or 270 degrees.
func (d *Document) Rotation(page int) (int, error) {
	if err := d.open(page); err != nil {
		return 0, err
	}
	quarter := count(d.c.call("FPDFPage_GetRotation", d.page.handle))
	return quarter % 4 * 90, d.c.err
}

// Box returns the visible part of a page in the coordinates of its content, in
// points: the crop box within the media box. Glyphs stand in these coordinates.
func (d *Document) Box(page int) (x0, y0, x1, y1 float64, err error) {
	if err := d.open(page); err != nil {
		return 0, 0, 0, 0, err
	}
	if uint32(d.c.call("FPDF_GetPageBoundingBox", d.page.handle, uint64(d.scratch))) != 1 {
		return 0, 0, 0, 0, fmt.Errorf("pdfium: page %d has no box", page)
	}
	m := d.c.memory // FS_RECTF: left, top, right, bottom
	return m.float32(d.scratch), m.float32(d.scratch + 12), m.float32(d.scratch + 8), m.float32(d.scratch + 4), d.c.err
}

// Label returns the number of a page as printed ("xii"), "" where the file does
// not say.
func (d *Document) Label(page int) (string, error) {
	const room = 128
	p := d.c.malloc(room)
	defer d.c.free(p)
	n := count(d.c.call("FPDF_GetPageLabel", d.handle, uint64(page-1), uint64(p), room))
	if n < 2 || n > room {
		return "", d.c.err
	}
	return utf16le(d.c.memory.slice(p, n-2)), d.c.err
}

// open makes page the loaded page.
func (d *Document) open(page int) error {
	if d.c.err != nil {
		return d.c.err
	}
	if page < 1 || page > d.pages {
		return fmt.Errorf("pdfium: no page %d", page)
	}
	if d.page.number == page {
		return nil
	}
	if d.page.handle != 0 {
		d.c.call("FPDF_ClosePage", d.page.handle)
	}
	d.page = loaded{}
	handle := d.c.call("FPDF_LoadPage", d.handle, uint64(page-1))
	if d.c.err != nil {
		return d.c.err
	}
	if handle == 0 {
		return fmt.Errorf("pdfium: page %d cannot be loaded", page)
	}
	d.page = loaded{page, handle}
	return nil
}
