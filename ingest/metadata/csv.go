package metadata

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"unicode/utf8"
)

// MaxManifest bounds a manifest, in bytes.
const MaxManifest = 64 << 20

// ReadCSV reads the rows of a manifest as spreadsheet programs write them: in
// UTF-8, UTF-16 (with a byte-order mark) or Windows-1252, with commas,
// semicolons or tabs. Row i of the result is line i+1 of the file; lines that
// are empty, or that a cell runs over, give rows without cells.
func ReadCSV(data []byte) ([][]string, error) {
	if len(data) > MaxManifest {
		return nil, fmt.Errorf("it is larger than %d MB", MaxManifest>>20)
	}
	text, err := decode(data)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(text) == "" {
		return nil, errors.New("it is empty")
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma(text), -1, true
	var rows [][]string
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := r.FieldPos(0)
		for len(rows) < line-1 {
			rows = append(rows, nil)
		}
		rows = append(rows, row)
	}
}

// decode returns the text of a file in UTF-8, without a byte-order mark.
func decode(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
		return string(out), err
	case bytes.HasPrefix(data, []byte{0xef, 0xbb, 0xbf}):
		data = data[3:]
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return "", errors.New("it is not a text file")
	}
	if utf8.Valid(data) {
		return string(data), nil
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(data)
	return string(out), err
}

// comma returns what separates the cells of the first line that is not empty.
func comma(text string) rune {
	line := ""
	for l := range strings.Lines(text) {
		if line = strings.TrimSpace(l); line != "" {
			break
		}
	}
	best, most := ',', strings.Count(line, ",")
	for _, c := range ";\t" {
		if n := strings.Count(line, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}
