//go:build linux

package main

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// sizes are the numbers of passages of a curve.
func (b *bench) sizes() []int {
	var all []int
	for n := 1000; n <= b.most; n *= 10 {
		all = append(all, n)
	}
	return all
}

// goBench runs benchmarks of the repository and returns their figures: by
// benchmark, by unit.
func (b *bench) goBench(pkg, pattern, times string, env ...string) (map[string]map[string]float64, []string, error) {
	args := append(env, "go", "test", pkg, "-run", "-", "-bench", pattern, "-benchtime", times, "-timeout", "2h")
	u := b.measure("", "env", args...)
	if u.err != nil {
		return nil, nil, fmt.Errorf("%w: %s", u.err, u.out)
	}
	figures := map[string]map[string]float64{}
	var order []string
	for line := range strings.Lines(u.out) {
		fields := strings.Fields(line)
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		name := processors.ReplaceAllString(strings.TrimPrefix(fields[0], "Benchmark"), "")
		figures[name] = map[string]float64{}
		order = append(order, name)
		for i := 2; i+1 < len(fields); i += 2 {
			figures[name][fields[i+1]], _ = strconv.ParseFloat(fields[i], 64)
		}
	}
	return figures, order, nil
}

// processors is what the name of a benchmark ends in.
var processors = regexp.MustCompile(`-\d+$`)

func number(f float64) string { return strconv.FormatFloat(f, 'g', 3, 64) }

// stages measures each stage alone.
func (b *bench) stages() error {
	corpus := "SCAN_BENCH_CORPUS=" + filepath.Join(b.corpus, "text")
	read, order, err := b.goBench("./cmd/scan", "Read", "1x", corpus)
	if err != nil {
		return err
	}
	var rows [][]string
	for _, name := range order {
		f := read[name]
		rows = append(rows, []string{strings.TrimPrefix(name, "Read/"), number(f["files"]), number(f["MB"]), number(f["CPU-ms/file"]), number(f["MB/CPU-s"])})
	}
	b.table("Reading, by format", []string{"format", "files", "MB", "CPU ms a file", "MB a CPU s"}, rows)
	stage, order, err := b.goBench("./cmd/scan", "Stage", "1x", corpus, "SCAN_BENCH_FILES=1000")
	if err != nil {
		return err
	}
	rows = nil
	for _, name := range order {
		rows = append(rows, []string{strings.TrimPrefix(name, "Stage/"), number(stage[name]["passages"]), number(stage[name]["CPU-s/1M"])})
	}
	b.table("What comes after reading", []string{"stage", "passages", "CPU s for a million"}, rows)
	book, order, err := b.goBench("./export", "Workbook50000", "1x")
	if err != nil {
		return err
	}
	for _, name := range order {
		b.say("Comparing and writing a workbook of 50,000 pieces of evidence (%s MB): %.1f s.", number(book[name]["MB"]), book[name]["ns/op"]/1e9)
	}
	return nil
}

// fts5 puts passages into SQLite's full-text index, as a peer.
//
//go:embed fts5.py
var fts5 string

// indexes measures the search index at several sizes, beside SQLite FTS5.
func (b *bench) indexes() error {
	var build, search [][]string
	for _, n := range b.sizes() {
		passages := fmt.Sprintf("INDEX_PASSAGES=%d", n)
		dir, dump := filepath.Join(b.dir, fmt.Sprintf("index-%d", n), "text.bleve"), filepath.Join(b.dir, fmt.Sprintf("passages-%d.jsonl", n))
		built, _, err := b.goBench("./index", "Build/generated", "1x", passages, "INDEX_DIR="+dir, "INDEX_DUMP="+dump)
		if err != nil {
			return err
		}
		f := built["Build/generated"]
		build = append(build, []string{"scan", strconv.Itoa(n), seconds1(f["CPU-s/100k"] * float64(n) / 1e5), number(f["CPU-s/100k"]), seconds1(f["ns/op"] / 1e9), number(f["peak-MB"]), number(f["index/text"])})
		times := "100x"
		if n >= 1_000_000 {
			times = "50x"
		}
		found, order, err := b.goBench("./index", "Search", times, passages, "INDEX_DIR="+dir)
		if err != nil {
			return err
		}
		for _, name := range order {
			f := found[name]
			search = append(search, []string{"scan", strconv.Itoa(n), strings.TrimPrefix(name, "Search/"), strconv.Itoa(int(f["hits"])), number(f["CPU-ms/op"]), number(f["p95-ms"])})
		}
		if err := b.sqlite(n, dump, &build, &search); err != nil {
			return err
		}
		if err := errors.Join(os.RemoveAll(filepath.Dir(dir)), os.RemoveAll(dump)); err != nil {
			return err
		}
	}
	real, _, err := b.goBench("./index", "Build/statutes", "1x", fmt.Sprintf("INDEX_PASSAGES=%d", min(b.most, 100_000)))
	if err != nil {
		return err
	}
	if f, ok := real["Build/statutes"]; ok {
		build = append(build, []string{"scan, real statutes", strconv.Itoa(int(f["passages"])), seconds1(f["CPU-s/100k"] * f["passages"] / 1e5), number(f["CPU-s/100k"]), seconds1(f["ns/op"] / 1e9), number(f["peak-MB"]), number(f["index/text"])})
	}
	b.table("Building a search index (generated passages of 580 bytes; statutes)", []string{"program", "passages", "CPU s", "CPU s for 100,000", "wall s", "peak MB", "index / text"}, build)
	b.table("Searching", []string{"program", "passages", "query", "hits", "CPU ms", "p95 ms"}, search)
	return nil
}

