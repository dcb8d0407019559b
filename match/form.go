package match

import (
	"slices"

	"policyscan/ingest"
)

// formOrder is the order in which form cues are believed when several stand in
// one sentence: the special before the general.
var formOrder = []string{"IMM", "REP", "EXC", "TAX", "LIC", "INSP", "PREV", "PROG", "OFF", "DEF", "RIGHT", "DUTY", "STAT", "ARG"}

// form infers the legal form of a tag: what its rules say, else the cues in the
// sentences of its evidence, else those of the passage, else what is usual.
func (p *passageReader) form(d draft) string {
	best := ""
	weight := -4
	for _, f := range d.findings {
		if f.repealed {
			return "REP"
		}
		if f.rule.Form != "" && f.rule.Weight > weight {
			best, weight = f.rule.Form, f.rule.Weight
		}
	}
	if best != "" {
		return best
	}
	for _, near := range []bool{true, false} {
		for _, name := range formOrder {
			for _, c := range p.forms {
				if c.form == name && p.speaksFor(c.set, d, near) {
					return name
				}
			}
		}
	}
	return p.usualForm(d)
}

// speaksFor reports whether a set matches in a sentence of the evidence, or, not
// near, anywhere in the passage or its chapeau.
func (p *passageReader) speaksFor(set int32, d draft, near bool) bool {
	if !near {
		return p.inField(set, inText, inChapeau)
	}
	return slices.ContainsFunc(d.findings, func(f *finding) bool { return p.sameSentence(set, f.evidence) })
}

func (p *passageReader) usualForm(d draft) string {
	switch p.genre() {
	case ingest.Reports, ingest.Debates:
		return "ARG"
	}
	criterion := d.findings[0].rule.Criterion
	if c, ok := p.lex.Criterion(criterion); ok {
		if forms := c.Cells[d.findings[0].rule.Perspective].Forms; len(forms) > 0 {
			return forms[0]
		}
	}
	return "DUTY"
}

// genre returns the genre group of the unit; statutes where nothing is known.
func (p *passageReader) genre() ingest.Genre {
	if p.unit.Genre == "" {
		if p.unit.Kind == ingest.Narrative {
			return ingest.Reports
		}
		return ingest.Law
	}
	if lawlike(p.unit.Genre) {
		return ingest.Law
	}
	return ingest.DocumentType(p.unit.Genre).Genre()
}

// forceOf infers the force of a tag: 3 operative, 2 normative, 1 asserted.
func (p *passageReader) forceOf(d draft, form, scope string) int {
	for _, f := range d.findings {
		if f.rule.Force != 0 {
			return f.rule.Force
		}
	}
	switch {
	case p.unit.Kind == ingest.Recital || form == "STAT":
		return 2
	case form == "ARG":
		return 1
	}
	if p.genre() == ingest.Law {
		return 3
	}
	if s := p.force[2]; s >= 0 && p.inField(s, inText, inChapeau) {
		return 2
	}
	if s := p.force[3]; s >= 0 && p.inField(s, inText, inChapeau) {
		return 2
	}
	return 1
}
