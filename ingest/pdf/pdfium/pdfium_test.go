package pdfium

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"policyscan/ingest/reading"
)

// engine is shared by the tests of one run, for compiling takes seconds.
func engine(t testing.TB) *Engine {
	t.Helper()
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = t.TempDir()
	}
	e := New(Config{CacheDir: filepath.Join(dir, "policyscan-test")})
	t.Cleanup(func() { e.Close() })
	return e
}

// makePDF writes a PDF with one page for each content stream. Font F1 is
// Helvetica, F2 is Times-Bold; the pages are A4 with the given extra entries.
func makePDF(extra string, contents ...string) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(body string) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), body)
	}
	b.WriteString("%PDF-1.4\n")
	var kids []string
	for i := range contents {
		kids = append(kids, fmt.Sprintf("%d 0 R", 5+2*i))
	}
	object("<</Type/Catalog/Pages 2 0 R>>")
	object(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>", len(kids), strings.Join(kids, " ")))
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
	object("<</Type/Font/Subtype/Type1/BaseFont/Times-Bold/Encoding/WinAnsiEncoding>>")
	for i, c := range contents {
		object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/Contents %d 0 R%s>>", 6+2*i, extra))
		if !strings.HasPrefix(c, "<<") { // else it is an object of its own
			c = fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(c), c)
		}
		object(c)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

func open(t testing.TB, e *Engine, file []byte, passwords ...string) *Document {
	t.Helper()
	d, err := e.Open(context.Background(), bytes.NewReader(file), int64(len(file)), passwords)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func TestGlyphsStandWhereTheyArePrinted(t *testing.T) {
	e := engine(t)
	if e.Started() {
		t.Error("PDFium was started before it was needed")
	}
	d := open(t, e, makePDF("",
		"BT /F1 12 Tf 72 700 Td (The keeper) Tj /F2 10 Tf 0 -20 Td (shall not) Tj ET",
		"BT /F1 1 Tf 0 9 -9 0 300 400 Tm (up) Tj ET"))
	if got, want := d.Pages(), 2; got != want {
		t.Fatalf("%d pages, want %d", got, want)
	}
	text, err := d.Text(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := text, "The keeper\nshall not"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	glyphs, err := d.Glyphs(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "x of T", glyphs[0].X, 72)
	near(t, "y of T", glyphs[0].Y, 700)
	near(t, "width of T", glyphs[0].Width, 12*0.611)
	near(t, "size of T", glyphs[0].Size, 12)
	last := glyphs[len(glyphs)-1]
	near(t, "y of the second line", last.Y, 680)
	if !last.Bold || glyphs[0].Bold {
		t.Errorf("bold: %v then %v, want false then true (fonts %q, %q)", glyphs[0].Bold, last.Bold, glyphs[0].Font, last.Font)
	}

	turned, err := d.Glyphs(context.Background(), 2)
	if err != nil || len(turned) < 2 {
		t.Fatalf("%d glyphs, error %v", len(turned), err)
	}
	near(t, "angle", turned[0].Angle, 90)
	near(t, "size of turned type", turned[0].Size, 9)
	near(t, "x of turned u", turned[0].X, 300)
	near(t, "y of turned u", turned[0].Y, 400)
	near(t, "advance of turned u", turned[0].Width, 9*0.556)
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 0.3 {
		t.Errorf("%s: got %.2f, want %.2f", what, got, want)
	}
}

func TestRenderShowsInk(t *testing.T) {
	d := open(t, engine(t), makePDF("/Rotate 90", "0 0 297 842 re f", ""))
	img, dpi, err := d.Render(context.Background(), 1, 72)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := img.Bounds().Max, image.Pt(842, 595); got != want {
		t.Errorf("size of the turned page %v, want %v", got, want)
	}
	if dpi != 72 {
		t.Errorf("resolution %g, want 72", dpi)
	}
	if ink := Ink(img); ink < 0.49 || ink > 0.51 {
		t.Errorf("ink %.3f, want a half", ink)
	}
	blank, _, err := d.Render(context.Background(), 2, 72)
	if err != nil || Ink(blank) != 0 {
		t.Errorf("ink on an empty page: %g, %v", Ink(blank), err)
	}
	if big, dpi, err := d.Render(context.Background(), 1, 5000); err != nil || dpi >= 5000 || len(big.Pix) > MaxPixels*11/10 {
		t.Errorf("the bound on pixels does not hold: %g dpi, %v", dpi, err)
	}
}

// TestEnormousImagesAreNotDrawn: a few bytes may stand for a gigapixel.
func TestEnormousImagesAreNotDrawn(t *testing.T) {
	image := func(side int) string {
		return fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray/Length 2>>\nstream\n\x00\x00\nendstream", side, side)
	}
	const content = "q 595 0 0 842 0 0 cm /I Do Q"
	for _, tt := range []struct {
		side int
		want string // of the error
	}{{40_000, "1600 million pixels"}, {4, ""}} {
		// The second object of contents is the image; page 2 is never drawn.
		d := open(t, engine(t), makePDF("/Resources<</XObject<</I 8 0 R>>>>", content, image(tt.side)))
		_, _, err := d.Render(context.Background(), 1, 72)
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("image of %d × %d: error %v, want %q", tt.side, tt.side, err, tt.want)
		}
	}
}

func TestBrokenFilesAreRefused(t *testing.T) {
	e := engine(t)
	for name, file := range map[string]string{
		"empty":      "",
		"no pdf":     "We, the inspectors of wells, report as follows.",
		"only head":  "%PDF-1.7\n",
		"cut in two": string(makePDF("", "BT ET")[:300]),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := e.Open(context.Background(), strings.NewReader(file), int64(len(file)), nil)
			var refused *reading.Refusal
			if !errors.As(err, &refused) {
				t.Fatalf("error %v, want a refusal", err)
			}
		})
	}
}

