package pdf

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/ingest/pdf/content"
	"policyscan/ingest/pdf/pdftest"
	"policyscan/ingest/reading"
)

// other is a Fallback that does what a test says, and its own Source.
type other struct {
	doubt     string // of every page
	better    bool
	refuses   error
	pages     int
	reads     string // text of every page
	readErr   error
	sees      string // text of every image
	seeErr    error
	asked     int
	looked    int
	opened    int
	confident float64
}

func (o *other) Judge(Seen) string     { return o.doubt }
func (o *other) Better(_, _ Seen) bool { return o.better }
func (o *other) Pages() int            { return o.pages }
func (o *other) Close() error          { return nil }

func (o *other) Open(context.Context, io.ReaderAt, int64, reading.Options) (Source, error) {
	o.opened++
	if o.refuses != nil {
		return nil, o.refuses
	}
	return o, nil
}

func (o *other) Read(context.Context, int) (PageReading, error) {
	o.asked++
	return PageReading{Glyphs: wordsOf(o.reads), Words: true, Extractor: "other", Width: 595, Height: 842}, o.readErr
}

func (o *other) Recognise(context.Context, int) (PageReading, error) {
	o.looked++
	return PageReading{Glyphs: wordsOf(o.sees), Words: true, Extractor: "eye", Confidence: o.confident, Width: 595, Height: 842}, o.seeErr
}

func wordsOf(text string) []content.Glyph {
	var glyphs []content.Glyph
	for i, w := range strings.Fields(text) {
		glyphs = append(glyphs, content.Glyph{Text: w, X: float32(50 + 60*i), Y: 700, W: 50, Size: 12, Face: &content.Face{}})
	}
	return glyphs
}

// file returns a PDF of n pages with the same content.
func file(n int, stream string) []byte {
	f := pdftest.New()
	for range n {
		f.Page(stream, "")
	}
	return f.Bytes()
}

const (
	image  = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"
	square = "10 10 20 20 re f "
)

func TestSecondReading(t *testing.T) {
	printed := pdftest.Text("F1", 12, 50, 700, "Well")
	missing := &reading.Refusal{Code: "needs-tool", Reason: "no recogniser is installed"}
	tests := []struct {
		name   string
		pages  int
		stream string
		mode   reading.OCRMode
		other  other
		want   reading.Page // of the last page
		text   string
		calls  [3]int // opened, asked, looked
	}{
		{"trusted", 2, printed, "", other{}, reading.Page{Status: reading.PageText, Extractor: "content"}, "Well", [3]int{}},
		{"doubted, other is better", 1, printed, "", other{doubt: "torn", better: true, reads: "Wells"},
			reading.Page{Status: reading.PageText, Extractor: "other", Reason: "torn"}, "Wells", [3]int{1, 1, 0}},
		{"doubted, in vain", 6, printed, "", other{doubt: "torn", reads: "W"},
			reading.Page{Status: reading.PageText, Extractor: "content"}, "Well", [3]int{1, maxVain, 0}},
		{"doubted, other fails", 1, printed, "", other{doubt: "torn", better: true, readErr: errors.New("no")},
			reading.Page{Status: reading.PageText, Extractor: "content"}, "Well", [3]int{1, 1, 0}},
		{"doubted, other cannot open", 1, printed, "", other{doubt: "torn", refuses: errors.New("no")},
			reading.Page{Status: reading.PageText, Extractor: "content"}, "Well", [3]int{1, 0, 0}},
		{"image", 1, image, "", other{sees: "Spring", confident: 0.9},
			reading.Page{Status: reading.PageOCR, Extractor: "eye", Reason: "the page is an image", Confidence: 0.9}, "Spring", [3]int{1, 0, 1}},
		{"image without text", 1, image, "", other{},
			reading.Page{Status: reading.PageBlank, Reason: "no text was recognised in the image"}, "", [3]int{1, 0, 1}},
		{"image, no recogniser", 1, image, "", other{seeErr: missing},
			reading.Page{Status: reading.PageNeedsOCR, Reason: missing.Reason}, "", [3]int{1, 0, 1}},
		{"image, recogniser fails", 1, image, "", other{seeErr: errors.New("page 1: stopped")},
			reading.Page{Status: reading.PageFailed, Reason: "page 1: stopped"}, "", [3]int{1, 0, 1}},
		{"image, recognition off", 1, image, reading.OCROff, other{sees: "Spring"},
			reading.Page{Status: reading.PageNeedsOCR, Reason: "the page is an image"}, "", [3]int{}},
		{"outlines", 1, strings.Repeat(square, manyDrawings), "", other{sees: "Spring", confident: 0.8},
			reading.Page{Status: reading.PageOCR, Extractor: "eye", Reason: "the page is an image", Confidence: 0.8}, "Spring", [3]int{1, 0, 1}},
		{"a drawing without text", 1, square, "", other{},
			reading.Page{Status: reading.PageBlank, Reason: "no text was recognised in the image"}, "", [3]int{1, 0, 1}},
		{"a drawing, no recogniser", 1, square, "", other{seeErr: missing}, reading.Page{Status: reading.PageBlank}, "", [3]int{1, 0, 1}},
		{"a drawing, recognition off", 1, square, reading.OCROff, other{}, reading.Page{Status: reading.PageBlank}, "", [3]int{}},
		{"nothing", 1, " ", "", other{}, reading.Page{Status: reading.PageBlank}, "", [3]int{}},
		{"forced", 1, printed, reading.OCRForce, other{sees: "Spring", confident: 0.9},
			reading.Page{Status: reading.PageOCR, Extractor: "eye", Reason: "recognition was asked for", Confidence: 0.9}, "Spring", [3]int{1, 0, 1}},
		{"forced, no recogniser", 1, printed, reading.OCRForce, other{seeErr: missing},
			reading.Page{Status: reading.PageText, Extractor: "content"}, "Well", [3]int{1, 0, 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			said := 0
			ctx := reading.WithProgress(context.Background(), func() { said++ })
			data := file(tt.pages, tt.stream)
			x, err := New(WithFallback(&tt.other)).Read(ctx, bytes.NewReader(data), int64(len(data)), reading.Options{OCR: tt.mode})
			if err != nil {
				t.Fatal(err)
			}
			got := x.Pages[len(x.Pages)-1]
			got.Number, got.Start, got.End, got.Width, got.Height = 0, 0, 0, 0, 0
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
			if first, _, _ := strings.Cut(x.Text, "\n"); first != tt.text {
				t.Errorf("text %q, want %q", first, tt.text)
			}
			if calls := [3]int{tt.other.opened, tt.other.asked, tt.other.looked}; calls != tt.calls || said != tt.other.looked {
				t.Errorf("opened, asked, looked %v with %d words of progress, want %v", calls, said, tt.calls)
			}
		})
	}
}

