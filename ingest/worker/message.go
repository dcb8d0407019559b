package worker

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"policyscan/ingest/reading"
)

// A message is a length (4 bytes, big endian, of what follows), one byte that
// says what it is, and the rest. One goes each way per file; before its answer
// a worker may say that it is getting on.
const (
	kindRequest    byte = 'q' // JSON of a [Request]
	kindExtraction byte = 'x' // an extraction, as [Encode] makes it
	kindListing    byte = 'l' // JSON of a list of [Member]
	kindRefusal    byte = 'r' // JSON of a [reading.Refusal]
	kindProgress   byte = 'p' // nothing: the reader called [reading.Progress]
)

// Bounds of a message, in bytes. What claims to be longer is not read: the
// other side is broken or hostile.
const (
	MaxRequest  = 1 << 20
	MaxResponse = 1 << 30
)

// Request asks a worker to read one file, or to list one archive.
type Request struct {
	Path    []byte   // of the file, as the operating system spells it; bytes, for it need not be UTF-8
	Member  []string `json:",omitempty"` // names inside the archive and the archives in it, where the file is one
	Name    string   // base name, for readers that choose a dialect by it
	List    bool     `json:",omitempty"` // list the archive instead of reading a document
	Options Options
}

// Member is a file inside an archive, in the order of names.
type Member struct {
	Names   []string // inside the archive and the archives in it, outermost first
	Bytes   int64    // unpacked
	Hash    string   // SHA-256 of its bytes, hex; empty where it was not unpacked
	Format  string   `json:",omitempty"`
	Reader  string   `json:",omitempty"`
	Version int      `json:",omitempty"` // of the reader
	LeftOut string   `json:",omitempty"` // why it is no document, if it is none
	Failed  string   `json:",omitempty"` // why it cannot be read, if that is known
	Hint    string   `json:",omitempty"`
}

// Options are [reading.Options] on their way to a worker: all of them, for the
// JSON of reading.Options holds only what is part of a key.
type Options struct {
	Passwords []string        `json:",omitempty"`
	OCR       reading.OCRMode `json:",omitempty"`
	OCRLang   string          `json:",omitempty"`
	CacheDir  string          `json:",omitempty"`
	MaxText   int64           `json:",omitempty"`
}

// Reading returns the options as a reader takes them.
func (q Request) Reading() reading.Options {
	o := q.Options
	return reading.Options{
		Name: q.Name, Passwords: o.Passwords, OCR: o.OCR, OCRLang: o.OCRLang,
		CacheDir: o.CacheDir, MaxText: o.MaxText,
	}
}

// errTooLong says that a message claims to be longer than its bound.
var errTooLong = errors.New("message is longer than its limit")

// writeMessage writes one message in a single Write.
func writeMessage(w io.Writer, kind byte, body []byte) error {
	if len(body)+1 > MaxResponse {
		return errTooLong
	}
	head := make([]byte, 5, 5+len(body))
	binary.BigEndian.PutUint32(head, uint32(len(body)+1))
	head[4] = kind
	_, err := w.Write(append(head, body...))
	return err
}

// readMessage reads one message of at most limit bytes. It returns io.EOF only
// where nothing at all was left to read. Memory grows with what arrives, not
// with what the length claims.
func readMessage(r io.Reader, limit int64) (kind byte, body []byte, err error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		if err == io.EOF {
			return 0, nil, io.EOF
		}
		return 0, nil, fmt.Errorf("length of message: %w", err)
	}
	size := int64(binary.BigEndian.Uint32(head[:]))
	switch {
	case size == 0:
		return 0, nil, errors.New("empty message")
	case size > limit:
		return 0, nil, errTooLong
	}
	var buf bytes.Buffer
	buf.Grow(int(min(size, 1<<20)))
	if n, err := io.CopyN(&buf, r, size); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return 0, nil, fmt.Errorf("message ends after %d of %d bytes: %w", n, size, err)
	}
	all := buf.Bytes()
	return all[0], all[1:], nil
}

// readRequest reads the next request; io.EOF says that there is none.
func readRequest(r io.Reader) (Request, error) {
	kind, body, err := readMessage(r, MaxRequest)
	if err != nil {
		return Request{}, err
	}
	if kind != kindRequest {
		return Request{}, fmt.Errorf("message of kind %q where a request was due", kind)
	}
	var q Request
	if err := json.Unmarshal(body, &q); err != nil {
		return Request{}, fmt.Errorf("request: %w", err)
	}
	return q, nil
}

// writeRequest sends a request.
func writeRequest(w io.Writer, q Request) error {
	body, err := json.Marshal(q)
	if err != nil {
		return err
	}
	if len(body)+1 > MaxRequest {
		return errTooLong
	}
	return writeMessage(w, kindRequest, body)
}

// readResponse reads the answer to a request, or a word of progress before it:
// what it is and its bytes, or the refusal that the worker sent as the error.
func readResponse(r io.Reader) (kind byte, body []byte, err error) {
	kind, body, err = readMessage(r, MaxResponse)
	if err != nil {
		return 0, nil, err
	}
	switch kind {
	case kindExtraction, kindListing, kindProgress:
		return kind, body, nil
	case kindRefusal:
		var refusal reading.Refusal
		if err := json.Unmarshal(body, &refusal); err != nil {
			return 0, nil, fmt.Errorf("refusal: %w", err)
		}
		return 0, nil, &refusal
	}
	return 0, nil, fmt.Errorf("message of kind %q where a response was due", kind)
}
