package match

import (
	"fmt"
	"slices"
	"strings"
)

// saidItself is the reason why what others are told to say makes no tag beside the
// same in the document's own voice.
const saidItself = "the passage says so itself, in its own voice: that others say it too is not tagged beside it"

// suppressed lists what fired and does not count.
func (p *passageReader) suppressed(findings []finding) []Suppressed {
	var out []Suppressed
	for i := range findings {
		f := &findings[i]
		if f.reason != "" {
			out = append(out, Suppressed{Code: f.code, Rule: f.rule.ID, Reason: p.nearMiss(f, findings), Matched: p.spans(f.evidence)})
		}
	}
	return out
}

// nearMiss says in words why a finding does not count, and what the wording of the
// passage has to do with it.
func (p *passageReader) nearMiss(f *finding, findings []finding) string {
	others := func(test func(*finding) bool) bool { // with the same reason
		return slices.ContainsFunc(findings, func(o finding) bool {
			return o.code == f.code && o.voice == f.voice && o.reason == f.reason && test(&o)
		})
	}
	against := f.wordedAgainst()
	switch {
	case !strings.HasSuffix(f.reason, fmt.Sprintf(" of %d points for %s", p.lex.Threshold, f.code)):
		if against {
			return "the words as a whole are rather those of another cell: " + f.reason
		}
		return f.reason
	case against:
		return "the words as a whole are rather those of another cell, which takes a point away: " + f.reason
	case !f.worded && others((*finding).wordedAgainst):
		return f.reason + ", after the words as a whole, which are rather those of another cell, took a point away"
	case f.worded && !others(func(o *finding) bool { return !o.worded }):
		return "the words as a whole make this cell likely, " + p.notEnough() + ": " + f.reason
	}
	return f.reason
}

// wordedAgainst reports whether a finding is wording that speaks against its cell.
func (f *finding) wordedAgainst() bool { return f.worded && f.rule.Weight < 0 }

// notEnough says why likely wording makes no tag where no rule found the cell.
func (p *passageReader) notEnough() string {
	if p.levels[p.subject] > ofChapeau {
		return "and are not enough alone, for no rule found it and the subject is named only around the passage"
	}
	return "and are not enough alone, for no rule found it"
}
