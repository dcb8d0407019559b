package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"policyscan/ingest/pdf"
	"policyscan/ingest/pdf/fallback"
	"policyscan/ingest/reading"
)

// summary is what the reading process says about a file, besides its text.
type summary struct {
	Pages   int            `json:"pages"`
	Status  map[string]int `json:"status,omitempty"` // pages by status and extractor
	Seconds float64        `json:"seconds"`
	Code    string         `json:"code,omitempty"` // of a refusal
	Reason  string         `json:"reason,omitempty"`
}

// readOne prints the text of a file, and its summary to stderr.
func readOne(ctx context.Context, path, cache string, stdout, stderr io.Writer) int {
	f, err := os.Open(path)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	reader := pdf.New()
	if cache != "" {
		second := fallback.New()
		defer second.Close()
		reader = pdf.New(pdf.WithFallback(second))
	}
	began := time.Now()
	x, err := reader.Read(ctx, f, info.Size(), reading.Options{Name: filepath.Base(path), OCR: reading.OCROff, CacheDir: cache})
	s := summary{Pages: len(x.Pages), Seconds: time.Since(began).Seconds(), Status: map[string]int{}}
	for _, p := range x.Pages {
		name := string(p.Status)
		if p.Extractor != "" && p.Extractor != "content" {
			name += " by " + p.Extractor
		}
		s.Status[name]++
	}
	for _, p := range x.Problems {
		if s.Reason == "" {
			s.Reason = p.Text
		}
	}
	var refusal *reading.Refusal
	if errors.As(err, &refusal) {
		s.Code, s.Reason = refusal.Code, refusal.Reason
	} else if err != nil {
		s.Code, s.Reason = "failed", err.Error()
	}
	line, err := json.Marshal(s)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	fmt.Fprintf(stderr, "%s\n", line)
	io.WriteString(stdout, views(&x))
	return 0
}

// separator stands between the canonical text, the text that "scan text" prints
// and that of "scan text --lines".
const separator = "\x00\n"

// views returns the views of an extraction that are compared in order.
func views(x *reading.Extraction) string {
	return x.Text + separator + strings.Join(reading.Printed(x), "\f") + separator + strings.Join(reading.PrintedLines(x), "\f")
}
