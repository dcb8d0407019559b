// Package object opens a PDF file and reads its objects.
//
// The objects themselves come from github.com/ledongthuc/pdf. That library is
// strict about the frame of a file and can loop or run out of memory over a
// hostile one, so a front step reads the cross-reference tables itself, mends
// them, unpacks object streams, decrypts, and hands the library a file with one
// plain table that it cannot stumble over. Streams are decoded here, with all
// filters. Begin with [Open].
package object

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/ledongthuc/pdf"

	"policyscan/ingest/pdf/syntax"
	"policyscan/ingest/reading"
)

// MaxFile is the largest file that is opened, in bytes: it is held in memory.
const MaxFile = 1 << 30

// File is an open PDF file. It must be used by one goroutine at a time.
type File struct {
	// Repaired says what was wrong with the frame of the file; "" where nothing was.
	Repaired string
	// Broken counts objects that the library could not read. Where it is not 0
	// and Rewritten is false, [OpenRewritten] may read more.
	Broken int
	// Rewritten says that every object was written anew.
	Rewritten bool

	data   []byte
	reader *pdf.Reader
}

// Open reads a file of size bytes. The passwords are tried in order, after the
// empty one. Errors are *reading.Refusal.
func Open(ctx context.Context, r io.ReaderAt, size int64, passwords []string) (*File, error) {
	return open(ctx, r, size, passwords, false)
}

// OpenRewritten is Open for files whose objects are damaged: each is read
// forgivingly and written anew before the library sees it. That takes time and
// twice the memory.
func OpenRewritten(ctx context.Context, r io.ReaderAt, size int64, passwords []string) (*File, error) {
	return open(ctx, r, size, passwords, true)
}

func open(ctx context.Context, r io.ReaderAt, size int64, passwords []string, rewrite bool) (*File, error) {
	data, err := load(r, size)
	if err != nil {
		return nil, err
	}
	f := &frame{data: data, ctx: ctx}
	if err := f.read(); err != nil {
		return nil, err
	}
	if err := f.unlock(passwords); err != nil {
		return nil, err
	}
	rewrite = rewrite || f.key != nil || f.damage != ""
	out, err := f.write(rewrite)
	if err != nil {
		return nil, err
	}
	reader, err := newReader(out)
	if err != nil {
		return nil, &reading.Refusal{Code: "damaged", Reason: "the file cannot be read as PDF: " + err.Error()}
	}
	return &File{Repaired: f.damage, Rewritten: rewrite, data: out, reader: reader}, nil
}

func newReader(data []byte) (r *pdf.Reader, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	return pdf.NewReader(bytes.NewReader(data), int64(len(data)))
}

// load reads the file and moves its header to the first byte, to which all
// offsets refer.
func load(r io.ReaderAt, size int64) ([]byte, error) {
	if size == 0 {
		return nil, &reading.Refusal{Code: "empty", Reason: "the file is empty"}
	}
	if size > MaxFile {
		return nil, &reading.Refusal{Code: "too-large", Reason: fmt.Sprintf("the file is larger than %d MB", MaxFile>>20), Hint: "split it into parts"}
	}
	data := make([]byte, size, size+size/16+4096)
	n, err := r.ReadAt(data, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("reading: %w", err)
	}
	data = data[:n]
	head := data[:min(len(data), 4096)]
	if i := bytes.Index(head, []byte("%PDF-")); i >= 0 {
		return data[i:], nil
	}
	if bytes.Contains(head, []byte("%FDF-")) {
		return nil, &reading.Refusal{Code: "unsupported", Reason: "the file is a form data file (FDF), not a PDF"}
	}
	if !bytes.Contains(data, []byte(" obj")) {
		return nil, &reading.Refusal{Code: "damaged", Reason: "the file has no PDF header and no PDF objects"}
	}
	return append([]byte("%PDF-1.7\n"), data...), nil
}

// frame is the outer structure of a file while it is being opened.
type frame struct {
	ctx     context.Context
	data    []byte
	entries map[int]entry
	trailer syntax.Dict
	damage  string // what was mended

	crypt *crypt
	key   []byte
	cache map[int]*packed
	packs []int // object streams that a rebuild found
}

// entry says where an object is.
type entry struct {
	offset int // of "N G obj"; in a packed stream: 0
	gen    int
	stream int // number of the object stream that holds it; 0 where none does
	free   bool
}

// read finds all objects: by the cross-reference tables where they are sound,
// by looking for them where not.
func (f *frame) read() error {
	err := f.readTables()
	if err == nil {
		err = f.check()
	}
	if err != nil {
		f.damage = err.Error()
		if err := f.rebuild(); err != nil {
			return err
		}
	}
	return f.ctx.Err()
}

// check reports whether the tables lead to a catalogue, and whether objects
// stand where the tables say.
func (f *frame) check() error {
	for num, e := range f.entries {
		if !e.free && e.stream == 0 && !f.standsAt(num, e.offset) {
			return errors.New("objects do not stand where the cross-reference table says")
		}
	}
	root, ok := f.resolve(f.trailer["Root"]).(syntax.Dict)
	if !ok {
		return errors.New("the file names no catalogue")
	}
	if f.trailer["Encrypt"] != nil {
		return nil // strings and streams say nothing yet
	}
	if pages, ok := f.resolve(root["Pages"]).(syntax.Dict); !ok || pages["Kids"] == nil && pages["Type"] != syntax.Symbol("Page") {
		return errors.New("the catalogue has no pages")
	}
	return nil
}

// standsAt reports whether "num G obj" stands at an offset.
func (f *frame) standsAt(num, offset int) bool {
	if offset <= 0 || offset >= len(f.data) {
		return false
	}
	b := f.data[offset:min(offset+32, len(f.data))]
	i := 0
	for i < len(b) && syntax.IsSpace(b[i]) {
		i++
	}
	v, digits := 0, 0
	for ; i < len(b) && b[i] >= '0' && b[i] <= '9' && digits < 10; i++ {
		v, digits = v*10+int(b[i]-'0'), digits+1
	}
	return digits > 0 && v == num && i < len(b) && syntax.IsSpace(b[i]) && bytes.Contains(b[i:], []byte("obj"))
}

// resolve follows a reference; anything else is returned as it is.
func (f *frame) resolve(o syntax.Object) syntax.Object {
	for range 8 {
		ref, ok := o.(syntax.Ref)
		if !ok {
			return o
		}
		o = f.object(ref.Num)
	}
	return nil
}

// object reads one object by number; nil where there is none.
func (f *frame) object(num int) syntax.Object {
	e, ok := f.entries[num]
	if !ok || e.free {
		return nil
	}
	if e.stream != 0 {
		p := f.unpack(e.stream)
		span, ok := p.spans[num]
		if !ok {
			return nil
		}
		l := syntax.Lexer{Data: p.data[span.from:span.to]}
		return l.ParseObject()
	}
	l := syntax.Lexer{Data: f.data, Pos: e.offset}
	_, obj, ok := l.ParseIndirect()
	if !ok {
		return nil
	}
	return obj
}
