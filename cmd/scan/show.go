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
piece of evidence (from the workbook).` + "\n" + exitHelp,
		Example: `  scan show 3f2a9c01b7d4#p2.s11
  scan show 9b1f0c66a1de4f5a7c20aa31 --around 3`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return runShow(env, o, args[0]) },
	}
	o.addWorkspace(cmd)
	cmd.Flags().IntVar(&o.around, "around", 1, "passages to show before and after")
	return cmd
}

func runShow(env environment, o showOptions, id string) error {
	dir, err := o.place(nil)
	if err != nil {
		return err
	}
	ws, err := workspace.Read(dir)
	if err != nil {
		return err
	}
	_, tags, err := ws.Tags()
	if err != nil {
		return err
	}
	passage := id
	if i := slices.IndexFunc(tags, func(e match.Evidence) bool { return e.ID == id }); i >= 0 {
		passage = tags[i].Passage
	}
	doc, content, err := loadDocument(ws, passage)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(content.Passages, func(p ingest.Passage) bool { return p.ID == passage })
	if at < 0 {
		return fmt.Errorf("%s has no passage %s", doc.Path, passage)
	}
	tags = slices.DeleteFunc(tags, func(e match.Evidence) bool { return e.Passage != passage })
	var out strings.Builder
	writeShown(&out, doc, content, at, max(o.around, 0), tags, markers(env.Stdout))
	_, err = io.WriteString(env.Stdout, out.String())
	return err
}

// loadDocument finds the document of a passage and its text.
func loadDocument(ws *workspace.Workspace, passage string) (ingest.Document, ingest.Content, error) {
	prefix, _, ok := strings.Cut(passage, "#")
	if !ok || prefix == "" {
		return ingest.Document{}, ingest.Content{}, hint.With(fmt.Errorf("%q is the id of no passage and of no evidence", passage),
			"scan search prints the ids of passages, the Evidence sheet those of evidence")
	}
	docs, err := ws.Documents()
	if err != nil {
		return ingest.Document{}, ingest.Content{}, err
	}
	i := slices.IndexFunc(docs, func(d ingest.Document) bool { return strings.HasPrefix(d.ID, prefix) })
	if i < 0 {
		return ingest.Document{}, ingest.Content{}, fmt.Errorf("no document begins with %s", prefix)
	}
	content, err := loadContent(ws, docs[i])
	if err != nil {
		return docs[i], content, fmt.Errorf("%s: %w", docs[i].Path, err)
	}
	return docs[i], content, nil
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
		fmt.Fprintf(out, "  %s: %s\n", r.ID, strings.Join(words, ", "))
	}
}
