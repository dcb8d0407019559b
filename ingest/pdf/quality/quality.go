// Package quality tells from the text of a page whether it was read well.
//
// It knows nothing of PDF. A page whose fonts do not say what their glyphs mean,
// or whose words were glued or torn apart, shows it in shares that can be
// counted: replacement characters, private-use code points, lone letters,
// endless words. [Of] counts, [Measure.Doubts] says what is wrong with one
// reading, and [Better] chooses between two. All functions are pure.
//
// The limits were measured on 241 government and law PDFs against pdftotext:
// of the pages that pass, hardly one is read better by another extractor.
// A right-to-left script is no reason for doubt: on the Arabic of a gazette the
// layout of ingest/pdf puts letters and words in better order than PDFium.
package quality

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of [Measure.Doubts]; shares of the non-space characters, or of the
// words where the name says so.
const (
	maxReplaced  = 0.005
	maxPrivate   = 0.01
	maxControl   = 0.005
	maxLoneWords = 0.12
	maxLongWords = 0.02
	minAlnum     = 0.50

	longWord  = 22 // letters; words of ordinary texts are shorter in 98 of 100 cases, German included
	longMean  = 11 // characters a word, of a Latin text
	fewest    = 20 // characters below which shares say nothing
	fewGlyphs = 8  // glyphs below which an empty text is no surprise
)

// Doubt is a reason not to trust the reading of a page, in words for the user.
type Doubt string

// The doubts, each with the measure behind it.
const (
	Empty      Doubt = "no text although glyphs are shown"
	Replaced   Doubt = "characters without a meaning"
	Private    Doubt = "private-use characters"
	Control    Doubt = "control characters"
	Spaced     Doubt = "words torn into letters"
	Glued      Doubt = "words glued together"
	FewLetters Doubt = "hardly any letters or digits"
)

// Measure counts what tells a good reading from a bad one.
type Measure struct {
	Chars    int // without white space
	Words    int
	Replaced int // U+FFFD
	Private  int // private-use code points
	Control  int // C0 and C1, without white space
	Letters  int // combining marks included
	Digits   int
	Leaders  int // dots, dashes and underscores that fill lines: neither good nor bad
	Latin    int // ASCII letters
	Lone     int // words of one letter that is no word of a common language
	Long     int // ASCII words of more than 22 letters
}

// Of measures a text.
func Of(text string) Measure {
	var m Measure
	for word := range strings.FieldsSeq(text) {
		m.word(word)
	}
	return m
}

// word adds one word.
func (m *Measure) word(word string) {
	m.Words++
	runes, letters, ascii := 0, 0, true
	for _, r := range word {
		runes++
		if r >= utf8.RuneSelf {
			ascii = false
		}
		if m.char(r) {
			letters++
		}
	}
	m.Chars += runes
	switch {
	case runes == 1 && letters == 1 && !oneLetterWord(word):
		m.Lone++
	case letters > longWord && ascii && !strings.ContainsAny(word, "./_-@"):
		m.Long++
	}
}

// char counts one character and reports whether it is a letter.
func (m *Measure) char(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
		m.Letters++
		m.Latin++
		return true
	case '0' <= r && r <= '9':
		m.Digits++
	case r == '.' || r == '_' || r == '-' || r == '\u2026' || r == '\u00B7':
		m.Leaders++
	case r == utf8.RuneError:
		m.Replaced++
	case r < ' ' || r >= 0x7f && r < 0xa0:
		m.Control++
	case r < utf8.RuneSelf:
	case r >= 0xE000 && r <= 0xF8FF || r >= 0xF0000:
		m.Private++
	case unicode.IsLetter(r) || unicode.IsMark(r):
		m.Letters++
		return true
	case unicode.IsDigit(r):
		m.Digits++
	}
	return false
}

// oneLetterWord reports whether a word of one letter is common in a language
// that we meet (English a, I; Spanish y, o, e, u; French à; Polish w, z …), or
// is no letter of an alphabet at all (Chinese, Japanese, Korean, Thai).
func oneLetterWord(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	if r >= 0x0E00 && r <= 0x0EFF || r >= 0x2E80 && r < 0xFB00 {
		return true
	}
	return strings.ContainsRune("aioyeuàéèóAIOYEUÀÉÈÓвиоаяксуВИОАЯКСУ", r)
}

