//go:build unix

package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"policyscan/cmd/scan/internal/pipeline"
	"policyscan/cmd/scan/internal/workspace"
	"policyscan/ingest"
	"policyscan/ingest/family"
	"policyscan/ingest/reading"
	"policyscan/ingest/worker"
	"policyscan/match"
)

// The benchmarks of this file measure each stage of a pass over real documents,
// as the program runs it, without what goes on beside it. docs/benchmarks.md
// lists how they are called.

// benchCorpus is where real documents lie; SCAN_BENCH_CORPUS names another place.
func benchCorpus() string {
	if dir := os.Getenv("SCAN_BENCH_CORPUS"); dir != "" {
		return dir
	}
	return filepath.Join("..", "..", "..", "shared", "corpus", "text")
}

// kept is a document as the second pass finds it.
type kept struct {
	path    string
	encoded []byte
}

// keptDocuments reads up to limit files, evenly spread over the corpus.
func keptDocuments(b *testing.B, limit int) []kept {
	b.Helper()
	var files []string
	err := filepath.WalkDir(benchCorpus(), func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		b.Skip("no documents to measure with: ", err)
	}
	slices.Sort(files)
	formats := formatReaders()
	var all []kept
	for i, path := range files {
		if len(files) > limit && i*limit/len(files) == (i+1)*limit/len(files) {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		x, _, err := formats.Extract(context.Background(), bytes.NewReader(data), int64(len(data)), reading.Options{Name: filepath.Base(path), OCR: reading.OCROff})
		if err != nil || x.Text == "" {
			continue
		}
		encoded, err := worker.Encode(x)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, kept{filepath.ToSlash(path), encoded})
	}
	return all
}

// benchFiles is how many files are read; SCAN_BENCH_FILES asks for another number.
func benchFiles() int {
	if n, err := strconv.Atoi(os.Getenv("SCAN_BENCH_FILES")); err == nil {
		return n
	}
	return 60
}

// BenchmarkRead measures the readers, format by format: real files, and for Word,
// OpenDocument, RTF and EPUB generated acts of 2,000 sections.
func BenchmarkRead(b *testing.B) {
	groups := map[string][][]byte{}
	var sections, paragraphs, rtf strings.Builder
	for i := range 2000 {
		s := fmt.Sprintf("%d. Whoever keeps a house of class %d shall enter it in the book of the district within %d days of the day on which it was opened.", i+1, i%7, i%90)
		fmt.Fprintf(&sections, "<w:p><w:r><w:t>%s</w:t></w:r></w:p>", s)
		fmt.Fprintf(&paragraphs, "<text:p>%s</text:p>", s)
		fmt.Fprintf(&rtf, "%s\\par\n", s)
	}
	for name, write := range map[string]bomb{
		"made.docx": docx(text(sections.String())), "made.odt": odt(text(paragraphs.String())), "made.rtf": text(`{\rtf1 ` + rtf.String() + `}`),
		"made.epub": epub(text(`<itemref idref="c"/>`), text("<html><body>"+strings.ReplaceAll(paragraphs.String(), "text:p", "p")+"</body></html>")),
	} {
		var out bytes.Buffer
		if err := write(&out); err != nil {
			b.Fatal(err)
		}
		groups[filepath.Ext(name)] = append(groups[filepath.Ext(name)], out.Bytes())
	}
	for _, dir := range []string{benchCorpus(), filepath.Join(benchCorpus(), "..", "pdf", "LK-acts-bills")} {
		_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			ext := strings.ToLower(filepath.Ext(path))
			if err != nil || !d.Type().IsRegular() || len(groups[ext]) == 40 || !slices.Contains([]string{".pdf", ".html", ".xml", ".md", ".txt", ".json"}, ext) {
				return err
			}
			data, err := os.ReadFile(path)
			groups[ext] = append(groups[ext], data)
			return err
		})
	}
	formats := formatReaders()
	for _, ext := range slices.Sorted(maps.Keys(groups)) {
		b.Run(ext[1:], func(b *testing.B) {
			size := 0
			began := cpuTime()
			for b.Loop() {
				size = 0
				for _, data := range groups[ext] {
					size += len(data)
					_, _, _ = formats.Extract(context.Background(), bytes.NewReader(data), int64(len(data)), reading.Options{Name: "law" + ext, OCR: reading.OCROff})
				}
			}
			used := (cpuTime() - began).Seconds() / float64(b.N)
			b.ReportMetric(float64(len(groups[ext])), "files")
			b.ReportMetric(float64(size)/1e6, "MB")
			b.ReportMetric(used*1000/float64(len(groups[ext])), "CPU-ms/file")
			b.ReportMetric(float64(size)/1e6/used, "MB/CPU-s")
		})
	}
}

