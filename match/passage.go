package match

import (
	"cmp"
	"slices"

	"policyscan/lexicon"
)

// passageReader applies the rules of one language to passages. Its slices are
// reused from passage to passage.
type passageReader struct {
	*ruleset
	code     string
	text     *textReader
	fields   [fieldCount]fieldText
	bySet    [][]hit
	filled   []int32    // sets that have hits
	levels   []level    // by topic
	tried    []int32    // rules, scratch
	counts   [32]int    // of function words by language, scratch
	told     []bool     // by sentence: it is an account of what others say
	empty    *string    // why the passage carries no tags; nil before it was asked
	sighted  []sighting // scratch
	signSeen []bool     // by sign, scratch
	kind     string     // of document, by the title
	unit     Unit
}

// fieldText is a field of the unit at hand. Titles and headings repeat from
// passage to passage, so their matches are kept.
type fieldText struct {
	text    string
	tokens  []token
	topical bool
	parts   []int32 // sets of rules without a gate that have matches
	matched bool
	hits    []hit
}

// level says how near a word of a topic stands.
type level uint8

// The levels, nearest first.
const (
	ofPassage level = iota
	ofChapeau
	ofHeading
	ofTitle
	ofNeighbours
	ofDocument
	ofNothing
)

// names of the levels, as a tag's gate shows them.
var levelNames = [...]string{"passage", "chapeau", "heading", "title", "near", "document", "none"}

func newPassageReader(rs *ruleset) *passageReader {
	return &passageReader{ruleset: rs, code: rs.auto.lang.Code(), text: newTextReader(rs.words), bySet: make([][]hit, rs.auto.sets), levels: make([]level, len(rs.topics))}
}

// open takes a passage up: it cuts it into words, and reports whether it may be
// about any subject of the lexicon.
func (p *passageReader) open(u Unit) bool {
	p.unit = u
	return p.topical()
}

// read tags the passage that was opened.
func (p *passageReader) read() Reading {
	p.empty = nil
	p.collect()
	p.findLevels()
	p.kind, p.told = p.kindOfTitle(), p.account()
	marks := p.marks()
	findings := p.settle(p.weigh(p.findings()))
	return p.decide(findings, marks)
}

// topical cuts all fields into words and reports whether the passage may be
// about any subject of the lexicon.
func (p *passageReader) topical() bool {
	any := p.unit.Devoted
	for f, text := range [fieldCount]string{p.unit.Text, p.unit.Chapeau, p.unit.Heading, p.unit.Title, p.unit.Before, p.unit.After} {
		x := &p.fields[f]
		if x.text != text || f == int(inText) {
			x.text, x.matched = text, false
			x.tokens = p.text.tokens(text, x.tokens)
			x.topical = p.text.opens(x.tokens, &x.parts)
		}
		any = any || x.topical
	}
	return any || p.ungated()
}

// ungated reports whether rules without a gate, whose parts and context all stand
// in the passage or around it, can reach the points of a tag by themselves.
func (p *passageReader) ungated() bool {
	if len(p.fields[inText].parts) == 0 {
		return false
	}
	has := func(s int32) bool {
		for f := range p.fields {
			if slices.Contains(p.fields[f].parts, s) {
				return true
			}
		}
		return false
	}
	missing := func(item []int32) bool { return !slices.ContainsFunc(item, has) }
	points, code := 0, ""
	for _, i := range p.gate.ungated { // by code
		r := &p.rules[i]
		if r.code != code {
			points, code = 0, r.code
		}
		if r.Weight > 0 && !slices.ContainsFunc(r.all, missing) && (len(r.context) == 0 || !missing(r.context)) {
			points += r.Weight
		}
		if points >= p.lex.Threshold {
			return true
		}
	}
	return false
}

// collect finds all patterns in all fields and sorts them by set.
func (p *passageReader) collect() {
	for _, s := range p.filled {
		p.bySet[s] = p.bySet[s][:0]
	}
	p.filled = p.filled[:0]
	var voids []hit
	for f := range p.fields {
		x := &p.fields[f]
		if !x.matched {
			x.hits = append(x.hits[:0], p.text.match(x.tokens, field(f))...)
			x.matched = true
		}
		for _, h := range x.hits {
			c := &p.auto.patterns[h.pattern]
			if len(c.voids) > 0 {
				voids = append(voids, h)
			}
			for _, s := range c.sets {
				if len(p.bySet[s]) == 0 {
					p.filled = append(p.filled, s)
				}
				p.bySet[s] = append(p.bySet[s], h)
			}
		}
	}
	if len(voids) > 0 {
		p.except(voids)
	}
	p.muteNames()
	p.deny()
}

