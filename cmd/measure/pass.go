//go:build linux

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// lawCollections are the collections of laws and government documents.
var lawCollections = []string{"LK-acts-bills", "MX-diputados", "FR-prevention-prostitution", "ICDAR2013-eu-us-gov", "NZ-policy", "US-court-filings", "GT-congreso", "DE-bgbl", "MA-arabic-gazette", "africa-laws"}

// machine says what the figures were measured on.
func (b *bench) machine() error {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return err
	}
	model := "?"
	for line := range strings.Lines(string(info)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			model = strings.TrimSpace(value)
		}
	}
	load, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return err
	}
	commit := b.measure("", "git", "rev-parse", "--short", "HEAD")
	b.say("%s, %d processors, %s, commit %s; load before: %s.", model, runtime.NumCPU(), runtime.Version(), strings.TrimSpace(commit.out), strings.Join(strings.Fields(string(load))[:3], " "))
	return nil
}

// pass measures the whole pass over law and government PDFs beside its peers.
func (b *bench) pass() error {
	laws := filepath.Join(b.dir, "laws")
	var files []string
	for _, c := range lawCollections {
		from := filepath.Join(b.corpus, "pdf", c)
		if _, err := os.Stat(from); err != nil {
			continue
		}
		pdfs, err := copyPDFs(from, filepath.Join(laws, c))
		if err != nil {
			return err
		}
		files = append(files, pdfs...)
	}
	if len(files) == 0 {
		b.say("No law and government PDFs in %s.", filepath.Join(b.corpus, "pdf"))
		return nil
	}
	slices.Sort(files)
	again := filepath.Join(b.dir, "again.xlsx")
	ws, book := filepath.Join(b.dir, "laws.scan"), filepath.Join(b.dir, "laws.xlsx")
	fresh := func() error { return errors.Join(os.RemoveAll(ws), os.RemoveAll(book)) }
	var rows [][]string
	add := func(what string, u usage, disk int64) error {
		if errors.Is(u.err, exec.ErrNotFound) {
			return nil
		}
		rows = append(rows, []string{what, seconds(u.cpu), seconds(u.wall), megabytes(u.peak), megabytes(disk)})
		return u.err
	}
	script := filepath.Join(b.dir, "each.sh")
	if err := os.WriteFile(script, []byte("for f in \"$@\"; do pdftotext \"$f\" - >/dev/null 2>&1; done; true\n"), 0o644); err != nil {
		return err
	}
	conf := filepath.Join(b.dir, "recoll")
	unindexed := func() error {
		return errors.Join(os.RemoveAll(conf), os.MkdirAll(conf, 0o777), os.WriteFile(filepath.Join(conf, "recoll.conf"), []byte("topdirs = "+laws+"\nloglevel = 1\n"), 0o644))
	}
	whole := b.median(fresh, b.dir, b.scan, "run", "laws", "-o", book, "--quiet")
	size := sizeOf(ws) + sizeOf(book)
	if err := add("`scan run`: text, provisions, tags, index, workbook", whole, size); err != nil {
		return err
	}
	if err := add("`scan run --ocr off`", b.median(fresh, b.dir, b.scan, "run", "laws", "-o", book, "--quiet", "--ocr", "off"), size); err != nil {
		return err
	}
	if err := add("`scan run` again, nothing changed", b.median(nothing, b.dir, b.scan, "run", "laws", "-o", book, "--quiet", "--ocr", "off"), size); err != nil {
		return err
	}
	if err := add("`scan export` of the workbook", b.median(func() error { return os.RemoveAll(again) }, b.dir, b.scan, "export", "-w", ws, "-o", again), sizeOf(book)); err != nil {
		return err
	}
	if _, err := exec.LookPath("pdftotext"); err == nil {
		plain := b.median(nothing, "", "sh", append([]string{script}, files...)...)
		if err := add("`pdftotext`, file by file", plain, 0); err != nil {
			return err
		}
		defer func() {
			b.say("CPU of `scan run` against `pdftotext`: %.2f.", whole.cpu.Seconds()/plain.cpu.Seconds())
		}()
	}
	if err := add("`recollindex`", b.median(unindexed, "", "recollindex", "-c", conf, "-z"), sizeOf(filepath.Join(conf, "xapiandb"))); err != nil {
		return err
	}
	if err := add("`pdfgrep` for one word", b.median(nothing, "", "sh", append([]string{"-c", `pdfgrep -c prostitution "$@" >/dev/null 2>&1; test $? -ne 127`, "sh"}, files...)...), 0); err != nil {
		return err
	}
	b.table(fmt.Sprintf("Whole pass: %d PDFs of laws and governments, %s MB", len(files), megabytes(sizeOf(laws))),
		[]string{"program", "CPU s", "wall s", "peak MB", "disk MB"}, rows)
	return nil
}

// copyPDFs copies the PDFs of a folder and returns where they are.
func copyPDFs(from, to string) (files []string, err error) {
	err = filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.EqualFold(filepath.Ext(path), ".pdf") {
			return err
		}
		data, err := os.ReadFile(path)
		name := filepath.Join(to, filepath.Base(path))
		files = append(files, name)
		return errors.Join(err, os.MkdirAll(to, 0o777), os.WriteFile(name, data, 0o666))
	})
	return files, err
}

// start measures what a user waits for before an answer.
func (b *bench) start() error {
	ws := filepath.Join(b.dir, "samples.scan")
	if u := b.measure("", b.scan, "ingest", "samples", "-w", ws, "--ocr", "off", "--quiet"); u.err != nil {
		return u.err
	}
	var rows [][]string
	for _, args := range [][]string{{"version"}, {"status", "-w", ws}, {"search", "-w", ws, "consent AND victim"}} {
		var walls []time.Duration
		var last usage
		for range 40 {
			if last = b.measure("", b.scan, args...); last.err != nil {
				return last.err
			}
			walls = append(walls, last.wall)
		}
		slices.Sort(walls)
		rows = append(rows, []string{"`scan " + args[0] + "`", millis(walls[len(walls)/2]), millis(walls[len(walls)*95/100]), millis(last.cpu)})
	}
	b.table("Start, on the samples", []string{"command", "median ms", "p95 ms", "CPU ms"}, rows)
	return nil
}

// rescan measures a pass over ten thousand files of which none changed.
func (b *bench) rescan() error {
	folder := filepath.Join(b.dir, "many")
	then := time.Now().Add(-time.Hour)
	for i := range 10_000 {
		name := filepath.Join(folder, fmt.Sprintf("J%d", i%50), fmt.Sprintf("act-%d.txt", i))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		text := fmt.Sprintf("Act No. %d\n\n1. The consent of person %d is no defence to a charge of procuring for prostitution.\n\n2. The keeper of harbour %d shall keep a book of all vessels.\n", i, i, i)
		if err := errors.Join(os.WriteFile(name, []byte(text), 0o666), os.Chtimes(name, then, then)); err != nil {
			return err
		}
	}
	ws := filepath.Join(b.dir, "many.scan")
	first := b.measure("", b.scan, "ingest", folder, "-w", ws, "--quiet")
	if first.err != nil {
		return first.err
	}
	again := b.median(nothing, "", b.scan, "ingest", folder, "-w", ws, "--quiet")
	if again.err != nil {
		return again.err
	}
	row := func(what string, u usage) []string {
		return []string{what, seconds(u.cpu), seconds(u.wall), megabytes(u.peak), megabytes(sizeOf(ws))}
	}
	b.table("10,000 files", []string{"pass", "CPU s", "wall s", "peak MB", "disk MB"}, [][]string{row("first", first), row("again, nothing changed", again)})
	return nil
}
