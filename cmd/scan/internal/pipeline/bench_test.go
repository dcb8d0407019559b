package pipeline

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"policyscan/cmd/scan/internal/workspace"
	"policyscan/ingest/worker"
)

// BenchmarkRescan10000 measures a pass over 10,000 files of which none changed:
// what a user waits for before "nothing changed" (at most 1 s).
func BenchmarkRescan10000(b *testing.B) {
	dir := b.TempDir()
	folder := filepath.Join(dir, "laws")
	then := time.Now().Add(-time.Hour)
	for i := range 10_000 {
		name := filepath.Join(folder, fmt.Sprintf("J%d", i%50), fmt.Sprintf("act-%d.txt", i))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(name, fmt.Appendf(nil, "Act %d.\n\nThe consent of person %d does not matter.", i, i), 0o666); err != nil {
			b.Fatal(err)
		}
		if err := os.Chtimes(name, then, then); err != nil {
			b.Fatal(err)
		}
	}
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	pool := worker.NewPool(worker.Config{Start: worker.Command(self, os.Args[0], "be-a-worker"), Jobs: 2})
	defer pool.Close()
	once := func() Result {
		ws, err := workspace.Write(filepath.Join(dir, "laws.scan"), "benchmark")
		if err != nil {
			b.Fatal(err)
		}
		defer ws.Close()
		r, err := Run(context.Background(), Config{
			Workspace: ws, Roots: []Root{{Path: folder}}, Steps: simpleSteps(), Versions: workspace.Versions{Tool: "1"},
			Pool: pool, Index: true, Now: time.Now,
		})
		if err != nil {
			b.Fatal(err)
		}
		return r
	}
	once()
	b.ResetTimer()
	for range b.N {
		if r := once(); !r.Unchanged {
			b.Fatal("something changed")
		}
	}
}
