package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

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
Labelled passages are as for scan eval.` + "\n" + exitHelp,
		Example: `  scan lexicon fit labelled-en.jsonl --lang en
  scan lexicon fit invented-en.jsonl --often real-en.jsonl --lang en --lexicon my-rules -o my-rules/terms/en/wording.tsv`,
		Args: some("file of labelled passages", "such as: scan lexicon fit labelled-en.jsonl --lang en"),
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
	sources, origin, err := readSources(o, files)
	if err != nil {
		return err
	}
	if o.folds > 0 {
		if err := writeFolds(env.Stdout, lex, o, sources); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil || o.out == "" {
		return err
	}
	tagger, err := match.New(lex, o.lang)
	if err != nil {
		return err
	}
	weights := fit.Wordings(tagger, sources, fit.Options{})
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
func readSources(o fitOptions, files []string) (sources []fit.Source, origin []string, err error) {
	origin = []string{"How much signs speak for cells (docs/rules.md, Wording). Fitted by scan lexicon fit on:"}
	for i, file := range slices.Concat(files, o.often) {
		weight := 1.0
		if i >= len(files) {
			weight = oftenWeight
		}
		cases, err := readCases([]string{file})
		if err != nil {
			return nil, nil, err
		}
		kept := cases[:0]
		for _, c := range cases {
			if complete(&c.Unit); c.Lang == o.lang {
				kept = append(kept, c)
			}
		}
		if len(kept) == 0 {
			return nil, nil, fmt.Errorf("%s holds no passage in %q", file, o.lang)
		}
		sources = append(sources, fit.Source{Cases: kept, Weight: weight})
		origin = append(origin, fmt.Sprintf("  %s: %d passages, each %g times", filepath.Base(file), len(kept), weight))
	}
	return sources, origin, nil
}

// writeFolds prints what the weights are worth on passages that they were not
// fitted on.
func writeFolds(w io.Writer, lex *lexicon.Lexicon, o fitOptions, sources []fit.Source) error {
	cases, rules, both, err := fit.CrossValidate(lex, o.lang, sources, o.folds, fit.Options{})
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