// muteNames removes the matches that stand inside the name of an instrument or a
// body, where the text itself is concerned: an Act's title in the heading opens
// the gate, a citation of it says nothing.
func (p *passageReader) muteNames() {
	var zones []hit
	for _, n := range p.titles {
		for _, h := range p.bySet[n.set] {
			if h.field != inText {
				continue
			}
			tokens := p.fields[inText].tokens
			for end := h.to + n.after; h.to < end && int(h.to) < len(tokens) && tokens[h.to].sentence == h.sentence; {
				h.to++
			}
			zones = append(zones, h)
		}
	}
	if len(zones) == 0 {
		return
	}
	for _, s := range p.filled {
		p.bySet[s] = slices.DeleteFunc(p.bySet[s], func(h hit) bool {
			return h.field == inText && slices.ContainsFunc(zones, func(z hit) bool { return z.from <= h.from && h.to <= z.to })
		})
	}
}

// except removes the matches that overlap an exception of their list, or of a
// list that their pattern uses.
func (p *passageReader) except(voids []hit) {
	for _, s := range p.filled {
		p.bySet[s] = slices.DeleteFunc(p.bySet[s], func(h hit) bool {
			heeds := p.auto.patterns[h.pattern].heeds
			return slices.ContainsFunc(voids, func(v hit) bool {
				sets := p.auto.patterns[v.pattern].voids
				return v.overlaps(h) && (slices.Contains(sets, s) || slices.ContainsFunc(heeds, func(l int32) bool { return slices.Contains(sets, l) }))
			})
		})
	}
}

// deny removes denials that are part of a norm ("no person shall").
func (p *passageReader) deny() {
	norms := p.bySet[p.norm]
	if len(norms) == 0 {
		return
	}
	for _, c := range p.cues {
		if c.kind == "denied" {
			p.bySet[c.set] = slices.DeleteFunc(p.bySet[c.set], func(h hit) bool {
				return slices.ContainsFunc(norms, h.overlaps)
			})
		}
	}
}

// findLevels finds how near each topic is.
func (p *passageReader) findLevels() {
	for i, s := range p.topics {
		best := ofNothing
		if p.unit.Devoted {
			best = ofDocument
		}
		for _, h := range p.bySet[s] {
			best = min(best, [...]level{inText: ofPassage, inChapeau: ofChapeau, inHeading: ofHeading, inTitle: ofTitle, inBefore: ofNeighbours, inAfter: ofNeighbours}[h.field])
		}
		p.levels[i] = best
	}
}

// opened reports whether a rule's gate is open, and by what.
func (p *passageReader) opened(r *rule) (level, bool) {
	at := p.levels[r.topic]
	switch r.Gate {
	case lexicon.GatePassage:
		return at, at <= ofChapeau
	case lexicon.GateNear:
		return at, at <= ofNeighbours
	case lexicon.GateDocument:
		return at, at <= ofDocument
	}
	return min(at, ofNothing), true
}

// finding is a rule that fired at one place.
type finding struct {
	rule     *rule
	code     string
	voice    Voice
	level    level
	evidence []hit  // in the text, by position
	repealed bool   // flipped
	worded   bool   // from the wording as a whole, not from a rule
	reason   string // why it does not count; "" where it does
}

// findings applies all rules of cells.
func (p *passageReader) findings() []finding {
	var out []finding
	for _, i := range p.candidates() {
		r := &p.rules[i]
		if r.Criterion == 0 || !p.possible(r) {
			continue
		}
		combos := p.combinations(r)
		if len(combos) == 0 {
			continue
		}
		empty := p.emptiness()
		at, open := p.opened(r)
		for _, c := range combos {
			f := finding{rule: r, code: r.code, voice: Own, level: at, evidence: c}
			switch {
			case empty != "":
				f.reason = empty
			case p.opensList(c):
				f.reason = "the opening words of a list"
			case p.cited(c):
				f.reason = "among citations"
			case !open:
				f.reason = "the gate is closed: no word of " + r.Topic + " (" + string(r.Gate) + ")"
			case !inList(r.Kinds, string(p.unit.Kind)):
				f.reason = "not in passages of kind " + string(p.unit.Kind)
			case !inList(r.Genres, p.unit.Genre):
				f.reason = "not in documents of type " + p.unit.Genre
			default:
				p.judge(&f)
			}
			out = append(out, f)
		}
	}
	return out
}

