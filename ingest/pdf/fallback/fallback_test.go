package fallback

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"policyscan/ingest/pdf"
	"policyscan/ingest/pdf/content"
	"policyscan/ingest/pdf/ocr"
	"policyscan/ingest/pdf/pdfium"
	"policyscan/ingest/reading"
)

// makePDF writes a PDF of one A5 page in Helvetica, with extra entries in the
// page's dictionary. A CMap says what the codes of the font mean.
func makePDF(extra, stream string, toUnicode ...string) []byte {
	var b bytes.Buffer
	var offsets []int
	b.WriteString("%PDF-1.4\n")
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>" + extra + ">>",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>",
	}
	for _, s := range append([]string{stream}, toUnicode...) {
		objects = append(objects, fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(s), s))
	}
	for i, body := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

func open(t *testing.T, file []byte) pdf.Source {
	t.Helper()
	f := New()
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = t.TempDir()
	}
	// The compiled program is shared with the tests of package pdfium;
	// recognised pages are kept nowhere.
	cache := filepath.Join(dir, "policyscan-test")
	f.engines[""] = pdfium.New(pdfium.Config{CacheDir: cache})
	src, err := f.Open(context.Background(), bytes.NewReader(file), int64(len(file)), reading.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { src.Close(); f.Close() })
	return src
}

func TestJudge(t *testing.T) {
	f := New()
	clean := strings.Repeat("The keeper inspects every well. ", 5)
	tests := []struct {
		name string
		seen pdf.Seen
		want string
	}{
		{"clean", pdf.Seen{Text: clean, Glyphs: 130}, ""},
		{"blank", pdf.Seen{}, ""},
		{"only an image", pdf.Seen{Images: 1}, ""},
		{"glyphs without text", pdf.Seen{Glyphs: 130}, "no text although glyphs are shown"},
		{"broken off", pdf.Seen{Text: clean, Glyphs: 130, Err: errors.New("filter DCTX")}, "the page could not be read to its end: filter DCTX"},
		{"glyphs without a meaning", pdf.Seen{Text: clean, Glyphs: 130, Unmapped: 30}, "characters without a meaning"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := f.Judge(tt.seen); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if len(f.engines) != 0 {
		t.Error("judging made an engine")
	}
}

// TestReadPlacesGlyphsAsDisplayed: a page that is turned and cropped shows its
// text elsewhere than its content says.
func TestReadPlacesGlyphsAsDisplayed(t *testing.T) {
	const upright = "BT /F1 12 Tf 100 300 Td (Well) Tj ET"
	const upward = "BT /F1 12 Tf 0 1 -1 0 100 300 Tm (Well) Tj ET"
	tests := []struct {
		name, extra, stream string
		x, y, width, height float64
		turn                content.Turn
	}{
		{"plain", "", upright, 100, 300, 420, 595, content.Upright},
		{"cropped", "/CropBox[20 50 420 595]", upright, 80, 250, 400, 545, content.Upright},
		{"turned clockwise", "/Rotate 90", upright, 300, 320, 595, 420, content.Downward},
		{"turned clockwise, written upward", "/Rotate 90", upward, 300, 320, 595, 420, content.Upright},
		{"upside down", "/Rotate 180", upright, 320, 295, 420, 595, content.UpsideDown},
		{"turned the other way", "/Rotate 270", upright, 295, 100, 595, 420, content.Upward},
		{"turned and cropped", "/Rotate 90/CropBox[20 50 420 595]", upward, 250, 320, 545, 400, content.Upright},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := open(t, makePDF(tt.extra, tt.stream)).Read(context.Background(), 1)
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Glyphs) != 4 {
				t.Fatalf("%d glyphs, want 4: %+v", len(got.Glyphs), got.Glyphs)
			}
			g := got.Glyphs[0]
			if g.Text != "W" || !near(g.X, tt.x) || !near(g.Y, tt.y) || g.Turn != tt.turn || !near(g.W, 12*0.944) || !near(g.Size, 12) {
				t.Errorf("got %+v, want W at %g, %g, turn %d", g, tt.x, tt.y, tt.turn)
			}
			if got.Width != tt.width || got.Height != tt.height {
				t.Errorf("page of %g × %g, want %g × %g", got.Width, got.Height, tt.width, tt.height)
			}
		})
	}
}

func near(got float32, want float64) bool { return math.Abs(float64(got)-want) < 0.5 }

