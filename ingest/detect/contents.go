package detect

import (
	"strings"
)

// dropContents removes the labels of a table of contents: a run of labels whose
// lines are short, follow each other without text between, and whose numbers
// all come again further down.
func (d *detector) dropContents() {
	const shortest = 4 // lines of a table of contents
	keep := d.labels[:0]
	for i := 0; i < len(d.labels); {
		if d.cjkContents(i) {
			d.addContents(i, i)
			i++
			continue
		}
		if j := d.leadersRun(i); j > i {
			d.addContents(i, j-1)
			i = j
			continue
		}
		j := d.contentsRun(i)
		if j-i < shortest || len(keep) > shortest && !d.underContents(i) || !d.comesAgain(i, j) {
			j = max(j, i+1)
			keep = append(keep, d.labels[i:j]...)
		} else {
			d.addContents(i, j-1)
		}
		i = j
	}
	d.labels = keep
}

// leadersRun returns the end of the run of labels from i whose lines end in dot
// leaders and the number of a page.
func (d *detector) leadersRun(i int) int {
	const fewest = 2
	j := i
	for j < len(d.labels) && (j == i || d.labels[j].line <= d.labels[j-1].line+2) {
		ln := d.lines[d.labels[j].line]
		if !leaders(d.text[ln.start:ln.end]) {
			break
		}
		j++
	}
	if j-i < fewest {
		return i
	}
	return j
}

// leaders reports whether a line ends in dots and a number, as those of tables
// of contents do.
func leaders(s string) bool {
	t := strings.TrimRight(s, "0123456789ivxlc ")
	return len(t) < len(s) && (strings.HasSuffix(t, "....") || strings.HasSuffix(t, ". . . .") || strings.HasSuffix(t, "……"))
}

// addContents notes that the lines of labels i to j are a table of contents,
// joined to the one that ends just above.
func (d *detector) addContents(i, j int) {
	s := Span{d.lines[d.labels[i].line].start, d.lines[d.labels[j].line].end}
	if n := len(d.contents) - 1; n >= 0 && s.Start-d.contents[n].End < 40 {
		d.contents[n].End = s.End
		return
	}
	d.contents = append(d.contents, s)
}

// cjkContents reports whether label i stands in the table of contents of a
// Japanese act, whose lines name the articles of a chapter in brackets.
func (d *detector) cjkContents(i int) bool {
	l := d.labels[i]
	if l.style.br != article && l.kw.typ != "transitional" {
		return false
	}
	if l.kw.typ == "transitional" {
		return i+1 < len(d.labels) && len(d.contents) > 0 && d.labels[i+1].kw.rank < rankBasic && d.labels[i+1].val.first()
	}
	rest := d.text[l.after:d.lines[l.line].end]
	k := strings.Index(rest, "（第")
	return l.kw.rank < rankBasic && k > 0 && strings.HasSuffix(rest, "）") && strings.Contains(rest[k:], "条")
}

// underContents reports whether one of the lines above label i says that a
// table of contents follows.
func (d *detector) underContents(i int) bool {
	at := d.labels[i].line
	for k := at - 1; k >= 0 && k >= at-3; k-- {
		var buf [32]byte
		word, end := foldWord(d.text, d.lines[k].start, buf[:])
		if contentsWords[string(word)] && d.lines[k].end-end < 40 {
			return true
		}
	}
	return false
}

// contentsWords are the words that head tables of contents, folded.
var contentsWords = map[string]bool{
	"contents": true, "content": true, "table": true, "arrangement": true, "inhaltsverzeichnis": true, "inhaltsubersicht": true, "inhalt": true,
	"sommaire": true, "indice": true, "index": true, "innehall": true, "innehallsforteckning": true, "innhold": true, "inhoud": true,
	"inhoudsopgave": true, "obsah": true, "sisallys": true, "sisukord": true, "efnisyfirlit": true, "περιεχομενα": true, "cuprins": true, "sumari": true,
}

