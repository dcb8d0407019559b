package filter

// predict undoes the predictor of LZW and Flate data, in place. Impossible
// parameters leave the data as it is.
func predict(data []byte, p Params) []byte {
	colors, bits, columns := max(p.Colors, 1), p.Bits, max(p.Columns, 1)
	if bits == 0 {
		bits = 8
	}
	if colors > 64 || bits < 1 || bits > 32 || columns > 1<<24 {
		return data
	}
	row := (colors*bits*columns + 7) / 8
	pixel := max(1, colors*bits/8)
	if p.Predictor == 2 {
		if bits == 8 {
			for at := 0; at+row <= len(data); at += row {
				for i := pixel; i < row; i++ {
					data[at+i] += data[at+i-pixel]
				}
			}
		}
		return data
	}
	return predictPNG(data, row, pixel)
}

// predictPNG undoes the filters of PNG; every row has its own, named by the
// byte before it (PNG specification §9).
func predictPNG(data []byte, row, pixel int) []byte {
	out := data[:0]
	above := make([]byte, row)
	for len(data) > 1 {
		kind := data[0]
		n := min(row, len(data)-1)
		line := data[1 : 1+n]
		for i := range line {
			var left, corner byte
			if i >= pixel {
				left, corner = line[i-pixel], above[i-pixel]
			}
			switch kind {
			case 1:
				line[i] += left
			case 2:
				line[i] += above[i]
			case 3:
				line[i] += byte((int(left) + int(above[i])) / 2)
			case 4:
				line[i] += paeth(left, above[i], corner)
			}
		}
		data = data[1+n:]
		copy(above, line)
		out = append(out, above[:n]...)
	}
	return out
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	pa, pb, pc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	if pa <= pb && pa <= pc {
		return a
	}
	if pb <= pc {
		return b
	}
	return c
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}
