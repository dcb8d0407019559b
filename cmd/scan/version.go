package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

// newVersion makes the command that says which program this is.
func newVersion(env environment) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Long:  "Print the version of scan and of what it was built with." + "\n" + exitHelp,
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			revision, goVersion := build()
			if len(revision) > 12 {
				revision = " " + revision[:12]
			}
			_, err := fmt.Fprintf(env.Stdout, "scan %s%s %s\n", version, revision, goVersion)
			return err
		},
	}
}
