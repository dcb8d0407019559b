package main

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"policyscan/cmd/scan/internal/workspace"
	"policyscan/index"
	"policyscan/ingest"
	"policyscan/ingest/metadata"
	"policyscan/lexicon"
	"policyscan/match"
)

// filters checks the filters of a query against what can be asked for, so that a
// slip of the pen is told from a passage that is not there, and spells the values
// as the index does.
type filters struct {
	docs  []ingest.Document
	codes []string
}

// newFilters collects what can be asked for: what the embedded codebook has, and
// what the workspace holds, which may come from another one.
func newFilters(ws *workspace.Workspace) (*filters, error) {
	docs, err := ws.Documents()
	if err != nil {
		return nil, err
	}
	state, err := ws.State()
	if err != nil {
		return nil, err
	}
	lex, err := lexicon.Embedded()
	if err != nil {
		return nil, err
	}
	f := &filters{docs: docs, codes: append(lex.Codes(), lexicon.Flags...)}
	for _, c := range state.Cells {
		if !slices.Contains(f.codes, c.Code) {
			f.codes = append(f.codes, c.Code)
		}
	}
	return f, nil
}

// check refuses filters that no passage can meet, and spells the others as the
// index does.
func (f *filters) check(q *index.Query) error {
	if q.Limit < 1 {
		return usagef("--limit %d: want at least 1", q.Limit)
	}
	var kinds, types []string
	for _, k := range ingest.Kinds() {
		kinds = append(kinds, string(k))
	}
	for _, t := range ingest.DocumentTypes() {
		types = append(types, string(t))
	}
	for i, name := range q.Types {
		if t, ok := metadata.TypeNamed(name); ok {
			q.Types[i] = string(t)
		}
	}
	for i, tag := range q.Langs {
		if languageTag(tag) == "" {
			return usagef("--lang %s: want a language tag such as en; here are: %s", tag, strings.Join(f.languages(), ", "))
		}
		q.Langs[i] = languageTag(tag)
	}
	types = f.values(types, func(d ingest.Document) string { return d.Type.Value })
	places := f.values(nil, func(d ingest.Document) string { return d.Jurisdiction.Value })
	slices.Sort(places)
	return errors.Join(
		oneOf("perspective", q.Perspectives, f.perspectives()),
		oneOf("voice", q.Voices, []string{string(match.Own), string(match.Reported), string(match.Rejected)}),
		oneOf("code", q.Codes, f.codes),
		oneOf("kind", q.Kinds, kinds),
		oneOf("type", q.Types, types),
		oneOf("jurisdiction", q.Jurisdictions, places),
	)
}

// values adds the values of documents to a list, each once.
func (f *filters) values(list []string, of func(ingest.Document) string) []string {
	for _, d := range f.docs {
		if v := of(d); v != "" && !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	return list
}

// languages are those of the documents.
func (f *filters) languages() []string {
	all := f.values(nil, func(d ingest.Document) string { return d.Language.Value })
	slices.Sort(all)
	return all
}

// perspectives are those of the codes.
func (f *filters) perspectives() []string {
	var all []string
	for _, c := range f.codes {
		number, p, ok := strings.Cut(c, ".")
		if ok && number != "AUX" && !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	return all
}

// oneOf refuses values that are not in a list, and spells the others as the list
// does.
func oneOf(flag string, values, allowed []string) error {
	for i, v := range values {
		at := slices.IndexFunc(allowed, func(a string) bool { return strings.EqualFold(a, v) })
		if at < 0 {
			return usagef("--%s %s: want one of %s", flag, v, strings.Join(allowed, ", "))
		}
		values[i] = allowed[at]
	}
	return nil
}

// criteriaOf reads criteria as they are written: "2", "C2" or "c2".
func criteriaOf(values []string) ([]int, error) {
	const most = 10
	var out []int
	for _, v := range values {
		n, err := strconv.Atoi(strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(v)), "C"))
		if err != nil || n < 1 || n > most {
			return nil, usagef("--criterion %s: want a number from 1 to %d, or C1 to C%d", v, most, most)
		}
		out = append(out, n)
	}
	return out, nil
}
