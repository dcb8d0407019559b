package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policyscan/cmd/scan/internal/workspace"
	"policyscan/match"
	"policyscan/match/suggest"
)

type suggestOptions struct {
	corpusOptions
	lang  string
	limit int
	terms int
	json  bool
}

// newSuggest makes the command that proposes what the rules may lack.
func newSuggest(env environment) *cobra.Command {
	var o suggestOptions
	cmd := &cobra.Command{
		Use:     "suggest CODE",
		GroupID: "rules",
		Short:   "Propose passages and terms that the rules of a cell may lack",
		Long: `Learn from the tagged passages of a workspace which words go with a cell, and list
untagged passages that look like them, with the words that speak for it, and terms
that may be missing from the rules. Proposals are for a person to turn into rules or
tests; they are never tags. The same workspace gives the same proposals.` + "\n" + exitHelp,
		Example: `  scan suggest C7.sexwork -w laws.scan --lang en`,
		Args:    one("cell", "such as: scan suggest C7.sexwork"),
		RunE:    func(cmd *cobra.Command, args []string) error { return runSuggest(cmd.Context(), env, o, args[0]) },
	}
	o.addWorkspace(cmd)
	f := cmd.Flags()
	f.StringVar(&o.lang, "lang", "en", "language of the passages")
	f.IntVarP(&o.limit, "limit", "n", 20, "passages to propose")
	f.IntVar(&o.terms, "terms", 30, "terms to propose")
	f.BoolVar(&o.json, "json", false, "print JSON")
	f.StringVar(&o.lexicon, "lexicon", "", "use the codebook in this `directory`")
	return cmd
}

func runSuggest(ctx context.Context, env environment, o suggestOptions, code string) error {
	lex, err := openLexicon(o.lexicon)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(lex.Codes(), func(c string) bool { return strings.EqualFold(c, code) })
	if i < 0 {
		return usagef("%q is no cell; there are: %s", code, strings.Join(lex.Codes(), ", "))
	}
	code = lex.Codes()[i]
	dir, err := o.place(nil)
	if err != nil {
		return err
	}
	examples, err := examplesOf(ctx, dir, code, o.lang)
	if err != nil {
		return err
	}
	tagged := 0
	for _, e := range examples {
		if e.Tagged {
			tagged++
		}
	}
	if tagged == 0 {
		return fmt.Errorf("no passage in language %q is tagged %s: there is nothing to learn from", o.lang, code)
	}
	model := suggest.Train(o.lang, examples, suggest.Options{HoldOut: true})
	precision, hidden := suggest.PrecisionAt(o.lang, examples, 50, suggest.Options{})
	out := suggestions{
		Code: code, Lang: o.lang, Tagged: tagged, Untagged: len(examples) - tagged, PrecisionAt50: precision, Hidden: hidden,
		Terms: model.Terms(o.terms), Passages: model.Propose(examples, o.limit),
	}
	if o.json {
		e := json.NewEncoder(env.Stdout)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(out)
	}
	return out.write(env.Stdout, examples)
}

// examplesOf are the passages of a language, tagged in a cell or not.
func examplesOf(ctx context.Context, dir, code, lang string) ([]suggest.Example, error) {
	ws, err := workspace.Read(dir)
	if err != nil {
		return nil, err
	}
	_, tags, err := ws.Tags()
	if err != nil {
		return nil, err
	}
	spans := map[string][]match.Span{}
	for _, e := range tags {
		if e.Code != code || e.Voice != match.Own {
			continue
		}
		for _, r := range e.Rules {
			spans[e.Passage] = append(spans[e.Passage], r.Matched...)
		}
	}
	var out []suggest.Example
	err = eachPassage(ctx, dir, func(u match.Unit) {
		if base, _, _ := strings.Cut(u.Lang, "-"); base == lang {
			s, tagged := spans[u.ID]
			out = append(out, suggest.Example{ID: u.ID, Text: u.Text, Tagged: tagged, Spans: s})
		}
	})
	return out, err
}

// suggestions is what the command prints.
type suggestions struct {
	Code          string             `json:"code"`
	Lang          string             `json:"lang"`
	Tagged        int                `json:"tagged"`
	Untagged      int                `json:"untagged"`
	PrecisionAt50 float64            `json:"precisionAt50"`
	Hidden        int                `json:"hidden"`
	Terms         []suggest.Term     `json:"terms"`
	Passages      []suggest.Proposal `json:"passages"`
}

func (s suggestions) write(w io.Writer, examples []suggest.Example) error {
	texts := make(map[string]string, len(examples))
	for _, e := range examples {
		texts[e.ID] = e.Text
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%s, %s: learned from %d tagged and %d untagged passages\n", s.Code, s.Lang, s.Tagged, s.Untagged)
	fmt.Fprintf(&out, "of %d tagged passages that were hidden, precision at 50 with the rules' own words taken out: %s\n\nterms", s.Hidden, decimal(s.PrecisionAt50))
	for _, t := range s.Terms {
		fmt.Fprintf(&out, "  %s", t.Stem)
	}
	out.WriteString("\n\n")
	for _, p := range s.Passages {
		var reasons []string
		for _, t := range p.Reasons {
			reasons = append(reasons, t.Stem)
		}
		fmt.Fprintf(&out, "%s  %s  (%s)\n%s\n\n", decimal(p.Probability), p.ID, strings.Join(reasons, ", "), wrap(printable(texts[p.ID]), 4, 100))
	}
	_, err := io.WriteString(w, out.String())
	return err
}
