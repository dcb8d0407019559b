package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
)

// JSONLines writes one table as JSON Lines: one object a row, keys in the order
// of the columns. Numbers are numbers, an empty number is null, all else is text.
// [Schema] describes the objects.
func JSONLines(w io.Writer, t *Table) error {
	bw := bufio.NewWriterSize(w, 1<<16)
	for row := range t.Rows {
		bw.WriteByte('{')
		for i, col := range t.Columns {
			if i > 0 {
				bw.WriteByte(',')
			}
			bw.WriteString(strconv.Quote(col.Key))
			bw.WriteByte(':')
			var c Cell
			if i < len(row) {
				c = row[i]
			}
			switch {
			case c.IsNum:
				bw.WriteString(strconv.FormatFloat(c.Number, 'f', -1, 64))
			case col.Number && c.Text == "":
				bw.WriteString("null")
			default:
				bw.Write(quoted(clean(c).Text))
			}
		}
		bw.WriteString("}\n")
	}
	if err := bw.Flush(); err != nil {
		return fmt.Errorf("json lines: %s: %w", t.Name, err)
	}
	return nil
}

func quoted(s string) []byte {
	b, _ := json.Marshal(s) // a string always marshals
	return b
}

// Schema returns the JSON Schema of the objects that [JSONLines] writes for a
// table.
func Schema(t *Table) []byte {
	props := map[string]any{}
	var keys []string
	for _, c := range t.Columns {
		p := map[string]any{"type": "string"}
		if c.Number {
			p["type"] = []string{"number", "null"}
		}
		if c.About != "" {
			p["description"] = c.About
		}
		props[c.Key] = p
		keys = append(keys, c.Key)
	}
	b, _ := json.MarshalIndent(map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"title":   t.Name, "description": t.Title + ". " + Attribution,
		"type": "object", "properties": props, "required": keys, "additionalProperties": false,
	}, "", "  ")
	return append(b, '\n')
}
