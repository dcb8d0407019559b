package font

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed cffstrings.txt
var cffStringsText string

// cffStrings are the standard strings of CFF.
var cffStrings = sync.OnceValue(func() []string {
	_, names, _ := strings.Cut(cffStringsText, "\n")
	return strings.Fields(names)
})

// cff reads as much of a Compact Font Format program as says which code shows
// which glyph (Adobe Technical Note 5176). Reading past the end gives zeros.
type cff struct {
	data    []byte
	strings [][]byte
	glyphs  int
}

func (c *cff) byte(at int) int {
	if at < 0 || at >= len(c.data) {
		return 0
	}
	return int(c.data[at])
}

func (c *cff) number(at, size int) (v int) {
	for i := range size {
		v = v<<8 | c.byte(at+i)
	}
	return v
}

// index reads an INDEX and returns its elements and where it ends.
func (c *cff) index(at int) (elements [][]byte, end int) {
	count := c.number(at, 2)
	if count == 0 || at < 0 || at+2 > len(c.data) {
		return nil, at + 2
	}
	size := c.byte(at + 2)
	if size < 1 || size > 4 || at+3+(count+1)*size > len(c.data) {
		return nil, len(c.data)
	}
	base := at + 3 + (count+1)*size - 1
	from := c.number(at+3, size)
	for i := 1; i <= count; i++ {
		to := c.number(at+3+i*size, size)
		if from < 1 || to < from || base+to > len(c.data) {
			return elements, len(c.data)
		}
		elements = append(elements, c.data[base+from:base+to])
		from = to
	}
	return elements, base + from
}

// dict reads the integers of a DICT by operator; two-byte operators are 1200
// and more.
func dict(data []byte) map[int][]int {
	out := map[int][]int{}
	var args []int
	for i := 0; i < len(data); {
		b := int(data[i])
		i++
		at := func(k int) int {
			if i+k < len(data) {
				return int(data[i+k])
			}
			return 0
		}
		switch {
		case b == 12:
			out[1200+at(0)] = args
			args = nil
			i++
		case b <= 21:
			out[b] = args
			args = nil
		case b == 28:
			args = append(args, int(int16(at(0)<<8|at(1))))
			i += 2
		case b == 29:
			args = append(args, int(int32(uint32(at(0)<<24|at(1)<<16|at(2)<<8|at(3)))))
			i += 4
		case b == 30: // a real: nibbles up to 15
			for i < len(data) && data[i]&0x0f != 0x0f && data[i]>>4 != 0x0f {
				i++
			}
			i++
			args = append(args, 0)
		case b >= 32 && b <= 246:
			args = append(args, b-139)
		case b >= 247 && b <= 250:
			args = append(args, (b-247)*256+at(0)+108)
			i++
		case b >= 251 && b <= 254:
			args = append(args, -(b-251)*256-at(0)-108)
			i++
		}
	}
	return out
}

// The operators of a top DICT.
const (
	opCharset     = 15
	opEncoding    = 16
	opCharStrings = 17
	opROS         = 1230
)

// cffEncoding returns the built-in encoding of a CFF font that has names.
func cffEncoding(data []byte) (names encodingTable, ok bool) {
	if len(data) < 4 || data[0] != 1 {
		return names, false
	}
	c := &cff{data: data}
	_, at := c.index(int(data[2]))
	tops, at := c.index(at)
	c.strings, _ = c.index(at)
	if len(tops) == 0 {
		return names, false
	}
	top := dict(tops[0])
	if _, cid := top[opROS]; cid {
		return names, false
	}
	first := func(op int) int {
		if v := top[op]; len(v) > 0 {
			return v[0]
		}
		return 0
	}
	c.glyphs = c.number(first(opCharStrings), 2)
	switch at := first(opEncoding); at {
	case 0:
		return encodings().standard, true
	case 1:
		return encodings().macExpert, true
	default:
		return c.encoding(at, c.charset(first(opCharset))), true
	}
}

// charset returns the names of glyphs by their number.
func (c *cff) charset(at int) []string {
	names := make([]string, 1, c.glyphs+1)
	if at <= 2 { // predefined: ISOAdobe is the order of the standard strings
		for sid := 1; sid < c.glyphs; sid++ {
			names = append(names, c.name(sid))
		}
		return names
	}
	format := c.byte(at)
	for at++; len(names) < c.glyphs && at < len(c.data); {
		sid, left := c.number(at, 2), 0
		at += 2
		if format > 0 {
			left = c.number(at, format)
			at += format
		}
		for ; left >= 0 && len(names) < c.glyphs; left-- {
			names = append(names, c.name(sid))
			sid++
		}
	}
	return names
}

func (c *cff) name(sid int) string {
	standard := cffStrings()
	if sid < len(standard) {
		return standard[sid]
	}
	if i := sid - len(standard); i < len(c.strings) {
		return string(c.strings[i])
	}
	return ""
}

func (c *cff) encoding(at int, glyphs []string) (names encodingTable) {
	format, n := c.byte(at), c.byte(at+1)
	at += 2
	glyph := 1
	set := func(code int) {
		if glyph < len(glyphs) && code < 256 {
			names[code] = glyphs[glyph]
		}
		glyph++
	}
	for range n {
		code, left := c.byte(at), 0
		at++
		if format&0x7f == 1 {
			left = c.byte(at)
			at++
		}
		for ; left >= 0; left-- {
			set(code)
			code++
		}
	}
	if format&0x80 != 0 {
		n := c.byte(at)
		for i := range n {
			names[c.byte(at+1+3*i)] = c.name(c.number(at+2+3*i, 2))
		}
	}
	return names
}
