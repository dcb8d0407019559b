package filter

import "policyscan/ingest/pdf/syntax"

func asciiHex(data []byte) []byte {
	out := make([]byte, 0, len(data)/2+1)
	high := -1
	for _, c := range data {
		if c == '>' {
			break
		}
		v := syntax.Unhex(c)
		switch {
		case v < 0:
		case high < 0:
			high = v
		default:
			out = append(out, byte(high<<4|v))
			high = -1
		}
	}
	if high >= 0 {
		out = append(out, byte(high<<4))
	}
	return out
}

// ascii85 decodes groups of five digits; what is no digit is skipped.
func ascii85(data []byte) []byte {
	out := make([]byte, 0, len(data)/5*4+4)
	var group [5]byte
	n := 0
	for i, c := range data {
		switch {
		case c == '~' && i > 0:
			return endGroup(out, group, n)
		case c == 'z' && n == 0:
			out = append(out, 0, 0, 0, 0)
		case c >= '!' && c <= 'u':
			group[n] = c - '!'
			if n++; n == 5 {
				out = endGroup(out, group, n)
				n = 0
			}
		}
	}
	return endGroup(out, group, n)
}

// endGroup appends the n-1 bytes that n digits stand for.
func endGroup(out []byte, group [5]byte, n int) []byte {
	if n < 2 {
		return out
	}
	var v uint32
	for i := range 5 {
		d := byte(84)
		if i < n {
			d = group[i]
		}
		v = v*85 + uint32(d)
	}
	return append(out, []byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}[:n-1]...)
}

func runLength(data []byte, limit int) ([]byte, error) {
	var out []byte
	for i := 0; i < len(data); {
		n := int(data[i])
		i++
		switch {
		case n == 128:
			return out, nil
		case n < 128:
			end := min(i+n+1, len(data))
			out = append(out, data[i:end]...)
			i = end
		case i < len(data):
			for range 257 - n {
				out = append(out, data[i])
			}
			i++
		}
		if len(out) > limit {
			return out[:limit], ErrTooLarge
		}
	}
	return out, nil
}
