package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"time"
)

type settings struct {
	half      string
	deadline  time.Duration
	worst     int
	workers   int
	outcomes  bool
	keep      string
	arabic    bool
	fallback  string
	candidate string
}

// result is what was measured on one file.
type result struct {
	path       string
	collection string
	ours       process
	theirs     process
	summary    summary
	words      int // of the reference
	f1, order  float64
	byPage     float64 // order of "scan text": apparatus at its place on the page
	byLine     float64 // order of "scan text --lines": so are the numbers of lines
}

// scored reports whether the file has enough words to be compared.
func (r *result) scored() bool { return r.words >= 20 }

// process is one run of an extractor.
type process struct {
	cpu    time.Duration
	memory int64 // greatest resident size, bytes; 0 where the system does not say
	late   bool
	err    error
	text   string
}

func bench(ctx context.Context, s settings, folders []string, out io.Writer) error {
	files, err := list(folders, s.half)
	if err != nil {
		return err
	}
	if _, err := exec.LookPath("pdftotext"); err != nil && !s.outcomes {
		return errors.New("pdftotext is not installed (package poppler-utils)")
	}
	results := make([]result, len(files))
	next := make(chan int)
	var wg sync.WaitGroup
	for range max(1, s.workers) {
		wg.Go(func() {
			for i := range next {
				results[i] = measure(ctx, s, files[i])
			}
		})
	}
	for i := range files {
		next <- i
	}
	close(next)
	wg.Wait()
	if s.outcomes {
		return printOutcomes(out, results)
	}
	return printTable(out, results, s.worst)
}

// list returns the PDF files below folders, sorted; half keeps those whose name
// has an even or odd hash.
func list(folders []string, half string) ([]string, error) {
	var files []string
	for _, dir := range folders {
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.EqualFold(filepath.Ext(path), ".pdf") {
				return err
			}
			h := fnv.New32a()
			h.Write([]byte(filepath.Base(path)))
			if half == "" || (half == "even") == (h.Sum32()%2 == 0) {
				files = append(files, path)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	sort.Strings(files)
	return files, nil
}

func measure(ctx context.Context, s settings, path string) result {
	r := result{path: path, collection: filepath.Base(filepath.Dir(path))}
	self, err := os.Executable()
	if err != nil {
		r.ours.err = err
		return r
	}
	var talk string
	if s.candidate == "layout" {
		r.ours, _ = start(ctx, s.deadline, "pdftotext", "-q", "-layout", path, "-")
	} else {
		r.ours, talk = start(ctx, s.deadline, self, "-candidate", s.candidate, "-fallback", s.fallback, "-read", path)
	}
	for line := range strings.Lines(talk) {
		if json.Unmarshal([]byte(line), &r.summary) == nil {
			break
		}
	}
	if s.outcomes {
		return r
	}
	r.theirs, _ = start(ctx, s.deadline, "pdftotext", "-q", path, "-")
	if s.keep != "" {
		name := filepath.Join(s.keep, r.collection+"-"+filepath.Base(path))
		os.WriteFile(name+".ours.txt", []byte(r.ours.text), 0o644)
		os.WriteFile(name+".theirs.txt", []byte(r.theirs.text), 0o644)
	}
	if s.arabic {
		r.ours.text, r.theirs.text = looseArabic(r.ours.text), looseArabic(r.theirs.text)
	}
	views := strings.Split(r.ours.text, separator)
	text, byPage, byLine := views[0], views[0], views[0]
	if len(views) == 3 {
		byPage, byLine = views[1], views[2]
	}
	ours, theirs := words(text), words(r.theirs.text)
	r.words, r.f1, r.order = len(theirs), bagF1(theirs, ours), ordered(theirs, ours)
	r.byPage, r.byLine = ordered(theirs, words(byPage)), ordered(theirs, words(byLine))
	r.ours.text, r.theirs.text = "", ""
	return r
}

// start runs a command to its end or to the deadline.
func start(ctx context.Context, deadline time.Duration, name string, args ...string) (process, string) {
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	var text, talk bytes.Buffer
	cmd.Stdout, cmd.Stderr = &text, &talk
	err := cmd.Run()
	p := process{text: text.String(), err: err, late: ctx.Err() != nil}
	if st := cmd.ProcessState; st != nil {
		p.cpu = st.UserTime() + st.SystemTime()
		p.memory = resident(st)
	}
	if err != nil && talk.Len() > 0 {
		p.err = fmt.Errorf("%w: %s", err, firstLine(talk.String()))
	}
	return p, talk.String()
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}
