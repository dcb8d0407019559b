package match

import (
	"slices"

	"policyscan/ingest"
)

// settle reads the voices of a passage together, where each finding was judged by
// its own sentence (codebook G12, G13: a view that the document only tells is
// reported, one that it answers is rejected, and neither is the document's own). In
// law there is nothing to settle: provisions report nobody's view.
func (p *passageReader) settle(findings []finding) []finding {
	if p.genre() == ingest.Law {
		return findings
	}
	p.giveWay(findings)
	for i := range findings {
		f := &findings[i]
		if f.reason != "" || f.rule.Weight <= 0 {
			continue
		}
		if v := p.settled(f, findings); v != f.voice {
			p.give(f, v)
		}
	}
	p.takeBack(findings)
	return findings
}

// settled returns the voice of a finding among the others of its passage.
func (p *passageReader) settled(f *finding, findings []finding) Voice {
	switch f.voice {
	case Own:
		if p.onlyTold(f) {
			return Reported
		}
		if p.quotedToAnswer(f) {
			return Rejected
		}
	case Reported: // unless the document sees the same itself
		if p.answered(f.last()) && !holds(findings, f.code) {
			return Rejected
		}
	case Rejected:
		if p.disputedByTeller(f) {
			return Reported
		}
	}
	return f.voice
}

// onlyTold reports whether a finding stands in an account of what others say that
// is left as it is: all that the sentences of the account hold is theirs (G12).
func (p *passageReader) onlyTold(f *finding) bool {
	return p.allTold(f.evidence) && p.leftAsItIs(f.last(), false)
}

// quotedToAnswer reports whether a view stands in quotation marks and is answered,
// where people argue: they quote the other side (G13).
func (p *passageReader) quotedToAnswer(f *finding) bool {
	return p.argues() && p.quoted(f.evidence) && p.answered(f.last())
}

// disputedByTeller reports whether a view that is disputed stands in an account that
// is left as it is: then one of those who are told disputes it, not the document
// (G12).
func (p *passageReader) disputedByTeller(f *finding) bool {
	n, _ := p.answer(f.last())
	return p.allTold(f.evidence) && p.leftAsItIs(f.last(), n >= longAnswer)
}

// takeBack returns to the document what it says against a view that it rejected
// before: words of report inside an answer ("ask anyone who says …") tell nobody's
// view.
func (p *passageReader) takeBack(findings []finding) {
	for i := range findings {
		f := &findings[i]
		if f.speaks(Reported) && slices.ContainsFunc(findings, func(o finding) bool {
			return o.speaks(Rejected) && o.rule.Perspective != f.rule.Perspective && o.last() < f.first()
		}) {
			f.voice = Own
		}
	}
}

// giveWay rejects the views that a speech or a submission seems to hold and speaks
// against later: who argues puts the other side first.
func (p *passageReader) giveWay(findings []finding) {
	if !p.argues() {
		return
	}
	for i := range findings {
		f := &findings[i]
		if !f.speaks(Own) {
			continue
		}
		if slices.ContainsFunc(findings, func(o finding) bool {
			return o.speaks(Own) && o.rule.Perspective != f.rule.Perspective &&
				(o.first() > f.last() || o.last() > f.last() && o.rule.Criterion == f.rule.Criterion)
		}) {
			p.give(f, Rejected)
		}
	}
}

// argues reports whether the document is one in which people argue: a speech or a
// submission. Elsewhere quotation marks set off terms and what witnesses said.
func (p *passageReader) argues() bool {
	return p.genre() == ingest.Debates || p.unit.Genre == string(ingest.Submission)
}

// holds reports whether the document sees a cell itself.
func holds(findings []finding, code string) bool {
	return slices.ContainsFunc(findings, func(f finding) bool { return f.speaks(Own) && f.code == code })
}

// speaks reports whether a finding counts for its cell, in a voice.
func (f *finding) speaks(v Voice) bool { return f.reason == "" && f.voice == v && f.rule.Weight > 0 }

// first and last return the sentences in which the evidence begins and ends.
func (f *finding) first() int32 { return f.evidence[0].sentence }
func (f *finding) last() int32  { return f.evidence[len(f.evidence)-1].sentence }

// give lets a finding be of a voice, or drops it where its rule wants it so.
func (p *passageReader) give(f *finding, v Voice) {
	if f.rule.On[string(v)] == "drop" {
		f.reason = string(v)
		return
	}
	f.voice = v
}
