package ingest

// Provision is a numbered or titled part of a document, as a lawyer cites it.
type Provision struct {
	Path     string `json:"path"`              // numbers as printed, outermost first: "c6.s11.2.a"
	Type     string `json:"type"`              // Akoma Ntoso element name
	Num      string `json:"num,omitempty"`     // exactly as printed
	Heading  string `json:"heading,omitempty"` //
	EID      string `json:"eId"`               // Akoma Ntoso naming convention: "chp_6__sec_11__subsec_2__para_a"
	Citation string `json:"cite"`              // "c. 6, s. 11(2)(a)", in the tradition's own style, without title and page
	Start    int    `json:"s"`                 // bytes into the canonical text
	End      int    `json:"e"`                 // exclusive
	Parent   int    `json:"up"`                // index; -1 at the top
	Status   string `json:"status,omitempty"`  // only where the source's markup says so
	Quoted   bool   `json:"quoted,omitempty"`  // text of another instrument inside an amending act
}

// Kind says what a passage does in its document. Only some kinds are tagged.
type Kind string

// The kinds of passages (codebook §1).
const (
	Operative    Kind = "operative"
	Definition   Kind = "definition"
	Recital      Kind = "recital" // preamble, recital, considerandum
	HeadingKind  Kind = "heading"
	ContentsKind Kind = "contents"  // table of contents
	Note         Kind = "note"      // footnote, editorial or history note
	Amendment    Kind = "amendment" // instruction to amend or repeal
	Schedule     Kind = "schedule"
	OffenceList  Kind = "list" // list of offences or references
	Signature    Kind = "signature"
	Apparatus    Kind = "apparatus" // running heads, reference lists, front matter
	Narrative    Kind = "narrative" // paragraph of a report, policy or debate
)

// Quotable reports whether passages of this kind may carry tags.
func (k Kind) Quotable() bool {
	switch k {
	case Operative, Definition, Recital, Amendment, Schedule, OffenceList, Narrative:
		return true
	}
	return false
}

// Passage is the unit that is tagged, indexed and quoted: the smallest
// provision that can be read alone, or a paragraph, contiguous in the canonical
// text, mostly 15 to 250 words.
type Passage struct {
	ID         string  `json:"id"`                // document id (first 12 hex digits) + "#" + provision path, numbered by occurrence where paths repeat ("#c6.s11.2~2"); "#p17" where there is no provision
	Start      int     `json:"s"`                 // bytes into the canonical text
	End        int     `json:"e"`                 // exclusive
	Provision  int     `json:"prov"`              // index into Content.Provisions; -1 where there is none
	Page       int     `json:"page,omitempty"`    // where it begins; 0 where there are no pages
	Heading    string  `json:"heading,omitempty"` // headings above it, outermost first, joined by " › "
	Kind       Kind    `json:"kind"`              //
	Lang       string  `json:"lang,omitempty"`    // BCP 47
	Chapeau    []Range `json:"chapeau,omitempty"` // opening words of the lists that it is an item of, outermost first
	Quoted     bool    `json:"quoted,omitempty"`  // text of another instrument
	Status     string  `json:"status,omitempty"`  // from markup only
	Confidence float64 `json:"conf,omitempty"`    // of recognition, 0 to 1; 0 where no OCR was used
	Extractor  string  `json:"x,omitempty"`       // of its page
}

// Range is a half-open range of bytes of the canonical text.
type Range struct {
	Start int `json:"s"`
	End   int `json:"e"`
}

// Content is the text of a document with its structure: what [Structure] makes
// of an extraction.
type Content struct {
	Text       string
	Provisions []Provision
	Passages   []Passage // by Start
	Ambiguous  []string  // places where the structure could be read in two ways
}

// Of returns the text of a range.
func (c *Content) Of(r Range) string { return c.Text[r.Start:r.End] }
