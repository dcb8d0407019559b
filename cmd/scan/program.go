package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"policyscan/cmd/scan/internal/hint"
	"policyscan/ingest/worker"
)

// version is the version of the program. It is part of what tags are made with:
// a release raises it.
const version = "0.1.0"

// Exit statuses.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitPartly      = 3
	exitInterrupted = 130
)

// exitHelp is what every help text says of them.
const exitHelp = `
Exit status: 0 done; 1 failed; 2 wrong usage; 3 finished, but some files could
not be fully read; 130 interrupted.`

// environment is the world as a command sees it, so that tests can give another.
type environment struct {
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Now    func() time.Time
	Worker worker.Start // starts a process that runs the hidden command "worker"
}

// system is the environment of a real run.
func system() environment {
	self, err := os.Executable()
	if err != nil {
		self = os.Args[0]
	}
	return environment{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Now: time.Now,
		Worker: worker.Command(self, os.Args[0], workerCommand),
	}
}

// errPartly ends a command with status 3: what is to be said was said.
var errPartly = errors.New("some files could not be fully read")

// run runs one command line and returns the exit status.
func run(ctx context.Context, env environment, args []string) int {
	started := false
	root := newRoot(env, &started)
	root.SetArgs(args)
	root.SetIn(env.Stdin)
	root.SetOut(env.Stdout)
	root.SetErr(env.Stderr)
	cmd, err := root.ExecuteContextC(ctx)
	switch {
	case err == nil:
		return exitDone
	case ctx.Err() != nil:
		fmt.Fprintln(env.Stderr, "scan: stopped; what was read is kept, and the next run continues")
		return exitInterrupted
	case errors.Is(err, errPartly):
		return exitPartly
	}
	fmt.Fprintf(env.Stderr, "scan: error: %v\n", err)
	if h := hint.Of(err); h != "" {
		fmt.Fprintf(env.Stderr, "scan: hint: %s\n", h)
	} else if !started {
		fmt.Fprintf(env.Stderr, "scan: hint: see %s --help\n", cmd.CommandPath())
	}
	if !started || errors.As(err, new(usageError)) {
		return exitUsage
	}
	return exitFailed
}

// usageError is a wrong command line that only the command itself could see.
type usageError struct{ error }

// Unwrap lets the hint of the error be found.
func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// one asks for exactly one argument, and says which.
func one(what, example string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) == 0 || args[0] == "":
			return hint.With(fmt.Errorf("no %s is named", what), "%s", example)
		case len(args) > 1:
			return hint.With(fmt.Errorf("want one %s, not %d", what, len(args)), "put quotes around what belongs together; %s", example)
		}
		return nil
	}
}

// some asks for one argument or more.
func some(what, example string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == 0 || slices.Contains(args, "") {
			return hint.With(fmt.Errorf("no %s is named", what), "%s", example)
		}
		return nil
	}
}

// newRoot makes the command tree. Started is set when a command line was
// understood and its command begins.
func newRoot(env environment, started *bool) *cobra.Command {
	root := &cobra.Command{
		Use:   "scan",
		Short: "Compare what laws and policies say, criterion by criterion",
		Long: `scan reads folders of laws, bills, policies and reports, tags the passages that
fit each of ten criteria in two perspectives, and writes a workbook that compares
jurisdictions. Every figure leads to a quotation, a provision, a page and a file.

It works offline and changes nothing in your folders. It is descriptive: it finds,
quotes and counts; it takes no side, gives no score and no ranking.` + "\n" + exitHelp,
		Example: `  scan run laws -o report.xlsx         # read everything, write the workbook
  scan search 'consent AND victim'     # read the corpus
  scan explain C2.exploitation         # what does this column look for?`,
		SilenceUsage:  true,
		SilenceErrors: true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if err := cmd.ValidateFlagGroups(); err != nil {
				return err
			}
			*started = true
			return nil
		},
	}
	root.AddGroup(
		&cobra.Group{ID: "work", Title: "Work on a corpus:"},
		&cobra.Group{ID: "look", Title: "Look at results:"},
		&cobra.Group{ID: "rules", Title: "Rules and figures:"},
	)
	root.AddCommand(
		newRun(env), newIngest(env), newExport(env), newReview(env), newStatus(env), newCheck(env),
		newSearch(env), newShow(env), newCompare(env), newText(env),
		newTag(env), newEval(env), newExplain(env), newLexicon(env), newKwic(env), newSuggest(env),
		newVersion(env), newWorker(env),
	)
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.HasSubCommands() && !c.Runnable() {
			c.Args, c.RunE = cobra.NoArgs, func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		}
	}
	return root
}

// build returns what the Go tool recorded about this binary.
func build() (revision, goVersion string) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "", ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			revision = s.Value
		}
	}
	return revision, info.GoVersion
}
