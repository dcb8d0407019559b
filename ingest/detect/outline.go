package detect

import (
	"strings"

	"policyscan/ingest/reading"
)

// frame is an open division.
type frame struct {
	rank  rank
	style style
	val   value
	div   int
	list  bool // item of a list that a chapeau opens
}

// outline builds the divisions of the labels from to to.
func (d *detector) outline(from, to int) {
	prev := 0
	if from > 0 {
		prev = d.labels[from-1].line
	}
	for i := from; i < to; i++ {
		l := d.labels[i]
		d.passText(prev, l.line)
		prev = l.line
		d.place(i, l)
	}
	if to == len(d.labels) && len(d.lines) > 0 {
		d.passText(prev, len(d.lines))
	}
}

// passText closes what ends between two labels: quotations, and items of lists
// that are followed by a paragraph without a number.
func (d *detector) passText(from, to int) {
	for k := from; k < to && k < len(d.lines); k++ {
		ln := d.lines[k]
		if k > from && ln.first && len(d.stack) > 0 && d.stack[len(d.stack)-1].list {
			if !openEnd(d.text, d.lines[k-1].end) && d.blocks[ln.block].Role != reading.ListItem {
				d.popList(d.lines[k-1].end)
			}
		}
		if k > from && d.quoteBase == 0 && ln.first && len(d.stack) > 0 && d.subscribes(ln) {
			d.unwind(0, d.lines[k-1].end)
		}
		if d.quoteBase > 0 && d.marked && ln.last && closesQuote(d.text[ln.start:ln.end]) {
			d.unwind(d.quoteBase, ln.end)
			d.quoteBase = 0
		}
	}
}