func seconds1(s float64) string { return strconv.FormatFloat(s, 'f', 1, 64) }

// sqlite measures SQLite FTS5 with the passages of a dump.
func (b *bench) sqlite(n int, dump string, build, search *[][]string) error {
	u := b.measure("", "python3", "-c", fts5, dump, filepath.Join(b.dir, "fts5.db"))
	if errors.Is(u.err, exec.ErrNotFound) {
		return nil
	}
	if u.err != nil {
		return u.err
	}
	var got struct {
		CPU, Wall, Ratio float64
		Queries          []struct {
			Name     string
			Hits     int
			CPU, P95 float64
		}
	}
	if err := json.Unmarshal([]byte(u.out), &got); err != nil {
		return err
	}
	*build = append(*build, []string{"SQLite FTS5", strconv.Itoa(n), seconds1(got.CPU), number(got.CPU * 1e5 / float64(n)), seconds1(got.Wall), number(float64(u.peak) / 1e6), number(got.Ratio)})
	for _, q := range got.Queries {
		*search = append(*search, []string{"SQLite FTS5", strconv.Itoa(n), q.Name, strconv.Itoa(q.Hits), number(q.CPU), number(q.P95)})
	}
	return nil
}

// scale measures whole passes over real statutes, repeated with a line of their
// own where there are not enough, and the pass after a rule has changed.
func (b *bench) scale() error {
	files, err := b.statutes()
	if err != nil || len(files) == 0 {
		b.say("No statutes in %s.", filepath.Join(b.corpus, "text"))
		return err
	}
	var rows [][]string
	for _, n := range b.sizes() {
		folder, ws := filepath.Join(b.dir, fmt.Sprintf("scale-%d", n)), filepath.Join(b.dir, fmt.Sprintf("scale-%d.scan", n))
		size, err := copies(files, folder, int64(n)*bytesOfPassage)
		if err != nil {
			return err
		}
		first := b.measure("", b.scan, "ingest", folder, "-w", ws, "--ocr", "off", "--quiet", "--memory", "1GB")
		if first.err != nil {
			return first.err
		}
		passages := passagesOf(first.out)
		disk := sizeOf(ws)
		rules := filepath.Join(b.dir, "rules")
		if err := otherRules(rules); err != nil {
			return err
		}
		again := b.measure("", b.scan, "ingest", folder, "-w", ws, "--ocr", "off", "--quiet", "--memory", "1GB", "--lexicon", rules)
		if again.err != nil {
			return again.err
		}
		same := b.measure("", b.scan, "ingest", folder, "-w", ws, "--ocr", "off", "--quiet", "--memory", "1GB", "--lexicon", rules)
		if same.err != nil {
			return same.err
		}
		perMillion := func(u usage) string { return number(u.cpu.Seconds() * 1e6 / float64(passages)) }
		rows = append(rows, []string{strconv.Itoa(passages), megabytes(size), seconds(first.cpu), perMillion(first), seconds(first.wall), megabytes(first.peak), megabytes(disk),
			seconds(again.cpu), perMillion(again), seconds(again.wall), megabytes(again.peak), seconds(same.wall)})
		if err := errors.Join(os.RemoveAll(folder), os.RemoveAll(ws), os.RemoveAll(rules)); err != nil {
			return err
		}
	}
	b.table("Passes over statutes in text, Markdown, HTML and XML (`--memory 1GB`)", []string{"passages", "MB", "first: CPU s", "for a million", "wall s", "peak MB", "disk MB",
		"a rule changed: CPU s", "for a million", "wall s", "peak MB", "nothing changed: wall s"}, rows)
	return nil
}

// bytesOfPassage is about how much of a file makes a passage.
const bytesOfPassage = 295

// statutes lists the real statutes in formats to which a line can be added.
func (b *bench) statutes() (files []string, err error) {
	err = filepath.WalkDir(filepath.Join(b.corpus, "text"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && slices.Contains([]string{".txt", ".md", ".html", ".xml"}, filepath.Ext(path)) {
			files = append(files, path)
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	slices.Sort(files)
	return files, err
}

// copies copies files, evenly chosen, until they have so many bytes; copies of
// the same file differ in their last line.
func copies(files []string, folder string, want int64) (size int64, err error) {
	for round := 0; size < want; round++ {
		for i := range files {
			path := files[i*7919%len(files)]
			data, err := os.ReadFile(path)
			if err != nil {
				return 0, err
			}
			line := fmt.Sprintf("\nCopy %d.\n", round)
			if ext := filepath.Ext(path); ext == ".html" || ext == ".xml" {
				line = fmt.Sprintf("\n<!-- copy %d -->\n", round)
			}
			to := filepath.Join(folder, filepath.Base(filepath.Dir(path)), fmt.Sprintf("%d-%d-%s", round, i, filepath.Base(path)))
			if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o777), os.WriteFile(to, append(data, line...), 0o666)); err != nil {
				return 0, err
			}
			if size += int64(len(data)); size >= want {
				return size, nil
			}
		}
	}
	return size, nil
}

// passagesOf reads how many passages a pass found from what it said.
func passagesOf(said string) int {
	for line := range strings.Lines(said) {
		if rest, ok := strings.CutPrefix(line, "passages "); ok {
			n, _ := strconv.Atoi(strings.TrimSpace(rest))
			return max(n, 1)
		}
	}
	return 1
}

// otherRules writes the rules with one of them changed in what it says.
func otherRules(dir string) error {
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("lexicon", "data"))); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(dir, "lexicon.yaml"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString("# changed\n")
	return errors.Join(err, f.Close())
}
