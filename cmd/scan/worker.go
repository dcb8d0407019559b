package main

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"policyscan/ingest/reading"
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
			worker.Limit(cmd.Context(), func() { os.Exit(worker.ExitMemory) })
			return worker.Serve(cmd.Context(), env.Stdin, env.Stdout, readFiles())
		},
	}
}

// readFiles returns what a worker does with a request: open the file and read it
// with the reader of its format.
func readFiles() worker.Handle {
	extract := extractor(formatReaders())
	return func(ctx context.Context, q worker.Request) (reading.Extraction, error) {
		f, err := os.Open(string(q.Path))
		if err != nil {
			return reading.Extraction{}, err
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			return reading.Extraction{}, err
		}
		return extract(ctx, f, info.Size(), q.Reading())
	}
}
