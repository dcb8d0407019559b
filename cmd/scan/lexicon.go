package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policyscan/cmd/scan/internal/hint"
	"policyscan/cmd/scan/internal/workspace"
	"policyscan/export"
	"policyscan/ingest"
	"policyscan/lexicon"
	"policyscan/match"
)

// newLexicon makes the commands of authors of rules.
func newLexicon(env environment) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "lexicon",
		GroupID: "rules",
		Short:   "Check, compare and edit the codebook and its rules",
		Long: `Check, compare and edit the codebook and its rules. The rules are YAML files
(docs/rules.md describes them); a spreadsheet of them goes out and comes back without
loss. Any command takes another lexicon with --lexicon DIR.` + "\n" + exitHelp,
	}
	cmd.AddCommand(newLexiconCheck(env), newLexiconDiff(env), newLexiconExport(env), newLexiconImport(env), newLexiconFit(env), newLexiconSchema(env))
	return cmd
}

type lexiconCheckOptions struct {
	lexicon   string
	corpus    string
	languages []string
	strict    bool
}

func newLexiconCheck(env environment) *cobra.Command {
	var o lexiconCheckOptions
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Check a lexicon: its files, its tests, its coverage",
		Long: `Check that a lexicon can be read, run the tests that stand beside its rules, and
name rules without tests, lists that nothing uses, and cells without rules.

With --corpus, also say what every pattern matched in a folder of texts that a
workspace holds, the commonest words first, and which patterns never match. Languages
that none of the texts is in are left out.` + "\n" + exitHelp,
		Example: `  scan lexicon check
  scan lexicon check --lexicon my-rules --lang en --corpus laws.scan`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runLexiconCheck(cmd.Context(), env, o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.lexicon, "lexicon", "", "check the lexicon in this `directory` (default: the embedded one)")
	f.StringVar(&o.corpus, "corpus", "", "survey the texts of this `workspace`")
	f.StringSliceVar(&o.languages, "lang", nil, "only these languages")
	f.BoolVar(&o.strict, "strict", false, "take warnings for errors")
	return cmd
}

func runLexiconCheck(ctx context.Context, env environment, o lexiconCheckOptions) error {
	lex, err := openLexicon(o.lexicon)
	if err != nil {
		return err
	}
	languages := o.languages
	if len(languages) == 0 {
		languages = lex.Languages
	}
	tagger, err := match.New(lex, languages...)
	if err != nil {
		return err
	}
	var out strings.Builder
	failures, warnings := 0, 0
	for _, lang := range languages {
		failed, err := match.RunTests(tagger, lang)
		if err != nil {
			return err
		}
		warned, err := lex.Lint(lang)
		if err != nil {
			return err
		}
		for _, f := range failed {
			fmt.Fprintln(&out, f)
		}
		for _, w := range warned {
			fmt.Fprintln(&out, w)
		}
		failures, warnings = failures+len(failed), warnings+len(warned)
	}
	if err := writeCoverage(&out, lex, languages); err != nil {
		return err
	}
	if o.corpus != "" {
		if err := writeSurvey(ctx, &out, tagger, o.corpus, languages); err != nil {
			return err
		}
	}
	fmt.Fprintf(&out, "%d tests fail, %d warnings\n", failures, warnings)
	if _, err := io.WriteString(env.Stdout, out.String()); err != nil {
		return err
	}
	if failures > 0 || o.strict && warnings > 0 {
		return errors.New("the lexicon does not pass its checks")
	}
	return nil
}

// writeCoverage prints how many rules each cell has in each language.
func writeCoverage(out *strings.Builder, lex *lexicon.Lexicon, languages []string) error {
	coverage, err := lex.Coverage()
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%-20s", "rules")
	for _, lang := range languages {
		fmt.Fprintf(out, "%5s", lang)
	}
	out.WriteByte('\n')
	for _, code := range lex.Codes() {
		fmt.Fprintf(out, "%-20s", code)
		for _, lang := range languages {
			fmt.Fprintf(out, "%5d", coverage[code][lang])
		}
		out.WriteByte('\n')
	}
	return nil
}

// mostSurveyed is how many words a pattern's line of the survey shows.
const mostSurveyed = 8

