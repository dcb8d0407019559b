package detect

import (
	"fmt"
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

// closesQuote reports whether a block ends a quotation.
func closesQuote(s string) bool {
	s = strings.TrimRight(s, " .;,*_)")
	return strings.HasSuffix(s, "”") || strings.HasSuffix(s, "»") || strings.HasSuffix(s, "\"") || strings.HasSuffix(s, "“") && len(s) > 3
}

// popList closes the items of the innermost lists.
func (d *detector) popList(at int) {
	n := len(d.stack)
	for n > d.quoteBase && n > 0 && d.stack[n-1].list {
		n--
	}
	d.suspended = append(d.suspended[:0], d.stack[n:]...)
	d.suspendedAt = len(d.divs)
	d.unwind(n, at)
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

// endBefore is where a division ends that the label on line i closes: at the
// end of the line before.
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
	r, isBasic := d.rankOf(i, l)
	if r <= rankBasic {
		d.quotation(l, isBasic)
		if isBasic && d.repeated(l) {
			return
		}
		at := d.endBefore(l.line)
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
		if b := d.basicFrame(); b != nil && d.divs[b.div].Quoted && l.style.br == b.style.br && (l.val.follows(b.val) || l.val.inserts(b.val)) {
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

// quotation opens or closes the quoted text of another instrument.
func (d *detector) quotation(l label, isBasic bool) {
	if d.quoteBase == 0 {
		if len(d.stack) == 0 || l.kw.rank == rankAnnex && !l.quoted {
			return
		}
		top := d.stack[len(d.stack)-1]
		d.marked = l.quoted && top.rank >= rankBasic && d.closedAhead(l.line)
		opens := d.marked
		if !opens && isBasic && !l.val.first() && top.rank >= rankBasic && openEnd(d.text, d.endBefore(l.line)) {
			b := d.basicFrame()
			opens = b != nil && !(l.style == b.style && l.val.follows(b.val)) && amends(d.text[d.divs[b.div].Start:d.endBefore(l.line)])
		}
		if opens {
			d.quoteBase = len(d.stack)
		}
		return
	}
	if !l.quoted && d.resumes(l, isBasic) {
		d.unwind(d.quoteBase, d.endBefore(l.line))
		d.quoteBase = 0
	}
}

// closedAhead reports whether a quotation that begins on line i is closed
// before long.
func (d *detector) closedAhead(i int) bool {
	const most = 400 // lines
	for k := i; k < len(d.lines) && k < i+most; k++ {
		if d.lines[k].last && closesQuote(d.text[d.lines[k].start:d.lines[k].end]) {
			return true
		}
	}
	return false
}

// resumes reports whether l, met inside a quotation, belongs to the amending act
// again: it continues its numbering and not that of the quoted text.
func (d *detector) resumes(l label, isBasic bool) bool {
	if !isBasic {
		return l.kw.rank == rankAnnex || !d.marked && l.kw.typ != ""
	}
	var outer, inner frame
	for k, f := range d.stack {
		if f.rank != rankBasic {
			continue
		}
		if k < d.quoteBase {
			outer = f
		} else {
			inner = f
		}
	}
	return l.style.br == outer.style.br && l.style.typ == outer.style.typ && l.val.follows(outer.val) && !(l.val.follows(inner.val) && l.style == inner.style)
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

// amends reports whether a provision instructs to replace or insert text.
func amends(s string) bool {
	if len(s) > 3000 {
		s = s[len(s)-3000:]
	}
	for _, w := range [...]string{"ustitúye", "odifíca", "ncorpóra", "grég", "gréga", "queda redact", "quedará redact", "siguiente", "següent", "amend", "insert", "substitut", "replac", "remplac", "modifi", "rédig", "following", "follow", "gefasst", "geändert", "eingefügt", "ersetzt", "lyder", "lydelse", "breyt", "zní", "nahrazuj", "vkládá", "gewijzigd", "luid", "αντικαθίσταται", "προστίθεται", "modific", "sostitu", "înlocui", "改"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
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

// headingOf reads the heading of a division behind its number: the rest of the
// line, or the lines below it. It returns where the body begins.
func (d *detector) headingOf(l label, r rank) (string, int) {
	ln := d.lines[l.line]
	rest := strings.TrimSpace(d.text[l.after:ln.end])
	role := d.blocks[ln.block].Role
	if rest != "" {
		if r == rankBasic && role != reading.Heading && role != reading.MarginNote {
			if !(ln.first && ln.last) || strings.Contains(rest, ". ") || d.runsOn(l.line) || d.itemBelow(l) || !headingLike(rest) || strings.HasSuffix(strings.TrimRight(rest, " *_"), ".") || d.nothingBelow(l.line) {
				return "", l.after
			}
		} else if role != reading.Heading && !headingLike(rest) {
			return "", l.after
		}
		end := ln.end
		for k := l.line + 1; k < len(d.lines) && d.lines[k].block == ln.block && role == reading.Heading; k++ { // heading of several lines
			end = d.lines[k].end
		}
		return tidy(d.text[l.after:end]), end
	}
	k := l.line + 1
	if k >= len(d.lines) {
		return "", l.after
	}
	nx := d.lines[k]
	s := d.text[nx.start:nx.end]
	if d.labelled[k] || !headingLike(s) {
		return "", l.after
	}
	nrole := d.blocks[nx.block].Role
	if nrole != reading.Heading {
		if nrole != reading.Paragraph || nx.first != nx.last || strings.HasSuffix(s, ".") || r == rankBasic && (d.nothingBelow(k) || len(s) > 110) {
			return "", l.after
		}
	}
	return tidy(s), nx.end
}

// runsOn reports whether the line below line k goes on in the middle of a
// sentence.
func (d *detector) runsOn(k int) bool {
	if k+1 >= len(d.lines) || d.labelled[k+1] {
		return false
	}
	s := d.text[d.lines[k+1].start:d.lines[k+1].end]
	return !upperStart(s) && !isDigit(s[0])
}

// itemBelow reports whether the item of a list stands on the line below l, so
// that the words behind l are its chapeau and no heading.
func (d *detector) itemBelow(l label) bool {
	k := l.line + 1
	if k >= len(d.lines) || !d.labelled[k] {
		return false
	}
	n, ok := scanLabel(d.text, d.lines[k].start, d.lines[k].end)
	return ok && n.kw.typ == "" && (l.style.br == sectAft && n.style.br != parens || n.style.fam == alphaLower)
}

// nothingBelow reports whether no text without a number of a container follows
// line k, so that line k must itself be the text of its provision.
func (d *detector) nothingBelow(k int) bool {
	if k+1 >= len(d.lines) {
		return true
	}
	nx := d.lines[k+1]
	if d.blocks[nx.block].Role == reading.Heading {
		return true
	}
	if !d.labelled[k+1] {
		return false
	}
	l, ok := scanLabel(d.text, nx.start, nx.end)
	return ok && l.kw.typ != "" && l.kw.rank <= rankBasic
}

// tidy makes one line of a heading.
func tidy(s string) string {
	s = strings.Trim(s, " *_\n\t")
	if strings.ContainsAny(s, "\n\t*") || strings.Contains(s, "  ") {
		s = strings.Join(strings.Fields(strings.ReplaceAll(s, "*", "")), " ")
	}
	return s
}

// chained reads further labels on the line of a basic provision: "3. (1)(a)".
func (d *detector) chained(l label) {
	ln := d.lines[l.line]
	for at := l.after; at < ln.end; {
		n, ok := scanBare(d.text, at, ln.end)
		if !ok || !n.val.first() && !(n.alt.n > 0 && n.alt.first()) || n.style.br != parens && n.style.br != dot && n.style.br != paren {
			return
		}
		if n.style.br != parens && d.basic.chain != nil {
			return
		}
		n.after, n.sep = skipSeparator(d.text, n.end, ln.end)
		n.line = l.line
		if !n.val.first() {
			n.val, n.style.fam = n.alt, romanFamily(n.style.fam)
		}
		last := len(d.divs) - 1
		if d.body[last] > at || d.divs[last].Start >= l.start {
			d.divs[last].Heading, d.body[last] = "", at
		}
		d.push(n, d.stack[len(d.stack)-1].rank+1, false)
		at = n.after
	}
}

func romanFamily(f family) family {
	if f == alphaUpper {
		return romanUpper
	}
	return romanLower
}

// placeBare puts a number inside a basic provision: as the next of a numbering
// that is open, or as the first of a new one.
func (d *detector) placeBare(i int, l label) {
	if d.quoteBase == 0 && l.quoted && d.basicFrame() != nil && d.closedAhead(l.line) {
		d.quoteBase, d.marked = len(d.stack), true
	}
	ln := d.lines[l.line]
	k, rom, exact := d.continues(i, l)
	if k < 0 && d.resumesList(l) {
		return
	}
	if k < 0 && d.implicitFirst(l) {
		n := len(d.stack)
		for n > 0 && d.stack[n-1].rank > rankBasic {
			n--
		}
		d.pushSub(l, n, false)
		return
	}
	if k < 0 && !l.val.first() && !(l.alt.n > 0 && l.alt.first()) {
		if d.quoteBase > 0 && l.quoted {
			d.pushSub(l, len(d.stack), false)
			return
		}
		if d.insertedHere(l) {
			d.pushQuoted(l)
			return
		}
		d.note(l, "has no number before it")
		return
	}
	if (k < 0 || !exact) && d.insertedHere(l) && d.replaces(l) {
		d.pushQuoted(l)
		return
	}
	if k < 0 {
		if !l.val.first() || l.alt.n > 0 && l.alt.first() {
			l.val, l.style.fam = l.alt, romanFamily(l.style.fam)
		}
		if !d.mayOpen(l) {
			return
		}
		n := len(d.stack)
		for f := n - 1; f >= d.quoteBase && d.stack[f].rank > rankBasic; f-- {
			if d.stack[f].style == l.style {
				n = f
			}
		}
		d.pushSub(l, n, openEnd(d.text, d.endBefore(l.line)))
		return
	}
	if !exact {
		if !ln.first {
			return
		}
		d.note(l, "leaves a gap in its numbering")
	}
	if rom {
		l.val, l.style.fam = l.alt, romanFamily(l.style.fam)
	}
	d.pushSub(l, k, d.stack[k].list)
}

// insertedHere reports whether l begins text that the provision before it
// inserts into another instrument: its number follows nothing here, but an
// instruction to amend that ends in a colon.
func (d *detector) insertedHere(l label) bool {
	if !d.lines[l.line].first || len(d.stack) == 0 || l.line == 0 {
		return false
	}
	k := l.line - 1
	for k > 0 && k > l.line-5 && !d.labelled[k] && d.marginal(k) { // marginal notes of the new text
		k--
	}
	p := d.lines[k]
	if !openEnd(d.text, p.end) {
		return false
	}
	start := p.start
	if p.end-start > 400 {
		start = p.end - 400
	}
	return amends(d.text[start:p.end])
}

// marginal reports whether line k could be a marginal note, however long.
func (d *detector) marginal(k int) bool {
	const longest = 300 // bytes
	s := strings.TrimRight(d.text[d.lines[k].start:d.lines[k].end], " *_")
	return s != "" && len(s) < longest && upperStart(s) && !openEnd(d.text, d.lines[k].end) && (strings.IndexByte(".;,:", s[len(s)-1]) < 0 || strings.HasSuffix(s, " etc."))
}

// replaces reports whether the words before l say that the text behind them is
// the new text of another instrument, and l is no amendment itself.
func (d *detector) replaces(l label) bool {
	ln := d.lines[l.line]
	if amends(d.text[l.after:min(ln.end, l.after+200)]) {
		return false
	}
	e := d.endBefore(l.line)
	s := d.text[max(0, e-120):e]
	for _, w := range [...]string{"read as follows", "by the following", "the following", "ce qui suit", "ainsi rédig", "por el siguiente", "por la siguiente", "los siguientes", "el siguiente", "wie folgt gefasst", "folgende Fassung", "följande lydelse", "skal lyde", "zní", "orðast svo", "svohljóðandi"} {
		if strings.Contains(s, w) {
			return !strings.Contains(s, "in the following") && !strings.Contains(s, "of the following") && !strings.Contains(s, "as follows in")
		}
	}
	return false
}

// pushQuoted opens a quotation without marks and its first division: a bare
// number without brackets is a section, others are parts of one.
func (d *detector) pushQuoted(l label) {
	if d.quoteBase == 0 {
		d.quoteBase, d.marked = len(d.stack), false
	}
	if l.style.br == none || l.style.br == dot && l.style.fam == arabic {
		d.unwind(d.quoteBase, d.endBefore(l.line))
		d.push(l, rankBasic, false)
		d.chained(l)
		return
	}
	d.pushSub(l, len(d.stack), false)
}

// leaveQuote ends a quotation without marks before a label that continues the
// amending act: one that itself amends, or that continues nothing quoted.
func (d *detector) leaveQuote(i int, l label) {
	if d.quoteBase == 0 || d.marked || l.quoted {
		return
	}
	base := d.quoteBase
	_, _, inner := d.continues(i, l)
	d.quoteBase = 0
	k, _, outer := d.continuesBelow(i, l, base)
	d.quoteBase = base
	if k < 0 || !outer {
		return
	}
	if ln := d.lines[l.line]; inner && !amends(d.text[l.after:ln.end]) {
		return
	}
	d.unwind(base, d.endBefore(l.line))
	d.quoteBase = 0
}

// continuesBelow is continues for the frames below base only.
func (d *detector) continuesBelow(i int, l label, base int) (int, bool, bool) {
	stack := d.stack
	d.stack = stack[:base]
	defer func() { d.stack = stack }()
	return d.continues(i, l)
}

// resumesList takes up a list again that an unnumbered paragraph interrupted.
func (d *detector) resumesList(l label) bool {
	for k := len(d.suspended) - 1; k >= 0; k-- {
		f := d.suspended[k]
		if f.style.br != l.style.br {
			continue
		}
		v := l.val
		if f.style.fam != l.style.fam {
			if l.alt.n == 0 || f.style.fam != romanFamily(l.style.fam) {
				continue
			}
			v = l.alt
		}
		if !v.follows(f.val) && !v.inserts(f.val) {
			continue
		}
		parent := d.divs[f.div].Parent
		for n := len(d.stack); n > 0; n-- {
			if d.stack[n-1].div != parent {
				continue
			}
			l.val, l.style.fam = v, f.style.fam
			d.suspended = append(d.suspended[:0:0], d.suspended[:k]...)
			d.pushSub(l, n, true)
			return true
		}
		if k > 0 && d.suspended[k-1].div == parent && d.suspendedAt == len(d.divs) && d.divs[d.suspended[0].div].Parent == d.top() {
			l.val, l.style.fam = v, f.style.fam
			for _, g := range d.suspended[:k] { // the items around it are open again
				d.divs[g.div].End = 0
				d.stack = append(d.stack, g)
			}
			d.suspended = d.suspended[:0]
			d.pushSub(l, len(d.stack), true)
			return true
		}
	}
	return false
}

// top is the innermost open division, -1 where there is none.
func (d *detector) top() int {
	if n := len(d.stack); n > 0 {
		return d.stack[n-1].div
	}
	return -1
}

// implicitFirst reports whether l is the second paragraph of a Japanese article,
// whose first has no number.
func (d *detector) implicitFirst(l label) bool {
	b := d.basicFrame()
	return b != nil && b.style.br == article && l.style.br == none && l.style.fam == arabic && l.val == single(2)
}

// mayOpen reports whether a first number may open a list here.
func (d *detector) mayOpen(l label) bool {
	if l.style.br == none && l.style.fam == arabic {
		return false
	}
	if len(d.stack) > 0 {
		return true
	}
	if l.line == 0 || l.style.fam == alphaUpper || l.style.fam == romanUpper {
		return false
	}
	e := d.endBefore(l.line)
	return openEnd(d.text, e) || l.style.br == parens && !d.sentenceBefore(l.line)
}

// pushSub closes the frames from n on and opens l below what remains.
func (d *detector) pushSub(l label, n int, list bool) {
	d.unwind(n, d.endBefore(l.line))
	r := rankBasic + 1
	if len(d.stack) > 0 && d.stack[len(d.stack)-1].rank >= r {
		r = d.stack[len(d.stack)-1].rank + 1
	}
	d.push(l, r, list)
	if l.style.br == parens || l.style.br == dot && l.style.fam == alphaUpper {
		d.chained(l)
	}
}

// continues looks for the open numbering that l continues, innermost first. It
// returns the frame, whether l is read as Roman, and whether it follows without
// a gap.
func (d *detector) continues(i int, l label) (int, bool, bool) {
	gap, gapRom := -1, false
	for k := len(d.stack) - 1; k >= d.quoteBase && d.stack[k].rank > rankBasic; k-- {
		f := d.stack[k]
		if f.style.br != l.style.br {
			continue
		}
		if f.style.fam == l.style.fam {
			if l.val.follows(f.val) || l.val.inserts(f.val) {
				if l.alt.n > 0 && l.alt.first() && d.romanAhead(i, l) {
					return -1, false, false
				}
				return k, false, true
			}
			if gap < 0 && f.val.less(l.val) && (l.alt.n == 0 || !l.alt.first()) {
				gap = k
			}
		}
		if l.alt.n > 0 && f.style.fam == romanFamily(l.style.fam) {
			if l.alt.follows(f.val) || l.alt.inserts(f.val) {
				return k, true, true
			}
			if gap < 0 && f.val.less(l.alt) {
				gap, gapRom = k, true
			}
		}
	}
	if gap >= 0 && l.val.first() {
		return -1, false, false
	}
	return gap, gapRom, false
}

// romanAhead reports whether the next label of the same brackets is "ii", so
// that an "i" opens a Roman list rather than follows "h".
func (d *detector) romanAhead(i int, l label) bool {
	for _, n := range d.labels[i+1 : min(i+6, len(d.labels))] {
		if n.kw.typ != "" {
			return false
		}
		if n.style.br == l.style.br && (n.style.fam == romanLower || n.style.fam == romanUpper) {
			return n.val.n == 1 && n.val.c[0] == 2
		}
		if n.style == l.style && n.val.follows(l.val) {
			return false
		}
	}
	return false
}

// note reports an ambiguous label.
func (d *detector) note(l label, why string) {
	const most = 50 // reports per document
	if len(d.ambiguous) < most && l.style.br != none {
		d.ambiguous = append(d.ambiguous, fmt.Sprintf("byte %d: %q %s", l.start, d.text[l.start:l.end], why))
	}
}
