// Package pipeline makes the one pass from folders to a catalogue with tags and
// indexes:
//
//	walk → check → extract (worker processes) → structure → describe → tag → index
//
// A file that did not change since the last pass is not opened; where nothing
// changed at all, nothing is written. Whatever order the files arrive in,
// results stand by path and position, so that catalogue and tags are the same
// bytes with one worker or many, undisturbed or interrupted and resumed.
//
// The steps themselves belong to other packages and are given as [Steps]; this
// package owns their order, what is kept between passes, and what happens when
// something goes wrong. Begin with [Run].
package pipeline

import (
	"context"
	"errors"
	"io"
	"time"

	"policyscan/cmd/scan/internal/workspace"
	"policyscan/index"
	"policyscan/ingest"
	"policyscan/ingest/reading"
	"policyscan/ingest/worker"
	"policyscan/match"
)

// Steps are the functions that the pass is made of. All but Identify are pure:
// the same input gives the same result.
type Steps struct {
	// Identify finds the reader of a file by its content and name.
	Identify func(name string, r io.ReaderAt, size int64) (Format, error)
	// Manifests reads what the user says about the files, from the manifest
	// files that the walk found; has reports whether a file was found.
	Manifests func(files []ManifestFile, has func(root, rel string) bool) (Manifests, error)
	// Structure finds provisions and passages and says what is known about the
	// document.
	Structure func(Subject) (ingest.Content, ingest.Metadata, error)
	// Describe says what is known about a document that could not be read: its
	// Subject has no extraction. It may be nil.
	Describe func(Subject) ingest.Metadata
	// Tag tags the passages of one document: one slice per passage. It is nil
	// where a pass should end before tagging.
	Tag func(doc *ingest.Document, content *ingest.Content) ([][]match.Tag, error)
}

// Format says which reader takes a file, or why none does.
type Format struct {
	Name    string // of the format: "pdf"
	Reader  string // of the reader
	Version int    // of the reader
	LeftOut string // why the file is no document, if it is none
	Failed  string // why no reader takes it, if none does
	Hint    string
}

// ManifestFile is a manifest.csv or manifest.xlsx.
type ManifestFile struct {
	Root  string // the root's place
	Rel   string // below its root, with slashes
	Place string // as the operating system takes it
}

// Manifests is what the user's manifest files say.
type Manifests struct {
	Digest   string                                     // of all of them
	Row      func(root, rel string) (row any, d string) // what is said about a file, and a digest of it; nil where there are none
	Warnings []string
}

// Subject is what a document is made from.
type Subject struct {
	Path       string // below its root, with slashes
	Document   string // its id
	Row        any    // of the manifest; nil where it says nothing
	Extraction *reading.Extraction
}

// Config says what to do in a pass.
type Config struct {
	Workspace *workspace.Workspace
	Roots     []Root
	Steps     Steps
	Versions  workspace.Versions
	Readers   string // digest of the names and versions of all readers
	Pool      *worker.Pool
	Options   worker.Options
	Deadline  time.Duration // as the pool's, kept with what it stopped
	Memory    int64         // as the pool's
	Own       []string      // places of files that the program itself wrote, which are no part of the corpus
	OCRTool   string        // name and version of the program that recognises pages; empty where there is none
	Index     bool          // keep the search indexes up to date
	Retry     bool          // try again what could not be read
	Now       func() time.Time

	Hooks
}

// Hooks are told how the pass goes. Every one may be nil. They are called from
// one goroutine at a time.
type Hooks struct {
	Stage func(name string, files int, bytes int64) // a stage begins
	Done  func(path string, bytes int64)            // a file of the stage is done
	Warn  func(text string)
}

// Result is what a pass found.
type Result struct {
	Unchanged bool // nothing had to be done
	State     workspace.State
	Changes   Changes
	Documents []ingest.Document
	Tags      []match.Evidence
	Warnings  []string
}

// Changes counts files by what the pass had to do with them.
type Changes struct {
	New, Changed, Removed, Unchanged int
}

// errStopped is wrapped around the error of a context that ended.
var errStopped = errors.New("stopped; what was read is kept, and the next run continues")

// ErrNoFiles ends a pass over folders that hold no file at all. The workspace
// stays as it is: an emptied folder is more often a disk that is not there than
// a wish to forget everything.
var ErrNoFiles = errors.New("there are no files")

// Run makes a pass.
func Run(ctx context.Context, c Config) (Result, error) {
	p := pass{Config: c}
	err := p.run(ctx)
	if ctx.Err() != nil {
		return p.result, errors.Join(errStopped, ctx.Err())
	}
	return p.result, err
}

// tagged is evidence by document.
type tagged map[string][]match.Evidence

// indexName is the place of an index in the workspace, with slashes.
func indexName(name string) string { return "index/" + name }

// Index names, as seen from the workspace.
var (
	textIndex   = indexName(index.TextName)
	taggedIndex = indexName(index.TaggedName)
)
