package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policyscan/cmd/scan/internal/hint"
	"policyscan/lexicon"
	"policyscan/match"
	"policyscan/match/evaluate"
	"policyscan/match/fit"
)

type fitOptions struct {
	lexicon string
	lang    string
	out     string
	often   []string
	folds   int
}

func newLexiconFit(env environment) *cobra.Command {
	var o fitOptions
	cmd := &cobra.Command{
		Use:   "fit LABELLED.jsonl… --lang LANG",
		Short: "Learn from labelled passages how much words speak for each cell",
		Long: `Learn from labelled passages how much words speak for each cell: a logistic regression
for every cell, on stems, pairs of neighbouring stems, and the concepts of the language
(concepts.yaml). The weights stand in the file wording.tsv of a language, one sign a
line, to be read and corrected; docs/rules.md says how they are used.

What the weights are worth is measured at the same time: the passages are dealt by
document into folds, each of which is tagged with weights that were fitted on the others.
There are no more folds than documents. Labelled passages are as for scan eval; labels
must be cells of the lexicon.` + "\n" + exitHelp,
		Example: `  scan lexicon fit labelled-en.jsonl --lang en
  scan lexicon fit invented-en.jsonl --often real-en.jsonl --lang en --lexicon my-rules -o my-rules/terms/en/wording.tsv`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && len(o.often) > 0 {
				return nil
			}
			return some("file of labelled passages", "such as: scan lexicon fit labelled-en.jsonl --lang en")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.lang == "" {
				return usagef("fit needs --lang, the language of the passages")
			}
			if o.folds < 0 || o.folds == 1 {
				return usagef("--folds %d: want 0, for none, or 2 and more", o.folds)
			}
			if o.folds == 0 && o.out == "" {
				return usagef("fit with --folds 0 needs --out, the file to write the weights to")
			}
			return runLexiconFit(cmd.Context(), env, o, args)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.lang, "lang", "", "`language` of the passages, as en")
	f.StringVarP(&o.out, "out", "o", "", "`file` to write the weights to")
	f.StringSliceVar(&o.often, "often", nil, "`file` of labelled passages that count twice, such as those of real documents")
	f.IntVar(&o.folds, "folds", 4, "`number` of folds to measure with; 0: do not measure")
	f.StringVar(&o.lexicon, "lexicon", "", "use the codebook and rules in this `directory`")
	return cmd
}

// oftenWeight is how often a passage of a real document counts: there are few.
const oftenWeight = 2

func runLexiconFit(ctx context.Context, env environment, o fitOptions, files []string) error {
	lex, err := openLexicon(o.lexicon)
	if err != nil {
		return err
	}
	if _, err := lex.Language(o.lang); err != nil {
		return err
	}
	if !lex.Weighing.Stated() {
		return hint.With(errors.New("lexicon.yaml has no field \"wording\", so nothing says from which log-odds on weights count"), "docs/rules.md, Thresholds, says what to add")
	}
	sources, origin, err := readSources(lex, o, files)
	if err != nil {
		return err
	}
	if err := checkLabels(env.Stderr, sources); err != nil {
		return err
	}
	if o.folds, err = foldsFor(env.Stderr, o, fit.Documents(sources)); err != nil {
		return err
	}
	if o.folds > 0 {
		if err := writeFolds(ctx, env.Stdout, lex, o, sources); err != nil {
			return err
		}
	}
	if o.out == "" {
		return nil
	}
	tagger, err := match.New(lex, o.lang)
	if err != nil {
		return err
	}
	weights, err := fit.LearnAll(ctx, tagger, sources, fit.Options{})
	if err != nil {
		return err
	}
	if err := writeFile(o.out, func(w io.Writer) error {
		_, err := w.Write(weights.Format(lex.Codes(), origin...))
		return err
	}); err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.Stdout, "%s: %d signs\n", o.out, len(weights.Signs))
	return err
}