func TestOpenEndsWithItsContext(t *testing.T) {
	e := engine(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	file := makePDF("", "BT ET")
	if _, err := e.Open(ctx, bytes.NewReader(file), int64(len(file)), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
	if e.Started() {
		t.Error("PDFium was started for nothing")
	}
}

func TestFileLargerThanMemoryIsRefused(t *testing.T) {
	e := New(Config{MaxMemory: 65 << 20})
	_, err := e.Open(context.Background(), strings.NewReader(""), 2<<20, nil)
	var refused *reading.Refusal
	if !errors.As(err, &refused) || refused.Code != "too-large" {
		t.Errorf("error %v, want too-large", err)
	}
}

func TestMemoryIsBounded(t *testing.T) {
	m := &memory{limit: 1 << 20}
	if b := m.Reallocate(1 << 19); len(b) != 1<<19 {
		t.Fatalf("%d bytes, want %d", len(b), 1<<19)
	}
	m.bytes[7] = 42
	if b := m.Reallocate(1 << 20); len(b) != 1<<20 || b[7] != 42 {
		t.Error("growing lost what was there")
	}
	if b := m.Reallocate(1<<20 + 1); b != nil {
		t.Error("grew over the limit")
	}
	if m.slice(1<<20-4, 8) != nil || m.slice(0, -1) != nil {
		t.Error("slice outside the memory")
	}
}

func TestDocumentsAreReadSideBySide(t *testing.T) {
	e := engine(t)
	var wg sync.WaitGroup
	for i := range 6 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			want := fmt.Sprintf("Well %d", i)
			file := makePDF("", "BT /F1 12 Tf 72 700 Td ("+want+") Tj ET")
			d, err := e.Open(context.Background(), bytes.NewReader(file), int64(len(file)), nil)
			if err != nil {
				t.Error(err)
				return
			}
			defer d.Close()
			if got, err := d.Text(context.Background(), 1); got != want || err != nil {
				t.Errorf("text %q, error %v, want %q", got, err, want)
			}
		}()
	}
	wg.Wait()
}

// TestSpoiledCacheIsPassedOver: what stands in the cache directory may be of
// another version or cut off.
func TestSpoiledCacheIsPassedOver(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles PDFium, which takes seconds")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "pdfium"), []byte("not a directory"), 0o600); err != nil {
		t.Fatal(err)
	}
	e := New(Config{CacheDir: dir})
	defer e.Close()
	if got, err := open(t, e, makePDF("", "BT /F1 12 Tf 72 700 Td (Well) Tj ET")).Text(context.Background(), 1); got != "Well" {
		t.Errorf("text %q, error %v", got, err)
	}
}

func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	file := makePDF("", "BT ET")
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		e := New(Config{CacheDir: dir})
		d, err := e.Open(context.Background(), bytes.NewReader(file), int64(len(file)), nil)
		if err != nil {
			b.Fatal(err)
		}
		if i == 0 {
			b.ReportMetric(float64(time.Since(start).Milliseconds()), "ms/first")
		}
		d.Close()
		e.Close()
	}
}
