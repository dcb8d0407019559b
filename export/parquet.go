package export

import (
	"fmt"
	"io"
	"slices"

	"github.com/parquet-go/parquet-go"
)

// Parquet writes one table as a Parquet file: texts as strings, never null;
// numbers as doubles, null where a cell is empty. Columns keep their order and
// are named by their keys.
func Parquet(w io.Writer, t *Table) error {
	pw := parquet.NewWriter(w, parquetSchema(t), parquet.Compression(&parquet.Snappy),
		parquet.CreatedBy("scan", "1", "0"), parquet.KeyValueMetadata("description", t.Title+". "+Attribution))
	const batch = 512
	buf := make([]parquet.Row, 0, batch)
	flush := func() error {
		if _, err := pw.WriteRows(buf); err != nil {
			return fmt.Errorf("parquet: %s: %w", t.Name, err)
		}
		buf = buf[:0]
		return nil
	}
	for row := range t.Rows {
		if buf = append(buf, parquetRow(t, row)); len(buf) == batch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	if err := pw.Close(); err != nil {
		return fmt.Errorf("parquet: %s: %w", t.Name, err)
	}
	return nil
}

// ordered is a group whose fields keep the order of the table's columns;
// parquet.Group sorts them by name.
type ordered struct {
	parquet.Group
	keys []string
}

// Fields returns the columns in the order of the table.
func (o ordered) Fields() []parquet.Field {
	fields := o.Group.Fields()
	slices.SortFunc(fields, func(a, b parquet.Field) int {
		return slices.Index(o.keys, a.Name()) - slices.Index(o.keys, b.Name())
	})
	return fields
}

func parquetSchema(t *Table) *parquet.Schema {
	g := ordered{Group: parquet.Group{}}
	for _, c := range t.Columns {
		g.keys = append(g.keys, c.Key)
		if c.Number {
			g.Group[c.Key] = parquet.Optional(parquet.Leaf(parquet.DoubleType))
		} else {
			g.Group[c.Key] = parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
		}
	}
	return parquet.NewSchema(tableName(t.Name), g)
}

func parquetRow(t *Table, row []Cell) parquet.Row {
	out := make(parquet.Row, len(t.Columns))
	for i, c := range t.Columns {
		var cell Cell
		if i < len(row) {
			cell = row[i]
		}
		switch {
		case !c.Number:
			out[i] = parquet.ByteArrayValue([]byte(clean(cell).Text)).Level(0, 0, i)
		case cell.IsNum:
			out[i] = parquet.DoubleValue(cell.Number).Level(0, 1, i)
		default:
			out[i] = parquet.NullValue().Level(0, 0, i)
		}
	}
	return out
}
