package ingest

import (
	"strings"

	"policyscan/ingest/detect"
	"policyscan/ingest/reading"
)

// fragment is a block, or the part of a block that belongs to one provision.
type fragment struct {
	start, end int
	prov       int // innermost provision that begins at or before it; -1 where there is none
	base       int // basic provision around it, or the provision itself; -1
	block      int
	words      int
	kind       Kind // HeadingKind, ContentsKind, Note, Apparatus; "" for text that can be quoted
}

// segmenter cuts the text of one document into passages.
type segmenter struct {
	ex       *reading.Extraction
	lang     string
	provs    []Provision
	divs     []reading.Division
	body     []int         // from the detector; nil where markup gave the divisions
	contents []detect.Span // tables of contents, by Start

	bases      []int // per provision, its basic provision
	legal      bool  // the document has provisions, rather than paragraphs or turns
	firstBasic int   // where the first of them begins
	frags      []fragment
	out        []Passage
	ids        map[string]int
}

// findBases computes for every provision the basic provision that it belongs to.
func (s *segmenter) findBases() {
	s.bases = make([]int, len(s.provs))
	for i := range s.provs {
		p := s.provs[i].Parent
		switch {
		case p < 0 && s.provs[i].Type == "item": // an item outside all provisions
			s.bases[i] = -1
		case isBasic(s.provs, i) || p < 0 || isContainer(s.provs[i].Type):
			s.bases[i] = i
		case isContainer(s.provs[p].Type) || s.bases[p] == p && s.provs[p].Type == "section" && !isBasic(s.provs, p):
			s.bases[i] = i
		default:
			s.bases[i] = s.bases[p]
		}
	}
}

// fragments cuts blocks at the starts of provisions.
func (s *segmenter) fragments() {
	s.frags = make([]fragment, 0, len(s.ex.Blocks)+len(s.provs))
	next := 0  // first provision that starts at or after the position
	open := -1 // innermost provision that is open
	advance := func(at int) {
		for next < len(s.provs) && s.provs[next].Start <= at {
			open = next
			next++
		}
		for open >= 0 && s.provs[open].End <= at && s.provs[open].Start < at {
			open = s.provs[open].Parent
		}
	}
	for b, blk := range s.ex.Blocks {
		pos := blk.Start
		for pos < blk.End {
			pos = skipSpace(s.ex.Text, pos, blk.End)
			if pos >= blk.End {
				break
			}
			advance(pos)
			end := blk.End
			// A provision that starts behind the number of another on the same
			// line ("3. (1)") belongs to one fragment with it.
			k := next
			for k < len(s.provs) && s.provs[k].Start < blk.End && s.onlyNumber(pos, s.provs[k].Start) {
				advance(s.provs[k].Start)
				k = next
			}
			if k < len(s.provs) && s.provs[k].Start < end && s.provs[k].Start > pos {
				end = s.provs[k].Start
			}
			s.addFragment(b, pos, end, open)
			pos = end
		}
	}
}

func skipSpace(t string, i, end int) int {
	for i < end && (t[i] == ' ' || t[i] == '\n' || t[i] == '\t') {
		i++
	}
	return i
}

// onlyNumber reports whether nothing but numbers and punctuation stand between
// two positions of a line.
func (s *segmenter) onlyNumber(from, to int) bool {
	if to-from > 24 {
		return false
	}
	letters := 0
	for _, c := range []byte(strings.TrimLeft(s.ex.Text[from:to], "“„«‘")) {
		if c == '\n' {
			return false
		}
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 && c != 0xC2 && c != 0xA7 {
			letters++
		}
	}
	return letters <= 3
}

// addFragment appends the fragment of block b from start to end, split behind a
// heading that the detector found on the same line.
func (s *segmenter) addFragment(b, start, end, prov int) {
	t := s.ex.Text
	for end > start && (t[end-1] == ' ' || t[end-1] == '\n' || t[end-1] == '\t') {
		end--
	}
	if end <= start {
		return
	}
	if n := len(s.frags) - 1; n >= 0 && s.frags[n].kind == "" && s.frags[n].prov == prov && prov >= 0 && s.numberOnly(s.frags[n]) && s.ex.Blocks[b].Role == s.ex.Blocks[s.frags[n].block].Role {
		s.frags[n].end = end // the number of an item stood on a line of its own
		s.frags[n].words += countWords(t[start:end])
		return
	}
	f := fragment{start: start, end: end, prov: prov, base: -1, block: b}
	if prov >= 0 {
		f.base = s.bases[prov]
	}
	blk := s.ex.Blocks[b]
	switch blk.Role {
	case reading.Heading, reading.MarginNote:
		f.kind = HeadingKind
	case reading.Contents:
		f.kind = ContentsKind
	case reading.Annotation, reading.Footnote:
		f.kind = Note
	case reading.RunHead:
		f.kind = Apparatus
	default:
		for len(s.contents) > 0 && s.contents[0].End <= start {
			s.contents = s.contents[1:]
		}
		if len(s.contents) > 0 && s.contents[0].Start <= start {
			f.kind = ContentsKind
		} else if prov >= 0 && s.headingOnly(f) {
			f.kind = HeadingKind
		}
	}
	f.words = countWords(t[start:end])
	s.frags = append(s.frags, f)
}

