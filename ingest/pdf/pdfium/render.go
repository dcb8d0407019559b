package pdfium

import (
	"context"
	"fmt"
	"image"
	"math"
)

// MaxPixels bounds a rendered page: A3 at 300 dpi has 17 million pixels. Larger
// pages are rendered at a lower resolution.
const MaxPixels = 20_000_000

// maxImagePixels bounds the images of a page that is rendered: an A0 scan at
// 600 dpi has 560 million, and takes seconds.
const maxImagePixels = 600_000_000

// Options of FPDF_RenderPageBitmap (fpdfview.h).
const (
	renderAnnotations = 0x01
	renderGray        = 0x08
	formatGray        = 1
)

// Render draws a page in shades of grey on white, as it is shown, and returns
// the resolution that was used, which is dpi or less. Pages count from 1.
func (d *Document) Render(ctx context.Context, page int, dpi float64) (*image.Gray, float64, error) {
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	width, height, err := d.Size(page)
	if err != nil {
		return nil, 0, err
	}
	if !(width > 0 && height > 0 && width < 1e6 && height < 1e6) {
		return nil, 0, fmt.Errorf("pdfium: page %d has no usable size (%g × %g points)", page, width, height)
	}
	if pixels := width * height * dpi * dpi / (72 * 72); pixels > MaxPixels {
		dpi *= math.Sqrt(MaxPixels / pixels)
	}
	w, h := max(1, int(width*dpi/72+0.5)), max(1, int(height*dpi/72+0.5))
	if n := d.imagePixels(); n > maxImagePixels {
		return nil, 0, fmt.Errorf("pdfium: page %d shows an image of %d million pixels, which is too many to draw", page, n/1e6)
	}
	img, err := d.draw(w, h)
	if err != nil {
		return nil, 0, fmt.Errorf("pdfium: page %d: %w", page, err)
	}
	return img, dpi, nil
}

// imagePixels adds up the pixels of the images that stand on the loaded page
// itself.
func (d *Document) imagePixels() (pixels int64) {
	const typeImage = 3
	objects := count(d.c.call("FPDFPage_CountObjects", d.page.handle))
	for i := range min(objects, 10_000) {
		object := d.c.call("FPDFPage_GetObject", d.page.handle, uint64(i))
		if object == 0 || count(d.c.call("FPDFPageObj_GetType", object)) != typeImage {
			continue
		}
		if d.c.call("FPDFImageObj_GetImagePixelSize", object, uint64(d.scratch), uint64(d.scratch+4))&1 == 1 {
			pixels += int64(max(0, d.c.memory.int32(d.scratch))) * int64(max(0, d.c.memory.int32(d.scratch+4)))
		}
	}
	return pixels
}

// draw renders the loaded page into w × h pixels.
func (d *Document) draw(w, h int) (*image.Gray, error) {
	img := image.NewGray(image.Rect(0, 0, w, h))
	pixels := d.c.malloc(int64(w) * int64(h))
	if d.c.err != nil {
		return nil, d.c.err
	}
	if pixels == 0 {
		return nil, fmt.Errorf("no memory for %d × %d pixels", w, h)
	}
	defer d.c.free(pixels)
	bitmap := d.c.call("FPDFBitmap_CreateEx", uint64(w), uint64(h), formatGray, uint64(pixels), uint64(w))
	if bitmap == 0 {
		return nil, fmt.Errorf("no bitmap of %d × %d pixels", w, h)
	}
	d.c.call("FPDFBitmap_FillRect", bitmap, 0, 0, uint64(w), uint64(h), 0xFFFFFFFF)
	d.c.call("FPDF_RenderPageBitmap", bitmap, d.page.handle, 0, 0, uint64(w), uint64(h), 0, renderAnnotations|renderGray)
	copy(img.Pix, d.c.memory.slice(pixels, w*h))
	d.c.call("FPDFBitmap_Destroy", bitmap)
	return img, d.c.err
}

// Ink is the share of pixels that are darker than light grey, 0 to 1: what
// tells a blank page from one whose text is drawn or scanned.
func Ink(img *image.Gray) float64 {
	dark := 0
	for _, p := range img.Pix {
		if p < 160 {
			dark++
		}
	}
	if len(img.Pix) == 0 {
		return 0
	}
	return float64(dark) / float64(len(img.Pix))
}
