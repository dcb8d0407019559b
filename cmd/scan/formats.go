package main

import (
	"context"
	"io"
	"path"
	"strings"

	"policyscan/cmd/scan/internal/pipeline"
	"policyscan/ingest/reading"
)

// identify finds the reader of a file.
func identify(name string, _ io.ReaderAt, _ int64) (pipeline.Format, error) {
	switch strings.ToLower(path.Ext(name)) {
	case ".txt", ".md", ".html":
		return pipeline.Format{Name: "txt", Reader: "txt", Version: 1}, nil
	}
	return pipeline.Format{LeftOut: "not a kind of file that is read"}, nil
}

// extract reads a file with the reader of its format.
func extract(_ context.Context, r io.ReaderAt, size int64, opt reading.Options) (reading.Extraction, error) {
	raw, err := io.ReadAll(io.NewSectionReader(r, 0, size))
	if err != nil {
		return reading.Extraction{}, err
	}
	b := reading.NewBuilder("txt", opt)
	for _, p := range strings.Split(string(raw), "\n\n") {
		b.Add(reading.Block{}, p)
	}
	return b.Done(), nil
}

// readersDigest names all readers with their versions.
func readersDigest() string { return "txt 1" }
