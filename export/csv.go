package export

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// DataTables returns the tables of the data formats: evidence, the matrix in
// long form, the documents, and the jurisdiction × year panel.
func (r *Report) DataTables() []*Table {
	return []*Table{r.evidence(), r.matrixData(), r.documents(), r.panel()}
}

// CSV writes one table as UTF-8 with a byte order mark and RFC 4180 quoting and
// line ends. Texts that a spreadsheet would take for a formula get a leading
// apostrophe, which [ReadRows] takes off.
func CSV(w io.Writer, t *Table) error {
	bw := bufio.NewWriterSize(w, 1<<16)
	bw.WriteString("\uFEFF")
	for i, c := range t.Columns {
		field(bw, i, c.Key)
	}
	bw.WriteString("\r\n")
	for row := range t.Rows {
		for i := range t.Columns {
			s := ""
			if i < len(row) {
				s = plainValue(row[i])
			}
			field(bw, i, s)
		}
		bw.WriteString("\r\n")
	}
	if err := bw.Flush(); err != nil {
		return fmt.Errorf("csv: %s: %w", t.Name, err)
	}
	return nil
}

func field(w *bufio.Writer, i int, s string) {
	if i > 0 {
		w.WriteByte(',')
	}
	if !strings.ContainsAny(s, "\",\r\n") && s != "" && s[0] != ' ' && s[len(s)-1] != ' ' {
		w.WriteString(s)
		return
	}
	if s == "" {
		return
	}
	w.WriteByte('"')
	w.WriteString(strings.ReplaceAll(s, `"`, `""`))
	w.WriteByte('"')
}

// plainValue is a cell as CSV holds it: numbers bare, texts guarded.
func plainValue(c Cell) string {
	if c.IsNum {
		return strconv.FormatFloat(c.Number, 'f', -1, 64)
	}
	return guard(clean(c).Text)
}
