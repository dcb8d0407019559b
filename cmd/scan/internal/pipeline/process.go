package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"policyscan/index"
	"policyscan/ingest"
	"policyscan/ingest/family"
	"policyscan/ingest/reading"
	"policyscan/match"
)

// process brings every document up to date, several side by side, and the text
// index with them.
func (p *pass) process(ctx context.Context) error {
	var due []*work
	var bytes int64
	for _, w := range p.works {
		if p.reuse(w) {
			continue
		}
		due = append(due, w)
		bytes += w.first().bytes
	}
	// The longest first: else the last one may be read alone while the other
	// workers have nothing left to do.
	slices.SortStableFunc(due, func(a, b *work) int { return cmp.Compare(b.first().bytes, a.first().bytes) })
	p.stage("reading", len(due), bytes)
	group, ctx := errgroup.WithContext(ctx)
	var docs *queue
	if p.Index {
		docs = newQueue()
		group.Go(func() error { return p.indexText(ctx, docs) })
	}
	group.Go(func() error {
		if docs != nil {
			defer docs.close()
		}
		return p.each(ctx, due, docs)
	})
	return group.Wait()
}

// each works on the documents. There are more of them under way than workers,
// so that a worker need not wait while the text that it read is being tagged.
func (p *pass) each(ctx context.Context, due []*work, docs *queue) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(p.Pool.Jobs() * 2)
	finished := make(chan *work)
	told := make(chan bool)
	go func() {
		defer close(told)
		for w := range finished {
			p.done(w.first())
		}
	}()
	for _, w := range due {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			doc, err := p.one(ctx, w)
			if err != nil {
				return fmt.Errorf("%s: %w", w.first().Path, err)
			}
			finished <- w
			if docs == nil || p.indexed[doc.ID].Stamp == doc.Stamp {
				return nil // other rules do not change what the text index holds
			}
			return docs.put(ctx, doc)
		})
	}
	err := group.Wait()
	close(finished)
	<-told
	return err
}

// reuse takes over a document of the last pass where nothing that it depends on
// changed.
func (p *pass) reuse(w *work) bool {
	f := w.first()
	doc, ok := p.old.documents[f.hash]
	if !ok || p.old.files[f.Path].Made != w.made || doc.Status == ingest.Failed {
		return false
	}
	if p.Retry && doc.Status == ingest.Partly || p.newTool(doc) {
		return false
	}
	if p.Index && p.indexed[f.hash].Stamp != w.content {
		return false
	}
	w.document, w.tags, w.sketch = doc, p.old.tags[f.hash], p.old.sketches[f.hash]
	return true
}

// newTool reports whether pages that could not be recognised at the last pass
// could be now.
func (p *pass) newTool(doc ingest.Document) bool {
	return doc.Pages.NeedsOCR > 0 && p.OCRTool != "" && p.OCRTool != p.old.state.OCRTool
}

// one makes a document, its tags and what the text index gets of it.
func (p *pass) one(ctx context.Context, w *work) (index.Document, error) {
	f := w.first()
	w.document = p.newDocument(w)
	entry := index.Document{ID: f.hash, Stamp: w.content}
	if f.leftOut != "" || f.failed != "" {
		return entry, nil
	}
	if doc, ok := p.old.documents[f.hash]; ok && (p.newTool(doc) || p.Retry && doc.Status == ingest.Partly) {
		w.reread = true
		if err := p.Workspace.DropExtraction(f.key); err != nil {
			return entry, err
		}
	}
	x, err := p.extraction(ctx, f)
	var refusal *reading.Refusal
	if errors.As(err, &refusal) {
		w.fail(refusal)
		return entry, nil
	}
	if err != nil {
		return entry, err
	}
	if err := p.understand(w, &x, &entry); err != nil {
		return entry, err
	}
	return entry, nil
}

// understand makes passages, metadata and tags of what a reader saw. A step that
// panics over a text costs that document, not the pass.
func (p *pass) understand(w *work, x *reading.Extraction, entry *index.Document) (err error) {
	defer func() {
		if v := recover(); v != nil {
			w.fail(&reading.Refusal{Code: "internal", Reason: fmt.Sprintf("its text could not be worked on: %v", v), Hint: "this is a mistake of scan; please report it with the file"})
			w.document.Passages, w.tags, entry.Passages, err = 0, nil, nil, nil
		}
	}()
	f := w.first()
	row, _ := p.row(f)
	content, metadata, err := p.Steps.Structure(Subject{Path: f.Rel, Document: f.hash, Row: row, Extraction: x})
	if err != nil {
		w.fail(&reading.Refusal{Code: "structure", Reason: err.Error()})
		return nil
	}
	w.document.Metadata = metadata
	Outcome(&w.document, x)
	w.document.Passages = len(content.Passages)
	w.document.Numbered = numbered(&content)
	noteAmbiguous(&w.document, &content)
	if w.sketch = p.oldSketch(w); w.sketch == nil {
		if w.sketch, err = family.SketchOf(content.Text).MarshalBinary(); err != nil {
			return err
		}
	}
	if p.Steps.Tag != nil {
		tags, err := p.Steps.Tag(&w.document, &content)
		if err != nil {
			return err
		}
		w.tags = evidenceOf(&w.document, &content, tags)
	}
	entry.Card = card(&w.document)
	entry.Passages = indexPassages(&w.document, &content)
	return nil
}

