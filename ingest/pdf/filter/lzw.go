package filter

import "errors"

// The codes of LZW that stand for no string.
const (
	lzwClear = 256
	lzwEnd   = 257
	lzwMax   = 4096
)

// lzw decodes LZW with the variable code lengths of TIFF and PDF: most
// significant bit first, 9 to 12 bits, the length growing "early" codes before
// it must.
func lzw(data []byte, early, limit int) ([]byte, error) {
	var (
		prefix [lzwMax]uint16
		suffix [lzwMax]byte
		stack  [lzwMax]byte
		out    = make([]byte, 0, min(3*len(data), limit))
		next   = lzwEnd + 1
		width  = 9
		last   = -1
		first  byte
		acc    uint32
		bits   int
	)
	for _, b := range data {
		acc, bits = acc<<8|uint32(b), bits+8
		for bits >= width {
			code := int(acc >> (bits - width) & (1<<width - 1))
			bits -= width
			switch {
			case code == lzwClear:
				next, width, last = lzwEnd+1, 9, -1
				continue
			case code == lzwEnd:
				return out, nil
			case last < 0 && code > 255, code > next:
				return out, errors.New("damaged LZW data")
			}
			n, c := 0, code
			if code == next { // the string that this very code defines
				stack[0], n, c = first, 1, last
			}
			for c > 255 {
				stack[n] = suffix[c]
				n++
				c = int(prefix[c])
			}
			first = byte(c)
			stack[n] = first
			n++
			if len(out)+n > limit {
				return out, ErrTooLarge
			}
			for n > 0 {
				n--
				out = append(out, stack[n])
			}
			if last >= 0 && next < lzwMax {
				prefix[next], suffix[next] = uint16(last), first
				next++
			}
			last = code
			if next+early >= 1<<width && width < 12 {
				width++
			}
		}
	}
	return out, nil
}