func cpuTime() time.Duration {
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// perMillion reports CPU seconds for a million passages.
func perMillion(b *testing.B, passages int, used time.Duration) {
	b.ReportMetric(float64(passages), "passages")
	b.ReportMetric(used.Seconds()*1e6/float64(passages)/float64(b.N), "CPU-s/1M")
}

// BenchmarkStage measures what a pass does with documents that were read: all of
// it but search indexes is done again when a rule changes.
func BenchmarkStage(b *testing.B) {
	docs := keptDocuments(b, benchFiles())
	var xs []reading.Extraction
	var contents []ingest.Content
	var found []ingest.Document
	passages := 0
	for _, d := range docs {
		x, err := worker.Decode(d.encoded)
		if err != nil {
			b.Fatal(err)
		}
		content, m, err := structure(pipeline.Subject{Path: d.path, Document: "0123456789abcdef", Extraction: &x})
		if err != nil {
			b.Fatal(err)
		}
		xs, contents = append(xs, x), append(contents, content)
		found = append(found, ingest.Document{ID: "0123456789abcdef", Path: d.path, Metadata: m})
		passages += len(content.Passages)
	}
	tag := taggerFor("")
	tags := make([][][]match.Tag, len(docs))
	for i := range docs {
		var err error
		if tags[i], err = tag(&found[i], &contents[i]); err != nil {
			b.Fatal(err)
		}
	}
	stages := []struct {
		name string
		do   func(i int) error
	}{
		{"decode", func(i int) error { _, err := worker.Decode(docs[i].encoded); return err }},
		{"structure", func(i int) error {
			_, _, err := structure(pipeline.Subject{Path: docs[i].path, Document: "0123456789abcdef", Extraction: &xs[i]})
			return err
		}},
		{"sketch", func(i int) error { _, err := family.SketchOf(contents[i].Text).MarshalBinary(); return err }},
		{"tag", func(i int) error { _, err := tag(&found[i], &contents[i]); return err }},
	}
	for _, stage := range stages {
		b.Run(stage.name, func(b *testing.B) {
			began := cpuTime()
			for b.Loop() {
				for i := range docs {
					if err := stage.do(i); err != nil {
						b.Fatal(err)
					}
				}
			}
			perMillion(b, passages, cpuTime()-began)
		})
	}
}

// BenchmarkRetag measures the pass after one rule has changed: nothing is read
// again, all passages are tagged again, and the index of tagged passages is made
// anew. SCAN_BENCH_WORKSPACE keeps the workspace from one call to the next.
func BenchmarkRetag(b *testing.B) {
	if _, err := os.Stat(benchCorpus()); err != nil {
		b.Skip("no documents to measure with: ", err)
	}
	dir := b.TempDir()
	place := os.Getenv("SCAN_BENCH_WORKSPACE")
	if place == "" {
		place = filepath.Join(dir, "corpus.scan")
	}
	var lexicons []string
	for i := range 2 {
		lexicon := filepath.Join(dir, strconv.Itoa(i))
		if err := os.CopyFS(lexicon, os.DirFS(filepath.Join("..", "..", "lexicon", "data"))); err != nil {
			b.Fatal(err)
		}
		changeRule(b, lexicon, i)
		lexicons = append(lexicons, lexicon)
	}
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	pass := func(lexicon string) {
		env := system()
		env.Stdout, env.Stderr, env.Worker = io.Discard, io.Discard, worker.Command(self, "scan", workerCommand)
		if status := run(context.Background(), env, []string{"ingest", benchCorpus(), "-w", place, "--ocr", "off", "--quiet", "--lexicon", lexicon}); status != exitDone && status != exitPartly {
			b.Fatalf("exit status %d", status)
		}
	}
	pass(lexicons[0])
	ws, err := workspace.Read(place)
	if err != nil {
		b.Fatal(err)
	}
	state, err := ws.State()
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	began := cpuTime()
	for i := range b.N {
		pass(lexicons[(i+1)%2])
	}
	perMillion(b, state.Counts.Passages, cpuTime()-began)
	b.ReportMetric(float64(state.Counts.Evidence), "tags")
}

// changeRule changes what a rule says about itself, which is enough to make it
// another rule.
func changeRule(b *testing.B, lexicon string, n int) {
	b.Helper()
	name := filepath.Join(lexicon, "lexicon.yaml")
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	if _, err := fmt.Fprintf(f, "# change %d\n", n); err != nil {
		b.Fatal(err)
	}
}
