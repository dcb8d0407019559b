package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// pack cuts a long text into ranges of at most maxWords words at the ends of
// sentences, failing that at semicolons, failing that between words. The ranges
// are of about equal length.
func pack(t string, r Range, words int, lang string) []Range {
	parts := (words + maxWords*3/4 - 1) / (maxWords * 3 / 4)
	goal := words/parts + 1
	var out []Range
	start, n := r.Start, 0
	for _, sent := range Sentences(t, r) {
		for _, c := range clauses(t, sent) {
			w := countWords(t[c.Start:c.End])
			if n > 0 && (n+w > maxWords || n >= goal) {
				out = append(out, trimRange(t, Range{start, c.Start}))
				start, n = c.Start, 0
			}
			n += w
		}
	}
	out = append(out, trimRange(t, Range{start, r.End}))
	if k := len(out); k > 1 && countWords(t[out[k-1].Start:out[k-1].End]) < minWords {
		if countWords(t[out[k-2].Start:out[k-1].End]) <= maxWords {
			out[k-2].End = out[k-1].End
			out = out[:k-1]
		}
	}
	return out
}

func trimRange(t string, r Range) Range {
	for r.End > r.Start && (t[r.End-1] == ' ' || t[r.End-1] == '\n' || t[r.End-1] == '\t') {
		r.End--
	}
	for r.Start < r.End && (t[r.Start] == ' ' || t[r.Start] == '\n' || t[r.Start] == '\t') {
		r.Start++
	}
	return r
}

// clauses returns the sentence whole where it is short, else cut at semicolons
// and line ends, else at every fifty words or so.
func clauses(t string, r Range) []Range {
	if r.End-r.Start < maxWords*2 || countWords(t[r.Start:r.End]) <= maxWords { // a word and what parts it from the next are two bytes at least
		return []Range{r}
	}
	var out []Range
	start := r.Start
	n := 0
	for i := r.Start; i < r.End; i++ {
		c := t[i]
		if c == ' ' || c == '\n' || c == ',' || c == '/' || c == '-' {
			n++
		}
		cut := c == ';' || c == '\n' && n >= 40 || n >= 90 && c < utf8.RuneSelf && !wordByte(c) || n == 0 && i-start > 600 && utf8.RuneStart(c)
		if cut && i+1 < r.End && i+1 > start {
			end := i + 1
			if n == 0 && c != ';' {
				end = i
			}
			out = appendHalved(out, t, Range{start, end})
			start, n = end, 0
		}
	}
	return appendHalved(out, t, Range{start, r.End})
}

// appendHalved appends a range, in halves where it still is too long: text
// without any of the signs that clauses end with.
func appendHalved(out []Range, t string, r Range) []Range {
	if r.End-r.Start < maxWords*2 || countWords(t[r.Start:r.End]) <= maxWords {
		return append(out, r)
	}
	middle := (r.Start + r.End) / 2
	for middle < r.End && !utf8.RuneStart(t[middle]) {
		middle++
	}
	return appendHalved(appendHalved(out, t, Range{r.Start, middle}), t, Range{middle, r.End})
}

// Sentences splits a range of text into sentences, covering it without gaps. It
// knows the abbreviations of legal texts and errs on the side of merging.
func Sentences(t string, r Range) []Range {
	var out []Range
	start := r.Start
	for i := r.Start; i < r.End; {
		c := t[i]
		if c < utf8.RuneSelf {
			if (c == '.' || c == '!' || c == '?') && sentenceEnd(t, start, i, r.End) {
				i = pastClosing(t, i+1, r.End)
				out = append(out, Range{start, i})
				start = i
				continue
			}
			i++
			continue
		}
		ru, w := utf8.DecodeRuneInString(t[i:])
		i += w
		if ru == '。' || ru == '！' || ru == '？' {
			i = pastClosing(t, i, r.End)
			out = append(out, Range{start, i})
			start = i
		}
	}
	if start < r.End {
		if strings.TrimSpace(t[start:r.End]) == "" && len(out) > 0 {
			out[len(out)-1].End = r.End
		} else {
			out = append(out, Range{start, r.End})
		}
	}
	return out
}

