package pipeline

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"policyscan/ingest"
	"policyscan/match"
)

// contextBytes bounds what is kept of the text before and after a quotation.
const contextBytes = 200

// evidenceOf puts the tags of a document at their place. Tags has one slice per
// passage. The result stands in the order of passages, criteria, perspectives
// and voices.
func evidenceOf(doc *ingest.Document, content *ingest.Content, tags [][]match.Tag) []match.Evidence {
	if !slices.ContainsFunc(tags, func(t []match.Tag) bool { return len(t) > 0 }) {
		return nil
	}
	var all []match.Evidence
	occurrences := map[string]int{}
	for i := range content.Passages {
		passage := &content.Passages[i]
		quote := content.Text[passage.Start:passage.End]
		folded := fold(quote)
		occurrences[folded]++
		if i >= len(tags) || len(tags[i]) == 0 {
			continue
		}
		ordered := slices.Clone(tags[i])
		slices.SortStableFunc(ordered, func(a, b match.Tag) int {
			return cmp.Or(cmp.Compare(a.Criterion, b.Criterion), cmp.Compare(a.Code, b.Code),
				cmp.Compare(a.Perspective, b.Perspective), cmp.Compare(a.Voice, b.Voice))
		})
		for _, tag := range ordered {
			e := place(doc, content, passage, tag)
			e.ID = evidenceID(doc.ID, folded, occurrences[folded], tag)
			if n := len(all); n > 0 && all[n-1].ID == e.ID {
				continue // one tag per code and voice
			}
			all = append(all, e)
		}
	}
	return all
}

// place copies what a reader of the evidence needs of its passage.
func place(doc *ingest.Document, content *ingest.Content, passage *ingest.Passage, tag match.Tag) match.Evidence {
	e := match.Evidence{
		Document: doc.ID, Passage: passage.ID, Start: passage.Start, End: passage.End, Page: passage.Page,
		Kind: passage.Kind, Lang: passage.Lang, Quote: content.Text[passage.Start:passage.End],
		Before: endOf(content.Text[:passage.Start], contextBytes), After: beginningOf(content.Text[passage.End:], contextBytes),
		Heading: passage.Heading, Quoted: passage.Quoted, Extractor: passage.Extractor, Confidence: passage.Confidence,
		Tag: tag,
	}
	if passage.Provision >= 0 && passage.Provision < len(content.Provisions) {
		e.Citation, e.EID = content.Provisions[passage.Provision].Citation, content.Provisions[passage.Provision].EID
	}
	return e
}

// evidenceID is the identity of a piece of evidence: see [match.Evidence]. The
// code stands for criterion and perspective, and for what has neither.
func evidenceID(document, folded string, occurrence int, tag match.Tag) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00%d\x00%d\x00%s\x00%s", document, folded, occurrence, tag.Criterion, tag.Perspective, tag.Voice)
	if tag.Criterion == 0 {
		fmt.Fprintf(h, "\x00%s", tag.Code)
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// fold makes all white space one space, so that another layout of the same
// words is the same quotation.
func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// endOf returns the last words of s, at most n bytes, without cutting a word
// where there is a space.
func endOf(s string, n int) string {
	s = strings.TrimSpace(s)
	if len(s) <= n {
		return s
	}
	s = s[len(s)-n:]
	for len(s) > 0 && !utf8.RuneStart(s[0]) {
		s = s[1:]
	}
	if i := strings.IndexAny(s, " \n\t"); i >= 0 && i < len(s)-1 {
		s = s[i+1:]
	}
	return strings.TrimSpace(s)
}

// beginningOf returns the first words of s, as endOf does the last.
func beginningOf(s string, n int) string {
	s = strings.TrimSpace(s)
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	s = s[:n]
	if i := strings.LastIndexAny(s, " \n\t"); i > 0 {
		s = s[:i]
	}
	return strings.TrimSpace(s)
}
