package ingest

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"policyscan/ingest/archive"
	"policyscan/ingest/charset"
	"policyscan/ingest/plain"
)

// sniffer finds the format of one file.
type sniffer struct {
	name string // base name
	ext  string // lower case, with its dot
	head []byte
	r    io.ReaderAt
	size int64
}

const headSize = 64 << 10

func newSniffer(name string, r io.ReaderAt, size int64) (*sniffer, error) {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	s := &sniffer{name: name, ext: strings.ToLower(path.Ext(name)), r: r, size: size}
	s.head = make([]byte, min(size, headSize))
	if n, err := r.ReadAt(s.head, 0); err != nil && (!errors.Is(err, io.EOF) || n < len(s.head)) {
		return nil, fmt.Errorf("reading: %w", err)
	}
	return s, nil
}

// leftOut is a format that is no document.
func leftOut(name, reason, hint string) Format {
	return Format{Name: name, LeftOut: reason, Hint: hint}
}

func (s *sniffer) identify() Format {
	if f, ok := s.system(); ok {
		return f
	}
	if s.size == 0 {
		return leftOut("", "the file is empty", "")
	}
	if f, ok := s.byMagic(); ok {
		return f
	}
	return s.text()
}

// system recognises files that operating systems and programs leave in folders.
func (s *sniffer) system() (Format, bool) {
	lower := strings.ToLower(s.name)
	switch {
	case strings.HasPrefix(s.name, "~$") || strings.HasPrefix(lower, ".~lock."):
		return leftOut("", "a lock file of a word processor, not a document", ""), true
	case lower == "thumbs.db" || lower == "desktop.ini" || lower == "ehthumbs.db":
		return leftOut("", "a file of the operating system, not a document", ""), true
	case strings.HasPrefix(s.name, "."):
		return leftOut("", "a hidden file, not a document", ""), true
	}
	return Format{}, false
}

// magic lists the first bytes of formats, at an offset.
var magic = [...]struct {
	at     int
	bytes  string
	format Format
}{
	{0, `{\rtf`, Format{Name: "rtf"}},
	{0, "\x89PNG\r\n\x1a\n", imageFormat("png")},
	{0, "\xff\xd8\xff", imageFormat("jpeg")},
	{0, "GIF8", imageFormat("gif")},
	{0, "II*\x00", imageFormat("tiff")},
	{0, "MM\x00*", imageFormat("tiff")},
	{0, "BM", Format{}}, // checked below: two letters are not enough
	{8, "WEBP", imageFormat("webp")},
	{4, "ftyp", leftOut("video", "sound or moving images, not a document", "")},
	{0, "ID3", leftOut("audio", "sound, not a document", "")},
	{0, "OggS", leftOut("audio", "sound, not a document", "")},
	{0, "\x1aE\xdf\xa3", leftOut("video", "moving images, not a document", "")},
	{0, "RIFF", leftOut("audio", "sound or moving images, not a document", "")},
	{0, "\x1f\x8b", packed("gzip")},
	{0, "BZh", packed("bzip2")},
	{0, "\xfd7zXZ\x00", packed("xz")},
	{0, "7z\xbc\xaf\x27\x1c", packed("7z")},
	{0, "Rar!\x1a\x07", packed("rar")},
	{0, "\x28\xb5\x2f\xfd", packed("zstd")},
	{257, "ustar", packed("tar")},
	{0, "\x7fELF", program()},
	{0, "\xcf\xfa\xed\xfe", program()},
	{0, "\xca\xfe\xba\xbe", program()},
	{0, "SQLite format 3\x00", leftOut("sqlite", "a database, not a document", "")},
	{0, "\x00\x01\x00\x00\x00", leftOut("font", "a font, not a document", "")},
	{0, "OTTO", leftOut("font", "a font, not a document", "")},
	{0, "wOF", leftOut("font", "a font, not a document", "")},
	{0, "%!PS", leftOut("postscript", "PostScript is not read", "convert it to PDF")},
	{0, "ITSF", leftOut("chm", "compiled HTML help is not read", "unpack it to HTML")},
	{60, "BOOKMOBI", leftOut("mobi", "Mobipocket books are not read", "convert it to EPUB")},
	{0, "\xffWPC", leftOut("wordperfect", "WordPerfect documents are not read", "save the document as DOCX or PDF")},
	{0, "AT&TFORM", leftOut("djvu", "DjVu is not read", "convert it to PDF")},
}