// subscribes reports whether a line is the subscription of an instrument, place
// and date, behind which none of its provisions can follow.
func (d *detector) subscribes(ln line) bool {
	s := d.text[ln.start:ln.end]
	for _, w := range [...]string{"Done at ", "DONE at ", "Given under my hand", "Fait à ", "Dado en ", "Dada en ", "DADA EN LA ", "Hecho en ", "Regístrese, comuníquese", "Comuníquese, publíquese", "In witness whereof", "IN WITNESS WHEREOF", "En fe de lo cual", "En foi de quoi"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// openEnd reports whether the text that ends at e is still waiting for what
// follows it.
func openEnd(s string, e int) bool {
	t := strings.TrimRight(s[max(0, e-8):e], " *_")
	return strings.HasSuffix(t, ":") || strings.HasSuffix(t, "—") || strings.HasSuffix(t, "–") || strings.HasSuffix(t, "：") || strings.HasSuffix(t, "-")
}

// unwind closes all frames from n on, at byte at.
func (d *detector) unwind(n, at int) {
	for k := len(d.stack) - 1; k >= n; k-- {
		f := &d.divs[d.stack[k].div]
		if f.End == 0 {
			f.End = max(at, d.body[d.stack[k].div])
		}
	}
	d.stack = d.stack[:min(n, len(d.stack))]
}

func (d *detector) closeAll(at int) { d.unwind(0, at) }

// endBefore is where the line before line i ends.
func (d *detector) endBefore(i int) int {
	if i == 0 {
		return 0
	}
	return d.lines[i-1].end
}

// place puts one label into the outline, or leaves it as text.
func (d *detector) place(i int, l label) {
	if l.kw.both && i > 0 && d.labels[i-1].kw.rank == rankAnnex && d.labels[i-1].kw.typ != "" && l.line-d.labels[i-1].line <= 2 && l.after >= d.lines[l.line].end {
		return // "SCHEDULE / Section 3" says what the schedule belongs to
	}
	if d.inside(l) {
		d.placeInside(i, l)
		return
	}
	r, isBasic := d.rankOf(i, l)
	if r <= rankBasic {
		d.quotation(l, isBasic)
		if isBasic && d.repeated(l) {
			return
		}
		at := d.closeBefore(l.line)
		n := len(d.stack)
		for n > d.quoteBase && d.stack[n-1].rank >= r {
			n--
		}
		d.unwind(n, at)
		d.suspended = d.suspended[:0]
		d.push(l, r, false)
		if isBasic {
			d.chained(l)
		}
		return
	}
	if d.repeated(l) {
		return
	}
	d.leaveQuote(i, l)
	d.placeBare(i, l)
}

// rankOf returns the rank of a label in its region; more than rankBasic for
// what stands inside a basic provision.
func (d *detector) rankOf(i int, l label) (rank, bool) {
	if l.kw.typ != "" {
		switch {
		case l.kw.both && d.basic.keyed && d.basic.typ == "Section", l.kw.both && !d.basic.keyed && d.basic.chain == nil:
			return rankBasic, true
		case l.kw.rank == rankBasic && d.basic.other != "" && l.kw.typ == d.basic.other && d.quoteBase == 0 && !l.quoted:
			return d.basic.under, false
		}
		return l.kw.rank, l.kw.rank == rankBasic
	}
	if d.basic.chain == nil {
		return rankBasic + 1, false
	}
	if d.basic.nested != nil && d.basic.nested[i-d.basic.from] {
		if d.quoteBase == 0 && len(d.stack) > 0 {
			d.quoteBase, d.marked = len(d.stack), false
		}
		return rankBasic, true
	}
	if d.basic.chain[i-d.basic.from] || l.quoted && l.style == d.basic.style {
		return rankBasic, true
	}
	if d.quoteBase > 0 && (l.style.br == none || l.style.br == d.basic.style.br) {
		if b := d.basicFrame(); b != nil && d.divs[b.div].Quoted && (l.style.br == b.style.br || l.style.fam == decimal) && (l.val.follows(b.val) || l.val.inserts(b.val)) {
			return rankBasic, true
		}
	}
	return rankBasic + 1, false
}

// repeated reports whether a label prints the number of the provision that is
// open once more ("Article 2 / ART. 2.", "3 Offences / 3.—(1) …"), and skips it.
func (d *detector) repeated(l label) bool {
	b := d.basicFrame()
	if b == nil || b.val != l.val || d.divs[b.div].Quoted != (d.quoteBase > 0) {
		return false
	}
	if l.kw.typ != "" && l.kw.typ != d.divs[b.div].Type || l.kw.typ == "" && (d.basic.chain == nil || l.style.br != dot && l.style.br != none || l.style.fam != arabic && l.style.fam != decimal) {
		return false
	}
	if strings.TrimSpace(d.text[d.body[b.div]:l.start]) != "" {
		return false
	}
	d.body[b.div] = l.after
	d.chained(l)
	return true
}

// basicFrame returns the open basic provision, nil where there is none.
func (d *detector) basicFrame() *frame {
	for k := len(d.stack) - 1; k >= 0; k-- {
		if d.stack[k].rank == rankBasic {
			return &d.stack[k]
		}
	}
	return nil
}

// push opens a division for a label.
func (d *detector) push(l label, r rank, list bool) {
	parent := -1
	depth := int8(0)
	if r > rankBasic {
		depth = 1
	}
	if len(d.stack) > 0 {
		parent = d.stack[len(d.stack)-1].div
		if r > rankBasic {
			depth = d.depth[parent] + 1
		}
	}
	typ := l.kw.typ
	if typ == "" {
		typ = "paragraph"
		if r == rankBasic && !d.inAnnex() && d.lawlike() {
			typ = "section"
		}
	}
	div := reading.Division{Type: typ, Num: d.text[l.start:l.end], Start: l.start, Parent: parent, Quoted: d.quoteBase > 0}
	body := l.after
	if r <= rankBasic {
		div.Heading, body = d.headingOf(l, r)
	}
	d.divs = append(d.divs, div)
	d.body = append(d.body, body)
	d.depth = append(d.depth, depth)
	val := l.val
	if l.until.n > 0 {
		val = l.until
	}
	d.stack = append(d.stack, frame{rank: r, style: l.style, val: val, div: len(d.divs) - 1, list: list})
}

// inAnnex reports whether a schedule or annex is open.
func (d *detector) inAnnex() bool {
	return len(d.stack) > 0 && d.stack[0].rank == rankAnnex
}