// writeSurvey prints what every pattern found in the texts of a workspace.
func writeSurvey(ctx context.Context, out *strings.Builder, tagger *match.Tagger, dir string, languages []string) error {
	w := tagger.Worker()
	surveys := map[string]*match.Survey{}
	passages := map[string]int{}
	for _, lang := range languages {
		surveys[lang] = w.Survey(lang)
	}
	err := eachPassage(ctx, dir, func(u match.Unit) {
		lang, _, _ := strings.Cut(u.Lang, "-")
		if s := surveys[lang]; s != nil {
			s.Add(u.Text)
			passages[lang]++
		}
	})
	if err != nil {
		return err
	}
	for _, lang := range languages {
		if surveys[lang] == nil {
			continue
		}
		if passages[lang] == 0 {
			fmt.Fprintf(out, "%s: no text of the corpus is in this language\n", lang)
			continue
		}
		writeUses(out, lang, surveys[lang].Report())
	}
	return nil
}

// writeUses prints the patterns that matched with their words, then those that
// never did. Words of titles are left out, for they are not looked for in texts.
func writeUses(out *strings.Builder, lang string, uses []match.PatternUse) {
	var never []match.PatternUse
	matched := 0
	for _, use := range uses {
		switch {
		case strings.HasPrefix(use.Set, "title/"):
			continue
		case use.Total == 0:
			never = append(never, use)
			continue
		}
		matched++
		fmt.Fprintf(out, "%s %s %q: %d", lang, use.Set, use.Pattern, use.Total)
		for i, f := range use.Forms {
			if i == mostSurveyed {
				fmt.Fprintf(out, "  … %d more", len(use.Forms)-mostSurveyed)
				break
			}
			fmt.Fprintf(out, "  %s (%d)", f.Form, f.N)
		}
		out.WriteByte('\n')
	}
	for _, use := range never {
		fmt.Fprintf(out, "%s %s %q never matches\n", lang, use.Set, use.Pattern)
	}
	fmt.Fprintf(out, "%s: %d patterns match, %d never do\n", lang, matched, len(never))
}

func newLexiconSchema(env environment) *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of the files of a language",
		Long: `Print the JSON Schema (draft 2020-12) of the YAML files under terms/, for editors that
check and complete as you write; docs/rules.md says how to name it to them.` + "\n" + exitHelp,
		Example: `  scan lexicon schema > my-rules/terms.schema.json`,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			schema, err := lexicon.Schema()
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(env.Stdout, "%s\n", schema)
			return err
		},
	}
}

func newLexiconDiff(env environment) *cobra.Command {
	var corpus string
	cmd := &cobra.Command{
		Use:   "diff OLD NEW --corpus WORKSPACE",
		Short: "Say what another lexicon would change",
		Long: `Tag the texts of a workspace with two lexicons and list what the new one adds (+) and
drops (-). The word “embedded” stands for the lexicon of the program.` + "\n" + exitHelp,
		Example: `  scan lexicon diff embedded my-rules --corpus laws.scan`,
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if corpus == "" {
				return usagef("diff needs --corpus, the workspace whose texts are tagged")
			}
			return runLexiconDiff(cmd.Context(), env, args[0], args[1], corpus)
		},
	}
	cmd.Flags().StringVar(&corpus, "corpus", "", "tag the texts of this `workspace`")
	return cmd
}

func runLexiconDiff(ctx context.Context, env environment, before, after, corpus string) error {
	var workers [2]*match.Worker
	for i, dir := range []string{before, after} {
		if dir == "embedded" {
			dir = ""
		}
		tagger, err := newTagger(dir)
		if err != nil {
			return err
		}
		workers[i] = tagger.Worker()
	}
	ws, err := workspace.Read(corpus)
	if err != nil {
		return err
	}
	docs, err := ws.Documents()
	if err != nil {
		return err
	}
	d := difference{codes: map[string][2]int{}}
	var failed error
	err = eachContent(ctx, ws, docs, func(doc ingest.Document, content *ingest.Content) {
		was, errWas := tagDocument(workers[0], &doc, content)
		is, errIs := tagDocument(workers[1], &doc, content)
		if failed = errors.Join(failed, errWas, errIs); failed != nil {
			return
		}
		for i := range content.Passages {
			d.add(&doc, content, i, was[i], is[i])
		}
	})
	if err = errors.Join(err, failed); err != nil {
		return err
	}
	return d.write(env.Stdout)
}

// difference collects what a lexicon adds and drops.
type difference struct {
	list           strings.Builder
	added, dropped int               // passages
	codes          map[string][2]int // tags added and dropped by code and voice
}

