package font

import "encoding/binary"

// trueTypeTexts reads the cmap table of a TrueType font backwards: from glyph
// number to character (OpenType specification, cmap, formats 4 and 12).
func trueTypeTexts(data []byte) map[uint32]string {
	table := sfntTable(data, "cmap")
	if len(table) < 4 {
		return nil
	}
	out := map[uint32]string{}
	for i := range min(int(binary.BigEndian.Uint16(table[2:])), 64) {
		at := 4 + 8*i
		if at+8 > len(table) {
			break
		}
		platform := binary.BigEndian.Uint16(table[at:])
		encoding := binary.BigEndian.Uint16(table[at+2:])
		offset := int(binary.BigEndian.Uint32(table[at+4:]))
		unicode := platform == 0 || platform == 3 && (encoding == 1 || encoding == 10)
		if !unicode || offset+16 > len(table) {
			continue
		}
		switch sub := table[offset:]; binary.BigEndian.Uint16(sub) {
		case 4:
			readFormat4(sub, out)
		case 12:
			readFormat12(sub, out)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// sfntTable returns a table of a TrueType font, or nil.
func sfntTable(data []byte, tag string) []byte {
	if len(data) < 12 {
		return nil
	}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		at := 12 + 16*i
		if at+16 > len(data) {
			return nil
		}
		if string(data[at:at+4]) != tag {
			continue
		}
		from := int(binary.BigEndian.Uint32(data[at+8:]))
		length := int(binary.BigEndian.Uint32(data[at+12:]))
		if from > len(data) {
			return nil
		}
		return data[from:min(from+length, len(data))]
	}
	return nil
}

// maxMapped bounds the characters that are read of one subtable.
const maxMapped = 1 << 18

func readFormat4(t []byte, out map[uint32]string) {
	segments := int(binary.BigEndian.Uint16(t[6:])) / 2
	word := func(at int) int {
		if at < 0 || at+2 > len(t) {
			return 0
		}
		return int(binary.BigEndian.Uint16(t[at:]))
	}
	left := maxMapped
	for s := range segments {
		end, start := word(14+2*s), word(16+2*segments+2*s)
		delta, rangeAt := word(16+4*segments+2*s), 16+6*segments+2*s
		offset := word(rangeAt)
		for c := start; c <= end && c < 0xffff && left > 0; c++ {
			left--
			gid := c + delta
			if offset != 0 {
				if gid = word(rangeAt + offset + 2*(c-start)); gid != 0 {
					gid += delta
				}
			}
			keepGlyph(out, uint32(gid&0xffff), rune(c))
		}
	}
}

func readFormat12(t []byte, out map[uint32]string) {
	groups := int(binary.BigEndian.Uint32(t[12:]))
	left := maxMapped
	for g := range min(groups, len(t)/12) {
		at := 16 + 12*g
		if at+12 > len(t) {
			return
		}
		start, end := binary.BigEndian.Uint32(t[at:]), binary.BigEndian.Uint32(t[at+4:])
		gid := binary.BigEndian.Uint32(t[at+8:])
		for c := start; c <= end && left > 0; c++ {
			left--
			keepGlyph(out, gid+c-start, rune(c))
		}
	}
}

// keepGlyph keeps the first character of a glyph, which is the plainest.
func keepGlyph(out map[uint32]string, gid uint32, c rune) {
	if _, known := out[gid]; !known && gid != 0 && c >= ' ' {
		out[gid] = string(c)
	}
}
