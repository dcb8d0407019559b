package detect

import (
	"strings"
)

// closesQuote reports whether a block ends a quotation.
func closesQuote(s string) bool {
	s = strings.TrimRight(s, " .;,*_)")
	return strings.HasSuffix(s, "”") || strings.HasSuffix(s, "»") || strings.HasSuffix(s, "\"") || strings.HasSuffix(s, "“") && len(s) > 3
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
		d.unwind(d.quoteBase, d.closeBefore(l.line))
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
	if l.style.fam == decimal && l.style.br == none && outer.style.br == dot && l.val.inserts(outer.val) && amends(d.text[l.after:d.lines[l.line].end]) {
		return true // "9.1" of the amending act
	}
	return l.style.br == outer.style.br && l.style.typ == outer.style.typ && l.val.follows(outer.val) && !(l.val.follows(inner.val) && l.style == inner.style)
}

// amendWords are the verbs of instructions to amend, without their endings and
// first letters, which may be capitals.
var amendWords = [...]string{
	"amended", "amending", "insert", "ubstitut", "replaced", "repealed", " added", "adding", "striking", "edesignat",
	"modifié", "remplacé", "abrogé", "inséré", "ajouté", "adjonction", "rédigé", "édicté",
	"ustitúy", "ustituy", "odifíc", "odifiq", "ncorpór", "ncorpor", "grég", "eróg", "eemplá", "dicion", "queda redact", "quedan redact", "quedará redact", "quedará así", "S’addiciona", "odificació",
	"gefasst", "geändert", "eingefügt", "ersetzt", "lydelse", "upphäv", "skal lyde", "oppheves", "affattes", "ændres", "breytist", "orðast svo", "svohljóðandi",
	"zní", "nahrazuj", "vkládá", "se mění", "gewijzigd", "luiden", "αντικαθίστα", "προστίθε", "τροποποι", "sostitui", "inserit", "înlocui", "se modific", "se completează", "改め", "修改",
}

// amends reports whether a provision instructs to replace or insert text.
func amends(s string) bool {
	if len(s) > 3000 {
		s = s[len(s)-3000:]
	}
	for _, w := range amendWords {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
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
	for _, w := range [...]string{"read as follows", "by the following", "adding the following", "the following is", "the following are", "following after", "following before", "inserting the following", "substituting the following", "substitute the following", "insert the following", "following section is", "following subsection", "ce qui suit", "ainsi rédig", "por el siguiente", "por la siguiente", "los siguientes", "el siguiente", "wie folgt gefasst", "folgende Fassung", "följande lydelse", "skal lyde", "zní", "orðast svo", "svohljóðandi"} {
		if strings.Contains(s, w) {
			return true
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
		d.unwind(d.quoteBase, d.closeBefore(l.line))
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
	d.unwind(base, d.closeBefore(l.line))
	d.quoteBase = 0
}

// continuesBelow is continues for the frames below base only.
func (d *detector) continuesBelow(i int, l label, base int) (int, bool, bool) {
	stack := d.stack
	d.stack = stack[:base]
	defer func() { d.stack = stack }()
	return d.continues(i, l)
}
