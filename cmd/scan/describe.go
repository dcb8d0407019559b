package main

import (
	"path"
	"strings"

	"policyscan/cmd/scan/internal/pipeline"
	"policyscan/ingest"
	"policyscan/ingest/reading"
)

// structure finds the passages of a document and says what is known about it.
func structure(s pipeline.Subject) (ingest.Content, ingest.Metadata, error) {
	var m ingest.Metadata
	if dir, _, ok := strings.Cut(s.Path, "/"); ok {
		m.Jurisdiction = ingest.Field{Value: dir, From: "folder"}
	}
	m.Language = ingest.Field{Value: languageOf(s.Extraction.Text), From: "text"}
	content := ingest.Structure(s.Extraction, m.Language.Value)
	content.Name(s.Document)
	return content, m, nil
}

// manifests reads what the user says about the files of the roots.
func manifests(roots []pipeline.Root) (pipeline.Manifests, error) {
	return pipeline.Manifests{Is: func(_, rel string) bool { return rel == "manifest.csv" || rel == "manifest.xlsx" }}, nil
}

// languageOf identifies the language of a text.
func languageOf(string) string { return "en" }

// describeOne makes a document of a single file.
func describeOne(file string, x *reading.Extraction) (ingest.Document, ingest.Content) {
	doc := ingest.Document{ID: "", Path: path.Base(file), Status: ingest.Read}
	content, m, err := structure(pipeline.Subject{Path: doc.Path, Extraction: x})
	if err != nil {
		doc.Status, doc.Reason = ingest.Failed, err.Error()
	}
	doc.Metadata = m
	pipeline.Outcome(&doc, x)
	doc.Passages = len(content.Passages)
	return doc, content
}
