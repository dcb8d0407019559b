// Package font tells what the character codes of a PDF font stand for and how
// wide they are (ISO 32000-1 §9.5 to §9.10).
//
// A code's text comes from the font's ToUnicode CMap, else from its encoding
// and the Adobe Glyph List, else from the font program. Begin with [Load].
package font

import (
	"strings"

	"policyscan/ingest/pdf/object"
)

// Face is what a font looks like.
type Face struct {
	Name         string // BaseFont without the tag of its subset
	Bold, Italic bool
	Fixed        bool // all glyphs are of one width
}

// Font decodes the strings that are shown in one font. It keeps what it has
// decoded, so one Font must be used by one goroutine at a time.
type Font struct {
	Face     Face
	Vertical bool    // written from top to bottom
	Scale    float64 // height of the letters for size 1; 1 but for Type 3 fonts

	composite bool
	simple    [256]Char
	cid       *composite
}

// Char is what one character code stands for.
type Char struct {
	Text   string  // "" where nothing is known
	Guess  string  // where nothing is known: the letters that the glyph is as wide as, if it may be a ligature
	Width  float64 // for size 1, in text space
	Length int     // bytes of the code
	Spaced bool    // it is the code that word spacing applies to
}

// maxCMap bounds a decoded CMap or font program, in bytes.
const maxCMap = 16 << 20

// Load reads a font dictionary. It always returns a font; what is missing or
// damaged in the dictionary is missing in the font.
func Load(v object.Value) *Font {
	f := &Font{Scale: 1, Face: face(v)}
	if v.Key("Subtype").Name() == "Type0" {
		f.composite = true
		f.cid = loadComposite(v)
		f.cid.calibri = f.Face.Name == "Calibri"
		f.Vertical = f.cid.vertical
		return f
	}
	f.loadSimple(v)
	return f
}

// Missing is the font that is used where a page names one that it has not.
func Missing() *Font {
	f := &Font{Scale: 1, Face: Face{Name: "?"}}
	for c := range f.simple {
		f.simple[c] = Char{Text: textOf(encodings().win[c]), Width: 0.5, Length: 1, Spaced: c == ' '}
	}
	return f
}

// Decode decodes the first code of s, which must not be empty.
func (f *Font) Decode(s []byte) Char {
	if !f.composite {
		return f.simple[s[0]]
	}
	return f.cid.decode(s)
}

func face(v object.Value) Face {
	d := v.Key("FontDescriptor")
	name := v.Key("BaseFont").Name()
	if v.Key("Subtype").Name() == "Type0" {
		descendant := v.Key("DescendantFonts").Index(0)
		d = descendant.Key("FontDescriptor")
		if name == "" {
			name = descendant.Key("BaseFont").Name()
		}
	}
	if i := strings.IndexByte(name, '+'); i == 6 {
		name = name[7:]
	}
	low := strings.ToLower(name)
	flags := d.Key("Flags").Int(0)
	return Face{
		Name:   name,
		Bold:   containsAny(low, "bold", "black", "heavy", "demi", "-bd", ",bd") || flags&(1<<18) != 0 || d.Key("FontWeight").Float(0) >= 600,
		Italic: containsAny(low, "ital", "obli", "slanted") || flags&(1<<6) != 0,
		Fixed:  flags&1 != 0 || containsAny(low, "courier", "mono"),
	}
}

func containsAny(s string, subs ...string) bool {
	for _, sub := range subs {
		if strings.Contains(s, sub) {
			return true
		}
	}
	return false
}