func imageFormat(name string) Format {
	return leftOut(name, "an image, not a document", "combine scanned pages in a PDF to have them recognised")
}

func packed(name string) Format {
	return leftOut(name, "a compressed archive that is not ZIP", "unpack it into the folder")
}

func program() Format { return leftOut("program", "a program, not a document", "") }

// byMagic recognises binary formats, PDF and RTF by their first bytes.
func (s *sniffer) byMagic() (Format, bool) {
	if i := bytes.Index(s.head[:min(len(s.head), 1024)], []byte("%PDF-")); i >= 0 {
		return Format{Name: "pdf"}, true
	}
	if bytes.HasPrefix(s.head, []byte("PK\x03\x04")) || bytes.HasPrefix(s.head, []byte("PK\x05\x06")) {
		return s.zip(), true
	}
	if bytes.HasPrefix(s.head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) {
		return s.compound(), true
	}
	if len(s.head) > 64 && bytes.HasPrefix(s.head, []byte("MZ")) && bytes.IndexByte(s.head[:64], 0) >= 0 {
		return program(), true
	}
	if len(s.head) > 14 && bytes.HasPrefix(s.head, []byte("BM")) && int64(binary.LittleEndian.Uint32(s.head[2:])) == s.size {
		return imageFormat("bmp"), true
	}
	for _, m := range magic {
		if m.format != (Format{}) && len(s.head) >= m.at+len(m.bytes) && string(s.head[m.at:m.at+len(m.bytes)]) == m.bytes {
			return m.format, true
		}
	}
	return Format{}, false
}

// zip looks inside a ZIP file: office documents and books are ZIP files too.
func (s *sniffer) zip() Format {
	names, kind, err := archive.Peek(s.r, s.size)
	if err != nil {
		return Format{Name: "zip"} // its reader says what is wrong with it
	}
	switch {
	case strings.HasPrefix(kind, "application/epub+zip"):
		return Format{Name: "epub"}
	case strings.HasPrefix(kind, "application/vnd.oasis.opendocument.text"):
		return Format{Name: "odt"}
	case strings.HasPrefix(kind, "application/vnd.oasis.opendocument.spreadsheet"):
		return spreadsheet("ods")
	case strings.HasPrefix(kind, "application/vnd.oasis.opendocument"):
		return slides("odp")
	case names["word/document.xml"]:
		return Format{Name: "docx"}
	case names["xl/workbook.xml"] || names["xl/workbook.bin"]:
		return spreadsheet("xlsx")
	case names["ppt/presentation.xml"]:
		return slides("pptx")
	case names["META-INF/container.xml"]:
		return Format{Name: "epub"}
	case names["[Content_Types].xml"]:
		// A Word file may keep its document under another name.
		for n := range names {
			if strings.HasPrefix(n, "word/") {
				return Format{Name: "docx"}
			}
		}
	case names["Index/Document.iwa"], names["index.xml"] && names["buildVersionHistory.plist"]:
		return leftOut("iwork", "documents of iWork are not read", "export the document as DOCX or PDF")
	case names["META-INF/MANIFEST.MF"], names["AndroidManifest.xml"], names["classes.dex"]:
		return program()
	}
	return Format{Name: "zip"}
}

func spreadsheet(name string) Format {
	return leftOut(name, "a spreadsheet, not a document", "save its text as DOCX or PDF to have it read")
}

func slides(name string) Format {
	return leftOut(name, "slides, not a document", "save them as PDF to have them read")
}

