package export

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// WriteRows writes sheets of plain text as a workbook that people edit and
// [ReadRows] reads back: the first row of each sheet stays in view and has
// filters. Every cell is text, never a formula. The same sheets give the same
// bytes.
func WriteRows(w io.Writer, sheets []Sheet) (err error) {
	f := excelize.NewFile()
	defer func() {
		if e := f.Close(); err == nil && e != nil {
			err = e
		}
		if err != nil {
			err = fmt.Errorf("workbook: %w", err)
		}
	}()
	f.SetZipWriter(func(w io.Writer) excelize.ZipWriter {
		return newArchive(w, "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")
	})
	styles, err := rowStyles(f)
	if err != nil {
		return err
	}
	for i, s := range sheets {
		if i == 0 {
			err = f.SetSheetName("Sheet1", s.Name)
		} else {
			_, err = f.NewSheet(s.Name)
		}
		if err == nil {
			err = writeSheet(f, s, styles)
		}
		if err != nil {
			return fmt.Errorf("sheet %s: %w", s.Name, err)
		}
	}
	const epoch = "2000-01-01T00:00:00Z"
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "scan", Created: epoch, Modified: epoch}); err != nil {
		return err
	}
	_, err = f.WriteTo(w)
	return err
}

// rowStyles are the styles of the head and of the body.
func rowStyles(f *excelize.File) ([2]int, error) {
	var out [2]int
	var err error
	for i, bold := range []bool{true, false} {
		out[i], err = f.NewStyle(&excelize.Style{
			Font: &excelize.Font{Bold: bold}, NumFmt: 49, // text
			Alignment: &excelize.Alignment{Vertical: "top", WrapText: true},
		})
		if err != nil {
			return out, err
		}
	}
	return out, nil
}

// writeSheet streams the rows of one sheet.
func writeSheet(f *excelize.File, s Sheet, styles [2]int) error {
	sw, err := f.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	columns := 1
	for _, row := range s.Rows {
		columns = max(columns, len(row))
	}
	if err := sw.SetColWidth(1, columns, 24); err != nil {
		return err
	}
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i, row := range s.Rows {
		style := styles[1]
		if i == 0 {
			style = styles[0]
		}
		cells := make([]any, len(row))
		for k, value := range row {
			value = clean(Cell{Text: value}).Text
			if len(value) > cellLimit {
				return fmt.Errorf("row %d: a cell has more than %d bytes", i+1, cellLimit)
			}
			cells[k] = excelize.Cell{StyleID: style, Value: value}
		}
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := sw.SetRow(at, cells); err != nil {
			return err
		}
	}
	return sw.Flush()
}