// candidates returns the rules of which the item that is tried first has a match,
// in their order.
func (p *passageReader) candidates() []int32 {
	p.tried = p.tried[:0]
	for _, s := range p.filled {
		if len(p.bySet[s]) > 0 {
			p.tried = append(p.tried, p.bySign[s]...)
		}
	}
	slices.Sort(p.tried)
	p.tried = slices.Compact(p.tried)
	return p.tried
}

// possible reports whether a rule's needs could be met at all.
func (p *passageReader) possible(r *rule) bool {
	for _, item := range r.all {
		if !slices.ContainsFunc(item, func(s int32) bool { return len(p.bySet[s]) > 0 }) {
			return false
		}
	}
	if len(r.context) > 0 && !slices.ContainsFunc(r.context, func(s int32) bool { return len(p.bySet[s]) > 0 }) {
		return false
	}
	for _, s := range r.unless {
		for _, h := range p.bySet[s] {
			if h.field <= inTitle {
				return false
			}
		}
	}
	return true
}

// mostPlaces bounds how often a rule is counted in one passage.
const mostPlaces = 8

// combinations returns the places where a rule's terms meet: for each match of
// its rarest item, the nearest matches of the others.
func (p *passageReader) combinations(r *rule) [][]hit {
	items := make([][]hit, len(r.all))
	anchor, fewest := -1, 1<<30
	for i, item := range r.all {
		for _, s := range item {
			items[i] = append(items[i], p.bySet[s]...)
		}
		if n := countText(items[i]); n > 0 && n < fewest {
			anchor, fewest = i, n
		}
	}
	if anchor < 0 {
		return nil // nothing stands in the text itself
	}
	var out [][]hit
	for _, a := range items[anchor] {
		if a.field != inText {
			continue
		}
		c, ok := p.around(r, a, items, anchor)
		if !ok || slices.ContainsFunc(out, func(o []hit) bool { return slices.Equal(o, c) }) {
			continue
		}
		if out = append(out, c); len(out) == mostPlaces {
			break
		}
	}
	return out
}

func countText(hits []hit) int {
	n := 0
	for _, h := range hits {
		if h.field == inText {
			n++
		}
	}
	return n
}

// around completes a match of the anchor with the nearest matches of the other
// items, each in words of its own: one word that stands in two lists says one
// thing. What the text lacks, chapeau and heading may give.
func (p *passageReader) around(r *rule, a hit, items [][]hit, anchor int) ([]hit, bool) {
	evidence := []hit{a}
	for i, hits := range items {
		if i == anchor {
			continue
		}
		best, distance := hit{}, int32(1<<30)
		context := false
		for _, h := range hits {
			switch h.field {
			case inText:
				if d := apart(a, h); d < distance && withinReach(r.When.Within, a, h, d) && !slices.ContainsFunc(evidence, h.same) {
					best, distance = h, d
				}
			case inChapeau, inHeading:
				context = true
			}
		}
		switch {
		case distance < 1<<30:
			evidence = append(evidence, best)
		case !context:
			return nil, false
		}
	}
	slices.SortFunc(evidence, func(x, y hit) int { return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.to, y.to)) })
	evidence = slices.Compact(evidence)
	return evidence, p.near(r, evidence) && !p.contradicted(r, evidence)
}

// apart returns how many words stand between two matches.
func apart(a, b hit) int32 {
	return max(0, a.from-b.to, b.from-a.to)
}

// withinReach is the first, cheap test of nearness; near is the exact one.
func withinReach(reach lexicon.Reach, a, b hit, distance int32) bool {
	switch reach.Unit {
	case "sentence":
		return a.sentence == b.sentence
	case "near":
		return a.sentence-b.sentence <= 1 && b.sentence-a.sentence <= 1
	case "words":
		return a.sentence == b.sentence && distance <= int32(3*reach.Words+10)
	}
	return true
}

func (p *passageReader) near(r *rule, evidence []hit) bool {
	if r.When.Within.Unit != "words" {
		return true
	}
	end := evidence[0].to
	for _, h := range evidence[1:] {
		if h.from-end > int32(r.When.Within.Words) {
			return false
		}
		end = max(end, h.to)
	}
	return true
}

// contradicted reports whether a term that must not be there is there.
func (p *passageReader) contradicted(r *rule, evidence []hit) bool {
	for _, s := range r.not {
		for _, h := range p.bySet[s] {
			if h.field != inText && h.field != inChapeau {
				continue
			}
			if r.When.Within.Unit == "passage" || h.field == inText && slices.ContainsFunc(evidence, func(e hit) bool { return e.sentence == h.sentence }) {
				return true
			}
		}
	}
	return false
}
