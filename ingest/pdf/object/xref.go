package object

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"

	"policyscan/ingest/pdf/filter"
	"policyscan/ingest/pdf/syntax"
)

// maxSections bounds the chain of cross-reference sections of a file.
const maxSections = 2000

// maxStream bounds one decoded stream, in bytes.
const maxStream = 256 << 20

// readTables reads the chain of cross-reference sections, newest first. It
// never allocates by a size that the file declares.
func (f *frame) readTables() error {
	f.entries = map[int]entry{}
	at, err := f.startxref()
	if err != nil {
		return err
	}
	seen := map[int]bool{}
	queue := []int{at}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if seen[at] {
			if len(queue) == 0 {
				return errors.New("the cross-reference tables form a circle")
			}
			continue
		}
		seen[at] = true
		if at < 0 || at >= len(f.data) || len(seen) > maxSections {
			return errors.New("a cross-reference table is not where the file says")
		}
		trailer, err := f.section(at)
		if err != nil {
			return err
		}
		if f.trailer == nil {
			f.trailer = trailer
		}
		if x := trailer.Int("XRefStm", 0); x > 0 {
			queue = append(queue, int(x))
		}
		if p, ok := trailer["Prev"]; ok {
			if v, isInt := p.(int64); isInt && v > 0 {
				queue = append(queue, int(v))
			} else if !isInt {
				return errors.New("the cross-reference chain is broken")
			}
		}
	}
	return nil
}

func (f *frame) startxref() (int, error) {
	tail := f.data[max(0, len(f.data)-4096):]
	i := bytes.LastIndex(tail, []byte("startxref"))
	if i < 0 {
		if i = bytes.LastIndex(f.data, []byte("startxref")); i < 0 {
			return 0, errors.New("the file does not say where its cross-reference table is")
		}
		tail = f.data
	}
	l := syntax.Lexer{Data: tail, Pos: i + len("startxref")}
	t := l.Next()
	if t.Kind != syntax.Number || t.Num <= 0 || t.Num >= float64(len(f.data)) {
		return 0, errors.New("the cross-reference table is not where the file says")
	}
	return int(t.Num), nil
}

// section reads one table or cross-reference stream and returns its trailer.
func (f *frame) section(at int) (syntax.Dict, error) {
	l := &syntax.Lexer{Data: f.data, Pos: at}
	l.SkipSpace()
	if bytes.HasPrefix(f.data[l.Pos:], []byte("xref")) {
		l.Pos += len("xref")
		return f.table(l)
	}
	_, obj, ok := l.ParseIndirect()
	s, isStream := obj.(syntax.Stream)
	if !ok || !isStream {
		return nil, errors.New("there is no cross-reference table where the file says")
	}
	return s.Dict, f.tableStream(s)
}

func (f *frame) table(l *syntax.Lexer) (syntax.Dict, error) {
	for {
		t := l.Next()
		if t.Kind == syntax.Word && string(t.Bytes) == "trailer" {
			d, ok := l.ParseObject().(syntax.Dict)
			if !ok {
				return nil, errors.New("the cross-reference table has no trailer")
			}
			return d, nil
		}
		n := l.Next()
		if t.Kind != syntax.Number || n.Kind != syntax.Number || t.Num < 0 || n.Num < 0 {
			return nil, errors.New("the cross-reference table is malformed")
		}
		for i := range int(min(n.Num, float64(len(f.data)))) {
			off, gen, kind := l.Next(), l.Next(), l.Next()
			if off.Kind != syntax.Number || gen.Kind != syntax.Number || kind.Kind != syntax.Word {
				return nil, errors.New("the cross-reference table is malformed")
			}
			e := entry{offset: int(off.Num), gen: int(gen.Num), free: string(kind.Bytes) != "n" || off.Num == 0}
			f.add(int(t.Num)+i, e)
		}
	}
}

// add records an entry unless a newer section has one for the number.
func (f *frame) add(num int, e entry) {
	if _, known := f.entries[num]; !known && num >= 0 {
		f.entries[num] = e
	}
}

func (f *frame) tableStream(s syntax.Stream) error {
	data, err := f.decode(s)
	if err != nil && len(data) == 0 {
		return fmt.Errorf("the cross-reference stream cannot be decoded: %w", err)
	}
	var w [3]int
	widths, _ := s.Dict["W"].(syntax.Array)
	if len(widths) < 3 {
		return errors.New("the cross-reference stream is malformed")
	}
	row := 0
	for i := range w {
		v, _ := widths[i].(int64)
		if v < 0 || v > 8 {
			return errors.New("the cross-reference stream is malformed")
		}
		w[i] = int(v)
		row += w[i]
	}
	if row == 0 {
		return errors.New("the cross-reference stream is malformed")
	}
	index, ok := s.Dict["Index"].(syntax.Array)
	if !ok {
		index = syntax.Array{int64(0), int64(len(data) / row)}
	}
	for i := 0; i+1 < len(index); i += 2 {
		from, _ := index[i].(int64)
		count, _ := index[i+1].(int64)
		for k := int64(0); k < count && len(data) >= row; k++ {
			f.addRow(int(from+k), data[:row], w)
			data = data[row:]
		}
	}
	return nil
}

