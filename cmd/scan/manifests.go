package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"policyscan/cmd/scan/internal/hint"
	"policyscan/cmd/scan/internal/pipeline"
	"policyscan/cmd/scan/internal/workspace"
	"policyscan/export"
	"policyscan/ingest"
	"policyscan/ingest/metadata"
	"policyscan/match"
)

// manifest is a manifest file with the folder that it speaks about.
type manifest struct {
	file   pipeline.ManifestFile
	folder string // below the root, with slashes, ends in one; "" for the root
	rows   *metadata.Manifest
}

// manifests reads what the user says about the files. A manifest that cannot be
// read ends the pass: its user expects it to count. Single rows that make no
// sense are warnings.
func manifests(files []pipeline.ManifestFile, has func(root, rel string) bool) (pipeline.Manifests, error) {
	var all []manifest
	var out pipeline.Manifests
	var digests []string
	for _, f := range files {
		raw, rows, err := readManifest(f.Place)
		if err != nil {
			return out, hint.With(fmt.Errorf("%s: %w", f.Place, err), "mend the file, or move it out of the folder")
		}
		m := manifest{file: f}
		if dir := path.Dir(f.Rel); dir != "." {
			m.folder = dir + "/"
		}
		var problems []metadata.Problem
		m.rows, problems = metadata.ParseManifest(rows)
		if len(m.rows.Rows) == 0 && len(problems) > 0 {
			return out, hint.With(fmt.Errorf("%s", problems[0].In(f.Place)), "mend the file, or move it out of the folder")
		}
		for _, p := range problems {
			out.Warnings = append(out.Warnings, p.In(f.Rel))
		}
		out.Warnings = append(out.Warnings, m.missing(has)...)
		digests = append(digests, f.Rel, workspace.Digest(string(raw)))
		all = append(all, m)
	}
	if len(all) == 0 {
		return out, nil
	}
	out.Digest = workspace.Digest(digests...)
	slices.SortStableFunc(all, func(a, b manifest) int { return len(b.folder) - len(a.folder) })
	out.Row = func(root, rel string) (any, string) { return rowOf(all, root, rel) }
	return out, nil
}

// readManifest reads the rows of a manifest, CSV or XLSX.
func readManifest(place string) (raw []byte, rows [][]string, err error) {
	if raw, err = os.ReadFile(place); err != nil {
		return nil, nil, errors.Unwrap(err)
	}
	if strings.HasSuffix(strings.ToLower(place), ".csv") {
		rows, err = metadata.ReadCSV(raw)
		return raw, rows, err
	}
	sheets, err := export.ReadSheets(bytes.NewReader(raw))
	if err != nil {
		return nil, nil, err
	}
	if len(sheets) == 0 {
		return nil, nil, errors.New("it has no sheet")
	}
	return raw, sheets[0].Rows, nil
}

// missing warns of rows about files that are not there.
func (m *manifest) missing(has func(root, rel string) bool) []string {
	var out []string
	for _, r := range m.rows.Rows {
		if strings.HasSuffix(r.Path, "/") || strings.Contains(strings.ToLower(r.Path), ".zip/") {
			continue
		}
		if !has(m.file.Root, m.folder+r.Path) {
			out = append(out, metadata.Problem{Line: r.Line, Text: fmt.Sprintf("there is no file %q", r.Path)}.In(m.file.Rel))
		}
	}
	return out
}

// rowOf returns what the nearest manifest above a file says about it, and a
// digest of that; nil where none does.
func rowOf(all []manifest, root, rel string) (any, string) {
	for _, m := range all {
		if m.file.Root != root || !strings.HasPrefix(rel, m.folder) {
			continue
		}
		if row := m.rows.Lookup(strings.TrimPrefix(rel, m.folder)); row != nil {
			said, err := json.Marshal([]any{row.Values, row.Extra})
			if err != nil {
				said = fmt.Append(nil, err)
			}
			return row, workspace.Digest(string(said))
		}
	}
	return nil, ""
}

// writeManifest writes what is known about the documents, with the criteria that
// were found in each as a proposal of what it covers.
func writeManifest(ws *workspace.Workspace, file string) error {
	docs, err := ws.Documents()
	if err != nil {
		return err
	}
	_, tags, err := ws.Tags()
	if err != nil {
		return err
	}
	found := map[string]map[int]bool{}
	for _, e := range tags {
		if e.Criterion == 0 || e.Voice != match.Own || e.Candidate {
			continue
		}
		if found[e.Document] == nil {
			found[e.Document] = map[int]bool{}
		}
		found[e.Document][e.Criterion] = true
	}
	proposed := func(d *ingest.Document) string {
		var out []string
		for _, c := range slices.Sorted(maps.Keys(found[d.ID])) {
			out = append(out, fmt.Sprintf("C%d", c))
		}
		return strings.Join(out, " ")
	}
	docs = slices.DeleteFunc(docs, func(d ingest.Document) bool { return d.Status == ingest.LeftOut })
	rows := metadata.ManifestRows(docs, proposed)
	return writeFile(file, func(w io.Writer) error { return metadata.WriteCSV(w, rows) })
}
