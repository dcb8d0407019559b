package ingest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"policyscan/ingest/reading"
)

// form says how one drafter prints a law: what stands before, on and behind the
// number of each level.
type form struct {
	containers []func(n int) string // labels of what stands above the basic provision, outermost first
	below      bool                 // headings of containers stand on a line of their own
	sep        string               // between label and heading on one line
	basic      func(chapter, n int, letter string) string
	letters    []string // of inserted provisions, in order
	heading    string   // of basic provisions: "", "same", "below" or "above"
	basicSep   string   // between the number of a basic provision and what follows on its line
	alone      bool     // the number of a basic provision stands on a line of its own
	sub        func(n int) string
	runIn      bool // the first subdivision stands on the line of the number
	item       func(n int) string
	restart    bool // basic provisions are numbered anew in each chapter
	annex      func(n int) string
	annexItem  func(n int) string
	open, shut string // quotation marks
}

// bank holds the words of an invented law.
type bank struct {
	title, contents, amends, closing string
	preamble                         []string
	heads                            []string
	sentences                        []string // %d is the number of another provision
	chapeaux                         []string
	items                            []string
}

// written is a paragraph of an invented law, with the offsets of its numbers.
type written struct {
	text   string
	marks  []int
	quoted bool
}

// lawWriter prints an invented law and remembers where its provisions begin.
type lawWriter struct {
	form
	bank
	rng     *rand.Rand
	paras   []written
	lines   []string // of the contents page
	basics  int
	chapter int
}

func (w *lawWriter) pick(from []string) string { return from[w.rng.IntN(len(from))] }

func (w *lawWriter) sentence() string {
	s := w.pick(w.sentences)
	if strings.Contains(s, "%d") {
		return fmt.Sprintf(s, 1+w.rng.IntN(30))
	}
	return s
}

// prose is one sentence or more, of one paragraph.
func (w *lawWriter) prose() string {
	gap := " "
	if strings.HasSuffix(w.sentences[0], "。") {
		gap = ""
	}
	out := w.sentence()
	for range w.rng.IntN(3) {
		out += gap + w.sentence()
	}
	return out
}

// plain adds a paragraph without a number.
func (w *lawWriter) plain(text string) { w.paras = append(w.paras, written{text: text}) }

// numbered adds a paragraph that begins with one label or more.
func (w *lawWriter) numbered(text string, labels ...string) {
	p := written{}
	for _, l := range labels {
		p.marks = append(p.marks, len(p.text))
		p.text += l
	}
	p.text = strings.TrimRight(p.text+text, " ")
	w.paras = append(w.paras, p)
}

// law writes the whole document.
func (w *lawWriter) law(contents, annexes int) {
	w.level(0)
	w.amending()
	for n := 1; n <= annexes; n++ {
		w.numbered("", w.annex(n))
		w.plain(w.pick(w.heads))
		if w.annexItem != nil && n == 1 {
			for i := 1; i <= 4; i++ {
				w.numbered(w.prose(), w.annexItem(i))
			}
			continue
		}
		w.plain(w.prose())
	}
	if annexes == 0 && w.closing != "" {
		w.plain(w.closing)
	}
	body := w.paras
	w.paras = nil
	w.plain(w.title)
	if contents > 0 && w.contents != "" {
		w.plain(w.contents)
		for i, l := range w.lines {
			w.plain(l + strings.Repeat(".", 12+i%7) + fmt.Sprint(3+i))
		}
	}
	for _, p := range w.preamble {
		w.plain(p)
	}
	w.paras = append(w.paras, body...)
}

// level writes the containers of one depth, or basic provisions below the last.
func (w *lawWriter) level(depth int) {
	if depth == len(w.containers) {
		w.chapter++
		if w.restart {
			w.basics = 0
		}
		n := 3 + w.rng.IntN(4)
		if depth == 0 {
			n += 20
		}
		for range n {
			w.basics++
			w.provision("")
			if w.rng.IntN(6) == 0 && len(w.letters) > 0 {
				for _, l := range w.letters[:1+w.rng.IntN(len(w.letters))] {
					w.provision(l)
				}
			}
		}
		return
	}
	for n := 1; n <= 2+w.rng.IntN(2); n++ {
		label, head := w.containers[depth](n), w.pick(w.heads)
		if w.below {
			w.numbered("", label)
			w.plain(head)
		} else {
			w.numbered(w.sep+head, label)
		}
		w.lines = append(w.lines, label+w.sep+head+" ")
		w.level(depth + 1)
	}
}

// provision writes one basic provision with what it is divided into.
func (w *lawWriter) provision(letter string) {
	label := w.basic(w.chapter, w.basics, letter)
	head := w.pick(w.heads)
	if w.heading == "above" {
		w.plain(head)
	}
	switch {
	case w.heading == "same":
		w.numbered(w.basicSep+head, label)
		w.inside("")
	case w.heading == "below" || w.alone:
		w.numbered("", label)
		if w.heading == "below" {
			w.plain(head)
		}
		w.inside("")
	default:
		w.inside(label)
	}
}