func (f *frame) addRow(num int, row []byte, w [3]int) {
	kind, a, b := 1, bigEndian(row[w[0]:w[0]+w[1]]), bigEndian(row[w[0]+w[1]:])
	if w[0] > 0 {
		kind = bigEndian(row[:w[0]])
	}
	switch kind {
	case 0:
		f.add(num, entry{free: true})
	case 1:
		f.add(num, entry{offset: a, gen: b & 0xffff})
	case 2:
		f.add(num, entry{stream: a})
	}
}

func bigEndian(b []byte) (v int) {
	for _, c := range b {
		v = v<<8 | int(c)
	}
	return v
}

// decode returns the decoded data of a stream of the file.
func (f *frame) decode(s syntax.Stream) ([]byte, error) {
	raw := f.raw(s)
	names, params := f.filters(s.Dict)
	var err error
	for i, name := range names {
		if raw, err = filter.Decode(name, raw, params[i], maxStream); err != nil {
			break
		}
	}
	return raw, err
}

func (f *frame) filters(d syntax.Dict) (names []string, params []filter.Params) {
	var all syntax.Array
	switch v := f.resolve(d["Filter"]).(type) {
	case syntax.Symbol:
		all = syntax.Array{v}
	case syntax.Array:
		all = v
	}
	parms := f.resolve(d["DecodeParms"])
	for i, o := range all {
		n, _ := f.resolve(o).(syntax.Symbol)
		names = append(names, string(n))
		p := parms
		if a, ok := parms.(syntax.Array); ok {
			p = nil
			if i < len(a) {
				p = f.resolve(a[i])
			}
		}
		pd, _ := p.(syntax.Dict)
		params = append(params, filter.Params{
			Predictor: int(pd.Int("Predictor", 0)), Colors: int(pd.Int("Colors", 0)),
			Bits: int(pd.Int("BitsPerComponent", 0)), Columns: int(pd.Int("Columns", 0)),
			EarlyChange: earlyChange(pd),
		})
	}
	return names, params
}

func earlyChange(d syntax.Dict) *int {
	if v, ok := d["EarlyChange"].(int64); ok {
		n := int(v)
		return &n
	}
	return nil
}

// raw returns the data of a stream as it stands in the file, still encrypted
// and encoded.
func (f *frame) raw(s syntax.Stream) []byte {
	n := int64(-1)
	if v, ok := f.resolve(s.Dict["Length"]).(int64); ok {
		n = v
	}
	return streamData(f.data, s.Data, n)
}

// streamData returns the bytes of a stream that begins at from. The declared
// length counts where "endstream" follows; otherwise the word is looked for.
func streamData(data []byte, from int, length int64) []byte {
	if from > len(data) {
		return nil
	}
	rest := data[from:]
	if length >= 0 && length <= int64(len(rest)) {
		after := rest[length:min(int64(len(rest)), length+16)]
		if bytes.HasPrefix(bytes.TrimLeft(after, "\r\n \t\x00"), []byte("endstream")) {
			return rest[:length]
		}
	}
	end := bytes.Index(rest, []byte("endstream"))
	if end < 0 {
		end = bytes.Index(rest, []byte("endobj"))
	}
	if end < 0 {
		if length >= 0 && length < int64(len(rest)) {
			return rest[:length]
		}
		return rest
	}
	for k := 0; k < 2 && end > 0 && (rest[end-1] == '\n' || rest[end-1] == '\r'); k++ {
		end--
	}
	return rest[:end]
}

// packed is an object stream, decoded.
type packed struct {
	data  []byte
	spans map[int]span
	order []int
}

type span struct{ from, to int }

// unpack decodes an object stream (ISO 32000-1 §7.5.7).
func (f *frame) unpack(num int) *packed {
	if p := f.cache[num]; p != nil {
		return p
	}
	p := &packed{spans: map[int]span{}}
	if f.cache == nil {
		f.cache = map[int]*packed{}
	}
	f.cache[num] = p
	e, ok := f.entries[num]
	if !ok || e.free || e.stream != 0 {
		return p
	}
	l := syntax.Lexer{Data: f.data, Pos: e.offset}
	ref, obj, _ := l.ParseIndirect()
	s, ok := obj.(syntax.Stream)
	if !ok {
		return p
	}
	raw := f.raw(s)
	if f.key != nil {
		raw = f.crypt.decrypt(f.key, f.crypt.streams, ref, raw)
	}
	names, params := f.filters(s.Dict)
	for i, name := range names {
		raw, _ = filter.Decode(name, raw, params[i], maxStream)
	}
	p.index(raw, int(s.Dict.Int("First", 0)), int(s.Dict.Int("N", 0)))
	return p
}

func (p *packed) index(data []byte, first, n int) {
	if first <= 0 || first > len(data) {
		return
	}
	p.data = data
	head := syntax.Lexer{Data: data[:first]}
	for range min(n, first) {
		num, off := head.Next(), head.Next()
		if num.Kind != syntax.Number || off.Kind != syntax.Number {
			break
		}
		from := first + int(off.Num)
		if off.Num < 0 || from >= len(data) || num.Num < 0 || num.Num > maxObjects {
			continue
		}
		p.order = append(p.order, int(num.Num))
		p.spans[int(num.Num)] = span{from, len(data)}
	}
	for i, num := range p.order { // an object ends where the next one begins
		if i+1 < len(p.order) {
			if next := p.spans[p.order[i+1]].from; next > p.spans[num].from {
				p.spans[num] = span{p.spans[num].from, next}
			}
		}
	}
}

// itoa is strconv.Itoa under a name that reads well in the writer.
func itoa(n int) string { return strconv.Itoa(n) }
