package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policyscan/lexicon"
	"policyscan/match"
	"policyscan/match/evaluate"
)

type evalOptions struct {
	lexicon    string
	json       bool
	wrong      bool
	candidates bool
	attributes string
	part       string
	population map[string]int
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

Then, how often the voice is right where the cell is; with --attributes, force,
form, flags and scope likewise, in total and by perspective; what it costs each
perspective that cells which need two signs are only proposed where one stands
(see --candidates); and how far the rules agree with the coders beyond chance
(κ, α), as one coder with another.

Samples drawn by strata overstate what is drawn more often. Say with --population
how many passages the corpus has in each stratum, and figures for the corpus are
estimated too. A document counts as devoted to the subject if its title says so:
a sample does not show the document.

Authors of rules fit them to what they read. With --part, the documents are dealt
into two halves, always the same: look at the errors of "read" only, and quote the
figures of "score".

Each line of a file: {"id","text","lang","labels":[…],"optional"?,"reported"?,
"rejected"?,"stratum"?,"source"?} and the context fields of tag.` + "\n" + exitHelp,
		Example: `  scan eval gold/dev-en.jsonl gold/dev-es.jsonl
  scan eval gold/dev-en.jsonl --part read --wrong | less
  scan eval gold/dev-en.jsonl --part score
  scan eval gold/dev-en.jsonl --attributes gold/force-form.tsv
  scan eval gold/dev-en.jsonl --population domain-word=5200,off-topic=310000`,
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
	f.StringVar(&o.part, "part", "", "only the documents of a `half`: read or score")
	f.StringToIntVar(&o.population, "population", nil, "passages of the corpus by `stratum=number`")
	f.StringVar(&o.lexicon, "lexicon", "", "use the codebook and rules in this `directory`")
	return cmd
}

func runEval(ctx context.Context, env environment, o evalOptions, files []string) error {
	cases, err := readCases(files)
	if err != nil {
		return err
	}
	if cases, err = o.partOf(cases); err != nil {
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
	m, err := o.measure(cases, predictions, tagger.Lexicon())
	if err != nil {
		return err
	}
	out := bufio.NewWriter(env.Stdout)
	if o.json {
		err = m.writeJSON(out, o.wrong)
	} else {
		m.write(out)
		if o.wrong {
			writeWrong(out, m.Errors)
		}
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

// partOf returns the cases of the half that was asked for.
func (o *evalOptions) partOf(cases []evaluate.Case) ([]evaluate.Case, error) {
	part := evaluate.Part(o.part)
	switch part {
	case evaluate.AllCases, evaluate.ReadPart, evaluate.ScorePart:
	default:
		return nil, usagef("--part %s: want read or score", o.part)
	}
	cases = part.Of(cases)
	if len(cases) == 0 {
		return nil, fmt.Errorf("no passage of these files lies in the part %q", o.part)
	}
	return cases, nil
}

// measures are all figures of an evaluation.
type measures struct {
	evaluate.Scores
	Voice      []evaluate.Agreement      `json:"voiceAgreement"`
	Agreement  []evaluate.Agreement      `json:"agreement,omitempty"` // force, form, flags, scope
	Candidates []evaluate.CandidateCost  `json:"candidates"`
	Coders     []evaluate.CoderAgreement `json:"coders"`
	Weighted   *evaluate.Weighted        `json:"weighted,omitempty"`
}

func (o *evalOptions) measure(cases []evaluate.Case, predictions [][]match.Tag, lex *lexicon.Lexicon) (measures, error) {
	options := evaluate.Options{WithCandidates: o.candidates}
	var perspectives []string
	for _, p := range lex.Perspectives {
		perspectives = append(perspectives, p.Name)
	}
	m := measures{
		Scores:     evaluate.Score(cases, predictions, options),
		Voice:      evaluate.ScoreVoice(cases, predictions),
		Candidates: evaluate.CandidateCosts(cases, predictions, perspectives...),
		Coders:     evaluate.AgreeWithCoders(cases, predictions, lex.Codes(), options),
	}
	if len(o.population) > 0 {
		if err := knownStrata(cases, o.population); err != nil {
			return m, err
		}
		w := evaluate.Weigh(cases, predictions, o.population, options)
		m.Weighted = &w
	}
	var err error
	m.Agreement, err = o.agreement(cases, predictions)
	return m, err
}

// knownStrata refuses populations of strata that the sample does not have.
func knownStrata(cases []evaluate.Case, population map[string]int) error {
	known := map[string]bool{}
	for i := range cases {
		known[cmp.Or(cases[i].Stratum, "scenario")] = true
	}
	for s, n := range population {
		if !known[s] {
			return usagef("no passage of the sample is of stratum %q; there are: %s", s, strings.Join(slices.Sorted(maps.Keys(known)), ", "))
		}
		if n < 0 {
			return usagef("a population cannot be %d", n)
		}
	}
	return nil
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

func (m *measures) write(w io.Writer) {
	fmt.Fprintf(w, "%-44s %6s %6s  %-19s %-19s %-19s\n", "", "n", "labels", "precision", "recall", "F1")
	group := ""
	for _, l := range m.Lines {
		if l.Group != group {
			group = l.Group
			fmt.Fprintf(w, "%s\n", group)
		}
		fmt.Fprintf(w, "  %-42s %6d %6d  %s %s %s\n", l.Name, l.Right+l.Wrong+l.Missed, l.Labels(),
			figure(l.P, l.PSpan), figure(l.R, l.RSpan), figure(l.F, l.FSpan))
	}
	fmt.Fprintf(w, "macro F1 over %d cells with labels: %s\n", m.Codes, decimal(m.MacroF1))
	if x := m.Weighted; x != nil {
		fmt.Fprintf(w, "weighted by stratum for the corpus: precision %s  recall %s  F1 %s\n",
			figure(x.Precision, x.PrecisionSpan), figure(x.Recall, x.RecallSpan), figure(x.F1, x.F1Span))
	}
	fmt.Fprintf(w, "\nright where the cell is right%17s %6s  %s\n", "n", "right", "share")
	for _, a := range append(slices.Clone(m.Voice), m.Agreement...) {
		name := a.Attribute
		if a.Perspective != "" {
			name += ", " + a.Perspective
		}
		fmt.Fprintf(w, "  %-42s %6d %6d  %s\n", name, a.N, a.Right, figure(a.Share, a.Span))
	}
	fmt.Fprintf(w, "\ncells that need two signs: without and with those that have one (candidates)\n")
	for _, c := range m.Candidates {
		fmt.Fprintf(w, "  %-42s %6d %6d  recall %s and %s, precision %s and %s (%d of %d candidates right)\n", c.Perspective, c.Labels+c.Candidates-c.Right, c.Labels,
			decimal(c.Recall), decimal(c.RecallWith), decimal(c.Precision), decimal(c.PrecisionWith), c.Right, c.Candidates)
	}
	fmt.Fprintf(w, "\nagreement of the rules with the coders%8s %6s  %-19s %s\n", "", "n", "κ", "α (MASI)")
	for _, c := range m.Coders {
		fmt.Fprintf(w, "  %-42s %6s %6d  %s %s\n", cmp.Or(c.Perspective, "all cells"), "", c.Decisions, figure(c.Kappa, c.KappaSpan), figure(c.Alpha, c.AlphaSpan))
	}
	if len(m.Lines) > 0 {
		fmt.Fprintln(w, "n: tags and labels, or decisions, that the figures rest on; intervals: 95 %, bootstrap by document")
	}
}

// figure prints a share with its interval: ".82 (.71–.90)"; without one where it
// rests on too few documents, and "–" where there is no share.
func figure(v evaluate.Figure, span evaluate.Interval) string {
	if !v.Defined() {
		return fmt.Sprintf("%-19s", "–")
	}
	if !span.Low.Defined() {
		return fmt.Sprintf("%-19s", decimal(v))
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

func (m *measures) writeJSON(w io.Writer, wrong bool) error {
	out := struct {
		*measures
		Wrong []wrongLine `json:"wrong,omitempty"`
	}{measures: m}
	if wrong {
		for _, e := range m.Errors {
			out.Wrong = append(out.Wrong, wrongLine{e.Case.ID, e.Case.Lang, e.Code, e.Voice, e.Missed, e.Rules, e.Case.Text})
		}
	}
	for _, list := range [][]evaluate.Agreement{m.Voice, m.Agreement} {
		for i := range list {
			list[i].Wrong = nil
		}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}
