package main

import (
	"fmt"
	"path/filepath"

	"policyscan/cmd/scan/internal/pipeline"
	"policyscan/ingest"
	"policyscan/ingest/language"
	"policyscan/ingest/metadata"
	"policyscan/ingest/reading"
)

// structure finds the passages of a document and says what is known about it.
func structure(s pipeline.Subject) (ingest.Content, ingest.Metadata, error) {
	row, _ := s.Row.(*metadata.Row)
	m := metadata.Describe(s.Path, s.Extraction, row)
	return contentOf(s.Extraction, m.Language.Value, s.Document), m, nil
}

// describeUnread says what is known about a document without its text.
func describeUnread(s pipeline.Subject) ingest.Metadata {
	row, _ := s.Row.(*metadata.Row)
	return metadata.Describe(s.Path, nil, row)
}

// languageOf identifies the language of a text; "" where it is not known.
func languageOf(text string) string {
	tag, _ := language.Identify(text)
	return tag
}

// contentOf makes the passages of an extraction, each with its language and with
// an id of its own.
func contentOf(x *reading.Extraction, lang, document string) ingest.Content {
	content := ingest.Structure(x, lang)
	content.Name(document)
	taken := make(map[string]bool, len(content.Passages))
	for i := range content.Passages {
		p := &content.Passages[i]
		for id, n := p.ID, 2; taken[p.ID]; n++ {
			p.ID = fmt.Sprintf("%s~%d", id, n)
		}
		taken[p.ID] = true
		if p.Lang == "" || p.Lang == lang {
			p.Lang = language.OfPassage(content.Text[p.Start:p.End], lang)
		}
	}
	return content
}

// describeOne makes a document of a single file.
func describeOne(file string, x *reading.Extraction) (ingest.Document, ingest.Content) {
	doc := ingest.Document{ID: "", Path: filepath.Base(file), Status: ingest.Read}
	content, m, err := structure(pipeline.Subject{Path: doc.Path, Extraction: x})
	if err != nil {
		doc.Status, doc.Reason = ingest.Failed, err.Error()
	}
	doc.Metadata = m
	pipeline.Outcome(&doc, x)
	doc.Passages = len(content.Passages)
	return doc, content
}
