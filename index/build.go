package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
)

// What is being built, and what is being replaced, stand beside the index under
// these endings for as long as it takes.
const (
	suffixNew = ".new"
	suffixOld = ".old"
)

// buildBatch is how many passages make a segment of a build.
const buildBatch = 1500

// Build makes a new index of all documents and puts it in the place of an older
// one, whole or not at all. The order of documents does not matter to searches;
// a document may be given once. The caller sees to it that nobody else builds
// or has the old index open.
func Build(ctx context.Context, dir string, docs iter.Seq2[Document, error]) (err error) {
	temp := dir + suffixNew
	if err := errors.Join(os.RemoveAll(temp), os.MkdirAll(filepath.Dir(dir), 0o755)); err != nil {
		return fmt.Errorf("building %s: %w", dir, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("building %s: %w", dir, err), os.RemoveAll(temp))
		}
	}()
	recs, err := buildIn(ctx, temp, docs)
	if err != nil {
		return err
	}
	if err := recs.write(temp); err != nil {
		return err
	}
	return publish(temp, dir)
}

// buildIn fills a new directory.
func buildIn(ctx context.Context, dir string, docs iter.Seq2[Document, error]) (records, error) {
	recs := records{docs: map[string]Record{}}
	var b bleve.Builder
	pack, err := newPacker()
	if err != nil {
		return recs, err
	}
	for doc, err := range docs {
		if err = errors.Join(err, ctx.Err()); err != nil {
			return recs, errors.Join(err, closeBuilder(b))
		}
		if err := check(doc); err != nil {
			return recs, errors.Join(err, closeBuilder(b))
		}
		if _, twice := recs.docs[doc.ID]; twice {
			return recs, errors.Join(fmt.Errorf("document %s is given twice", doc.ID), closeBuilder(b))
		}
		recs.docs[doc.ID] = newRecord(doc)
		if b == nil && len(doc.Passages) > 0 {
			if b, err = newBuilder(dir); err != nil {
				return recs, err
			}
		}
		if err := pack.items(doc, func(it item) error { return b.Index(it.id, it.fields) }); err != nil {
			return recs, errors.Join(err, closeBuilder(b))
		}
	}
	if b == nil {
		return recs, newEmpty(dir)
	}
	return recs, b.Close()
}

// closeBuilder ends a build that failed; what it leaves is removed with the
// directory, so only the open files matter.
func closeBuilder(b bleve.Builder) error {
	if b == nil {
		return nil
	}
	return b.Close()
}

// newBuilder begins a build; its segments lie inside the new directory until
// they are merged.
func newBuilder(dir string) (bleve.Builder, error) {
	parts := filepath.Join(dir, "parts")
	if err := os.MkdirAll(parts, 0o755); err != nil {
		return nil, err
	}
	return bleve.NewBuilder(dir, newMapping(), map[string]any{
		"batchSize": buildBatch, "mergeMax": 100, "buildPathPrefix": parts,
	})
}

// newEmpty makes an index without passages: bleve's builder cannot.
func newEmpty(dir string) error {
	b, err := bleve.NewUsing(dir, newMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return err
	}
	return b.Close()
}

// check refuses what would make the count of passages wrong, or a passage
// impossible to lead back to its document.
func check(doc Document) error {
	if doc.ID == "" || strings.HasPrefix(doc.ID, blockMark) || strings.ContainsAny(doc.ID+doc.Stamp, "\t\n") {
		return fmt.Errorf("document %q with stamp %q: the id is empty, or one of them holds a tab or line end", doc.ID, doc.Stamp)
	}
	seen := make(map[string]bool, len(doc.Passages))
	for i := range doc.Passages {
		id := doc.Passages[i].ID
		if seen[id] {
			return fmt.Errorf("document %s: passage id %q is given twice", doc.ID, id)
		}
		if short, _, ok := strings.Cut(id, "#"); !ok || short != shortID(doc.ID) {
			return fmt.Errorf("document %s: passage id %q does not begin with %q", doc.ID, id, shortID(doc.ID)+"#")
		}
		seen[id] = true
	}
	return nil
}

// shortID is how a document is named in the ids of its passages.
func shortID(doc string) string { return doc[:min(len(doc), 12)] }

// publish puts a finished directory in place of an older one.
func publish(temp, dir string) error {
	if err := syncTree(temp); err != nil {
		return err
	}
	old := dir + suffixOld
	if err := os.RemoveAll(old); err != nil {
		return err
	}
	if err := os.Rename(dir, old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(temp, dir); err != nil {
		return err
	}
	if err := syncDir(filepath.Dir(dir)); err != nil {
		return err
	}
	return os.RemoveAll(old)
}
