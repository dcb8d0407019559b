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
	if strings.IndexAny(p.unit.Text, openingMarks) == 0 {
		told[0] = true // words of others, set in front to answer them
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
	answerWords       = 12
	reportAnswerWords = 18
)

// answered reports whether what is told in a sentence is answered: the document
// speaks for itself after it, and does not say that it leaves what was told as it
// is ("The committee thanked the witness"). Whoever tells a view and goes on in
// words of his own disputes it; whoever shares it says so (adopted).
func (p *passageReader) answered(sentence int32) bool {
	n := 0
	for _, t := range p.fields[inText].tokens {
		if t.sentence > sentence && !p.told[t.sentence] {
			n++
		}
	}
	if n < answerWords || n < reportAnswerWords && p.isReport() {
		return false
	}
	return !p.leftAsItIs(sentence)
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
// rejected, unless the document sees the same itself; so is one that stands in
// quotation marks and is answered. An account that is left as it is is
// reported with all that its sentences hold.
func (p *passageReader) settle(findings []finding) []finding {
	if p.genre() == ingest.Law {
		return findings
	}
	p.giveWay(findings)
	for i := range findings {
		f := &findings[i]
		if f.reason != "" || f.voice == Rejected {
			continue
		}
		last := f.evidence[len(f.evidence)-1].sentence
		own := f.voice == Own
		switch {
		case own && p.allTold(f.evidence) && p.leftAsItIs(last):
			p.give(f, Reported)
		case own && !p.quoted(f.evidence) || !p.answered(last):
		case own || !slices.ContainsFunc(findings, func(o finding) bool { return o.reason == "" && o.voice == Own && o.code == f.code }):
			p.give(f, Rejected)
		}
	}
	return findings
}

// giveWay rejects the views that a speech or a submission seems to hold and speaks
// against later: who argues puts the other side first.
func (p *passageReader) giveWay(findings []finding) {
	if p.genre() != ingest.Debates && p.unit.Genre != string(ingest.Submission) {
		return
	}
	for i := range findings {
		f := &findings[i]
		if f.reason != "" || f.voice != Own {
			continue
		}
		last := f.evidence[len(f.evidence)-1].sentence
		if slices.ContainsFunc(findings, func(o finding) bool {
			return o.reason == "" && o.voice == Own && o.rule.Perspective != f.rule.Perspective && o.evidence[0].sentence > last
		}) {
			p.give(f, Rejected)
		}
	}
}

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

// leftAsItIs reports whether the passage takes no side, or a sentence from the
// given one on closes the account without a word on it.
func (p *passageReader) leftAsItIs(sentence int32) bool {
	for _, c := range p.cues {
		if c.kind != "reported" || c.where != "passage" && c.where != "previous" {
			continue
		}
		if slices.ContainsFunc(p.bySet[c.set], func(h hit) bool {
			switch h.field {
			case inText:
				return c.where == "passage" || h.sentence >= sentence
			case inChapeau, inHeading:
				return c.where == "passage"
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
