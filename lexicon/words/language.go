package words

import (
	"strings"
	"unicode"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"golang.org/x/text/unicode/norm"
)

// Language folds and stems the words of one language. The zero Language folds
// case and does not stem; it serves languages that we do not know.
type Language struct {
	code string
	stem func(*snowballstem.Env) bool
	keep string // letters with marks that are letters of their own
}

// languages holds what we can stem. Letters with marks that stand for sounds of
// their own are kept ("får" is not "far"); all other marks are folded away, for
// capitals and scanned pages often lack them.
var languages = map[string]Language{
	"en": {stem: english.Stem},
	"es": {stem: spanish.Stem, keep: "ñ"},
	"fr": {stem: french.Stem},
	"de": {stem: german.Stem, keep: "äöü"},
	"sv": {stem: swedish.Stem, keep: "åäö"},
	"no": {stem: norwegian.Stem, keep: "åæøäö"},
	"da": {stem: danish.Stem, keep: "åæøäö"},
	"nl": {stem: dutch.Stem},
	"pt": {stem: portuguese.Stem},
	"it": {stem: italian.Stem},
	"fi": {stem: finnish.Stem, keep: "åäö"},
}

// For returns the language of a BCP 47 tag; region and script do not count, and
// the two written forms of Norwegian share one stemmer.
func For(tag string) Language {
	code := Base(tag)
	l := languages[code]
	l.code = code
	return l
}

// Base returns the language of a BCP 47 tag without region and script, in lower
// case; "nb" and "nn" are "no".
func Base(tag string) string {
	code, _, _ := strings.Cut(strings.ToLower(tag), "-")
	code, _, _ = strings.Cut(code, "_")
	if code == "nb" || code == "nn" {
		return "no"
	}
	return code
}

// Code is the language's code, "" for the zero Language.
func (l Language) Code() string { return l.code }

// Known reports whether words of the language are stemmed.
func (l Language) Known() bool { return l.stem != nil }

// Fold returns a form in lower case, compatibility characters composed, soft
// hyphens gone, and marks folded that are no letters of the language.
func (l Language) Fold(form string) string {
	if plain(form) {
		return strings.ToLower(form)
	}
	return l.unmark(normal(form))
}

// Stem returns the stem of a form, folded. The stemmer sees the marks, for
// some endings differ by them.
func (l Language) Stem(form string) string {
	n := form
	if plain(form) {
		n = strings.ToLower(form)
	} else {
		n = normal(form)
	}
	if l.stem == nil || len(n) > longestStemmed {
		return l.unmark(n)
	}
	env := snowballstem.NewEnv(n)
	l.stem(env)
	return l.unmark(env.Current())
}

// longestStemmed bounds the forms given to a stemmer, in bytes: what is longer
// is no word, and stemmers take time that grows with length.
const longestStemmed = 64

// plain reports whether a form is ASCII.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// normal composes, lowers and drops soft hyphens.
func normal(s string) string {
	s = strings.ToLower(norm.NFKC.String(s))
	if strings.ContainsRune(s, softHyphen) {
		s = strings.ReplaceAll(s, string(softHyphen), "")
	}
	return s
}

// unmark folds marks away from letters that the language does not count as
// letters of their own.
func (l Language) unmark(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r < 0x80 || strings.ContainsRune(l.keep, r):
			b.WriteRune(r)
		case r == 'ß':
			b.WriteString("ss")
		case r == 'œ':
			b.WriteString("oe")
		case r == 'æ':
			b.WriteString("ae")
		case r == 'ø':
			b.WriteByte('o')
		default:
			writeBase(&b, r)
		}
	}
	return b.String()
}

// writeBase writes a letter without its marks. Marks outside Latin, Greek and
// Cyrillic stay, for there they are vowels.
func writeBase(b *strings.Builder, r rune) {
	if r >= 0x250 && !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Inherited) {
		b.WriteRune(r)
		return
	}
	var buf [16]byte
	for _, d := range string(norm.NFD.AppendString(buf[:0], string(r))) {
		if !unicode.Is(unicode.Mn, d) {
			b.WriteRune(d)
		}
	}
}
