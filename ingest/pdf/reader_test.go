package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"policyscan/ingest/pdf/pdftest"
	"policyscan/ingest/reading"
)

func read(data []byte, opt reading.Options) (reading.Extraction, error) {
	return New().Read(context.Background(), bytes.NewReader(data), int64(len(data)), opt)
}

// TestPageStatus holds that no page is silently empty.
func TestPageStatus(t *testing.T) {
	f := pdftest.New()
	f.Page(pdftest.Text("F1", 12, 72, 700, "Some text."), "")
	f.Page("", "")
	f.Page("q 500 0 0 700 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q", "")
	odd := f.Add("<</Type/Font/Subtype/Type1/BaseFont/Own/Encoding<</Differences[65/unknown]>>/FirstChar 65/Widths[500]>>")
	page := f.Page("BT /F1 12 Tf 72 700 Td (A) Tj ET", "")
	f.Set(page, fmt.Sprintf("<</Type/Page/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 %d 0 R>>>>>>", page+1, odd))
	x, err := read(f.Bytes(), reading.Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkInvariants(t, x)
	var got []reading.PageStatus
	for _, p := range x.Pages {
		got = append(got, p.Status)
	}
	want := []reading.PageStatus{reading.PageText, reading.PageBlank, reading.PageNeedsOCR, reading.PageNeedsOCR}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for _, p := range x.Pages[2:] {
		if p.Reason == "" {
			t.Errorf("page %d gives no reason", p.Number)
		}
	}
}

// TestLines holds that lines lead back to their place on the page.
func TestLines(t *testing.T) {
	f := pdftest.New()
	f.Page(pdftest.Text("F1", 10, 100, 700, "A line of")+pdftest.Text("F1", 10, 100, 688, "a paragraph")+pdftest.Text("F1", 10, 100, 640, "and another."), "")
	x, err := read(f.Bytes(), reading.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float32{}
	for _, l := range x.Lines {
		got[x.Text[l.Start:l.End]] = l.Box[0]
		if l.Box[3] <= l.Box[1] || l.Box[2] <= l.Box[0] {
			t.Errorf("box %v", l.Box)
		}
	}
	if diff := cmp.Diff(map[string]float32{"A line of": 100, "a paragraph": 100, "and another.": 100}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if x.Text != "A line of a paragraph\nand another.\n" {
		t.Errorf("text %q", x.Text)
	}
}

func TestIsFileName(t *testing.T) {
	for title, want := range map[string]bool{
		"Night Markets Act 2019": false, "Microsoft Word - act.doc": true, "ACT_final.INDD": true, "Act No. 5": false, "": false, "Untitled-1": true,
	} {
		if got := isFileName(title); got != want {
			t.Errorf("%q: %v", title, got)
		}
	}
}

func TestRefusalsReachTheCaller(t *testing.T) {
	for name, data := range map[string]string{"empty": "", "damaged": "no pages here"} {
		_, err := read([]byte(data), reading.Options{})
		var refusal *reading.Refusal
		if !errors.As(err, &refusal) || refusal.Code != name {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestReadEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	f := pdftest.New()
	f.Page(pdftest.Text("F1", 12, 72, 700, "Some text."), "")
	data := f.Bytes()
	if _, err := New().Read(ctx, bytes.NewReader(data), int64(len(data)), reading.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// corpus returns the PDF files of a folder of real documents beside the
// repository.
func corpus(t testing.TB, name string) []string {
	t.Helper()
	var files []string
	root := filepath.Join("..", "..", "..", "shared", "corpus", name)
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && strings.EqualFold(filepath.Ext(path), ".pdf") {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) == 0 {
		t.Skip("the folder shared/corpus/" + name + " is missing")
	}
	return files
}

// TestHostileFiles holds that every file made to break readers is read or
// refused with a reason, in time.
func TestHostileFiles(t *testing.T) {
	counts := map[string]int{}
	for _, path := range corpus(t, "pdf-hostile") {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		began := time.Now()
		x, err := New().Read(ctx, bytes.NewReader(data), int64(len(data)), reading.Options{})
		cancel()
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s took %s", filepath.Base(path), took)
		}
		var refusal *reading.Refusal
		switch {
		case errors.As(err, &refusal):
			counts["refused: "+refusal.Code]++
		case err != nil:
			t.Errorf("%s: %v is no refusal", filepath.Base(path), err)
		default:
			counts["read"]++
			checkInvariants(t, x)
		}
	}
	t.Logf("outcomes: %v", counts)
}

// FuzzRead holds that no file makes the reader panic, and that what it returns
// keeps its promises.
func FuzzRead(f *testing.F) {
	for _, name := range goldens {
		if data, err := os.ReadFile(filepath.Join("testdata", name+".pdf")); err == nil && len(data) < 40_000 {
			f.Add(data)
		}
	}
	w := pdftest.New()
	w.Page(pdftest.Text("F1", 12, 72, 700, "Some text."), "")
	f.Add(w.Bytes())
	f.Add(w.Packed())
	f.Fuzz(func(t *testing.T, data []byte) {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		x, err := New().Read(ctx, bytes.NewReader(data), int64(len(data)), reading.Options{MaxText: 1 << 20})
		if err == nil {
			checkInvariants(t, x)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	data, err := os.ReadFile(filepath.Join("testdata", "gazette.pdf"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := read(data, reading.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