// readSources reads labelled passages in the language, and says for the head of the
// weights where they come from.
func readSources(lex *lexicon.Lexicon, o fitOptions, files []string) (sources []fit.Source, origin []string, err error) {
	origin = []string{"How much signs speak for cells (docs/rules.md, Wording). Fitted by scan lexicon fit on:"}
	for i, file := range slices.Concat(files, o.often) {
		weight, counted := 1.0, "once"
		if i >= len(files) {
			weight, counted = oftenWeight, "twice"
		}
		cases, err := readCases([]string{file})
		if err != nil {
			return nil, nil, err
		}
		kept, err := casesToLearn(cases, o.lang, lex.Codes())
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", file, err)
		}
		if len(kept) == 0 {
			return nil, nil, fmt.Errorf("%s holds no passage in %q", file, o.lang)
		}
		sources = append(sources, fit.Source{Cases: kept, Weight: weight})
		origin = append(origin, fmt.Sprintf("  %s: %d passages, counted %s", filepath.Base(file), len(kept), counted))
	}
	return sources, origin, nil
}

// casesToLearn returns the passages in a language. A label that is no cell is an
// error: nothing would be learned from it.
func casesToLearn(cases []evaluate.Case, lang string, codes []string) ([]evaluate.Case, error) {
	var kept []evaluate.Case
	for i, c := range cases {
		if complete(&c.Unit); c.Lang != lang {
			continue
		}
		for _, label := range slices.Concat(c.Labels, c.Optional) {
			if !slices.Contains(codes, label) {
				return nil, hint.With(fmt.Errorf("%s: label %q is no cell of the lexicon", nameOfCase(i, c.ID), label), "there are: %s", strings.Join(codes, ", "))
			}
		}
		kept = append(kept, c)
	}
	return kept, nil
}

// nameOfCase names a passage of a file by its id, or else by its place.
func nameOfCase(i int, id string) string {
	if id == "" {
		return fmt.Sprintf("passage %d", i+1)
	}
	return fmt.Sprintf("passage %q", id)
}

// fewLabelled is how many labelled passages figures must rest on to say something.
const fewLabelled = 20

// checkLabels refuses passages without any label, and warns where there are few.
func checkLabels(w io.Writer, sources []fit.Source) error {
	labelled := 0
	for _, s := range sources {
		for i := range s.Cases {
			if len(s.Cases[i].Labels) > 0 {
				labelled++
			}
		}
	}
	if labelled == 0 {
		return hint.With(errors.New("no passage has a label, so there is nothing to learn from"), `a label is a cell, such as "labels":["C5.sexwork"]`)
	}
	if labelled < fewLabelled {
		fmt.Fprintf(w, "scan: note: labelled passages: %d; figures that rest on fewer than %d mean little\n", labelled, fewLabelled)
	}
	return nil
}

// foldsFor returns in how many folds documents can be dealt: at most one each, and
// none where there is only one document.
func foldsFor(w io.Writer, o fitOptions, documents int) (int, error) {
	switch {
	case o.folds <= documents:
		return o.folds, nil
	case documents > 1:
		fmt.Fprintf(w, "scan: note: documents: %d; measured in as many folds\n", documents)
		return documents, nil
	case o.out == "":
		return 0, hint.With(errors.New("all passages are of one document, so nothing can be measured in folds"), `"source" or "title" says which document a passage is of; -o writes weights without measuring`)
	}
	fmt.Fprintln(w, "scan: note: all passages are of one document, so nothing is measured")
	return 0, nil
}

// writeFolds prints what the weights are worth on passages that they were not
// fitted on.
func writeFolds(ctx context.Context, w io.Writer, lex *lexicon.Lexicon, o fitOptions, sources []fit.Source) error {
	cases, rules, both, err := fit.CrossValidate(ctx, lex, o.lang, sources, o.folds, fit.Options{})
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%-44s %6s %6s  %-19s %-19s %-19s\n", "", "n", "labels", "precision", "recall", "F1")
	for _, x := range []struct {
		name string
		tags [][]match.Tag
	}{{"rules alone", rules}, {fmt.Sprintf("with wording, in %d folds", o.folds), both}} {
		scores := evaluate.Score(cases, x.tags, evaluate.Options{})
		l := scores.Lines[0]
		fmt.Fprintf(out, "%-44s %6d %6d  %s %s %s\n", x.name, l.Right+l.Wrong+l.Missed, l.Labels(), figure(l.P, l.PSpan), figure(l.R, l.RSpan), figure(l.F, l.FSpan))
	}
	return out.Flush()
}
