package ingest

import (
	"sort"
	"strconv"
	"strings"

	"policyscan/ingest/reading"
)

// The length of passages in words (codebook §1).
const (
	minWords = 15
	maxWords = 250
)

// passages cuts the whole text.
func (s *segmenter) passages() []Passage {
	s.ids = make(map[string]int)
	s.findBases()
	s.fragments()
	s.plainHeadings()
	s.lowerHeadings()
	s.readLegal()
	s.out = make([]Passage, 0, len(s.frags))
	heads := headings{s: s}
	for i := 0; i < len(s.frags); {
		j := s.run(i)
		if s.frags[i].kind == HeadingKind {
			heads.enter(i, j)
		}
		h := heads.above(s.frags[i])
		if k := s.frags[i].kind; k != "" {
			s.emit(i, j, h, k, nil)
		} else {
			s.cut(i, j, h)
		}
		i = j
	}
	return s.out
}

// run returns the end of the run of fragments from i that can share passages: of
// one basic provision, one kind and one page status.
func (s *segmenter) run(i int) int {
	f := s.frags[i]
	j := i + 1
	if f.kind == HeadingKind { // number and heading of one provision
		for j < len(s.frags) && s.frags[j].kind == HeadingKind && f.prov >= 0 && s.frags[j].prov == f.prov && s.frags[j].start < s.headEnd(f.prov) {
			j++
		}
		return j
	}
	for j < len(s.frags) && s.frags[j].kind == f.kind && s.frags[j].base == f.base && s.quoted(j) == s.quoted(i) {
		j++
	}
	return j
}

func (s *segmenter) quoted(i int) bool {
	f := s.frags[i]
	return f.prov >= 0 && s.provs[f.prov].Quoted || s.ex.Blocks[f.block].Role == reading.Quoted
}

// cluster is a paragraph with the list that it opens: fragments from to to.
type cluster struct{ from, to, words int }

// cut makes passages of the fragments i to j, all of one basic provision.
func (s *segmenter) cut(i, j int, head string) {
	var cs []cluster
	for k := i; k < j; {
		e := s.clusterEnd(k, j)
		c := cluster{from: k, to: e}
		for m := k; m < e; m++ {
			c.words += s.frags[m].words
		}
		cs = append(cs, c)
		k = e
	}
	cs = joinShort(cs, s)
	for _, c := range cs {
		s.split(c, head, nil)
	}
}

// clusterEnd returns the end of the cluster that begins with fragment k: what
// follows belongs to it while a sentence or a list is open.
func (s *segmenter) clusterEnd(k, j int) int {
	t := s.ex.Text
	lead := t[s.frags[k].start:s.frags[k].end]
	list := opensList(lead) || (waits(lead) || announces(lead)) && k+1 < j && s.childOf(s.frags[k+1].prov, s.frags[k].prov)
	item := -1 // level of the items of its list, once seen
	e := k + 1
	for ; e < j; e++ {
		prev, f := s.frags[e-1], s.frags[e]
		text := t[f.start:f.end]
		switch {
		case prev.base >= 0 && s.provs[prev.base].Type == "preamble" && !lowerStart(text):
			return e // every recital is a passage
		case lowerStart(text):
		case opensList(t[prev.start:prev.end]):
		case list && e == k+1:
		case list && item >= 0 && f.prov >= 0 && f.prov != prev.prov && s.under(f.prov, item):
		case list && s.ex.Blocks[f.block].Role == reading.ListItem && (item < 0 || f.prov == prev.prov): // a bullet
		default:
			return e
		}
		if list && item < 0 && f.prov >= 0 && f.prov != s.frags[k].prov {
			item = s.provs[f.prov].Parent
		}
	}
	return e
}

// childOf reports whether provision p stands directly below provision top.
func (s *segmenter) childOf(p, top int) bool {
	return p >= 0 && p != top && s.provs[p].Parent == top
}

// under reports whether provision p lies below provision top.
func (s *segmenter) under(p, top int) bool {
	for p = s.provs[p].Parent; p >= 0; p = s.provs[p].Parent {
		if p == top {
			return true
		}
	}
	return top < 0
}

// lowerStart reports whether text begins with a small letter, as the rest of a
// sentence does.
func lowerStart(t string) bool {
	t = strings.TrimLeft(t, " *_")
	return t != "" && t[0] >= 'a' && t[0] <= 'z' && !(len(t) > 1 && (t[1] == ')' || t[1] == '.'))
}

// joinShort joins clusters that are too short to be read alone with the next
// one, or the one before.
func joinShort(cs []cluster, s *segmenter) []cluster {
	var out []cluster
	for _, c := range cs {
		if n := len(out); n > 0 && (out[n-1].words < minWords || c.words < minWords) && out[n-1].words+c.words <= maxWords {
			out[n-1].to = c.to
			out[n-1].words += c.words
			continue
		}
		out = append(out, c)
	}
	return out
}