// add compares the tags of a passage.
func (d *difference) add(doc *ingest.Document, content *ingest.Content, i int, was, is []match.Tag) {
	before, after := codesOf(was), codesOf(is)
	var gained, lost bool
	line := func(sign, code string, tags []match.Tag) {
		fmt.Fprintf(&d.list, "%s %s  %s %s", sign, code, printable(doc.Path), content.Passages[i].ID)
		for _, t := range tags {
			if nameOf(t) != code {
				continue
			}
			for _, r := range t.Rules {
				fmt.Fprintf(&d.list, "  %s", r.ID)
			}
		}
		d.list.WriteByte('\n')
	}
	for _, c := range after {
		if !slices.Contains(before, c) {
			gained = true
			n := d.codes[c]
			d.codes[c] = [2]int{n[0] + 1, n[1]}
			line("+", c, is)
		}
	}
	for _, c := range before {
		if !slices.Contains(after, c) {
			lost = true
			n := d.codes[c]
			d.codes[c] = [2]int{n[0], n[1] + 1}
			line("-", c, was)
		}
	}
	if gained {
		d.added++
	}
	if lost {
		d.dropped++
	}
	if gained || lost {
		p := &content.Passages[i]
		fmt.Fprintf(&d.list, "%s\n\n", wrap(printable(content.Text[p.Start:p.End]), 4, 100))
	}
}

func (d *difference) write(w io.Writer) error {
	for _, code := range slices.Sorted(maps.Keys(d.codes)) {
		fmt.Fprintf(&d.list, "%-36s +%d -%d\n", code, d.codes[code][0], d.codes[code][1])
	}
	fmt.Fprintf(&d.list, "adds tags to %d passages, drops tags from %d\n", d.added, d.dropped)
	_, err := io.WriteString(w, d.list.String())
	return err
}

// codesOf names the tags of a passage.
func codesOf(tags []match.Tag) []string {
	var out []string
	for _, t := range tags {
		out = append(out, nameOf(t))
	}
	return out
}

// nameOf names a tag by code and voice.
func nameOf(t match.Tag) string {
	name := t.Code + " " + string(t.Voice)
	if t.Candidate {
		name += " (candidate)"
	}
	return name
}

func newLexiconExport(env environment) *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:     "export FILE.xlsx",
		Short:   "Write the lexicon as a spreadsheet",
		Long:    "Write the codebook, rules, terms and tests as a spreadsheet to edit; import is the way back." + "\n" + exitHelp,
		Example: `  scan lexicon export rules.xlsx`,
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			lex, err := openLexicon(dir)
			if err != nil {
				return err
			}
			tables, err := lex.Tables()
			if err != nil {
				return err
			}
			var sheets []export.Sheet
			for _, t := range tables {
				sheets = append(sheets, export.Sheet{Name: t.Name, Rows: t.Rows})
			}
			if err := writeFile(args[0], func(w io.Writer) error { return export.WriteRows(w, sheets) }); err != nil {
				return err
			}
			_, err = fmt.Fprintln(env.Stdout, args[0])
			return err
		},
	}
	cmd.Flags().StringVar(&dir, "lexicon", "", "write the lexicon in this `directory` (default: the embedded one)")
	return cmd
}

func newLexiconImport(env environment) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "import FILE.xlsx -o DIRECTORY",
		Short: "Make a lexicon of a spreadsheet",
		Long: `Make a lexicon of a spreadsheet that export wrote and somebody edited. The files are
written to a new directory, for --lexicon, and only where the whole can be read.` + "\n" + exitHelp,
		Example: `  scan lexicon import rules.xlsx -o my-rules`,
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if out == "" {
				return usagef("import needs -o, a directory to write to")
			}
			return runLexiconImport(env, args[0], out)
		},
	}
	cmd.Flags().StringVarP(&out, "out", "o", "", "new `directory` to write to")
	return cmd
}

func runLexiconImport(env environment, file, dir string) error {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return hint.With(fmt.Errorf("%s is not empty", dir), "name a new directory")
	}
	sheets, err := export.ReadRows(file)
	if err != nil {
		return err
	}
	var tables []lexicon.Table
	for _, s := range sheets {
		tables = append(tables, lexicon.Table{Name: s.Name, Rows: s.Rows})
	}
	files, err := lexicon.FromTables(tables)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	temp, err := os.MkdirTemp("", "scan-lexicon-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	if err := writeLexicon(temp, files); err != nil {
		return err
	}
	if _, err := openLexicon(temp); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if err := writeLexicon(dir, files); err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.Stdout, "%s: %d files\n", dir, len(files))
	return err
}

// writeLexicon writes the files of a lexicon below a directory.
func writeLexicon(dir string, files map[string][]byte) error {
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o666); err != nil {
			return err
		}
	}
	return nil
}
