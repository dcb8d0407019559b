package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policyscan/cmd/scan/internal/hint"
	"policyscan/cmd/scan/internal/pipeline"
	"policyscan/cmd/scan/internal/workspace"
	"policyscan/export"
	"policyscan/ingest"
	"policyscan/match"
	"policyscan/match/review"
)

// newReview makes the commands of the review round trip.
func newReview(env environment) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "review",
		GroupID: "work",
		Short:   "Send evidence to reviewers and take their decisions back",
		Long: `Send evidence to reviewers and take their decisions back. Decisions belong to the
quotation, not to a row: they survive rescans, better rules and moved files, and are
carried to a replaced file where the quotation is found again, to be confirmed.` + "\n" + exitHelp,
	}
	cmd.AddCommand(newReviewExport(env), newReviewImport(env))
	return cmd
}

type reviewExportOptions struct {
	corpusOptions
	exportOptions
	sample int
	seed   uint64
}

func newReviewExport(env environment) *cobra.Command {
	var o reviewExportOptions
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write a workbook for reviewers, or a blind coding sheet",
		Long: `Write the workbook, whose Evidence sheet has the reviewer's columns, or, with
--sample, a blind coding sheet: a random sample of tagged and untagged passages
without the machine's tags. Its codings give precision and recall of the corpus.` + "\n" + exitHelp,
		Example: `  scan review export -w laws.scan -o review.xlsx
  scan review export -w laws.scan --coder AB -o review-AB.xlsx
  scan review export -w laws.scan --sample 200 -o coding.xlsx`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runReviewExport(cmd.Context(), env, o) },
	}
	o.addWorkspace(cmd)
	f := cmd.Flags()
	f.StringVarP(&o.Out, "out", "o", "review.xlsx", "`file` to write")
	f.IntVar(&o.sample, "sample", 0, "draw so many passages for blind coding")
	f.Uint64Var(&o.seed, "seed", 1, "draw another sample")
	f.StringVar(&o.Coder, "coder", "", "`initials` of the reviewer: hide what others decided")
	f.StringVar(&o.lexicon, "lexicon", "", "use the codebook in this `directory`")
	return cmd
}

func runReviewExport(ctx context.Context, env environment, o reviewExportOptions) error {
	if o.sample == 0 {
		o.Format = "review"
		return runExport(ctx, env, o.corpusOptions, o.exportOptions)
	}
	if o.sample < 0 {
		return usagef("--sample %d: want a number of passages", o.sample)
	}
	ws, state, err := o.results()
	if err != nil {
		return err
	}
	r := pipeline.Result{Unchanged: true, State: state}
	rep, err := newReport(ctx, ws, o.lexicon, o.exportOptions, &r)
	if err != nil {
		return err
	}
	drawn, passages, err := drawSample(ctx, ws, rep, o)
	if err != nil {
		return err
	}
	if err := writeFile(o.Out, func(w io.Writer) error { return export.CodingSheet(w, rep, drawn, passages) }); err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.Stdout, "%s: %d passages to code\n", o.Out, len(drawn))
	return err
}

// drawSample draws passages of all documents, tagged or not.
func drawSample(ctx context.Context, ws *workspace.Workspace, rep *export.Report, o reviewExportOptions) ([]review.Sample, []export.Passage, error) {
	var all []export.Passage
	err := eachContent(ctx, ws, rep.Documents, func(doc ingest.Document, content *ingest.Content) {
		for i, p := range content.Passages {
			if p.Kind.Quotable() {
				all = append(all, passageFor(doc, content, i))
			}
		}
	})
	if err != nil {
		return nil, nil, err
	}
	places := make(map[string]int, len(all))
	for i, p := range all {
		places[p.ID] = i
	}
	drawn := review.Draw(rep.Candidates(all), o.sample, o.seed)
	var passages []export.Passage
	for _, s := range drawn {
		passages = append(passages, all[places[s.Passage]])
	}
	return drawn, passages, nil
}

// passageFor is a passage as coders see it.
func passageFor(doc ingest.Document, content *ingest.Content, i int) export.Passage {
	u, p := unitOf(&doc, content, i), content.Passages[i]
	out := export.Passage{
		ID: p.ID, Document: doc.ID, Text: u.Text, Chapeau: u.Chapeau, Heading: p.Heading,
		Before: u.Before, After: u.After, Page: p.Page, Lang: p.Lang,
	}
	if p.Provision >= 0 && p.Provision < len(content.Provisions) {
		out.Citation = content.Provisions[p.Provision].Citation
	}
	return out
}

