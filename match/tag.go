// Package match says which passages fit which of the ten criteria, in which of
// the two perspectives, and compares jurisdictions by what was found.
//
// Its functions are pure: the same lexicon and the same passage give the same
// tags, whatever else is in the corpus and however many workers there are.
// Begin with [New] and [Tagger.Tag] for passages, and with package
// match/compare for jurisdictions.
package match

import "policyscan/ingest"

// Unit is a passage as the tagger sees it: its text, and the context that may
// open the gate, give scope and complete a list item, but is never evidence by
// itself.
type Unit struct {
	ID           string      `json:"id"`
	Text         string      `json:"text"`
	Lang         string      `json:"lang,omitempty"` // BCP 47; empty: identified from the text
	Jurisdiction string      `json:"jurisdiction,omitempty"`
	Title        string      `json:"title,omitempty"`   // of the document
	Heading      string      `json:"heading,omitempty"` // headings above it
	Chapeau      string      `json:"chapeau,omitempty"` // opening words of its list
	Before       string      `json:"before,omitempty"`  // end of the preceding text
	After        string      `json:"after,omitempty"`   // beginning of the following text
	Kind         ingest.Kind `json:"kind,omitempty"`    // empty: inferred as ingest does
	Genre        string      `json:"genre,omitempty"`   // document type or genre
	Devoted      bool        `json:"devoted,omitempty"` // the document as a whole is about the subject of the lexicon
}

// Voice says who holds the view (codebook §1).
type Voice string

// The voices.
const (
	Own      Voice = "own"
	Reported Voice = "reported"
	Rejected Voice = "rejected"
)

// Tag says that a passage fits one cell in one voice. There is one tag per code
// and voice; all rules that fired are inside it.
type Tag struct {
	Code        string    `json:"code"` // "C2.exploitation"
	Criterion   int       `json:"criterion"`
	Perspective string    `json:"perspective"` // "exploitation" or "sexwork"
	Voice       Voice     `json:"voice"`
	Force       int       `json:"force"` // 3 operative, 2 normative, 1 asserted
	Form        string    `json:"form"`  // codebook Annex A
	Flags       []string  `json:"flags"`
	Scope       string    `json:"scope"`               // "own" or "inherited"
	Gate        string    `json:"gate"`                // what let it through: "passage", "heading", "title", "chapeau", "near", …
	Candidate   bool      `json:"candidate,omitempty"` // from a single indicator in a cell that needs two (codebook Annex B8)
	Rules       []RuleHit `json:"rules"`
}

// RuleHit is one rule that fired, with the words that made it fire.
type RuleHit struct {
	ID      string `json:"id"`
	Matched []Span `json:"matched"`
}

// Span is a range of the unit's text: UTF-8 bytes, half-open; Text is the slice.
type Span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Evidence is a tag at its place in the corpus: what tags.jsonl holds and what
// reviewers decide on.
//
// ID is a hash of document, quotation with white space folded, occurrence
// number, criterion, perspective and voice, and of nothing else, so that
// decisions survive rule edits, better extraction and moved files.
type Evidence struct {
	ID         string      `json:"id"`
	Document   string      `json:"doc"`     // Document.ID
	Passage    string      `json:"passage"` // Passage.ID
	Start      int         `json:"s"`       // of the passage, bytes into the canonical text
	End        int         `json:"e"`
	Page       int         `json:"page,omitempty"`
	Citation   string      `json:"cite,omitempty"`
	EID        string      `json:"eId,omitempty"`
	Kind       ingest.Kind `json:"kind"`
	Lang       string      `json:"lang"`
	Quote      string      `json:"quote"`            // the passage, verbatim
	Before     string      `json:"before,omitempty"` // at most 200 bytes of context
	After      string      `json:"after,omitempty"`
	Heading    string      `json:"heading,omitempty"`
	Quoted     bool        `json:"quoted,omitempty"`
	Extractor  string      `json:"x,omitempty"`
	Confidence float64     `json:"conf,omitempty"`
	Tag
}
