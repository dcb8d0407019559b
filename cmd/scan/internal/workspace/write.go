package workspace

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// Sum is what a file should look like: its size in bytes and its SHA-256.
type Sum struct {
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// summer counts and hashes what passes through.
type summer struct {
	w    io.Writer
	hash hash.Hash
	n    int64
}

func (s *summer) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	s.hash.Write(p[:n])
	s.n += int64(n)
	return n, err
}

// InjectFaults has f called before each step on disk ("create", "write", "sync",
// "rename") with the name of the file; what it returns is taken for the error of
// that step. It is for tests of what happens when a disk is full.
func (w *Workspace) InjectFaults(f func(step, name string) error) { w.fault = f }

// step is the place where tests inject faults.
func (w *Workspace) step(step, name string) error {
	if w.fault == nil {
		return nil
	}
	return w.fault(step, name)
}

// replace writes a file of the workspace whole: first in tmp/, synced, then
// renamed over the old one, and the directory synced, so that after a power cut
// there is the old file or the new one. Name has slashes.
func (w *Workspace) replace(name string, fill func(io.Writer) error) (Sum, error) {
	return w.put(name, true, fill)
}

// put is replace; without durable nothing is synced, for files that check
// themselves and can be made again.
func (w *Workspace) put(name string, durable bool, fill func(io.Writer) error) (sum Sum, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("write %s: %w", name, err)
		}
	}()
	if err := w.step("create", name); err != nil {
		return Sum{}, err
	}
	f, err := os.CreateTemp(filepath.Join(w.dir, tmpDir), filepath.Base(filepath.FromSlash(name))+"-*")
	if err != nil {
		return Sum{}, err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	s := &summer{w: f, hash: sha256.New()}
	buf := bufio.NewWriterSize(s, 64<<10)
	if err := errors.Join(w.step("write", name), fill(buf)); err != nil {
		return Sum{}, err
	}
	if err := buf.Flush(); err != nil {
		return Sum{}, err
	}
	if durable {
		if err := errors.Join(w.step("sync", name), f.Sync()); err != nil {
			return Sum{}, err
		}
	}
	if err := f.Close(); err != nil {
		return Sum{}, err
	}
	target := w.Path(name)
	if err := w.step("rename", name); err != nil {
		return Sum{}, err
	}
	if err := rename(f.Name(), target); err != nil {
		return Sum{}, err
	}
	if durable {
		if err := syncDir(filepath.Dir(target)); err != nil {
			return Sum{}, err
		}
	}
	return Sum{s.n, hex.EncodeToString(s.hash.Sum(nil))}, nil
}

// rename moves a finished file into place and makes its directory where it is
// missing. On Windows a reader may hold the old file for a moment.
func rename(from, to string) error {
	err := os.Rename(from, to)
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			return err
		}
		err = os.Rename(from, to)
	}
	for i := 0; runtime.GOOS == "windows" && errors.Is(err, fs.ErrPermission) && i < 20; i++ {
		time.Sleep(50 * time.Millisecond)
		err = os.Rename(from, to)
	}
	return err
}

// syncDir makes a rename last. Windows has no such call and needs none on NTFS,
// whose journal keeps the order.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// writeJSON replaces a small file.
func (w *Workspace) writeJSON(name string, v any) (Sum, error) {
	return w.replace(name, func(out io.Writer) error {
		e := json.NewEncoder(out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(v)
	})
}

// Holds reports whether a file is what sum says; with deep it reads all of it,
// else it looks at the size only.
func (w *Workspace) Holds(name string, sum Sum, deep bool) bool {
	info, err := os.Stat(w.Path(name))
	if err != nil || info.Size() != sum.Bytes || sum.SHA256 == "" {
		return false
	}
	if !deep {
		return true
	}
	got, err := SumFile(w.Path(name))
	return err == nil && got == sum
}

// SumFile reads a file and returns its sum.
func SumFile(path string) (Sum, error) {
	f, err := os.Open(path)
	if err != nil {
		return Sum{}, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	if err != nil {
		return Sum{}, err
	}
	return Sum{n, hex.EncodeToString(h.Sum(nil))}, nil
}

// Digest hashes strings, each apart from its neighbours.
func Digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x1f")))
	return hex.EncodeToString(sum[:12])
}