// inside writes the text of a basic provision behind label, which is empty
// where the number has a line of its own.
func (w *lawWriter) inside(label string) {
	lead := func(text string, more ...string) {
		if label == "" {
			w.numbered(text, more...)
			return
		}
		w.numbered(text, append([]string{label + w.basicSep}, more...)...)
		label = ""
	}
	switch n := w.rng.IntN(4); {
	case n == 0 && w.item != nil:
		lead(w.pick(w.chapeaux))
		w.items(w.item)
	case n < 3 && w.sub != nil:
		for i := 1; i <= 2+w.rng.IntN(3); i++ {
			text := w.prose()
			list := w.item != nil && w.rng.IntN(4) == 0
			if list {
				text = w.pick(w.chapeaux)
			}
			switch {
			case i == 1 && label != "" && !w.runIn:
				lead(text)
				i = 9
			default:
				lead(text, w.sub(i))
			}
			if list {
				w.items(w.item)
			}
		}
	default:
		lead(w.prose())
	}
}

func (w *lawWriter) items(label func(n int) string) {
	for i := range 2 + w.rng.IntN(3) {
		w.numbered(w.pick(w.bank.items), label(i+1))
	}
}

// amending writes a provision that puts a provision into another law.
func (w *lawWriter) amending() {
	if w.amends == "" || w.open == "" {
		return
	}
	w.basics++
	if w.restart {
		w.basics = max(w.basics, 2)
	}
	label := w.basic(w.chapter, w.basics, "")
	switch {
	case w.heading == "same":
		w.numbered(w.basicSep+w.pick(w.heads), label)
		w.plain(w.amends)
	case w.heading == "below" || w.alone:
		w.numbered("", label)
		if w.heading == "below" {
			w.plain(w.pick(w.heads))
		}
		w.plain(w.amends)
	default:
		if w.heading == "above" {
			w.plain(w.pick(w.heads))
		}
		w.numbered(w.amends, label+w.basicSep)
	}
	new := w.basic(w.chapter, w.basics+40, "")
	p := written{marks: []int{len(w.open)}, quoted: true}
	p.text = w.open + new + w.basicSep + w.sentence() + w.shut
	w.paras = append(w.paras, p)
}

// print joins the paragraphs as a text file: wrapped at 72 columns, one line
// each, or one line each without blank lines between them.
func (w *lawWriter) print(style int) string {
	var b strings.Builder
	for _, p := range w.paras {
		switch style {
		case 0:
			b.WriteString(p.text + "\n\n")
		case 1:
			b.WriteString(wrapped(p.text, 72) + "\n\n")
		default:
			b.WriteString(p.text + "\n")
		}
	}
	return b.String()
}

// wrapped breaks a text at spaces so that lines have at most width bytes.
func wrapped(text string, width int) string {
	var b strings.Builder
	col := 0
	for i, word := range strings.Split(text, " ") {
		switch {
		case i == 0:
		case col+1+len(word) > width:
			b.WriteByte('\n')
			col = 0
		default:
			b.WriteByte(' ')
			col++
		}
		b.WriteString(word)
		col += len(word)
	}
	return b.String()
}

// truth finds the numbers again in the text as the reader has it; the value says
// whether a number is quoted. Lost counts numbers that no longer begin a line.
func (w *lawWriter) truth(ex *reading.Extraction) (starts map[int]bool, lost int) {
	starts = map[int]bool{}
	const slack = 300 // bytes
	at, last := 0, 0
	for _, p := range w.paras {
		near := ex.Text[at:min(len(ex.Text), at+last+slack)]
		last = len(p.text)
		probe := p.text
		if r := []rune(probe); len(r) > 20 { // wrapping leaves so much on one line
			probe = string(r[:20])
			if k := strings.LastIndexByte(probe, ' '); k > 8 {
				probe = probe[:k]
			}
		}
		i := lineThatBegins(near, strings.TrimSpace(probe))
		if i < 0 { // readers write wide spaces as narrow ones
			i = lineThatBegins(near, strings.TrimSpace(strings.ReplaceAll(probe, "\u3000", " ")))
		}
		if i < 0 {
			lost += len(p.marks)
			continue
		}
		at += i
		for _, m := range p.marks {
			starts[at+m] = p.quoted
		}
		at += max(1, len(strings.TrimSpace(probe))-1)
	}
	return starts, lost
}

// lineThatBegins returns where the first line of text that begins with s begins.
func lineThatBegins(text, s string) int {
	if strings.HasPrefix(text, s) {
		return 0
	}
	i := strings.Index(text, "\n"+s)
	if i < 0 {
		return -1
	}
	return i + 1
}