// compound looks into a compound file of the older Microsoft Office: its
// directory names the streams it holds.
func (s *sniffer) compound() Format {
	const hint = "save it in the current format of its program"
	if len(s.head) < 512 {
		return leftOut("ole", "a damaged file of Microsoft Office", "")
	}
	sector := int64(1) << min(binary.LittleEndian.Uint16(s.head[30:]), 16)
	at := (int64(binary.LittleEndian.Uint32(s.head[48:])) + 1) * sector
	directory := make([]byte, headSize)
	n, _ := s.r.ReadAt(directory, min(at, s.size))
	streams := append(directory[:n], s.head...)
	has := func(name string) bool { return bytes.Contains(streams, utf16(name)) }
	switch {
	case has("EncryptedPackage"):
		return Format{Name: "docx"} // its reader says that it is encrypted
	case has("WordDocument"):
		return Format{Name: "doc"}
	case has("__substg1.0_"):
		return leftOut("msg", "a message of Outlook; mail is left out", "save what it says or has attached as a document")
	case has("Workbook"), has("Book"):
		return spreadsheet("xls")
	case has("PowerPoint Document"):
		return slides("ppt")
	}
	return leftOut("ole", "a file of an older Office program that is not a text", hint)
}

func utf16(s string) []byte {
	out := make([]byte, 0, 2*len(s))
	for i := 0; i < len(s); i++ {
		out = append(out, s[i], 0)
	}
	return out
}

// code lists extensions of program text and data that read as text but are no
// documents.
var code = map[string]string{
	".css": "a style sheet", ".js": "program code", ".mjs": "program code", ".ts": "program code", ".go": "program code", ".py": "program code", ".java": "program code",
	".c": "program code", ".h": "program code", ".cpp": "program code", ".cs": "program code", ".php": "program code", ".rb": "program code", ".sh": "program code",
	".bat": "program code", ".ps1": "program code", ".sql": "program code", ".xsd": "a schema", ".xsl": "a style sheet", ".xslt": "a style sheet", ".dtd": "a schema", ".rng": "a schema",
	".yaml": "settings", ".yml": "settings", ".toml": "settings", ".ini": "settings", ".cfg": "settings", ".log": "a log",
	".bib": "a list of references", ".ris": "a list of references", ".svg": "an image", ".ics": "a calendar", ".vcf": "addresses",
	".url": "a link", ".webloc": "a link", ".lnk": "a link", ".geojson": "a map", ".kml": "a map",
}

// text tells formats apart that are text.
func (s *sniffer) text() Format {
	if what := code[s.ext]; what != "" {
		return leftOut(strings.TrimPrefix(s.ext, "."), what+", not a document", "")
	}
	if s.ext == ".csv" || s.ext == ".tsv" {
		return spreadsheet(s.ext[1:])
	}
	if s.ext == ".mht" || s.ext == ".mhtml" || savedPage(s.head) {
		return leftOut("mhtml", "a page saved as one file is not read", "save the page as HTML or PDF")
	}
	if s.ext == ".eml" || s.ext == ".mbox" || s.ext == ".emlx" || mail(s.head) {
		return leftOut("mail", "mail is left out", "save what it says or has attached as a document")
	}
	sample := s.head[:min(len(s.head), 16<<10)]
	decoded := charset.Decode(sample, "")
	str := strings.TrimLeft(decoded.String, " \t\r\n\f\ufeff\x1a")
	if binaryText(str) {
		return leftOut("", "not a kind of file that is read", "")
	}
	if f, ok := s.markup(str); ok {
		return f
	}
	switch s.ext {
	case ".md", ".markdown", ".mdown", ".mkd":
		return Format{Name: "markdown"}
	case ".json", ".jsonl", ".ndjson":
		return Format{Name: "json"}
	}
	if plain.LooksLikeJSON([]byte(decoded.String)) {
		return Format{Name: "json"}
	}
	if s.ext != ".txt" && markdownPattern.MatchString(str) || frontMatterPattern.MatchString(str) {
		return Format{Name: "markdown"}
	}
	return Format{Name: "text"}
}

var (
	markdownPattern    = regexp.MustCompile(`(?m)\A#{1,6} \S.*(\n|.)*^#{2,6} \S`)
	frontMatterPattern = regexp.MustCompile(`\A---\r?\n[A-Za-z_][\w-]*:[ \t]`)
	htmlPattern        = regexp.MustCompile(`(?i)<(!doctype\s+html|html|head|body|meta|title|table|div|p|h[1-6]|font|center|span|ul|ol|br)[\s>/]`)
	rootPattern        = regexp.MustCompile(`<([A-Za-z_\x80-\x{10FFFF}][^\s<>/]*)`)
)

