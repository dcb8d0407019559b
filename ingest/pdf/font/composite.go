package font

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"policyscan/ingest/pdf/object"
)

// composite is the part of a Type 0 font that its codes are decoded by.
type composite struct {
	vertical bool
	unicode  *CMap
	code     *CMap // embedded Encoding; nil for predefined ones
	ucs2     bool  // codes are UTF-16
	legacy   *encoding.Decoder
	double   func(b byte) bool // the byte begins a code of two
	glyphs   map[uint32]string // from the font program, by glyph number
	toGID    []byte            // CIDToGIDMap
	widths   map[uint32]float64
	runs     []widthRun
	usual    float64
	calibri  bool
	cache    map[uint32]Char
	letters  map[string]float64 // widths of the letters that ligatures are made of
}

type widthRun struct {
	low, high uint32
	width     float64
}

func loadComposite(v object.Value) *composite {
	d := v.Key("DescendantFonts").Index(0)
	c := &composite{widths: map[uint32]float64{}, cache: map[uint32]Char{}, usual: d.Key("DW").Float(1000) / 1000}
	if tu := v.Key("ToUnicode"); tu.IsStream() {
		if data, _ := tu.Stream(maxCMap); len(data) > 0 {
			c.unicode = ParseCMap(data)
		}
	}
	c.loadEncoding(v.Key("Encoding"))
	c.loadWidths(d.Key("W"))
	if c.unicode == nil && !c.ucs2 && c.legacy == nil {
		c.glyphs = glyphTexts(d.Key("FontDescriptor"))
		if m := d.Key("CIDToGIDMap"); m.IsStream() {
			c.toGID, _ = m.Stream(maxCMap)
		}
	}
	return c
}

func (c *composite) loadEncoding(enc object.Value) {
	if enc.IsStream() {
		data, _ := enc.Stream(maxCMap)
		c.code = ParseCMap(data)
		c.vertical = enc.Key("WMode").Int(0) == 1
		if base := enc.Key("UseCMap").Name(); strings.HasPrefix(base, "Identity") {
			c.code.wide = true
		}
		return
	}
	name := enc.Name()
	c.vertical = strings.HasSuffix(name, "-V") || name == "V"
	east := func(e encoding.Encoding, double func(byte) bool) { c.legacy, c.double = e.NewDecoder(), double }
	high := func(b byte) bool { return b >= 0x81 }
	switch {
	case strings.Contains(name, "UCS2"), strings.Contains(name, "UTF16"):
		c.ucs2 = true
	case strings.HasPrefix(name, "GBK2K"):
		east(simplifiedchinese.GB18030, high)
	case strings.HasPrefix(name, "GBK"), strings.HasPrefix(name, "GB-EUC"), strings.HasPrefix(name, "GBpc"):
		east(simplifiedchinese.GBK, high)
	case strings.Contains(name, "RKSJ"):
		east(japanese.ShiftJIS, func(b byte) bool { return b >= 0x81 && b <= 0x9f || b >= 0xe0 })
	case strings.HasPrefix(name, "EUC-"):
		east(japanese.EUCJP, high)
	case strings.Contains(name, "B5"):
		east(traditionalchinese.Big5, high)
	case strings.HasPrefix(name, "KSC"):
		east(korean.EUCKR, high)
	}
}

// loadWidths reads the W array: "c [w1 w2 …]" and "first last w".
func (c *composite) loadWidths(w object.Value) {
	n := min(w.Len(), 1<<17)
	for i := 0; i < n; {
		first := uint32(max(0, w.Index(i).Int(0)))
		next := w.Index(i + 1)
		if next.IsArray() {
			for k := range min(next.Len(), 1<<16) {
				c.widths[first+uint32(k)] = next.Index(k).Float(0) / 1000
			}
			i += 2
			continue
		}
		if len(c.runs) < maxRanges {
			c.runs = append(c.runs, widthRun{first, uint32(max(0, next.Int(0))), w.Index(i+2).Float(0) / 1000})
		}
		i += 3
	}
}

func (c *composite) width(cid uint32) float64 {
	if w, ok := c.widths[cid]; ok {
		return w
	}
	for i := range c.runs {
		if r := &c.runs[i]; cid >= r.low && cid <= r.high {
			return r.width
		}
	}
	return c.usual
}

func (c *composite) decode(s []byte) Char {
	n := 2
	switch {
	case c.legacy != nil && !c.double(s[0]):
		n = 1
	case c.code != nil:
		n = c.code.codeLength(s)
	}
	n = min(n, len(s))
	code := number(s[:n])
	key := code | uint32(n)<<30
	if ch, ok := c.cache[key]; ok {
		return ch
	}
	ch := c.char(s[:n], code)
	if len(c.cache) < 1<<17 {
		c.cache[key] = ch
	}
	return ch
}

func (c *composite) char(s []byte, code uint32) Char {
	cid := code
	if c.code != nil {
		cid = c.code.CID(code)
	}
	ch := Char{Length: len(s), Width: c.width(cid), Spaced: len(s) == 1 && code == ' '}
	if c.unicode != nil {
		ch.Text = valid(c.unicode.Text(code))
	}
	switch {
	case ch.Text != "":
	case c.ucs2:
		ch.Text = valid(utf16Text(s))
	case c.legacy != nil:
		t, _ := c.legacy.Bytes(s)
		ch.Text = valid(string(t))
		if len(s) == 1 {
			ch.Width = 0.5
		}
	case c.glyphs != nil:
		ch.Text = valid(c.glyphs[c.gid(cid)])
	}
	if ch.Text == "" && c.unicode != nil {
		ch.Guess = c.ligature(ch.Width)
	}
	return ch
}

func (c *composite) gid(cid uint32) uint32 {
	if at := int(cid) * 2; c.toGID != nil && at+1 < len(c.toGID) {
		return uint32(c.toGID[at])<<8 | uint32(c.toGID[at+1])
	}
	return cid
}
