package match

import (
	"slices"
	"strings"

	"policyscan/ingest"
)

// kindOfTitle returns what kind of document the title tells of: the first word
// that tells decides, for what comes later is what the document is about ("Report
// on the Bill"). "" where no word does.
func (p *passageReader) kindOfTitle() string {
	kind, at := "", int32(1<<30)
	for _, k := range p.kinds {
		for _, h := range p.bySet[k.set] {
			if h.field == inTitle && h.from < at {
				kind, at = k.kind, h.from
			}
		}
	}
	return kind
}

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

// isReport reports whether the document is a report by its type or, where it has
// none, by its title.
func (p *passageReader) isReport() bool {
	if p.unit.Genre != "" {
		return p.unit.Genre == string(ingest.Report)
	}
	return p.kind == "report"
}

// settle reads the voices of a passage together, where each finding was judged by
// its own sentence (codebook G12, G13): a view that is told and answered is
// rejected, unless the document sees the same itself; where people argue, so is one
// that stands in quotation marks and is answered. An account that is left as it is
// is reported with all that its sentences hold.
func (p *passageReader) settle(findings []finding) []finding {
	if p.genre() == ingest.Law {
		return findings
	}
	p.giveWay(findings)
	for i := range findings {
		f := &findings[i]
		told, last := p.allTold(f.evidence), f.last()
		switch {
		case f.reason != "" || f.rule.Weight <= 0:
		case f.voice == Rejected: // in an account it is the teller who disputes
			if n, _ := p.answer(last); told && p.leftAsItIs(last, n >= longAnswer) {
				p.give(f, Reported)
			}
		case f.voice == Own && told && p.leftAsItIs(last, false):
			p.give(f, Reported)
		case f.voice == Own && !(p.argues() && p.quoted(f.evidence)) || !p.answered(last):
		case f.voice == Own || !holds(findings, f.code):
			p.give(f, Rejected)
		}
	}
	p.takeBack(findings)
	return findings
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

// genreByTitle returns the genre group that the title gives away; false where it
// gives none. A draft is law where the passage reads like a provision, and else
// what is said about the draft.
func (p *passageReader) genreByTitle() (ingest.Genre, bool) {
	switch p.kind {
	case "law":
		return ingest.Law, true
	case "bill":
		if p.looksLikeLaw() {
			return ingest.Law, true
		}
		return ingest.Reports, true
	case "policy", "report":
		return ingest.Reports, true
	}
	return "", false
}
