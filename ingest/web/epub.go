package web

import (
	"context"
	"io"
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/html"

	"policyscan/ingest/archive"
	"policyscan/ingest/charset"
	"policyscan/ingest/reading"
	"policyscan/ingest/xmltree"
)

// EPUB reads electronic books (EPUB 2 and 3): their chapters in the order of the
// spine.
type EPUB struct{}

// Name implements reading.Reader.
func (EPUB) Name() string { return "epub" }

// Version implements reading.Reader.
func (EPUB) Version() int { return 1 }

// Read implements reading.Reader.
func (EPUB) Read(ctx context.Context, r io.ReaderAt, size int64, opt reading.Options) (reading.Extraction, error) {
	a, err := archive.Open(r, size, archive.DefaultLimits())
	if err != nil {
		return reading.Extraction{}, err
	}
	if a.Has("META-INF/encryption.xml") && encrypted(a) {
		return reading.Extraction{}, &reading.Refusal{Code: "password", Reason: "the book is protected against copying"}
	}
	b := reading.NewBuilder("epub", opt)
	chapters, err := spine(a, b)
	if err != nil {
		return reading.Extraction{}, err
	}
	for _, name := range chapters {
		if err := ctx.Err(); err != nil {
			return reading.Extraction{}, err
		}
		data, err := a.ReadFile(name)
		if err != nil {
			b.Problem(0, "part-damaged", "a chapter cannot be read: "+err.Error())
			continue
		}
		text := charset.Decode(data, declaredCharset(data))
		doc, err := parse(text.String)
		if err != nil {
			b.Problem(0, "part-damaged", name+" cannot be parsed: "+err.Error())
			continue
		}
		if err := newPage(ctx, b, doc).write(whole(doc)); err != nil {
			return reading.Extraction{}, err
		}
	}
	ex := b.Done()
	if ex.Text == "" {
		return reading.Extraction{}, &reading.Refusal{Code: "empty", Reason: "the book holds no text"}
	}
	return ex, nil
}

// encrypted reports whether chapters, and not only fonts, are encrypted.
func encrypted(a *archive.Archive) bool {
	data, err := a.ReadFile("META-INF/encryption.xml")
	if err != nil {
		return true
	}
	s := strings.ToLower(string(data))
	return strings.Contains(s, ".xhtml\"") || strings.Contains(s, ".html\"") || strings.Contains(s, ".htm\"")
}

// spine reads the package document: what the book says about itself, and the
// names of its chapters in order.
func spine(a *archive.Archive, b *reading.Builder) ([]string, error) {
	data, err := a.ReadFile("META-INF/container.xml")
	if err != nil {
		return nil, err
	}
	container, err := xmltree.Parse(data)
	if err != nil {
		return nil, err
	}
	place := container.Root.Find("rootfile").Get("full-path")
	if data, err = a.ReadFile(path.Clean(place)); err != nil {
		return nil, err
	}
	pkg, err := xmltree.Parse(data)
	if err != nil {
		return nil, err
	}
	bookMeta(b, pkg.Root)
	type item struct {
		name string
		nav  bool
	}
	items := map[string]item{}
	for _, k := range children(pkg.Root.Child("manifest")) {
		href, err := url.PathUnescape(k.Get("href"))
		if err != nil {
			href = k.Get("href")
		}
		items[k.Get("id")] = item{path.Join(path.Dir(place), href), strings.Contains(" "+k.Get("properties")+" ", " nav ")}
	}
	var names []string
	for _, k := range children(pkg.Root.Child("spine")) {
		if it, ok := items[k.Get("idref")]; ok && !it.nav && a.Has(it.name) {
			names = append(names, it.name)
		}
	}
	if len(names) == 0 {
		return nil, &reading.Refusal{Code: "damaged", Reason: "the book names no chapters"}
	}
	return names, nil
}

func children(n *xmltree.Node) []*xmltree.Node {
	if n == nil {
		return nil
	}
	return n.Children
}

// bookMeta records the Dublin Core elements of a book.
func bookMeta(b *reading.Builder, pkg *xmltree.Node) {
	for _, n := range children(pkg.Child("metadata")) {
		key := map[string]string{"title": "title", "language": "language", "creator": "author", "publisher": "publisher", "date": "date-published", "source": "source", "identifier": "number"}[n.Name]
		if key != "" {
			b.Meta(key, n.String(), "package dc:"+n.Name)
		}
	}
}

// whole takes all of a page as its content: books have no navigation in their
// chapters.
func whole(doc *html.Node) content {
	c := content{root: doc, weight: map[*html.Node]weight{}, inMain: true}
	c.weigh(doc)
	return c
}
