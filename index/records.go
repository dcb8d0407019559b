package index

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"policyscan/lexicon/words"
)

// Format is the version of everything that an index on disk depends on.
const Format = formatPrefix + "2 " + words.Version

const formatPrefix = "index/"

// recordsName is a file beside bleve's own that says which documents are in
// the index. Bleve opens an older snapshot without a word when a segment is
// damaged; the records make that visible.
const recordsName = "documents.log"

// stateKey is where the index itself keeps the generation it is at; it is
// written in the same batch as the passages.
var stateKey = []byte("scan-state")

// Record says what the index holds of a document.
type Record struct {
	Stamp    string // as given; empty where a replacement was interrupted
	Passages int
	blocks   int
	card     string // JSON of a Card, read when it is shown
}

// count counts an item that goes into the index.
func (r *Record) count(it item) {
	if it.block {
		r.blocks++
	} else {
		r.Passages++
	}
}

func newRecord(doc Document) Record {
	r := Record{Stamp: doc.Stamp, Passages: len(doc.Passages), blocks: blocksOf(doc)}
	if doc.Card != (Card{}) {
		card, _ := json.Marshal(doc.Card) // two strings: it cannot fail
		r.card = string(card)
	}
	return r
}

// Card returns what is shown of the document.
func (r Record) Card() (c Card, err error) {
	if r.card != "" {
		err = json.Unmarshal([]byte(r.card), &c)
	}
	return c, err
}

// line is one line of the log: a document after a batch. Its columns are
// separated by tabs: generation, document, passages or "gone", blocks, stamp,
// card.
type line struct {
	Generation int
	Doc        string
	Record
	Gone bool
}

func (l line) text() string {
	passages := strconv.Itoa(l.Passages)
	if l.Gone {
		passages = gone
	}
	return strings.Join([]string{strconv.Itoa(l.Generation), l.Doc, passages, strconv.Itoa(l.blocks), l.Stamp, l.card}, "\t") + "\n"
}

const gone = "gone"

// parseLine reads what text wrote, without the line end.
func parseLine(s string) (l line, err error) {
	col := strings.SplitN(s, "\t", 6)
	if len(col) != 6 {
		return l, fmt.Errorf("%d columns instead of 6", len(col))
	}
	if l.Generation, err = strconv.Atoi(col[0]); err != nil {
		return l, err
	}
	if l.blocks, err = strconv.Atoi(col[3]); err != nil {
		return l, err
	}
	l.Doc, l.Stamp, l.card = col[1], col[4], col[5]
	if l.Gone = col[2] == gone; !l.Gone {
		l.Passages, err = strconv.Atoi(col[2])
	}
	return l, err
}

// state is what the index itself keeps: the lines of the last batch, in the
// form of the log.
type state []line

func (s state) text() []byte {
	var out []byte
	for _, l := range s {
		out = append(out, l.text()...)
	}
	return out
}

// records is what the log says.
type records struct {
	generation int
	docs       map[string]Record
}

// total returns how many passages and blocks there should be.
func (r *records) total() (passages, blocks int) {
	for _, d := range r.docs {
		passages += d.Passages
		blocks += d.blocks
	}
	return passages, blocks
}

func (r *records) apply(l line) {
	r.generation = max(r.generation, l.Generation)
	if l.Gone {
		delete(r.docs, l.Doc)
		return
	}
	r.docs[l.Doc] = l.Record
}

// catchUp applies the lines of the last batch, which the index keeps, where the
// program was killed between the batch and the log.
func (r *records) catchUp(raw []byte) error {
	for row := range strings.Lines(string(raw)) {
		l, err := parseLine(strings.TrimSuffix(row, "\n"))
		if err != nil {
			return fmt.Errorf("its state: %w", err)
		}
		if l.Generation < r.generation {
			return fmt.Errorf("it is at generation %d, its records at %d", l.Generation, r.generation)
		}
		r.apply(l)
	}
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

// parse reads a log. The first line is the format; half a line at the end is
// what a kill left.
func (r *records) parse(dir string, data []byte) error {
	data = data[:bytes.LastIndexByte(data, '\n')+1]
	format, rest, _ := strings.Cut(string(data), "\n")
	switch {
	case format == "":
		return damaged(dir, recordsName+" is empty")
	case !strings.HasPrefix(format, formatPrefix):
		return damaged(dir, recordsName+" does not begin with its format")
	case format != Format:
		return fmt.Errorf("%s: %w: %q, this program writes %q", dir, ErrVersion, format, Format)
	}
	number := 1
	for row := range strings.Lines(rest) {
		number++
		l, err := parseLine(strings.TrimSuffix(row, "\n"))
		if err != nil {
			return damaged(dir, fmt.Sprintf("%s:%d: %v", recordsName, number, err))
		}
		r.apply(l)
	}
	return nil
}

// write writes the whole log anew, in place of the old one.
func (r *records) write(dir string) error {
	name := filepath.Join(dir, recordsName)
	f, err := os.Create(name + suffixNew)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	_, err = w.WriteString(Format + "\n")
	for _, id := range slices.Sorted(maps.Keys(r.docs)) {
		_, e := w.WriteString(line{Generation: r.generation, Doc: id, Record: r.docs[id]}.text())
		err = errors.Join(err, e)
	}
	if err = errors.Join(err, w.Flush(), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(name+suffixNew, name)
}
