package export

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Sheet is one sheet of a spreadsheet as it was read: its rows of displayed
// texts. A CSV file is one sheet without a name.
type Sheet struct {
	Name string
	Rows [][]string
}

// maxUnzipped bounds what one spreadsheet may unfold to, in bytes.
const maxUnzipped = 1 << 30

// ReadRows reads a spreadsheet file, XLSX or CSV, by its content.
func ReadRows(path string) ([]Sheet, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sheets, err := ReadSheets(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return sheets, nil
}

// ReadSheets reads a spreadsheet, XLSX or CSV (UTF-8, comma, semicolon or tab),
// by its content. Formulas give their stored value; hidden rows and sheets are
// read like the others.
func ReadSheets(r io.Reader) ([]Sheet, error) {
	br := bufio.NewReader(r)
	head, err := br.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch {
	case len(head) == 0:
		return nil, errors.New("the file is empty")
	case string(head) == "PK\x03\x04":
		return readXLSX(br)
	case string(head) == "\xD0\xCF\x11\xE0":
		return nil, errors.New("an old or encrypted Excel file: save it as .xlsx without a password")
	}
	return readCSV(br)
}

func readXLSX(r io.Reader) (sheets []Sheet, err error) {
	defer func() {
		if p := recover(); p != nil { // the library trusts the XML it reads
			sheets, err = nil, fmt.Errorf("damaged workbook: %v", p)
		}
	}()
	f, err := excelize.OpenReader(r, excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: 64 << 20, RawCellValue: true})
	if err != nil {
		return nil, fmt.Errorf("not a readable workbook: %w", err)
	}
	defer f.Close()
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			return nil, fmt.Errorf("sheet %s: %w", name, err)
		}
		sheets = append(sheets, Sheet{Name: name, Rows: rows})
	}
	return sheets, nil
}

func readCSV(r io.Reader) ([]Sheet, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxUnzipped))
	if err != nil {
		return nil, err
	}
	b = bytes.TrimPrefix(b, []byte("\uFEFF"))
	if !utf8.Valid(b) || bytes.IndexByte(b, 0) >= 0 {
		return nil, errors.New("neither an Excel workbook nor CSV in UTF-8")
	}
	c := csv.NewReader(bytes.NewReader(b))
	c.FieldsPerRecord = -1
	c.Comma = separator(b)
	rows, err := c.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("csv: %w", err)
	}
	for _, row := range rows {
		for i := range row {
			row[i] = unguard(row[i])
		}
	}
	return []Sheet{{Rows: rows}}, nil
}

// separator guesses the separator from the first line: spreadsheet programs
// write semicolons where the comma is the decimal sign.
func separator(b []byte) rune {
	line, _, _ := strings.Cut(string(b[:min(len(b), 1<<16)]), "\n")
	best, most := ',', strings.Count(line, ",")
	for _, r := range ";\t" {
		if n := strings.Count(line, string(r)); n > most {
			best, most = r, n
		}
	}
	return best
}
