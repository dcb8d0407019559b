package main

import (
	"io"
	"os/exec"

	"policyscan/cmd/scan/internal/pipeline"
	"policyscan/ingest"
	"policyscan/ingest/pdf"
	"policyscan/ingest/pdf/fallback"
	"policyscan/ingest/reading"
	"policyscan/ingest/worker"
)

// formatReaders returns the readers of all formats. Making them costs nothing:
// PDFium and tesseract are started when a page needs them.
func formatReaders() *ingest.Formats {
	return ingest.NewFormats(pdf.New(pdf.WithFallback(fallback.New())))
}

// identifier returns the step that finds the reader of a file.
func identifier(formats *ingest.Formats) func(string, io.ReaderAt, int64) (pipeline.Format, error) {
	return func(name string, r io.ReaderAt, size int64) (pipeline.Format, error) {
		f, err := formats.Identify(name, r, size)
		if err != nil {
			return pipeline.Format{}, err
		}
		out := pipeline.Format{Name: f.Name, Reader: f.Reader, LeftOut: f.LeftOut, Hint: f.Hint}
		if reader, ok := formats.Reader(f.Name); ok {
			out.Version = reader.Version()
		}
		return out, nil
	}
}

// ocrTool names the program that recognises pages, "" where there is none or it
// is not to be used.
func ocrTool(o worker.Options) string {
	if o.OCR == reading.OCROff {
		return ""
	}
	if _, err := exec.LookPath("tesseract"); err != nil {
		return ""
	}
	return "tesseract"
}
