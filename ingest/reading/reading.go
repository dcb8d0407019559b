// Package reading is the seam between file formats and the rest of the program:
// what a format reader is given, and what it hands back.
//
// Every format of ingest implements [Reader]. A reader turns the bytes of one
// file into an [Extraction]: one canonical text, the blocks it is made of, the
// pages it came from and, where the source has markup, the divisions that the
// markup names. It never guesses structure; that is the work of the packages
// that read extractions. Begin with [Reader] and [Builder].
package reading

import (
	"context"
	"io"
)

// Reader reads one family of formats.
//
// Read must not panic on any input, must return when ctx ends, and must hold no
// state between calls. It returns an error only where nothing could be read;
// what could be read in part is an Extraction with Problems. Errors say the
// reason only; the caller adds the name of the file. Use [Refusal] for reasons
// that a user can act on.
type Reader interface {
	// Name is the stable short name of the reader ("pdf", "docx", …); it is
	// part of the key under which extractions are kept.
	Name() string
	// Version is raised whenever the same bytes would give another Extraction.
	Version() int
	// Read reads size bytes from r.
	Read(ctx context.Context, r io.ReaderAt, size int64, opt Options) (Extraction, error)
}

// Options are the settings of a run that change what a reader sees.
type Options struct {
	// Name is the file's base name. It may be used to choose between dialects
	// of a format and is never written into the Extraction.
	Name string `json:"-"`
	// Passwords are tried on encrypted files, in order, after the empty one.
	Passwords []string `json:"-"`
	// OCR says when pages are rendered and read by tesseract.
	OCR OCRMode `json:"ocr,omitempty"`
	// OCRLang is the language argument of tesseract ("eng+spa"); empty means
	// its default.
	OCRLang string `json:"ocrLang,omitempty"`
	// CacheDir may hold compiled code and recognised pages; empty means none.
	CacheDir string `json:"-"`
	// MaxText bounds the canonical text, in bytes; 0 means DefaultMaxText.
	MaxText int64 `json:"-"`
}

// DefaultMaxText is the largest canonical text of one document, in bytes.
const DefaultMaxText = 64 << 20

// OCRMode says when optical character recognition is used.
type OCRMode string

// The modes of recognition: where a page has no text but an image (auto), never
// (off), or on every page (force).
const (
	OCRAuto  OCRMode = "auto"
	OCROff   OCRMode = "off"
	OCRForce OCRMode = "force"
)

// Refusal is an error with a reason that a user can act on.
type Refusal struct {
	Code   string // stable, for tables: "password", "too-large", "damaged", "unsupported", "empty", "bomb", "needs-tool"
	Reason string // one sentence, lower case, without the file's name
	Hint   string // what to do about it, if anything
}

func (r *Refusal) Error() string { return r.Reason }

// Extraction is what a reader saw in one file.
//
// Text is the canonical text: UTF-8, NFC, lines ended by \n, without control
// characters other than \n and \t, with line-end hyphens joined and ligatures
// and soft hyphens folded. All offsets of the program are byte offsets into it.
// The body of all pages comes first, so that a paragraph that runs over a page
// break is one contiguous range; what stands outside the body (running heads,
// footers, footnotes) follows after it as blocks of an apparatus role.
type Extraction struct {
	Format    string     `json:"format"` // "pdf", "docx", "html", "akn", …
	Text      string     `json:"text"`
	Blocks    []Block    `json:"blocks"`              // by Start; disjoint; they cover all of Text but white space
	Pages     []Page     `json:"pages,omitempty"`     // by Number; none for formats without pages
	Lines     []Line     `json:"lines,omitempty"`     // by Start; where lines stand on their page (PDF and OCR only)
	Divisions []Division `json:"divisions,omitempty"` // by Start, parents before children; from markup only
	Meta      []Meta     `json:"meta,omitempty"`
	Problems  []Problem  `json:"problems,omitempty"`
}

// Role says what a block is on the page, before any legal reading of it.
type Role string

