package main

import (
	"context"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"policyscan/cmd/scan/internal/pipeline"
	"policyscan/cmd/scan/internal/workspace"
	"policyscan/export"
	"policyscan/ingest"
	"policyscan/lexicon"
	"policyscan/match/compare"
)

// newReport collects what a report is made from.
func newReport(ctx context.Context, ws *workspace.Workspace, lexiconDir string, o exportOptions, r *pipeline.Result) (*export.Report, error) {
	docs, tags := r.Documents, r.Tags
	if r.Unchanged {
		var err error
		if docs, err = ws.Documents(); err != nil {
			return nil, err
		}
		if _, tags, err = ws.Tags(); err != nil {
			return nil, err
		}
	}
	lex, err := openLexicon(lexiconDir)
	if err != nil {
		return nil, err
	}
	decisions, err := ws.Reviews()
	if err != nil {
		return nil, err
	}
	decisions, lost := withCarried(decisions, docs, tags)
	searchable, err := searchable(lex, docs)
	if err != nil {
		return nil, err
	}
	in := export.Input{
		Title: o.Title, Documents: docs, Evidence: tags, Decisions: decisions,
		Criteria: criteria(lex), Perspectives: perspectives(lex), Searchable: searchable,
		Run: facts(r.State), Warnings: append(slices.Clone(r.State.Warnings), lost...), Link: linker(ws, o.Out, r.State.Roots),
		Attribution: lex.Attribution, Notes: notes(docs), Text: texts(ws),
		AsOf: o.AsOf, ReviewedOnly: o.ReviewedOnly, Full: o.Full, Presumption: o.Presumption, Coder: strings.TrimSpace(o.Coder),
	}
	if lexiconDir == "" { // the figures are those of the embedded rules
		if in.Validity, err = export.Measured(); err != nil {
			return nil, err
		}
	}
	if o.Since != "" {
		if in.Since, err = export.ReadRows(o.Since); err != nil {
			return nil, err
		}
	}
	if o.Full {
		if in.Rules, err = rules(lex); err != nil {
			return nil, err
		}
		if in.Suppressed, err = nearMisses(ctx, ws, lex, docs); err != nil {
			return nil, err
		}
	}
	return export.NewReport(in)
}

// notes are the places of ambiguous structure, by document.
func notes(docs []ingest.Document) map[string][]string {
	out := map[string][]string{}
	for _, d := range docs {
		for _, p := range d.Problems {
			if p.Code == pipeline.Ambiguous {
				out[d.ID] = append(out[d.ID], p.Text)
			}
		}
	}
	return out
}

// texts gives the canonical text of documents, for formats that carry it.
func texts(ws *workspace.Workspace) func(string) (string, error) {
	keys := sync.OnceValues(func() (map[string]string, error) {
		_, files, err := ws.Files()
		keys := map[string]string{}
		for _, f := range files {
			keys[f.Hash] = f.Key
		}
		return keys, err
	})
	return func(id string) (string, error) {
		known, err := keys()
		if err != nil {
			return "", err
		}
		x, err := ws.Extraction(known[id])
		return x.Text, err
	}
}

// facts are what the Run sheet says about how the results were made.
func facts(s workspace.State) []export.Fact {
	return []export.Fact{
		{Name: "scan", Value: s.Versions.Tool},
		{Name: "codebook and rules", Value: s.Versions.Codebook},
		{Name: "tokeniser", Value: s.Versions.Tokeniser},
		{Name: "structure", Value: s.Versions.Structure},
		{Name: "settings", Value: s.Settings},
		{Name: "catalogue", Value: s.Documents.SHA256},
		{Name: "tags", Value: s.Tags.SHA256},
	}
}

// criteria are the criteria of a lexicon as the codebook sheet prints them.
func criteria(lex *lexicon.Lexicon) []export.Criterion {
	var out []export.Criterion
	for _, c := range lex.Criteria {
		e := export.Criterion{Number: c.Number, Name: c.Title, Question: c.Question, Claim: c.Claim}
		for i, p := range lex.Perspectives {
			if i < len(e.Cells) {
				cell := c.Cells[p.Name]
				e.Cells[i] = export.CellText{
					Observable: cell.Observable, Include: strings.Join(cell.Include, "; "), Exclude: strings.Join(cell.Exclude, "; "),
				}
			}
		}
		out = append(out, e)
	}
	return out
}

// perspectives are the two columns of a lexicon.
func perspectives(lex *lexicon.Lexicon) [2]compare.Perspective {
	known := compare.Perspectives()
	var out [2]compare.Perspective
	for i, p := range lex.Perspectives {
		if i >= len(out) {
			break
		}
		out[i] = compare.Perspective{Key: p.Name, Name: strings.ToLower(p.Title)}
		if known[i].Key == p.Name {
			out[i] = known[i]
		}
	}
	return out
}

// searchable says, for the languages of the documents, which cells have rules.
func searchable(lex *lexicon.Lexicon, docs []ingest.Document) (map[string][]string, error) {
	out := map[string][]string{}
	for i := range docs {
		lang, _, _ := strings.Cut(docs[i].Language.Value, "-")
		if out[lang] != nil || !lex.Covers(lang) {
			continue
		}
		l, err := lex.Language(lang)
		if err != nil {
			return nil, err
		}
		codes := []string{}
		for j := range l.Rules {
			if code := l.Rules[j].Code(); code != "" && !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
		slices.Sort(codes)
		out[lang] = codes
	}
	return out, nil
}

// linker leads from a report to the files of the corpus, by relative ways, so
// that the report and the folders can move together.
func linker(ws *workspace.Workspace, out string, roots []workspace.Root) func(ingest.Document) string {
	from, err := filepath.Abs(filepath.Dir(out))
	if err != nil {
		return nil
	}
	return func(d ingest.Document) string {
		for _, r := range roots {
			rest := d.Path
			if r.Name != "" {
				var ok bool
				if rest, ok = strings.CutPrefix(d.Path, r.Name+"/"); !ok {
					continue
				}
			}
			place, err := filepath.Abs(ws.Abs(r.Path))
			if err != nil {
				return ""
			}
			if len(roots) > 0 && filepath.Base(place) == rest && path.Ext(rest) != "" {
				place = filepath.Dir(place) // the root is this file itself
			}
			rel, err := filepath.Rel(from, filepath.Join(place, filepath.FromSlash(rest)))
			if err != nil {
				return ""
			}
			return filepath.ToSlash(rel)
		}
		return ""
	}
}
