package pipeline

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/cmd/scan/internal/workspace"
)

// TestFullDiskAtEveryStep fails each step on disk of a pass in turn, as a full
// disk does: the pass says so, and the next one completes it as if nothing had
// happened.
func TestFullDiskAtEveryStep(t *testing.T) {
	files := map[string]string{
		"A/1.txt": "The consent of the victim is irrelevant.", "A/2.txt": "Harbour dues.", "A/3.txt": "LOCKED",
	}
	calm := newCorpus(t, files)
	want := calm.pass()
	full := errors.New("no space left on device")
	for n := 0; ; n++ {
		c := newCorpus(t, files)
		ws, err := workspace.Write(c.dir, "test")
		if err != nil {
			t.Fatal(err)
		}
		steps, failed := 0, ""
		ws.InjectFaults(func(step, name string) error {
			if steps++; steps-1 == n {
				failed = step + " " + name
				return full
			}
			return nil
		})
		config := c.config
		config.Workspace = ws
		if config.Roots, err = Roots([]string{c.folder}); err != nil {
			t.Fatal(err)
		}
		config.Pool = calm.config.Pool
		c.config.Pool = calm.config.Pool
		_, err = Run(context.Background(), config)
		if e := ws.Close(); e != nil {
			t.Fatal(e)
		}
		if failed == "" {
			if n < 10 || err != nil {
				t.Fatalf("%d steps, %v: the test sees too little", n, err)
			}
			return
		}
		if !errors.Is(err, full) {
			t.Errorf("%s: got %v, want the fault", failed, err)
		}
		got := c.pass()
		if d := cmp.Diff(ids(got), ids(want)); d != "" {
			t.Errorf("%s: after the next pass: %s", failed, d)
		}
		if d := cmp.Diff(statuses(got), statuses(want)); d != "" {
			t.Errorf("%s: after the next pass: %s", failed, d)
		}
		if left, err := os.ReadDir(filepath.Join(c.dir, "tmp")); err != nil || len(left) > 0 {
			t.Errorf("%s: left in tmp: %v, %v", failed, left, err)
		}
	}
}

// TestReadOnlyWorkspace: where nothing may be written, the error says where.
func TestReadOnlyWorkspace(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("permissions do not bind the superuser")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	if _, err := workspace.Write(filepath.Join(dir, "laws.scan"), "test"); !errors.Is(err, os.ErrPermission) {
		t.Errorf("got %v, want a refusal", err)
	}
}
