package match

import (
	"regexp"
	"slices"
	"strings"

	"policyscan/ingest"
	"policyscan/lexicon"
)

// formOrder is the order in which cues of legal form are believed when several
// stand in one sentence: the special before the general.
var formOrder = []string{"IMM", "OFF", "DEF", "REP", "EXC", "TAX", "LIC", "INSP", "RIGHT", "PREV", "PROG", "DUTY", "STAT", "ARG"}

// special forms are believed only in cells for which the codebook names them:
// "tax" in a rule on coercion says nothing about its form.
var special = []string{"TAX", "LIC", "INSP", "PREV", "PROG", "REP"}

// form infers the legal form of a tag: recitals are statements; else what its
// strongest rule says, the cues in the sentences of its evidence, those of the
// passage, and what is usual, in this order.
func (p *passageReader) form(d draft) string {
	if p.unit.Kind == ingest.Recital || p.recital() {
		return "STAT"
	}
	hint, weight := "", -4
	for _, f := range d.findings {
		if f.repealed {
			return "REP"
		}
		if f.rule.Form != "" && f.rule.Weight > weight {
			hint, weight = f.rule.Form, f.rule.Weight
		}
	}
	law := p.genre() == ingest.Law
	if law && p.definition() {
		return "DEF"
	}
	form := p.hintedForm(d, hint, law)
	if form == "OFF" && p.inTreaty() {
		return "DUTY" // treaties oblige states to make offences; they make none
	}
	return form
}

// inTreaty reports whether words of a treaty stand in or around the passage.
func (p *passageReader) inTreaty() bool {
	return p.treaty >= 0 && p.inField(p.treaty, inText, inChapeau, inHeading, inTitle, inBefore)
}

// defined matches an entry of a list of definitions: "d. brothel: a place …".
var defined = regexp.MustCompile(`^[(“"«]?(?:\w{1,3}[.)°] ?)*\pL[\pL -]{2,50}: ?\pL`)

// definition reports whether a provision defines: it is an entry of a list of
// definitions, or its heading says so.
func (p *passageReader) definition() bool {
	if p.unit.Kind == ingest.Definition || defined.MatchString(p.unit.Text) {
		return true
	}
	for _, c := range p.forms {
		if c.form == "DEF" && p.inField(c.set, inHeading) {
			return true
		}
	}
	return false
}

// hintedForm follows the rules' hint, then the cues, then what is usual.
func (p *passageReader) hintedForm(d draft, hint string, law bool) string {
	if hint != "" && (law || hint != "OFF" && hint != "DUTY") {
		return hint
	}
	for _, near := range []bool{true, false} {
		if form := p.cuedForm(d, near, law); form != "" {
			return form
		}
	}
	return p.usualForm(d, law)
}

// recital reports whether the passage begins as recitals do.
func (p *passageReader) recital() bool {
	for _, c := range p.forms {
		if c.form == "STAT" && slices.ContainsFunc(p.bySet[c.set], func(h hit) bool { return h.field == inText && h.from <= 1 }) {
			return true
		}
	}
	return false
}

// cuedForm returns the first form, in formOrder, that a cue speaks for.
func (p *passageReader) cuedForm(d draft, near, law bool) string {
	usual := p.cellForms(d)
	for _, name := range formOrder {
		if slices.Contains(special, name) && !slices.Contains(usual, name) || !law && (name == "OFF" || name == "DUTY") {
			continue
		}
		for _, c := range p.forms {
			if c.form == name && p.speaksFor(c.set, d, near) {
				return name
			}
		}
	}
	return ""
}

// speaksFor reports whether a set matches in a sentence of the evidence, or, not
// near, anywhere in the passage or its chapeau.
func (p *passageReader) speaksFor(set int32, d draft, near bool) bool {
	if !near {
		return p.inField(set, inText, inChapeau)
	}
	return slices.ContainsFunc(d.findings, func(f *finding) bool { return p.sameSentence(set, f.evidence) })
}

// cellForms returns the forms that the codebook names for the cell of a tag.
func (p *passageReader) cellForms(d draft) []string {
	for _, c := range p.lex.Criteria {
		for perspective, cell := range c.Cells {
			if lexicon.Code(c.Number, perspective) == d.code {
				return cell.Forms
			}
		}
	}
	return nil
}

func (p *passageReader) usualForm(d draft, law bool) string {
	if !law {
		return "ARG"
	}
	if p.inTreaty() {
		return "DUTY"
	}
	if forms := p.cellForms(d); len(forms) > 0 {
		return forms[0]
	}
	return "DUTY"
}

// genre returns the genre group of the unit. Where nothing is known of the
// document, the passage itself says whether it is law.
func (p *passageReader) genre() ingest.Genre {
	switch {
	case p.unit.Genre != "" && lawlike(p.unit.Genre):
		return ingest.Law
	case p.unit.Genre == string(ingest.CourtDecision):
		return ingest.Reports // courts tell and dispute what others say
	case p.unit.Genre != "":
		return ingest.DocumentType(p.unit.Genre).Genre()
	}
	if g, ok := p.genreByTitle(); ok {
		return g
	}
	// A provision without a command is of kind narrative, like prose.
	if p.unit.Kind != "" && p.unit.Kind != ingest.Narrative || p.looksLikeLaw() {
		return ingest.Law
	}
	return ingest.Reports
}

// looksLikeLaw judges a passage without kind and genre by what provisions have:
// a number in front, a numbered heading, or words of command.
func (p *passageReader) looksLikeLaw() bool {
	text := strings.TrimLeft(p.unit.Text, " \n“\"«")
	if len(text) > 0 && (text[0] == '(' || text[0] >= '0' && text[0] <= '9' || strings.HasPrefix(text, "§")) {
		return true
	}
	if strings.ContainsAny(p.unit.Heading, "0123456789§") {
		return true
	}
	for _, c := range p.forms {
		if (c.form == "OFF" || c.form == "DEF") && p.inField(c.set, inText, inChapeau) {
			return true
		}
	}
	if slices.Contains(p.told, true) {
		return false // provisions tell nobody's view
	}
	s := p.force[3]
	return s >= 0 && p.inField(s, inText, inChapeau)
}

// forceOf infers the force of a tag: 3 operative, 2 normative, 1 asserted. What
// is no law in force is never operative (codebook §1).
func (p *passageReader) forceOf(d draft, form, scope string) int {
	law := p.genre() == ingest.Law
	most := 3
	if !law || form == "STAT" || p.unit.Kind == ingest.Recital || p.draftLaw() {
		most = 2
	}
	for _, f := range d.findings {
		if f.rule.Force != 0 {
			return min(f.rule.Force, most)
		}
	}
	switch {
	case form == "ARG":
		return 1
	case form == "STAT":
		return 2
	case law && scope == "inherited" && (form == "OFF" || form == "IMM"):
		return 2 // a general law that refers to the subject (codebook G2)
	case law:
		return most
	}
	for _, force := range []int{2, 3} {
		if s := p.force[force]; s >= 0 && p.inField(s, inText, inChapeau) {
			return 2
		}
	}
	return 1
}

// draftLaw reports whether the document is a bill.
func (p *passageReader) draftLaw() bool {
	if p.unit.Genre != "" {
		return p.unit.Genre == string(ingest.Bill)
	}
	return p.kind == "bill"
}
