package detect

import (
	"strings"

	"policyscan/ingest/reading"
)

// recitalWords begin recitals, folded: participles of resolutions, "whereas" and
// its kin.
var recitalWords = map[string]bool{
	"whereas": true, "recalling": true, "reaffirming": true, "noting": true, "recognizing": true, "recognising": true, "concerned": true, "convinced": true, "mindful": true,
	"bearing": true, "guided": true, "emphasizing": true, "emphasising": true, "expressing": true, "welcoming": true, "acknowledging": true, "deeply": true, "gravely": true, "taking": true,
	"aware": true, "determined": true, "affirming": true, "considering": true, "having": true, "alarmed": true, "desiring": true, "deploring": true, "underlining": true, "stressing": true, "observing": true,
	"considerant": true, "vu": true, "rappelant": true, "reconnaissant": true, "reaffirmant": true, "notant": true, "preoccupe": true, "preoccupee": true, "convaincu": true, "convaincue": true, "ayant": true, "consciente": true, "conscient": true, "soulignant": true,
	"considerando": true, "visto": true, "vista": true, "vistos": true, "recordando": true, "reconociendo": true, "reafirmando": true, "observando": true, "preocupada": true, "convencida": true, "teniendo": true, "tomando": true,
	"gestutzt": true, "eingedenk": true, "uberzeugt": true, "unter": true, "nach": true, "gelet": true, "overwegende": true, "gehoord": true, "gezien": true,
	"considerat": true, "atendiendo": true, "que": true, "considerent": true, "atenent": true, "avendo": true, "ritenuto": true, "visti": true,
	"som": true, "med": true, "tenant": true, "vazhledem": true,
}

// strongRecital are recital words that begin little else.
var strongRecital = map[string]bool{
	"whereas": true, "recalling": true, "reaffirming": true, "noting": true, "recognizing": true, "recognising": true, "mindful": true, "bearing": true, "guided": true, "emphasizing": true,
	"considering": true, "having": true, "considerant": true, "rappelant": true, "considerando": true, "visto": true, "vistos": true, "recordando": true, "reconociendo": true, "reafirmando": true,
	"gestutzt": true, "eingedenk": true, "gelet": true, "overwegende": true, "vu": true, "taking": true, "welcoming": true, "acknowledging": true, "affirming": true, "convinced": true, "concerned": true, "alarmed": true, "desiring": true, "convencida": true, "ritenuto": true,
}

// preamble finds the recitals before the first provision and makes them a
// division of their own.
func (d *detector) preamble() {
	end := len(d.lines)
	for i := range d.divs {
		if d.divs[i].Parent < 0 {
			end = d.lineAt(d.divs[i].Start)
			break
		}
	}
	first, last, strong := -1, -1, 0
	for i := 0; i < end; i++ {
		if !d.lines[i].first {
			continue
		}
		switch word, ok := d.recital(i); {
		case !ok:
		case strongRecital[word] || first >= 0:
			if first < 0 {
				first = i
			}
			if strongRecital[word] {
				strong++
			}
			last = i
		}
	}
	if strong < 2 && (strong < 1 || end == len(d.lines)) || first < 0 {
		return
	}
	for last+1 < end && !d.lines[last+1].first {
		last++
	}
	div := reading.Division{Type: "preamble", Start: d.lines[first].start, End: d.lines[last].end, Parent: -1, Kind: "preamble"}
	d.divs = append([]reading.Division{div}, d.divs...)
	d.body = append([]int{div.Start}, d.body...)
	d.depth = append([]int8{0}, d.depth...)
	for i := 1; i < len(d.divs); i++ {
		if d.divs[i].Parent >= 0 {
			d.divs[i].Parent++
		}
	}
}

// recital reads the first word of line i, where it begins a recital.
func (d *detector) recital(i int) (string, bool) {
	ln := d.lines[i]
	at, _ := skipOrnament(d.text, ln.start, ln.end)
	if l, ok := scanBare(d.text, at, ln.end); ok && l.style.br != none { // (1) Whereas …
		at, _ = skipSeparator(d.text, l.end, ln.end)
	}
	if at >= ln.end || !upperStart(d.text[at:ln.end]) || ln.end-at < 25 && !strings.HasSuffix(d.text[at:ln.end], ":") {
		return "", false
	}
	var buf [24]byte
	word, _ := foldWord(d.text, at, buf[:])
	return string(word), recitalWords[string(word)]
}

// lineAt returns the index of the first line that begins at or after a byte.
func (d *detector) lineAt(at int) int {
	lo, hi := 0, len(d.lines)
	for lo < hi {
		if m := (lo + hi) / 2; d.lines[m].start < at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// RecitalStart reports whether a text begins as a recital does.
func RecitalStart(text string) bool {
	d := detector{text: text, lines: []line{{start: 0, end: len(text), first: true}}}
	word, ok := d.recital(0)
	return ok && strongRecital[word]
}
