package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policyscan/cmd/scan/internal/hint"
	"policyscan/cmd/scan/internal/workspace"
	"policyscan/export"
	"policyscan/index"
	"policyscan/ingest"
	"policyscan/lexicon"
	"policyscan/match"
)

type showOptions struct {
	corpusOptions
	around int
}

// newShow makes the command that shows a passage in its context.
func newShow(env environment) *cobra.Command {
	o := showOptions{around: 1}
	cmd := &cobra.Command{
		Use:     "show ID",
		GroupID: "look",
		Short:   "Show a passage in its context, with its tags and why",
		Long: `Show a passage with what stands before and after it, where it stands, its tags, and
the rules and words that made them. ID is that of a passage (from search) or of a
piece of evidence (from the workbook), or as much of its beginning as no other has.
Of a document, its passages are listed.` + "\n" + exitHelp,
		Example: `  scan show 3f2a9c01b7d4#p2.s11
  scan show 9b1f0c66 --around 3
  scan show 3f2a9c01b7d4`,
		Args: one("passage or evidence", "scan search prints the ids of passages, the workbook those of evidence"),
		RunE: func(_ *cobra.Command, args []string) error { return runShow(env, o, args[0]) },
	}
	o.addWorkspace(cmd)
	cmd.Flags().IntVar(&o.around, "around", 1, "passages to show before and after")
	return cmd
}

func runShow(env environment, o showOptions, id string) error {
	ws, err := o.open()
	if err != nil {
		return err
	}
	docs, err := ws.Documents()
	if err != nil {
		return err
	}
	_, tags, err := ws.Tags()
	if err != nil {
		return err
	}
	at, err := find(id, docs, tags)
	if err != nil {
		return err
	}
	doc := docs[at.document]
	if at.passage == "" {
		return writeDocument(env, ws, doc, tags)
	}
	return writePassage(env, ws, doc, at.passage, tags, max(o.around, 0))
}

// writePassage shows one passage of a document.
func writePassage(env environment, ws *workspace.Workspace, doc ingest.Document, passage string, tags []match.Evidence, around int) error {
	content, err := loadContent(ws, doc)
	if err != nil {
		return fmt.Errorf("%s: %w", doc.Path, err)
	}
	at := slices.IndexFunc(content.Passages, func(p ingest.Passage) bool { return p.ID == passage })
	if at < 0 {
		return hint.With(fmt.Errorf("%s has no passage %s", doc.Path, passage), "scan show %.12s lists its passages", doc.ID)
	}
	tags = slices.DeleteFunc(tags, func(e match.Evidence) bool { return e.Passage != passage })
	var out strings.Builder
	writeShown(&out, doc, content, at, around, tags, markers(env.Stdout))
	_, err = io.WriteString(env.Stdout, out.String())
	return err
}

// loadContent makes the passages of a document from its kept extraction.
func loadContent(ws *workspace.Workspace, doc ingest.Document) (ingest.Content, error) {
	_, files, err := ws.Files()
	if err != nil {
		return ingest.Content{}, err
	}
	i := slices.IndexFunc(files, func(f workspace.FileRecord) bool { return f.Path == doc.Path })
	if i < 0 {
		return ingest.Content{}, errors.New("its text is not kept")
	}
	return keptContent(ws, doc, files[i].Key)
}

// keptContent makes the passages of a document from the extraction with a key.
func keptContent(ws *workspace.Workspace, doc ingest.Document, key string) (ingest.Content, error) {
	if key == "" {
		return ingest.Content{}, errors.New("its text is not kept")
	}
	x, err := ws.Extraction(key)
	if err != nil {
		return ingest.Content{}, hint.With(err, "read it again with: scan ingest -w %s", ws.Dir())
	}
	return contentOf(&x, doc.Language.Value, doc.ID), nil
}

// writeShown prints a passage, its neighbours and its tags.
func writeShown(out *strings.Builder, doc ingest.Document, content ingest.Content, at, around int, tags []match.Evidence, mark [2]string) {
	p := content.Passages[at]
	fmt.Fprintf(out, "%s\n", p.ID)
	fmt.Fprintf(out, "  %s\n", strings.Join(placeOf(doc, content, p), " · "))
	if p.Heading != "" {
		fmt.Fprintf(out, "  under %s\n", printable(p.Heading))
	}
	fmt.Fprintf(out, "  %s, language %s\n\n", p.Kind, p.Lang)
	for i := max(at-around, 0); i < min(at+around+1, len(content.Passages)); i++ {
		q := content.Passages[i]
		text := content.Text[q.Start:q.End]
		if i == at {
			fmt.Fprintf(out, "%s\n\n", wrap(highlight(text, matchedSpans(tags, len(text)), mark), 2, 96))
		} else {
			fmt.Fprintf(out, "%s\n\n", wrap(printable(text), 6, 96))
		}
	}
	if len(tags) == 0 {
		out.WriteString("no tags\n")
	}
	for _, e := range tags {
		writeTag(out, e)
	}
}

// placeOf says where a passage stands, as it is cited.
func placeOf(doc ingest.Document, content ingest.Content, p ingest.Passage) []string {
	e := match.Evidence{Page: p.Page}
	if p.Provision >= 0 && p.Provision < len(content.Provisions) {
		e.Citation = content.Provisions[p.Provision].Citation
	}
	parts := []string{printable(export.Citation(doc, e))}
	if doc.Jurisdiction.Value != "" {
		parts = append([]string{doc.Jurisdiction.Value}, parts...)
	}
	return append(parts, printable(doc.Path))
}

// matchedSpans are the words that made the tags, in order and without overlap.
func matchedSpans(tags []match.Evidence, n int) []index.Span {
	var all []index.Span
	for _, e := range tags {
		for _, r := range e.Rules {
			for _, m := range r.Matched {
				if m.Start >= 0 && m.End <= n {
					all = append(all, index.Span{Start: m.Start, End: m.End})
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b index.Span) int { return a.Start - b.Start })
	return all
}

// writeTag prints a tag and why it was given.
func writeTag(out *strings.Builder, e match.Evidence) {
	fmt.Fprintf(out, "%s  %s voice", e.Code, e.Voice)
	if e.Force > 0 {
		fmt.Fprintf(out, ", force %d, form %s", e.Force, e.Form)
	}
	if e.Scope == "inherited" {
		out.WriteString(", scope inherited")
	}
	if e.Gate != "" {
		fmt.Fprintf(out, ", gate: %s", e.Gate)
	}
	if e.Candidate {
		out.WriteString(", candidate: needs a second sign or a reviewer")
	}
	if len(e.Flags) > 0 {
		fmt.Fprintf(out, ", %s", strings.Join(e.Flags, ", "))
	}
	fmt.Fprintf(out, "\n  evidence %s\n", e.ID)
	for _, r := range e.Rules {
		var words []string
		for _, m := range r.Matched {
			words = append(words, fmt.Sprintf("“%s”", strings.Join(strings.Fields(m.Text), " ")))
		}
		id := r.ID
		if lexicon.IsWording(id) {
			id += ", the wording as a whole"
		}
		fmt.Fprintf(out, "  %s: %s\n", id, strings.Join(words, ", "))
	}
}
