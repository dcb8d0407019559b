package font

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"
)

// The Adobe Glyph List, with its licence.
//
//go:embed glyphlist.txt
var glyphListText string

//go:embed encodings.txt
var encodingsText string

//go:embed widths.txt
var widthsText string

// glyphList maps names of glyphs to text.
var glyphList = sync.OnceValue(func() map[string]string {
	m := make(map[string]string, 4400)
	for line := range strings.Lines(glyphListText) {
		name, codes, ok := strings.Cut(strings.TrimSpace(line), ";")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		var text []rune
		for _, hex := range strings.Fields(codes) {
			if v, err := strconv.ParseUint(hex, 16, 32); err == nil {
				text = append(text, rune(v))
			}
		}
		m[name] = string(text)
	}
	return m
})

type encodingTable [256]string // names of glyphs; "" where a code has none

type encodingTables struct{ standard, mac, win, macExpert, symbol, zapf encodingTable }

var encodings = sync.OnceValue(func() *encodingTables {
	t := &encodingTables{}
	columns := []*encodingTable{&t.standard, &t.mac, &t.win, &t.macExpert, &t.symbol, &t.zapf}
	for line := range strings.Lines(encodingsText) {
		fields := strings.Fields(line)
		if len(fields) != 1+len(columns) || fields[0] == "#" {
			continue
		}
		code, err := strconv.Atoi(fields[0])
		if err != nil || code > 255 {
			continue
		}
		for i, c := range columns {
			if name := fields[i+1]; name != "-" {
				c[code] = name
			}
		}
	}
	return t
})

// named returns a predefined encoding; nil where the name is none.
func named(name string) *encodingTable {
	switch name {
	case "WinAnsiEncoding":
		return &encodings().win
	case "MacRomanEncoding":
		return &encodings().mac
	case "StandardEncoding":
		return &encodings().standard
	case "MacExpertEncoding":
		return &encodings().macExpert
	}
	return nil
}

// textOf returns what the name of a glyph stands for (Adobe Glyph List
// specification §2); "" where it says nothing.
func textOf(name string) string {
	if name == "" || name == ".notdef" {
		return ""
	}
	if t, ok := glyphList()[name]; ok {
		return t
	}
	if i := strings.IndexByte(name, '.'); i > 0 {
		return textOf(name[:i])
	}
	if strings.IndexByte(name, '_') > 0 {
		var out strings.Builder
		for part := range strings.SplitSeq(name, "_") {
			t := textOf(part)
			if t == "" {
				return ""
			}
			out.WriteString(t)
		}
		return out.String()
	}
	return byNumber(name)
}

// byNumber reads names that give code points: uni0041, u1F600.
func byNumber(name string) string {
	if hex, ok := strings.CutPrefix(name, "uni"); ok && len(hex) >= 4 && len(hex)%4 == 0 {
		var units []uint16
		for i := 0; i < len(hex); i += 4 {
			v, err := strconv.ParseUint(hex[i:i+4], 16, 16)
			if err != nil {
				return ""
			}
			units = append(units, uint16(v))
		}
		return valid(string(utf16.Decode(units)))
	}
	if hex, ok := strings.CutPrefix(name, "u"); ok && len(hex) >= 4 && len(hex) <= 6 {
		if v, err := strconv.ParseUint(hex, 16, 32); err == nil && v <= utf8.MaxRune {
			return valid(string(rune(v)))
		}
	}
	return ""
}

// valid drops text that says only that it is unknown.
func valid(s string) string {
	if strings.ContainsRune(s, utf8.RuneError) || strings.Trim(s, "\x00") == "" {
		return ""
	}
	return s
}