// The roles of blocks. Apparatus roles stand outside the running body.
const (
	Paragraph  Role = ""           // running text
	Heading    Role = "heading"    // Level 1 (title) to 6
	ListItem   Role = "item"       // Level 1 is the outermost list
	TableRow   Role = "row"        // cells separated by a tab
	Quoted     Role = "quoted"     // text of another instrument, where markup says so
	Preformat  Role = "pre"        // lines that must not be joined
	MarginNote Role = "margin"     // marginal note, placed before the provision that it heads
	RunHead    Role = "running"    // apparatus: running header or footer, page number
	Footnote   Role = "footnote"   // apparatus: note with its mark
	Contents   Role = "contents"   // line of a table of contents, where markup or layout says so
	Annotation Role = "annotation" // editorial history or source note, where markup says so
)

// Apparatus reports whether blocks of this role stand outside the body.
func (r Role) Apparatus() bool { return r == RunHead || r == Footnote }

// Block is a paragraph, heading, list item or table row.
type Block struct {
	Start int    `json:"s"`           // bytes into Text
	End   int    `json:"e"`           // bytes into Text, exclusive
	Role  Role   `json:"r,omitempty"` //
	Level int    `json:"l,omitempty"` // depth of heading or list
	Page  int    `json:"p,omitempty"` // Number of the page where the block begins; 0 where there are no pages
	Bold  bool   `json:"b,omitempty"` // all of it is bold
	Lang  string `json:"lang,omitempty"`
}

// PageStatus says how a page was read.
type PageStatus string

// The outcomes of a page: none is silent.
const (
	PageText     PageStatus = "text"
	PageOCR      PageStatus = "ocr"
	PageBlank    PageStatus = "blank"
	PageNeedsOCR PageStatus = "needs OCR"
	PageFailed   PageStatus = "failed"
)

// Page is one page of the source.
type Page struct {
	Number     int        `json:"n"`           // from 1, in the order of the file
	Label      string     `json:"l,omitempty"` // as printed, where the file says so ("xii")
	Start      int        `json:"s"`           // first byte of its body in Text
	End        int        `json:"e"`           // end of its body in Text; a block may run over it
	Status     PageStatus `json:"st"`
	Extractor  string     `json:"x,omitempty"`    // which extractor won ("content", "pdfium", "tesseract")
	Reason     string     `json:"why,omitempty"`  // why it failed, or why another extractor took over
	Confidence float64    `json:"conf,omitempty"` // of recognition, 0 to 1; 0 where none was used
	Width      float64    `json:"w,omitempty"`    // points
	Height     float64    `json:"h,omitempty"`    // points
}

// Line is where one printed line stands: points from the lower left corner.
type Line struct {
	Start int        `json:"s"`
	End   int        `json:"e"`
	Page  int        `json:"p"`
	Box   [4]float32 `json:"box"` // x0, y0, x1, y1
}

// Division is a numbered or titled part of a legal document: what its markup
// says, or what the detector of ingest/detect found in plain text.
type Division struct {
	Type    string `json:"t"`                // Akoma Ntoso element name: part, chapter, section, article, subsection, paragraph, …
	Num     string `json:"num,omitempty"`    // exactly as printed: "§ 225-12-1", "(2)", "7A."
	Heading string `json:"h,omitempty"`      //
	ID      string `json:"id,omitempty"`     // eId or id of the source
	Start   int    `json:"s"`                // bytes; where its number begins
	End     int    `json:"e"`                // exclusive; children lie within
	Parent  int    `json:"up"`               // index into the same slice; -1 at the top
	Status  string `json:"status,omitempty"` // "repealed", "not yet in force", where the markup says so
	Quoted  bool   `json:"quoted,omitempty"` // belongs to another instrument that the document amends
	Kind    string `json:"kind,omitempty"`   // "definition", "preamble", "recital", "schedule", "conclusions", … where the markup says so
}

// Meta is one thing that the file says about the document.
type Meta struct {
	Key   string `json:"k"`              // "title", "language", "date-enacted", "date-in-force", "date-amended", "type", "jurisdiction", "number", "source", "status", …
	Value string `json:"v"`              //
	From  string `json:"from"`           // where it stands: "docProps/core.xml dc:title", "FRBRcountry", "front matter title"
	Rank  int    `json:"rank,omitempty"` // lower is better where a key is given twice
}

// Problem is something that could not be read, or not for certain.
type Problem struct {
	Page int    `json:"p,omitempty"` // 0: the whole file
	Code string `json:"c"`           // stable: "page-failed", "needs-ocr", "repaired", "truncated", "encoding-guessed", …
	Text string `json:"t"`           // one sentence for the user
}
