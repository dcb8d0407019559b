package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// usualKills is how often the program is killed in a normal test run; the
// variable SCAN_KILLS asks for more.
const usualKills = 8

func killsWanted() int {
	if n, err := strconv.Atoi(os.Getenv("SCAN_KILLS")); err == nil {
		return n
	}
	return usualKills
}

// TestKilledRunsAreCompleted kills the program at random moments of a run, each
// time after something in the corpus changed, and compares what the last run
// leaves with an undisturbed one: catalogue, tags and workbook byte for byte,
// and the same search results.
func TestKilledRunsAreCompleted(t *testing.T) {
	if testing.Short() {
		t.Skip("kills many processes")
	}
	kills := killsWanted()
	dir := t.TempDir()
	laws := filepath.Join(dir, "laws")
	writeCorpus(t, laws, 40)
	calm, killed := filepath.Join(dir, "calm.scan"), filepath.Join(dir, "killed.scan")
	random := rand.New(rand.NewPCG(1, 2))
	longest := timeOf(t, dir, "run", laws, "-w", calm, "-o", "calm.xlsx")
	died := 0
	for i := 0; died < kills && i < 10*kills; i++ {
		if i%3 == 2 {
			name := filepath.Join(laws, "Eastmere", fmt.Sprintf("act-%d.txt", random.IntN(40)))
			if err := os.WriteFile(name, []byte(lawText(1000+i)), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		cmd := scan(dir, "run", laws, "-w", killed, "-o", "killed.xlsx")
		began := time.Now()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(int64(longest))))
		_ = cmd.Process.Kill()
		if cmd.Wait() == nil {
			longest = min(longest, time.Since(began)) // it was done: later runs have less to do than the first
		} else {
			died++
			longest += longest / 20
		}
	}
	if died < kills {
		t.Errorf("only %d runs were killed before their end, want %d", died, kills)
	}
	mustRun(t, dir, "run", laws, "-w", calm, "-o", "calm.xlsx")
	mustRun(t, dir, "run", laws, "-w", killed, "-o", "killed.xlsx")
	for _, name := range []string{"documents.jsonl", "tags.jsonl"} {
		compareFiles(t, filepath.Join(calm, name), filepath.Join(killed, name))
	}
	compareFiles(t, filepath.Join(dir, "calm.xlsx"), filepath.Join(dir, "killed.xlsx"))
	for _, query := range []string{"prostitute", "harbour NOT vessel", "--criterion=2"} {
		a := mustRun(t, dir, "search", query, "-w", calm, "--json", "-n", "1000")
		b := mustRun(t, dir, "search", query, "-w", killed, "--json", "-n", "1000")
		if d := cmp.Diff(a, b); d != "" {
			t.Errorf("search %s: %s", query, d)
		}
	}
	if left, err := os.ReadDir(filepath.Join(killed, "tmp")); err != nil || len(left) > 0 {
		t.Errorf("left in tmp: %v, %v", left, err)
	}
	t.Logf("%d runs died", died)
}

// TestSameResultsWithOneWorkerOrMany is the promise about order.
func TestSameResultsWithOneWorkerOrMany(t *testing.T) {
	dir := t.TempDir()
	laws := filepath.Join(dir, "laws")
	writeCorpus(t, laws, 20)
	for _, jobs := range []string{"1", "4"} {
		mustRun(t, dir, "run", laws, "-w", "w"+jobs+".scan", "-o", "w"+jobs+".xlsx", "--jobs", jobs)
	}
	for _, name := range []string{"documents.jsonl", "tags.jsonl"} {
		compareFiles(t, filepath.Join(dir, "w1.scan", name), filepath.Join(dir, "w4.scan", name))
	}
	compareFiles(t, filepath.Join(dir, "w1.xlsx"), filepath.Join(dir, "w4.xlsx"))
}

