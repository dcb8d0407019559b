package pipeline

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"policyscan/cmd/scan/internal/workspace"
	"policyscan/index"
	"policyscan/ingest"
	"policyscan/match"
)

// finish writes what the pass found: catalogue, tags, file records, the index
// of tagged passages, and last the state, which makes all of them count.
func (p *pass) finish(ctx context.Context, began int64) error {
	p.stage("saving", 0, 0)
	if err := p.setFamilies(); err != nil {
		return err
	}
	docs := p.catalogue()
	tags := p.tagsOf()
	state := workspace.State{
		Roots: p.roots(), Settings: p.settings(), Versions: p.Versions, Manifests: p.manifests.Digest, Warnings: p.manifests.Warnings,
		Deadline: int64(p.Deadline), Memory: p.Memory, OCRTool: p.OCRTool,
		Exports: p.old.state.Exports,
	}
	var err error
	if state.Documents, err = p.Workspace.WriteDocuments(docs); err != nil {
		return err
	}
	if state.Tags, err = p.Workspace.WriteTags(p.Versions, state.Documents, tags); err != nil {
		return err
	}
	if state.Sketches, err = p.Workspace.WriteSketches(p.sketches()); err != nil {
		return err
	}
	if state.Files, err = p.Workspace.WriteFiles(began, p.records()); err != nil {
		return err
	}
	state.Counts, state.Cells = Count(docs, len(tags)), cells(tags)
	if p.Index {
		if err := p.buildTagged(ctx, docs, &state); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := p.Workspace.WriteState(state); err != nil {
		return err
	}
	p.result.State, p.result.Documents, p.result.Tags = state, docs, tags
	return p.prune()
}

// catalogue lists all documents by path: those with content, and the files that
// could not even be hashed.
func (p *pass) catalogue() []ingest.Document {
	var docs []ingest.Document
	for _, w := range p.works {
		p.describeUnread(&w.document, w.first())
		docs = append(docs, w.document)
	}
	for _, f := range p.files {
		if f.hash != "" {
			continue
		}
		d := ingest.Document{
			ID: "unread-" + workspace.Digest(f.Path), Path: f.Path, Bytes: f.bytes,
			Status: ingest.Failed, Reason: f.failed, Hint: f.hint,
		}
		if f.leftOut != "" {
			d.Status, d.Reason = ingest.LeftOut, f.leftOut
		}
		p.describeUnread(&d, f)
		docs = append(docs, d)
	}
	slices.SortStableFunc(docs, func(a, b ingest.Document) int { return strings.Compare(a.Path, b.Path) })
	return docs
}

// describeUnread says of a document that could not be read what its folder and
// the manifest tell: it is missing where it belongs, not elsewhere.
func (p *pass) describeUnread(d *ingest.Document, f *file) {
	if p.Steps.Describe == nil || d.Status != ingest.Failed || d.Jurisdiction.Value+d.Title.Value != "" {
		return
	}
	row, _ := p.row(f)
	d.Metadata = p.Steps.Describe(Subject{Path: f.Rel, Document: f.hash, Row: row})
}

// records remembers the files for the next pass. A file that changed while it
// was read is remembered without a hash, so that it is looked at again.
func (p *pass) records() []workspace.FileRecord {
	works := map[string]*work{}
	for _, w := range p.works {
		works[w.first().hash] = w
	}
	var records []workspace.FileRecord
	for _, f := range p.files {
		r := workspace.FileRecord{Path: f.Path, Bytes: f.bytes, MTime: f.mtime, Made: f.failed + f.leftOut, Archive: f.archive, Member: f.member}
		r.LeftOut, r.Failed, r.Hint = f.leftOut, f.failed, f.hint
		if w := works[f.hash]; w != nil && !w.again {
			r.Hash, r.Key, r.Made = f.hash, f.key, w.made
			r.Format, r.Reader, r.ReaderVersion = f.format.Name, f.format.Reader, f.format.Version
		}
		records = append(records, r)
	}
	return records
}

// buildTagged rebuilds the index of tagged passages where it is not what the
// tags and the catalogue ask for.
func (p *pass) buildTagged(ctx context.Context, docs []ingest.Document, state *workspace.State) error {
	state.Indexed.Tagged = workspace.Digest(index.Format, state.Documents.SHA256, state.Tags.SHA256)
	state.Indexed.Passages = state.Counts.Passages
	if p.broken[taggedIndex] == nil && p.old.state.Indexed.Tagged == state.Indexed.Tagged {
		return nil
	}
	p.stage("indexing", 0, 0)
	byDocument := tagged{}
	for _, w := range p.works {
		if len(w.tags) > 0 {
			byDocument[w.first().hash] = w.tags
		}
	}
	return index.Build(ctx, p.Workspace.Path(taggedIndex), taggedDocuments(docs, byDocument))
}

// prune removes extractions that no file needs any more.
func (p *pass) prune() error {
	if p.result.Changes.Removed+p.result.Changes.Changed == 0 && !p.Workspace.Interrupted && p.old.state.Settings == p.settings() {
		return nil
	}
	keep := map[string]bool{}
	for _, f := range p.files {
		keep[f.key] = true
	}
	_, err := p.Workspace.PruneExtractions(keep)
	return err
}

// cells counts evidence by code, in the order of criteria; what belongs to none
// comes last. Candidates are not evidence yet and are not counted.
func cells(tags []match.Evidence) []workspace.Cell {
	byCode := map[string]*workspace.Cell{}
	criterion := map[string]int{}
	var all []*workspace.Cell
	for _, e := range tags {
		if e.Candidate {
			continue
		}
		c := byCode[e.Code]
		if c == nil {
			c = &workspace.Cell{Code: e.Code}
			byCode[e.Code] = c
			criterion[e.Code] = e.Criterion
			all = append(all, c)
		}
		if e.Voice == match.Own {
			c.Own++
		} else {
			c.Other++
		}
	}
	slices.SortFunc(all, func(a, b *workspace.Cell) int {
		return cmp.Or(cmp.Compare(uint(criterion[a.Code]-1), uint(criterion[b.Code]-1)), strings.Compare(a.Code, b.Code))
	})
	var out []workspace.Cell
	for _, c := range all {
		out = append(out, *c)
	}
	return out
}

// Count sums up a catalogue.
func Count(docs []ingest.Document, evidence int) workspace.Counts {
	c := workspace.Counts{Documents: len(docs), Evidence: evidence}
	for i := range docs {
		c.Passages += docs[i].Passages
		switch docs[i].Status {
		case ingest.Read:
			c.Read++
		case ingest.Partly:
			c.Partly++
		case ingest.Failed:
			c.Failed++
		case ingest.LeftOut:
			c.LeftOut++
		}
	}
	return c
}
