package pipeline

import (
	"policyscan/cmd/scan/internal/workspace"
	"policyscan/ingest/family"
)

// setFamilies groups the documents that are versions or translations of one
// work. It looks at all of them, for one more document can join two families.
func (p *pass) setFamilies() error {
	var docs []family.Doc
	for _, w := range p.works {
		d := &w.document
		if len(w.sketch) == 0 {
			continue
		}
		sketch := &family.Sketch{}
		if err := sketch.UnmarshalBinary(w.sketch); err != nil {
			return err
		}
		docs = append(docs, family.Doc{
			ID: d.ID, Path: d.Path, Jurisdiction: d.Jurisdiction.Value, Type: d.Type.Value,
			Lang: d.Language.Value, Number: d.Number.Value, Sketch: sketch,
		})
	}
	families := family.Group(docs)
	for _, w := range p.works {
		w.document.Family = families[w.document.ID]
	}
	return nil
}

// sketches are what families are formed from, for the next pass.
func (p *pass) sketches() []workspace.Sketch {
	var all []workspace.Sketch
	for _, w := range p.works {
		if len(w.sketch) > 0 {
			all = append(all, workspace.Sketch{Document: w.document.ID, Sketch: w.sketch})
		}
	}
	return all
}
