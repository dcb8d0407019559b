// Package workspace keeps what the program knows about a corpus on disk: the
// extractions, the catalogue, the tags, the indexes and the reviewers'
// decisions.
//
//	workspace.json                 format and version of the directory
//	lock                           held by the one writer; names it
//	extracted/ab/abcd….json.zst    what a format reader saw; immutable
//	documents.jsonl                the catalogue, sorted by path
//	tags.jsonl                     first line: versions and digests; then evidence, sorted
//	index/                         search indexes; their content belongs to package index
//	reviews.jsonl                  decisions; append-only
//	files.jsonl                    what every file looked like when it was last read
//	sketches.jsonl                 what documents are compared by, to find versions of one work
//	state.json                     what the files above were made from; written last
//	tmp/                           files that are not finished
//
// Everything but reviews.jsonl can be rebuilt. documents.jsonl and tags.jsonl
// are the same bytes for the same input; files.jsonl and state.json belong to
// this machine, for they hold times and the folders' places.
//
// Every file is written to tmp/, synced and renamed, so that a reader and the
// next run see the old one or the new one. state.json comes last: where it does
// not fit the others, the run before was interrupted and the next one mends it.
//
// Begin with [Write] to change a workspace and [Read] to look at one.
package workspace

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"policyscan/cmd/scan/internal/hint"
)

// Version is the version of the layout of the directory.
const Version = 1

// Names inside a workspace.
const (
	formatFile    = "workspace.json"
	lockFile      = "lock"
	extractedDir  = "extracted"
	documentsFile = "documents.jsonl"
	tagsFile      = "tags.jsonl"
	reviewsFile   = "reviews.jsonl"
	filesFile     = "files.jsonl"
	sketchesFile  = "sketches.jsonl"
	stateFile     = "state.json"
	tmpDir        = "tmp"
)

// Workspace is an open workspace. One that [Read] opened must not be written.
type Workspace struct {
	dir  string
	lock *lock

	// Interrupted says that the last writer did not come to its end, so that
	// nothing but state.json may be believed without a look.
	Interrupted bool

	// fault lets tests fail any step on disk; nil outside tests.
	fault func(step, name string) error
}

// Suffix is what a default workspace is called after its folder.
const Suffix = ".scan"

// Default is the workspace of a folder: beside it, called after it.
func Default(folder string) (string, error) {
	abs, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	if filepath.Dir(abs) == abs {
		return "", hint.With(fmt.Errorf("%s has no place beside it for a workspace", abs), "name one with -w")
	}
	return abs + Suffix, nil
}

// Is reports whether a directory is a workspace.
func Is(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, formatFile))
	return err == nil
}

// format is the content of workspace.json.
type format struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
}

const formatName = "scan workspace"

// Write opens a workspace for the one writer, and makes it where there is none.
// Purpose is what others are told about the writer ("scan run").
func Write(dir, purpose string) (*Workspace, error) {
	if err := create(dir); err != nil {
		return nil, fmt.Errorf("workspace %s: %w", dir, err)
	}
	lock, interrupted, err := acquire(filepath.Join(dir, lockFile), purpose)
	if err != nil {
		return nil, fmt.Errorf("workspace %s: %w", dir, err)
	}
	w := &Workspace{dir: dir, lock: lock, Interrupted: interrupted}
	if err := w.sweep(); err != nil {
		return nil, errors.Join(fmt.Errorf("workspace %s: %w", dir, err), w.Close())
	}
	return w, nil
}

// Read opens a workspace to look at.
func Read(dir string) (*Workspace, error) {
	if err := checkFormat(dir); err != nil {
		return nil, fmt.Errorf("workspace %s: %w", dir, err)
	}
	return &Workspace{dir: dir}, nil
}

// Close lets the next writer in.
func (w *Workspace) Close() error {
	if w.lock == nil {
		return nil
	}
	return w.lock.release()
}

// Dir is the directory of the workspace.
func (w *Workspace) Dir() string { return w.dir }

// Path returns the place of something inside the workspace, named with slashes.
func (w *Workspace) Path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

// create makes the directory unless it is there; it never adopts a directory
// that holds something else.
func create(dir string) error {
	err := checkFormat(dir)
	if !errors.Is(err, errNone) {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range entries {
		if name := e.Name(); name != tmpDir && name != lockFile {
			return hint.With(fmt.Errorf("the directory exists, is no workspace and holds %q", name),
				"name another one with -w, or remove it")
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, tmpDir), 0o777); err != nil {
		return err
	}
	w := &Workspace{dir: dir}
	_, err = w.writeJSON(formatFile, format{formatName, Version})
	return err
}

// errNone says that a directory is no workspace.
var errNone = errors.New("there is no workspace here")

// checkFormat refuses what this program cannot read.
func checkFormat(dir string) error {
	b, err := os.ReadFile(filepath.Join(dir, formatFile))
	if errors.Is(err, fs.ErrNotExist) {
		return hint.With(errNone, "make one with: scan run FOLDER")
	}
	if err != nil {
		return err
	}
	var f format
	if err := json.Unmarshal(b, &f); err != nil || f.Format != formatName {
		return hint.With(fmt.Errorf("%s is damaged or belongs to another program", formatFile),
			"keep reviews.jsonl, remove the rest, and run again")
	}
	if f.Version > Version {
		return hint.With(fmt.Errorf("it was written by a newer scan (layout %d; this one knows %d)", f.Version, Version),
			"use that version of scan, or name another workspace with -w")
	}
	return nil
}

// sweep removes what an interrupted writer left behind.
func (w *Workspace) sweep() error {
	tmp := filepath.Join(w.dir, tmpDir)
	entries, err := os.ReadDir(tmp)
	if errors.Is(err, fs.ErrNotExist) {
		return os.MkdirAll(tmp, 0o777)
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := os.RemoveAll(filepath.Join(tmp, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// Rel names a place as seen from the workspace, with slashes, so that a folder
// and its workspace may move together; absolute where there is no such way.
func (w *Workspace) Rel(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return filepath.ToSlash(path)
	}
	base, err := filepath.Abs(w.dir)
	if err != nil {
		return filepath.ToSlash(abs)
	}
	rel, err := filepath.Rel(base, abs)
	if err != nil {
		return filepath.ToSlash(abs)
	}
	return filepath.ToSlash(rel)
}

// Abs undoes Rel.
func (w *Workspace) Abs(rel string) string {
	p := filepath.FromSlash(rel)
	if filepath.IsAbs(p) || strings.HasPrefix(rel, "/") {
		return p
	}
	return filepath.Join(w.dir, p)
}
