package detect

import (
	"slices"
	"strings"

	"policyscan/ingest/reading"
)

// basicChoice says which numbering of a region counts its basic provisions.
type basicChoice struct {
	keyed  bool   // by a keyword or §
	typ    string // of the keyword
	style  style  // of bare numbers
	chain  []bool // for bare numbers: which labels of the region continue it
	nested []bool // labels of an act that one provision of the region enacts
	from   int
	under  rank // rank of the other basic-looking keyword (§ above articles, articles above §)
	other  string
	// signsInside says that § counts paragraphs of articles.
	signsInside bool
}

// regionEnd returns the index of the label that opens the next schedule or
// annex after label from, or the number of labels.
func (d *detector) regionEnd(from int) int {
	for i := from + 1; i < len(d.labels); i++ {
		if d.labels[i].kw.typ != "" && d.labels[i].kw.rank == rankAnnex {
			return i
		}
	}
	return len(d.labels)
}

// chooseBasic decides the basic numbering of labels from to to.
func (d *detector) chooseBasic(from, to int) {
	d.basic = basicChoice{from: from}
	counts := d.keyedChains(from, to)
	if d.basic.signsInside = d.signsInside(from, to); d.basic.signsInside {
		delete(counts, "section")
	}
	best, n := "", 0
	for _, typ := range [...]string{"article", "section", "Section", "rule", "clause"} {
		if counts[typ] > n {
			best, n = typ, counts[typ]
		}
	}
	american := strings.HasPrefix(d.lang, "en") && n >= 2*counts["article"] && counts["section"] == 0 // articles of sections
	if best == "Section" && counts["article"]+counts["section"] >= 2 && !american {
		best, n = "article", counts["article"]
		if counts["section"] > n {
			best, n = "section", counts["section"]
		}
	}
	chain, length := d.bareChain(from, to)
	if d.basic.style.br == parens && n > 0 || n == 1 && d.labels[from].kw.rank == rankBasic && d.labels[from].kw.typ != "" {
		length = 0 // "(1)" stands inside a provision wherever there is one
	}
	notes := best == "clause" && length >= 2 && d.clausesBefore(chain, from, to)
	if n == 0 || notes || n == 1 && length >= 3 || length >= 6 && length > 4*n {
		if length >= 2 {
			d.basic.chain = chain
			d.findNested(from, to)
			return
		}
		if n == 0 {
			return
		}
	}
	d.basic.keyed, d.basic.typ = true, best
	// A second basic-looking keyword stands above the first where it is rarer,
	// and below it where it is nested (an article inside quoted text).
	for _, typ := range [...]string{"article", "section"} {
		if typ != best && counts[typ] > 0 {
			d.basic.other = typ
			d.basic.under = 58
			if typ == "article" {
				d.basic.under = 45
			}
		}
	}
}

// clausesBefore reports whether all clauses stand before the bare numbers of a
// chain: the notes on the clauses of a bill, which are printed before its text.
func (d *detector) clausesBefore(chain []bool, from, to int) bool {
	first := slices.Index(chain, true)
	for i := from; i < to; i++ {
		if d.labels[i].kw.typ == "clause" && !d.labels[i].quoted && i-from > first {
			return false
		}
	}
	return first >= 0
}

// bareChain finds the longest numbering of bare numbers that runs through a
// region: which labels belong to it, and how many.
func (d *detector) bareChain(from, to int) ([]bool, int) {
	var best []bool
	n, first := 0, to
	for _, st := range [...]style{{br: dot, fam: arabic}, {br: none, fam: arabic}, {br: parens, fam: arabic}, {br: comma, fam: cjk}, {br: paren, fam: arabic}} {
		if st.br == parens && n >= 3 || st.br == paren && n >= 2 {
			continue
		}
		chain, enacted, length := d.chainOf(st, from, to)
		at := slices.Index(chain, true)
		encloses := n >= 3 && length >= 3 && at < first && !d.interleaved(chain, best)
		if length > n && (n < 3 || length*4 > n*5 || at < first) || n >= 3 && length*5 > n*4 && at < first || encloses {
			best, n, first, d.basic.nested = chain, length, at, enacted
			d.basic.style = st
		}
	}
	return best, n
}

// interleaved reports whether a label of a stands between two of b.
func (d *detector) interleaved(a, b []bool) bool {
	first := slices.Index(b, true)
	last := first
	for i := range b {
		if b[i] {
			last = i
		}
	}
	return slices.Contains(a[first:last+1], true)
}

