package index

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"

	"policyscan/lexicon/words"
)

// Format is the version of everything that an index on disk depends on.
const Format = "index/1 " + words.Version

// recordsName is a file beside bleve's own that says which documents are in
// the index. Bleve opens an older snapshot without a word when a segment is
// damaged; the records make that visible.
const recordsName = "documents.log"

// stateKey is where the index itself keeps the generation it is at; it is
// written in the same batch as the passages.
var stateKey = []byte("scan-state")

// Record says what the index holds of a document.
type Record struct {
	Stamp    string `json:"stamp,omitempty"` // as given; empty where a replacement was interrupted
	Passages int    `json:"n"`
}

// line is one line of the log: a document after a batch. The first line of the
// file carries the format alone.
type line struct {
	Format     string `json:"format,omitempty"`
	Generation int    `json:"g"`
	Doc        string `json:"doc,omitempty"`
	Record
	Gone bool `json:"gone,omitempty"`
}

// state is what the index itself keeps: the lines of the last batch.
type state struct {
	Generation int    `json:"g"`
	Last       []line `json:"last,omitempty"`
}

// records is what the log says.
type records struct {
	generation int
	docs       map[string]Record
	lines      int  // in the file
	torn       bool // the last line is incomplete: the program was killed while it wrote
}

func (r *records) total() int {
	n := 0
	for _, d := range r.docs {
		n += d.Passages
	}
	return n
}

func (r *records) apply(l line) {
	r.generation = max(r.generation, l.Generation)
	switch {
	case l.Doc == "":
	case l.Gone:
		delete(r.docs, l.Doc)
	default:
		r.docs[l.Doc] = l.Record
	}
}

// catchUp applies the lines of the last batch where the program was killed
// between the batch and the log.
func (r *records) catchUp(raw []byte) error {
	var s state
	if raw != nil {
		if err := json.Unmarshal(raw, &s); err != nil {
			return fmt.Errorf("its state: %w", err)
		}
	}
	if s.Generation < r.generation {
		return fmt.Errorf("it is at generation %d, its records at %d", s.Generation, r.generation)
	}
	if s.Generation == r.generation+1 || s.Generation == r.generation {
		for _, l := range s.Last {
			r.apply(l)
		}
	}
	r.generation = s.Generation
	return nil
}

// readRecords reads the log of an index.
func readRecords(dir string) (records, error) {
	r := records{docs: map[string]Record{}}
	data, err := os.ReadFile(filepath.Join(dir, recordsName))
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(dir); err == nil {
			return r, damaged(dir, recordsName+" is missing")
		}
		return r, fmt.Errorf("%s: %w", dir, ErrMissing)
	}
	if err != nil {
		return r, fmt.Errorf("%s: %w", dir, err)
	}
	return r, r.parse(dir, data)
}

func (r *records) parse(dir string, data []byte) error {
	if i := bytes.LastIndexByte(data, '\n'); i+1 < len(data) {
		r.torn, data = true, data[:i+1]
	}
	for len(data) > 0 {
		var row []byte
		row, data, _ = bytes.Cut(data, []byte{'\n'})
		var l line
		if err := json.Unmarshal(row, &l); err != nil {
			return damaged(dir, fmt.Sprintf("%s: line %d: %v", recordsName, r.lines+1, err))
		}
		if r.lines == 0 && l.Format != Format {
			return fmt.Errorf("%s: %w: %q, this program writes %q", dir, ErrVersion, l.Format, Format)
		}
		r.apply(l)
		r.lines++
	}
	if r.lines == 0 {
		return damaged(dir, recordsName+" is empty")
	}
	return nil
}

// write writes the whole log anew, in place of the old one.
func (r *records) write(dir string) error {
	ids := make([]string, 0, len(r.docs))
	for id := range r.docs {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	name := filepath.Join(dir, recordsName)
	f, err := os.Create(name + suffixNew)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	err = enc.Encode(line{Format: Format, Generation: r.generation})
	for _, id := range ids {
		err = errors.Join(err, enc.Encode(line{Generation: r.generation, Doc: id, Record: r.docs[id]}))
	}
	if err = errors.Join(err, w.Flush(), f.Sync(), f.Close()); err != nil {
		return err
	}
	r.lines, r.torn = 1+len(ids), false
	return os.Rename(name+suffixNew, name)
}
