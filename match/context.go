package match

import (
	"slices"
	"strings"

	"policyscan/ingest"
	"policyscan/lexicon"
)

// denialReach is how many words may stand between a denial and what it denies
// (codebook Annex B4).
const denialReach = 8

// judge looks at the context of a finding and applies the rule's reactions: the
// voice, or the reason why it does not count.
func (p *passageReader) judge(f *finding) {
	seen := map[string]bool{}
	recorded := false // the passage says that it takes no side
	evidence := f.evidence
	if f.worded { // its words are many and say little each: a cue must stand before them all
		evidence = evidence[:1]
	}
	for _, c := range p.cues {
		if seen[c.kind] && !(c.kind == "reported" && c.where == "passage") {
			continue
		}
		if recorded && c.kind == "rejected" && c.where == "previous" {
			continue
		}
		if p.applies(c, evidence) {
			seen[c.kind] = true
			recorded = recorded || c.kind == "reported" && c.where == "passage"
		}
	}
	if !seen["reported"] && slices.ContainsFunc(f.evidence, func(h hit) bool { return p.told[h.sentence] && p.continues(h.sentence) }) {
		seen["reported"] = true
	}
	if seen["adopted"] || p.genre() == ingest.Law { // provisions report nobody's view
		seen["reported"], seen["rejected"] = false, false
	}
	for _, kind := range []string{"denied", "exempted", "repealed"} {
		if !seen[kind] {
			continue
		}
		switch f.rule.On[kind] {
		case "drop":
			f.reason = kind
			return
		case "flip":
			f.repealed = true
			f.code = lexicon.Code(f.rule.Criterion, p.lex.Opposite(f.rule.Perspective))
		}
	}
	for _, v := range []Voice{Rejected, Reported} {
		if !seen[string(v)] {
			continue
		}
		switch f.rule.On[string(v)] {
		case "drop":
			f.reason = string(v)
			return
		case "record":
			f.voice = v
			return
		}
	}
}

// applies reports whether a cue stands where it modifies the evidence. A cue
// that is part of the evidence never does.
func (p *passageReader) applies(c cue, evidence []hit) bool {
	return slices.ContainsFunc(p.bySet[c.set], func(h hit) bool {
		if h.field != inText {
			return h.field == inChapeau && c.kind != "denied" && c.where != "after" || h.field == inHeading && c.where == "passage"
		}
		if slices.ContainsFunc(evidence, h.overlaps) {
			return false
		}
		if c.where == "passage" {
			return true
		}
		return slices.ContainsFunc(evidence, func(e hit) bool {
			switch {
			case c.where == "previous" && c.kind == "reported":
				return p.told[e.sentence] && (e.sentence == h.sentence && e.to <= h.from || e.sentence == h.sentence-1)
			case c.where == "previous":
				return e.sentence == h.sentence && e.to <= h.from || e.sentence == h.sentence-1 && (p.told[e.sentence] || !slices.Contains(p.told, true))
			case e.sentence != h.sentence || c.kind == "rejected" && p.clauseEnds(h, e):
				return false
			case c.where == "before":
				return h.to <= e.from && (c.kind != "denied" || e.from-h.to <= denialReach)
			case c.where == "after":
				return h.from >= e.to
			}
			return true
		})
	})
}

// mark is an aux rule that fired: flags for the passage, and tags to drop.
type mark struct {
	rule      *rule
	sentences []int32
}

// marks applies the aux rules.
func (p *passageReader) marks() []mark {
	var out []mark
	for _, i := range p.candidates() {
		r := &p.rules[i]
		if r.Criterion != 0 || !p.possible(r) || !inList(r.Kinds, string(p.unit.Kind)) || !inList(r.Genres, p.unit.Genre) {
			continue
		}
		if _, open := p.opened(r); !open {
			continue
		}
		m := mark{rule: r}
		for _, c := range p.combinations(r) {
			for _, h := range c {
				m.sentences = append(m.sentences, h.sentence)
			}
		}
		if len(m.sentences) > 0 {
			out = append(out, m)
		}
	}
	return out
}

// drops reports whether a mark removes a finding.
func (m *mark) drops(f *finding) bool {
	r := m.rule
	if len(r.Drop) == 0 || f.rule.Weight >= 3 && !r.Firm {
		return false
	}
	if r.Drop[0] != "all" && !slices.Contains(r.Drop, f.code) {
		return false
	}
	if r.Scope != "sentence" {
		return true
	}
	return slices.ContainsFunc(f.evidence, func(h hit) bool { return slices.Contains(m.sentences, h.sentence) })
}

// sameSentence reports whether one of a set's matches shares a sentence with the
// evidence.
func (p *passageReader) sameSentence(set int32, evidence []hit) bool {
	return slices.ContainsFunc(p.bySet[set], func(h hit) bool {
		return h.field == inText && slices.ContainsFunc(evidence, func(e hit) bool { return e.sentence == h.sentence })
	})
}

// inField reports whether a set has a match in one of the fields.
func (p *passageReader) inField(set int32, fields ...field) bool {
	return slices.ContainsFunc(p.bySet[set], func(h hit) bool { return slices.Contains(fields, h.field) })
}

// flagsOf returns flags sorted and once each; never nil, for the contract says
// that a tag without flags has an empty list.
func flagsOf(flags []string) []string {
	out := append([]string{}, flags...)
	slices.SortFunc(out, strings.Compare)
	return slices.Compact(out)
}
