package export

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// chartInks are the colours of series: none of them stands for a perspective,
// and neighbours differ in lightness.
var chartInks = []string{"3B4A5A", "8A7CA8", "C3CBD4", "E3E0E8"}

// charts puts the charts of a table below it, side by side. The chart's first
// column holds the categories.
func (b *workbook) charts(t *Table, line int) error {
	column := 1
	for _, c := range t.Charts {
		lines, most := b.extent(c)
		if lines == 0 {
			continue
		}
		ref, err := excelize.CoordinatesToCellName(column, line)
		if err != nil {
			return err
		}
		if err := b.f.AddChart(t.Name, ref, chartOf(c, lines, most)); err != nil {
			return fmt.Errorf("chart %q: %w", c.Title, err)
		}
		column += across(t.Columns[min(column-1, len(t.Columns)):])
	}
	return nil
}

// extent returns the number of rows that a chart shows, and its highest column.
func (b *workbook) extent(c Chart) (lines int, most float64) {
	for _, t := range b.tables {
		if t.Name != c.Table {
			continue
		}
		lines = t.Len
		for row := range t.Rows {
			sum := 0.0
			for _, s := range c.Series {
				sum += row[s].Number
			}
			most = max(most, sum)
		}
	}
	return lines, most
}

const chartWidth = 560 // pixels

// across counts the columns that a chart covers, and one more.
func across(columns []Column) int {
	pixels := 0.0
	for i, c := range columns {
		if pixels += 7*c.Width + 5; pixels > chartWidth+20 {
			return i + 1
		}
	}
	return len(columns) + 1 + int((chartWidth-pixels)/64)
}

func chartOf(c Chart, lines int, most float64) *excelize.Chart {
	out := &excelize.Chart{
		Type:      excelize.ColStacked,
		Dimension: excelize.ChartDimension{Width: chartWidth, Height: 300},
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.Title, Font: &excelize.Font{Bold: true, Size: 11, Color: ink}}}},
		Legend:    excelize.ChartLegend{Position: "bottom"},
		XAxis:     excelize.ChartAxis{Font: excelize.Font{Color: ink, Size: 9}},
		YAxis:     excelize.ChartAxis{MajorGridLines: true, Font: excelize.Font{Color: ink, Size: 9}, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0"}},
	}
	if most <= 10 {
		out.YAxis.MajorUnit = 1
	}
	for i, s := range c.Series {
		name, err := excelize.ColumnNumberToName(s + 1)
		if err != nil {
			continue // a column number is always positive
		}
		out.Series = append(out.Series, excelize.ChartSeries{
			Name:       fmt.Sprintf("'%s'!$%s$1", c.Table, name),
			Categories: fmt.Sprintf("'%s'!$A$2:$A$%d", c.Table, lines+1),
			Values:     fmt.Sprintf("'%s'!$%s$2:$%s$%d", c.Table, name, name, lines+1),
			Fill:       solid(chartInks[i%len(chartInks)]),
		})
	}
	return out
}
