package object

import (
	"bytes"
	"errors"
	"strconv"
	"strings"

	"github.com/ledongthuc/pdf"

	"policyscan/ingest/pdf/filter"
	"policyscan/ingest/pdf/syntax"
)

// Value is an object of a file. Unlike the values of the library, it never
// panics: what cannot be read is null, and counted in the file's Broken.
type Value struct {
	v pdf.Value
	f *File
}

// Trailer returns the trailer of the file.
func (f *File) Trailer() Value { return Value{f.reader.Trailer(), f} }

// Key returns an entry of a dictionary or of a stream's dictionary.
func (v Value) Key(name string) (out Value) {
	if v.f == nil {
		return Value{}
	}
	defer v.f.survive()
	return Value{v.v.Key(name), v.f}
}

// Index returns an element of an array.
func (v Value) Index(i int) (out Value) {
	if v.f == nil {
		return Value{}
	}
	defer v.f.survive()
	return Value{v.v.Index(i), v.f}
}

// survive turns a panic of the library into a null value.
func (f *File) survive() {
	if recover() != nil {
		f.Broken++
	}
}

// Len returns the length of an array, else 0.
func (v Value) Len() int { return v.v.Len() }

// Keys returns the keys of a dictionary, sorted.
func (v Value) Keys() []string { return v.v.Keys() }

// Name returns a name without its slash, else "".
func (v Value) Name() string { return v.v.Name() }

// Text returns a string as text, else "".
func (v Value) Text() string { return v.v.Text() }

// Bytes returns the bytes of a string, else "".
func (v Value) Bytes() string { return v.v.RawString() }

// Int returns an integer, a real cut to one, or def.
func (v Value) Int(def int) int {
	switch v.v.Kind() {
	case pdf.Integer:
		return int(v.v.Int64())
	case pdf.Real:
		return int(v.v.Float64())
	}
	return def
}

// Float returns a number, or def.
func (v Value) Float(def float64) float64 {
	if k := v.v.Kind(); k == pdf.Integer || k == pdf.Real {
		return v.v.Float64()
	}
	return def
}

// Bool returns a truth value, else false.
func (v Value) Bool() bool { return v.v.Bool() }

// The kinds of values.

// IsNull reports whether there is nothing.
func (v Value) IsNull() bool { return v.f == nil || v.v.IsNull() }

// IsDict reports whether v is a dictionary (not a stream).
func (v Value) IsDict() bool { return v.v.Kind() == pdf.Dict }

// IsArray reports whether v is an array.
func (v Value) IsArray() bool { return v.v.Kind() == pdf.Array }

// IsStream reports whether v is a stream.
func (v Value) IsStream() bool { return v.v.Kind() == pdf.Stream }

// IsName reports whether v is a name.
func (v Value) IsName() bool { return v.v.Kind() == pdf.Name }

// IsNumber reports whether v is an integer or a real.
func (v Value) IsNumber() bool {
	k := v.v.Kind()
	return k == pdf.Integer || k == pdf.Real
}

// Refs returns, for each entry of a dictionary that is a reference, the number
// of the object that it points to: what is shared can be kept by it.
func (v Value) Refs() map[string]int {
	l := syntax.Lexer{Data: []byte(v.v.String())}
	d, _ := l.ParseObject().(syntax.Dict)
	refs := make(map[string]int, len(d))
	for k, o := range d {
		if r, ok := o.(syntax.Ref); ok {
			refs[string(k)] = r.Num
		}
	}
	return refs
}

// ElementRefs is Refs for the elements of an array; 0 for those that are none.
func (v Value) ElementRefs() []int {
	l := syntax.Lexer{Data: []byte(v.v.String())}
	a, _ := l.ParseObject().(syntax.Array)
	refs := make([]int, len(a))
	for i, o := range a {
		if r, ok := o.(syntax.Ref); ok {
			refs[i] = r.Num
		}
	}
	return refs
}

// errNoStream says that a value has no data.
var errNoStream = errors.New("not a stream")

// Stream returns the decoded data of a stream, at most limit bytes. With an
// error, what could be decoded is returned as well.
func (v Value) Stream(limit int) (data []byte, err error) {
	if !v.IsStream() {
		return nil, errNoStream
	}
	raw := v.raw()
	filters := v.Key("Filter")
	if filters.IsName() {
		return decodeOne(filters.Name(), raw, firstOf(v.Key("DecodeParms")), limit)
	}
	for i := range min(filters.Len(), 8) {
		params := v.Key("DecodeParms")
		if params.IsArray() {
			params = params.Index(i)
		}
		if raw, err = decodeOne(filters.Index(i).Name(), raw, params, limit); err != nil {
			return raw, err
		}
	}
	return raw, nil
}

func firstOf(v Value) Value {
	if v.IsArray() {
		return v.Index(0)
	}
	return v
}

func decodeOne(name string, data []byte, params Value, limit int) ([]byte, error) {
	p := filter.Params{}
	if params.IsDict() {
		p = filter.Params{
			Predictor: params.Key("Predictor").Int(0), Colors: params.Key("Colors").Int(0),
			Bits: params.Key("BitsPerComponent").Int(0), Columns: params.Key("Columns").Int(0),
		}
		if e := params.Key("EarlyChange"); e.IsNumber() {
			n := e.Int(1)
			p.EarlyChange = &n
		}
	}
	return filter.Decode(name, data, p, limit)
}

// raw finds the data of a stream in the file. The library tells where it
// begins only in the text form of the value, "<<…>>@offset"; its own reader
// knows too few filters and trusts the declared length.
func (v Value) raw() []byte {
	s := v.v.String()
	at := strings.LastIndexByte(s, '@')
	if at < 0 {
		return nil
	}
	offset, err := strconv.Atoi(s[at+1:])
	if err != nil || offset < 0 || offset > len(v.f.data) {
		return nil
	}
	return streamData(v.f.data, offset, int64(v.Key("Length").Int(-1)))
}

// Size returns how many bytes a stream has in the file, encoded.
func (v Value) Size() int { return len(bytes.TrimSpace(v.raw())) }
