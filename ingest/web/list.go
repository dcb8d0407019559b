package web

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"policyscan/ingest/numbering"
	"policyscan/ingest/reading"
)

// list is an open list.
type list struct {
	style numbering.Style
	next  int
	step  int
}

// list writes a list; its items carry their numbers as a browser prints them.
func (p *page) list(n *html.Node) {
	if p.text {
		p.flush()
	}
	l := list{style: numbering.Bullet, next: 1, step: 1}
	if n.DataAtom == atom.Ol {
		l.style = olStyle(n)
		if hasAttr(n, "reversed") {
			l.step = -1
			l.next = countItems(n)
		}
		if v, err := strconv.Atoi(strings.TrimSpace(attr(n, "start"))); err == nil {
			l.next = v
		}
	}
	p.lists = append(p.lists, l)
	p.children(n)
	p.lists = p.lists[:len(p.lists)-1]
	if p.text {
		p.flush()
	}
	p.prefix = ""
}

// item writes an item of a list.
func (p *page) item(n *html.Node) {
	if p.text {
		p.flush()
	}
	if len(p.lists) == 0 {
		p.block = reading.Block{Role: reading.ListItem, Level: 1}
		p.children(n)
		p.flush()
		return
	}
	l := &p.lists[len(p.lists)-1]
	if v, err := strconv.Atoi(strings.TrimSpace(attr(n, "value"))); err == nil {
		l.next = v
	}
	p.prefix = ""
	if s := numbering.Format(l.next, l.style); s != "" {
		p.prefix = s + "."
	}
	l.next += l.step
	p.block = reading.Block{Role: reading.ListItem, Level: len(p.lists)}
	p.children(n)
	p.flush()
	p.prefix, p.block = "", reading.Block{}
}

// olStyle returns the style of the numbers of an ordered list, by its type
// attribute or its style.
func olStyle(n *html.Node) numbering.Style {
	switch attr(n, "type") {
	case "a":
		return numbering.LowerAlpha
	case "A":
		return numbering.UpperAlpha
	case "i":
		return numbering.LowerRoman
	case "I":
		return numbering.UpperRoman
	}
	css := strings.ToLower(attr(n, "style"))
	if i := strings.Index(css, "list-style"); i >= 0 {
		css = css[i:]
		if k := strings.IndexByte(css, ';'); k >= 0 {
			css = css[:k]
		}
		for _, s := range [...]struct {
			name  string
			style numbering.Style
		}{
			{"lower-alpha", numbering.LowerAlpha}, {"lower-latin", numbering.LowerAlpha},
			{"upper-alpha", numbering.UpperAlpha}, {"upper-latin", numbering.UpperAlpha},
			{"lower-roman", numbering.LowerRoman}, {"upper-roman", numbering.UpperRoman},
			{"lower-greek", numbering.LowerGreek}, {"leading-zero", numbering.ZeroPadded},
			{"cjk-ideographic", numbering.Chinese}, {"none", numbering.None},
			{"disc", numbering.Bullet}, {"circle", numbering.Bullet}, {"square", numbering.Bullet},
		} {
			if strings.Contains(css, s.name) {
				return s.style
			}
		}
	}
	return numbering.Decimal
}

func countItems(n *html.Node) int {
	items := 0
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.DataAtom == atom.Li {
			items++
		}
	}
	return items
}
