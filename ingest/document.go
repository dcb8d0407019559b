// Package ingest turns files into documents, and documents into passages that
// can be quoted and cited.
//
// The way of a file: [Formats.Identify] finds its format by content; a reader of that
// format (packages below this one, behind the seam of ingest/reading) extracts
// its canonical text; [Structure] finds provisions and passages in the text.
// Extraction is slow and may be dangerous, so it runs in a worker process
// (ingest/worker) and is kept; structure is cheap and is computed again.
// Only ingest knows file formats.
package ingest

import "policyscan/ingest/reading"

// Document is one file of the corpus: what it is, where it lies, and how far it
// could be read. It holds no text.
type Document struct {
	ID     string   `json:"id"`               // SHA-256 of the file's bytes, hex
	Path   string   `json:"path"`             // below its root folder, with slashes; for members of an archive "laws.zip/a.pdf"
	Copies []string `json:"copies,omitempty"` // other paths with the same bytes
	Bytes  int64    `json:"bytes"`            //
	Format string   `json:"format,omitempty"` // as in reading.Extraction
	Reader string   `json:"reader,omitempty"` // name and version

	Status   DocumentStatus    `json:"status"`
	Reason   string            `json:"reason,omitempty"` // why it failed, was read partly, or was left out
	Hint     string            `json:"hint,omitempty"`
	Problems []reading.Problem `json:"problems,omitempty"`
	Pages    PageCounts        `json:"pages"`
	Passages int               `json:"passages"`
	Numbered int               `json:"numbered,omitempty"` // passages that stand in a section or an article, as those of laws do

	Metadata
	Family string `json:"family,omitempty"` // documents that are versions or translations of one work share it
}

// DocumentStatus says how far a file could be read.
type DocumentStatus string

// The outcomes of a file: none is silent.
const (
	Read    DocumentStatus = "read"
	Partly  DocumentStatus = "partly read" // Reason says what is missing
	Failed  DocumentStatus = "failed"
	LeftOut DocumentStatus = "left out" // a kind of file that is no document
)

// PageCounts counts the pages of a document by outcome.
type PageCounts struct {
	Total    int `json:"total,omitempty"`
	Text     int `json:"text,omitempty"`
	OCR      int `json:"ocr,omitempty"`
	Blank    int `json:"blank,omitempty"`
	NeedsOCR int `json:"needsOCR,omitempty"`
	Failed   int `json:"failed,omitempty"`
}

// Metadata describes a document. Every field says where its value comes from.
type Metadata struct {
	Title        Field             `json:"title"`
	ShortTitle   Field             `json:"shortTitle"`
	Jurisdiction Field             `json:"jurisdiction"` // ISO 3166-1 alpha-2 or 3166-2 ("NZ", "US-DC"), a code for a supranational body ("EU"), or a folder's name as it stands
	Type         Field             `json:"type"`         // DocumentType
	Status       Field             `json:"legalStatus"`  // in force, amended, repealed, bill, historic, unknown
	Language     Field             `json:"language"`     // BCP 47
	Number       Field             `json:"number"`       // "1962 c. 6", "SFS 1962:700"
	Enacted      Field             `json:"enacted"`      // ISO 8601 date, possibly a year alone
	InForce      Field             `json:"inForce"`
	Amended      Field             `json:"amended"`         // the text is consolidated up to this date
	Source       Field             `json:"source"`          // where the user got it
	Covers       Field             `json:"covers"`          // what subjects the user declares to be covered, "C1 C2 …" or "all"
	Extra        map[string]string `json:"extra,omitempty"` // unknown columns of the manifest
}

// Field is a value with its provenance ("manifest", "folder", "markup: …",
// "text", "" where unknown).
type Field struct {
	Value string `json:"v,omitempty"`
	From  string `json:"from,omitempty"`
}

// DocumentType is the type of a document, one word of a fixed list.
type DocumentType string

// The types of documents.
const (
	Constitution  DocumentType = "constitution"
	Statute       DocumentType = "statute"
	Regulation    DocumentType = "regulation"
	Guidance      DocumentType = "guidance"
	Bill          DocumentType = "bill"
	Policy        DocumentType = "policy"
	Report        DocumentType = "report"
	Resolution    DocumentType = "resolution"
	Debate        DocumentType = "debate"
	CourtDecision DocumentType = "court decision"
	Submission    DocumentType = "submission"
	Press         DocumentType = "press"
)

// Genre groups document types that may be counted together (codebook G20).
type Genre string

// The genre groups; one Matrix sheet each.
const (
	Law     Genre = "law in force"
	Reports Genre = "policy and reports"
	Debates Genre = "debates"
)

// Genre returns the group of a type; unknown types count as Law only where the
// document has numbered provisions, which the caller knows.
func (t DocumentType) Genre() Genre {
	switch t {
	case Constitution, Statute, Regulation, CourtDecision:
		return Law
	case Debate:
		return Debates
	}
	return Reports
}
