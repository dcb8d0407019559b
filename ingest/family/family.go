// Package family finds documents that are versions, copies or translations of
// one work, so that the same provision does not count twice.
//
// Two documents belong together when they are of one jurisdiction and
//   - more than half of their text is the same (MinHash over shingles of five
//     words), or
//   - they bear the same number ("2014, c. 25"), or
//   - they are files of one folder whose names differ in a language code alone
//     ("act_en.xml", "act_fr.xml") and whose languages differ.
//
// An act that amends another is a work of its own: its sections are numbered
// apart from those of the act that it amends. Begin with [SketchOf] for each
// text and [Group] for all of them.
package family

import (
	"hash/maphash"
	"path"
	"slices"
	"strings"
	"unicode"
)

// Version is raised whenever the same documents would be grouped otherwise.
const Version = 1

// Doc is what is known of a document when families are formed.
type Doc struct {
	ID           string
	Path         string // with slashes
	Jurisdiction string
	Type         string
	Lang         string // BCP 47
	Number       string // of the instrument, as printed
	Sketch       *Sketch
}

// similar is the share of common text from which two documents are versions of
// one work; short texts, where neighbouring articles of a code are soon half the same,
// need more.
func similar(a, b *Sketch) float64 {
	if min(a.shingles, b.shingles) < 400 {
		return 0.85
	}
	return 0.5
}

// Group returns the family of each document that is not alone in its own: the
// id of the member whose id is lowest. The order of documents does not matter.
func Group(docs []Doc) map[string]string {
	docs = slices.Clone(docs)
	slices.SortFunc(docs, func(a, b Doc) int { return strings.Compare(a.ID, b.ID) })
	g := grouping{docs: docs, up: make([]int, len(docs))}
	for i := range g.up {
		g.up[i] = i
	}
	g.byText()
	g.byNumber()
	g.byName()
	size := make([]int, len(docs))
	for i := range docs {
		size[g.find(i)]++
	}
	out := map[string]string{}
	for i := range docs {
		if root := g.find(i); size[root] > 1 {
			out[docs[i].ID] = docs[root].ID
		}
	}
	return out
}

// grouping is a forest of documents; the root of each tree is its lowest.
type grouping struct {
	docs []Doc
	up   []int
}

func (g *grouping) find(i int) int {
	for g.up[i] != i {
		g.up[i] = g.up[g.up[i]]
		i = g.up[i]
	}
	return i
}

func (g *grouping) join(i, j int) {
	i, j = g.find(i), g.find(j)
	g.up[max(i, j)] = min(i, j)
}

// mostCompared bounds how many members of a bucket a document is compared with,
// so that a thousand copies of a form take a thousand comparisons.
const mostCompared = 8

// byText joins documents that share text.
func (g *grouping) byText() {
	seed := maphash.MakeSeed() // which bands meet does not depend on it
	type place struct {
		jurisdiction, lang string
		band               uint64
	}
	for i := range bins / rows {
		buckets := map[place][]int{}
		for d := range g.docs {
			doc := &g.docs[d]
			if doc.Sketch == nil {
				continue
			}
			key, ok := doc.Sketch.band(i, seed)
			if !ok {
				continue
			}
			p := place{doc.Jurisdiction, base(doc.Lang), key}
			for _, other := range buckets[p] {
				g.compare(d, other)
			}
			if len(buckets[p]) < mostCompared {
				buckets[p] = append(buckets[p], d)
			}
		}
	}
}

func (g *grouping) compare(i, j int) {
	a, b := g.docs[i].Sketch, g.docs[j].Sketch
	if g.find(i) != g.find(j) && a.Similarity(b) >= similar(a, b) {
		g.join(i, j)
	}
}

func base(tag string) string {
	tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
	return tag
}

// byNumber joins documents of one jurisdiction and type with one number.
func (g *grouping) byNumber() {
	first := map[[3]string]int{}
	for i, d := range g.docs {
		number := foldNumber(d.Number)
		if number == "" || d.Jurisdiction == "" {
			continue
		}
		key := [3]string{d.Jurisdiction, d.Type, number}
		if j, ok := first[key]; ok {
			g.join(i, j)
		} else {
			first[key] = i
		}
	}
}

// foldNumber returns the letters and digits of a number, small; "" where it has
// fewer than three digits and so may well be another's too.
func foldNumber(s string) string {
	digits := 0
	out := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsDigit(r):
			digits++
			return r
		case unicode.IsLetter(r):
			return unicode.ToLower(r)
		case unicode.IsSpace(r) || r == '.' || r == ',':
			return -1
		}
		return r
	}, s)
	if digits < 3 {
		return ""
	}
	return out
}

// byName joins translations: files whose names differ in a language code.
func (g *grouping) byName() {
	byStem := map[[2]string][]int{}
	for i, d := range g.docs {
		if stem, ok := stemOf(d.Path, d.Lang); ok {
			key := [2]string{d.Jurisdiction, stem}
			byStem[key] = append(byStem[key], i)
		}
	}
	for _, members := range byStem {
		for _, i := range members[1:] {
			if base(g.docs[i].Lang) != base(g.docs[members[0]].Lang) {
				g.join(i, members[0])
			}
		}
	}
}

// stemOf returns the path of a file without the code of its language, which
// stands at the end of the name after "_", "-" or ".", or is the name of its
// folder.
func stemOf(file, lang string) (string, bool) {
	lang = base(lang)
	if lang == "" {
		return "", false
	}
	dir, name := path.Split(file)
	name = strings.ToLower(strings.TrimSuffix(name, path.Ext(name)))
	for _, sep := range []string{"_", "-", "."} {
		if stem, ok := strings.CutSuffix(name, sep+lang); ok && stem != "" {
			return dir + stem, true
		}
	}
	if above, last := path.Split(strings.TrimSuffix(dir, "/")); strings.EqualFold(last, lang) && above != "" {
		return above + name, true
	}
	return "", false
}
