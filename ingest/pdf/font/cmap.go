package font

import (
	"unicode/utf16"

	"policyscan/ingest/pdf/syntax"
)

// CMap maps character codes to text (ToUnicode) or to glyph numbers (the
// Encoding of a composite font).
type CMap struct {
	spaces  [5][]codeRange // by length of the code in bytes
	chars   map[uint32]string
	ranges  []textRange
	cids    map[uint32]uint32
	cidRuns []cidRange
	wide    bool // has two-byte codes without saying so: built on an Identity CMap
}

type codeRange struct{ low, high uint32 }

type textRange struct {
	low, high uint32
	text      []byte // of low, in UTF-16BE; the last unit grows with the code
}

type cidRange struct{ low, high, cid uint32 }

// maxEntries bounds what is kept of a CMap.
const maxEntries = 1 << 18

// maxRanges bounds the ranges that are searched one after another.
const maxRanges = 20_000

// ParseCMap reads a CMap. Damaged parts are skipped.
func ParseCMap(data []byte) *CMap {
	p := cmapParser{l: syntax.Lexer{Data: data}, m: &CMap{chars: map[uint32]string{}, cids: map[uint32]uint32{}}}
	for {
		t := p.l.Next()
		switch t.Kind {
		case syntax.EOF:
			return p.m
		case syntax.Word:
			p.word(string(t.Bytes))
		case syntax.Name:
			p.name = string(t.Bytes)
		}
	}
}

type cmapParser struct {
	l       syntax.Lexer
	m       *CMap
	name    string // the last one
	entries int
}

func (p *cmapParser) word(w string) {
	switch w {
	case "usecmap":
		p.m.wide = p.name == "Identity-H" || p.name == "Identity-V"
	case "begincodespacerange":
		p.section(func(low syntax.Token) bool {
			high, ok := p.str()
			if n := len(low.Bytes); ok && n >= 1 && n <= 4 {
				p.m.spaces[n] = append(p.m.spaces[n], codeRange{number(low.Bytes), number(high)})
			}
			return ok
		})
	case "beginbfchar":
		p.section(func(code syntax.Token) bool {
			to := p.l.Next()
			switch to.Kind {
			case syntax.String:
				p.m.chars[number(code.Bytes)] = utf16Text(to.Bytes)
			case syntax.Name:
				p.m.chars[number(code.Bytes)] = textOf(string(to.Bytes))
			}
			return to.Kind == syntax.String || to.Kind == syntax.Name
		})
	case "beginbfrange":
		p.section(p.textRange)
	case "begincidchar":
		p.section(func(code syntax.Token) bool {
			to := p.l.Next()
			p.m.cids[number(code.Bytes)] = uint32(max(0, to.Num))
			return to.Kind == syntax.Number
		})
	case "begincidrange":
		p.section(func(low syntax.Token) bool {
			high, ok := p.str()
			to := p.l.Next()
			if ok && to.Kind == syntax.Number && len(p.m.cidRuns) < maxRanges {
				p.m.cidRuns = append(p.m.cidRuns, cidRange{number(low.Bytes), number(high), uint32(max(0, to.Num))})
			}
			return ok && to.Kind == syntax.Number
		})
	}
}

// section calls entry with the first string of each entry, until the section ends.
func (p *cmapParser) section(entry func(syntax.Token) bool) {
	for p.entries < maxEntries {
		p.entries++
		back := p.l.Pos
		t := p.l.Next()
		if t.Kind != syntax.String || !entry(t) {
			if t.Kind == syntax.String {
				continue
			}
			if t.Kind != syntax.Word {
				return
			}
			if len(t.Bytes) < 3 || string(t.Bytes[:3]) != "end" {
				p.l.Pos = back
			}
			return
		}
	}
}

func (p *cmapParser) str() ([]byte, bool) {
	t := p.l.Next()
	return t.Bytes, t.Kind == syntax.String
}

func (p *cmapParser) textRange(first syntax.Token) bool {
	high, ok := p.str()
	if !ok {
		return false
	}
	low, top := number(first.Bytes), number(high)
	to := p.l.Next()
	switch to.Kind {
	case syntax.String:
		switch {
		case top < low || len(to.Bytes) == 0:
		case top-low < 256: // most are short, and are quicker found one by one
			for code := low; code <= top && p.entries < maxEntries; code++ {
				p.entries++
				p.m.chars[code] = utf16Text(plus(to.Bytes, code-low))
			}
		case len(p.m.ranges) < maxRanges:
			p.m.ranges = append(p.m.ranges, textRange{low, top, to.Bytes})
		}
		return true
	case syntax.ArrayOpen:
		for code := low; p.entries < maxEntries; code++ {
			p.entries++
			t := p.l.Next()
			if t.Kind != syntax.String {
				return t.Kind == syntax.ArrayClose
			}
			p.m.chars[code] = utf16Text(t.Bytes)
		}
	}
	return false
}

// Text returns what a code stands for; "" where the CMap does not say.
func (m *CMap) Text(code uint32) string {
	if t, ok := m.chars[code]; ok {
		return t
	}
	for i := len(m.ranges) - 1; i >= 0; i-- {
		if r := &m.ranges[i]; code >= r.low && code <= r.high {
			return utf16Text(plus(r.text, code-r.low))
		}
	}
	return ""
}

// plus adds to the number in the last bytes of b.
func plus(b []byte, n uint32) []byte {
	out := append([]byte(nil), b...)
	for i := len(out) - 1; i >= 0 && n > 0; i-- {
		n += uint32(out[i])
		out[i] = byte(n)
		n >>= 8
	}
	return out
}

// CID returns the glyph number of a code.
func (m *CMap) CID(code uint32) uint32 {
	if c, ok := m.cids[code]; ok {
		return c
	}
	for i := len(m.cidRuns) - 1; i >= 0; i-- {
		if r := &m.cidRuns[i]; code >= r.low && code <= r.high {
			return r.cid + code - r.low
		}
	}
	if m.wide {
		return code
	}
	return 0
}

// codeLength returns how many bytes the first code of s has.
func (m *CMap) codeLength(s []byte) int {
	var v uint32
	for n := 1; n <= 4 && n <= len(s); n++ {
		v = v<<8 | uint32(s[n-1])
		for _, r := range m.spaces[n] {
			if inRange(v, r, n) {
				return n
			}
		}
	}
	for n := 1; n <= 4; n++ {
		if len(m.spaces[n]) > 0 && !m.wide {
			return n
		}
	}
	return 2
}

// inRange compares byte by byte, as code space ranges are rectangles.
func inRange(v uint32, r codeRange, n int) bool {
	for i := range n {
		shift := 8 * i
		b := v >> shift & 0xff
		if b < r.low>>shift&0xff || b > r.high>>shift&0xff {
			return false
		}
	}
	return true
}

func number(b []byte) (v uint32) {
	for _, c := range b {
		v = v<<8 | uint32(c)
	}
	return v
}

// utf16Text decodes UTF-16BE; one byte stands for itself.
func utf16Text(b []byte) string {
	if len(b) == 1 {
		return string(rune(b[0]))
	}
	if len(b) == 2 && (b[0] < 0xD8 || b[0] > 0xDF) {
		return string(rune(b[0])<<8 | rune(b[1]))
	}
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b) && i < 256; i += 2 {
		units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(units))
}