// split emits a cluster as one passage where it is short enough, else item by
// item with its chapeau, else sentence by sentence.
func (s *segmenter) split(c cluster, head string, chapeau []Range) {
	if c.words <= maxWords {
		s.emit(c.from, c.to, head, "", chapeau)
		return
	}
	if c.to-c.from == 1 {
		s.sentences(c.from, head, chapeau)
		return
	}
	lead := s.frags[c.from]
	inner := append(append([]Range(nil), chapeau...), Range{lead.start, lead.end})
	parts := s.items(c.from+1, c.to)
	if lead.words >= minWords || len(parts) == 0 || lead.words+parts[0].words > maxWords {
		s.split(cluster{c.from, c.from + 1, lead.words}, head, chapeau)
	} else {
		parts[0].from, parts[0].words = c.from, parts[0].words+lead.words
		s.emit(parts[0].from, parts[0].to, head, "", chapeau)
		parts = parts[1:]
	}
	for _, p := range joinShort(parts, s) {
		s.split(p, head, inner)
	}
}

// items groups the fragments of a list by its outermost items.
func (s *segmenter) items(from, to int) []cluster {
	top := 1 << 30
	for k := from; k < to; k++ {
		top = min(top, s.level(k))
	}
	var out []cluster
	for k := from; k < to; k++ {
		if n := len(out); n > 0 && s.level(k) > top {
			out[n-1].to, out[n-1].words = k+1, out[n-1].words+s.frags[k].words
			continue
		}
		out = append(out, cluster{k, k + 1, s.frags[k].words})
	}
	return out
}

// level is the depth of a fragment: that of its provision, or of its list.
func (s *segmenter) level(k int) int {
	n := 0
	for p := s.frags[k].prov; p >= 0; p = s.provs[p].Parent {
		n += 8
	}
	if b := s.ex.Blocks[s.frags[k].block]; b.Role == reading.ListItem {
		n += min(b.Level, 7)
	}
	return n
}

// sentences splits one long fragment into passages at the ends of sentences.
func (s *segmenter) sentences(k int, head string, chapeau []Range) {
	f := s.frags[k]
	for _, r := range pack(s.ex.Text, Range{f.start, f.end}, f.words, s.lang) {
		s.add(r.Start, r.End, k, k+1, head, "", chapeau)
	}
}

// emit makes one passage of the fragments i to j.
func (s *segmenter) emit(i, j int, head string, kind Kind, chapeau []Range) {
	start := s.frags[i].start
	words := 0
	from := i
	for k := i; k < j; k++ { // contents and notes may be long
		if kind != "" && words > 0 && words+s.frags[k].words > maxWords {
			s.add(start, s.frags[k-1].end, from, k, head, kind, chapeau)
			start, words, from = s.frags[k].start, 0, k
		}
		words += s.frags[k].words
	}
	s.add(start, s.frags[j-1].end, from, j, head, kind, chapeau)
}

// add appends the passage from start to end, which the fragments i to j make.
func (s *segmenter) add(start, end, i, j int, head string, kind Kind, chapeau []Range) {
	f := s.frags[i]
	blk := s.ex.Blocks[f.block]
	p := Passage{Start: start, End: end, Provision: s.common(i, j), Page: blk.Page, Heading: head, Kind: kind, Lang: blk.Lang, Chapeau: chapeau, Quoted: s.quoted(i)}
	if p.Lang == "" {
		p.Lang = s.lang
	}
	if p.Kind == "" {
		p.Kind = s.kindOf(&p)
	}
	for k := p.Provision; k >= 0 && p.Status == ""; k = s.provs[k].Parent {
		p.Status = s.provs[k].Status
	}
	s.onPage(&p)
	s.name(&p)
	s.out = append(s.out, p)
}

// common is the innermost provision that holds all fragments i to j.
func (s *segmenter) common(i, j int) int {
	p := s.frags[i].prov
	for k := i + 1; k < j; k++ {
		for q := s.frags[k].prov; p >= 0 && p != q && !(q >= 0 && s.under(q, p)); {
			p = s.provs[p].Parent
		}
	}
	return p
}

// onPage copies what is known of the page where a passage begins.
func (s *segmenter) onPage(p *Passage) {
	pages := s.ex.Pages
	if p.Page == 0 || len(pages) == 0 {
		return
	}
	k := sort.Search(len(pages), func(k int) bool { return pages[k].Number >= p.Page })
	if b := s.ex.Pages; k < len(b) && p.Start > b[k].End { // a block that runs over a page break
		for k+1 < len(b) && b[k+1].Start <= p.Start && b[k+1].End > b[k+1].Start {
			k++
		}
		p.Page = b[k].Number
	}
	if k < len(pages) {
		p.Extractor, p.Confidence = pages[k].Extractor, pages[k].Confidence
	}
}

// name gives a passage its id: the provision path, or a running number.
func (s *segmenter) name(p *Passage) {
	id := "#"
	if p.Provision >= 0 {
		id += s.provs[p.Provision].Path
		if p.Kind == HeadingKind {
			id += ".h"
		}
	} else {
		s.ids["#p"]++
		id += "p" + strconv.Itoa(s.ids["#p"])
	}
	for n := s.ids[id]; ; n++ {
		try := id
		if n > 0 {
			try += "~" + strconv.Itoa(n+1)
		}
		if _, taken := s.ids[try]; !taken || n == 0 && s.ids[try] == 0 {
			s.ids[id] = n + 1
			if try != id {
				s.ids[try] = 1
			}
			p.ID = try
			return
		}
	}
}