// TestInterrupt: an interrupt ends a run cleanly with status 130, and the next
// run completes it.
func TestInterrupt(t *testing.T) {
	dir := t.TempDir()
	laws := filepath.Join(dir, "laws")
	writeCorpus(t, laws, 200)
	cmd := scan(dir, "run", laws)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, filepath.Join(dir, "laws.scan", "extracted"))
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	err := cmd.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitInterrupted {
		t.Fatalf("got %v, want exit status 130; stderr: %s", err, stderr.String())
	}
	if !strings.Contains(stderr.String(), "the next run continues") {
		t.Errorf("stderr: %q", stderr.String())
	}
	out := mustRun(t, dir, "run", laws)
	if !strings.Contains(out, "200 read") {
		t.Errorf("after an interrupt: %s", out)
	}
}

// TestSecondWriterIsTold: two programs do not write one workspace.
func TestSecondWriterIsTold(t *testing.T) {
	dir := t.TempDir()
	laws := filepath.Join(dir, "laws")
	writeCorpus(t, laws, 300)
	first := scan(dir, "run", laws)
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = first.Process.Kill()
		_ = first.Wait()
	}()
	waitFor(t, filepath.Join(dir, "laws.scan", "extracted"))
	second := scan(dir, "run", laws)
	out, err := second.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "another scan is writing to it (scan run, process "+strconv.Itoa(first.Process.Pid)) ||
		!strings.Contains(string(out), "hint: wait for it to end") {
		t.Errorf("got %v: %s", err, out)
	}
}

// scan is a command that runs the program in a directory.
func scan(dir string, args ...string) *exec.Cmd {
	path, err := exec.LookPath("scan")
	if err != nil {
		path = os.Args[0]
	}
	cmd := exec.Command(path, args...)
	cmd.Args[0] = "scan"
	cmd.Dir = dir
	return cmd
}

func mustRun(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := scan(dir, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("scan %s: %v\n%s%s", strings.Join(args, " "), err, out, stderr.String())
	}
	return string(out)
}

func timeOf(t *testing.T, dir string, args ...string) time.Duration {
	t.Helper()
	began := time.Now()
	mustRun(t, dir, args...)
	return time.Since(began)
}

func waitFor(t *testing.T, path string) {
	t.Helper()
	for range 2000 {
		if _, err := os.Stat(path); err == nil {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("%s did not appear", path)
}

func compareFiles(t *testing.T, a, b string) {
	t.Helper()
	got, err := os.ReadFile(a)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(b)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s and %s differ (%d and %d bytes)", a, b, len(got), len(want))
	}
}

// writeCorpus writes n short acts.
func writeCorpus(t testing.TB, dir string, n int) {
	t.Helper()
	then := time.Now().Add(-time.Hour)
	for i := range n {
		name := filepath.Join(dir, []string{"Eastmere", "Norvik", "Brandau"}[i%3], fmt.Sprintf("act-%d.txt", i))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(lawText(i)), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, then, then); err != nil {
			t.Fatal(err)
		}
	}
}

// lawText is an invented act.
func lawText(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Act No. %d of the District\n\n", n)
	for s := 1; s <= 12; s++ {
		switch (n + s) % 4 {
		case 0:
			fmt.Fprintf(&b, "%d. Any person who procures a woman to become a prostitute commits an offence and is liable to imprisonment for %d years.\n\n", s, n%9+1)
		case 1:
			fmt.Fprintf(&b, "%d. The harbour master shall keep a book of all vessels of class %d that enter the harbour and of the cargo that they carry.\n\n", s, n)
		case 2:
			fmt.Fprintf(&b, "%d. An operator of a brothel must take all reasonable steps to protect the occupational health and safety of sex workers in group %d.\n\n", s, n)
		default:
			fmt.Fprintf(&b, "%d. The Minister may by order number %d amend the schedule of harbour fees after consulting the council.\n\n", s, n)
		}
	}
	return b.String()
}
