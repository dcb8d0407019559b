package match

import (
	"math"
	"slices"
)

// weigh adds what the wording says of each cell to the findings of the rules: points
// where it is likely, and one point less where rules found it and another cell is
// much likelier.
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
	for cell, z := range odds {
		points := p.pointsOf(cell, z, lead)
		if points == 0 || points < 0 && !speaksFor(findings, w.codes[cell]) {
			continue
		}
		empty := p.emptiness()
		f := finding{rule: w.rules[cell][points], code: w.codes[cell], voice: Own, level: p.levels[p.subject], worded: true}
		f.evidence = p.spokenBy(findings, found, cell)
		if len(f.evidence) == 0 {
			// Nothing could be shown for it. So a cell far behind the likeliest one loses
			// a point only where some word of the passage speaks for it: where none does,
			// rules found it in a wording that the weights do not know.
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
		if z > lead && (z > p.wording.alone[cell] || speaksFor(findings, p.wording.codes[cell])) {
			lead = z
		}
	}
	return lead
}

// pointsOf returns what log-odds of a cell are worth, the likeliest cell having lead
// (docs/rules.md, Thresholds). Where the subject is named only around the passage, it
// takes more to give points and to take one.
func (p *passageReader) pointsOf(cell int, z, lead float64) int {
	w := &p.lex.Weighing
	surer := 0.0
	if p.levels[p.subject] > ofChapeau {
		surer = w.Inherited
	}
	switch {
	case z > p.wording.alone[cell]+surer:
		return 2
	case z > w.Joined+surer:
		return 1
	case z < lead-w.Against-surer:
		return -1
	}
	return 0
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
