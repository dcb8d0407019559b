//go:build unix

package ingest

import (
	"path/filepath"
	"syscall"
	"testing"

	"policyscan/ingest/detect"
	"policyscan/ingest/plain"
	"policyscan/ingest/reading"
)

// statute is one document of the benchmark.
type statute struct {
	ex   *reading.Extraction
	lang string
}

// statutes reads the Markdown statutes of the corpus.
func statutes(b *testing.B) (all []statute, bytes int64) {
	langs := manifestLanguages(b)
	root := shared(b, "corpus")
	for _, f := range corpusFiles(b, ".md") {
		ex := read(b, plain.Markdown{}, f)
		rel, _ := filepath.Rel(root, f)
		all = append(all, statute{ex, langs[filepath.ToSlash(rel)]})
		bytes += int64(len(ex.Text))
	}
	return all, bytes
}

// cpuSeconds is the processor time that the process has used.
func cpuSeconds() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

// perCPU runs f over all statutes and reports megabytes per second of processor
// time, garbage collection included.
func perCPU(b *testing.B, f func(statute)) {
	all, n := statutes(b)
	before := cpuSeconds()
	rounds := 0
	for b.Loop() {
		for _, s := range all {
			f(s)
		}
		rounds++
	}
	b.ReportMetric(float64(n)*float64(rounds)/1e6/(cpuSeconds()-before), "MB/CPU-s")
}

// BenchmarkStructure measures detector and segmenter together.
func BenchmarkStructure(b *testing.B) {
	perCPU(b, func(s statute) { Structure(s.ex, s.lang) })
}

// BenchmarkDetect measures the detector alone.
func BenchmarkDetect(b *testing.B) {
	perCPU(b, func(s statute) { detect.Detect(s.ex.Text, s.ex.Blocks, s.lang) })
}
