package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"time"

	"policyscan/cmd/scan/internal/workspace"
	"policyscan/ingest/reading"
	"policyscan/ingest/worker"
)

// extraction returns what a reader saw in a file: kept from an earlier pass, or
// from a worker now. A file that cannot be read gives a *reading.Refusal; any
// other error ends the pass.
func (p *pass) extraction(ctx context.Context, f *file) (reading.Extraction, error) {
	x, err := p.Workspace.Extraction(f.key)
	var refused *workspace.Refused
	switch {
	case err == nil:
		return x, nil
	case errors.As(err, &refused) && !p.again(refused):
		return x, &refused.Refusal
	case refused == nil && !errors.Is(err, fs.ErrNotExist):
		p.warn(fmt.Sprintf("%s: %v; it is read again", f.Path, err))
	}
	encoded, err := p.Pool.Read(ctx, worker.Request{
		Path: []byte(f.place), Member: f.member, Name: path.Base(f.Rel), Options: p.Options,
	})
	if changed := p.changedMeanwhile(f); changed != nil {
		return x, changed
	}
	var refusal *reading.Refusal
	switch {
	case errors.As(err, &refusal):
		return x, p.keepRefusal(f.key, refusal)
	case err != nil:
		return x, err
	}
	if x, err = worker.Decode(encoded); err != nil {
		refusal = &reading.Refusal{Code: worker.CodeCrash, Reason: "the reader's answer cannot be used: " + err.Error()}
		return x, p.keepRefusal(f.key, refusal)
	}
	return x, p.Workspace.KeepExtraction(f.key, encoded)
}

// again reports whether a file that could not be read deserves another try.
func (p *pass) again(r *workspace.Refused) bool {
	switch r.Code {
	case worker.CodeDeadline:
		return p.Retry || int64(p.Deadline/time.Second) > r.Deadline
	case worker.CodeMemory:
		return p.Retry || p.Memory > r.Memory
	case "password":
		return p.Retry || len(p.Options.Passwords) > 0
	}
	return p.Retry
}

// keepRefusal stores why a file could not be read, with what it was given, and
// returns the refusal.
func (p *pass) keepRefusal(key string, r *reading.Refusal) error {
	kept := workspace.Refused{Refusal: *r}
	switch r.Code {
	case worker.CodeDeadline:
		kept.Deadline = int64(p.Deadline / time.Second)
	case worker.CodeMemory:
		kept.Memory = p.Memory
	}
	if err := p.Workspace.KeepRefusal(key, kept); err != nil {
		return err
	}
	return r
}

// changedMeanwhile reports a file that is no longer the one that was hashed:
// its extraction would stand under a wrong name.
func (p *pass) changedMeanwhile(f *file) *reading.Refusal {
	info, err := os.Stat(f.place)
	if err != nil {
		return &reading.Refusal{Code: "vanished", Reason: reason(err), Hint: "run again"}
	}
	if f.archive == "" && info.Size() != f.bytes || info.ModTime().UnixNano() != f.mtime {
		return &reading.Refusal{Code: "changed", Reason: "the file changed while it was being read", Hint: "run again"}
	}
	return nil
}
