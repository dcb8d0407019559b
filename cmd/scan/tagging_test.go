package main

import (
	"strings"
	"testing"
	"testing/fstest"

	"policyscan/ingest"
	"policyscan/lexicon"
	"policyscan/match"
)

// recordsLexicon has one rule, which speaks of its subject by the document alone.
var recordsLexicon = fstest.MapFS{
	"lexicon.yaml":         {Data: []byte("name: T\nversion: \"1\"\nattribution: ours\nthreshold: 2\nmost-tags: 3\nperspectives:\n- {name: exploitation, title: E}\n- {name: sexwork, title: S}\n")},
	"criteria/c03.yaml":    {Data: []byte("criterion: 3\ntitle: t\nquestion: q\n")},
	"terms/en/shared.yaml": {Data: []byte("language: en\nlists: {domain: [\"prostitut*\"]}\n")},
	"terms/en/c03.yaml":    {Data: []byte("language: en\ncriterion: 3\nrules:\n- id: c03.sexwork.alarm\n  says: s\n  gate: document\n  terms: {alarm: [\"alarm ~2 room\"]}\n")},
}

// TestTagDocumentFindsDevotedOnes: where every fifth passage names the subject,
// the others inherit it; where fewer do, they do not.
func TestTagDocumentFindsDevotedOnes(t *testing.T) {
	lex, err := lexicon.Load(recordsLexicon)
	if err != nil {
		t.Fatal(err)
	}
	tagger, err := match.New(lex)
	if err != nil {
		t.Fatal(err)
	}
	alarm := "The operator shall fit an alarm in each room."
	for _, c := range []struct {
		name, title string
		onTopic     int // passages of ten with a word of the domain
		want        string
	}{
		{"by its passages", "Ordinance 12", 4, "inherited"},
		{"by its title", "Ordinance on prostitution", 0, "inherited"},
		{"another subject", "Ordinance on hotels", 1, ""},
	} {
		var texts []string
		for i := range 10 {
			if i < c.onTopic {
				texts = append(texts, "Places of prostitution are listed by the council.")
			} else {
				texts = append(texts, "The council meets in the town hall every month.")
			}
		}
		doc, content := documentOf(c.title, append(texts, alarm)...)
		tags, err := tagDocument(tagger.Worker(), doc, content)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, tag := range tags[len(tags)-1] {
			got = tag.Scope
		}
		if got != c.want {
			t.Errorf("%s: scope %q, want %q", c.name, got, c.want)
		}
	}
}

// documentOf is an English document of operative passages.
func documentOf(title string, texts ...string) (*ingest.Document, *ingest.Content) {
	doc := &ingest.Document{}
	doc.Title.Value, doc.Language.Value = title, "en"
	content := &ingest.Content{Text: strings.Join(texts, "\n")}
	at := 0
	for _, text := range texts {
		p := ingest.Passage{Lang: "en", Kind: ingest.Operative}
		p.Start, p.End = at, at+len(text)
		content.Passages = append(content.Passages, p)
		at += len(text) + 1
	}
	return doc, content
}
