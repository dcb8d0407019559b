package main

import (
	"context"
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
	fmt.Fprintf(&out, "documents  %d read, %d partly read, %d failed, %d left out\n", c.Read, c.Partly, c.Failed, c.LeftOut)
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

// unread lists the documents that were not read in full.
func unread(ws *workspace.Workspace, r pipeline.Result) ([]ingest.Document, error) {
	if r.State.Counts.Partly+r.State.Counts.Failed == 0 {
		return nil, nil
	}
	docs := r.Documents
	if r.Unchanged {
		var err error
		if docs, err = ws.Documents(); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(slices.Clone(docs), func(d ingest.Document) bool {
		return d.Status != ingest.Partly && d.Status != ingest.Failed
	}), nil
}

// mostListed bounds the list of files that could not be read; the workbook has
// them all.
const mostListed = 20

func writeUnread(out *strings.Builder, docs []ingest.Document) {
	hints := map[string]int{}
	var order []string
	for i, d := range docs {
		if i < mostListed {
			fmt.Fprintf(out, "           %s: %s: %s\n", printable(d.Path), d.Status, d.Reason)
		}
		if hints[d.Hint]++; d.Hint != "" && hints[d.Hint] == 1 {
			order = append(order, d.Hint)
		}
	}
	if len(docs) > mostListed {
		fmt.Fprintf(out, "           … and %d more; the workbook lists them all\n", len(docs)-mostListed)
	}
	for _, h := range order {
		fmt.Fprintf(out, "           hint for %d of them: %s\n", hints[h], h)
	}
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
