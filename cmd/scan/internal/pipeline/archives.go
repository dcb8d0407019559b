package pipeline

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"policyscan/ingest/reading"
	"policyscan/ingest/worker"
)

// archiveFormat is the name of the format whose files hold other files.
const archiveFormat = "zip"

// expand puts the files inside archives beside those of the folders: a document
// in an archive is a document like any other, called "laws.zip/act.pdf". What an
// archive holds is listed by a worker, for archives may be hostile; where an
// archive did not change, its files are those of the last pass.
func (p *pass) expand(ctx context.Context) error {
	var inside []*file
	for _, f := range p.files {
		if f.format.Name != archiveFormat || f.hash == "" {
			continue
		}
		members, err := p.members(ctx, f)
		var refusal *reading.Refusal
		switch {
		case errors.As(err, &refusal):
			f.failed, f.leftOut, f.hint = refusal.Reason, "", refusal.Hint
			continue
		case err != nil:
			return fmt.Errorf("%s: %w", f.Path, err)
		}
		f.leftOut, f.failed, f.hint = archiveReason(len(members)), "", ""
		inside = append(inside, members...)
	}
	if len(inside) == 0 {
		return nil
	}
	p.files = append(p.files, inside...)
	slices.SortStableFunc(p.files, func(a, b *file) int { return strings.Compare(a.Path, b.Path) })
	taken := make(map[string]bool, len(p.files))
	for _, f := range p.files {
		f.Path = unique(taken, f.Path)
	}
	return nil
}

// archiveReason says why an archive is no document.
func archiveReason(n int) string {
	if n == 1 {
		return "an archive; the file in it is listed by itself"
	}
	return fmt.Sprintf("an archive; the %d files in it are listed by themselves", n)
}

// members are the files of an archive.
func (p *pass) members(ctx context.Context, f *file) ([]*file, error) {
	if f.same {
		return p.knownMembers(f), nil
	}
	list, err := p.Pool.List(ctx, worker.Request{Path: []byte(f.place), Name: path.Base(f.Rel), Options: p.Options})
	if err != nil {
		return nil, err
	}
	var all []*file
	for _, m := range list {
		g := f.inside(m.Names)
		g.bytes, g.hash = m.Bytes, m.Hash
		g.leftOut, g.failed, g.hint = m.LeftOut, m.Failed, m.Hint
		g.format = Format{Name: m.Format, Reader: m.Reader, Version: m.Version}
		if g.hash != "" {
			g.key = p.keyOf(g)
		}
		all = append(all, g)
	}
	return all, nil
}

// knownMembers are the files that an unchanged archive had at the last pass.
func (p *pass) knownMembers(f *file) []*file {
	var all []*file
	for _, r := range p.old.inside[f.Path] {
		g := f.inside(r.Member)
		g.bytes = r.Bytes
		g.remember(r)
		g.same = true
		all = append(all, g)
	}
	return all
}

// inside makes a file of a member of an archive.
func (f *file) inside(names []string) *file {
	g := &file{found: f.found, archive: f.Path, member: names}
	below := display(strings.Join(names, "/"))
	g.Path, g.Rel = f.Path+"/"+below, f.Rel+"/"+below
	return g
}
