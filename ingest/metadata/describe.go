// Package metadata says what is known about documents: title, jurisdiction,
// type, dates, status, language, and where each of these comes from.
//
// The manifest of the user comes first ([ParseManifest]), then the folder (for
// the jurisdiction), then the document's markup, then its text. The status of
// a document is never guessed from its text. Begin with [Describe];
// [ManifestRows] writes what was found for the user to correct.
package metadata

import (
	"html"
	"strings"

	"policyscan/ingest"
	"policyscan/ingest/language"
	"policyscan/ingest/reading"
)

// Version is raised whenever the same inputs would give other metadata.
const Version = 2

// Where a value comes from, as ingest.Field says it.
const (
	fromManifest = "manifest"
	fromFolder   = "folder"
	fromText     = "text"
)

// Describe returns what is known about a document. The path is that of
// ingest.Document; ex and row may be nil.
func Describe(path string, ex *reading.Extraction, row *Row) ingest.Metadata {
	if ex == nil {
		ex = &reading.Extraction{}
	}
	d := describer{ex: ex}
	if row != nil {
		d.row = *row
	}
	d.jurisdiction(path)
	d.language()
	d.titles()
	d.dates()
	d.kind()
	d.rest()
	return d.m
}

// describer collects the metadata of one document.
type describer struct {
	ex  *reading.Extraction
	row Row
	m   ingest.Metadata
}

// set fills a field that is empty yet.
func set(f *ingest.Field, value, from string) {
	if f.Value == "" && value != "" {
		*f = ingest.Field{Value: value, From: from}
	}
}

// manifest fills a field with what the user says.
func (d *describer) manifest(f *ingest.Field, column string) {
	set(f, d.row.Values[column], fromManifest)
}

// markup fills a field with what the file says under a key, as read by accept;
// of several values the one of the lowest rank, then the first, that is
// accepted.
func (d *describer) markup(f *ingest.Field, key string, accept func(reading.Meta) string) {
	if f.Value != "" {
		return
	}
	rank := 0
	for _, m := range d.ex.Meta {
		if m.Key != key || f.Value != "" && m.Rank >= rank {
			continue
		}
		if v := accept(m); v != "" {
			*f, rank = ingest.Field{Value: v, From: "markup: " + m.From}, m.Rank
		}
	}
}

func asWritten(m reading.Meta) string { return oneLine(m.Value) }

func asDate(m reading.Meta) string {
	d, _ := dateCell(m.Value)
	return d
}

func (d *describer) jurisdiction(path string) {
	d.manifest(&d.m.Jurisdiction, ColJurisdiction)
	set(&d.m.Jurisdiction, OfFolder(path), fromFolder)
	d.markup(&d.m.Jurisdiction, "jurisdiction", func(m reading.Meta) string {
		v := oneLine(m.Value)
		if len(v) <= 3 || strings.Contains(v, "-") && len(v) <= 6 {
			v = strings.ToUpper(v)
		}
		code, _ := Jurisdiction(v)
		return code
	})
}

// weakLanguage names the places where editors and content systems put a
// language without looking at the text.
var weakLanguage = []string{"html lang", "body lang", "w:lang", "Catalog Lang", "styles", "dc:language", "meta "}

// language prefers what legal markup says; a template's default counts only
// where the text does not clearly say otherwise, or for its region.
func (d *describer) language() {
	d.manifest(&d.m.Language, ColLanguage)
	var said ingest.Field
	d.markup(&said, "language", func(m reading.Meta) string {
		tag, err := languageNamed(m.Value)
		if err != nil {
			return ""
		}
		return tag
	})
	found, confidence := language.OfDocument(d.ex.Text)
	if weak(said.From) && found != "" && confidence >= 0.8 && base(found) != base(said.Value) {
		said = ingest.Field{}
	}
	set(&d.m.Language, said.Value, said.From)
	set(&d.m.Language, found, fromText)
}

func weak(from string) bool {
	for _, w := range weakLanguage {
		if strings.Contains(from, w) {
			return true
		}
	}
	return false
}

func base(tag string) string {
	tag, _, _ = strings.Cut(tag, "-")
	return tag
}

