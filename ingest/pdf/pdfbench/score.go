package main

import (
	"math/bits"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var (
	lineEndHyphen = regexp.MustCompile(`(\p{L})(?:[-\x{AD}\x{2010}][ \t]*\r?\n\s*|[\x02\x{FFFE}](?:\r?\n)?)(\p{L})`)
	// What pdftotext does to Arabic: it turns the ligature of lam and alef round
	// ("اإل" for "الإ"), and joins numbers to the words beside them.
	lamAlef    = regexp.MustCompile(`[اأإآل]{2,}`)
	gluedAfter = regexp.MustCompile(`(\p{Nd})(\p{Arabic})`)
	gluedTo    = regexp.MustCompile(`(\p{Arabic})(\p{Nd})`)

	bidiMarks = strings.NewReplacer("\u200e", "", "\u200f", "", "\u202a", "", "\u202b", "", "\u202c", "", "\u202d", "", "\u202e", "")
)

// words returns the words of a text as the measure sees them: runs of letters
// and digits; every East Asian character is one.
func words(text string) []string {
	text = lineEndHyphen.ReplaceAllString(bidiMarks.Replace(text), "$1$2")
	text = strings.ToLower(norm.NFKC.String(strings.ReplaceAll(text, "\u00ad", "")))
	var out []string
	from := -1
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			if !eastAsian(r) {
				if from < 0 {
					from = i
				}
				continue
			}
		}
		if from >= 0 {
			out = append(out, text[from:i])
			from = -1
		}
		if eastAsian(r) {
			out = append(out, string(r))
		}
	}
	if from >= 0 {
		out = append(out, text[from:])
	}
	return out
}

// looseArabic returns a text in which lam and alef have one order and numbers
// stand apart from Arabic words, so that neither counts.
func looseArabic(text string) string {
	text = norm.NFKC.String(bidiMarks.Replace(text))
	text = lamAlef.ReplaceAllStringFunc(text, func(s string) string {
		letters := []rune(s)
		slices.Sort(letters)
		return string(letters)
	})
	return gluedTo.ReplaceAllString(gluedAfter.ReplaceAllString(text, "$1 $2"), "$1 $2")
}

func eastAsian(r rune) bool {
	return r >= 0x3040 && r <= 0x30FF || r >= 0x3400 && r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7AF
}

// bagF1 is the F1 of two bags of words.
func bagF1(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	count := map[string]int{}
	for _, w := range a {
		count[w]++
	}
	common := 0
	for _, w := range b {
		if count[w] > 0 {
			count[w]--
			common++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}

// maxOrdered is how many words of each text are compared in order.
const maxOrdered = 3000

// ordered is the length of the longest common subsequence of the first words of
// both texts, as a part of their mean length. It is computed 64 words at a time
// (Hyyrö 2004).
func ordered(a, b []string) float64 {
	a, b = a[:min(len(a), maxOrdered)], b[:min(len(b), maxOrdered)]
	if len(a)+len(b) == 0 {
		return 1
	}
	n := (len(a) + 63) / 64
	places := map[string][]uint64{}
	for i, w := range a {
		if places[w] == nil {
			places[w] = make([]uint64, n)
		}
		places[w][i/64] |= 1 << (i % 64)
	}
	open := make([]uint64, n)
	for i := range open {
		open[i] = ^uint64(0)
	}
	for _, w := range b {
		m := places[w]
		if m == nil {
			continue
		}
		var carry uint64
		for i, v := range open {
			u := v & m[i]
			sum, c := bits.Add64(v, u, carry)
			carry = c
			open[i] = sum | v&^u
		}
	}
	common := 0
	for i := range a {
		if open[i/64]&(1<<(i%64)) == 0 {
			common++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}
