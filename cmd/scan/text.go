package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"policyscan/cmd/scan/internal/hint"
	"policyscan/ingest"
	"policyscan/ingest/reading"
	"policyscan/ingest/worker"
)

type textOptions struct {
	corpusOptions
	json     bool
	skeleton bool
	lines    bool
}

// newText makes the command that prints what extraction sees.
func newText(env environment) *cobra.Command {
	var o textOptions
	cmd := &cobra.Command{
		Use:     "text FILE",
		GroupID: "look",
		Short:   "Print what is read from a file",
		Long: `Print the text of a file by paragraphs, with a form feed between pages. Running
heads stand before the body of their page, footnotes and footers after it. (In the
canonical text, which quotations refer to and --json prints, they stand after the
body of the whole document, so that provisions stay whole across pages.)

With --lines, print line by line as on the page, with marginal notes and the
numbers of lines beside the lines (PDF and recognised images only).

With --skeleton, print the tree of provisions that were found. With --json, print
text, pages, provisions, passages with their kinds, and problems.` + "\n" + exitHelp,
		Example: `  scan text laws/act.pdf | less
  scan text --lines laws/act.pdf
  scan text --skeleton laws/act.pdf`,
		Args: one("file", "such as: scan text laws/act.pdf"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runText(cmd.Context(), env, o, args[0])
		},
	}
	o.addReading(cmd)
	cmd.Flags().BoolVar(&o.json, "json", false, "print text, pages, provisions, passages and problems as JSON")
	cmd.Flags().BoolVar(&o.skeleton, "skeleton", false, "print the tree of provisions")
	cmd.Flags().BoolVar(&o.lines, "lines", false, "print line by line as on the page")
	cmd.MarkFlagsMutuallyExclusive("json", "skeleton", "lines")
	return cmd
}

// fileText is what --json prints.
type fileText struct {
	Format     string             `json:"format"`
	Status     string             `json:"status"`
	Reason     string             `json:"reason,omitempty"`
	Metadata   ingest.Metadata    `json:"metadata"`
	Text       string             `json:"text"`
	Pages      []reading.Page     `json:"pages"`
	Provisions []ingest.Provision `json:"provisions"`
	Passages   []passageText      `json:"passages"`
	Ambiguous  []string           `json:"ambiguous,omitempty"`
	Problems   []reading.Problem  `json:"problems"`
}

// passageText is a passage with its text.
type passageText struct {
	ingest.Passage
	Text string `json:"text"`
}

func runText(ctx context.Context, env environment, o textOptions, file string) error {
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return usageError{hint.With(fmt.Errorf("%s is a folder; text reads one file", file), "scan run %s reads a folder", file)}
	}
	x, err := readOne(ctx, env, o.corpusOptions, file)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	doc, content := describeOne(file, &x)
	switch {
	case o.skeleton:
		_, err = io.WriteString(env.Stdout, ingest.Skeleton(content))
	case o.json:
		err = writeFileText(env.Stdout, &doc, &content, &x)
	case o.lines:
		err = writePages(env.Stdout, linesOf(&x))
	default:
		err = writePages(env.Stdout, reading.Printed(&x))
	}
	if err != nil {
		return err
	}
	for _, p := range x.Problems {
		fmt.Fprintf(env.Stderr, "scan: note: %s\n", problemText(p))
	}
	if doc.Status != ingest.Read {
		fmt.Fprintf(env.Stderr, "scan: note: %s: %s\n", doc.Status, doc.Reason)
		return errPartly
	}
	return nil
}

// readOne reads a single file in a worker.
func readOne(ctx context.Context, env environment, o corpusOptions, file string) (reading.Extraction, error) {
	options, err := o.reading()
	if err != nil {
		return reading.Extraction{}, err
	}
	o.jobs = 1
	pool, _, err := o.pool(env)
	if err != nil {
		return reading.Extraction{}, err
	}
	defer pool.Close()
	abs, err := filepath.Abs(file)
	if err != nil {
		return reading.Extraction{}, err
	}
	encoded, err := pool.Read(ctx, worker.Request{Path: []byte(abs), Name: filepath.Base(abs), Options: options})
	if err != nil {
		return reading.Extraction{}, hinted(err)
	}
	return worker.Decode(encoded)
}

// writePages prints pages with a form feed between them.
func writePages(w io.Writer, pages []string) error {
	out := strings.Join(pages, "\n\f")
	if out != "" && !strings.HasSuffix(out, "\n") {
		out += "\n"
	}
	_, err := io.WriteString(w, out)
	return err
}

// linesOf returns the lines of pages as printed, and paragraphs where the format
// has no printed lines.
func linesOf(x *reading.Extraction) []string {
	if pages := reading.PrintedLines(x); pages != nil {
		return pages
	}
	return reading.Printed(x)
}

func writeFileText(w io.Writer, doc *ingest.Document, content *ingest.Content, x *reading.Extraction) error {
	out := fileText{
		Format: x.Format, Status: string(doc.Status), Reason: doc.Reason, Metadata: doc.Metadata, Text: x.Text,
		Pages: nonNil(x.Pages), Provisions: nonNil(content.Provisions), Passages: []passageText{},
		Ambiguous: content.Ambiguous, Problems: nonNil(x.Problems),
	}
	for _, p := range content.Passages {
		out.Passages = append(out.Passages, passageText{p, content.Text[p.Start:p.End]})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(out)
}

// nonNil makes JSON print an empty list as one.
func nonNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func problemText(p reading.Problem) string {
	if p.Page == 0 {
		return p.Text
	}
	return fmt.Sprintf("page %d: %s", p.Page, p.Text)
}
