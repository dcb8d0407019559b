package workspace

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"policyscan/cmd/scan/internal/hint"
	"policyscan/match/review"
)

// Reviews reads the decisions; none where there is no file.
func (w *Workspace) Reviews() ([]review.Decision, error) {
	f, err := os.Open(w.Path(reviewsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	decisions, err := review.Read(f)
	if errors.Is(err, review.ErrNewer) {
		err = hint.With(err, "use that version of scan; nothing was changed")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", w.Path(reviewsFile), err)
	}
	return decisions, nil
}

// ReviewsDigest is a digest of the decisions, "" where there are none.
func (w *Workspace) ReviewsDigest() (string, error) {
	sum, err := SumFile(w.Path(reviewsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return sum.SHA256, err
}

// AppendReviews adds decisions, all or none: they are written in one piece and
// synced before it returns. What an interrupted writer left of a line that was
// never acknowledged is cut off first. The file is never rewritten.
func (w *Workspace) AppendReviews(decisions []review.Decision) (err error) {
	if len(decisions) == 0 {
		return nil
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("write %s: %w", reviewsFile, err)
		}
	}()
	var out bytes.Buffer
	if err := review.Write(&out, decisions); err != nil {
		return err
	}
	f, err := os.OpenFile(w.Path(reviewsFile), os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	end, err := lastLineEnd(f)
	if err != nil {
		return err
	}
	cut, err := unfinished(f, end)
	if err != nil {
		return err
	}
	if err := errors.Join(w.step("write", reviewsFile), f.Truncate(end)); err != nil {
		return err
	}
	if _, err := f.WriteAt(append(cut, out.Bytes()...), end); err != nil {
		return errors.Join(err, f.Truncate(end))
	}
	if err := errors.Join(w.step("sync", reviewsFile), f.Sync()); err != nil {
		return errors.Join(err, f.Truncate(end))
	}
	return syncDir(filepath.Dir(f.Name()))
}

// unfinished returns what stands behind the last line end where it is a whole
// decision, with a line end: an editor may have taken that away.
func unfinished(f *os.File, end int64) ([]byte, error) {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil || size == end {
		return nil, err
	}
	last := make([]byte, size-end)
	if _, err := f.ReadAt(last, end); err != nil {
		return nil, err
	}
	if whole, err := review.Read(bytes.NewReader(last)); err != nil || len(whole) == 0 {
		return nil, err
	}
	return append(last, '\n'), nil
}

// lastLineEnd returns the offset behind the last line end of a file.
func lastLineEnd(f *os.File) (int64, error) {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return 0, err
	}
	buf := make([]byte, 64<<10)
	for at := size; at > 0; {
		n := min(at, int64(len(buf)))
		at -= n
		if _, err := f.ReadAt(buf[:n], at); err != nil {
			return 0, err
		}
		if i := bytes.LastIndexByte(buf[:n], '\n'); i >= 0 {
			return at + int64(i) + 1, nil
		}
	}
	return 0, nil
}
