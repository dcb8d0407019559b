package match

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"policyscan/lexicon"
	"policyscan/lexicon/words"
)

// wording is how much words speak for cells, ready to be looked up.
type wording struct {
	bias    []float64
	weights [][]lexicon.CellWeight // by sign
	stems   map[string]int32       // stems that are signs or parts of signs, numbered from 0
	single  []int32                // by stem: the sign that it is by itself, or -1
	pairs   map[[2]int32]int32     // neighbouring stems: the sign
	within  map[int32]int32        // set of a concept: the sign where it stands in the text
	above   map[int32]int32        // … and where it stands in heading or title
	codes   []string
	rules   []rule // by cell: what stands for its wording among the rules of a tag
}

// conceptSet is the name of the set of a concept.
const conceptSet = "concept/"

// compileWording adds the concepts of a language to the automaton and numbers the
// signs of its weights.
func (rs *ruleset) compileWording(b *builder, lang *lexicon.Language) {
	for _, name := range slices.Sorted(maps.Keys(lang.Concepts)) {
		b.set(conceptSet+name, lang.Concepts[name])
	}
	rs.wording.codes = rs.lex.Codes()
	if lang.Wording == nil {
		return
	}
	w := &rs.wording
	*w = wording{codes: w.codes, bias: lang.Wording.Bias, stems: map[string]int32{}, pairs: map[[2]int32]int32{}, within: map[int32]int32{}, above: map[int32]int32{}}
	stem := func(s string) int32 {
		i, ok := w.stems[s]
		if !ok {
			i = int32(len(w.single))
			w.stems[s] = i
			w.single = append(w.single, -1)
		}
		return i
	}
	for i, s := range lang.Wording.Signs {
		w.weights = append(w.weights, s.Weights)
		if concept, ok := strings.CutPrefix(s.Name, "^@"); ok {
			w.above[b.setIDs[conceptSet+concept]] = int32(i)
		} else if concept, ok := strings.CutPrefix(s.Name, "@"); ok {
			w.within[b.setIDs[conceptSet+concept]] = int32(i)
		} else if first, second, ok := strings.Cut(s.Name, " "); ok {
			w.pairs[[2]int32{stem(first), stem(second)}] = int32(i)
		} else {
			w.single[stem(s.Name)] = int32(i)
		}
	}
	for _, c := range rs.lex.Criteria {
		for _, perspective := range rs.lex.Perspectives {
			r := lexicon.Rule{ID: lexicon.WordingID(c.Number, perspective.Name), Criterion: c.Number, Perspective: perspective.Name, Says: lexicon.WordingSays, Gate: lexicon.GateDocument, On: lexicon.DefaultReactions()}
			w.rules = append(w.rules, rule{Rule: &r, code: r.Code()})
		}
	}
}

// sighting is a sign where it stands in the text; from -1 where it stands above it.
type sighting struct {
	sign int32
	hit
}

// sightings lists the signs of the passage, each as often as it stands there, and
// how many different ones there are.
func (p *passageReader) sightings() (found []sighting, different int) {
	w := &p.wording
	tokens := p.fields[inText].tokens
	last := int32(-1)
	for i := range tokens {
		t := &tokens[i]
		stem := t.word.stemNumber
		if stem >= 0 && w.single[stem] >= 0 {
			found = append(found, sighting{w.single[stem], hit{from: int32(i), to: int32(i) + 1, sentence: t.sentence}})
		}
		if i > 0 && last >= 0 && stem >= 0 && tokens[i-1].sentence == t.sentence {
			if sign, ok := w.pairs[[2]int32{last, stem}]; ok {
				found = append(found, sighting{sign, hit{from: int32(i) - 1, to: int32(i) + 1, sentence: t.sentence}})
			}
		}
		last = stem
	}
	for _, s := range p.filled {
		sign, within := w.within[s]
		top, above := w.above[s]
		if !within && !above {
			continue
		}
		for _, h := range p.bySet[s] {
			switch {
			case h.field == inText && within:
				found = append(found, sighting{sign, h})
			case (h.field == inHeading || h.field == inTitle) && above:
				found = append(found, sighting{top, hit{from: -1}})
			}
		}
	}
	slices.SortFunc(found, func(a, b sighting) int { return cmp.Or(cmp.Compare(a.sign, b.sign), cmp.Compare(a.from, b.from)) })
	for i := range found {
		if i == 0 || found[i].sign != found[i-1].sign {
			different++
		}
	}
	return found, different
}