// titles fills title, short title and number.
func (d *describer) titles() {
	d.manifest(&d.m.Title, ColTitle)
	d.markup(&d.m.Title, "title", func(m reading.Meta) string {
		if v := oneLine(html.UnescapeString(m.Value)); !template(v) {
			return v
		}
		return ""
	})
	set(&d.m.Title, titleInText(d.ex), fromText)
	d.markup(&d.m.ShortTitle, "short-title", asWritten)
	d.manifest(&d.m.Number, ColNumber)
	d.markup(&d.m.Number, "number", asWritten)
	set(&d.m.Number, numberIn(d.m.Title.Value), textOf(d.m.Title))
}

// textOf is the provenance of what was read out of a title.
func textOf(title ingest.Field) string { return title.From + " (title)" }

// template reports whether a title is what a program filled in.
func template(title string) bool {
	t := strings.ToLower(title)
	for _, start := range []string{"microsoft word", "microsoft powerpoint", "untitled", "document", "doc1", "slide 1", "layout 1", "print", "scan", "index", "home", "<"} {
		if strings.HasPrefix(t, start) && len(t) < len(start)+60 && (t == start || !strings.Contains(t, " ") || strings.HasPrefix(t, "microsoft")) {
			return true
		}
	}
	for _, end := range []string{".doc", ".docx", ".pdf", ".indd", ".qxd", ".rtf", ".odt", ".fm", ".txt", ".dvi", ".xls"} {
		if strings.HasSuffix(t, end) {
			return true
		}
	}
	return !titleLike(title) || strings.Count(t, "_") > 2 && !strings.Contains(t, " ")
}

// dates keeps enactment, entry into force and consolidation apart.
func (d *describer) dates() {
	d.manifest(&d.m.Enacted, ColDate)
	d.manifest(&d.m.InForce, ColInForce)
	d.manifest(&d.m.Amended, ColAmended)
	d.markup(&d.m.Enacted, "date-enacted", asDate)
	d.markup(&d.m.InForce, "date-in-force", asDate)
	d.markup(&d.m.Amended, "date-amended", asDate)
	found := datesInText(d.ex)
	set(&d.m.Enacted, found[ColDate], fromText)
	set(&d.m.InForce, found[ColInForce], fromText)
	set(&d.m.Amended, found[ColAmended], fromText)
	d.markup(&d.m.Enacted, "date", asDate)
	d.markup(&d.m.Enacted, "date-published", asDate)
	set(&d.m.Enacted, dateOfTitle(d.m.Title.Value), textOf(d.m.Title))
	set(&d.m.Enacted, yearOfTitle(d.m.Number.Value), d.m.Number.From+" (number)")
	// A consolidation before the enactment is a placeholder.
	if a, e := d.m.Amended, d.m.Enacted; a.From != fromManifest && a.Value != "" && e.Value != "" && a.Value[:4] < e.Value[:4] {
		d.m.Amended = ingest.Field{}
	}
}

// kind fills the type of the document.
func (d *describer) kind() {
	d.manifest(&d.m.Type, ColType)
	byTitle, titled := typeOfTitle(d.m.Title.Value)
	d.markup(&d.m.Type, "type", func(m reading.Meta) string {
		t, ok := TypeNamed(m.Value)
		// Markup calls by "act" whatever is enacted; the title is narrower.
		if ok && t == ingest.Statute && titled && (byTitle == ingest.Regulation || byTitle == ingest.Constitution) && !strings.Contains(m.From, "front matter") {
			return ""
		}
		if !ok {
			return ""
		}
		return string(t)
	})
	if titled {
		set(&d.m.Type, string(byTitle), textOf(d.m.Title))
	}
}

// rest fills status, source, coverage and what only the user knows.
func (d *describer) rest() {
	d.manifest(&d.m.Status, ColStatus)
	d.markup(&d.m.Status, "status", func(m reading.Meta) string {
		s, _ := statusNamed(m.Value)
		return s
	})
	d.manifest(&d.m.Source, ColSource)
	d.markup(&d.m.Source, "source", asWritten)
	d.manifest(&d.m.Covers, ColCovers)
	if len(d.row.Extra) > 0 {
		d.m.Extra = d.row.Extra
	}
}
