package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policyscan/cmd/scan/internal/hint"
	"policyscan/cmd/scan/internal/pipeline"
	"policyscan/cmd/scan/internal/workspace"
	"policyscan/export"
)

// exportOptions say what a report should be.
type exportOptions struct {
	Out          string `json:"-"`
	Format       string `json:"format"`
	Title        string `json:"title,omitempty"`
	AsOf         string `json:"asOf,omitempty"`
	ReviewedOnly bool   `json:"reviewedOnly,omitempty"`
	Full         bool   `json:"full,omitempty"`
	Presumption  bool   `json:"presumption,omitempty"`
	Coder        string `json:"coder,omitempty"` // of a workbook for one reviewer
	Since        string `json:"-"`
}

// addReport adds the flags of commands that write a report.
func (o *exportOptions) addReport(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVarP(&o.Out, "out", "o", "", "`file` to write (default report.xlsx)")
	f.StringVar(&o.Format, "format", "", "format: "+strings.Join(formatNames(), ", ")+" (default: by the ending of the file)")
	f.StringVar(&o.Title, "title", "", "title of the report")
	f.StringVar(&o.AsOf, "as-of", "", "reference date, such as 2024-12-31")
	f.StringVar(&o.Since, "since", "", "also list what changed since this earlier `workbook`")
	f.BoolVar(&o.Full, "full", false, "also the sheets Lexicon, Suppressed, Jurisdictions and Data dictionary")
	f.BoolVar(&o.Presumption, "presumption", false, "also the framework's closing rule, as the last sheet")
	f.BoolVar(&o.ReviewedOnly, "reviewed-only", false, "count only what a person accepted")
}

// newExport makes the command that writes reports from what is kept.
func newExport(env environment) *cobra.Command {
	var corpus corpusOptions
	var o exportOptions
	cmd := &cobra.Command{
		Use:     "export",
		GroupID: "work",
		Short:   "Write the workbook, or another format, from what is kept",
		Long: `Write a report from the last run's results. No document is read again; the same
results and flags give the same bytes.

The format follows from the ending of the file, or is named with --format. Formats
of tables (csv, jsonl, parquet) are written as several files into a directory.

` + formatHelp() + "\n" + exitHelp,
		Example: `  scan export -w laws.scan -o report.xlsx
  scan export -w laws.scan --format csv -o tables`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runExport(cmd.Context(), env, corpus, o)
		},
	}
	corpus.addWorkspace(cmd)
	cmd.Flags().StringVar(&corpus.lexicon, "lexicon", "", "use the codebook in this `directory`")
	o.addReport(cmd)
	return cmd
}

func runExport(ctx context.Context, env environment, corpus corpusOptions, o exportOptions) (err error) {
	if err := o.check(); err != nil {
		return err
	}
	ws, err := corpus.change("scan export")
	if err != nil {
		return err
	}
	defer closing(ws, &err)
	state, err := completed(ws)
	if err != nil {
		return err
	}
	written, err := writeReport(ctx, ws, corpus.lexicon, o, &pipeline.Result{Unchanged: true, State: state})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(env.Stdout, written.describe())
	return err
}

// formatHelp lists the formats, one a line.
func formatHelp() string {
	var out strings.Builder
	for _, e := range export.Encoders() {
		fmt.Fprintf(&out, "  %-12s %s\n", e.Name, e.About)
	}
	return out.String()
}

// check completes the options and refuses what cannot be written.
func (o *exportOptions) check() error {
	if o.Format == "" {
		o.Format = formatOf(o.Out)
	}
	if !slices.Contains(formatNames(), o.Format) {
		return usagef("format %q is not one of %s", o.Format, strings.Join(formatNames(), ", "))
	}
	if o.Out == "" {
		o.Out = "report." + encoderOf(o.Format).Ending
	}
	if info, err := os.Stat(o.Out); err == nil && info.IsDir() && encoderOf(o.Format).Whole != nil {
		return usageError{hint.With(fmt.Errorf("-o %s is a folder", o.Out), "name a file in it: -o %s", filepath.Join(o.Out, "report."+encoderOf(o.Format).Ending))}
	}
	if o.AsOf != "" && !isDate(o.AsOf) {
		return usagef("--as-of %s: want a date such as 2024-12-31", o.AsOf)
	}
	return nil
}

// isDate reports a year, a month or a day as ISO 8601 has them.
func isDate(s string) bool {
	for i, c := range s {
		if dash := i == 4 || i == 7; dash != (c == '-') || !dash && (c < '0' || c > '9') {
			return false
		}
	}
	return len(s) == 4 || len(s) == 7 || len(s) == 10
}