// markup recognises XML and HTML.
func (s *sniffer) markup(str string) (Format, bool) {
	if !strings.HasPrefix(str, "<") {
		return Format{}, false
	}
	declared := strings.HasPrefix(str, "<?xml") || s.ext == ".xml" || s.ext == ".akn"
	root := rootElement(str)
	local := root
	if i := strings.LastIndexByte(local, ':'); i >= 0 {
		local = local[i+1:]
	}
	switch {
	case strings.EqualFold(local, "html"):
		return Format{Name: "html"}, true
	case local == "svg":
		return imageFormat("svg"), true
	case local == "rss" || local == "feed" || local == "sitemapindex" || local == "urlset":
		return leftOut("feed", "a list of links, not a document", ""), true
	case root == "office:document":
		return Format{Name: "fodt"}, true
	case s.ext == ".html" || s.ext == ".htm" || s.ext == ".xhtml":
		return Format{Name: "html"}, true
	case declared && root != "":
		return Format{Name: "xml"}, true
	case htmlPattern.MatchString(str[:min(len(str), 4096)]) && (s.ext != ".md" && s.ext != ".txt" || htmlPattern.FindStringIndex(str)[0] == 0):
		return Format{Name: "html"}, s.ext != ".md"
	case root != "" && strings.Contains(str, "</"):
		return Format{Name: "xml"}, s.ext != ".md" && s.ext != ".txt"
	}
	return Format{}, false
}

// rootElement returns the name of the first element, past comments, doctype and
// processing instructions.
func rootElement(str string) string {
	for {
		str = strings.TrimLeft(str, " \t\r\n")
		end := ""
		switch {
		case strings.HasPrefix(str, "<!--"):
			end = "-->"
		case strings.HasPrefix(str, "<?"):
			end = "?>"
		case strings.HasPrefix(str, "<!"):
			if i := strings.IndexAny(str, "[>"); i >= 0 && str[i] == '[' {
				end = "]>"
			} else {
				end = ">"
			}
		default:
			if m := rootPattern.FindStringSubmatchIndex(str); m != nil && m[0] == 0 {
				return str[m[2]:m[3]]
			}
			return ""
		}
		_, after, ok := strings.Cut(str, end)
		if !ok {
			return ""
		}
		str = after
	}
}

// mailHeaders are fields that open a message; two of them make one.
var mailHeaders = [...]string{"Return-Path:", "Received:", "Delivered-To:", "MIME-Version:", "Message-ID:", "Message-Id:", "X-Mailer:", "DKIM-Signature:"}

// savedPage reports whether a file begins as a page does that a browser saved
// with its pictures as one file, whatever it is called.
func savedPage(head []byte) bool {
	head = head[:min(len(head), 2<<10)]
	for _, h := range [...]string{"From: <Saved by ", "Snapshot-Content-Location:", "X-MimeOLE: "} {
		if i := bytes.Index(head, []byte(h)); (i == 0 || i > 0 && head[i-1] == '\n') && bytes.Contains(head, []byte("multipart/related")) {
			return true
		}
	}
	return false
}

// mail reports whether a file begins as a message does.
func mail(head []byte) bool {
	head = head[:min(len(head), 8<<10)]
	if i := bytes.Index(head, []byte("\n\n")); i >= 0 {
		head = head[:i]
	} else if i := bytes.Index(head, []byte("\r\n\r\n")); i >= 0 {
		head = head[:i]
	}
	found := 0
	for _, h := range mailHeaders {
		if bytes.HasPrefix(head, []byte(h)) || bytes.Contains(head, []byte("\n"+h)) {
			found++
		}
	}
	return found >= 2
}

// binaryText reports whether what was decoded as text is none.
func binaryText(s string) bool {
	n, bad := 0, 0
	for _, r := range s {
		n++
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' && r != 0x1b || r == utf8.RuneError || r >= 0x80 && r < 0xA0 && r != 0x85 {
			bad++
		}
	}
	return bad*50 > n
}
