package workspace

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"policyscan/ingest/reading"
	"policyscan/ingest/worker"
)

// Endings of the two kinds of files in extracted/.
const (
	extractionEnd = ".json.zst"
	refusalEnd    = ".refused.json"
)

// Refused is the kept record of a file that could not be read, so that it is
// not tried again on every run.
type Refused struct {
	reading.Refusal
	Deadline int64 `json:",omitempty"` // seconds that it was given, where it needed more
	Memory   int64 `json:",omitempty"` // bytes that it was given, where it needed more
}

// Unwrap gives the refusal itself.
func (r *Refused) Unwrap() error { return &r.Refusal }

func shortHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:6])
}

// name is the place of an extraction, with slashes.
func extractionName(key, end string) string { return extractedDir + "/" + key[:2] + "/" + key + end }

// Extraction returns what was read under a key. It gives fs.ErrNotExist where
// nothing was, a [Refused] where the file could
// not be read, and another error where the file on disk is damaged.
func (w *Workspace) Extraction(key string) (reading.Extraction, error) {
	b, err := os.ReadFile(w.Path(extractionName(key, extractionEnd)))
	if errors.Is(err, fs.ErrNotExist) {
		return reading.Extraction{}, w.refusal(key)
	}
	if err != nil {
		return reading.Extraction{}, err
	}
	x, err := worker.Decode(b)
	if err != nil {
		return reading.Extraction{}, fmt.Errorf("kept extraction is damaged: %w", err)
	}
	return x, nil
}

// refusal returns the record of a failure as an error.
func (w *Workspace) refusal(key string) error {
	b, err := os.ReadFile(w.Path(extractionName(key, refusalEnd)))
	if err != nil {
		return err
	}
	var r Refused
	if err := json.Unmarshal(b, &r); err != nil || r.Code == "" {
		return errors.New("kept refusal is damaged")
	}
	return &r
}

// KeepExtraction stores what a worker sent. It is not synced: it carries a
// checksum, and what a power cut spoils is read again.
func (w *Workspace) KeepExtraction(key string, encoded []byte) error {
	_, err := w.put(extractionName(key, extractionEnd), false, func(out io.Writer) error {
		_, err := out.Write(encoded)
		return err
	})
	return err
}

// KeepRefusal stores why a file could not be read.
func (w *Workspace) KeepRefusal(key string, r Refused) error {
	_, err := w.put(extractionName(key, refusalEnd), false, func(out io.Writer) error { return json.NewEncoder(out).Encode(r) })
	return err
}

// DropExtraction forgets what was kept under a key.
func (w *Workspace) DropExtraction(key string) error {
	var errs []error
	for _, end := range []string{extractionEnd, refusalEnd} {
		if err := os.Remove(w.Path(extractionName(key, end))); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// PruneExtractions removes all that no longer has a key in keep, and returns
// how many files that were.
func (w *Workspace) PruneExtractions(keep map[string]bool) (int, error) {
	removed := 0
	err := filepath.WalkDir(w.Path(extractedDir), func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		key := strings.TrimSuffix(strings.TrimSuffix(d.Name(), extractionEnd), refusalEnd)
		if keep[key] {
			return nil
		}
		removed++
		return os.Remove(path)
	})
	return removed, err
}
