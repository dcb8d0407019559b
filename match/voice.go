package match

import (
	"slices"
	"strings"

	"policyscan/ingest"
)

// account says of each sentence of the text whether it tells what others say.
// Such an account begins with a cue of report and goes on in sentences that begin
// as continuations do ("It asks …"), until the document speaks for itself.
func (p *passageReader) account() []bool {
	tokens := p.fields[inText].tokens
	if len(tokens) == 0 {
		return nil
	}
	told := make([]bool, tokens[len(tokens)-1].sentence+1)
	adopted := make([]bool, len(told))
	disputed := make([]bool, len(told))
	for _, c := range p.cues {
		for _, h := range p.bySet[c.set] {
			if h.field != inText {
				continue
			}
			switch {
			case c.kind == "adopted":
				adopted[h.sentence] = true
			case c.kind == "rejected":
				disputed[h.sentence] = true
			case c.kind == "reported" && c.where != "passage" && c.where != "previous":
				told[h.sentence] = true
			}
		}
	}
	quoted := openingQuotation(p.unit.Text) // words of others, set in front to answer them
	for i := 0; i < len(tokens) && int(tokens[i].start) < quoted; i++ {
		told[tokens[i].sentence] = true
	}
	for s := range told {
		told[s] = !adopted[s] && (told[s] || s > 0 && told[s-1] && !disputed[s] && p.continues(int32(s)))
	}
	return told
}

// An answer takes words: of 500 labelled passages in five languages in which a view
// is told, those that leave it as it is close with one short sentence, and those
// that dispute it argue. Reports close with longer sentences than speakers do.
const (
	answerWords = 12
	inReport    = 6  // more of them in reports
	inOne       = 4  // more of them if they are one sentence
	longAnswer  = 30 // closes no account, whatever words it ends in
)

// answered reports whether what is told in a sentence is answered: the document
// speaks for itself after it, and does not say that it leaves what was told as it
// is ("The committee thanked the witness"). Whoever tells a view and goes on in
// words of his own disputes it; whoever shares it says so (adopted).
func (p *passageReader) answered(sentence int32) bool {
	n, sentences := p.answer(sentence)
	least := answerWords
	if p.isReport() {
		least += inReport
	}
	if sentences == 1 {
		least += inOne
	}
	return n >= least && !p.leftAsItIs(sentence, n >= longAnswer)
}

// answer counts the words and sentences from the first one on in which the document
// speaks for itself after the given one.
func (p *passageReader) answer(sentence int32) (words, sentences int) {
	last := sentence
	for _, t := range p.fields[inText].tokens {
		if t.sentence <= sentence || words == 0 && p.told[t.sentence] {
			continue
		}
		words++
		if t.sentence > last {
			last = t.sentence
			sentences++
		}
	}
	return words, sentences
}

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

// allTold reports whether all evidence stands in sentences that tell what others
// say.
func (p *passageReader) allTold(evidence []hit) bool {
	return !slices.ContainsFunc(evidence, func(h hit) bool { return !p.told[h.sentence] })
}

// leftAsItIs reports whether the passage takes no side, or, unless it answers at
// length, a sentence after the given one closes the account without a word on it,
// or the title tells that the document collects what others say ("Minutes of …").
func (p *passageReader) leftAsItIs(sentence int32, atLength bool) bool {
	for _, c := range p.cues {
		passage := c.where == "passage"
		if c.kind != "reported" || !passage && (c.where != "previous" || atLength) {
			continue
		}
		if slices.ContainsFunc(p.bySet[c.set], func(h hit) bool {
			switch h.field {
			case inText:
				return passage || h.sentence > sentence
			case inChapeau, inHeading:
				return passage || p.isReport()
			case inTitle:
				return p.isReport()
			}
			return false
		}) {
			return true
		}
	}
	return false
}

// continues reports whether a sentence begins as a continuation.
func (p *passageReader) continues(sentence int32) bool {
	return slices.ContainsFunc(p.bySet[p.goesOn], func(h hit) bool {
		return h.field == inText && h.sentence == sentence
	})
}

// introduces is how many words may stand between a cue and a colon that
// introduces what the cue speaks of ("It is a myth, we say: …").
const introduces = 2

// clauseEnds reports whether a clause ends between a cue and the evidence behind
// it: at a semicolon, or at a colon that does not follow the cue at once. What is
// disputed before it is answered after it ("It is wrong that X suffices: Y …").
func (p *passageReader) clauseEnds(cue, evidence hit) bool {
	tokens := p.fields[inText].tokens
	for i := cue.to; i <= evidence.from && evidence.field == inText; i++ {
		between := p.unit.Text[tokens[i-1].end:tokens[i].start]
		if strings.Contains(between, ";") || i-cue.to > introduces && strings.Contains(between, ":") {
			return true
		}
	}
	return false
}
