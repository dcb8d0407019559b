package web

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"policyscan/ingest/reading"
)

// metaNames maps names of meta elements (Dublin Core, ELI, Open Graph), in lower
// case and without their prefix, to the keys of reading.Meta.
var metaNames = map[string]string{
	"dc.title": "title", "dcterms.title": "title", "og:title": "title", "eli:title": "title", "citation_title": "title",
	"eli:title_short": "short-title", "dcterms.alternative": "short-title",
	"dc.language": "language", "dcterms.language": "language", "content-language": "language", "og:locale": "language", "language": "language", "eli:language": "language",
	"dc.type": "type", "dcterms.type": "type", "eli:type_document": "type",
	"dc.coverage": "jurisdiction", "dcterms.spatial": "jurisdiction", "eli:jurisdiction": "jurisdiction",
	"dc.identifier": "number", "dcterms.identifier": "number", "eli:id_local": "number",
	"dc.source": "source", "dcterms.source": "source", "og:url": "source",
	"dc.date": "date", "dcterms.date": "date", "date": "date",
	"dcterms.issued": "date-published", "dc.date.issued": "date-published", "eli:date_publication": "date-published", "article:published_time": "date-published",
	"dcterms.modified": "date-amended", "dc.date.modified": "date-amended", "article:modified_time": "date-amended",
	"dcterms.valid": "date-in-force", "eli:first_date_entry_in_force": "date-in-force",
	"eli:date_document": "date-enacted", "eli:in_force": "status",
	"dc.creator": "author", "dcterms.creator": "author", "author": "author", "dc.publisher": "publisher", "dcterms.publisher": "publisher",
}

// pageMeta records what a page says about itself: its title and language, and
// meta elements that are known.
func pageMeta(b *reading.Builder, doc *html.Node) {
	seenTitle := false
	heading := ""
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			lang := attr(n, "lang")
			if lang == "" {
				lang = attr(n, "xml:lang")
			}
			b.Meta("language", lang, "html lang")
		case atom.Body:
			b.Meta("language", attr(n, "lang"), "body lang")
		case atom.Title:
			if !seenTitle && n.Namespace == "" {
				b.Meta("title", plainText(n), "html title")
				seenTitle = true
			}
		case atom.H1:
			if heading == "" {
				heading = plainText(n)
			}
		case atom.Meta:
			metaElement(b, n)
		case atom.Link:
			if attr(n, "rel") == "canonical" {
				b.Meta("source", attr(n, "href"), "link canonical")
			}
		}
	}
	if heading != "" {
		b.Meta("title", heading, "h1")
		b.Extraction.Meta[len(b.Extraction.Meta)-1].Rank = 1
	}
}

func metaElement(b *reading.Builder, n *html.Node) {
	for _, name := range [...]string{attr(n, "name"), attr(n, "property"), attr(n, "http-equiv")} {
		if name == "" {
			continue
		}
		if key := metaNames[strings.ToLower(strings.TrimPrefix(strings.ToLower(name), "dc:"))]; key != "" {
			b.Meta(key, attr(n, "content"), "meta "+name)
			return
		}
		if rest, ok := strings.CutPrefix(strings.ToLower(name), "dc:"); ok {
			if key := metaNames["dc."+rest]; key != "" {
				b.Meta(key, attr(n, "content"), "meta "+name)
				return
			}
		}
	}
}

// plainText returns the text within a node, white space folded.
func plainText(n *html.Node) string {
	var out strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			out.WriteString(d.Data)
		case d.Type == html.ElementNode && !inlineElement[d.DataAtom]:
			out.WriteByte(' ')
		}
		if out.Len() > 4096 {
			break
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}