// findNested looks for the numbering of an act that is enacted by one provision
// of another: bare numbers in another style, all of them between two of the
// chain.
func (d *detector) findNested(from, to int) {
	for _, br := range [...]bracket{none, dot} {
		if br == d.basic.style.br {
			continue
		}
		chain, _, n := d.chainOf(style{br: br, fam: arabic}, from, to)
		if n < 4 {
			continue
		}
		first := slices.Index(chain, true)
		last := first
		for i := first; i < len(chain); i++ {
			if chain[i] {
				last = i
			}
		}
		if first > 0 && slices.Index(d.basic.chain[:first], true) >= 0 && !slices.Contains(d.basic.chain[first:last], true) {
			d.basic.nested = chain
		}
	}
}

// keyedChains counts, for each keyword that may name basic provisions, the
// labels that continue its numbering; references and history notes do not.
func (d *detector) keyedChains(from, to int) map[string]int {
	counts := map[string]int{}
	last := map[string]value{}
	for i := from; i < to; i++ {
		l := &d.labels[i]
		if l.kw.typ == "" || l.quoted || l.kw.rank != rankBasic && !l.kw.both {
			continue
		}
		key := l.kw.typ
		if l.kw.both {
			key = "Section"
		}
		if v, ok := last[key]; !ok || l.val.follows(v) || l.val.first() || v.less(l.val) && l.val.c[0]-v.c[0] < 20 {
			counts[key]++
		}
		last[key] = l.val
	}
	return counts
}

// chainOf follows one style of bare numbers greedily: a label that continues
// exactly is taken; one that leaves a gap only where no exact one follows soon.
func (d *detector) chainOf(st style, from, to int) (chain, nested []bool, n int) {
	const horizon = 400 // labels to look ahead for an exact continuation
	chain = make([]bool, to-from)
	d.nothingAfter = value{}
	var last value
	var idx []int
	first := from // label of the chain
	for i := from; i < to; i++ {
		l := &d.labels[i]
		if l.kw.typ != "" || l.quoted || !d.lines[l.line].first || l.style.fam != st.fam && !(l.style.fam == decimal && st.fam == arabic) {
			continue
		}
		if l.style.br == st.br || st.br == dot && l.style.br == none && l.style.fam == decimal { // "9.1" among "9." and "10."
			idx = append(idx, i)
		}
	}
	for k := 0; k < len(idx); k++ {
		v := d.labels[idx[k]].val
		if d.labels[idx[k]].style.br != st.br && !v.inserts(last) {
			continue
		}
		switch {
		case n == 0:
			if !v.first() {
				continue
			}
		case v.follows(last):
			if d.headingsGoOn(idx, k, first, last) {
				continue
			}
		case v.after(last) && v.c[0]-last.c[0] <= 5:
			exact := false // a label that continues exactly, with v not between
			for m := k + 1; m < len(idx) && m < k+horizon; m++ {
				if w := d.labels[idx[m]].val; w.follows(last) {
					exact = !w.after(v)
					break
				}
			}
			if exact {
				continue
			}
		case d.citedAbove(idx[k]):
		case v.first() && (d.containerBetween(idx[k], from) || d.exhausted(idx[k:], last)):
		case v.first():
			if e := d.enactedRun(idx, k, last); e > k {
				for ; k < e-1; k++ {
					nested = mark(nested, idx[k]-from, to-from)
				}
				nested = mark(nested, idx[k]-from, to-from)
			}
			continue
		default:
			continue
		}
		if n == 0 {
			first = idx[k]
		}
		chain[idx[k]-from] = true
		last = v
		if u := d.labels[idx[k]].until; u.n > 0 {
			last = u
		}
		n++
	}
	return chain, nested, n
}

// headingsGoOn reports whether label idx[k], which continues a chain after last,
// is the item of a list: the chain, begun by label first, counts headings, and a
// heading further down continues it too.
func (d *detector) headingsGoOn(idx []int, k, first int, last value) bool {
	const horizon = 40 // labels
	if !d.heading(first) || d.heading(idx[k]) {
		return false
	}
	for m := k + 1; m < len(idx) && m < k+horizon; m++ {
		if d.heading(idx[m]) {
			return d.labels[idx[m]].val.follows(last)
		}
	}
	return false
}

// heading reports whether label i stands in a heading of the source.
func (d *detector) heading(i int) bool {
	return d.blocks[d.lines[d.labels[i].line].block].Role == reading.Heading
}

