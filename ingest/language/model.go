package language

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// trigramTable holds one language a line: its tag, then, by falling weight,
// the weight and all trigrams that have it, run together.
//
//go:embed trigrams.txt
var trigramTable string

// model holds the trigrams and words of all languages.
//
// The weight of a trigram is 12 × (ln p + 13), p being its share of all
// trigrams inside the words of a language, for the 2,200 commonest. p is the
// mean of two counts: the language models of lingua-go v1.4.0 (Apache-2.0;
// news text of the Leipzig Corpora Collection), and, for en, fr, de, es, sv,
// no, fi, is, et, ca and cs, statutes of which the tests see other files.
type model struct {
	tags  []string
	tri   map[uint64]int32    // into rows
	plain [26 * 26 * 26]int32 // the same for trigrams of a to z, which are most: one above the row, 0 for none
	rows  []row
	word  map[string]int32 // into wrow
	wrow  []row
}

// width is the room for languages; a table with more is cut.
const width = 48

// row holds a weight of a byte for every language, eight to a number, so that
// they are added several at a time.
type row [width / 8]uint64

func (r *row) set(lang int, weight uint8) {
	at := lang % 8 * 8
	r[lang/8] = r[lang/8]&^(0xff<<at) | uint64(weight)<<at
}

// sum adds up rows.
type sum struct {
	even, odd row // of each pair of languages, in 16 bits each
	adds      int // since they were last moved to total
	total     [width]int32
}

// mostAdds is how many weights of 8 bits fit into 16.
const mostAdds = 1<<8 - 1

func (s *sum) add(r *row) {
	const lanes = 0x00ff00ff00ff00ff
	for i, w := range r {
		s.even[i] += w & lanes
		s.odd[i] += w >> 8 & lanes
	}
	if s.adds++; s.adds == mostAdds {
		s.move()
	}
}

// move brings total up to date.
func (s *sum) move() {
	for lang := range s.total {
		from := &s.even
		if lang%2 == 1 {
			from = &s.odd
		}
		s.total[lang] += int32(from[lang/8] >> (lang % 8 / 2 * 16) & 0xffff)
	}
	s.even, s.odd, s.adds = row{}, row{}, 0
}

// theModel reads the tables once, when a language is first asked for: most
// commands never do.
var theModel = sync.OnceValue(func() *model { return newModel(trigramTable) })

func newModel(table string) *model {
	m := &model{tri: make(map[uint64]int32, 1<<15), word: map[string]int32{}}
	for line := range strings.Lines(table) {
		if len(m.tags) == width {
			break
		}
		part := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		lang := len(m.tags)
		m.tags = append(m.tags, part[0])
		for _, group := range part[1:] {
			number, grams, _ := strings.Cut(group, " ")
			weight, err := strconv.ParseUint(number, 10, 8)
			if err != nil {
				continue
			}
			m.addTrigrams(lang, uint8(weight), grams)
		}
		for _, w := range strings.Fields(commonWords[part[0]]) {
			at, ok := m.word[w]
			if !ok {
				at = int32(len(m.wrow))
				m.word[w] = at
				m.wrow = append(m.wrow, row{})
			}
			m.wrow[at].set(lang, wordWeight)
		}
	}
	return m
}

// wordWeight is the weight of one of the commonest words in its languages: a
// word in a hundred, against one in three thousand elsewhere.
const wordWeight = 41

func (m *model) addTrigrams(lang int, weight uint8, grams string) {
	for len(grams) > 0 {
		var key uint64
		for range 3 {
			r, size := utf8.DecodeRuneInString(grams)
			key, grams = key<<21|uint64(r), grams[size:]
		}
		at, ok := m.tri[key]
		if !ok {
			at = int32(len(m.rows))
			m.tri[key] = at
			m.rows = append(m.rows, row{})
			if i, ok := plainKey(key); ok {
				m.plain[i] = at + 1
			}
		}
		m.rows[at].set(lang, weight)
	}
}

// plainKey is the number of a trigram of letters from a to z.
func plainKey(key uint64) (int, bool) {
	a, b, c := key>>42-'a', key>>21&(1<<21-1)-'a', key&(1<<21-1)-'a'
	return int(a*26*26 + b*26 + c), a < 26 && b < 26 && c < 26
}

// row returns the weights of a trigram, nil where it is not known.
func (m *model) row(key uint64) *row {
	if i, ok := plainKey(key); ok {
		if at := m.plain[i]; at > 0 {
			return &m.rows[at-1]
		}
		return nil
	}
	if at, ok := m.tri[key]; ok {
		return &m.rows[at]
	}
	return nil
}

// mostBytes is how much of a text is looked at.
const mostBytes = 20_000

// identify scores a text and returns the best language.
func (m *model) identify(text string) (tag string, confidence float64) {
	if len(text) > mostBytes {
		text = text[:mostBytes]
	}
	var found sum
	known := m.score(text, &found)
	if known == 0 {
		return "", 0
	}
	found.move()
	score := &found.total
	best, second := 0, -1
	for i := 1; i < len(m.tags); i++ {
		switch {
		case score[i] > score[best]:
			best, second = i, best
		case second < 0 || score[i] > score[second]:
			second = i
		}
	}
	lead := 0.0
	if second >= 0 {
		lead = float64(score[best]-score[second]) / 12
	}
	return m.tags[best], confidenceOf(lead)
}

// score adds the weights of the trigrams and words of a text, and returns how
// many were known.
func (m *model) score(text string, score *sum) (known int) {
	var buf [4 * longestWord]byte
	var key uint64
	letters, n := 0, 0 // of the word so far
	end := func() {
		if letters > 0 && n < len(buf) {
			if at, ok := m.word[string(buf[:n])]; ok {
				known++
				score.add(&m.wrow[at])
			}
		}
		letters, n, key = 0, 0, 0
	}
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		switch {
		case r >= 'a' && r <= 'z':
		case r >= 'A' && r <= 'Z':
			r |= 0x20
		case r < utf8.RuneSelf:
			end()
			i++
			continue
		default:
			r, size = utf8.DecodeRuneInString(text[i:])
			if !unicode.IsLetter(r) && !unicode.IsMark(r) {
				end()
				i += size
				continue
			}
			r = unicode.ToLower(r)
		}
		i += size
		letters++
		if n+utf8.UTFMax < len(buf) {
			n += utf8.EncodeRune(buf[n:], r)
		} else {
			n = len(buf)
		}
		key = (key<<21 | uint64(r)) & (1<<63 - 1)
		if letters >= 3 {
			if r := m.row(key); r != nil {
				known++
				score.add(r)
			}
		}
	}
	end()
	return known
}

// longestWord is the length of the longest of the common words, in runes.
const longestWord = 12
