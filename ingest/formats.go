package ingest

import (
	"context"
	"fmt"
	"io"
	"sort"
	"strings"

	"policyscan/ingest/legalxml"
	"policyscan/ingest/office"
	"policyscan/ingest/plain"
	"policyscan/ingest/reading"
	"policyscan/ingest/web"
)

// MaxFile is the largest file that is read, in bytes.
const MaxFile = 2 << 30

// Format is what a file is, by its content.
type Format struct {
	Name    string // "pdf", "docx", "html", "akn", …; empty where it is not known
	Reader  string // name of the reader; empty where none reads it
	LeftOut string // why the file is no document, if it is none
	Hint    string // what to do about it, if anything
}

// Formats knows the readers of all formats.
type Formats struct {
	readers map[string]reading.Reader // by format
}

// NewFormats returns the readers of all formats. The reader of PDF is given by
// the caller, who knows what it may fall back on; it may be nil.
func NewFormats(pdf reading.Reader) *Formats {
	f := &Formats{readers: map[string]reading.Reader{
		"text":     plain.Text{},
		"markdown": plain.Markdown{},
		"json":     plain.JSON{},
		"html":     web.HTML{},
		"docx":     office.DOCX{},
		"doc":      office.DOC{},
		"odt":      office.ODT{},
		"fodt":     office.ODT{},
		"rtf":      office.RTF{},
		"epub":     web.EPUB{},
		"xml":      legalxml.Reader{},
	}}
	if pdf != nil {
		f.readers["pdf"] = pdf
	}
	return f
}

// Identify finds the format of a file by its content; the name decides only
// between formats that look alike. A file that is too large is a
// *reading.Refusal; other errors are those of r.
func (f *Formats) Identify(name string, r io.ReaderAt, size int64) (Format, error) {
	if size > MaxFile {
		return Format{}, &reading.Refusal{Code: "too-large", Reason: fmt.Sprintf("the file has %.1f GB; the limit is %d GB", float64(size)/(1<<30), MaxFile>>30), Hint: "split the file"}
	}
	s, err := newSniffer(name, r, size)
	if err != nil {
		return Format{}, err
	}
	format := s.identify()
	if format.LeftOut == "" {
		reader, ok := f.readers[format.Name]
		if format.Name == "zip" {
			format.LeftOut = "an archive: its files are read one by one"
			return format, nil
		}
		if !ok {
			format.LeftOut = "no reader for " + format.Name
			return format, nil
		}
		format.Reader = reader.Name()
	}
	return format, nil
}

// Reader returns the reader of a format.
func (f *Formats) Reader(format string) (reading.Reader, bool) {
	r, ok := f.readers[format]
	return r, ok
}

// Extract reads a file with the reader of its format, and names the reader with
// its version ("docx 1"). Files that are no documents are refused with the code
// "left-out".
func (f *Formats) Extract(ctx context.Context, r io.ReaderAt, size int64, opt reading.Options) (reading.Extraction, string, error) {
	format, err := f.Identify(opt.Name, r, size)
	if err != nil {
		return reading.Extraction{}, "", err
	}
	if format.LeftOut != "" {
		return reading.Extraction{}, "", &reading.Refusal{Code: "left-out", Reason: format.LeftOut, Hint: format.Hint}
	}
	reader := f.readers[format.Name]
	ex, err := reader.Read(ctx, r, size, opt)
	return ex, readerID(reader), err
}

// Digest names all readers with their versions, so that a change of one of them
// can be noticed.
func (f *Formats) Digest() string {
	seen := map[string]bool{}
	for _, r := range f.readers {
		seen[readerID(r)] = true
	}
	ids := make([]string, 0, len(seen))
	for id := range seen {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	return strings.Join(ids, ", ")
}

func readerID(r reading.Reader) string { return fmt.Sprintf("%s %d", r.Name(), r.Version()) }
