package font

import (
	"bytes"

	"policyscan/ingest/pdf/object"
	"policyscan/ingest/pdf/syntax"
)

// programEncoding returns the encoding that an embedded font program declares.
func programEncoding(descriptor object.Value) (names encodingTable, ok bool) {
	if file := descriptor.Key("FontFile"); file.IsStream() {
		data, _ := file.Stream(maxCMap)
		return type1Encoding(data)
	}
	if file := descriptor.Key("FontFile3"); file.IsStream() && file.Key("Subtype").Name() == "Type1C" {
		data, _ := file.Stream(maxCMap)
		return cffEncoding(data)
	}
	return names, false
}

// type1Encoding reads the clear text of a Type 1 font: "dup 65 /A put" (Adobe
// Type 1 Font Format §2.2).
func type1Encoding(data []byte) (names encodingTable, ok bool) {
	i := bytes.Index(data, []byte("/Encoding"))
	if i < 0 {
		return names, false
	}
	l := syntax.Lexer{Data: data, Pos: i + len("/Encoding")}
	if t := l.Next(); t.Kind == syntax.Word && string(t.Bytes) == "StandardEncoding" {
		return encodings().standard, true
	}
	for range 4096 {
		t := l.Next()
		if t.Kind == syntax.EOF {
			break
		}
		if t.Kind != syntax.Word {
			continue
		}
		switch string(t.Bytes) {
		case "def", "readonly":
			return names, ok
		case "dup":
			code, name := l.Next(), l.Next()
			if code.Kind == syntax.Number && name.Kind == syntax.Name && code.Num >= 0 && code.Num < 256 {
				names[int(code.Num)] = string(name.Bytes)
				ok = true
			}
		}
	}
	return names, ok
}

// glyphTexts returns what the glyphs of an embedded TrueType program stand for
// by its own character map; nil where there is none.
func glyphTexts(descriptor object.Value) map[uint32]string {
	file := descriptor.Key("FontFile2")
	if !file.IsStream() {
		return nil
	}
	data, _ := file.Stream(maxCMap)
	return trueTypeTexts(data)
}
