package ingest

import "unicode/utf8"

// countWords counts the words of s; two signs of Chinese or Japanese count as
// one word, as a measure of length only.
func countWords(s string) int {
	n, wide := 0, 0
	in := uint8(0) // 1 inside a word
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			sign := wordSigns[c]
			letter := sign & 1
			n += int(letter &^ in)
			in = letter | in&(sign>>1)
			i++
			continue
		}
		if c >= 0xE3 && c <= 0xE9 && (c != 0xE3 || i+1 < len(s) && s[i+1] >= 0x81) { // kana and CJK ideographs are three bytes
			wide++
			in = 0
			i += 3
			continue
		}
		if c < 0xE2 { // letters of two bytes
			n += int(1 - in)
			in = 1
			i += 2
			continue
		}
		_, w := utf8.DecodeRuneInString(s[i:])
		if c != 0xE2 || s[min(i+1, len(s)-1)] != 0x80 { // an apostrophe does not end a word
			in = 0
		}
		i += w
	}
	return n + (wide+1)/2
}

// wordSigns says of each ASCII sign whether it is a letter or digit (1) or joins
// the parts of one word (2).
var wordSigns = func() (t [utf8.RuneSelf]uint8) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
			t[c] = 1
		case c == '-' || c == '\'' || c == '.' || c == ',':
			t[c] = 2
		}
	}
	return t
}()
