// Package words says what a word is: how text is cut into words, how their
// forms are folded and stemmed in each language, and where sentences end.
//
// The matcher's patterns, the matcher's texts and the full-text index all go
// through it, so that a rule, a passage and a query agree about every word.
// Begin with [Scanner] for the cutting, [For] for a language, and [Forms] where
// many texts are read: it folds and stems each distinct form once.
package words

import (
	"unicode"
	"unicode/utf8"
)

// Version names the behaviour of this package. It is part of the digest of
// everything that depends on where words begin and end or how they are folded.
const Version = "words/1"

// class of a byte in the scanner's fast path.
const (
	separator = iota
	letter
	beyondASCII
)

// softHyphen may stand inside a word in text that came from a typesetter.
const softHyphen = '\u00ad'

// classes tells letters and digits from separators among the ASCII bytes.
var classes = func() (t [256]byte) {
	for c := range t {
		switch {
		case c >= utf8.RuneSelf:
			t[c] = beyondASCII
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
			t[c] = letter
		}
	}
	return t
}()

// Scanner walks over the words of a text. A word is a run of letters, digits
// and combining marks; a soft hyphen inside it belongs to it; everything else
// separates, so that "sex-worker" is two words and "d'autrui" is d and autrui.
// Runs of Chinese and Japanese characters, which have no spaces, are cut into
// overlapping pairs.
type Scanner struct {
	text string
	pos  int
	run  int // end of the run of ideographs that pos is in, or 0
}

// NewScanner returns a scanner at the beginning of text.
func NewScanner(text string) Scanner { return Scanner{text: text} }

// Next returns the next word as a half-open range of bytes of the text; ok is
// false at the end.
func (s *Scanner) Next() (start, end int, ok bool) {
	if s.run > 0 {
		if start, end, ok = s.pair(); ok {
			return start, end, true
		}
	}
	text, i := s.text, s.pos
	for i < len(text) {
		switch classes[text[i]] {
		case separator:
			i++
			continue
		case beyondASCII:
			r, w := utf8.DecodeRuneInString(text[i:])
			if !inWord(r) || r == softHyphen {
				i += w
				continue
			}
			if ideograph(r) {
				s.pos, s.run = i, ideographs(text, i)
				return s.firstPair()
			}
		}
		end = wordEnd(text, i)
		s.pos = end
		return i, end, true
	}
	s.pos = i
	return 0, 0, false
}

// wordEnd returns the end of the word that begins at i.
func wordEnd(text string, i int) int {
	for i < len(text) {
		switch classes[text[i]] {
		case letter:
			i++
			continue
		case separator:
			return i
		}
		r, w := utf8.DecodeRuneInString(text[i:])
		if !inWord(r) || ideograph(r) {
			return i
		}
		i += w
	}
	return i
}

// firstPair returns the first pair of a run, or the one character that it is.
func (s *Scanner) firstPair() (start, end int, ok bool) {
	_, w := utf8.DecodeRuneInString(s.text[s.pos:])
	if s.pos+w >= s.run {
		start, end = s.pos, s.run
		s.pos, s.run = s.run, 0
		return start, end, true
	}
	return s.pair()
}

// pair returns the two characters at pos and moves on by one.
func (s *Scanner) pair() (start, end int, ok bool) {
	_, w := utf8.DecodeRuneInString(s.text[s.pos:])
	next := s.pos + w
	if next >= s.run {
		s.pos, s.run = s.run, 0
		return 0, 0, false
	}
	_, w2 := utf8.DecodeRuneInString(s.text[next:])
	start, end = s.pos, next+w2
	s.pos = next
	return start, end, true
}

// ideographs returns the end of the run of ideographs that begins at i.
func ideographs(text string, i int) int {
	for i < len(text) {
		r, w := utf8.DecodeRuneInString(text[i:])
		if !ideograph(r) {
			break
		}
		i += w
	}
	return i
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == softHyphen
}

// ideograph reports whether r belongs to a script that is written without
// spaces and that pairs of characters index well.
func ideograph(r rune) bool {
	return r >= 0x2e80 && (unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r))
}
