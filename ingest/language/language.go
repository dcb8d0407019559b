// Package language says which language a text is written in.
//
// Scripts that belong to one language decide at once. Otherwise the text is
// scored against tables of trigrams (trigrams.txt) and short lists of the
// commonest words, a naive Bayes model; model.go says where the tables come
// from. Begin with [Identify] for a text, [OfDocument] for a long one and
// [OfPassage] for a part of a document whose language is known.
package language

import (
	"math"
	"strings"
	"unicode/utf8"
)

// Version is raised whenever the same text would be given another language.
const Version = 1

// Identify returns the language of a text as a BCP 47 tag, and how sure that
// is, from 0 to 1. The tag is "" where the text has too few letters or a script
// that is not known. Norwegian in both written forms is "no"; Chinese is
// "zh-Hans" or "zh-Hant".
//
// Below some 40 bytes the answer is often wrong; from 120 bytes it is reliable.
func Identify(text string) (tag string, confidence float64) {
	s := scripts(text)
	if tag, share := s.decides(text); tag != "" {
		return tag, share
	}
	if s.letters < fewestLetters {
		return "", 0
	}
	return theModel().identify(text)
}

// fewestLetters is how many letters a text needs for an answer.
const fewestLetters = 8

// PassageBytes is the length from which a passage may have a language of its
// own: below it, the language of the document is the better guess.
const PassageBytes = 120

// OfPassage returns the language of a passage in a document of the given
// language: that of the document, unless the passage is long enough and
// clearly in another.
func OfPassage(text, document string) string {
	if len(text) < PassageBytes {
		return document
	}
	tag, confidence := Identify(text)
	if tag == "" || confidence < sure || sameBase(tag, document) {
		return document
	}
	return tag
}

// sure is the confidence from which a passage overrules its document.
const sure = 0.95

func sameBase(a, b string) bool {
	a, _, _ = strings.Cut(a, "-")
	b, _, _ = strings.Cut(b, "-")
	return a == b
}

// OfDocument returns the language of most of a long text, by parts taken from
// all over it; the time does not grow with the text.
func OfDocument(text string) (tag string, confidence float64) {
	const parts, size = 12, 1500
	if len(text) <= parts*size {
		return Identify(text)
	}
	votes := map[string]float64{}
	total := 0.0
	for i := range parts {
		start := i * (len(text) - size) / (parts - 1)
		t, c := Identify(around(text, start, size))
		if t != "" {
			votes[t] += c
			total += c
		}
	}
	best := ""
	for t, v := range votes {
		if best == "" || v > votes[best] || v == votes[best] && t < best {
			best = t
		}
	}
	if total == 0 {
		return "", 0
	}
	return best, votes[best] / total
}

// around cuts size bytes out of a text at white space or at runes.
func around(text string, start, size int) string {
	end := min(start+size, len(text))
	part := text[start:end]
	if i := strings.IndexAny(part, " \n"); i >= 0 && i < 100 && start > 0 {
		part = part[i:]
	}
	for len(part) > 0 && !utf8.RuneStart(part[0]) {
		part = part[1:]
	}
	return strings.ToValidUTF8(part, "")
}

// confidenceOf turns the lead of the best score over the second, in nats, into
// a probability. Neighbouring trigrams say much the same, so that the lead
// counts for less than the model believes.
func confidenceOf(lead float64) float64 {
	return 1 / (1 + math.Exp(-lead/3))
}
