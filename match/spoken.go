package match

import (
	"cmp"
	"slices"
)

// mostSpoken bounds how many words are shown for a cell.
const mostSpoken = 6

// spokenBy returns the words that speak most for a cell: of the sentence in which
// rules found it, or else of the one that speaks most for it.
func (p *passageReader) spokenBy(findings []finding, found []sighting, cell int) []hit {
	type spoken struct {
		hit
		weight float64
	}
	var all []spoken
	sum := map[int32]float64{}
	for _, s := range found {
		if s.from < 0 {
			continue
		}
		for _, x := range p.wording.weights[s.sign] {
			if x.Cell == cell && x.Weight > 0 {
				all = append(all, spoken{s.hit, x.Weight})
				sum[s.sentence] += x.Weight
			}
		}
	}
	best := int32(-1)
	for _, f := range findings {
		if f.code == p.wording.codes[cell] && len(f.evidence) > 0 && (best < 0 || f.reason == "") {
			best = f.evidence[0].sentence
		}
	}
	if best < 0 || sum[best] == 0 {
		for _, s := range all {
			if best < 0 || sum[s.sentence] > sum[best] || sum[s.sentence] == sum[best] && s.sentence < best {
				best = s.sentence
			}
		}
	}
	all = slices.DeleteFunc(all, func(s spoken) bool { return s.sentence != best })
	slices.SortStableFunc(all, func(a, b spoken) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.from, b.from)) })
	if !slices.ContainsFunc(all, func(s spoken) bool { return p.telling(s.hit) }) && len(all) > 0 {
		return []hit{all[0].hit}
	}
	var out []hit
	for _, s := range all {
		if len(out) < mostSpoken && p.telling(s.hit) && !slices.ContainsFunc(out, s.hit.overlaps) {
			out = append(out, s.hit)
		}
	}
	slices.SortFunc(out, func(a, b hit) int { return cmp.Compare(a.from, b.from) })
	return out
}

// telling reports whether a match holds a word that tells a reader something: not
// only "of the".
func (p *passageReader) telling(h hit) bool {
	for _, t := range p.fields[inText].tokens[h.from:h.to] {
		if t.word.function == 0 {
			return true
		}
	}
	return false
}
