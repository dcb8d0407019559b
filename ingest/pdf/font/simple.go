package font

import (
	"math"
	"strconv"
	"strings"

	"policyscan/ingest/pdf/object"
)

// loadSimple reads a font whose codes are single bytes.
func (f *Font) loadSimple(v object.Value) {
	names := encodingOf(v, f.Face)
	var unicode *CMap
	if tu := v.Key("ToUnicode"); tu.IsStream() {
		if data, _ := tu.Stream(maxCMap); len(data) > 0 {
			unicode = ParseCMap(data)
		}
	}
	for c := range f.simple {
		ch := Char{Length: 1, Spaced: c == ' '}
		if unicode != nil {
			ch.Text = valid(unicode.Text(uint32(c)))
		}
		if ch.Text == "" {
			ch.Text = textOf(names[c])
		}
		if ch.Text == "" && numbered(names[c], c) {
			ch.Text = textOf(encodings().win[c])
		}
		f.simple[c] = ch
	}
	f.loadWidths(v, names)
	if v.Key("Subtype").Name() == "Type3" {
		f.loadType3(v)
	}
}

// numbered reports whether the name of a glyph is a letter or two and its own
// code, as in fonts that were made from bitmaps ("a97"): then the code is ASCII.
func numbered(name string, code int) bool {
	digits := strings.TrimLeft(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
	n, err := strconv.Atoi(digits)
	return err == nil && n == code && len(name)-len(digits) <= 2 && code > ' ' && code < 0x7f
}

// encodingOf returns the names of the glyphs of a simple font by code.
func encodingOf(v object.Value, face Face) encodingTable {
	enc := v.Key("Encoding")
	base := named(enc.Name())
	if base == nil {
		base = named(enc.Key("BaseEncoding").Name())
	}
	var names encodingTable
	if base != nil {
		names = *base
	} else {
		names = builtIn(v, face)
	}
	diff := enc.Key("Differences")
	code := 0
	for i := range min(diff.Len(), 4096) {
		e := diff.Index(i)
		if e.IsNumber() {
			code = e.Int(0)
			continue
		}
		if code >= 0 && code < 256 {
			names[code] = e.Name()
		}
		code++
	}
	return names
}

// builtIn returns the encoding that a font has by itself.
func builtIn(v object.Value, face Face) encodingTable {
	if names, ok := programEncoding(v.Key("FontDescriptor")); ok {
		return names
	}
	switch column, _ := standardColumn(face); {
	case column == symbolFont:
		return encodings().symbol
	case column == zapfDingbats:
		return encodings().zapf
	case v.Key("Subtype").Name() == "TrueType":
		return encodings().win
	}
	return encodings().standard
}

func (f *Font) loadWidths(v object.Value, names encodingTable) {
	widths := v.Key("Widths")
	if !widths.IsArray() {
		column, fixed := standardColumn(f.Face)
		for c := range f.simple {
			f.simple[c].Width = standardWidth(column, fixed, names[c])
		}
		return
	}
	missing := v.Key("FontDescriptor").Key("MissingWidth").Float(0) / 1000
	first := v.Key("FirstChar").Int(0)
	for c := range f.simple {
		f.simple[c].Width = missing
		if i := c - first; i >= 0 && i < widths.Len() {
			f.simple[c].Width = widths.Index(i).Float(0) / 1000
		}
	}
}

// loadType3 applies the font matrix, in which the glyphs of a Type 3 font are
// measured instead of thousandths.
func (f *Font) loadType3(v object.Value) {
	m := v.Key("FontMatrix")
	if m.Len() != 6 {
		return
	}
	x := math.Abs(m.Index(0).Float(0.001))
	y := math.Abs(m.Index(3).Float(0.001))
	if x == 0 {
		x = math.Abs(m.Index(1).Float(0.001))
	}
	for c := range f.simple {
		f.simple[c].Width *= 1000 * x
	}
	box := v.Key("FontBBox")
	if h := (box.Index(3).Float(0) - box.Index(1).Float(0)) * y; h > 0 && (h < 0.5 || h > 2) {
		f.Scale = h
	}
}
