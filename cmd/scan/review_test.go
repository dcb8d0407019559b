package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"policyscan/cmd/scan/internal/workspace"
	"policyscan/match"
)

// TestKilledImportsLoseNoDecision kills imports of decisions at random moments:
// the file stays readable, nothing that was there is lost, all of an import that
// was acknowledged is there, and imports that are repeated complete it: every
// decision is there once.
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
	kills := killsWanted()
	random := rand.New(rand.NewPCG(3, 4))
	writeSheet(t, dir, "warm.csv", tags, "warm")
	took := timeOf(t, dir, "review", "import", "-w", "laws.scan", "warm.csv")
	died, known := 0, len(tags)
	for i := range kills {
		sheet := fmt.Sprintf("sheet-%d.csv", i)
		writeSheet(t, dir, sheet, tags, fmt.Sprint("coder ", i))
		cmd := scan(dir, "review", "import", "-w", "laws.scan", sheet)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(int64(took) * 11 / 10)))
		_ = cmd.Process.Kill()
		acknowledged := cmd.Wait() == nil
		decisions, err := ws.Reviews()
		if err != nil {
			t.Fatalf("after kill %d: %v", i, err)
		}
		added := len(decisions) - known
		if added < 0 || acknowledged && added != len(tags) {
			t.Fatalf("after kill %d: %d decisions after %d; the import ended well: %v", i, len(decisions), known, acknowledged)
		}
		if !acknowledged && added < len(tags) {
			died++
		}
		known = len(decisions)
	}
	if died == 0 {
		t.Error("no import was killed before its end: the test shows nothing")
	}
	for i := range kills {
		mustRun(t, dir, "review", "import", "-w", "laws.scan", fmt.Sprintf("sheet-%d.csv", i))
	}
	decisions, err := ws.Reviews()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, d := range decisions {
		seen[d.Evidence+d.Coder]++
	}
	if want := (kills + 1) * len(tags); len(seen) != want || len(decisions) != want {
		t.Errorf("%d decisions, %d of them different, want %d", len(decisions), len(seen), want)
	}
	t.Logf("%d of %d imports died before their decisions were kept", died, kills)
}

// writeSheet writes a sheet that accepts all evidence in the name of a coder.
func writeSheet(t *testing.T, dir, name string, tags []match.Evidence, coder string) {
	t.Helper()
	var sheet strings.Builder
	sheet.WriteString("id,decision,coder\n")
	for _, e := range tags {
		fmt.Fprintf(&sheet, "%s,accept,%s\n", e.ID, coder)
	}
	if err := os.WriteFile(filepath.Join(dir, name), []byte(sheet.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}
