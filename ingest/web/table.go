package web

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"policyscan/ingest/lines"
	"policyscan/ingest/reading"
)

// table writes a table: rows of a table of data, the content of its cells where
// it only lays out the page, items where its first column numbers a list.
func (p *page) table(n *html.Node) {
	p.boundary()
	rows := tableRows(n)
	switch {
	case layout(rows):
		for _, row := range rows {
			for _, cell := range row {
				p.boundary()
				p.children(cell)
			}
			p.boundary()
		}
	case numbered(rows):
		for _, row := range rows {
			p.listRow(row)
		}
	default:
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			if k.DataAtom == atom.Caption {
				p.children(k)
				p.boundary()
			}
		}
		for _, row := range rows {
			cells := make([]string, len(row))
			for i, cell := range row {
				cells[i] = p.cellText(cell)
			}
			p.b.Add(reading.Block{Role: reading.TableRow}, strings.TrimRight(strings.Join(cells, "\t"), "\t "))
		}
	}
	p.boundary()
}

// listRow writes a row whose first cell is a number.
func (p *page) listRow(row []*html.Node) {
	p.boundary()
	number := p.cellText(row[0])
	if number != "" {
		p.block = reading.Block{Role: reading.ListItem, Level: len(p.lists) + 1}
		p.word(number)
		p.space = true
	}
	for _, cell := range row[1:] {
		p.children(cell)
		p.space = true
	}
	p.flush()
	p.block = reading.Block{}
}

// tableRows lists the cells of a table by rows, those of nested tables left out.
func tableRows(n *html.Node) [][]*html.Node {
	var rows [][]*html.Node
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		switch k.DataAtom {
		case atom.Thead, atom.Tbody, atom.Tfoot:
			rows = append(rows, tableRows(k)...)
		case atom.Tr:
			var row []*html.Node
			for c := k.FirstChild; c != nil; c = c.NextSibling {
				if (c.DataAtom == atom.Td || c.DataAtom == atom.Th) && !hidden(c) {
					row = append(row, c)
				}
			}
			if len(row) > 0 {
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// layout reports whether a table only arranges parts of the page: a single
// column, or cells that hold tables, headings, lists or several paragraphs.
func layout(rows [][]*html.Node) bool {
	columns, cells, heavy := 0, 0, 0
	for _, row := range rows {
		columns = max(columns, len(row))
		for _, cell := range row {
			cells++
			paragraphs := 0
			for d := range cell.Descendants() {
				switch {
				case d.DataAtom == atom.Table || headingLevel(d.DataAtom) > 0 && headingLevel(d.DataAtom) < 5:
					return true
				case d.DataAtom == atom.P || d.DataAtom == atom.Li || d.DataAtom == atom.Div:
					paragraphs++
				}
			}
			if paragraphs > 3 {
				heavy++
			}
		}
	}
	return columns < 2 || heavy*4 > cells
}

// numbered reports whether a table is a list: two columns, the first of which
// holds numbers, letters or bullets.
func numbered(rows [][]*html.Node) bool {
	for _, row := range rows {
		if len(row) != 2 {
			return false
		}
		first := plainText(row[0])
		if first == "" {
			continue
		}
		if len(first) > 8 || !lines.Enumerates(first+" x") {
			return false
		}
	}
	return true
}

// cellText returns the text of a cell on one line.
func (p *page) cellText(cell *html.Node) string {
	var out strings.Builder
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		if n.Type == html.TextNode {
			out.WriteString(n.Data)
			return
		}
		if n.Type == html.ElementNode && (hidden(n) || noteMark(n)) {
			return
		}
		if n.Type == html.ElementNode && !inlineElement[n.DataAtom] {
			out.WriteByte(' ')
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			visit(k)
		}
		if n.Type == html.ElementNode && !inlineElement[n.DataAtom] {
			out.WriteByte(' ')
		}
	}
	visit(cell)
	return strings.Join(strings.Fields(out.String()), " ")
}