// pastClosing skips closing quotation marks, brackets and white space.
func pastClosing(t string, i, end int) int {
	for i < end {
		switch t[i] {
		case '"', '\'', ')', ']', '*', ' ', '\n', '\t':
			i++
			continue
		}
		if r, w := utf8.DecodeRuneInString(t[i:]); r == '”' || r == '’' || r == '»' || r == '」' || r == '）' {
			i += w
			continue
		}
		break
	}
	return i
}

// sentenceEnd reports whether the full stop at i ends a sentence that began at
// start.
func sentenceEnd(t string, start, i, end int) bool {
	j := i + 1
	for j < end && (t[j] == '"' || t[j] == '\'' || t[j] == ')' || t[j] == ']' || t[j] == '*') {
		j++
	}
	for j < end {
		r, w := utf8.DecodeRuneInString(t[j:])
		if r != '”' && r != '’' && r != '»' {
			break
		}
		j += w
	}
	if j >= end {
		return true
	}
	if t[j] != ' ' && t[j] != '\n' && t[j] != '\t' {
		return false
	}
	for j < end && (t[j] == ' ' || t[j] == '\n' || t[j] == '\t') {
		j++
	}
	if j >= end {
		return true
	}
	next, _ := utf8.DecodeRuneInString(t[j:])
	if !unicode.IsUpper(next) && !strings.ContainsRune("“«„\"'(¿¡§[*", next) && !unicode.Is(unicode.Han, next) {
		return false
	}
	if t[i] != '.' {
		return true
	}
	k := i
	for k > start && wordByte(t[k-1]) {
		k--
	}
	word := t[k:i]
	if word == "" {
		return true
	}
	if len(word) <= 2 && word[0] < 0x80 && (len(word) == 1 || allDigits(word)) { // initials, ordinals, numbers of lists
		return false
	}
	if allDigits(word) && len(word) < 4 {
		return !monthFollows(t[j:end])
	}
	return !legalAbbreviation(word)
}

func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// monthFollows reports whether a capitalised month follows, as in German dates.
func monthFollows(t string) bool {
	for _, m := range [...]string{"Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"} {
		if strings.HasPrefix(t, m) {
			return true
		}
	}
	return false
}

// abbreviations of legal texts, lower case, without their full stop.
var abbreviations = map[string]bool{
	"art": true, "arts": true, "abs": true, "nr": true, "nrn": true, "no": true, "nos": true, "num": true, "núm": true, "s": true, "ss": true, "sec": true, "secs": true, "sch": true,
	"reg": true, "regs": true, "para": true, "paras": true, "par": true, "cl": true, "ch": true, "chap": true, "cap": true, "pt": true, "p": true, "pp": true, "pág": true, "vol": true, "ed": true,
	"vgl": true, "bzw": true, "ziff": true, "lit": true, "buchst": true, "kap": true, "bek": true, "geänd": true, "sog": true, "usw": true, "ggf": true, "evtl": true, "insb": true, "idf": true, "bgbl": true,
	"inc": true, "ltd": true, "co": true, "corp": true, "mr": true, "mrs": true, "ms": true, "dr": true, "prof": true, "sr": true, "sra": true, "sres": true, "dra": true, "hon": true, "st": true, "v": true, "vs": true,
	"cf": true, "al": true, "ibid": true, "etc": true, "approx": true, "fig": true, "tab": true, "av": true, "avd": true, "jf": true, "jfr": true, "mom": true, "st.": true, "stk": true, "resp": true, "dvs": true, "osv": true, "bl": true,
	"gr": true, "mgr": true, "tölul": true, "sbr": true, "sb": true, "odst": true, "písm": true, "čl": true, "např": true, "tj": true, "ods": true, "lg": true, "rt": true, "rtl": true,
	"inciso": false, "fracc": true, "frac": true, "dto": true, "ley": false, "ord": true, "res": true, "dec": true, "decr": true, "modif": true, "aprob": true, "bol": true,
	"jan": true, "feb": true, "aug": true, "sept": true, "oct": true, "nov": true, "stat": true, "rev": true, "amend": true, "supp": true, "u.s": true, "d.c": true, "i.e": true, "e.g": true,
	"παρ": true, "αρ": true, "ν": true, "π.δ": true, "περ": true, "υπ": true, "εδ": true, "κ": true, "blz": true, "lid": false, "jo": true, "stb": true, "stcrt": true, "f": true, "ff": true,
}

func legalAbbreviation(word string) bool {
	if len(word) > 12 {
		return false
	}
	return abbreviations[strings.ToLower(word)]
}
