package detect

import "unicode/utf8"

// foldWord lower-cases a word at s[i:] and strips the accents of Latin and
// Greek letters into buf; it returns the folded word and where the word ends in
// s. A word is a run of letters of at most len(buf) bytes when folded.
func foldWord(s string, i int, buf []byte) (word []byte, end int) {
	n := 0
	for i < len(s) && n+2 < len(buf) {
		c := s[i]
		if c < utf8.RuneSelf {
			switch {
			case isLower(c):
			case isUpper(c):
				c |= 0x20
			default:
				return buf[:n], i
			}
			buf[n] = c
			n++
			i++
			continue
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		if r = foldRune(r); r == 0 {
			return buf[:n], i
		}
		n += utf8.EncodeRune(buf[n:n+3], r)
		i += w
	}
	return buf[:n], i
}

// foldRune maps a letter to its lower-case base letter; 0 where r is none.
func foldRune(r rune) rune {
	switch {
	case r >= 0xC0 && r < 0x180:
		return rune(latinBase[r-0xC0])
	case r >= 0x386 && r <= 0x3CE:
		return foldGreek(r)
	case r >= 0x410 && r <= 0x42F:
		return r + 0x20
	case r >= 0x430 && r <= 0x45F:
		return r
	case r == 0x218 || r == 0x219:
		return 's'
	case r == 0x21A || r == 0x21B:
		return 't'
	}
	return 0
}

func foldGreek(r rune) rune {
	switch r {
	case 'Ά', 'ά':
		return 'α'
	case 'Έ', 'έ':
		return 'ε'
	case 'Ή', 'ή':
		return 'η'
	case 'Ί', 'ί', 'ϊ', 'ΐ', 'Ϊ':
		return 'ι'
	case 'Ό', 'ό':
		return 'ο'
	case 'Ύ', 'ύ', 'ϋ', 'ΰ', 'Ϋ':
		return 'υ'
	case 'Ώ', 'ώ':
		return 'ω'
	case 'ς':
		return 'σ'
	}
	if r >= 'Α' && r <= 'Ω' {
		return r + 0x20
	}
	return r
}

// latinBase gives the base letters of U+00C0 to U+017F; × and ÷ are no letters.
const latinBase = "aaaaaaaceeeeiiiidnooooo\x00ouuuuytsaaaaaaaceeeeiiiidnooooo\x00ouuuuyty" +
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooo" +
	"rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
