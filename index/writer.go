package index

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/blevesearch/bleve/v2"
	index "github.com/blevesearch/bleve_index_api"
)

// maxBatch bounds the passages of one safe batch.
const maxBatch = 2000

// Writer changes an index in place. It belongs to one goroutine; while it is
// open its Index may be searched by others of the same program.
type Writer struct {
	*Index
	log  *os.File
	pack packer
}

// OpenWriter opens an index for changing, and makes an empty one where there is
// none.
func OpenWriter(dir string) (*Writer, error) {
	ix, err := open(dir, false)
	if errors.Is(err, ErrMissing) {
		if err := Build(context.Background(), dir, func(func(Document, error) bool) {}); err != nil {
			return nil, err
		}
		ix, err = open(dir, false)
	}
	if err != nil {
		return nil, err
	}
	w := &Writer{Index: ix}
	if w.pack, err = newPacker(); err == nil {
		err = w.openLog()
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", dir, err), ix.Close())
	}
	return w, nil
}

// openLog writes the log anew, for it may lag behind the index, end in half a
// line or be mostly history, and opens it for appending.
func (w *Writer) openLog() (err error) {
	if err := w.records.write(w.dir); err != nil {
		return err
	}
	w.log, err = os.OpenFile(filepath.Join(w.dir, recordsName), os.O_WRONLY|os.O_APPEND, 0)
	return err
}

// Replace puts documents into the index, in place of what it held of them.
// Documents that are given together share a batch where they fit: after a crash
// each of them is there as before or as given, or, when it needs several
// batches, in part, which [Index.Documents] shows by an empty stamp.
func (w *Writer) Replace(docs ...Document) (err error) {
	defer guard(w.dir, &err)()
	p := w.pending()
	for _, doc := range docs {
		if err := check(doc); err != nil {
			return err
		}
		if err := p.forget(doc.ID); err != nil {
			return err
		}
		part := newRecord(doc)
		part.Stamp, part.Passages, part.blocks = "", 0, 0
		err := w.pack.items(doc, func(it item) error {
			if p.batch.Size() >= maxBatch {
				p.lines[doc.ID] = line{Doc: doc.ID, Record: part}
				if err := p.flush(); err != nil {
					return err
				}
			}
			part.count(it)
			return p.batch.Index(it.id, it.fields)
		})
		if err != nil {
			return fmt.Errorf("document %s: %w", doc.ID, err)
		}
		p.lines[doc.ID] = line{Doc: doc.ID, Record: newRecord(doc)}
	}
	return p.flush()
}

// Remove takes documents out of the index; ids that it does not hold are no
// error.
func (w *Writer) Remove(docs ...string) (err error) {
	defer guard(w.dir, &err)()
	p := w.pending()
	for _, id := range docs {
		if _, ok := w.records.docs[id]; !ok {
			continue
		}
		if err := p.forget(id); err != nil {
			return err
		}
		p.lines[id] = line{Doc: id, Gone: true}
		if p.batch.Size() >= maxBatch {
			if err := p.flush(); err != nil {
				return err
			}
		}
	}
	return p.flush()
}

// Close makes the records last and closes the index.
func (w *Writer) Close() error {
	return errors.Join(w.log.Sync(), w.log.Close(), w.Index.Close())
}

// pending is a batch that is being filled, with the lines that it adds to the
// records.
type pending struct {
	w     *Writer
	batch *bleve.Batch
	lines map[string]line
}

func (w *Writer) pending() *pending {
	return &pending{w: w, batch: w.bleve.NewBatch(), lines: map[string]line{}}
}

// forget deletes what the index holds of a document.
func (p *pending) forget(doc string) error {
	if _, ok := p.w.records.docs[doc]; !ok {
		return nil
	}
	r, err := p.w.reader()
	if err != nil {
		return fmt.Errorf("%s: %w", p.w.dir, err)
	}
	ids, err := itemsOf(r, doc)
	if err = errors.Join(err, r.Close()); err != nil {
		return damaged(p.w.dir, err)
	}
	for _, id := range ids {
		p.batch.Delete(id)
	}
	return nil
}

// itemsOf returns the ids of the passages and blocks of a document.
func itemsOf(r index.IndexReader, doc string) ([]string, error) {
	tfr, err := r.TermFieldReader(context.Background(), []byte(doc), fieldDoc, false, false, false)
	if err != nil {
		return nil, err
	}
	defer tfr.Close()
	var ids []string
	for {
		d, err := tfr.Next(nil)
		if err != nil || d == nil {
			return ids, err
		}
		id, err := r.ExternalID(d.ID)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
}

// flush commits the batch, then says so in the log.
func (p *pending) flush() error {
	if len(p.lines) == 0 {
		return nil
	}
	w := p.w
	var s state
	for _, id := range slices.Sorted(maps.Keys(p.lines)) {
		l := p.lines[id]
		l.Generation = w.records.generation + 1
		s = append(s, l)
	}
	p.batch.SetInternal(stateKey, s.text())
	if err := w.bleve.Batch(p.batch); err != nil {
		return fmt.Errorf("%s: %w", w.dir, err)
	}
	p.batch.Reset()
	clear(p.lines)
	return w.record(s)
}

// record appends the lines of a batch to the log, in one write.
func (w *Writer) record(s state) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, l := range s {
		w.records.apply(l)
	}
	if _, err := w.log.Write(s.text()); err != nil {
		return fmt.Errorf("%s: %w", w.dir, err)
	}
	return nil
}
