package font

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestTextOfNames(t *testing.T) {
	for name, want := range map[string]string{
		"A": "A", "Adieresis": "Ä", "fi": "ﬁ", "f_f_i": "ffi", "a.sc": "a", "uni00410042": "AB", "u1F600": "😀",
		".notdef": "", "g123": "", "uniD800": "", "afii10017": "А", "one.oldstyle": "1",
	} {
		if got := textOf(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestEncodings(t *testing.T) {
	for _, c := range []struct {
		encoding string
		code     int
		want     string
	}{
		{"WinAnsiEncoding", 0x80, "€"}, {"WinAnsiEncoding", 0xE4, "ä"}, {"MacRomanEncoding", 0x8A, "ä"},
		{"StandardEncoding", 0xAE, "ﬁ"}, {"StandardEncoding", 0x27, "’"},
	} {
		if got := textOf(named(c.encoding)[c.code]); got != c.want {
			t.Errorf("%s %#x: %q, want %q", c.encoding, c.code, got, c.want)
		}
	}
}

func TestStandardWidths(t *testing.T) {
	for _, c := range []struct {
		face Face
		name string
		want float64
	}{
		{Face{Name: "Helvetica"}, "A", .667}, {Face{Name: "Times-Bold", Bold: true}, "a", .5},
		{Face{Name: "Courier", Fixed: true}, "W", .6}, {Face{Name: "Symbol"}, "alpha", .631},
	} {
		column, fixed := standardColumn(c.face)
		if got := standardWidth(column, fixed, c.name); got != c.want {
			t.Errorf("%s %s: %v, want %v", c.face.Name, c.name, got, c.want)
		}
	}
}

const toUnicode = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0003> <0020> <0010> <00660069> endbfchar
2 beginbfrange <0024> <0026> <0041> <0030> <0031> [<0061> <00620063>] endbfrange
1 beginbfrange <1000> <1FFF> <4E00> endbfrange
endcmap`

func TestCMap(t *testing.T) {
	m := ParseCMap([]byte(toUnicode))
	got := map[uint32]string{}
	for _, code := range []uint32{3, 0x10, 0x24, 0x26, 0x30, 0x31, 0x1001, 0x99} {
		got[code] = m.Text(code)
	}
	want := map[uint32]string{3: " ", 0x10: "fi", 0x24: "A", 0x26: "C", 0x30: "a", 0x31: "bc", 0x1001: "\u4e01", 0x99: ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestCodeLengths(t *testing.T) {
	m := ParseCMap([]byte("2 begincodespacerange <00> <80> <8140> <9FFC> endcodespacerange 1 begincidrange <8140> <8150> 100 endcidrange 1 begincidchar <20> 1 endcidchar"))
	if n := m.codeLength([]byte{0x41, 0x42}); n != 1 {
		t.Errorf("one byte: %d", n)
	}
	if n := m.codeLength([]byte{0x81, 0x42}); n != 2 {
		t.Errorf("two bytes: %d", n)
	}
	if a, b := m.CID(0x8142), m.CID(0x20); a != 102 || b != 1 {
		t.Errorf("glyphs %d, %d", a, b)
	}
}

func TestLigature(t *testing.T) {
	c := &composite{
		unicode: &CMap{chars: map[uint32]string{1: "t", 2: "i", 3: "f", 4: "\uFB01"}},
		widths:  map[uint32]float64{1: .336, 2: .23, 3: .306, 4: .53},
	}
	for width, want := range map[float64]string{.56: "ti", .67: "tt", .64: "ft", .535: "", .5: "", .61: "ff"} {
		if got := c.ligature(width); got != want {
			t.Errorf("%v: %q, want %q", width, got, want)
		}
	}
}

func TestType1Encoding(t *testing.T) {
	names, ok := type1Encoding([]byte("%!PS\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\ndup 65 /Alpha put\ndup 66 /B put\nreadonly def"))
	if !ok || names[65] != "Alpha" || names[66] != "B" {
		t.Errorf("got %q %q %v", names[65], names[66], ok)
	}
}

// program is a CFF font with two glyphs, "A" and "own", at the codes 1 and 2.
var program = []byte("\x01\x00\x04\x01" +
	"\x00\x01\x01\x01\x02F" + // name
	"\x00\x01\x01\x01\x0a" + "\xaf\x0f" + "\xb4\x10" + "\xb8\x11" + "\x8b\x13\x8b" + // top: charset 36, encoding 41, charstrings 45
	"\x00\x01\x01\x01\x04own" + // strings
	"\x00\x00" + // subroutines
	"\x00\x00" +
	"\x00\x00\x22\x01\x87" + // charset at 36: 34 (A), 391 (own)
	"\x00\x02\x01\x02" + // encoding at 41
	"\x00\x03\x01\x01\x02\x03\x04\x0e\x0e\x0e")

func TestCFFEncoding(t *testing.T) {
	names, ok := cffEncoding(program)
	if !ok || names[1] != "A" || names[2] != "own" {
		t.Errorf("got %q %q %v", names[1], names[2], ok)
	}
}

// FuzzPrograms holds that no font program panics, and that texts are UTF-8.
func FuzzPrograms(f *testing.F) {
	f.Add(program)
	f.Add([]byte("/Encoding 256 array dup 65 /A put def"))
	f.Add([]byte("\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00cmap\x00\x00\x00\x00\x00\x00\x00\x1c\x00\x00\x00\x30\x00\x00\x00\x01\x00\x03\x00\x01\x00\x00\x00\x0c\x00\x04\x00\x20\x00\x00\x00\x02"))
	f.Fuzz(func(t *testing.T, data []byte) {
		cffEncoding(data)
		type1Encoding(data)
		for _, text := range trueTypeTexts(data) {
			if !utf8.ValidString(text) {
				t.Errorf("text %q", text)
			}
		}
	})
}

// FuzzCMap holds that no CMap panics, and that texts are UTF-8.
func FuzzCMap(f *testing.F) {
	f.Add([]byte(toUnicode), uint32(0x24))
	f.Add([]byte("1 beginbfrange <00> <FFFFFFFF> <D800> endbfrange"), uint32(7))
	f.Add([]byte("1 begincidrange <00> <FF> 1 endcidrange /Identity-H usecmap"), uint32(7))
	f.Fuzz(func(t *testing.T, data []byte, code uint32) {
		m := ParseCMap(data)
		if !utf8.ValidString(valid(m.Text(code))) {
			t.Errorf("text %q", m.Text(code))
		}
		m.CID(code)
		if n := m.codeLength([]byte{byte(code), byte(code >> 8)}); n < 1 || n > 4 {
			t.Errorf("length %d", n)
		}
	})
}
