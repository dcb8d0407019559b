package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// shipped is what goes along with the program: who gets it gets the licences.
var shipped = []string{"LICENSE", noticesFile, "README.md", "CHANGELOG.md", "CITATION.cff", "docs/guide.md", "docs/rules.md", "docs/report.md", "docs/formats.md", "docs/pdf.md"}

// then is the time of all entries of archives: the earliest that ZIP knows.
var then = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// pack writes the archive of a platform.
func (r *release) pack(tree, program, target string) (archive string, err error) {
	open, end := openTar, ".tar.gz"
	if strings.HasPrefix(target, "windows/") {
		open, end = openZip, ".zip"
	}
	archive = filepath.Join(r.out, r.name(target)+end)
	f, err := os.Create(archive)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	add, done := open(f)
	if err := addFile(add, path.Join(r.name(target), filepath.Base(program)), program, 0o755); err != nil {
		return "", err
	}
	for _, name := range shipped {
		if err := addFile(add, path.Join(r.name(target), name), filepath.Join(tree, filepath.FromSlash(name)), 0o644); err != nil {
			return "", err
		}
	}
	return archive, done()
}

// adder begins an entry of an archive.
type adder func(name string, size int64, mode os.FileMode) (io.Writer, error)

func openTar(f io.Writer) (adder, func() error) {
	packed := gzip.NewWriter(f)
	t := tar.NewWriter(packed)
	add := func(name string, size int64, mode os.FileMode) (io.Writer, error) {
		return t, t.WriteHeader(&tar.Header{Name: name, Size: size, Mode: int64(mode), ModTime: then, Format: tar.FormatPAX})
	}
	return add, func() error { return errors.Join(t.Close(), packed.Close()) }
}

func openZip(f io.Writer) (adder, func() error) {
	z := zip.NewWriter(f)
	add := func(name string, _ int64, mode os.FileMode) (io.Writer, error) {
		h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: then}
		h.SetMode(mode)
		return z.CreateHeader(h)
	}
	return add, z.Close
}

func addFile(add adder, name, from string, mode os.FileMode) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	out, err := add(name, info.Size(), mode)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return err
}