// contentsRun returns the end of the run of labels from i that could be a table
// of contents. It ends where its first entries come again; one line in ten may
// be odd.
func (d *detector) contentsRun(i int) int {
	var seen map[entry]bool
	odd := 0
	j := i
	for ; j < len(d.labels); j++ {
		if !d.contentsLine(j) || j > i && !d.onlyHeadings(d.labels[j-1].line, d.labels[j].line) {
			if odd++; odd*10 > j-i || j+1 >= len(d.labels) || !d.contentsLine(j+1) {
				break
			}
		}
		if j == i {
			continue
		}
		if seen == nil {
			seen = map[entry]bool{d.entryOf(i): true}
		}
		e := d.entryOf(j)
		if e.words != "" && seen[e] {
			break
		}
		seen[e] = true
	}
	return j
}

// onlyHeadings reports whether the lines between two labels read as headings
// that stand in a table of contents.
func (d *detector) onlyHeadings(from, to int) bool {
	const most = 9 // lines
	if to-from > most {
		return false
	}
	for k := from + 1; k < to; k++ {
		s := d.text[d.lines[k].start:d.lines[k].end]
		if len(s) > 200 || endsClause(s) && k > from+2 {
			return false
		}
	}
	return true
}

// contentsLine reports whether label i stands on a line that could belong to a
// table of contents: nothing but a heading up to the next label.
func (d *detector) contentsLine(i int) bool {
	l := d.labels[i]
	ln := d.lines[l.line]
	if l.kw.typ == "" && l.style.br != none && l.style.br != dot || ln.end-ln.start > 200 {
		return false
	}
	end := ln.end
	if k := l.line + 1; l.after >= ln.end && k < len(d.lines) && (i+1 >= len(d.labels) || k < d.labels[i+1].line) {
		end = d.lines[k].end
	}
	s := d.text[ln.start:end]
	if len(s) > 240 {
		return false
	}
	return !endsClause(s) || strings.HasSuffix(s, ".") && strings.Count(s, " ") <= 14 && !strings.Contains(s[min(l.end-l.start+1, len(s)):], ". ")
}

// comesAgain reports whether most of the labels i to j are printed again, with
// the same words behind them, further down.
func (d *detector) comesAgain(i, j int) bool {
	want := make(map[entry]bool, j-i)
	for k := i; k < j; k++ {
		want[d.entryOf(k)] = true
	}
	total := len(want)
	if total*3 < (j-i)*2 { // the run repeats itself: lists, not contents
		return false
	}
	opening := map[entry]bool{}
	for k := i; k < j && k < i+3; k++ {
		opening[d.entryOf(k)] = true
	}
	begun := false // the body begins soon after the contents
	for k := j; k < len(d.labels) && (begun && k < j+3*(j-i)+lookahead || k < j+near); k++ {
		e := d.entryOf(k)
		begun = begun || opening[e]
		delete(want, e)
		if begun && len(want)*5 <= total {
			return true
		}
	}
	return false
}

// near is how many labels may stand between a table of contents and the body
// that it lists.
const near = 30

// entry is what a line of a table of contents and the heading it points to have
// in common.
type entry struct {
	typ   string
	val   value
	words string
}

func (d *detector) entryOf(k int) entry {
	const most = 16 // bytes compared; page numbers and dots stand behind
	l := &d.labels[k]
	end := d.lines[l.line].end
	from := l.after
	if from >= end && l.line+1 < len(d.lines) {
		from, end = d.lines[l.line+1].start, d.lines[l.line+1].end
	}
	w := d.text[from:min(end, from+most)]
	for _, cut := range [...]string{"（", "(", "..", "…", "\t"} {
		if c := strings.Index(w, cut); c > 0 {
			w = w[:c]
		}
	}
	return entry{l.kw.typ, l.val, w}
}