func mark(set []bool, i, size int) []bool {
	if set == nil {
		set = make([]bool, size)
	}
	set[i] = true
	return set
}

// enactedRun looks for an act that a provision enacts in full, numbered in the
// style of the enacting act: from label idx[k], a 1, on, until a number continues
// after last. It returns where the run ends, 0 where there is none.
func (d *detector) enactedRun(idx []int, k int, last value) int {
	const shortest = 6 // sections of an act; lists are shorter or announce no act
	if !d.enacts(idx[k]) {
		return 0
	}
	cur := d.labels[idx[k]].val
	for j := k + 1; j < len(idx) && j < k+lookahead; j++ {
		v := d.labels[idx[j]].val
		switch {
		case v.follows(last) && !v.follows(cur):
			if j-k < shortest {
				return 0
			}
			return j
		case v.after(cur) && v.c[0]-cur.c[0] <= 2:
			cur = v
		}
	}
	return 0
}

// enacts reports whether one of the lines above label i says that the text of an
// act follows.
func (d *detector) enacts(i int) bool {
	const most = 20 // lines of title and preamble
	at := d.labels[i].line
	for k := at - 1; k >= 0 && k > at-most; k-- {
		s := d.text[d.lines[k].start:d.lines[k].end]
		if !openEnd(d.text, d.lines[k].end) {
			continue
		}
		for _, w := range [...]string{"enact", "édict", "texte suit", "text is", "as follows", "the following", "ce qui suit"} {
			if strings.Contains(s, w) {
				return true
			}
		}
	}
	return false
}

// lookahead bounds searches for the continuation of a numbering, in labels, so
// that the time stays proportional to the length of the text.
const lookahead = 5000

// exhausted reports whether no label of idx, the first of which is a 1,
// continues after last, and a 2 follows the 1: another act begins.
func (d *detector) exhausted(idx []int, last value) bool {
	if d.nothingAfter != last || last.n == 0 { // once none follows, none follows further down
		for _, i := range idx {
			if d.labels[i].val.follows(last) {
				return false
			}
		}
		d.nothingAfter = last
	}
	return len(idx) > 1 && d.labels[idx[1]].val == single(2)
}

// citedAbove reports whether a line just above label i names its act and its
// section, as consolidations print transitional provisions: "— 1998, c. 30,
// s. 10".
func (d *detector) citedAbove(i int) bool {
	l := d.labels[i]
	for k := l.line - 1; k >= 0 && k >= l.line-3; k-- {
		s := d.text[d.lines[k].start:d.lines[k].end]
		if !strings.HasPrefix(s, "—") {
			continue
		}
		for _, w := range [...]string{" s. ", " ss. ", " art. ", " par. ", " sec. "} {
			j := strings.Index(s, w)
			if j < 0 {
				continue
			}
			n, ok := scanArabic(s, j+len(w))
			if !ok {
				continue
			}
			_, last := scanRange(s, n.end, len(s))
			if n.val == l.val || n.val.less(l.val) && !last.less(l.val) {
				return true
			}
		}
	}
	return false
}

// containerBetween reports whether a part or chapter begins just before label
// i, so that its numbering may start afresh.
func (d *detector) containerBetween(i, from int) bool {
	return i > from && d.labels[i-1].kw.typ != "" && d.labels[i-1].kw.rank < rankBasic
}

// lawlike reports whether bare numbers count the sections of an act rather than
// the paragraphs of a report, resolution or judgment: the text speaks as
// statutes do, or has parts and chapters.
func (d *detector) lawlike() bool {
	if d.law != 0 {
		return d.law > 0
	}
	d.law = -1
	sample := d.text[:min(len(d.text), 60_000)]
	n := 0
	for _, w := range [...]string{" shall ", "subsection", "this Act", "this section", "section ", "commits an offence", "paragraph (", "Minister may", "la présente loi", "paragraphe (", "alinéa ", "la même loi", "presente ley", "dieses Gesetzes"} {
		n += strings.Count(sample, w)
	}
	containers := 0
	for i := range d.labels {
		if l := &d.labels[i]; l.kw.typ == "part" || l.kw.typ == "schedule" || l.kw.typ == "chapter" && !l.quoted {
			containers++
		}
	}
	if n*1200 > len(sample) || containers >= 2 && n*3000 > len(sample) {
		d.law = 1
	}
	return d.law > 0
}
