package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"policyscan/cmd/scan/internal/workspace"
	"policyscan/index"
	"policyscan/ingest"
	"policyscan/match"
)

type kwicOptions struct {
	corpusOptions
	query index.Query
	width int
}

// newKwic makes the command that prints a word in its contexts.
func newKwic(env environment) *cobra.Command {
	var o kwicOptions
	cmd := &cobra.Command{
		Use:     "kwic TERM",
		GroupID: "rules",
		Short:   "Print a word or phrase in its contexts",
		Long: `Print every place of a word (in any of its forms) or a "phrase" in the passages of a
workspace, one a line, with the words before and after it: to see how drafters use a
term before it becomes part of a rule.` + "\n" + exitHelp,
		Example: `  scan kwic exploitation -w laws.scan
  scan kwic '"sex work"' --jurisdiction NZ`,
		Args: one("word or phrase", "such as: scan kwic exploitation"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.query.Text = args[0]
			return runKwic(cmd.Context(), env, o)
		},
	}
	o.addWorkspace(cmd)
	f := cmd.Flags()
	f.StringSliceVar(&o.query.Jurisdictions, "jurisdiction", nil, "only these jurisdictions")
	f.StringSliceVar(&o.query.Langs, "lang", nil, "only these languages")
	f.IntVarP(&o.query.Limit, "limit", "n", 100, "passages to look at")
	f.IntVar(&o.width, "width", 50, "characters on each side")
	return cmd
}

func runKwic(ctx context.Context, env environment, o kwicOptions) (err error) {
	ws, err := o.open()
	if err != nil {
		return err
	}
	f, err := newFilters(ws)
	if err != nil {
		return err
	}
	if err := f.check(&o.query); err != nil {
		return err
	}
	ix, err := index.Open(ws.Path("index/" + index.TextName))
	if err != nil {
		return indexHint(err)
	}
	defer closing(ix, &err)
	found, err := ix.Search(ctx, o.query)
	if err != nil {
		return err
	}
	slices.SortStableFunc(found.Hits, func(a, b index.Hit) int { return strings.Compare(a.Path, b.Path) })
	var out strings.Builder
	for _, h := range found.Hits {
		for _, s := range joined(h.Text, h.Highlights) {
			before, word, after := h.Text[:s.Start], h.Text[s.Start:s.End], h.Text[s.End:]
			fmt.Fprintf(&out, "%*s  %s  %s  %s\n", o.width, lastChars(before, o.width), printable(word),
				padded(firstChars(after, o.width), o.width), h.ID)
		}
	}
	switch {
	case len(found.Hits) == 0:
		fmt.Fprintf(env.Stderr, "no passage holds %s\n", o.query.Text)
	case found.Total > len(found.Hits):
		fmt.Fprintf(env.Stderr, "%d of %d passages; --limit %d for all\n", len(found.Hits), found.Total, found.Total)
	}
	_, err = io.WriteString(env.Stdout, out.String())
	return err
}

// joined makes one place of the neighbouring words of a phrase.
func joined(text string, places []index.Span) []index.Span {
	var out []index.Span
	for _, p := range places {
		if n := len(out); n > 0 && p.Start >= out[n-1].End && strings.TrimSpace(text[out[n-1].End:p.Start]) == "" {
			out[n-1].End = p.End
			continue
		}
		out = append(out, p)
	}
	return out
}

// lastChars returns the last n characters of a text on one line.
func lastChars(s string, n int) string {
	s = strings.Join(strings.Fields(printable(s[max(0, len(s)-n*8):])), " ")
	r := []rune(strings.ToValidUTF8(s, ""))
	s = string(r[max(0, len(r)-n):])
	return strings.Repeat(" ", n-utf8.RuneCountInString(s)) + s
}

// firstChars returns the first n characters of a text on one line.
func firstChars(s string, n int) string {
	s = strings.Join(strings.Fields(printable(s[:min(len(s), n*8)])), " ")
	r := []rune(strings.ToValidUTF8(s, ""))
	return string(r[:min(len(r), n)])
}

func padded(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s)))
}

// eachPassage gives every passage of a workspace that may carry tags, as the
// tagger sees it.
func eachPassage(ctx context.Context, dir string, visit func(match.Unit)) error {
	ws, err := workspace.Read(dir)
	if err != nil {
		return err
	}
	docs, err := ws.Documents()
	if err != nil {
		return err
	}
	return eachContent(ctx, ws, docs, func(doc ingest.Document, content *ingest.Content) {
		for i, p := range content.Passages {
			if p.Kind.Quotable() {
				visit(unitOf(&doc, content, i))
			}
		}
	})
}
