package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"policyscan/cmd/scan/internal/hint"
	"policyscan/index"
)

type searchOptions struct {
	corpusOptions
	query    index.Query
	criteria []string
	year     string
	json     bool
}

// newSearch makes the command that searches the passages of a workspace.
func newSearch(env environment) *cobra.Command {
	var o searchOptions
	cmd := &cobra.Command{
		Use:     "search [QUERY]",
		GroupID: "look",
		Short:   "Search the passages",
		Long: `Search the passages of a workspace: words (in any of their forms, by the language
of each passage), "phrases", AND, OR, NOT and parentheses. Words side by side must
all be there; a star at the end of a word stands for any ending.

With a filter on tags (--criterion, --perspective, --voice, --code, --rule) only
tagged passages are searched. Several values of a filter are alternatives. Without
a query, all passages that the filters let through are listed; a query or a filter
must be given.` + "\n" + exitHelp,
		Example: `  scan search 'consent AND (victim OR trafficking)'
  scan search '"sex worker" NOT minor' --jurisdiction NZ --year 2000-2020
  scan search --criterion 7 --perspective sexwork --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.query.Text = strings.Join(args, " ")
			return runSearch(cmd.Context(), env, o)
		},
	}
	o.addWorkspace(cmd)
	f := cmd.Flags()
	f.StringSliceVar(&o.query.Jurisdictions, "jurisdiction", nil, "only these jurisdictions")
	f.StringSliceVar(&o.criteria, "criterion", nil, "only passages tagged with these criteria (1 to 10, or C1 to C10)")
	f.StringSliceVar(&o.query.Perspectives, "perspective", nil, "only these perspectives")
	f.StringSliceVar(&o.query.Voices, "voice", nil, "only these voices: own, reported, rejected")
	f.StringSliceVar(&o.query.Codes, "code", nil, "only these cells, such as C2.exploitation")
	f.StringSliceVar(&o.query.Rules, "rule", nil, "only passages that these rules found")
	f.StringSliceVar(&o.query.Langs, "lang", nil, "only these languages")
	f.StringSliceVar(&o.query.Types, "type", nil, "only these types of documents, such as statute")
	f.StringSliceVar(&o.query.Kinds, "kind", nil, "only these kinds of passages, such as operative")
	f.StringVar(&o.year, "year", "", "only documents of this year, or of years such as 1990-2005 or 1990-")
	f.IntVarP(&o.query.Limit, "limit", "n", index.DefaultLimit, "passages to print")
	f.StringVar(&o.query.After, "after", "", "continue after the page that named this place")
	f.BoolVar(&o.json, "json", false, "print JSON Lines: one passage a line")
	return cmd
}

func runSearch(ctx context.Context, env environment, o searchOptions) (err error) {
	if o.query.From, o.query.To, err = parseYears(o.year); err != nil {
		return usageError{fmt.Errorf("--year %s: %w", o.year, err)}
	}
	if o.query.Criteria, err = criteriaOf(o.criteria); err != nil {
		return err
	}
	if strings.TrimSpace(o.query.Text) == "" && !filtered(&o.query) {
		return usageError{hint.With(errors.New("there is nothing to search for"), "give words, or a filter such as --criterion 2 to list all that it lets through")}
	}
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
	name := index.TextName
	if o.query.Tagged() {
		name = index.TaggedName
	}
	ix, err := index.Open(ws.Path("index/" + name))
	if err != nil {
		return indexHint(err)
	}
	defer closing(ix, &err)
	found, err := ix.Search(ctx, o.query)
	if err != nil {
		var syntax *index.SyntaxError
		if errors.As(err, &syntax) {
			return usageError{err}
		}
		return err
	}
	if o.json {
		return writeHitsJSON(env.Stdout, found)
	}
	return writeHits(env, found)
}

// filtered reports whether a query has any filter.
func filtered(q *index.Query) bool {
	return q.Tagged() || q.From+q.To > 0 || len(q.Jurisdictions)+len(q.Langs)+len(q.Types)+len(q.Kinds) > 0
}

// indexHint says what to do about an index that cannot be opened.
func indexHint(err error) error {
	switch {
	case errors.Is(err, index.ErrMissing), errors.Is(err, index.ErrDamaged), errors.Is(err, index.ErrVersion):
		return hint.With(err, "build it again with: scan ingest -w WORKSPACE")
	case errors.Is(err, index.ErrBusy):
		return hint.With(err, "try again when the other scan has ended")
	}
	return err
}

// parseYears reads "", "1999", "1990-2005", "1990-" or "-2005".
func parseYears(s string) (from, to int, err error) {
	if s == "" {
		return 0, 0, nil
	}
	first, last, isRange := strings.Cut(s, "-")
	bad := errors.New("want a year, or years such as 1990-2005")
	if first != "" {
		if from, err = strconv.Atoi(first); err != nil || from < 1 {
			return 0, 0, bad
		}
	}
	switch {
	case !isRange:
		to = from
	case last != "":
		if to, err = strconv.Atoi(last); err != nil || to < 1 {
			return 0, 0, bad
		}
	}
	if from == 0 && to == 0 || to != 0 && to < from {
		return 0, 0, bad
	}
	return from, to, nil
}

// hitLine is a line of --json.
type hitLine struct {
	ID         string   `json:"id"`
	Score      float64  `json:"score"`
	Title      string   `json:"title,omitempty"`
	Path       string   `json:"path"`
	Citation   string   `json:"cite,omitempty"`
	Heading    string   `json:"heading,omitempty"`
	Page       int      `json:"page,omitempty"`
	Text       string   `json:"text"`
	Highlights [][2]int `json:"highlights"` // bytes of text, half-open
}

func writeHitsJSON(w io.Writer, found index.Result) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for _, h := range found.Hits {
		line := hitLine{
			ID: h.ID, Score: h.Score, Title: h.Title, Path: h.Path, Citation: h.Citation,
			Heading: h.Heading, Page: h.Page, Text: h.Text, Highlights: [][2]int{},
		}
		for _, s := range h.Highlights {
			line.Highlights = append(line.Highlights, [2]int{s.Start, s.End})
		}
		if err := e.Encode(line); err != nil {
			return err
		}
	}
	return nil
}

// excerptBytes is how much of a passage a list of hits shows.
const excerptBytes = 420

func writeHits(env environment, found index.Result) error {
	var out strings.Builder
	mark := markers(env.Stdout)
	for _, h := range found.Hits {
		out.WriteString(h.ID + "\n  " + strings.Join(citationParts(h), " · ") + "\n")
		text, spans := excerpt(h.Text, h.Highlights, excerptBytes)
		out.WriteString(wrap(highlight(text, spans, mark), 2, 96) + "\n\n")
	}
	if _, err := io.WriteString(env.Stdout, out.String()); err != nil {
		return err
	}
	switch n := len(found.Hits); {
	case found.Total == 0:
		fmt.Fprintln(env.Stderr, "no passage was found")
	case found.Next != "":
		fmt.Fprintf(env.Stderr, "%d of %d passages; the next page: --after '%s'\n", n, found.Total, found.Next)
	default:
		fmt.Fprintf(env.Stderr, "%d of %d passages\n", n, found.Total)
	}
	return nil
}

// citationParts says where a passage stands.
func citationParts(s index.Hit) []string {
	parts := []string{}
	for _, p := range []string{s.Title, s.Citation} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if s.Page > 0 {
		parts = append(parts, fmt.Sprintf("p. %d", s.Page))
	}
	if s.Path != s.Title {
		parts = append(parts, s.Path)
	}
	return parts
}

// markers are put around words that matched: bold on a terminal, stars
// elsewhere.
func markers(w io.Writer) [2]string {
	if f, ok := w.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			return [2]string{"\x1b[1m", "\x1b[0m"}
		}
	}
	return [2]string{"*", "*"}
}
