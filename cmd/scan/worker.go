package main

import (
	"os"

	"github.com/spf13/cobra"

	"policyscan/ingest/worker"
)

// workerCommand is the hidden command that a worker process runs.
const workerCommand = "worker"

// newWorker makes the command that reads files for a parent process.
func newWorker(env environment) *cobra.Command {
	return &cobra.Command{
		Use:    workerCommand,
		Short:  "Read files for another scan (internal)",
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			// Libraries that print must not talk into the protocol.
			os.Stdout = os.Stderr
			worker.Limit(cmd.Context(), func() { os.Exit(worker.ExitMemory) }, cacheDir(), os.TempDir())
			return worker.Serve(cmd.Context(), env.Stdin, env.Stdout, workerHandler())
		},
	}
}
