package syntax

import (
	"bytes"
	"fmt"
	"math"
	"sort"
	"strconv"
)

// Objects are nil, bool, int64, float64, [Text], [Symbol], [Array], [Dict], [Ref]
// or [Stream].
type Object any

// Text is a string object.
type Text []byte

// Symbol is a name object.
type Symbol string

// Array is an array object.
type Array []Object

// Dict is a dictionary object.
type Dict map[Symbol]Object

// Ref points to an indirect object.
type Ref struct{ Num, Gen int }

// Stream is a stream's dictionary and where its data begins.
type Stream struct {
	Dict Dict
	Data int // bytes from the beginning of the lexer's data
}

// maxDepth bounds nesting; deeper objects are read as null.
const maxDepth = 100

// ParseObject reads one direct object or reference. Damage gives nil.
func (l *Lexer) ParseObject() Object { return l.object(l.Next(), 0) }

func (l *Lexer) object(t Token, depth int) Object {
	if depth > maxDepth {
		return nil
	}
	switch t.Kind {
	case Number:
		return l.numberOrRef(t)
	case String:
		return Text(bytes.Clone(t.Bytes))
	case Name:
		return Symbol(t.Bytes)
	case ArrayOpen:
		return l.array(depth)
	case DictOpen:
		return l.dict(depth)
	case Word:
		switch string(t.Bytes) {
		case "true":
			return true
		case "false":
			return false
		}
	}
	return nil
}

// mostInt is the largest integer of which a float64 holds the neighbours too.
const mostInt = 1 << 53

func (l *Lexer) numberOrRef(t Token) Object {
	if t.Real || math.Abs(t.Num) > mostInt { // an integer that is too large counts as a real number
		return t.Num
	}
	num := int64(t.Num)
	if t.Num < 0 || t.Num > 1<<31 {
		return num
	}
	back := l.Pos
	if gen := l.Next(); gen.Kind == Number && !gen.Real && gen.Num >= 0 && gen.Num < 1<<16 {
		if r := l.Next(); r.Kind == Word && len(r.Bytes) == 1 && r.Bytes[0] == 'R' {
			return Ref{int(num), int(gen.Num)}
		}
	}
	l.Pos = back
	return num
}

// ends reports whether a word closes the object that it stands in, as in a
// file whose closing brackets were lost.
func ends(t Token) bool {
	if t.Kind != Word {
		return false
	}
	switch string(t.Bytes) {
	case "endobj", "obj", "stream", "endstream", "xref", "trailer":
		return true
	}
	return false
}

func (l *Lexer) array(depth int) Object {
	a := Array{}
	for {
		back := l.Pos
		t := l.Next()
		if t.Kind == EOF || t.Kind == ArrayClose {
			return a
		}
		if t.Kind == DictClose || ends(t) {
			l.Pos = back
			return a
		}
		a = append(a, l.object(t, depth+1))
	}
}

func (l *Lexer) dict(depth int) Object {
	d := Dict{}
	for {
		back := l.Pos
		t := l.Next()
		if t.Kind == EOF || t.Kind == DictClose {
			return d
		}
		if ends(t) {
			l.Pos = back
			return d
		}
		if t.Kind != Name {
			continue
		}
		key := Symbol(t.Bytes)
		back = l.Pos
		v := l.Next()
		if v.Kind == DictClose || v.Kind == EOF || ends(v) {
			l.Pos = back
			continue
		}
		d[key] = l.object(v, depth+1)
	}
}

// ParseIndirect reads "N G obj …" at Pos. ok is false where there is none.
func (l *Lexer) ParseIndirect() (ref Ref, obj Object, ok bool) {
	num, gen, word := l.Next(), l.Next(), l.Next()
	if num.Kind != Number || gen.Kind != Number || word.Kind != Word || !bytes.HasPrefix(word.Bytes, []byte("obj")) {
		return Ref{}, nil, false
	}
	if extra := len(word.Bytes) - 3; extra > 0 { // "obj123", "objnull"
		l.Pos -= extra
	}
	ref = Ref{int(num.Num), int(gen.Num)}
	obj = l.ParseObject()
	d, isDict := obj.(Dict)
	if !isDict {
		return ref, obj, true
	}
	back := l.Pos
	if t := l.Next(); t.Kind == Word && string(t.Bytes) == "stream" {
		at := l.Pos
		if at < len(l.Data) && l.Data[at] == '\r' {
			at++
		}
		if at < len(l.Data) && l.Data[at] == '\n' {
			at++
		}
		return ref, Stream{d, at}, true
	}
	l.Pos = back
	return ref, obj, true
}

// Int returns an integer entry, or def where it is missing or something else.
func (d Dict) Int(key Symbol, def int64) int64 {
	switch v := d[key].(type) {
	case int64:
		return v
	case float64:
		return int64(max(-mostInt, min(v, mostInt)))
	}
	return def
}

// Append writes an object in PDF syntax, dictionaries by key.
func Append(b []byte, o Object) []byte {
	switch o := o.(type) {
	case nil:
		return append(b, "null"...)
	case bool:
		return strconv.AppendBool(b, o)
	case int64:
		return strconv.AppendInt(b, o, 10)
	case float64:
		return strconv.AppendFloat(b, o, 'f', -1, 64)
	case Text:
		return fmt.Appendf(b, "<%x>", []byte(o))
	case Symbol:
		return appendName(b, o)
	case Ref:
		return fmt.Appendf(b, "%d %d R", o.Num, o.Gen)
	case Stream:
		return Append(b, o.Dict)
	case Array:
		b = append(b, '[')
		for i, e := range o {
			if i > 0 {
				b = append(b, ' ')
			}
			b = Append(b, e)
		}
		return append(b, ']')
	case Dict:
		return appendDict(b, o)
	}
	return append(b, "null"...)
}

func appendDict(b []byte, d Dict) []byte {
	keys := make([]string, 0, len(d))
	for k := range d {
		keys = append(keys, string(k))
	}
	sort.Strings(keys)
	b = append(b, "<<"...)
	for _, k := range keys {
		b = append(appendName(b, Symbol(k)), ' ')
		b = append(Append(b, d[Symbol(k)]), '\n')
	}
	return append(b, ">>"...)
}

func appendName(b []byte, n Symbol) []byte {
	b = append(b, '/')
	for i := 0; i < len(n); i++ {
		if c := n[i]; class[c] != regular || c == '#' || c < '!' || c > '~' {
			b = fmt.Appendf(b, "#%02x", c)
		} else {
			b = append(b, c)
		}
	}
	return b
}
