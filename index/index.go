// Package index lets people search the passages of a corpus.
//
// It is the only package that knows bleve. There are two indexes of one shape:
// [TextName] holds every passage and is changed in place, a document at a time
// ([Writer]); [TaggedName] holds the tagged passages with their tags and is
// built whole and swapped ([Build]). Words are cut, folded and stemmed by
// lexicon/words, as the matcher does, each passage in its own language.
//
// Begin with [Build] or [OpenWriter] for writing, [Open] and [Index.Search] for
// reading, and [Parse] for the query language. An index is never the only copy
// of anything: where Open says [ErrDamaged], [ErrVersion] or [ErrMissing], the
// caller builds it again.
package index

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	index "github.com/blevesearch/bleve_index_api"
)

// The names of the two index directories of a workspace.
const (
	TextName   = "text.bleve"   // all passages, without tags
	TaggedName = "tagged.bleve" // tagged passages, with tags
)

// The reasons why an index cannot be opened; use errors.Is. For the first
// three the remedy is to build it again.
var (
	ErrMissing = errors.New("there is no index")
	ErrDamaged = errors.New("the index is damaged")
	ErrVersion = errors.New("the index was made by another version")
	ErrBusy    = errors.New("another program is writing the index")
)

// boltTimeout is how long an open waits for a program that holds the index.
const boltTimeout = time.Second

// Index is an open index. Its methods may be called by several goroutines.
type Index struct {
	dir   string
	bleve bleve.Index

	mu      sync.RWMutex // guards records
	records records
}

// Open opens an index for searching.
func Open(dir string) (*Index, error) {
	return open(dir, true)
}

func open(dir string, readOnly bool) (ix *Index, err error) {
	defer guard(dir, &err)()
	recs, err := readRecords(dir)
	if err != nil {
		return nil, err
	}
	b, err := bleve.OpenUsing(dir, map[string]any{"read_only": readOnly, "bolt_timeout": boltTimeout.String()})
	if err != nil {
		return nil, openError(dir, err)
	}
	ix = &Index{dir: dir, bleve: b, records: recs}
	if err := ix.reconcile(); err != nil {
		_ = b.Close()
		return nil, err
	}
	return ix, nil
}

// openError says what an error of bleve means to the caller; that there is a
// directory with records is known.
func openError(dir string, err error) error {
	switch {
	case err.Error() == "timeout": // bbolt's own error is not exported through bleve
		return fmt.Errorf("%s: %w", dir, ErrBusy)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: %w", dir, err)
	}
	return damaged(dir, err)
}

func damaged(dir string, cause any) error {
	return fmt.Errorf("%s: %w: %v", dir, ErrDamaged, cause)
}

// guard turns a panic, and a fault in a file that is shorter than its index
// believes, into ErrDamaged. Use: defer guard(dir, &err)().
func guard(dir string, err *error) func() {
	old := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(old)
		if r := recover(); r != nil {
			*err = damaged(dir, r)
		}
	}
}

// Close closes the index.
func (ix *Index) Close() error {
	if err := ix.bleve.Close(); err != nil {
		return fmt.Errorf("%s: %w", ix.dir, err)
	}
	return nil
}

// Count returns the number of passages.
func (ix *Index) Count() int {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	n, _ := ix.records.total()
	return n
}

// Documents returns what is known about each document in the index, by id.
func (ix *Index) Documents() map[string]Record {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	return maps.Clone(ix.records.docs)
}

// reconcile compares the records beside the index with the index itself.
func (ix *Index) reconcile() error {
	n, err := ix.bleve.DocCount()
	if err != nil {
		return damaged(ix.dir, err)
	}
	raw, err := ix.bleve.GetInternal(stateKey)
	if err != nil {
		return damaged(ix.dir, err)
	}
	if err := ix.records.catchUp(raw); err != nil {
		return damaged(ix.dir, err)
	}
	if passages, blocks := ix.records.total(); uint64(passages+blocks) != n {
		return damaged(ix.dir, fmt.Sprintf("it holds %d passages and blocks instead of %d", n, passages+blocks))
	}
	return nil
}

// reader gives access to the index below the query layer.
func (ix *Index) reader() (index.IndexReader, error) {
	adv, err := ix.bleve.Advanced()
	if err != nil {
		return nil, err
	}
	return adv.Reader()
}

// Size returns how much room an index takes on disk, in bytes.
func Size(dir string) (int64, error) {
	var n int64
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) { // merged away meanwhile
			return nil
		}
		if err == nil {
			n += info.Size()
		}
		return err
	})
	return n, err
}

// Remove deletes an index and what an interrupted build may have left.
func Remove(dir string) error {
	return errors.Join(os.RemoveAll(dir), os.RemoveAll(dir+suffixNew), os.RemoveAll(dir+suffixOld))
}
