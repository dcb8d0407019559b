package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"policyscan/cmd/scan/internal/workspace"
)

type statusOptions struct {
	corpusOptions
	json bool
}

// newStatus makes the command that says what a workspace holds.
func newStatus(env environment) *cobra.Command {
	var o statusOptions
	cmd := &cobra.Command{
		Use:     "status",
		GroupID: "work",
		Short:   "Say what a workspace holds",
		Long:    "Say which folders a workspace covers, how many documents could be read, and with which rules they were tagged." + "\n" + exitHelp,
		Example: `  scan status -w laws.scan`,
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return runStatus(env, o) },
	}
	o.addWorkspace(cmd)
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON")
	return cmd
}

func runStatus(env environment, o statusOptions) error {
	ws, err := o.open()
	if err != nil {
		return err
	}
	dir := ws.Dir()
	state, err := ws.State()
	if err != nil {
		return err
	}
	if o.json {
		e := json.NewEncoder(env.Stdout)
		e.SetIndent("", "  ")
		return e.Encode(state)
	}
	if state.Version == 0 {
		_, err := fmt.Fprintf(env.Stdout, "workspace  %s\nno run has been completed yet\n", dir)
		return err
	}
	return writeStatus(env.Stdout, dir, ws, state)
}

func writeStatus(w io.Writer, dir string, ws *workspace.Workspace, s workspace.State) error {
	c := s.Counts
	fmt.Fprintf(w, "workspace  %s\n", dir)
	for _, r := range s.Roots {
		fmt.Fprintf(w, "folder     %s\n", ws.Abs(r.Path))
	}
	fmt.Fprintf(w, "documents  %d: %d read, %d partly read, %d failed, %d left out\n", c.Documents, c.Read, c.Partly, c.Failed, c.LeftOut)
	fmt.Fprintf(w, "passages   %d\n", c.Passages)
	fmt.Fprintf(w, "evidence   %d\n", c.Evidence)
	for _, e := range s.Exports {
		state := "as written"
		if sum, err := workspace.SumFile(ws.Abs(e.Path)); err != nil {
			state = "no longer there"
		} else if sum != e.Sum {
			state = "changed since"
		}
		fmt.Fprintf(w, "export     %s (%s)\n", ws.Abs(e.Path), state)
	}
	_, err := fmt.Fprintf(w, "made with  scan %s, codebook %s, %s, %s\n", s.Versions.Tool, short(s.Versions.Codebook), s.Versions.Tokeniser, s.Versions.Structure)
	return err
}

// short is a digest as people compare it.
func short(digest string) string {
	if len(digest) > 12 {
		return digest[:12]
	}
	return digest
}
