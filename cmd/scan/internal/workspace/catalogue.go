package workspace

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"policyscan/ingest"
	"policyscan/match"
)

// documentsHeader is what documents.jsonl begins with.
var documentsHeader = Header{Format: "scan documents", Version: 1}

// Documents reads the catalogue.
func (w *Workspace) Documents() ([]ingest.Document, error) {
	var h Header
	return readAll[ingest.Document](w, documentsFile, &h, func() (int, error) { return h.Count, h.check(documentsHeader) })
}

// WriteDocuments replaces the catalogue, sorted by path.
func (w *Workspace) WriteDocuments(docs []ingest.Document) (Sum, error) {
	slices.SortStableFunc(docs, func(a, b ingest.Document) int { return cmp.Compare(a.Path, b.Path) })
	h := documentsHeader
	h.Count = len(docs)
	return w.replace(documentsFile, func(out io.Writer) error { return writeLines(out, h, docs) })
}

// Versions say what the tags were made with. Two runs with the same versions
// over the same documents give the same tags.
type Versions struct {
	Tool      string `json:"tool"`      // version of the program
	Codebook  string `json:"codebook"`  // digest of criteria and rules
	Tokeniser string `json:"tokeniser"` // version of lexicon/words
	Structure string `json:"structure"` // version of ingest's structure, kinds and passages
}

// TagsHeader is the first line of tags.jsonl.
type TagsHeader struct {
	Header
	Versions
	Documents string `json:"documents"` // SHA-256 of the catalogue that the tags belong to
}

// tagsHeader is what tags.jsonl begins with.
var tagsHeader = Header{Format: "scan tags", Version: 1}

// Tags reads the evidence, in the order of documents and passages.
func (w *Workspace) Tags() (TagsHeader, []match.Evidence, error) {
	var h TagsHeader
	tags, err := readAll[match.Evidence](w, tagsFile, &h, func() (int, error) { return h.Count, h.Header.check(tagsHeader) })
	return h, tags, err
}

// WriteTags replaces the evidence. The caller has sorted it.
func (w *Workspace) WriteTags(v Versions, documents Sum, tags []match.Evidence) (Sum, error) {
	h := TagsHeader{tagsHeader, v, documents.SHA256}
	h.Count = len(tags)
	return w.replace(tagsFile, func(out io.Writer) error { return writeLines(out, h, tags) })
}

// FileRecord is what a file looked like when it was last read, and what was
// made of it.
type FileRecord struct {
	Path  string `json:"path"`  // as in the catalogue
	Bytes int64  `json:"bytes"` //
	MTime int64  `json:"mtime"` // nanoseconds since 1970
	Hash  string `json:"sha256,omitempty"`
	Key   string `json:"key,omitempty"` // of its extraction

	Archive string   `json:"archive,omitempty"` // path of the archive that it lies in
	Member  []string `json:"member,omitempty"`  // its names inside that archive and the archives in it

	Format        string `json:"format,omitempty"`
	Reader        string `json:"reader,omitempty"`
	ReaderVersion int    `json:"rv,omitempty"`
	LeftOut       string `json:"leftOut,omitempty"`
	Failed        string `json:"failed,omitempty"`
	Hint          string `json:"hint,omitempty"`
	Made          string `json:"made,omitempty"` // digest of all that its tags depend on; for a file that was not hashed, why
}

// filesHeader is what files.jsonl begins with.
var filesHeader = Header{Format: "scan files", Version: 1}

// FilesHeader is the first line of files.jsonl.
type FilesHeader struct {
	Header
	Began int64 `json:"began"` // when the run that wrote it looked at the first file, nanoseconds since 1970
}

// Files reads what the files looked like at the last run.
func (w *Workspace) Files() (FilesHeader, []FileRecord, error) {
	var h FilesHeader
	files, err := readAll[FileRecord](w, filesFile, &h, func() (int, error) { return h.Count, h.Header.check(filesHeader) })
	return h, files, err
}

// WriteFiles replaces the records of files.
func (w *Workspace) WriteFiles(began int64, files []FileRecord) (Sum, error) {
	h := FilesHeader{filesHeader, began}
	h.Count = len(files)
	return w.replace(filesFile, func(out io.Writer) error { return writeLines(out, h, files) })
}

// Sketch is what a document is compared with others by.
type Sketch struct {
	Document string `json:"doc"`
	Sketch   []byte `json:"sketch"` // as ingest/family writes it
}

// sketchesHeader is what sketches.jsonl begins with.
var sketchesHeader = Header{Format: "scan sketches", Version: 1}

// Sketches reads the sketches, by document.
func (w *Workspace) Sketches() (map[string][]byte, error) {
	var h Header
	all, err := readAll[Sketch](w, sketchesFile, &h, func() (int, error) { return h.Count, h.check(sketchesHeader) })
	out := make(map[string][]byte, len(all))
	for _, s := range all {
		out[s.Document] = s.Sketch
	}
	return out, err
}

// WriteSketches replaces the sketches.
func (w *Workspace) WriteSketches(all []Sketch) (Sum, error) {
	h := sketchesHeader
	h.Count = len(all)
	return w.replace(sketchesFile, func(out io.Writer) error { return writeLines(out, h, all) })
}

// Key is the name of an extraction: the file's content, who read it, and how.
type Key struct {
	Document string // SHA-256 of the file's bytes, hex
	Reader   string
	Version  int
	Options  string // canonical JSON of the settings that change what a reader sees
}

// String returns the key as a file name: the document, then a hash of the rest.
func (k Key) String() string {
	return k.Document + "-" + shortHash(fmt.Sprintf("%s\x00%d\x00%s", k.Reader, k.Version, k.Options))
}
