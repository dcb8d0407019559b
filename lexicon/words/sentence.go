package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbreviations end with a full stop that ends no sentence: those of legal
// citation in the languages that we read, and a few titles and months. When in
// doubt sentences are merged, for a rule that looks too far is cheaper than one
// that stops at "Art.".
var abbreviations = set(`art arts abs nr no s ss sec para paras cl ch cap reg regs sch v vgl bzw z b d h u a i ii iii
	iv st kap bl dvs al p pp cf inc dr mr mrs ms núm num n ej sr sra dra mm etc e g prop jfr fr co ltd bgbl satz ziff
	hl lit ff f ca inkl t ex resp ges l r c jo decr rs usw ggf sog evtl op cit vol fig approx jan feb mar apr jun jul
	aug sept sep oct nov dec arts. pkt nr. jf mv osv bl.a sfs m o.s.v fol pár párr inc. ley vid rdo lov stb stcrt lid
	red bijl bl dir min max tel subs subd stat pub const d.lgs lgs comma gu`)

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// EndsSentence reports whether a sentence ends between two neighbouring words
// of a text: [prev, prevEnd) and [next, nextEnd) are their ranges.
func EndsSentence(text string, prev, prevEnd, next, nextEnd int) bool {
	gap := text[prevEnd:next]
	if len(gap) == 1 && gap[0] != '.' { // nearly always a space
		return false
	}
	if strings.Contains(gap, "\n\n") {
		return true
	}
	i := strings.IndexAny(gap, ".!?…。")
	if i < 0 {
		return false
	}
	if gap[i] != '.' {
		return true
	}
	if rest := gap[i+1:]; !strings.ContainsAny(rest, " \n\t\u00a0") {
		return false // "1.2", "e.g", "U.S"
	}
	if i == 0 && staysOpen(text[prev:prevEnd]) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[next:nextEnd])
	return !unicode.IsLower(r)
}

// staysOpen reports whether a full stop directly after the word is likely to be
// part of an abbreviation or a number.
func staysOpen(word string) bool {
	if utf8.RuneCountInString(word) == 1 || abbreviations[strings.ToLower(word)] {
		return true
	}
	return len(word) <= 2 && strings.Trim(word, "0123456789") == ""
}
