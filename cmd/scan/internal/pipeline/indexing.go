package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"

	"policyscan/index"
	"policyscan/ingest"
	"policyscan/match"
)

// inspectIndexes opens the indexes to see whether they are whole, and what the
// text index holds.
func (p *pass) inspectIndexes() {
	if !p.Index {
		return
	}
	p.broken = map[string]error{}
	for _, name := range []string{textIndex, taggedIndex} {
		ix, err := index.Open(p.Workspace.Path(name))
		if err != nil {
			p.broken[name] = err
			if p.old.state.Version != 0 || !errors.Is(err, index.ErrMissing) {
				p.warn(fmt.Sprintf("%v; it is built anew", err))
			}
			continue
		}
		if name == textIndex {
			p.indexed = ix.Documents()
		}
		if err := ix.Close(); err != nil {
			p.broken[name] = err
		}
	}
}

// indexText brings the text index up to date with the documents that arrive. A
// new one is built whole, which is faster; one that stands is changed in place.
func (p *pass) indexText(ctx context.Context, docs *queue) error {
	dir := p.Workspace.Path(textIndex)
	if p.broken[textIndex] != nil {
		if err := index.Remove(dir); err != nil {
			return err
		}
		return index.Build(ctx, dir, docs.arriving(ctx))
	}
	w, err := index.OpenWriter(dir)
	if err != nil {
		return err
	}
	return errors.Join(p.updateText(ctx, w, docs), w.Close())
}

// updateText removes what is gone and replaces what arrives.
func (p *pass) updateText(ctx context.Context, w *index.Writer, docs *queue) error {
	wanted := map[string]bool{}
	for _, work := range p.works {
		wanted[work.first().hash] = true
	}
	var gone []string
	for id := range p.indexed {
		if !wanted[id] {
			gone = append(gone, id)
		}
	}
	slices.Sort(gone)
	if err := w.Remove(gone...); err != nil {
		return err
	}
	var batch []index.Document
	passages := 0
	flush := func() error {
		err := w.Replace(batch...)
		batch, passages = batch[:0], 0
		return err
	}
	for doc, err := range docs.arriving(ctx) {
		if err != nil {
			return err
		}
		batch = append(batch, doc)
		passages += len(doc.Passages)
		if passages >= batchPassages {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// batchPassages is how many passages are given to the index at once.
const batchPassages = 1000

// indexPassages turns the passages of a document into what is indexed of them.
func indexPassages(doc *ingest.Document, content *ingest.Content) []index.Passage {
	all := make([]index.Passage, len(content.Passages))
	for i := range content.Passages {
		passage := &content.Passages[i]
		all[i] = index.Passage{
			ID: passage.ID, Text: content.Text[passage.Start:passage.End], Lang: passage.Lang,
			Jurisdiction: doc.Jurisdiction.Value, Type: doc.Type.Value, Kind: string(passage.Kind), Year: year(doc),
			Shown: index.Shown{Heading: passage.Heading, Page: passage.Page},
		}
		if n := passage.Provision; n >= 0 && n < len(content.Provisions) {
			all[i].Citation = content.Provisions[n].Citation
		}
	}
	return all
}

// taggedDocuments yields the tagged passages of the documents.
func taggedDocuments(docs []ingest.Document, tags tagged) iter.Seq2[index.Document, error] {
	return func(yield func(index.Document, error) bool) {
		for i := range docs {
			doc := &docs[i]
			if len(tags[doc.ID]) > 0 && !yield(index.Document{ID: doc.ID, Stamp: "tagged", Card: card(doc), Passages: taggedPassages(doc, tags[doc.ID])}, nil) {
				return
			}
		}
	}
}

// taggedPassages joins the evidence of a document by passage.
func taggedPassages(doc *ingest.Document, evidence []match.Evidence) []index.Passage {
	var all []index.Passage
	for _, e := range evidence {
		if len(all) == 0 || all[len(all)-1].ID != e.Passage {
			all = append(all, index.Passage{
				ID: e.Passage, Text: e.Quote, Lang: e.Lang,
				Jurisdiction: doc.Jurisdiction.Value, Type: doc.Type.Value, Kind: string(e.Kind), Year: year(doc),
				Shown: index.Shown{Citation: e.Citation, Heading: e.Heading, Page: e.Page},
			})
		}
		var rules []string
		for _, r := range e.Rules {
			rules = append(rules, r.ID)
		}
		last := &all[len(all)-1]
		last.Tags = append(last.Tags, index.Tag{
			Code: e.Code, Criterion: e.Criterion, Perspective: e.Perspective, Voice: string(e.Voice), Rules: rules,
		})
	}
	return all
}

// card is what search results show of a document.
func card(doc *ingest.Document) index.Card { return index.Card{Title: title(doc), Path: doc.Path} }

// title is what a document is called: its title, else the name of its file.
func title(doc *ingest.Document) string {
	for _, t := range []string{doc.ShortTitle.Value, doc.Title.Value} {
		if t != "" {
			return t
		}
	}
	return doc.Path
}

// year is the year that a document is searched by: of its enactment, else of
// what else is known; 0 where nothing is.
func year(doc *ingest.Document) int {
	for _, date := range []string{doc.Enacted.Value, doc.InForce.Value, doc.Amended.Value} {
		if len(date) >= 4 {
			if y, err := strconv.Atoi(date[:4]); err == nil {
				return y
			}
		}
	}
	return 0
}
