package match

import (
	"slices"
	"strings"
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
