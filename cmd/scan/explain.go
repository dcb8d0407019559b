package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

type explainOptions struct {
	lexicon   string
	languages []string
}

// newExplain makes the command that says what a rule or a cell looks for.
func newExplain(env environment) *cobra.Command {
	var o explainOptions
	cmd := &cobra.Command{
		Use:     "explain RULE|CODE|FLAG",
		GroupID: "rules",
		Short:   "Say what a rule or a cell looks for",
		Long: `Say in words what a criterion, a cell or a rule looks for: the question, what counts
and what does not, the rules and their terms, with examples. Flags (AUX.prohibition),
legal forms (OFF) and the words voice, force, scope, gate and candidate are explained
too.` + "\n" + exitHelp,
		Example: `  scan explain C2.exploitation
  scan explain c02.exploitation.buying --lang de
  scan explain AUX.prohibition`,
		Args: one("rule, code or flag", "such as: scan explain C2.exploitation"),
		RunE: func(_ *cobra.Command, args []string) error { return runExplain(env, o, args[0]) },
	}
	cmd.Flags().StringVar(&o.lexicon, "lexicon", "", "use the codebook and rules in this `directory`")
	cmd.Flags().StringSliceVar(&o.languages, "lang", []string{"en"}, "show terms and examples in these languages")
	return cmd
}

func runExplain(env environment, o explainOptions, what string) error {
	lex, err := openLexicon(o.lexicon)
	if err != nil {
		return err
	}
	for _, lang := range o.languages {
		if !lex.Covers(lang) {
			return usagef("--lang %s: there are rules for %s", lang, strings.Join(lex.Languages, ", "))
		}
	}
	text, err := lex.Explain(what, o.languages...)
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(env.Stdout, text)
	return err
}
