package plain

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/ingest/reading"
	"policyscan/ingest/reading/readertest"
)

// readers by the extension of the input in a test file.
func readerOf(name string) reading.Reader {
	switch filepath.Ext(name) {
	case ".md":
		return Markdown{}
	case ".json", ".jsonl":
		return JSON{}
	}
	return Text{}
}

func TestGoldens(t *testing.T) { readertest.Goldens(t, readerOf) }

func TestPages(t *testing.T) {
	ex, err := readertest.Read(Text{}, "First page.\f\fThird page.\f")
	if err != nil {
		t.Fatal(err)
	}
	want := []reading.Page{
		{Number: 1, Start: 0, End: 12, Status: reading.PageText, Extractor: "text"},
		{Number: 2, Start: 12, End: 12, Status: reading.PageBlank, Extractor: "text"},
		{Number: 3, Start: 12, End: 24, Status: reading.PageText, Extractor: "text"},
	}
	if d := cmp.Diff(ex.Pages, want); d != "" {
		t.Errorf("got (-) want (+):\n%s", d)
	}
}

func TestRefusals(t *testing.T) {
	for _, tt := range []struct {
		name   string
		reader reading.Reader
		data   string
		code   string
	}{
		{"nothing but space", Text{}, " \n\n ", "empty"},
		{"JSON that breaks off at once", JSON{}, "[{", "damaged"},
		{"JSON nested without end", JSON{}, strings.Repeat("[", 100000), "damaged"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := readertest.Read(tt.reader, tt.data)
			var r *reading.Refusal
			if !errors.As(err, &r) || r.Code != tt.code {
				t.Errorf("got %v, want a refusal %q", err, tt.code)
			}
		})
	}
}

func TestHugeFileIsRefusedUnread(t *testing.T) {
	_, err := Text{}.Read(context.Background(), bytes.NewReader(nil), MaxBytes+1, reading.Options{})
	var r *reading.Refusal
	if !errors.As(err, &r) || r.Code != "too-large" {
		t.Errorf("got %v", err)
	}
}

func ending(ext string) func(string) bool {
	return func(name string) bool { return filepath.Ext(name) == ext }
}

func FuzzText(f *testing.F)     { readertest.Fuzz(f, Text{}, ending(".txt")) }
func FuzzMarkdown(f *testing.F) { readertest.Fuzz(f, Markdown{}, ending(".md")) }
func FuzzJSON(f *testing.F)     { readertest.Fuzz(f, JSON{}, ending(".json")) }

func BenchmarkMarkdown(b *testing.B) {
	data := strings.Repeat("### 4 Duties of *operators*\n\n(1) An operator of premises must, before the end of each year, give the\nauthority a [report](https://example.org/r) on the measures taken.\n\n1. first,\n2. second.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n", 2000)
	readertest.Bench(b, Markdown{}, data)
}

func BenchmarkText(b *testing.B) {
	data := strings.Repeat("4. (1) An operator of premises must, before the end of each year, give the\nauthority a report on the meas-\nures taken.\n\n", 5000)
	readertest.Bench(b, Text{}, data)
}

// TestAdjoiningEmphasis takes out marks where emphasis of one kind ends and that
// of another begins in one run.
func TestAdjoiningEmphasis(t *testing.T) {
	tests := map[string]string{
		"**Art. 1.***Purpose*. Text": "Art. 1.Purpose. Text",
		"***both*** and **one**":     "both and one",
		"***both***and more":         "bothand more",
		"a *b***c** d":               "a bc d",
	}
	for in, want := range tests {
		if got := inline(in, nil); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
