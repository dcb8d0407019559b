package match

import (
	"regexp"
	"slices"
	"strings"

	"policyscan/ingest"
)

// The content gate (codebook §2, G3, G30): places in a passage where words of
// the domain stand and nothing is said about it. What it finds is the same in
// all languages, for it looks at figures and repetition; what needs words is in
// the aux rules.
const (
	// numeralShare is the share of words with a digit from which a passage is a
	// list of references. Of 1,062 labelled passages in seven languages 24 had
	// more; none of them carried a label.
	numeralShare = .3
	// numeralWindow is how many words to each side of a match are looked at for
	// the same purpose, and localShare the share that makes a citation of them:
	// amendment histories stand behind norms in one passage.
	numeralWindow = 8
	localShare    = .4
)

// emptiness returns what contentless does; it is asked once for a passage.
func (p *passageReader) emptiness() string {
	if p.empty == nil {
		why := p.contentless()
		p.empty = &why
	}
	return *p.empty
}

// contentless returns why a passage says nothing of its own, "" where it may.
func (p *passageReader) contentless() string {
	tokens := p.fields[inText].tokens
	n := p.numerals(0, len(tokens))
	switch {
	case float64(n) >= numeralShare*float64(len(tokens)):
		return "a list of references"
	case p.annotatedReferences():
		return "a list of references"
	case len(pageReference.FindAllStringIndex(p.unit.Text, mostAnnotated)) >= mostAnnotated:
		return "a table of contents"
	case p.headingAlone():
		return "only the heading"
	case p.unit.Kind == "" && !ingest.InferKind(p.unit.Text, p.unit.Heading, p.unit.Lang).Quotable():
		return "a heading or apparatus"
	}
	return ""
}

// mostAnnotated is how many references with their subject in parentheses, "163.1
// (child pornography)", make a list of them; none of twelve labelled passages
// with three or more carried a label.
const mostAnnotated = 3

var annotated = regexp.MustCompile(`\d[\d.()a-z]{0,12}\s*\(\s*\pL{4,}`)

// pageReference matches the page numbers of a table of contents: "…, p. 12." or
// leaders before a number.
var pageReference = regexp.MustCompile(`,? \b(?:pp?|S|s|pág|side|blz)\. ?\d{1,4}\.(?:\s|$)|\.{4,} ?\d{1,4}\b`)

// opensList reports whether evidence stands in a last sentence that ends before it
// says anything: chapeaux are read with the items of their lists (codebook G30).
func (p *passageReader) opensList(evidence []hit) bool {
	tokens := p.fields[inText].tokens
	last := tokens[len(tokens)-1].sentence
	return strings.HasSuffix(strings.TrimRight(p.unit.Text, " \n"), ":") &&
		slices.ContainsFunc(evidence, func(h hit) bool { return h.sentence == last })
}

func (p *passageReader) annotatedReferences() bool {
	return strings.Count(p.unit.Text, "(") >= mostAnnotated && len(annotated.FindAllStringIndex(p.unit.Text, mostAnnotated)) >= mostAnnotated
}

// numerals counts words with a digit among the words [from, to) of the text.
func (p *passageReader) numerals(from, to int) int {
	n := 0
	for _, t := range p.fields[inText].tokens[max(from, 0):min(to, len(p.fields[inText].tokens))] {
		if t.word.numeral {
			n++
		}
	}
	return n
}

// cited reports whether all evidence stands among citations.
func (p *passageReader) cited(evidence []hit) bool {
	return !slices.ContainsFunc(evidence, func(h hit) bool {
		from, to := max(int(h.from)-numeralWindow, 0), min(int(h.to)+numeralWindow, len(p.fields[inText].tokens))
		return float64(p.numerals(from, to)) < localShare*float64(to-from)
	})
}

// headingAlone reports whether the text repeats its heading and nothing more, or
// is underlined as headings are in plain text.
func (p *passageReader) headingAlone() bool {
	text := strings.TrimRight(p.unit.Text, " \n")
	if strings.HasSuffix(text, "====") || strings.HasSuffix(text, "----") {
		return true
	}
	heading, tokens := p.fields[inHeading].tokens, p.fields[inText].tokens
	if len(heading) < 3 || len(tokens) > len(heading)+4 {
		return false
	}
	return slices.Equal(p.wordsOf(heading), p.wordsOf(tokens))
}

// wordsOf returns the stems of tokens without the numerals.
func (p *passageReader) wordsOf(tokens []token) []string {
	var out []string
	for _, t := range tokens {
		if !t.word.numeral {
			out = append(out, t.word.stem)
		}
	}
	return out
}