// report is what writeReport did.
type report struct {
	path  string
	fresh bool
}

func (r report) describe() string {
	if r.fresh {
		return r.path
	}
	return r.path + " (as before)"
}

// writeReport writes a report, unless it stands already as it would be written.
func writeReport(ctx context.Context, ws *workspace.Workspace, lexiconDir string, o exportOptions, r *pipeline.Result) (report, error) {
	from, err := reportDigest(ws, lexiconDir, o, r.State)
	if err != nil {
		return report{}, err
	}
	out := report{path: o.Out}
	place := ws.Rel(o.Out)
	for _, e := range r.State.Exports {
		if e.Path != place || e.From != from {
			continue
		}
		if sum, err := workspace.SumFile(o.Out); err == nil && sum == e.Sum {
			return out, nil
		}
	}
	rep, err := newReport(ctx, ws, lexiconDir, o, r)
	if err != nil {
		return report{}, err
	}
	if err := encode(rep, o); err != nil {
		return report{}, err
	}
	out.fresh = true
	sum, err := workspace.SumFile(o.Out)
	if err != nil {
		return out, nil // several files: no record of them is kept
	}
	r.State.Exports = slices.DeleteFunc(slices.Clone(r.State.Exports), func(e workspace.Written) bool { return e.Path == place })
	r.State.Exports = append(r.State.Exports, workspace.Written{Path: place, Sum: sum, From: from})
	return out, ws.WriteState(r.State)
}

// reportDigest is a digest of all that a report is made from.
func reportDigest(ws *workspace.Workspace, lexiconDir string, o exportOptions, s workspace.State) (string, error) {
	codebook, err := lexiconDigest(lexiconDir)
	if err != nil {
		return "", err
	}
	reviews, err := ws.ReviewsDigest()
	if err != nil {
		return "", err
	}
	options, err := json.Marshal(o)
	if err != nil {
		return "", err
	}
	measured, err := export.MeasuredDigest()
	if err != nil {
		return "", err
	}
	var since workspace.Sum
	if o.Since != "" {
		if since, err = workspace.SumFile(o.Since); err != nil {
			return "", err
		}
	}
	return workspace.Digest(version, s.Documents.SHA256, s.Tags.SHA256, reviews, codebook, measured, string(options), since.SHA256), nil
}

// formatNames lists what export can write.
func formatNames() []string {
	var names []string
	for _, e := range export.Encoders() {
		names = append(names, e.Name)
	}
	return names
}

// formatOf returns the format that a file name asks for: the one with the
// longest ending that fits; xlsx where there is none.
func formatOf(file string) string {
	name, length := "xlsx", 0
	if ext := strings.TrimPrefix(filepath.Ext(file), "."); ext != "" {
		name = ext
	}
	for _, e := range export.Encoders() {
		if strings.HasSuffix(strings.ToLower(file), "."+e.Ending) && len(e.Ending) > length {
			name, length = e.Name, len(e.Ending)
		}
	}
	return name
}

// encoderOf returns the encoder of a format that check accepted.
func encoderOf(name string) export.Encoder {
	all := export.Encoders()
	return all[slices.IndexFunc(all, func(e export.Encoder) bool { return e.Name == name })]
}

// encode writes a report in its format: one file, or one per table in a
// directory.
func encode(r *export.Report, o exportOptions) error {
	e := encoderOf(o.Format)
	if e.Whole != nil {
		return writeFile(o.Out, func(w io.Writer) error { return e.Whole(w, r) })
	}
	dir := strings.TrimSuffix(o.Out, "."+e.Ending)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for _, t := range r.DataTables() {
		name := strings.ToLower(strings.ReplaceAll(t.Name, " ", "-")) + "." + e.Ending
		if err := writeFile(filepath.Join(dir, name), func(w io.Writer) error { return e.Table(w, t) }); err != nil {
			return err
		}
	}
	return nil
}

// writeFile writes a file beside its place and then renames it, so that a
// report that is open elsewhere, or a full disk, never leaves half a file.
func writeFile(path string, fill func(io.Writer) error) (err error) {
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return fmt.Errorf("%s: its folder is not there", path)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".scan-*")
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
			err = fmt.Errorf("%s: %w", path, err)
		}
	}()
	if err := fill(f); err != nil {
		return err
	}
	if err := errors.Join(f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return err
	}
	err = os.Rename(f.Name(), path)
	if errors.Is(err, fs.ErrPermission) {
		return hint.With(err, "close the file where it is open, or write to another one with -o")
	}
	return err
}
