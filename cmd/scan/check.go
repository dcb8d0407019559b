package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"policyscan/cmd/scan/internal/hint"
	"policyscan/cmd/scan/internal/workspace"
	"policyscan/index"
	"policyscan/ingest/reading"
)

// newCheck makes the command that verifies a workspace.
func newCheck(env environment) *cobra.Command {
	var o corpusOptions
	cmd := &cobra.Command{
		Use:     "check",
		GroupID: "work",
		Short:   "Verify a workspace",
		Long: `Verify a workspace: catalogue, tags and file records against their digests, every
kept extraction, the search indexes against their checksums and the catalogue, and
the decisions. It changes nothing; run and ingest mend what can be made again.` + "\n" + exitHelp,
		Example: `  scan check -w laws.scan`,
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runCheck(cmd.Context(), env, o) },
	}
	o.addWorkspace(cmd)
	return cmd
}

func runCheck(ctx context.Context, env environment, o corpusOptions) error {
	ws, state, err := o.results()
	if err != nil {
		return err
	}
	dir := ws.Dir()
	damaged, mend := 0, fmt.Sprintf("scan ingest -w %s mends it", dir)
	for _, c := range []struct {
		name  string
		check func(context.Context, *workspace.Workspace, workspace.State) (string, error)
	}{
		{"files", checkFiles}, {"catalogue", checkCatalogue}, {"extractions", checkExtractions},
		{"search indexes", checkIndexes}, {"decisions", checkReviews},
	} {
		found, err := c.check(ctx, ws, state)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			damaged++
			found = "DAMAGED: " + err.Error()
			if errors.Is(err, index.ErrDamaged) {
				mend = fmt.Sprintf("remove %s, then scan ingest -w %s builds it again", ws.Path("index"), dir)
			}
		}
		if _, err := fmt.Fprintf(env.Stdout, "%-15s %s\n", c.name, found); err != nil {
			return err
		}
	}
	if damaged > 0 {
		return hint.With(fmt.Errorf("%s is damaged", dir), "%s", mend)
	}
	return nil
}

// checkFiles compares the files of results with their digests.
func checkFiles(_ context.Context, ws *workspace.Workspace, s workspace.State) (string, error) {
	if !ws.Whole(s, true) {
		return "", errors.New("catalogue, tags or file records are not what the last run wrote")
	}
	return "as the last run wrote them", nil
}

// checkCatalogue compares catalogue and tags with each other and with the counts.
func checkCatalogue(_ context.Context, ws *workspace.Workspace, s workspace.State) (string, error) {
	docs, err := ws.Documents()
	if err != nil {
		return "", err
	}
	header, tags, err := ws.Tags()
	if err != nil {
		return "", err
	}
	passages, known := 0, map[string]bool{}
	for _, d := range docs {
		passages += d.Passages
		known[d.ID] = true
	}
	for _, e := range tags {
		if !known[e.Document] {
			return "", fmt.Errorf("evidence %s belongs to no document", e.ID)
		}
	}
	switch {
	case header.Documents != s.Documents.SHA256:
		return "", errors.New("the tags belong to another catalogue")
	case len(docs) != s.Counts.Documents || passages != s.Counts.Passages || len(tags) != s.Counts.Evidence:
		return "", fmt.Errorf("%d documents, %d passages and %d pieces of evidence; the last run counted %d, %d and %d",
			len(docs), passages, len(tags), s.Counts.Documents, s.Counts.Passages, s.Counts.Evidence)
	}
	return fmt.Sprintf("%d documents, %d passages, %d pieces of evidence", len(docs), passages, len(tags)), nil
}

// checkExtractions reads every kept extraction.
func checkExtractions(ctx context.Context, ws *workspace.Workspace, _ workspace.State) (string, error) {
	_, files, err := ws.Files()
	if err != nil {
		return "", err
	}
	seen := map[string]bool{}
	refused := 0
	for _, f := range files {
		if f.Key == "" || seen[f.Key] || f.LeftOut != "" || f.Failed != "" {
			continue
		}
		if err := ctx.Err(); err != nil {
			return "", err
		}
		seen[f.Key] = true
		_, err := ws.Extraction(f.Key)
		var refusal *reading.Refusal
		switch {
		case errors.As(err, &refusal):
			refused++
		case err != nil:
			return "", fmt.Errorf("%s: %w", f.Path, err)
		}
	}
	return fmt.Sprintf("%d, and %d records of files that could not be read", len(seen)-refused, refused), nil
}

// checkIndexes compares the bytes of the indexes with their checksums, and what
// they hold with the catalogue and the tags.
func checkIndexes(ctx context.Context, ws *workspace.Workspace, s workspace.State) (string, error) {
	_, tags, err := ws.Tags()
	if err != nil {
		return "", err
	}
	tagged := map[string]bool{}
	for _, e := range tags {
		tagged[e.Passage] = true
	}
	for _, i := range []struct {
		name string
		want int
	}{{index.TextName, s.Counts.Passages}, {index.TaggedName, len(tagged)}} {
		if err := checkIndex(ctx, ws, i.name, i.want); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%d passages, %d of them tagged", s.Counts.Passages, len(tagged)), nil
}

// checkIndex checks one index, which should hold so many passages.
func checkIndex(ctx context.Context, ws *workspace.Workspace, name string, want int) error {
	place := ws.Path("index/" + name)
	if err := index.Verify(ctx, place); err != nil {
		return err
	}
	ix, err := index.Open(place)
	if err != nil {
		return err
	}
	got := ix.Count()
	if err := ix.Close(); err != nil {
		return err
	}
	if got != want {
		return fmt.Errorf("%s holds %d passages, not %d", name, got, want)
	}
	return nil
}

// checkReviews reads the decisions.
func checkReviews(_ context.Context, ws *workspace.Workspace, _ workspace.State) (string, error) {
	decisions, err := ws.Reviews()
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d", len(decisions)), nil
}
