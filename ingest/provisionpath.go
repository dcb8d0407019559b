package ingest

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"policyscan/ingest/detect"
	"policyscan/ingest/reading"
)

// pathCodes are the letters that name a division in a provision path; levels
// inside a basic provision have none.
var pathCodes = map[string]string{
	"book": "bk", "tome": "tm", "part": "pt", "subpart": "spt", "title": "t", "subtitle": "st", "chapter": "c", "subchapter": "sc",
	"division": "div", "subdivision": "sdiv", "section": "s", "article": "art", "rule": "r", "subrule": "", "clause": "cl",
	"schedule": "sch", "annex": "ann", "appendix": "app", "attachment": "att", "preamble": "pre", "recital": "rec", "recitals": "recs",
	"speech": "sp", "question": "q", "answer": "a", "debateSection": "deb", "hcontainer": "h", "crossHeading": "x",
	"subsection": "", "paragraph": "", "subparagraph": "", "point": "", "subclause": "", "indent": "", "item": "", "list": "", "alinea": "al", "level": "", "transitional": "tr",
}

// provisions turns divisions into provisions with paths, citations and eIds.
func provisions(divs []reading.Division, lang string) []Provision {
	out := make([]Provision, len(divs))
	seen := make(map[string]int, len(divs))
	eids := make(map[string]int, len(divs))
	bare := make([]string, len(divs)) // numbers without keyword and brackets
	for i, d := range divs {
		p := Provision{Type: d.Type, Num: d.Num, Heading: d.Heading, Start: d.Start, End: d.End, Parent: d.Parent, Status: d.Status, Quoted: d.Quoted}
		parent := ""
		eid := ""
		if d.Parent >= 0 {
			parent, eid = out[d.Parent].Path, out[d.Parent].EID
		}
		if d.Quoted && (d.Parent < 0 || !divs[d.Parent].Quoted) && parent != "" {
			parent += ".mod"
		}
		bare[i] = BareNumber(d.Num)
		p.Path = occurrence(join(parent, ".", pathStep(d.Type, bare[i])), seen)
		p.EID = eidOf(eid, d, bare[i], eids)
		out[i] = p
	}
	cite(out, bare, lang)
	return out
}

// occurrence numbers a path that was used before: s5, s5~2.
func occurrence(path string, seen map[string]int) string {
	seen[path]++
	if n := seen[path]; n > 1 {
		return path + "~" + strconv.Itoa(n)
	}
	return path
}

func join(a, sep, b string) string {
	if a == "" {
		return b
	}
	return a + sep + b
}

// pathStep is the part of a path that one division adds: "c6", "s11", "2", "a".
func pathStep(typ, num string) string {
	code, ok := pathCodes[typ]
	if !ok {
		code = typ
	}
	if num == "" && code == "" {
		code = typ
	}
	return code + num
}

// BareNumber strips keyword, brackets and punctuation from a number as printed
// and keeps the rest as it stands: "§ 225-12-1" gives "225-12-1", "(2)" gives
// "2", "7A." gives "7A", "Art. 12 bis" gives "12bis", "第三条の二" gives "三の二".
func BareNumber(num string) string {
	num = strings.TrimSpace(num)
	if strings.HasPrefix(num, "附") {
		return ""
	}
	var out []byte
	for _, w := range strings.Fields(num) {
		w = strings.Trim(w, "()[]（）§.,:;–—-*_、．\"“”„«»‘’")
		switch {
		case w == "":
		case strings.HasPrefix(w, "第"):
			out = append(out, cjkNumber(w)...)
		case numberWord(w, len(out) > 0):
			out = append(out, strings.TrimRight(w, "°º.")...)
		}
	}
	if len(out) == 0 { // TÍTULO PRIMERO, Erster Abschnitt
		for _, w := range strings.Fields(num) {
			if w = strings.Trim(w, ".:"); detect.Ordinal(w) {
				return strings.ToLower(w)
			}
		}
	}
	return string(out)
}

// numberWord reports whether a word of a number is number rather than keyword.
func numberWord(w string, begun bool) bool {
	if strings.IndexByte("0123456789", w[0]) >= 0 {
		return true
	}
	r, n := utf8.DecodeRuneInString(w)
	if n == len(w) || r >= 0x2E80 || r >= 0xFF00 {
		return true
	}
	switch strings.ToLower(w) {
	case "bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies", "novies", "decies":
		return begun
	}
	if len(w) > 2 && (w[1] == '.' || w[1] == '-' || w[1] >= '0' && w[1] <= '9') { // a.1, L123-4, b-1
		return true
	}
	for i := 0; i < len(w); i++ { // iv, XII, aa, a.1, L123-4
		c := w[i]
		if c >= 0x80 || !strings.ContainsRune("ivxlcIVXLC", rune(c)) {
			if i > 0 && (c >= '0' && c <= '9' || c == '.' || c == '-' || c == '*') {
				return true
			}
			return len(w) == 2 && w[0] == w[1] || len(w) <= 4 && strings.HasSuffix(w, "er")
		}
	}
	return true
}

func cjkNumber(w string) string {
	var b strings.Builder
	for _, r := range strings.TrimPrefix(w, "第") {
		if strings.ContainsRune("条條章節节款編编目項项号號", r) {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
