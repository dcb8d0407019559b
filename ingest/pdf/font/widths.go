package font

import (
	"strconv"
	"strings"
	"sync"
)

// The columns of widths.txt.
const (
	helvetica = iota
	helveticaBold
	times
	timesBold
	timesItalic
	timesBoldItalic
	symbolFont
	zapfDingbats
	standardFonts
)

// standardWidths maps names of glyphs to their widths in the standard fonts;
// -1 where a font has no such glyph.
var standardWidths = sync.OnceValue(func() map[string][standardFonts]int16 {
	m := make(map[string][standardFonts]int16, 600)
	for line := range strings.Lines(widthsText) {
		fields := strings.Fields(line)
		if len(fields) != 1+standardFonts || fields[0] == "#" {
			continue
		}
		var w [standardFonts]int16
		for i, f := range fields[1:] {
			w[i] = -1
			if v, err := strconv.Atoi(f); err == nil {
				w[i] = int16(v)
			}
		}
		m[fields[0]] = w
	}
	return m
})

// standardColumn chooses the standard font that a font without widths is, or is
// most like; fixed says that it is Courier or like it.
func standardColumn(f Face) (column int, fixed bool) {
	low := strings.ToLower(f.Name)
	switch {
	case containsAny(low, "zapf", "dingbat"):
		return zapfDingbats, false
	case strings.HasPrefix(low, "symbol"):
		return symbolFont, false
	case f.Fixed:
		return helvetica, true
	case containsAny(low, "times", "roman", "serif", "georgia", "garamond", "bookman", "palatino", "century") && !containsAny(low, "sans"):
		switch {
		case f.Bold && f.Italic:
			return timesBoldItalic, false
		case f.Bold:
			return timesBold, false
		case f.Italic:
			return timesItalic, false
		}
		return times, false
	case f.Bold:
		return helveticaBold, false
	}
	return helvetica, false
}

// standardWidth returns the width of a glyph for size 1.
func standardWidth(column int, fixed bool, name string) float64 {
	if fixed {
		return 0.6
	}
	if w, ok := standardWidths()[name]; ok && w[column] >= 0 {
		return float64(w[column]) / 1000
	}
	return 0.5
}
