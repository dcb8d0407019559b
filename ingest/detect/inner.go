package detect

import (
	"strings"
)

// signsInside reports whether the § of labels from to to count the paragraphs
// inside articles, as they do in Brazil, Belgium and Poland ("Art. 5º … § 2º"),
// rather than the provisions of a law that articles hold together. There they
// open sentences; where they divide a code above its articles they are headings.
func (d *detector) signsInside(from, to int) bool {
	lang, _, _ := strings.Cut(d.lang, "-")
	switch lang {
	case "pt", "fr", "nl", "pl", "it", "es", "ca", "ro":
	default:
		return false
	}
	articles, signs, sentences, above := 0, 0, 0, 0
	var before string // type of the keyed label before
	for i := from; i < to; i++ {
		l := &d.labels[i]
		switch {
		case l.kw.typ == "" || l.kw.rank > rankBasic:
			continue
		case l.kw.typ == "article":
			articles++
		case l.style.br == section:
			signs++
			if d.sentence(l) {
				sentences++
			}
			if before != "article" && before != "section" {
				above++
			}
		}
		before = l.kw.typ
	}
	return articles > 0 && signs > 0 && sentences*2 > signs && above*2 < signs
}

// sentence reports whether what stands behind a number is a sentence and no
// heading.
func (d *detector) sentence(l *label) bool {
	const full = 60 // bytes of a line that is broken
	ln := d.lines[l.line]
	rest := strings.TrimRight(d.text[l.after:ln.end], " *_)\"”»")
	return rest != "" && strings.IndexByte(".:;", rest[len(rest)-1]) >= 0 || !ln.last && len(rest) > full || len(rest) > 110
}

// inside reports whether a label names a paragraph inside a basic provision:
// "Stk. 2.", "Parágrafo único.", and § where signsInside says so.
func (d *detector) inside(l label) bool {
	return l.kw.rank == rankInside || d.basic.signsInside && l.style.br == section
}

// placeInside puts a paragraph that is named by word or sign directly below its
// basic provision, past the lists that are open.
func (d *detector) placeInside(i int, l label) {
	if d.basicFrame() == nil {
		return
	}
	if d.quoteBase == 0 && l.quoted && d.closedAhead(l.line) {
		d.quoteBase, d.marked = len(d.stack), true
	} else {
		d.leaveQuote(i, l)
	}
	n := len(d.stack)
	for n > d.quoteBase && d.stack[n-1].rank > rankBasic {
		n--
	}
	if n < len(d.stack) && d.stack[n].style == l.style && !d.stack[n].val.less(l.val) {
		d.note(l, "does not go on with the numbering of its provision")
		return
	}
	d.suspended = d.suspended[:0]
	d.pushSub(l, n, false)
}
