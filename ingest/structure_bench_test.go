package ingest

import (
	"testing"

	"policyscan/ingest/detect"
	"policyscan/ingest/plain"
	"policyscan/ingest/reading"
)

// statutes reads the Markdown statutes of the corpus.
func statutes(b *testing.B) (all []*reading.Extraction, bytes int64) {
	for _, f := range corpusFiles(b, ".md") {
		ex := read(b, plain.Markdown{}, f)
		all = append(all, ex)
		bytes += int64(len(ex.Text))
	}
	return all, bytes
}

// BenchmarkStructure measures detector and segmenter together, in bytes of
// canonical text.
func BenchmarkStructure(b *testing.B) {
	all, n := statutes(b)
	b.SetBytes(n)
	b.ReportAllocs()
	for b.Loop() {
		for _, ex := range all {
			Structure(ex, "")
		}
	}
}

// BenchmarkDetect measures the detector alone.
func BenchmarkDetect(b *testing.B) {
	all, n := statutes(b)
	b.SetBytes(n)
	for b.Loop() {
		for _, ex := range all {
			detect.Detect(ex.Text, ex.Blocks, "")
		}
	}
}
