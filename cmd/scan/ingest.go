package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policyscan/cmd/scan/internal/pipeline"
	"policyscan/cmd/scan/internal/workspace"
	"policyscan/ingest"
)

// newIngest makes the command that reads, tags and indexes without writing a
// workbook.
func newIngest(env environment) *cobra.Command {
	var o ingestOptions
	cmd := &cobra.Command{
		Use:     "ingest [FOLDER…]",
		GroupID: "work",
		Short:   "Read, tag and index the documents of folders",
		Long: `Read every document of the folders, tag its passages and bring the search indexes
up to date. This is run without the workbook; export writes that from what is kept.

What was read is kept in a workspace, by default FOLDER.scan beside the first
folder. Only what changed is read again; what is gone is removed. A run that was
stopped continues with the next one. Without a folder, those of the workspace are
read again.

With --write-manifest, write what is known about every document as a manifest: correct
it, put it into the folder as manifest.csv, and run again.` + "\n" + exitHelp,
		Example: `  scan ingest laws
  scan ingest laws policies -w corpus.scan --jobs 4
  scan ingest laws --write-manifest laws-manifest.csv`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runIngest(cmd.Context(), env, o, args)
		},
	}
	o.addPass(cmd)
	cmd.Flags().StringVar(&o.manifest, "write-manifest", "", "write what is known about the documents to this `file` (CSV)")
	return cmd
}

type ingestOptions struct {
	corpusOptions
	manifest string
}

func runIngest(ctx context.Context, env environment, o ingestOptions, folders []string) (err error) {
	if o.manifest != "" && len(folders) > 1 {
		return usagef("--write-manifest: a manifest speaks about one folder; name one at a time")
	}
	ws, result, err := o.pass(ctx, env, "scan ingest", folders, o.manifest)
	if ws != nil {
		defer closing(ws, &err)
	}
	if err != nil {
		return err
	}
	if err := anyRead(env, ws, result, folders); err != nil {
		return err
	}
	if o.manifest != "" {
		if err := writeManifest(ws, o.manifest); err != nil {
			return err
		}
	}
	return summarise(env, ws, result, "")
}

// summarise says what a pass found, and gives errPartly where files could not
// be read in full.
func summarise(env environment, ws *workspace.Workspace, r pipeline.Result, workbook string) error {
	var out strings.Builder
	c := r.State.Counts
	total := c.Read + c.Partly + c.Failed + c.LeftOut
	docs, err := unread(ws, r)
	if err != nil {
		return err
	}
	if r.Unchanged {
		out.WriteString("nothing changed since the last run\n")
	} else {
		fmt.Fprintf(&out, "files      %d new, %d changed, %d removed, %d as before\n",
			r.Changes.New, r.Changes.Changed, r.Changes.Removed, r.Changes.Unchanged)
	}
	fmt.Fprintf(&out, "documents  %d read, %d partly read, %d failed, %d left out: %d in all\n", c.Read, c.Partly, c.Failed, c.LeftOut, total)
	if copies := copiesOf(r.Documents); copies > 0 {
		fmt.Fprintf(&out, "           %d more %s the same bytes as one of these\n", copies, have(copies))
	}
	writeUnread(&out, docs)
	fmt.Fprintf(&out, "passages   %d\n", c.Passages)
	writeCells(&out, r.State.Cells)
	if workbook != "" {
		fmt.Fprintf(&out, "workbook   %s\n", workbook)
	}
	if _, err := io.WriteString(env.Stdout, out.String()); err != nil {
		return err
	}
	if c.Partly+c.Failed > 0 {
		return errPartly
	}
	return nil
}

// anyRead ends a command where no document could be read: it lists the files
// and why, and leaves an earlier report as it is.
func anyRead(env environment, ws *workspace.Workspace, r pipeline.Result, folders []string) error {
	if r.State.Counts.Read+r.State.Counts.Partly > 0 {
		return nil
	}
	if err := summarise(env, ws, r, ""); err != nil && !errors.Is(err, errPartly) {
		return err
	}
	if len(folders) == 0 {
		for _, root := range r.State.Roots {
			folders = append(folders, ws.Abs(root.Path))
		}
	}
	return nothingIn(folders)
}

// unread lists the documents that were not read in full, those that were left
// out last.
func unread(ws *workspace.Workspace, r pipeline.Result) ([]ingest.Document, error) {
	if c := r.State.Counts; c.Partly+c.Failed+c.LeftOut == 0 {
		return nil, nil
	}
	docs := r.Documents
	if r.Unchanged {
		var err error
		if docs, err = ws.Documents(); err != nil {
			return nil, err
		}
	}
	docs = slices.DeleteFunc(slices.Clone(docs), func(d ingest.Document) bool { return d.Status == ingest.Read })
	slices.SortStableFunc(docs, func(a, b ingest.Document) int { return leftOut(a) - leftOut(b) })
	return docs, nil
}

func leftOut(d ingest.Document) int {
	if d.Status == ingest.LeftOut {
		return 1
	}
	return 0
}

// These bound the list of files that could not be read, and of those that are
// no documents; the workbook has them all.
const (
	mostListed  = 20
	mostLeftOut = 10
)

func writeUnread(out *strings.Builder, docs []ingest.Document) {
	hints := map[string]int{}
	var order []string
	var listed [2]int
	for _, d := range docs {
		which := leftOut(d)
		if listed[which]++; listed[which] <= [...]int{mostListed, mostLeftOut}[which] {
			fmt.Fprintf(out, "           %s: %s: %s\n", printable(d.Path), d.Status, d.Reason)
		}
		if hints[d.Hint]++; d.Hint != "" && hints[d.Hint] == 1 {
			order = append(order, d.Hint)
		}
	}
	more := max(listed[0]-mostListed, 0) + max(listed[1]-mostLeftOut, 0)
	if more > 0 {
		fmt.Fprintf(out, "           … and %d more; the workbook lists them all\n", more)
	}
	for _, h := range order {
		fmt.Fprintf(out, "           hint for %d of them: %s\n", hints[h], h)
	}
}

// copiesOf counts the files that are copies of documents.
func copiesOf(docs []ingest.Document) int {
	n := 0
	for _, d := range docs {
		n += len(d.Copies)
	}
	return n
}

func have(n int) string {
	if n == 1 {
		return "file has"
	}
	return "files have"
}

// writeCells prints the evidence per criterion and perspective.
func writeCells(out *strings.Builder, cells []workspace.Cell) {
	if len(cells) == 0 {
		out.WriteString("evidence   none\n")
		return
	}
	out.WriteString("evidence   in own voice (reported or rejected)\n")
	for _, c := range cells {
		fmt.Fprintf(out, "           %-22s %6d", c.Code, c.Own)
		if c.Other > 0 {
			fmt.Fprintf(out, " (%d)", c.Other)
		}
		out.WriteByte('\n')
	}
}
