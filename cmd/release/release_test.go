package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestBillNamesAllThatIsLinked makes one bill of two programs.
func TestBillNamesAllThatIsLinked(t *testing.T) {
	licences, err := readLicences(filepath.Join("..", "..", noticesFile))
	if err != nil {
		t.Fatal(err)
	}
	mousetrap := &debug.Module{Path: "github.com/inconshreveable/mousetrap", Version: "v1.1.0"}
	cobra := &debug.Module{Path: "github.com/spf13/cobra", Version: "v1.10.2", Sum: "h1:x"}
	programs := []*debug.BuildInfo{{GoVersion: "go1.26.1", Deps: []*debug.Module{cobra}}, {GoVersion: "go1.26.1", Deps: []*debug.Module{cobra, mousetrap}}}
	b, err := billOf("1.2.3", programs, licences)
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for _, c := range b.Components {
		parts = append(parts, c.Ref+" "+c.Licences[0].Licence.ID)
	}
	want := []string{
		"pkg:golang/github.com/inconshreveable/mousetrap@v1.1.0 Apache-2.0",
		"pkg:golang/github.com/spf13/cobra@v1.10.2 Apache-2.0",
		"pkg:golang/std@1.26.1 BSD-3-Clause",
	}
	if d := cmp.Diff(parts, want); d != "" {
		t.Error(d)
	}
	again, err := billOf("1.2.3", programs, licences)
	if d := cmp.Diff(b, again); err != nil || d != "" {
		t.Errorf("%v; the bill differs the second time: %s", err, d)
	}
	if _, err := billOf("1.2.3", programs, nil); err == nil {
		t.Error("a module without a licence was not noticed")
	}
}

// TestPackIsTheSameTwice packs this package's files as if they were a program.
func TestPackIsTheSameTwice(t *testing.T) {
	for _, target := range []string{"linux/amd64", "windows/amd64"} {
		var packed [2][]byte
		for i := range packed {
			r := release{out: t.TempDir(), version: "1.2.3"}
			archive, err := r.pack(filepath.Join("..", ".."), "main.go", target)
			if err != nil {
				t.Fatal(err)
			}
			if packed[i], err = os.ReadFile(archive); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(packed[0], packed[1]) {
			t.Errorf("%s: two archives of the same files differ", target)
		}
	}
}

// TestRelease makes a release for this platform. It compiles the program, so it
// is asked for by SCAN_LONG=1.
func TestRelease(t *testing.T) {
	if os.Getenv("SCAN_LONG") == "" {
		t.Skip("compiles the program twice; SCAN_LONG=1 asks for it")
	}
	dir := t.TempDir()
	if err := run(t.Context(), []string{"-quick", "-targets", "linux/amd64", "-o", dir}, io.Discard); err != nil {
		t.Fatal(err)
	}
	archives, err := filepath.Glob(filepath.Join(dir, "scan-*-linux-amd64.tar.gz"))
	if err != nil || len(archives) != 1 {
		t.Fatalf("archives: %v, %v", archives, err)
	}
	names := entries(t, archives[0])
	for _, want := range []string{"/scan", "/LICENSE", "/THIRD_PARTY_NOTICES.md"} {
		if !slices.ContainsFunc(names, func(n string) bool { return strings.HasSuffix(n, want) }) {
			t.Errorf("%s is not in the archive: %v", want, names)
		}
	}
	bills, err := filepath.Glob(filepath.Join(dir, "*.cdx.json"))
	if err != nil || len(bills) != 1 {
		t.Fatalf("bills: %v, %v", bills, err)
	}
	raw, err := os.ReadFile(bills[0])
	if err != nil {
		t.Fatal(err)
	}
	var b bill
	if err := json.Unmarshal(raw, &b); err != nil || len(b.Components) < 20 {
		t.Errorf("%d components, %v", len(b.Components), err)
	}
	check := exec.Command("sha256sum", "-c", "SHA256SUMS")
	check.Dir = dir
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

func entries(t *testing.T, archive string) (names []string) {
	t.Helper()
	f, err := os.Open(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(unpacked); ; {
		h, err := r.Next()
		if err == io.EOF {
			return names
		}
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, h.Name)
	}
}
