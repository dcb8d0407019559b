// Package charset turns bytes of unknown or declared encoding into UTF-8.
//
// The order of evidence is the byte-order mark, the pattern of UTF-16 without
// one, validity as UTF-8, the declaration of the file, and at last detection by
// statistics. Begin with [Decode].
package charset

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Text is decoded text and how it was decoded.
type Text struct {
	String   string // UTF-8 without byte-order mark
	Encoding string // canonical name by the WHATWG index, "utf-8", "windows-1252", …
	Guessed  bool   // neither mark, validity nor declaration decided
	Damaged  int    // characters that could not be decoded and became U+FFFD
}

// Problem says in one sentence what is uncertain about the text, with a stable
// code; the code is empty where nothing is.
func (t Text) Problem() (code, sentence string) {
	switch {
	case t.Damaged > 0:
		return "encoding-damaged", fmt.Sprintf("%d characters could not be decoded as %s", t.Damaged, t.Encoding)
	case t.Guessed:
		return "encoding-guessed", "the encoding is not declared and was taken for " + t.Encoding
	}
	return "", ""
}

// sampleSize bounds the bytes that detection looks at.
const sampleSize = 64 << 10

// Decode decodes data. Declared is the name of an encoding that the file or its
// container states, in any spelling; it may be empty or wrong.
func Decode(data []byte, declared string) Text {
	if e, name, n := byMark(data); n > 0 {
		return decode(data[n:], e, name, false)
	}
	if e, name := wide(data); e != nil {
		return decode(data, e, name, false)
	}
	e, name := lookup(declared)
	if utf8.Valid(data) && !escapes(data, name) {
		return Text{String: string(data), Encoding: "utf-8"}
	}
	if e != nil && name != "utf-8" {
		if t := decode(data, e, name, false); t.Damaged*200 <= len(data) {
			return t
		}
	}
	if nearlyUTF8(data) {
		return decode(data, unicode.UTF8, "utf-8", name != "utf-8")
	}
	return detect(data)
}

// byMark reads a byte-order mark and returns its length.
func byMark(data []byte) (encoding.Encoding, string, int) {
	switch {
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		return unicode.UTF8, "utf-8", 3
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE, 0, 0}):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), "utf-32le", 4
	case bytes.HasPrefix(data, []byte{0, 0, 0xFE, 0xFF}):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), "utf-32be", 4
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le", 2
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be", 2
	}
	return nil, "", 0
}

// wide recognises UTF-16 without a mark by zero bytes on one side: line ends,
// spaces, digits and, in European languages, most letters have one.
func wide(data []byte) (encoding.Encoding, string) {
	sample := data[:min(len(data), sampleSize)&^1]
	if len(sample) < 4 {
		return nil, ""
	}
	var even, odd int
	for i := 0; i < len(sample); i += 2 {
		if sample[i] == 0 {
			even++
		}
		if sample[i+1] == 0 {
			odd++
		}
	}
	pairs := len(sample) / 2
	switch {
	case odd*20 >= pairs && even*20 <= odd:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le"
	case even*20 >= pairs && odd*20 <= even:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be"
	}
	return nil, ""
}

// lookup finds an encoding by any of its names.
func lookup(declared string) (encoding.Encoding, string) {
	declared = strings.Trim(strings.TrimSpace(declared), `"'`)
	if declared == "" {
		return nil, ""
	}
	e, name := charset.Lookup(declared)
	if name == "replacement" || strings.HasPrefix(name, "utf-16") {
		return nil, "" // the bytes have been shown not to be UTF-16
	}
	return e, name
}

// escapes reports whether bytes that are valid UTF-8 may yet be a seven-bit
// encoding that shifts with escape sequences.
func escapes(data []byte, declared string) bool {
	return declared == "iso-2022-jp" && bytes.IndexByte(data, 0x1B) >= 0
}

// nearlyUTF8 reports whether data is UTF-8 but for a few damaged characters.
func nearlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good > 20*bad
}

// detect chooses an encoding by statistics.
func detect(data []byte) Text {
	sample := foreign(data)
	if r, err := chardet.NewTextDetector().DetectBest(sample); err == nil && r.Confidence >= 15 {
		if e, name := lookup(r.Charset); e != nil && name != "utf-8" {
			if t := decode(data, e, name, true); t.Damaged*200 <= len(data) {
				return t
			}
		}
	}
	e, name := lookup("windows-1252")
	return decode(data, e, name, true)
}

// foreign collects the lines of data that are not ASCII, for they alone tell
// encodings apart; at most sampleSize bytes.
func foreign(data []byte) []byte {
	out := make([]byte, 0, min(len(data), sampleSize))
	for len(data) > 0 && len(out) < sampleSize {
		line := data
		if i := bytes.IndexByte(data, '\n'); i >= 0 {
			line = data[:i+1]
		}
		data = data[len(line):]
		for _, c := range line {
			if c >= utf8.RuneSelf {
				out = append(out, line[:min(len(line), sampleSize-len(out))]...)
				break
			}
		}
	}
	return out
}

// decode decodes data and counts what was damaged.
func decode(data []byte, e encoding.Encoding, name string, guessed bool) Text {
	before := bytes.Count(data, []byte("\uFFFD"))
	var s string
	if name == "utf-8" {
		s = repair(data)
	} else if out, err := e.NewDecoder().Bytes(data); err == nil {
		s, before = string(out), 0
	} else {
		s = repair(data)
	}
	if n, err := htmlindex.Name(e); err == nil {
		name = n
	}
	return Text{String: s, Encoding: name, Guessed: guessed, Damaged: max(strings.Count(s, "\uFFFD")-before, 0)}
}

func repair(data []byte) string { return strings.ToValidUTF8(string(data), "\uFFFD") }
