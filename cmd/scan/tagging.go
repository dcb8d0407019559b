package main

import (
	"strings"

	bcp47 "golang.org/x/text/language"

	"policyscan/ingest"
	"policyscan/match"
)

// neighbourBytes is how much of the text before and after a passage the tagger
// sees.
const neighbourBytes = 600

// tagDocument tags all passages of a document. Flags that no tag of a passage
// carries (law that belongs to neither perspective) become entries of their own.
//
// Whether the document is devoted to the subject shows when it has been read; one
// that is, and whose title does not say so, is read again in that light.
func tagDocument(w *match.Worker, doc *ingest.Document, content *ingest.Content) ([][]match.Tag, error) {
	titled := w.OnTopic(doc.Language.Value, doc.Title.Value)
	all, about, err := tagPassages(w, doc, content, titled)
	if err == nil && about.Devoted() && !titled {
		all, _, err = tagPassages(w, doc, content, true)
	}
	return all, err
}

// tagPassages tags passages and counts those that are about the subject.
func tagPassages(w *match.Worker, doc *ingest.Document, content *ingest.Content, devoted bool) ([][]match.Tag, match.Devotion, error) {
	all := make([][]match.Tag, len(content.Passages))
	var about match.Devotion
	for i := range content.Passages {
		p := &content.Passages[i]
		if !p.Kind.Quotable() {
			continue
		}
		u := unitOf(doc, content, i)
		u.Devoted = devoted
		read := w.Read(u)
		if err := w.Err(); err != nil {
			return nil, about, err
		}
		about.Add(read)
		all[i] = append(read.Tags, flagTags(read)...)
	}
	return all, about, nil
}

// flagTags makes tags of the flags of a passage that has none of its own.
func flagTags(r match.Reading) []match.Tag {
	carried := map[string]bool{}
	for _, t := range r.Tags {
		for _, f := range t.Flags {
			carried[f] = true
		}
	}
	var tags []match.Tag
	for _, f := range r.Flags {
		if strings.HasPrefix(f, "AUX.") && !carried[f] {
			tags = append(tags, match.Tag{Code: f, Voice: match.Own, Scope: "own", Flags: []string{f}})
		}
	}
	return tags
}

// unitOf is a passage as the tagger sees it.
func unitOf(doc *ingest.Document, content *ingest.Content, i int) match.Unit {
	p := &content.Passages[i]
	u := match.Unit{
		ID: p.ID, Text: content.Text[p.Start:p.End], Lang: p.Lang,
		Jurisdiction: doc.Jurisdiction.Value, Title: doc.Title.Value, Heading: p.Heading,
		Before: neighbour(content, i-1), After: neighbour(content, i+1),
		Kind: p.Kind, Genre: doc.Type.Value,
	}
	var chapeau []string
	for _, r := range p.Chapeau {
		chapeau = append(chapeau, content.Of(r))
	}
	u.Chapeau = strings.Join(chapeau, " ")
	return u
}

// neighbour is the text of a passage beside the one that is tagged, cut at the
// far end.
func neighbour(content *ingest.Content, i int) string {
	if i < 0 || i >= len(content.Passages) {
		return ""
	}
	p := content.Passages[i]
	text := content.Text[p.Start:p.End]
	if len(text) > neighbourBytes {
		return strings.ToValidUTF8(text[:neighbourBytes], "")
	}
	return text
}

// complete fills in what a passage from elsewhere does not say, or says in words
// that are not ours, as is done when files are read.
func complete(u *match.Unit) {
	if u.Lang = languageTag(u.Lang); u.Lang == "" {
		u.Lang = languageOf(u.Text)
	}
	if !u.Kind.Known() {
		u.Kind = ingest.InferKind(u.Text, u.Heading, u.Lang)
	}
}

// languageTag returns a language tag in its usual spelling; "" where it is none
// ("english"), or names no one language ("und", "mul").
func languageTag(s string) string {
	tag, err := bcp47.Parse(s)
	if err != nil {
		return ""
	}
	switch base, _ := tag.Base(); base.String() {
	case "und", "mul", "mis", "zxx":
		return ""
	}
	return tag.String()
}
