// Package lexicon holds the codebook as data: the criteria with their two
// perspectives, the rules that recognise them, and the words of each language.
//
// [Embedded] is the lexicon of the program; [Load] reads another from a
// directory, with every error at its file, line and column. The language of the
// rules is described in docs/rules.md. What a rule means is data here; how it is
// found in a text is the business of package match.
package lexicon

import (
	"fmt"
	"strings"
)

// Lexicon is a codebook with its rules.
type Lexicon struct {
	Name         string
	Version      string
	Attribution  string
	Perspectives []Perspective
	Threshold    int      // points that the rules of a cell must reach together
	MostTags     int      // own-voice tags that a passage may carry; the strongest stay
	Candidates   []string // codes that need two signs or a reviewer (codebook Annex B8)
	Weighing     Weighing
	Criteria     []Criterion
	Languages    []string // that have rules, sorted

	unvalidated map[string]bool
	shared      map[string]Rule // by id: meanings that languages share
	load        map[string]func() (*Language, error)
}

// Perspective is one of the two columns of the codebook.
type Perspective struct {
	Name  string // as in codes: "exploitation"
	Title string
	Says  string
}

// Criterion is one row of the codebook, in our own words.
type Criterion struct {
	Number   int
	Title    string
	Question string
	Claim    string          // the source's claim, paraphrased and attributed
	Cells    map[string]Cell // by perspective
}

// Cell says what can be observed of one criterion in one perspective.
type Cell struct {
	Observable string
	Include    []string
	Exclude    []string
	Forms      []string
}

// Language holds the rules and words of one language.
type Language struct {
	Code        string
	Unvalidated bool // there are no labelled passages to measure it on
	Lists       map[string][]Pattern
	Cues        map[string]Cue
	Norm        []Pattern            // look like denials and are the norm itself
	Continued   []Pattern            // at the beginning of a sentence: it goes on with what was reported before
	Titles      map[string][]Pattern // words of titles that say what a document is: "law", "bill", "policy", "report"
	Names       []Name               // of instruments and bodies: what stands inside them says nothing
	Forms       map[string][]Pattern
	Force       map[string][]Pattern
	Rules       []Rule               // by id; aux rules among them
	Concepts    map[string][]Pattern // word fields: what a word is about, whoever uses it
	Wording     *Wording             // nil where no weights were fitted
	Passages    []PassageTest
}

// Name finds names of instruments, bodies and treaties: the words of a match and
// so many after it, up to the end of the sentence.
type Name struct {
	After    int // words
	Patterns []Pattern
}

// Cue holds the patterns of one kind of context by where they stand.
type Cue struct {
	Before   []Pattern // earlier in the sentence than the evidence
	After    []Pattern // later in the sentence
	Sentence []Pattern // anywhere in the sentence
	Previous []Pattern // they look back: the evidence stands in the sentence before, or earlier in the same
	Passage  []Pattern // anywhere: they colour the whole passage
}

// Rule recognises one thing that a text may say.
type Rule struct {
	ID          string
	Criterion   int    // 0: an aux rule
	Perspective string // "" for an aux rule
	Says        string
	Weight      int
	Gate        Gate
	Topic       string // list that opens the gate, "@domain" by default
	When        When
	Terms       map[string][]Pattern
	On          map[string]string
	Kinds       []string
	Genres      []string
	Form        string
	Force       int
	Flags       []string
	Yields      []string // codes before which it stands back
	Drop        []string // aux: codes that it removes, or "all"
	Scope       string   // aux: "passage" or "sentence"
	Firm        bool     // aux: removes rules of weight 3 too
	Note        string
	Tests       []Test
	Pos         Position
}

// Code returns the cell of a rule, "C2.exploitation", or "" for an aux rule.
func (r *Rule) Code() string {
	if r.Criterion == 0 {
		return ""
	}
	return Code(r.Criterion, r.Perspective)
}

// Code returns the code of a cell.
func Code(criterion int, perspective string) string {
	return fmt.Sprintf("C%d.%s", criterion, perspective)
}

// Gate says where a word of the domain must stand for a rule to count.
type Gate string

// The gates.
const (
	GatePassage  Gate = "passage"
	GateNear     Gate = "near"
	GateDocument Gate = "document"
	GateNone     Gate = "none"
)

// When says which terms must meet, and how near.
type When struct {
	All     [][]string // each item holds alternatives: names of terms, or "@list"
	Not     []string
	Context []string
	Unless  []string
	Within  Reach
}

// Reach is the distance within which the terms of a rule must meet.
type Reach struct {
	Unit  string // "words", "sentence", "near" (neighbouring sentences) or "passage"
	Words int    // for "words": at most so many between neighbouring matches
}

// Test is an example that belongs to a rule.
type Test struct {
	Hit   bool
	Text  string
	Voice string
	Code  string // cell expected, where it is not the rule's own
	Why   string
	Context
	Pos Position
}

// Context is what stands around the text of a test.
type Context struct {
	Title, Heading, Chapeau, Before, After, Kind, Genre string
}

// PassageTest is an example for all rules of a language together.
type PassageTest struct {
	Text                       string
	Expect, Reported, Rejected []string
	Why                        string
	Context
	Pos Position
}

// Criterion returns the criterion of that number.
func (l *Lexicon) Criterion(number int) (Criterion, bool) {
	for _, c := range l.Criteria {
		if c.Number == number {
			return c, true
		}
	}
	return Criterion{}, false
}

// Codes returns the codes of all cells, by criterion and then in the order of
// the perspectives.
func (l *Lexicon) Codes() []string {
	var out []string
	for _, c := range l.Criteria {
		for _, p := range l.Perspectives {
			out = append(out, Code(c.Number, p.Name))
		}
	}
	return out
}

// Opposite returns the same criterion in the other perspective.
func (l *Lexicon) Opposite(perspective string) string {
	for _, p := range l.Perspectives {
		if p.Name != perspective {
			return p.Name
		}
	}
	return perspective
}

// NeedsTwo reports whether a cell needs two signs or a reviewer.
func (l *Lexicon) NeedsTwo(code string) bool {
	for _, c := range l.Candidates {
		if c == code {
			return true
		}
	}
	return false
}

// Covers reports whether the lexicon has rules for a language.
func (l *Lexicon) Covers(code string) bool { return l.load[code] != nil }

// Validated reports whether there are labelled passages for a language.
func (l *Lexicon) Validated(code string) bool { return l.Covers(code) && !l.unvalidated[code] }

// Language returns the rules of a language. The embedded lexicon reads each
// language when it is first asked for; what it returns is shared and must not
// be changed.
func (l *Lexicon) Language(code string) (*Language, error) {
	load := l.load[code]
	if load == nil {
		return nil, fmt.Errorf("lexicon: no rules for language %q (there are: %s)", code, strings.Join(l.Languages, ", "))
	}
	return load()
}