// logOdds returns how much the signs speak for each cell.
func (w *wording) logOdds(found []sighting, different int) []float64 {
	out := slices.Clone(w.bias)
	if different == 0 {
		return out
	}
	scale := 1 / math.Sqrt(float64(different))
	for i := range found {
		if i > 0 && found[i].sign == found[i-1].sign {
			continue
		}
		for _, x := range w.weights[found[i].sign] {
			out[x.Cell] += x.Weight * scale
		}
	}
	return out
}

// weigh adds what the wording says of each cell to the findings of the rules.
func (p *passageReader) weigh(findings []finding) []finding {
	w := &p.wording
	if len(w.weights) == 0 || p.levels[p.subject] > ofDocument {
		return findings
	}
	found, different := p.sightings()
	if different == 0 {
		return findings
	}
	odds := w.logOdds(found, different)
	lead := p.likeliest(findings, odds)
	empty := ""
	judged := false
	for cell, z := range odds {
		points := p.pointsOf(w.codes[cell], z, lead)
		if points == 0 || points < 0 && !speaksFor(findings, w.codes[cell]) {
			continue
		}
		if !judged {
			empty, judged = p.contentless(), true
		}
		f := finding{rule: w.ruleOf(cell, points), code: w.codes[cell], voice: Own, level: p.levels[p.subject], worded: true}
		f.evidence = p.spokenBy(findings, found, cell)
		if len(f.evidence) == 0 {
			continue
		}
		switch {
		case empty != "":
			f.reason = empty
		case points > 0:
			p.wordingVoice(&f, findings)
		}
		findings = append(findings, f)
	}
	return findings
}

// speaksFor reports whether a rule that counts speaks for a cell in own voice.
func speaksFor(findings []finding, code string) bool {
	return slices.ContainsFunc(findings, func(f finding) bool { return f.code == code && f.reason == "" && f.voice == Own })
}

// likeliest returns the log-odds of the likeliest cell among those that rules or
// wording speak for.
func (p *passageReader) likeliest(findings []finding, odds []float64) float64 {
	lead := math.Inf(-1)
	for cell, z := range odds {
		if z > lead && (z > p.lex.Weighing.AloneFor(p.wording.codes[cell]) || speaksFor(findings, p.wording.codes[cell])) {
			lead = z
		}
	}
	return lead
}

// pointsOf returns what log-odds of a cell are worth, the likeliest cell having lead.
func (p *passageReader) pointsOf(code string, z, lead float64) int {
	w := &p.lex.Weighing
	surer := 0.0
	if p.levels[p.subject] > ofChapeau {
		surer = w.Inherited
	}
	switch {
	case z > w.AloneFor(code)+surer:
		return 2
	case z > w.Joined+surer:
		return 1
	case z < lead-w.Against-surer:
		return -1
	}
	return 0
}

// ruleOf returns what stands for the wording of a cell with so many points.
func (w *wording) ruleOf(cell, points int) *rule {
	r := w.rules[cell]
	copied := *r.Rule
	copied.Weight = points
	r.Rule = &copied
	return &r
}

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

// wordingVoice says in whose voice the wording speaks: as the rules that found the
// cell do, or, where none did, by the context of its words.
func (p *passageReader) wordingVoice(f *finding, findings []finding) {
	for _, g := range findings {
		if g.code == f.code && g.reason == "" {
			f.voice = g.voice
			if g.voice == Own {
				return
			}
		}
	}
	if f.voice == Own {
		p.judge(f)
	}
}

// Signs returns the signs of a passage from which weights can be fitted: stems,
// pairs of neighbouring stems, concepts, and concepts above it; sorted, each once.
func (w *Worker) Signs(u Unit) []string {
	p := w.reader(words.Base(u.Lang))
	if p == nil {
		return nil
	}
	p.open(u)
	p.collect()
	var out []string
	tokens := p.fields[inText].tokens
	for i := range tokens {
		t := &tokens[i]
		if t.word.numeral {
			continue
		}
		out = append(out, t.word.stem)
		if i > 0 && tokens[i-1].sentence == t.sentence && !tokens[i-1].word.numeral {
			out = append(out, tokens[i-1].word.stem+" "+t.word.stem)
		}
	}
	for _, s := range p.filled {
		concept, ok := strings.CutPrefix(p.names[s], conceptSet)
		if !ok {
			continue
		}
		for _, h := range p.bySet[s] {
			switch h.field {
			case inText:
				out = append(out, "@"+concept)
			case inHeading, inTitle:
				out = append(out, "^@"+concept)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
