package index

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// crashDir names the index that a child of the test writes until it is killed.
const crashDir = "POLICYSCAN_TEST_INDEX"

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		os.Exit(writeUntilKilled(dir))
	}
	os.Exit(m.Run())
}

// generation returns the passages of a document after its n-th change.
func generation(doc, n int) Document {
	id := fmt.Sprintf("%012d", doc)
	d := Document{ID: id, Stamp: fmt.Sprint(n)}
	for p := range 1 + (doc*7+n*3)%40 {
		d.Passages = append(d.Passages, Passage{ID: fmt.Sprintf("%s#p%d", id, p), Lang: "en", Text: fmt.Sprintf("Licence number %d of change %d.", p, n)})
	}
	return d
}

// writeUntilKilled replaces and removes documents, and says on the standard
// output what is done.
func writeUntilKilled(dir string) int {
	w, err := OpenWriter(dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	for n := 0; ; n++ {
		if n%5 == 4 {
			err = w.Remove(generation(n%11, 0).ID)
		} else {
			err = w.Replace(generation(n%11, n), generation((n+1)%11, n))
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
}

// A killed writer leaves an index that opens, whose records say what is in it.
func TestKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	dir := filepath.Join(t.TempDir(), TextName)
	for range 12 {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), crashDir+"="+dir)
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(20+rand.IntN(130)) * time.Millisecond)
		_ = child.Process.Kill()
		_ = child.Wait()
		ix, err := Open(dir)
		if errors.Is(err, ErrMissing) {
			continue // killed before there was one
		}
		if err != nil {
			t.Fatal(err)
		}
		compareWithRecords(t, ix)
		if err := ix.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// compareWithRecords searches the index for each document of its records.
func compareWithRecords(t *testing.T, ix *Index) {
	t.Helper()
	for id, r := range ix.Documents() {
		res, err := ix.Search(t.Context(), Query{Documents: []string{id}, Text: `"change ` + r.Stamp + `"`, Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range res.Hits {
			if !strings.Contains(h.Text, "of change "+r.Stamp+".") {
				t.Errorf("passage %s reads %q", h.ID, h.Text)
			}
			got = append(got, h.ID)
		}
		if len(got) != r.Passages {
			t.Errorf("document %s: %d passages instead of %d", id, len(got), r.Passages)
		}
	}
}

func TestVerifyFindsAChangedBit(t *testing.T) {
	dir := filepath.Join(t.TempDir(), TextName)
	if err := Build(t.Context(), dir, sequence(corpus())); err != nil {
		t.Fatal(err)
	}
	if err := Verify(t.Context(), dir); err != nil {
		t.Errorf("a whole index: %v", err)
	}
	names, err := filepath.Glob(filepath.Join(dir, "store", "*.zap"))
	if err != nil || len(names) != 1 {
		t.Fatal(names, err)
	}
	data, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	if err := os.WriteFile(names[0], data, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Verify(t.Context(), dir); !errors.Is(err, ErrDamaged) {
		t.Errorf("a changed bit: got %v", err)
	}
	if diff := cmp.Diff(errors.Is(Verify(t.Context(), dir+"x"), ErrMissing), true); diff != "" {
		t.Error("no index is not said to be missing")
	}
}
