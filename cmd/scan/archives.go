package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path"
	"slices"
	"strings"

	"policyscan/ingest"
	"policyscan/ingest/archive"
	"policyscan/ingest/reading"
	"policyscan/ingest/worker"
)

// archiveFormat is what ingest calls archives of documents.
const archiveFormat = "zip"

// openMember opens the file that a request names: a file of the folders, or one
// inside an archive, which is unpacked into memory.
func openMember(q worker.Request) (r io.ReaderAt, size int64, done func() error, err error) {
	f, err := os.Open(string(q.Path))
	if err != nil {
		return nil, 0, nil, err
	}
	info, err := f.Stat()
	if err != nil {
		_ = f.Close()
		return nil, 0, nil, err
	}
	r, size = f, info.Size()
	for _, name := range q.Member {
		a, err := archive.Open(r, size, archive.DefaultLimits())
		if err != nil {
			_ = f.Close()
			return nil, 0, nil, err
		}
		data, err := a.ReadFile(name)
		if err != nil {
			_ = f.Close()
			return nil, 0, nil, err
		}
		r, size = bytes.NewReader(data), int64(len(data))
	}
	return r, size, f.Close, nil
}

// lister lists the files of an archive and of the archives in it.
type lister struct {
	formats *ingest.Formats
	limits  archive.Limits
	members []worker.Member
}

// listArchive returns what a worker does with a request to list.
func listArchive(formats *ingest.Formats) func(context.Context, worker.Request) ([]worker.Member, error) {
	return func(ctx context.Context, q worker.Request) ([]worker.Member, error) {
		r, size, done, err := openMember(q)
		if err != nil {
			return nil, err
		}
		l := lister{formats: formats, limits: archive.DefaultLimits(), members: []worker.Member{}}
		if err := l.list(ctx, r, size, nil); err != nil {
			_ = done()
			return nil, err
		}
		return l.members, done()
	}
}

// list adds the members of one archive, which lies inside those that are named.
func (l *lister) list(ctx context.Context, r io.ReaderAt, size int64, above []string) error {
	a, err := archive.Open(r, size, l.limits)
	if err != nil {
		return err
	}
	for _, s := range a.Skipped() {
		l.members = append(l.members, worker.Member{Names: append(slices.Clone(above), s.Name), Failed: s.Reason})
	}
	for _, m := range a.Members() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !hidden(m.Name) {
			l.add(ctx, a, m, append(slices.Clone(above), m.Name))
		}
	}
	return nil
}

// hidden reports members that hold no document by the custom of some platform.
func hidden(name string) bool {
	return slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool {
		return strings.HasPrefix(part, ".") || strings.HasPrefix(part, "~$") || part == "__MACOSX" || strings.EqualFold(part, "thumbs.db")
	})
}

// add unpacks one member to see what it is; an archive is listed in its turn.
func (l *lister) add(ctx context.Context, a *archive.Archive, m archive.Member, names []string) {
	out := worker.Member{Names: names, Bytes: m.Size}
	data, err := a.ReadFile(m.Name)
	if err != nil {
		out.Failed = err.Error()
		l.members = append(l.members, out)
		return
	}
	sum := sha256.Sum256(data)
	out.Bytes, out.Hash = int64(len(data)), hex.EncodeToString(sum[:])
	format, err := l.formats.Identify(path.Base(m.Name), bytes.NewReader(data), int64(len(data)))
	if err == nil && format.Name == archiveFormat && len(names) < l.limits.Depth {
		if err = l.list(ctx, bytes.NewReader(data), int64(len(data)), names); err == nil {
			return
		}
	}
	if err != nil {
		out.Failed = err.Error()
		l.members = append(l.members, out)
		return
	}
	out.Format, out.Reader, out.LeftOut, out.Hint = format.Name, format.Reader, format.LeftOut, format.Hint
	if reader, ok := l.formats.Reader(format.Name); ok {
		out.Version = reader.Version()
	}
	if format.Name == archiveFormat {
		out.LeftOut = "an archive inside too many others"
	}
	l.members = append(l.members, out)
}

// workerHandler is what worker processes of this program do.
func workerHandler() worker.Handler {
	formats := formatReaders()
	return worker.Handler{
		Read: func(ctx context.Context, q worker.Request) (x reading.Extraction, err error) {
			r, size, done, err := openMember(q)
			if err != nil {
				return x, err
			}
			x, _, err = formats.Extract(ctx, r, size, q.Reading())
			if e := done(); err == nil {
				err = e
			}
			return x, err
		},
		List: listArchive(formats),
	}
}
