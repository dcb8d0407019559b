package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"policyscan/ingest"
)

// TestHostileFiles reads the collection of damaged and malicious PDF files with
// ten seconds and half a gigabyte each: the program must survive, and every file
// must have an outcome with a reason. It takes a minute, so it is asked for by
// SCAN_LONG=1.
func TestHostileFiles(t *testing.T) {
	if os.Getenv("SCAN_LONG") == "" {
		t.Skip("takes a minute; SCAN_LONG=1 asks for it")
	}
	hostile, err := filepath.Abs("../../../shared/corpus/pdf-hostile")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(hostile); err != nil {
		t.Skip("the collection of hostile files is not there: ", err)
	}
	dir := t.TempDir()
	began := time.Now()
	out, err := scan(dir, "run", hostile, "-w", "hostile.scan", "--deadline", "10s", "--memory", "1GB", "--jobs", "2").CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitPartly {
		t.Fatalf("got %v, want exit status 3: %s", err, out)
	}
	outcomes := map[string]int{}
	for _, d := range catalogue(t, filepath.Join(dir, "hostile.scan", "documents.jsonl")) {
		if d.Status != ingest.Read && d.Reason == "" {
			t.Errorf("%s: %s without a reason", d.Path, d.Status)
		}
		outcomes[strings.TrimSuffix(fmt.Sprintf("%s: %s", d.Status, d.Reason), ": ")]++
	}
	var lines []string
	for outcome, n := range outcomes {
		lines = append(lines, fmt.Sprintf("%4d %s", n, outcome))
	}
	slices.Sort(lines)
	slices.Reverse(lines)
	t.Logf("%s\n%s", time.Since(began).Round(time.Second), strings.Join(lines, "\n"))
}

// catalogue reads the documents of a workspace.
func catalogue(t *testing.T, path string) []ingest.Document {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	var docs []ingest.Document
	for n := 0; lines.Scan(); n++ {
		if n == 0 {
			continue // the header
		}
		var d ingest.Document
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return docs
}
