package main

import (
	"context"

	"github.com/spf13/cobra"
)

type runOptions struct {
	corpusOptions
	exportOptions
}

// newRun makes the command that does everything: the main job of the program.
func newRun(env environment) *cobra.Command {
	var o runOptions
	cmd := &cobra.Command{
		Use:     "run [FOLDER…]",
		GroupID: "work",
		Short:   "Read folders and write the comparative workbook",
		Long: `Read every document of the folders, tag its passages, bring the search indexes up
to date, and write the workbook. This is the main job of scan.

What was read is kept in a workspace, by default FOLDER.scan beside the first
folder. Run again, scan does only what changed: files that are new or changed are
read, files that are gone are removed, and where nothing changed nothing is
written. A run that was stopped, however, continues with the next one. Without a
folder, those of the workspace are read again.

The jurisdiction of a document is its first folder (such as US-DC), or what a
manifest.csv or manifest.xlsx beside the files says.` + "\n" + exitHelp,
		Example: `  scan run laws -o report.xlsx
  scan run laws policies -w corpus.scan -o report.xlsx --jobs 4 --memory 4GB
  scan run laws --ocr off --password secret`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runRun(cmd.Context(), env, o, args)
		},
	}
	o.addPass(cmd)
	o.addReport(cmd)
	return cmd
}

func runRun(ctx context.Context, env environment, o runOptions, folders []string) (err error) {
	if err := o.check(); err != nil {
		return err
	}
	ws, result, err := o.pass(ctx, env, "scan run", folders, o.Out)
	if ws != nil {
		defer closing(ws, &err)
	}
	if err != nil {
		return err
	}
	if err := anyRead(env, ws, result, folders); err != nil {
		return err
	}
	written, err := writeReport(ctx, ws, o.lexicon, o.exportOptions, &result)
	if err != nil {
		return err
	}
	return summarise(env, ws, result, written.describe())
}
