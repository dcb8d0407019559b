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
			case c.kind == "reported" && (c.where == "before" || c.where == "sentence"):
				told[h.sentence] = true
			}
		}
	}
	for s := range told {
		told[s] = !adopted[s] && (told[s] || s > 0 && told[s-1] && !disputed[s] && p.continues(int32(s)))
	}
	return told
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
