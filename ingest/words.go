package ingest

import "unicode/utf8"

// countWords counts the words of s; two signs of Chinese or Japanese count as
// one word, as a measure of length only.
func countWords(s string) int {
	n, wide := 0, 0
	in := false
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
			if letter && !in {
				n++
			}
			in = letter || in && (c == '-' || c == '\'' || c == '.' || c == ',')
			i++
			continue
		}
		if c >= 0xE3 && c <= 0xE9 && (c != 0xE3 || i+1 < len(s) && s[i+1] >= 0x81) { // kana and CJK ideographs are three bytes
			wide++
			in = false
			i += 3
			continue
		}
		if c < 0xE2 { // letters of two bytes
			if !in {
				n++
			}
			in = true
			i += 2
			continue
		}
		_, w := utf8.DecodeRuneInString(s[i:])
		in = in && c == 0xE2 && s[min(i+1, len(s)-1)] == 0x80 // apostrophe
		i += w
	}
	return n + (wide+1)/2
}