// Doubts returns what is wrong with the reading of a page that shows the given
// number of glyphs; none where it can be trusted.
func (m Measure) Doubts(glyphs int) []Doubt {
	if m.Chars == 0 {
		if glyphs >= fewGlyphs {
			return []Doubt{Empty}
		}
		return nil
	}
	if m.Chars < fewest {
		return nil
	}
	var doubts []Doubt
	for _, d := range []struct {
		is    bool
		doubt Doubt
	}{
		{m.replaced() > maxReplaced, Replaced},
		{m.private() > maxPrivate, Private},
		{m.control() > maxControl, Control},
		{m.lone() > maxLoneWords, Spaced},
		{m.glued(), Glued},
		{m.alnum() < minAlnum, FewLetters},
	} {
		if d.is {
			doubts = append(doubts, d.doubt)
		}
	}
	return doubts
}

func (m Measure) replaced() float64 { return share(m.Replaced, m.Chars) }
func (m Measure) private() float64  { return share(m.Private, m.Chars) }
func (m Measure) control() float64  { return share(m.Control, m.Chars) }
func (m Measure) lone() float64     { return share(m.Lone, m.Words) }

// alnum is the share of letters and digits in what is not a leader; 1 where
// there are leaders only.
func (m Measure) alnum() float64 {
	if m.Chars == m.Leaders {
		return 1
	}
	return share(m.Letters+m.Digits, m.Chars-m.Leaders)
}

// glued reports words that run into each other. The mean catches texts without
// any spaces; leaders are left out of it, for a row of dots is one long "word".
func (m Measure) glued() bool {
	latin := share(m.Latin, m.Chars) > 0.5
	return share(m.Long, m.Words) > maxLongWords && m.Long > 1 ||
		latin && share(m.Chars-m.Leaders, m.Words) > longMean
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// Damage is how much of the text is spoilt, 0 for a clean one. Only the order
// of two readings of one page means anything.
func (m Measure) Damage() float64 {
	if m.Chars == 0 {
		return 1
	}
	d := 3*m.replaced() + m.private() + m.control() + m.lone() + 2*share(m.Long, m.Words)
	if m.alnum() < minAlnum {
		d += minAlnum - m.alnum()
	}
	return d
}

// Better reports whether other is a better reading of a page than own. Where
// both are as clean, own stays unless other saw clearly more: own knows more of
// the layout. Characters without a meaning that other merely left out do not
// make it better, for a gap that shows is worth more than one that does not.
func Better(own, other Measure) bool {
	had, has := own.sound(), other.sound()
	if missing := own.unreadable() - other.unreadable() - max(0, has-had); missing > 0 {
		other.Chars += missing
		other.Replaced += missing
	}
	switch {
	case has == 0:
		return false
	case had == 0:
		return true
	case other.Damage() < own.Damage()-0.001:
		return has*10 >= had*8
	case other.Damage() <= own.Damage()+0.001:
		return has*100 > had*102
	}
	return has > had*2
}

// unreadable counts the characters that mean nothing.
func (m Measure) unreadable() int { return m.Replaced + m.Private + m.Control }

// sound counts the characters that mean something, signs included.
func (m Measure) sound() int { return m.Chars - m.unreadable() }

// Plausible reports whether characters that were guessed from the codes of a
// font make words of a language in Latin script: most are ASCII, and vowels
// have the share that they have in such languages (0.33 to 0.48; codes that are
// shifted or shuffled give less or more).
func Plausible(guessed string) bool {
	chars, letters, vowels := 0, 0, 0
	for _, r := range guessed {
		if unicode.IsSpace(r) {
			continue
		}
		chars++
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' {
			letters++
			if strings.ContainsRune("aeiouyAEIOUY", r) {
				vowels++
			}
		}
	}
	v := share(vowels, letters)
	return letters >= fewest && share(letters, chars) > 0.6 && v > 0.30 && v < 0.55
}
