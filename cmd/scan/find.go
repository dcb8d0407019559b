package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"policyscan/cmd/scan/internal/hint"
	"policyscan/cmd/scan/internal/workspace"
	"policyscan/ingest"
	"policyscan/match"
)

// place is what an id names: a document, or a passage of it.
type place struct {
	document int    // index
	passage  string // id; empty for the document itself
}

// fewest is how much of an id must be given at least: bytes.
const fewest = 4

// find finds what an id, or the beginning of one, names: a passage (with a "#"),
// a piece of evidence, or a document.
func find(id string, docs []ingest.Document, tags []match.Evidence) (place, error) {
	id = strings.TrimSpace(id)
	prefix, rest, isPassage := strings.Cut(id, "#")
	if len(prefix) < fewest {
		return place{}, hint.With(fmt.Errorf("%q is too short for an id", id), "give at least %d characters", fewest)
	}
	var found []place
	var named []string
	for i, d := range docs {
		if strings.HasPrefix(d.ID, prefix) {
			found, named = append(found, place{document: i}), append(named, fmt.Sprintf("document %.12s (%s)", d.ID, d.Path))
		}
	}
	if !isPassage {
		evidence, names := findEvidence(id, docs, tags)
		found, named = append(found, evidence...), append(named, names...)
	}
	switch {
	case len(found) == 0 && isPassage:
		return place{}, fmt.Errorf("no document begins with %s", prefix)
	case len(found) == 0:
		return place{}, hint.With(fmt.Errorf("%q is the id of no passage, no evidence and no document", id),
			"scan search prints the ids of passages, the Evidence sheet those of evidence")
	case len(found) > 1:
		const most = 6
		more := ""
		if len(named) > most {
			more = fmt.Sprintf(" and %d more", len(named)-most)
			named = named[:most]
		}
		return place{}, hint.With(fmt.Errorf("%q begins several ids: %s%s", id, strings.Join(named, ", "), more), "give more of it")
	}
	if isPassage {
		found[0].passage = fmt.Sprintf("%.12s#%s", docs[found[0].document].ID, rest)
	}
	return found[0], nil
}

// findEvidence finds the evidence whose id begins so, and names it.
func findEvidence(id string, docs []ingest.Document, tags []match.Evidence) (found []place, named []string) {
	for _, e := range tags {
		if !strings.HasPrefix(e.ID, id) {
			continue
		}
		i := slices.IndexFunc(docs, func(d ingest.Document) bool { return d.ID == e.Document })
		if i < 0 {
			continue
		}
		found, named = append(found, place{i, e.Passage}), append(named, fmt.Sprintf("evidence %s (%s)", e.ID, e.Code))
		if e.ID == id {
			return found[len(found)-1:], named[len(named)-1:]
		}
	}
	return found, named
}

// writeDocument says what a document is and lists its passages.
func writeDocument(env environment, ws *workspace.Workspace, doc ingest.Document, tags []match.Evidence) error {
	var out strings.Builder
	fmt.Fprintf(&out, "%.12s  %s\n", doc.ID, printable(doc.Path))
	for _, f := range []struct{ name, value string }{
		{"title", doc.Title.Value}, {"jurisdiction", doc.Jurisdiction.Value}, {"type", doc.Type.Value},
		{"language", doc.Language.Value}, {"status", string(doc.Status)}, {"reason", doc.Reason},
	} {
		if f.value != "" {
			fmt.Fprintf(&out, "  %-13s %s\n", f.name, printable(f.value))
		}
	}
	if doc.Passages > 0 {
		content, err := loadContent(ws, doc)
		if err != nil {
			return fmt.Errorf("%s: %w", doc.Path, err)
		}
		out.WriteByte('\n')
		listPassages(&out, &content, tags)
	}
	_, err := io.WriteString(env.Stdout, out.String())
	return err
}

// listPassages prints a line for each passage: its id, its codes, its beginning.
func listPassages(out *strings.Builder, content *ingest.Content, tags []match.Evidence) {
	const shown = 60 // characters
	codes := map[string][]string{}
	for _, e := range tags {
		if !slices.Contains(codes[e.Passage], e.Code) {
			codes[e.Passage] = append(codes[e.Passage], e.Code)
		}
	}
	for _, p := range content.Passages {
		text := strings.TrimSpace(firstChars(content.Text[p.Start:p.End], shown))
		if c := codes[p.ID]; len(c) > 0 {
			text += "  [" + strings.Join(c, ", ") + "]"
		}
		fmt.Fprintf(out, "%s  %s\n", p.ID, text)
	}
}
