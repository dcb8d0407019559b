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
	present := make(map[string]bool, len(p.files))
	for _, f := range p.files {
		present[f.Path] = true
		old, known := p.old.files[f.Path]
		switch {
		case f.failed != "" || f.leftOut != "":
			if !known || old.Hash != "" || old.Made != f.failed+f.leftOut {
				p.count(known)
			} else {
				p.result.Changes.Unchanged++
			}
		case known && p.looksTheSame(f, old):
			p.result.Changes.Unchanged++
		default:
			open = append(open, f)
			bytes += f.bytes
		}
	}
	for path := range p.old.files {
		if !present[path] {
			p.result.Changes.Removed++
		}
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
func (p *pass) looksTheSame(f *file, old workspace.FileRecord) bool {
	if old.Hash == "" || old.Bytes != f.bytes || old.MTime != f.mtime || old.MTime >= p.old.began-int64(racy) {
		return false
	}
	if p.old.state.Settings != p.settings() {
		return false
	}
	f.hash, f.key, f.format = old.Hash, old.Key, Format{Name: old.Format, Reader: old.Reader, Version: old.ReaderVersion}
	f.leftOut, f.failed, f.hint = old.LeftOut, old.Failed, old.Hint
	return true
}

func (p *pass) count(known bool) {
	if known {
		p.result.Changes.Changed++
	} else {
		p.result.Changes.New++
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
			mu.Lock()
			defer mu.Unlock()
			old, known := p.old.files[f.Path]
			if known && f.hash != "" && f.hash == old.Hash && f.key == old.Key {
				p.result.Changes.Unchanged++
			} else {
				p.count(known)
			}
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
	f.key = workspace.Key{
		Document: f.hash, Reader: format.Reader, Version: format.Version, Options: optionsKey(p.Options),
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
