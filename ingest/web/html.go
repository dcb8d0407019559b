// Package web reads HTML and EPUB: the main content of a page without its
// navigation, tables and lists with their numbers, and what the page says about
// itself.
//
// Begin with [HTML] and [EPUB], which are readers as package reading defines
// them.
package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"policyscan/ingest/charset"
	"policyscan/ingest/reading"
)

// MaxBytes is the largest page that is read; its tree takes ten times as much.
const MaxBytes = 64 << 20

// HTML reads HTML and XHTML pages.
type HTML struct{}

// Name implements reading.Reader.
func (HTML) Name() string { return "html" }

// Version implements reading.Reader.
func (HTML) Version() int { return 1 }

// Read implements reading.Reader.
func (HTML) Read(ctx context.Context, r io.ReaderAt, size int64, opt reading.Options) (reading.Extraction, error) {
	if size > MaxBytes {
		return reading.Extraction{}, &reading.Refusal{Code: "too-large", Reason: fmt.Sprintf("a page of %d MB is larger than the limit of %d MB", size>>20, MaxBytes>>20)}
	}
	data := make([]byte, size)
	if n, err := r.ReadAt(data, 0); err != nil && (err != io.EOF || int64(n) < size) {
		return reading.Extraction{}, fmt.Errorf("reading: %w", err)
	}
	b := reading.NewBuilder("html", opt)
	text := charset.Decode(data, declaredCharset(data))
	if code, sentence := text.Problem(); code != "" {
		b.Problem(0, code, sentence)
	}
	doc, err := parse(text.String)
	if err != nil {
		return reading.Extraction{}, &reading.Refusal{Code: "damaged", Reason: "the HTML cannot be parsed: " + err.Error()}
	}
	pageMeta(b, doc)
	if err := newPage(ctx, b, doc).write(mainContent(doc)); err != nil {
		return reading.Extraction{}, err
	}
	ex := b.Done()
	if ex.Text == "" {
		return reading.Extraction{}, &reading.Refusal{Code: "empty", Reason: "the page holds no text"}
	}
	return ex, nil
}

var charsetPattern = regexp.MustCompile(`(?i)(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.-]+)`)

// declaredCharset returns the encoding that a page names in its first 4096
// bytes, in an XML declaration or a meta element.
func declaredCharset(data []byte) string {
	head := data[:min(len(data), 4096)]
	for _, m := range charsetPattern.FindAllSubmatchIndex(head, -1) {
		open := bytes.LastIndexByte(head[:m[0]], '<')
		if open < 0 {
			continue
		}
		tag := bytes.ToLower(head[open:min(open+5, len(head))])
		if bytes.HasPrefix(tag, []byte("<meta")) || bytes.HasPrefix(tag, []byte("<?xml")) {
			return string(head[m[2]:m[3]])
		}
	}
	return ""
}

// parse parses a page. Pages that nest elements more deeply than the parser
// allows, mostly by inline elements that are never closed, are parsed again
// without inline elements, and at last without any element but blocks.
func parse(s string) (*html.Node, error) {
	doc, err := html.Parse(strings.NewReader(s))
	if err == nil {
		return doc, nil
	}
	for _, keep := range [...]func(atom.Atom) bool{
		func(a atom.Atom) bool { return !inlineElement[a] && a != 0 },
		func(a atom.Atom) bool { return a == atom.P || a == atom.Br || headingLevel(a) > 0 },
	} {
		if doc, err = html.Parse(strings.NewReader(strip(s, keep))); err == nil {
			return doc, nil
		}
	}
	return nil, err
}

// strip writes a page again with those elements only that keep names.
func strip(s string, keep func(atom.Atom) bool) string {
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(MaxBytes)
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.String()
		case html.TextToken:
			out.Write(z.Raw())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			raw := string(z.Raw())
			name, _ := z.TagName()
			if a := atom.Lookup(name); keep(a) || a == atom.Script || a == atom.Style || a == atom.Title {
				out.WriteString(raw)
			} else {
				out.WriteByte(' ')
			}
		}
	}
}

// inlineElement lists the elements that only dress up text.
var inlineElement = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.Acronym: true, atom.B: true, atom.Bdo: true, atom.Big: true, atom.Cite: true,
	atom.Code: true, atom.Dfn: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Ins: true, atom.Kbd: true,
	atom.Mark: true, atom.Nobr: true, atom.Q: true, atom.S: true, atom.Samp: true, atom.Small: true, atom.Span: true,
	atom.Strike: true, atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Tt: true, atom.U: true, atom.Var: true,
}

func headingLevel(a atom.Atom) int {
	switch a {
	case atom.H1:
		return 1
	case atom.H2:
		return 2
	case atom.H3:
		return 3
	case atom.H4:
		return 4
	case atom.H5:
		return 5
	case atom.H6:
		return 6
	}
	return 0
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}