// eachContent gives the passages of every readable document, one at a time.
func eachContent(ctx context.Context, ws *workspace.Workspace, docs []ingest.Document, visit func(ingest.Document, *ingest.Content)) error {
	_, files, err := ws.Files()
	if err != nil {
		return err
	}
	keys := map[string]string{}
	for _, f := range files {
		keys[f.Path] = f.Key
	}
	for _, d := range docs {
		if err := ctx.Err(); err != nil {
			return err
		}
		if d.Passages == 0 {
			continue
		}
		content, err := keptContent(ws, d, keys[d.Path])
		if err != nil {
			return fmt.Errorf("%s: %w", d.Path, err)
		}
		visit(d, &content)
	}
	return nil
}

type reviewImportOptions struct {
	corpusOptions
	coder string
}

func newReviewImport(env environment) *cobra.Command {
	var o reviewImportOptions
	cmd := &cobra.Command{
		Use:   "import FILE.xlsx…",
		Short: "Take reviewers' decisions back",
		Long: `Take the decisions of reviewers back from workbooks or coding sheets, in any order of
rows and columns, saved by Excel or LibreOffice. All decisions of all files are
taken, or none: a row that cannot be understood is named.` + "\n" + exitHelp,
		Example: `  scan review import -w laws.scan review.xlsx --coder AB`,
		Args:    some("workbook", "such as: scan review import review.xlsx"),
		RunE:    func(_ *cobra.Command, args []string) error { return runReviewImport(env, o, args) },
	}
	o.addWorkspace(cmd)
	cmd.Flags().StringVar(&o.coder, "coder", "", "who decided, for rows that do not say")
	cmd.Flags().StringVar(&o.lexicon, "lexicon", "", "use the codebook in this `directory`")
	return cmd
}

func runReviewImport(env environment, o reviewImportOptions, files []string) (err error) {
	ws, err := o.change("scan review import")
	if err != nil {
		return err
	}
	defer closing(ws, &err)
	in, err := importBasis(ws, o)
	if err != nil {
		return err
	}
	var all []review.Decision
	var out bytes.Buffer
	for _, name := range files {
		result, err := export.ImportReviews(name, in)
		if err != nil {
			return hint.With(err, "nothing was taken: mend what is named, or export the workbook again, and import once more")
		}
		fmt.Fprintf(&out, "%s: %d decisions, %d as before, %d about evidence that is not here\n",
			name, len(result.Decisions), result.Unchanged, result.Orphans)
		for _, w := range result.Warnings {
			fmt.Fprintf(env.Stderr, "scan: note: %s: %s\n", name, w)
		}
		in.Before = append(in.Before, result.Decisions...)
		all = append(all, result.Decisions...)
	}
	if err := ws.AppendReviews(all); err != nil {
		return err
	}
	_, err = env.Stdout.Write(out.Bytes())
	return err
}

// importBasis is what a sheet is compared with.
func importBasis(ws *workspace.Workspace, o reviewImportOptions) (review.Import, error) {
	docs, err := ws.Documents()
	if err != nil {
		return review.Import{}, err
	}
	_, tags, err := ws.Tags()
	if err != nil {
		return review.Import{}, err
	}
	before, err := ws.Reviews()
	if err != nil {
		return review.Import{}, err
	}
	lex, err := openLexicon(o.lexicon)
	if err != nil {
		return review.Import{}, err
	}
	return review.Import{
		Known: review.Anchors(docs, tags), Codes: lex.Codes(), Before: before, Coder: strings.TrimSpace(o.coder),
	}, nil
}

// withCarried adds the decisions that are carried to evidence of files that were
// replaced, and says which decisions found no place.
func withCarried(decisions []review.Decision, docs []ingest.Document, tags []match.Evidence) (all []review.Decision, warnings []string) {
	present := make(map[string]bool, len(docs))
	for _, d := range docs {
		present[d.ID] = true
	}
	carried, orphans := review.Reanchor(decisions, review.Places(docs, tags), present)
	for _, o := range orphans {
		warnings = append(warnings, fmt.Sprintf("a decision of %s on %s in %s has no evidence here any more", o.Coder, o.Anchor.Code, o.Anchor.Path))
	}
	return append(slices.Clone(decisions), carried...), warnings
}