// numberOnly reports whether a fragment is the number of its provision and no
// more.
func (s *segmenter) numberOnly(f fragment) bool {
	p := &s.provs[f.prov]
	return f.start == p.Start && p.Num != "" && f.end-f.start <= len(p.Num)+2 && s.bases[f.prov] != f.prov
}

// headingOnly reports whether a fragment is no more than the number and heading
// of its provision.
func (s *segmenter) headingOnly(f fragment) bool {
	if s.bases[f.prov] != f.prov { // the number of an item on a line of its own
		return false
	}
	if s.body != nil {
		return f.end <= s.body[f.prov] && s.body[f.prov] > 0
	}
	p := &s.provs[f.prov]
	if f.start > p.Start+len(p.Num)+len(p.Heading)+8 {
		return false
	}
	t := s.ex.Text[f.start:f.end]
	if len(t) > len(p.Num)+len(p.Heading)+6 {
		return false
	}
	rest := strings.Trim(strings.TrimPrefix(strings.TrimPrefix(t, p.Num), "."), " .:—–-\n")
	return rest == "" || rest == strings.Trim(p.Heading, " .:—–-") || t == p.Heading
}

// plainHeadings marks paragraphs that read as headings without a number: short,
// without a full stop, between provisions or before running text.
func (s *segmenter) plainHeadings() {
	for i := range s.frags {
		f := &s.frags[i]
		if i == 0 && f.kind == "" && f.words <= 20 && detect.HeadingLike(s.ex.Text[f.start:f.end]) && len(s.frags) > 1 {
			f.kind = HeadingKind
		}
		if f.kind != "" || f.words > 12 || f.end-f.start > 100 || s.ex.Blocks[f.block].Role != reading.Paragraph {
			continue
		}
		if f.prov >= 0 && f.start < s.provs[f.prov].Start+len(s.provs[f.prov].Num) && s.provs[f.prov].Num != "" {
			continue
		}
		if f.prov >= 0 && s.provs[f.prov].Type == "speech" && f.start == s.provs[f.prov].Start {
			continue
		}
		t := s.ex.Text[f.start:f.end]
		if editorialNote(t) {
			f.kind = Note
			continue
		}
		if strings.Contains(t, ": ") && t[len(t)-1] >= '0' && t[len(t)-1] <= '9' { // "Date: 2020-01-01"
			continue
		}
		if !detect.HeadingLike(t) || strings.HasSuffix(strings.TrimRight(t, "\"”“»’"), ".") && !s.ex.Blocks[f.block].Bold {
			continue
		}
		if i > 0 && s.frags[i-1].kind == "" && opensList(s.ex.Text[s.frags[i-1].start:s.frags[i-1].end]) {
			continue
		}
		if i+1 < len(s.frags) && (s.chapeau(f, &s.frags[i+1]) || s.quoted(i+1) && !s.quoted(i)) {
			continue
		}
		if i+1 >= len(s.frags) || s.frags[i+1].kind == Apparatus || s.frags[i+1].words <= 12 && s.frags[i+1].kind == "" && s.frags[i+1].prov == f.prov {
			continue
		}
		f.kind = HeadingKind
	}
}

// chapeau reports whether a short paragraph of a provision that has its heading
// stands directly above the items of a list: "Das Gespräch umfasst mindestens".
func (s *segmenter) chapeau(f, next *fragment) bool {
	if f.base < 0 || next.prov < 0 || next.base != f.base || next.prov == f.prov || s.provs[f.base].Heading == "" {
		return false
	}
	p := &s.provs[next.prov]
	return p.Start == next.start && p.Num != "" && p.Num[0] != '(' && next.kind == ""
}

// lowerHeadings moves headings that stand directly before a provision out of the
// provision that ends there, to the one that holds both.
func (s *segmenter) lowerHeadings() {
	for i := len(s.frags) - 2; i >= 0; i-- {
		f, next := &s.frags[i], s.frags[i+1]
		if f.kind != HeadingKind || f.prov < 0 || f.prov == next.prov || f.start < s.headEnd(f.prov) {
			continue
		}
		p := next.prov
		for p >= 0 && s.provs[p].Start > f.start {
			p = s.provs[p].Parent
		}
		if p == f.prov {
			continue
		}
		if f.prov = p; p >= 0 {
			f.base = s.bases[p]
		} else {
			f.base = -1
		}
	}
}

// waits reports whether text ends in the middle of a sentence, before the items
// that complete it.
func waits(t string) bool {
	t = strings.TrimRight(t, " *_)]”\"»’")
	if t == "" {
		return false
	}
	switch t[len(t)-1] {
	case '.', '!', '?':
		return false
	}
	return !strings.HasSuffix(t, "。")
}

// announces reports whether a Chinese or Japanese sentence announces the items
// that follow it.
func announces(t string) bool {
	return strings.Contains(t, "次の") || strings.Contains(t, "次に掲げる") || strings.Contains(t, "下列")
}

// opensList reports whether text waits for a list or the rest of a sentence.
func opensList(t string) bool {
	t = strings.TrimRight(t, " *_")
	for _, w := range [...]string{":", "—", "–", "-", ",", ";", "：", "；", "、", " and", " or", " och", " eller", " und", " oder", " y", " o", " et", " ou"} {
		if strings.HasSuffix(t, w) {
			return true
		}
	}
	return false
}
