package workspace

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"policyscan/cmd/scan/internal/hint"
)

// Header is the beginning of the first line of every .jsonl file here.
type Header struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	Count   int    `json:"count"` // lines that follow
}

// maxLine bounds one line, in bytes.
const maxLine = 64 << 20

// ErrOutdated says that a file was written by an older version of the program and
// has to be rebuilt.
var ErrOutdated = errors.New("written by an older version")

// check compares a header with what the program writes now.
func (h Header) check(want Header) error {
	switch {
	case h.Format != want.Format:
		return fmt.Errorf("its first line is not that of %q", want.Format)
	case h.Version > want.Version:
		return hint.With(fmt.Errorf("it was written by a newer scan (version %d; this one knows %d)", h.Version, want.Version),
			"use that version of scan")
	case h.Version < want.Version:
		return hint.With(ErrOutdated, "make it anew with: scan ingest -w WORKSPACE")
	}
	return nil
}

// writeLines writes a header, which must hold the count, and then one line per
// item.
func writeLines[T any](w io.Writer, header any, items []T) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if err := e.Encode(header); err != nil {
		return err
	}
	for i := range items {
		if err := e.Encode(&items[i]); err != nil {
			return err
		}
	}
	return nil
}

// parseLines reads what writeLines wrote: it fills header, lets check judge it,
// and yields the items. It fails where lines are missing, so a file that was cut
// is noticed.
func parseLines[T any](r io.Reader, header any, count func() (int, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		lines := bufio.NewReaderSize(r, 256<<10)
		first, err := line(lines)
		if err != nil {
			yield(zero, fmt.Errorf("line 1: %w", noEOF(err)))
			return
		}
		if err := json.Unmarshal(first, header); err != nil {
			yield(zero, fmt.Errorf("line 1: %w", err))
			return
		}
		n, err := count()
		if err != nil {
			yield(zero, err)
			return
		}
		for i := range n {
			var item T
			b, err := line(lines)
			if err == nil {
				err = json.Unmarshal(b, &item)
			}
			if err != nil {
				yield(zero, fmt.Errorf("line %d: %w", i+2, noEOF(err)))
				return
			}
			if !yield(item, nil) {
				return
			}
		}
		if _, err := line(lines); err != io.EOF {
			yield(zero, fmt.Errorf("line %d: more lines than the first one says", n+2))
		}
	}
}

// line returns the next line without its end; io.EOF where there is none. The
// bytes are valid until the next call.
func line(r *bufio.Reader) ([]byte, error) {
	b, err := r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		long := bytes.Clone(b)
		for errors.Is(err, bufio.ErrBufferFull) && len(long) < maxLine {
			b, err = r.ReadSlice('\n')
			long = append(long, b...)
		}
		b = long
	}
	switch {
	case err == io.EOF && len(b) > 0:
		return nil, io.ErrUnexpectedEOF
	case err != nil:
		return nil, err
	}
	return b[:len(b)-1], nil
}

// noEOF makes an end that came too early an error that says so.
func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// readAll collects a file of lines.
func readAll[T any](w *Workspace, name string, header any, check func() (int, error)) ([]T, error) {
	f, err := os.Open(w.Path(name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []T
	for item, err := range parseLines[T](f, header, check) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", w.Path(name), err)
		}
		all = append(all, item)
	}
	return all, nil
}
