package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets scripts run this binary as scan.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"scan": main})
}

// TestScripts runs the sessions in testdata: each is what a user types and sees.
func TestScripts(t *testing.T) {
	repository, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("SAMPLES", filepath.Join(repository, "samples"))
			e.Setenv("TESTPDF", filepath.Join(repository, "ingest", "pdf", "testdata"))
			e.Setenv("XDG_CACHE_HOME", filepath.Join(e.WorkDir, ".cache"))
			e.Setenv("HOME", e.WorkDir)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":       status,
			"touch":        touch,
			"symlink-loop": symlinkLoop,
			"zip":          zipFiles,
			"flip":         flip,
		},
	})
}

// status runs a command and checks its exit status: status 3 scan run laws.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command…")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = strconv.Itoa(exit.ExitCode())
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s (%v)", got, args[0], err)
	}
}

// touch gives files a time: a minute ago, so that it is not too fresh to trust.
func touch(ts *testscript.TestScript, _ bool, args []string) {
	then := time.Now().Add(-time.Minute)
	for _, name := range args {
		ts.Check(filepath.Walk(ts.MkAbs(name), func(path string, _ os.FileInfo, err error) error {
			if err != nil {
				return err
			}
			return os.Chtimes(path, then, then)
		}))
	}
}

// symlinkLoop makes a link to a folder that holds it.
func symlinkLoop(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.Symlink(filepath.Dir(ts.MkAbs(args[0])), ts.MkAbs(args[0])))
}

// flip changes a bit in the middle of the files that fit a pattern, as a failing
// disk does.
func flip(ts *testscript.TestScript, _ bool, args []string) {
	names, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(names) == 0 {
		ts.Fatalf("no file fits %s", args[0])
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		ts.Check(err)
		b[len(b)/2] ^= 1
		ts.Check(os.WriteFile(name, b, 0o666))
	}
}

// zipFiles packs files: zip out.zip name=file…; names need not be safe.
func zipFiles(ts *testscript.TestScript, _ bool, args []string) {
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	for _, arg := range args[1:] {
		name, file, _ := strings.Cut(arg, "=")
		w, err := z.Create(name)
		ts.Check(err)
		_, err = w.Write([]byte(ts.ReadFile(file)))
		ts.Check(err)
	}
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), packed.Bytes(), 0o666))
}
