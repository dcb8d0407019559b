package office

import (
	"strings"

	"policyscan/ingest/lines"
	"policyscan/ingest/reading"
)

// para is a paragraph of a word processor's document.
type para struct {
	block reading.Block
	text  string
}

// table collects the cells of a table, row by row; a cell is its paragraphs.
type table struct{ rows [][][]para }

// paras returns a table as paragraphs: rows of a table of data, items where its
// first column numbers a list, the content of the cells where it only lays out
// the page.
func (t *table) paras() []para {
	var out []para
	switch {
	case t.layout():
		for _, row := range t.rows {
			for _, cell := range row {
				out = append(out, cell...)
			}
		}
	case t.numbered():
		for _, row := range t.rows {
			number := flat(row[0])
			for i, p := range row[1] {
				if i == 0 && number != "" {
					p.text = number + " " + p.text
					p.block.Role, p.block.Level = reading.ListItem, 1
				}
				out = append(out, p)
			}
		}
	default:
		for _, row := range t.rows {
			cells := make([]string, len(row))
			for i, cell := range row {
				cells[i] = flat(cell)
			}
			out = append(out, para{reading.Block{Role: reading.TableRow}, strings.TrimRight(strings.Join(cells, "\t"), "\t ")})
		}
	}
	return out
}

// layout reports whether a table only arranges text: one column, or cells that
// hold headings or many paragraphs.
func (t *table) layout() bool {
	columns, cells, heavy := 0, 0, 0
	for _, row := range t.rows {
		columns = max(columns, len(row))
		for _, cell := range row {
			cells++
			if len(cell) > 3 {
				heavy++
			}
			for _, p := range cell {
				if p.block.Role == reading.Heading {
					return true
				}
			}
		}
	}
	return columns < 2 || heavy*4 > cells
}

// numbered reports whether a table is a list: two columns, the first of which
// holds numbers.
func (t *table) numbered() bool {
	for _, row := range t.rows {
		if len(row) != 2 {
			return false
		}
		if first := flat(row[0]); first != "" && (len(first) > 8 || !lines.Enumerates(first+" x")) {
			return false
		}
	}
	return true
}

// flat returns the text of a cell on one line.
func flat(cell []para) string {
	texts := make([]string, len(cell))
	for i, p := range cell {
		texts[i] = p.text
	}
	return strings.Join(strings.Fields(strings.Join(texts, " ")), " ")
}
