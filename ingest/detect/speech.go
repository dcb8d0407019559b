package detect

import (
	"strings"
	"unicode/utf8"

	"policyscan/ingest/reading"
)

// fewestTurns is how many turns of speakers make a text a debate.
const fewestTurns = 4

// turn is the beginning of a speaker's turn.
type turn struct {
	line       int
	start, end int // the name as printed, without its colon
	after      int
}

// debate reads the text as a debate, where it is one: turns of at least two
// speakers, more of them than of numbered provisions.
func (d *detector) debate() bool {
	var turns []turn
	for i := range d.lines {
		if t, ok := d.turnAt(i); ok {
			turns = append(turns, t)
		}
	}
	if len(turns) < fewestTurns || len(turns)*2 < d.keyedBasics() {
		return false
	}
	names := map[string]bool{}
	for _, t := range turns {
		names[d.text[t.start:t.end]] = true
	}
	if len(names) < 2 || len(names) == len(turns) && len(turns) < 2*fewestTurns && !d.honorific(turns) {
		return false
	}
	for k, t := range turns {
		end := d.bodyEnd()
		if k+1 < len(turns) {
			end = d.closeBefore(turns[k+1].line)
		}
		d.divs = append(d.divs, reading.Division{Type: "speech", Heading: d.text[t.start:t.end], Start: t.start, End: end, Parent: -1})
		d.body = append(d.body, t.after)
		d.depth = append(d.depth, 0)
	}
	return true
}

// keyedBasics counts the labels that name basic provisions.
func (d *detector) keyedBasics() int {
	n := 0
	for i := range d.labels {
		if d.labels[i].kw.typ != "" && d.labels[i].kw.rank == rankBasic {
			n++
		}
	}
	return n
}

// honorific reports whether most turns begin with a title of address.
func (d *detector) honorific(turns []turn) bool {
	n := 0
	for _, t := range turns {
		if addressed(d.text[t.start:t.end]) {
			n++
		}
	}
	return n*2 > len(turns)
}

// turnAt reads the name of a speaker where line i begins a block: "Mr Smith:",
// "The SPEAKER.—", "El señor PÉREZ:", "Anna Berg (V):".
func (d *detector) turnAt(i int) (turn, bool) {
	const longest = 90 // bytes of a name with office and party
	ln := d.lines[i]
	if !ln.first {
		return turn{}, false
	}
	start, _ := skipOrnament(d.text, ln.start, ln.end)
	if start >= ln.end || !upperStart(d.text[start:ln.end]) {
		return turn{}, false
	}
	for k := start; k < ln.end && k < start+longest; k++ {
		switch c := d.text[k]; {
		case c == ':' && k > start+2:
			return d.turn(i, start, k, k+1)
		case c == '.' && k+1 < ln.end && (d.text[k+1] == '-' || strings.HasPrefix(d.text[k+1:], "–") || strings.HasPrefix(d.text[k+1:], "—")):
			return d.turn(i, start, k, k+2)
		case c == '\n', c == ';', c == '?', c == '!', isDigit(c) && k < start+3:
			return turn{}, false
		}
	}
	return turn{}, false
}

// turn accepts a name that looks like a speaker's.
func (d *detector) turn(i, start, end, after int) (turn, bool) {
	name := strings.Trim(d.text[start:end], " *_")
	if !addressed(name) && !capitalName(name) {
		return turn{}, false
	}
	for after < len(d.text) && (d.text[after] == '*' || d.text[after] == '_' || d.text[after] >= 0x80 && !utf8.RuneStart(d.text[after])) {
		after++
	}
	s := start + strings.Index(d.text[start:end], name)
	return turn{line: i, start: s, end: s + len(name), after: after}, true
}

// addressWords are the words that begin how a speaker is called, folded.
var addressWords = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "miss": true, "dr": true, "hon": true, "senator": true, "deputy": true, "minister": true, "lord": true, "baroness": true, "dame": true, "sir": true,
	"senor": true, "senora": true, "senorita": true, "sr": true, "sra": true, "diputado": true, "diputada": true, "senador": true, "senadora": true, "presidente": true, "presidenta": true,
	"herr": true, "frau": true, "abg": true, "abgeordneter": true, "abgeordnete": true, "prasident": true, "prasidentin": true, "vizeprasident": true, "vizeprasidentin": true, "bundesministerin": true, "bundesminister": true,
	"mme": true, "monsieur": true, "madame": true, "mlle": true, "onorevole": true, "statsrad": true, "talmannen": true, "talman": true, "statsradet": true, "president": true, "speaker": true, "chair": true, "chairperson": true, "chairman": true, "moderator": true,
}

// addressed reports whether a name begins with a title of address or an office.
func addressed(name string) bool {
	var buf [24]byte
	word, end := foldWord(name, 0, buf[:])
	if len(word) == 1 && word[0] == 'm' && strings.HasPrefix(name[end:], ". ") {
		return len(name) < 60
	}
	switch string(word) {
	case "the", "el", "la", "le", "il", "der", "die":
		for end < len(name) && name[end] == ' ' {
			end++
		}
		word, end = foldWord(name, end, buf[:])
	}
	return addressWords[string(word)] && end < len(name)+1 && strings.Count(name, " ") < 10 && !strings.Contains(name, ", ")
}

// capitalName reports whether a name is printed in capitals, or is two or more
// capitalised words with a party in brackets.
func capitalName(name string) bool {
	head, rest, party := strings.Cut(name, " (")
	if strings.Count(head, " ") > 4 || len(head) < 4 || strings.ContainsAny(head, "0123456789,;") {
		return false
	}
	if allCaps(head) && strings.Contains(head, " ") {
		return !headingWord(head)
	}
	if !party || len(rest) > 30 {
		return false
	}
	for _, w := range strings.Fields(head) {
		if !upperStart(w) {
			return false
		}
	}
	return strings.Contains(head, " ")
}

// headingWord reports whether words in capitals are a heading rather than a
// name: they hold an article or a preposition.
func headingWord(s string) bool {
	for _, w := range strings.Fields(s) {
		switch w {
		case "OF", "THE", "AND", "DE", "DEL", "LA", "DES", "DER", "DIE", "UND", "ET", "Y", "OCH", "OG", "FOR", "TO", "IN":
			return true
		}
	}
	return false
}
