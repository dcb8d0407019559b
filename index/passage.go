package index

// Document is what is put into an index, and replaced or removed, at once.
type Document struct {
	ID    string // ingest.Document.ID
	Stamp string // what the passages were made from, so that the caller sees whether they are up to date; may not hold white space
	Card
	Passages []Passage
}

// Passage is a passage with what it can be found by and what is shown of it.
type Passage struct {
	ID   string
	Text string
	Lang string // BCP 47; decides how the words are stemmed

	// What it can be filtered by.
	Jurisdiction string
	Type         string // of the document
	Kind         string // of the passage
	Year         int    // of the document; 0 where unknown
	Tags         []Tag

	Shown
}

// Shown is what is kept of a passage for display and cannot be searched. The
// provision is in the passage's id.
type Shown struct {
	Citation string // of the provision
	Heading  string
	Page     int // 0 where there are no pages
}

// Card is what is kept of a document for display, once for all its passages.
type Card struct {
	Title string `json:"title,omitempty"`
	Path  string `json:"path,omitempty"` // of the file, with slashes
}

// Tag is a tag of a passage, as plain words.
type Tag struct {
	Code        string // "C2.exploitation", "AUX.…"
	Criterion   int    // 1 to 10; 0 where the tag belongs to none
	Perspective string
	Voice       string
	Rules       []string
}
