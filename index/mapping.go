package index

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"

	"policyscan/lexicon/words"
)

// The fields of a passage in bleve. The text of a passage stands in the field
// of its language, so that each is stemmed in its own way.
const (
	textPrefix  = "text_"
	fieldOf     = "text" // code of the field that holds the text
	fieldDoc    = "doc"
	fieldPlace  = "jurisdiction"
	fieldLang   = "lang"
	fieldYear   = "year"
	fieldKind   = "kind"
	fieldType   = "type"
	fieldCell   = "cell" // one term per tag: "2|exploitation|own|C2.exploitation"
	fieldRule   = "rule"
	fieldShown  = "shown"
	unknownLang = "und"
)

// fieldCode returns the code of the text field for a language.
func fieldCode(lang string) string {
	if l := words.For(lang); l.Known() {
		return l.Code()
	}
	return unknownLang
}

// newMapping describes the fields to bleve. Text carries positions (for
// phrases and highlights) and no doc values; keywords the other way round.
func newMapping() mapping.IndexMapping {
	dm := bleve.NewDocumentStaticMapping()
	for _, code := range append(languages(), unknownLang) {
		f := bleve.NewTextFieldMapping()
		f.Analyzer = analyzerPrefix + code
		f.Store, f.IncludeTermVectors = true, true
		f.IncludeInAll, f.DocValues = false, false
		dm.AddFieldMappingsAt(textPrefix+code, f)
	}
	for _, name := range []string{fieldPlace, fieldLang, fieldYear, fieldKind, fieldType, fieldRule, fieldCell} {
		dm.AddFieldMappingsAt(name, keyword(true))
	}
	dm.AddFieldMappingsAt(fieldDoc, keyword(true))
	dm.AddFieldMappingsAt(fieldOf, keyword(false))
	shown := bleve.NewTextFieldMapping()
	shown.Store, shown.Index, shown.IncludeInAll, shown.IncludeTermVectors, shown.DocValues = true, false, false, false, false
	dm.AddFieldMappingsAt(fieldShown, shown)

	m := bleve.NewIndexMapping()
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	m.DefaultMapping = dm
	return m
}

func keyword(docValues bool) *mapping.FieldMapping {
	f := bleve.NewKeywordFieldMapping()
	f.Store, f.IncludeInAll, f.IncludeTermVectors = false, false, false
	f.DocValues, f.SkipFreqNorm = docValues, true
	return f
}

// fieldsOf returns a passage as bleve takes it.
func fieldsOf(doc string, p *Passage) map[string]any {
	code := fieldCode(p.Lang)
	f := map[string]any{
		textPrefix + code: p.Text,
		fieldOf:           code,
		fieldDoc:          doc,
		fieldShown:        p.Shown.pack(),
	}
	set := func(name, value string) {
		if value != "" {
			f[name] = value
		}
	}
	set(fieldPlace, p.Jurisdiction)
	set(fieldLang, words.Base(p.Lang))
	set(fieldKind, p.Kind)
	set(fieldType, p.Type)
	if p.Year > 0 {
		f[fieldYear] = yearTerm(p.Year)
	}
	if len(p.Tags) > 0 {
		f[fieldCell], f[fieldRule] = tagTerms(p.Tags)
	}
	return f
}

// yearTerm writes a year so that terms sort as years do.
func yearTerm(year int) string { return fmt.Sprintf("%04d", year) }

// tagTerms returns one term for each tag, so that a filter by criterion,
// perspective and voice is met by one tag and not by three, and the rules.
func tagTerms(tags []Tag) (cells, rules []string) {
	for _, t := range tags {
		cells = append(cells, strings.Join([]string{strconv.Itoa(t.Criterion), t.Perspective, t.Voice, t.Code}, "|"))
		rules = append(rules, t.Rules...)
	}
	return cells, rules
}

// packSeparator stands between the parts of a packed Shown; [reading.Clean]
// lets no control character into a text.
const packSeparator = "\x1f"

// pack writes what is shown in as few bytes as may be: it is stored with every
// passage.
func (s Shown) pack() string {
	page := ""
	if s.Page != 0 {
		page = strconv.Itoa(s.Page)
	}
	return strings.TrimRight(strings.Join([]string{s.Citation, page, s.Heading}, packSeparator), packSeparator)
}

// unpack reads what pack wrote.
func unpack(packed string) (s Shown, err error) {
	part := strings.SplitN(packed+packSeparator+packSeparator, packSeparator, 3)
	s.Citation, s.Heading = part[0], strings.TrimRight(part[2], packSeparator)
	if part[1] != "" {
		s.Page, err = strconv.Atoi(part[1])
	}
	return s, err
}
