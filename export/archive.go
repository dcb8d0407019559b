package export

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"
)

// archive is a zip writer whose bytes depend on its entries alone: entries are
// compressed as they come, and written in a fixed order with a fixed date when
// the archive is closed.
type archive struct {
	w       io.Writer
	first   []string // names that go before the others, in this order
	store   []string // names that are not compressed
	entries []*member
}

type member struct {
	name string
	raw  bytes.Buffer
	crc  uint32
	size uint64
	fl   *flate.Writer
	held *bytes.Buffer // what is put in order before it is written; nil for most entries
}

func newArchive(w io.Writer, first ...string) *archive { return &archive{w: w, first: first} }

// epoch is the date of all entries: the first that zip can hold.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Create begins an entry; the one before it is complete.
func (a *archive) Create(name string) (io.Writer, error) {
	m := &member{name: name}
	if !slices.Contains(a.store, name) {
		fl, err := flate.NewWriter(&m.raw, flate.DefaultCompression)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		m.fl = fl
	}
	if name == contentTypes {
		m.held = &bytes.Buffer{}
	}
	if n := len(a.entries); n > 0 {
		if err := a.entries[n-1].end(); err != nil {
			return nil, err
		}
	}
	a.entries = append(a.entries, m)
	return m, nil
}

// AddFS is not needed by workbooks; it is there for excelize's interface.
func (a *archive) AddFS(fs.FS) error {
	return fmt.Errorf("archive: whole file systems are not supported")
}

func (m *member) Write(p []byte) (int, error) {
	if m.held != nil {
		return m.held.Write(p)
	}
	m.crc = crc32.Update(m.crc, crc32.IEEETable, p)
	m.size += uint64(len(p))
	if m.fl == nil {
		return m.raw.Write(p)
	}
	return m.fl.Write(p)
}

func (m *member) end() error {
	if held := m.held; held != nil {
		m.held = nil
		if _, err := m.Write(sortDefaults(held.Bytes())); err != nil {
			return err
		}
	}
	if m.fl == nil {
		return nil
	}
	err := m.fl.Close()
	m.fl = nil
	return err
}

// Close writes all entries.
func (a *archive) Close() error {
	if n := len(a.entries); n > 0 {
		if err := a.entries[n-1].end(); err != nil {
			return err
		}
	}
	slices.SortStableFunc(a.entries, func(x, y *member) int {
		if i, j := a.place(x.name), a.place(y.name); i != j {
			return i - j
		}
		return strings.Compare(x.name, y.name)
	})
	zw := zip.NewWriter(a.w)
	for _, m := range a.entries {
		h := &zip.FileHeader{
			Name: m.name, Method: zip.Deflate, Modified: epoch, CRC32: m.crc,
			UncompressedSize64: m.size, CompressedSize64: uint64(m.raw.Len()),
		}
		if slices.Contains(a.store, m.name) {
			h.Method = zip.Store
		}
		w, err := zw.CreateRaw(h)
		if err != nil {
			return err
		}
		if _, err := m.raw.WriteTo(w); err != nil {
			return err
		}
	}
	return zw.Close()
}

func (a *archive) place(name string) int {
	if i := slices.Index(a.first, name); i >= 0 {
		return i
	}
	return len(a.first)
}
