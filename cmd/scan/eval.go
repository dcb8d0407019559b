package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"policyscan/match"
	"policyscan/match/evaluate"
)

type evalOptions struct {
	lexicon    string
	json       bool
	wrong      bool
	candidates bool
	attributes string
}

// newEval makes the command that measures the rules against labelled passages.
func newEval(env environment) *cobra.Command {
	var o evalOptions
	cmd := &cobra.Command{
		Use:     "eval GOLD.jsonl…",
		GroupID: "rules",
		Short:   "Measure the rules against labelled passages",
		Long: `Tag passages that people labelled, and compare: precision, recall and F1 with 95 %
intervals (bootstrap by document), in total and by perspective, language, stratum,
voice and cell, each with its n. Labels that are listed as optional count neither
way. A figure with nothing to rest on (precision without tags, recall without
labels) is printed as –, and is null in JSON.

Each line of a file: {"id","text","lang","labels":[…],"optional"?,"reported"?,
"rejected"?,"stratum"?,"source"?} and the context fields of tag.` + "\n" + exitHelp,
		Example: `  scan eval gold/dev-en.jsonl gold/dev-es.jsonl
  scan eval gold/dev-en.jsonl --wrong | less`,
		Args: some("file of labelled passages", "such as: scan eval gold/dev-en.jsonl"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runEval(cmd.Context(), env, o, args)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "print JSON")
	f.BoolVar(&o.wrong, "wrong", false, "also list what differs from the labels")
	f.BoolVar(&o.candidates, "candidates", false, "count tags that need a second sign as tags")
	f.StringVar(&o.attributes, "attributes", "", "`file` with force, form and flags by coders (TSV)")
	f.StringVar(&o.lexicon, "lexicon", "", "use the codebook and rules in this `directory`")
	return cmd
}

func runEval(ctx context.Context, env environment, o evalOptions, files []string) error {
	cases, err := readCases(files)
	if err != nil {
		return err
	}
	tagger, err := newTagger(o.lexicon)
	if err != nil {
		return err
	}
	w := tagger.Worker()
	predictions := make([][]match.Tag, len(cases))
	for i := range cases {
		if err := ctx.Err(); err != nil {
			return err
		}
		complete(&cases[i].Unit)
		predictions[i] = w.Tag(cases[i].Unit)
	}
	if err := w.Err(); err != nil {
		return err
	}
	scores := evaluate.Score(cases, predictions, evaluate.Options{WithCandidates: o.candidates})
	agreement, err := o.agreement(cases, predictions)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(env.Stdout)
	if o.json {
		err = writeScoresJSON(out, scores, agreement, o.wrong)
	} else {
		writeScores(out, scores, agreement)
		if o.wrong {
			writeWrong(out, scores.Errors)
		}
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

// agreement compares force, form and flags where a file with them is given.
func (o *evalOptions) agreement(cases []evaluate.Case, predictions [][]match.Tag) ([]evaluate.Agreement, error) {
	if o.attributes == "" {
		return nil, nil
	}
	f, err := os.Open(o.attributes)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	gold, err := evaluate.ReadAttributes(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.attributes, err)
	}
	return evaluate.ScoreAttributes(cases, predictions, gold), nil
}

func readCases(files []string) ([]evaluate.Case, error) {
	var all []evaluate.Case
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		cases, err := evaluate.ReadCases(f)
		_ = f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, cases...)
	}
	return all, nil
}

func writeScores(w io.Writer, s evaluate.Scores, agreement []evaluate.Agreement) {
	fmt.Fprintf(w, "%-44s %6s %6s  %-19s %-19s %-19s\n", "", "n", "labels", "precision", "recall", "F1")
	group := ""
	for _, l := range s.Lines {
		if l.Group != group {
			group = l.Group
			fmt.Fprintf(w, "%s\n", group)
		}
		fmt.Fprintf(w, "  %-42s %6d %6d  %s %s %s\n", l.Name, l.Right+l.Wrong+l.Missed, l.Labels(),
			figure(l.P, l.PSpan), figure(l.R, l.RSpan), figure(l.F, l.FSpan))
	}
	fmt.Fprintf(w, "macro F1 over %d cells with labels: %s\n", s.Codes, decimal(s.MacroF1))
	for _, a := range agreement {
		fmt.Fprintf(w, "%-10s right in %d of %d (%s)\n", a.Attribute, a.Right, a.N, decimal(a.Share))
	}
	if len(s.Lines) > 0 {
		fmt.Fprintln(w, "n: tags and labels that the figures rest on; intervals: 95 %, bootstrap by document")
	}
}

// figure prints a share with its interval: ".82 (.71–.90)", or "–" where there is
// none.
func figure(v evaluate.Figure, span evaluate.Interval) string {
	if !v.Defined() {
		return fmt.Sprintf("%-19s", "–")
	}
	return fmt.Sprintf("%-19s", fmt.Sprintf("%s (%s–%s)", decimal(v), decimal(span.Low), decimal(span.High)))
}

// decimal prints a share as papers do: ".82"; "–" where there is none.
func decimal[F ~float64](v F) string {
	if math.IsNaN(float64(v)) {
		return "–"
	}
	return strings.TrimPrefix(fmt.Sprintf("%.2f", v), "0")
}

func writeWrong(w io.Writer, errors []evaluate.Error) {
	for _, e := range errors {
		what := "wrong "
		if e.Missed {
			what = "missed"
		}
		fmt.Fprintf(w, "\n%s %s (%s) %s %s\n", what, e.Code, e.Voice, e.Case.Lang, e.Case.ID)
		for _, r := range e.Rules {
			var words []string
			for _, m := range r.Matched {
				words = append(words, fmt.Sprintf("%q", m.Text))
			}
			fmt.Fprintf(w, "  %s: %s\n", r.ID, strings.Join(words, ", "))
		}
		fmt.Fprintln(w, wrap(printable(e.Case.Text), 2, 100))
	}
}

// wrongLine is an error in JSON.
type wrongLine struct {
	ID     string          `json:"id"`
	Lang   string          `json:"lang"`
	Code   string          `json:"code"`
	Voice  match.Voice     `json:"voice"`
	Missed bool            `json:"missed"`
	Rules  []match.RuleHit `json:"rules,omitempty"`
	Text   string          `json:"text"`
}

func writeScoresJSON(w io.Writer, s evaluate.Scores, agreement []evaluate.Agreement, wrong bool) error {
	out := struct {
		evaluate.Scores
		Agreement []evaluate.Agreement `json:"agreement,omitempty"`
		Wrong     []wrongLine          `json:"wrong,omitempty"`
	}{Scores: s, Agreement: agreement}
	if wrong {
		for _, e := range s.Errors {
			out.Wrong = append(out.Wrong, wrongLine{e.Case.ID, e.Case.Lang, e.Code, e.Voice, e.Missed, e.Rules, e.Case.Text})
		}
	}
	for i := range out.Agreement {
		out.Agreement[i].Wrong = nil
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}
