package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policyscan/cmd/scan/internal/hint"
	"policyscan/cmd/scan/internal/pipeline"
	"policyscan/export"
	"policyscan/match"
	"policyscan/match/compare"
)

type compareOptions struct {
	corpusOptions
	report    exportOptions
	criterion []string
}

// newCompare makes the command that prints jurisdictions side by side.
func newCompare(env environment) *cobra.Command {
	var o compareOptions
	cmd := &cobra.Command{
		Use:     "compare A B…",
		GroupID: "look",
		Short:   "Print what jurisdictions say, criterion by criterion",
		Long: `Print, for each criterion and each of the two perspectives, the status of the
jurisdictions that are named and the best quotation of each with its citation. Law
in force, policy and reports, and debates are kept apart. Nothing is added up: the
columns are not comparable as quantities.` + "\n" + exitHelp,
		Example: `  scan compare Norvik Arvenland -w samples.scan
  scan compare SE NZ --criterion 2,7`,
		Args: some("jurisdiction", "such as: scan compare Norvik Arvenland"),
		RunE: func(cmd *cobra.Command, args []string) error { return runCompare(cmd.Context(), env, o, args) },
	}
	o.addWorkspace(cmd)
	cmd.Flags().StringSliceVar(&o.criterion, "criterion", nil, "only these criteria (1 to 10, or C1 to C10)")
	cmd.Flags().StringVar(&o.report.AsOf, "as-of", "", "reference date, such as 2024-12-31")
	cmd.Flags().BoolVar(&o.report.ReviewedOnly, "reviewed-only", false, "count only what a person accepted")
	cmd.Flags().StringVar(&o.lexicon, "lexicon", "", "use the codebook in this `directory`")
	return cmd
}

func runCompare(ctx context.Context, env environment, o compareOptions, names []string) error {
	if o.report.AsOf != "" && !isDate(o.report.AsOf) {
		return usagef("--as-of %s: want a date such as 2024-12-31", o.report.AsOf)
	}
	criteria, err := criteriaOf(o.criterion)
	if err != nil {
		return err
	}
	ws, state, err := o.results()
	if err != nil {
		return err
	}
	rep, err := newReport(ctx, ws, o.lexicon, o.report, &pipeline.Result{Unchanged: true, State: state})
	if err != nil {
		return err
	}
	if err := known(rep, names); err != nil {
		return err
	}
	var out strings.Builder
	for _, t := range rep.Comparison.Tables {
		writeComparison(&out, rep, t, criteria, names)
	}
	_, err = io.WriteString(env.Stdout, out.String())
	return err
}

// known refuses names of jurisdictions that no document has.
func known(rep *export.Report, names []string) error {
	var all []string
	for _, t := range rep.Comparison.Tables {
		for _, r := range t.Rows {
			if !slices.Contains(all, r.Jurisdiction) {
				all = append(all, r.Jurisdiction)
			}
		}
	}
	slices.Sort(all)
	for _, n := range names {
		if !slices.Contains(all, n) {
			return hint.With(fmt.Errorf("there is no jurisdiction %q", n), "there are: %s", strings.Join(all, ", "))
		}
	}
	return nil
}

// writeComparison prints one genre group.
func writeComparison(out *strings.Builder, rep *export.Report, t compare.Table, criteria []int, names []string) {
	var rows []compare.Row
	for _, n := range names {
		if i := slices.IndexFunc(t.Rows, func(r compare.Row) bool { return r.Jurisdiction == n }); i >= 0 {
			rows = append(rows, t.Rows[i])
		}
	}
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(out, "%s\n\n", strings.ToUpper(string(t.Genre)))
	for i, number := range rep.Comparison.Criteria {
		if len(criteria) > 0 && !slices.Contains(criteria, number) {
			continue
		}
		fmt.Fprintf(out, "%d. %s\n", number, rep.Criteria[i].Name)
		for _, r := range rows {
			k := slices.IndexFunc(r.Criteria, func(c compare.Criterion) bool { return c.Number == number })
			if k >= 0 {
				writeCriterion(out, rep, r, r.Criteria[k])
			}
		}
		out.WriteByte('\n')
	}
}

// writeCriterion prints one criterion of one jurisdiction: both perspectives,
// one above the other.
func writeCriterion(out *strings.Builder, rep *export.Report, r compare.Row, c compare.Criterion) {
	fmt.Fprintf(out, "  %s: %s\n", r.Jurisdiction, c.Status.Spell(rep.Perspectives))
	if c.Why != "" {
		fmt.Fprintf(out, "%s\n", wrap(printable(c.Why), 6, 100))
	}
	for i, cell := range c.Cells {
		if cell.Best == "" {
			continue
		}
		fmt.Fprintf(out, "    %s: %s\n", rep.Perspectives[i].Name, cell)
		k := slices.IndexFunc(rep.Evidence, func(e match.Evidence) bool { return e.ID == cell.Best })
		if k < 0 {
			continue
		}
		e := rep.Evidence[k]
		fmt.Fprintf(out, "%s\n", wrap("“"+fewWords(printable(e.Quote), 40)+"”", 6, 100))
		for _, d := range rep.Documents {
			if d.ID == e.Document {
				fmt.Fprintf(out, "      — %s\n", printable(export.Citation(d, e)))
			}
		}
	}
}

// fewWords cuts a quotation to at most n words.
func fewWords(s string, n int) string {
	words := strings.Fields(s)
	if len(words) <= n {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:n], " ") + " …"
}
