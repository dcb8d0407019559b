package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"policyscan/cmd/scan/internal/workspace"
)

// TestKilledImportsLoseNoDecision kills imports of decisions at odd moments: the
// file stays readable, what was acknowledged stays, and an import that is
// repeated completes it.
func TestKilledImportsLoseNoDecision(t *testing.T) {
	if testing.Short() {
		t.Skip("kills many processes")
	}
	dir := t.TempDir()
	laws := filepath.Join(dir, "laws")
	writeCorpus(t, laws, 30)
	mustRun(t, dir, "ingest", laws)
	ws, err := workspace.Read(filepath.Join(dir, "laws.scan"))
	if err != nil {
		t.Fatal(err)
	}
	_, tags, err := ws.Tags()
	if err != nil || len(tags) < 20 {
		t.Fatalf("%d tags, %v", len(tags), err)
	}
	acknowledged := 0
	for i := range 8 {
		var sheet strings.Builder
		sheet.WriteString("id,decision,coder\n")
		for _, e := range tags {
			fmt.Fprintf(&sheet, "%s,accept,coder %d\n", e.ID, i)
		}
		file := filepath.Join(dir, fmt.Sprintf("sheet-%d.csv", i))
		if err := os.WriteFile(file, []byte(sheet.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		cmd := scan(dir, "review", "import", "-w", "laws.scan", file)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(i*12) * time.Millisecond)
		_ = cmd.Process.Kill()
		if cmd.Wait() == nil {
			acknowledged += len(tags)
		}
		decisions, err := ws.Reviews()
		if err != nil || len(decisions) < acknowledged {
			t.Fatalf("after kill %d: %d decisions of at least %d, %v", i, len(decisions), acknowledged, err)
		}
	}
	for i := range 8 {
		mustRun(t, dir, "review", "import", "-w", "laws.scan", fmt.Sprintf("sheet-%d.csv", i))
	}
	decisions, err := ws.Reviews()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, d := range decisions {
		seen[d.Evidence+d.Coder] = true
	}
	if want := 8 * len(tags); len(seen) != want {
		t.Errorf("%d decisions, want %d", len(seen), want)
	}
}