// TestRecognisedWordsStandWhereTheyArePrinted holds the boxes of tesseract
// against the places that the file gives.
func TestRecognisedWordsStandWhereTheyArePrinted(t *testing.T) {
	if _, err := ocr.Find(context.Background()); err != nil {
		t.Skipf("recognition is not tested: %v", err)
	}
	const text = "BT /F1 14 Tf 60 500 Td 0 -22 TD (Every keeper of a public well shall) Tj T* (inspect its walls before the first) Tj T* (day of each month and enter the) Tj T* (depth of the water in the register.) Tj ET"
	for _, extra := range []string{"", "/Rotate 90", "/Rotate 180"} {
		t.Run("page"+extra, func(t *testing.T) {
			src := open(t, makePDF(extra, text))
			read, err := src.Read(context.Background(), 1)
			if err != nil {
				t.Fatal(err)
			}
			got, err := src.Recognise(context.Background(), 1)
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Glyphs) != 27 || got.Extractor != "tesseract" || !got.Words {
				t.Fatalf("%d words by %q: %+v", len(got.Glyphs), got.Extractor, got.Glyphs)
			}
			if got.Confidence < 0.8 || got.Confidence > 1 {
				t.Errorf("confidence %g", got.Confidence)
			}
			first := slices.IndexFunc(read.Glyphs, func(g content.Glyph) bool { return g.Text == "E" })
			a, b := read.Glyphs[max(first, 0)], got.Glyphs[0]
			if b.Text != "Every" || b.Turn != a.Turn {
				t.Errorf("first word %q, turn %d; want Every, turn %d", b.Text, b.Turn, a.Turn)
			}
			if d := math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y)); d > 3 {
				t.Errorf("first word at %g, %g, want near %g, %g", b.X, b.Y, a.X, a.Y)
			}
			for _, g := range got.Glyphs {
				if math.Abs(float64(g.Size)-14) > 1.4 {
					t.Errorf("%q has size %g, want about 14", g.Text, g.Size)
				}
			}
		})
	}
}

// TestLinesOfAnObliqueScanAreLevelled: words of a line that runs uphill get one
// base line, and the parts that tesseract made of it the same.
func TestLinesOfAnObliqueScanAreLevelled(t *testing.T) {
	var words []ocr.Word
	for line := range 4 {
		for n := range 8 {
			x, y := 100+n*200, 400+line*60-n*200*3/100 // pixels; 3 % uphill
			words = append(words, ocr.Word{Text: "wells", Line: 2*line + n/5, Box: image.Rect(x, y-40-6, x+170, y)})
		}
	}
	glyphs := wordGlyphs(words, 300, 800)
	for i, g := range glyphs {
		if want := glyphs[i/8*8].Y; math.Abs(float64(g.Y-want)) > 0.5 {
			t.Errorf("word %d of line %d stands at %g, the first at %g", i%8, i/8, g.Y, want)
		}
		if g.Size != glyphs[0].Size {
			t.Errorf("word %d has size %g, others %g", i, g.Size, glyphs[0].Size)
		}
	}
}

// TestTextWithoutMeaningIsRecognised: a font may say that its letters are
// private characters.
func TestTextWithoutMeaningIsRecognised(t *testing.T) {
	if _, err := ocr.Find(context.Background()); err != nil {
		t.Skipf("recognition is not tested: %v", err)
	}
	const text = "BT /F1 14 Tf 60 500 Td 0 -22 TD (Every keeper of a public well shall) Tj T* (inspect its walls before the first) Tj ET"
	const private = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <21> <7E> <E021> endbfrange endcmap end end"
	src := open(t, makePDF("", text, private))
	got, err := src.Read(context.Background(), 1)
	if err != nil || got.Extractor != "tesseract" || len(got.Glyphs) != 13 {
		t.Errorf("read by %q: %d glyphs, error %v", got.Extractor, len(got.Glyphs), err)
	}
	src.(*source).opt.OCR = reading.OCROff
	got, err = src.Read(context.Background(), 1)
	if err != nil || got.Extractor != "pdfium" || got.Glyphs[0].Text != "\uE045" {
		t.Errorf("with recognition off: read by %q, error %v", got.Extractor, err)
	}
}

func TestBlankPageNeedsNoRecogniser(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	got, err := open(t, makePDF("", "")).Recognise(context.Background(), 1)
	if err != nil || len(got.Glyphs) != 0 {
		t.Errorf("reading %+v, error %v", got, err)
	}
}

func TestImageWithoutRecogniserSaysSo(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := ocr.Find(context.Background()); err == nil {
		t.Skip("tesseract stands in one of its usual folders")
	}
	_, err := open(t, makePDF("", "100 100 200 200 re f")).Recognise(context.Background(), 1)
	var refused *reading.Refusal
	if !errors.As(err, &refused) || refused.Code != "needs-tool" {
		t.Errorf("error %v, want a refusal that names the missing tool", err)
	}
}