func TestRescue(t *testing.T) {
	tests := []struct {
		name  string
		file  string
		other other
		text  string
		code  string // of the refusal
	}{
		{"other reads it", "no PDF at all", other{pages: 2, reads: "Well"}, "Well\nWell\n", ""},
		{"other opens it and finds nothing", "no PDF at all", other{pages: 2}, "", "damaged"},
		{"other refuses", "no PDF at all", other{refuses: errors.New("no")}, "", "damaged"},
		{"other cannot read the pages", "no PDF at all", other{pages: 1, readErr: errors.New("no")}, "", "damaged"},
		{"other needs to see it", "no PDF at all", other{pages: 1, sees: "Well", confident: 0.9}, "Well\n", ""},
		{"no pages", string(pdftest.New().Bytes()), other{pages: 1, reads: "Well"}, "Well\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x, err := New(WithFallback(&tt.other)).Read(context.Background(), strings.NewReader(tt.file), int64(len(tt.file)), reading.Options{})
			var refusal *reading.Refusal
			if tt.code != "" {
				if !errors.As(err, &refusal) || refusal.Code != tt.code {
					t.Fatalf("error %v, want a refusal %q", err, tt.code)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if x.Text != tt.text {
				t.Errorf("text %q, want %q", x.Text, tt.text)
			}
			if tt.text != "" && (len(x.Problems) == 0 || x.Pages[0].Extractor == "" || x.Pages[0].Extractor == "content") {
				t.Errorf("problems %v, page %+v: it is not said who read it", x.Problems, x.Pages[0])
			}
		})
	}
}

func TestLocked(t *testing.T) {
	password := &reading.Refusal{Code: "password", Reason: "locked"}
	tests := []struct {
		name    string
		pages   int
		failed  int
		refused error
		want    bool
	}{
		{"all pages failed", 2, 2, password, true},
		{"one was read", 2, 1, password, false},
		{"another reason", 2, 2, errors.New("no"), false},
		{"not asked", 2, 2, nil, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := &document{pages: make([]reading.Page, tt.pages), failed: tt.failed, refused: tt.refused}
			if got := d.locked() != nil; got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestDoubtsAreSaid(t *testing.T) {
	tests := []struct {
		name  string
		pages int
		other other
		mode  reading.OCRMode
		want  []reading.Problem
	}{
		{"nobody reads it better", 5, other{doubt: "torn", reads: "W"}, "",
			[]reading.Problem{{Page: 1, Code: "doubtful-text", Text: "5 pages from page 1 on: torn"}}},
		{"another did", 1, other{doubt: "torn", better: true, reads: "Wells"}, "", nil},
		{"recognised with little confidence", 1, other{sees: "Spring", confident: 0.5}, reading.OCRForce,
			[]reading.Problem{{Page: 1, Code: "ocr-uncertain", Text: "page 1: recognised with little confidence; compare with the image"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data := file(tt.pages, pdftest.Text("F1", 12, 50, 700, "Well"))
			x, err := New(WithFallback(&tt.other)).Read(context.Background(), bytes.NewReader(data), int64(len(data)), reading.Options{OCR: tt.mode})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, x.Problems); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// TestMeaningless holds that a page of unknown characters is no text, and that
// some of them within text are.
func TestMeaningless(t *testing.T) {
	for text, want := range map[string]bool{"\uFFFD\uFFFD \uFFFD1 \uFFFD": true, "legisla\uFFFDon": false, "": false, "\uFFFD": true} {
		if got := meaningless(text); got != want {
			t.Errorf("meaningless(%q) = %v", text, got)
		}
	}
}
