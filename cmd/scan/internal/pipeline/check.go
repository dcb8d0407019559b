package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"policyscan/cmd/scan/internal/workspace"
	"policyscan/ingest/reading"
	"policyscan/ingest/worker"
)

// racy is how long before the beginning of a pass a file may have been changed
// for its time to say nothing: file systems count in steps of up to two
// seconds, so a second change within the step would look like none.
const racy = 2 * time.Second

// checkFiles finds out which files changed since the last pass, and hashes and
// identifies those.
func (p *pass) checkFiles(ctx context.Context) error {
	var open []*file
	var bytes int64
	for _, f := range p.files {
		if f.failed != "" || f.leftOut != "" || p.looksTheSame(f) {
			continue
		}
		open = append(open, f)
		bytes += f.bytes
	}
	if len(open) == 0 {
		return nil
	}
	p.opened = true
	p.stage("checking", len(open), bytes)
	return p.hashAll(ctx, open)
}

// looksTheSame reports whether a file has the size and time of the last pass,
// and takes over what was found out then.
func (p *pass) looksTheSame(f *file) bool {
	old, known := p.old.files[f.Path]
	if !known || old.Hash == "" || old.Archive != "" || old.Bytes != f.bytes || old.MTime != f.mtime {
		return false
	}
	if old.MTime >= p.old.began-int64(racy) || p.old.state.Settings != p.settings() {
		return false
	}
	f.remember(old)
	f.same = true
	return true
}

// remember takes over what was found out about a file earlier.
func (f *file) remember(r workspace.FileRecord) {
	f.hash, f.key = r.Hash, r.Key
	f.format = Format{Name: r.Format, Reader: r.Reader, Version: r.ReaderVersion}
	f.leftOut, f.failed, f.hint = r.LeftOut, r.Failed, r.Hint
}

// countChanges compares the files with those of the last pass.
func (p *pass) countChanges() {
	c := &p.result.Changes
	present := make(map[string]bool, len(p.files))
	for _, f := range p.files {
		present[f.Path] = true
		old, known := p.old.files[f.Path]
		switch {
		case !known:
			c.New++
		case f.hash == "" && old.Hash == "" && old.Made == f.failed+f.leftOut, f.hash != "" && f.hash == old.Hash && f.key == old.Key:
			c.Unchanged++
		default:
			c.Changed++
		}
	}
	for path := range p.old.files {
		if !present[path] {
			c.Removed++
		}
	}
}

// hashAll hashes files side by side.
func (p *pass) hashAll(ctx context.Context, files []*file) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(p.Pool.Jobs(), 2))
	var mu sync.Mutex
	for _, f := range files {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			p.look(f)
			old := p.old.files[f.Path]
			f.same = f.hash != "" && f.hash == old.Hash && p.old.state.Settings == p.settings()
			mu.Lock()
			defer mu.Unlock()
			p.done(f)
			return nil
		})
	}
	return group.Wait()
}

func (p *pass) done(f *file) {
	if p.Done != nil {
		p.Done(f.Path, f.bytes)
	}
}

// look opens a file, hashes it and finds its reader.
func (p *pass) look(f *file) {
	in, err := os.Open(f.place)
	if err != nil {
		f.failed = reason(err)
		return
	}
	defer in.Close()
	h := sha256.New()
	n, err := io.Copy(h, in)
	if err != nil {
		f.failed = reason(err)
		return
	}
	f.bytes, f.hash = n, hex.EncodeToString(h.Sum(nil))
	format, err := p.Steps.Identify(path.Base(f.Rel), in, n)
	if err != nil {
		var refusal *reading.Refusal
		f.failed = reason(err)
		if errors.As(err, &refusal) {
			f.failed, f.hint = refusal.Reason, refusal.Hint
		}
		return
	}
	f.format = format
	f.leftOut, f.failed = format.LeftOut, format.Failed
	if format.Hint != "" {
		f.hint = format.Hint
	}
	f.key = p.keyOf(f)
}

// keyOf is the key of the extraction of a file.
func (p *pass) keyOf(f *file) string {
	return workspace.Key{
		Document: f.hash, Reader: f.format.Reader, Version: f.format.Version, Options: optionsKey(p.Options),
	}.String()
}

// optionsKey is the part of the options that changes what a reader sees.
func optionsKey(o worker.Options) string {
	b, err := json.Marshal(reading.Options{OCR: o.OCR, OCRLang: o.OCRLang})
	if err != nil {
		return err.Error()
	}
	return string(b)
}
