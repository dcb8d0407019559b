package main

import (
	"context"
	"slices"
	"strings"

	"policyscan/cmd/scan/internal/workspace"
	"policyscan/export"
	"policyscan/ingest"
	"policyscan/lexicon"
	"policyscan/match"
)

// rules lists the rules of a lexicon with the languages that have terms for
// them, and the wording of each cell with those that have weights for it.
func rules(lex *lexicon.Lexicon) ([]export.Rule, error) {
	byID := map[string]*export.Rule{}
	var order []string
	for _, lang := range lex.Languages {
		l, err := lex.Language(lang)
		if err != nil {
			return nil, err
		}
		for i := range l.Rules {
			r := &l.Rules[i]
			if byID[r.ID] == nil {
				byID[r.ID] = &export.Rule{ID: r.ID, Code: r.Code(), Says: r.Says}
				order = append(order, r.ID)
			}
			byID[r.ID].Langs = append(byID[r.ID].Langs, lang)
		}
		for _, r := range wordingOf(lex, l) {
			if byID[r.ID] == nil {
				byID[r.ID] = &r
				order = append(order, r.ID)
			}
			byID[r.ID].Langs = append(byID[r.ID].Langs, lang)
		}
	}
	slices.Sort(order)
	out := make([]export.Rule, len(order))
	for i, id := range order {
		out[i] = *byID[id]
	}
	return out, nil
}

// wordingOf lists what stands for the wording of each cell among the rules of a
// tag; nothing for languages without weights.
func wordingOf(lex *lexicon.Lexicon, l *lexicon.Language) []export.Rule {
	if l.Wording == nil {
		return nil
	}
	var out []export.Rule
	for _, c := range lex.Criteria {
		for _, p := range lex.Perspectives {
			out = append(out, export.Rule{ID: lexicon.WordingID(c.Number, p.Name), Code: lexicon.Code(c.Number, p.Name), Says: lexicon.WordingSays})
		}
	}
	return out
}

// mostNearMisses bounds the sheet of near-misses.
const mostNearMisses = 20_000

// nearMisses tags all passages once more and returns what fired and does not
// count, with the reasons.
func nearMisses(ctx context.Context, ws *workspace.Workspace, lex *lexicon.Lexicon, docs []ingest.Document) ([]export.NearMiss, error) {
	tagger, err := match.New(lex)
	if err != nil {
		return nil, err
	}
	w := tagger.Worker()
	var out []export.NearMiss
	err = eachContent(ctx, ws, docs, func(doc ingest.Document, content *ingest.Content) {
		for i, p := range content.Passages {
			if !p.Kind.Quotable() || len(out) >= mostNearMisses {
				continue
			}
			for _, s := range w.Suppressed(unitOf(&doc, content, i)) {
				m := export.NearMiss{
					Document: doc.ID, Passage: p.ID, Page: p.Page, Code: s.Code, Rule: s.Rule, Reason: s.Reason,
					Quote: strings.Clone(content.Text[p.Start:p.End]),
				}
				if p.Provision >= 0 {
					m.Citation = content.Provisions[p.Provision].Citation
				}
				out = append(out, m)
			}
		}
	})
	if err == nil {
		err = w.Err()
	}
	return out, err
}
