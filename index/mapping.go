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
	fieldStored = "stored" // of a passage: what is shown of it, and where its text is
	fieldBlock  = "block"  // of a block: the compressed text
	unknownLang = "und"
)

// fieldCode returns the code of the text field for a language.
func fieldCode(lang string) string {
	if l := words.For(lang); l.Known() {
		return l.Code()
	}
	return unknownLang
}

// newMapping describes the fields to bleve. Text carries positions, for
// phrases and highlights. Nothing carries doc values: hits are sorted by score
// and id and counted nowhere else, and doc values cost an eighth of the text.
func newMapping() mapping.IndexMapping {
	dm := bleve.NewDocumentStaticMapping()
	for _, code := range append(languages(), unknownLang) {
		f := bleve.NewTextFieldMapping()
		f.Analyzer = analyzerPrefix + code
		f.IncludeTermVectors = true
		f.Store, f.IncludeInAll, f.DocValues = false, false, false
		dm.AddFieldMappingsAt(textPrefix+code, f)
	}
	for _, name := range []string{fieldOf, fieldDoc, fieldPlace, fieldLang, fieldYear, fieldKind, fieldType, fieldRule, fieldCell} {
		dm.AddFieldMappingsAt(name, keyword())
	}
	for _, name := range []string{fieldStored, fieldBlock} {
		f := bleve.NewTextFieldMapping()
		f.Store = true
		f.Index, f.IncludeInAll, f.IncludeTermVectors, f.DocValues = false, false, false, false
		dm.AddFieldMappingsAt(name, f)
	}

	dm.AddSubDocumentMapping("_all", bleve.NewDocumentDisabledMapping()) // nothing goes into it, but bleve would look at every word

	m := bleve.NewIndexMapping()
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	m.DefaultMapping = dm
	return m
}

func keyword() *mapping.FieldMapping {
	f := bleve.NewKeywordFieldMapping()
	f.Store, f.IncludeInAll, f.IncludeTermVectors, f.DocValues = false, false, false, false
	f.SkipFreqNorm = true
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
