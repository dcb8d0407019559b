package detect

import (
	"fmt"
)

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
		if l.style.br == dot && l.style.fam == arabic && n.style.br != parens && n.style.fam != alphaLower {
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
	if k < 0 && d.nextQuoted(l) {
		d.pushQuoted(l)
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
			if d.basic.chain != nil { // sections are bare numbers here
				d.pushQuoted(l)
				return
			}
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
	if d.insertedHere(l) && d.replaces(l) {
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

// nextQuoted reports whether l is the section that follows a quoted section.
func (d *detector) nextQuoted(l label) bool {
	if d.quoteBase == 0 {
		return false
	}
	for _, f := range d.stack[d.quoteBase:] {
		if f.rank == rankBasic && f.style == l.style && (l.val.follows(f.val) || l.val.inserts(f.val)) {
			return true
		}
	}
	return false
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
	d.unwind(n, d.closeBefore(l.line))
	r := rankBasic + 1
	if len(d.stack) > 0 && d.stack[len(d.stack)-1].rank >= r {
		r = d.stack[len(d.stack)-1].rank + 1
	}
	d.push(l, r, list)
	if l.style.br == parens || l.style.br == dot && (l.style.fam == alphaUpper || l.style.fam == arabic) {
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