// oldSketch is that of the last pass, where the text and the program are as they
// were then.
func (p *pass) oldSketch(w *work) []byte {
	f := w.first()
	if w.reread || p.old.files[f.Path].Key != f.key || p.old.state.Versions.Tool != p.Versions.Tool || p.old.state.Versions.Structure != p.Versions.Structure {
		return nil
	}
	return p.old.sketches[f.hash]
}

// newDocument begins the catalogue's entry of a work.
func (p *pass) newDocument(w *work) ingest.Document {
	f := w.first()
	d := ingest.Document{
		ID: f.hash, Path: f.Path, Bytes: f.bytes, Format: f.format.Name, Status: ingest.Read,
		Reason: f.failed + f.leftOut, Hint: f.hint,
	}
	for _, c := range w.files[1:] {
		d.Copies = append(d.Copies, c.Path)
	}
	switch {
	case f.failed != "":
		d.Status = ingest.Failed
	case f.leftOut != "":
		d.Status = ingest.LeftOut
	default:
		d.Reader = fmt.Sprintf("%s %d", f.format.Reader, f.format.Version)
	}
	return d
}

// fail records that the file could not be read.
func (w *work) fail(r *reading.Refusal) {
	w.document.Status, w.document.Reason, w.document.Hint = ingest.Failed, r.Reason, r.Hint
	w.again = r.Code == "vanished" || r.Code == "changed"
}

// Outcome says how far a document could be read, by what its reader saw.
func Outcome(d *ingest.Document, x *reading.Extraction) {
	d.Format, d.Problems = x.Format, x.Problems
	for _, page := range x.Pages {
		d.Pages.Total++
		switch page.Status {
		case reading.PageText:
			d.Pages.Text++
		case reading.PageOCR:
			d.Pages.OCR++
		case reading.PageBlank:
			d.Pages.Blank++
		case reading.PageNeedsOCR:
			d.Pages.NeedsOCR++
		case reading.PageFailed:
			d.Pages.Failed++
		}
	}
	pages := d.Pages
	switch {
	case pages.NeedsOCR > 0:
		d.Status, d.Reason = ingest.Partly, fmt.Sprintf("%d of %s no text but an image: needs OCR", pages.NeedsOCR, pagesHave(pages.Total))
		d.Hint = "install tesseract, or give a file that was recognised"
	case pages.Failed > 0:
		d.Status, d.Reason = ingest.Partly, fmt.Sprintf("%d of %s not be read", pages.Failed, pagesCould(pages.Total))
	}
	for _, problem := range x.Problems {
		if problem.Code == "truncated" && d.Status == ingest.Read {
			d.Status, d.Reason = ingest.Partly, problem.Text
		}
	}
	if x.Text != "" {
		return
	}
	d.Status = ingest.Failed
	switch {
	case pages.NeedsOCR > 0:
	case d.Reason == "" && pages.Total > 0 && pages.Blank == pages.Total:
		d.Reason = "all pages are blank"
	case d.Reason == "":
		d.Reason = "it holds no text"
	}
}

// Ambiguous is the code of problems that say where the structure of a document
// could be read in two ways.
const Ambiguous = "ambiguous-structure"

// mostAmbiguous bounds how many such places are listed of one document.
const mostAmbiguous = 20

func noteAmbiguous(d *ingest.Document, content *ingest.Content) {
	d.Problems = slices.Clone(d.Problems)
	for i, text := range content.Ambiguous {
		if i == mostAmbiguous {
			text = fmt.Sprintf("and %d more places", len(content.Ambiguous)-i)
		}
		d.Problems = append(d.Problems, reading.Problem{Code: Ambiguous, Text: text})
		if i == mostAmbiguous {
			return
		}
	}
}

func pagesHave(n int) string {
	if n == 1 {
		return "1 page has"
	}
	return fmt.Sprintf("%d pages have", n)
}

func pagesCould(n int) string {
	if n == 1 {
		return "1 page could"
	}
	return fmt.Sprintf("%d pages could", n)
}

// tagsOf are the tags of all works, by document and then by passage.
func (p *pass) tagsOf() []match.Evidence {
	var all []match.Evidence
	for _, w := range p.works {
		all = append(all, w.tags...)
	}
	return all
}

// numbered counts the passages that stand in a section or an article. Numbered
// paragraphs alone are as common in reports.
func numbered(c *ingest.Content) int {
	n := 0
	for i := range c.Passages {
		for at := c.Passages[i].Provision; at >= 0; at = c.Provisions[at].Parent {
			if t := c.Provisions[at].Type; t == "section" || t == "article" {
				n++
				break
			}
		}
	}
	return n
}
