package export

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// XLSX writes the report as a workbook.
func XLSX(w io.Writer, r *Report) error { return writeWorkbook(w, r, r.Tables()) }

// workbook is a workbook being written.
type workbook struct {
	f      *excelize.File
	styles *styles
	tables []*Table
	lists  []string // long lists of choices, joined; each has a column of the hidden sheet
}

func writeWorkbook(w io.Writer, r *Report, tables []*Table) (err error) {
	f := excelize.NewFile()
	defer func() {
		if e := f.Close(); err == nil && e != nil {
			err = fmt.Errorf("workbook: %w", e)
		}
	}()
	f.SetZipWriter(func(w io.Writer) excelize.ZipWriter {
		return newArchive(w, "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")
	})
	b := &workbook{f: f, styles: newStyles(f), tables: tables}
	for i, t := range tables {
		if err := b.addSheet(i, t); err != nil {
			return fmt.Errorf("workbook: sheet %s: %w", t.Name, err)
		}
	}
	f.SetActiveSheet(0) // while the sheets are empty: afterwards it would parse all that was written
	for _, t := range tables {
		if err := b.write(t); err != nil {
			return fmt.Errorf("workbook: sheet %s: %w", t.Name, err)
		}
	}
	if err := b.properties(r); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	if _, err := f.WriteTo(w); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	return nil
}

func (b *workbook) addSheet(i int, t *Table) error {
	if i == 0 {
		return b.f.SetSheetName("Sheet1", t.Name)
	}
	_, err := b.f.NewSheet(t.Name)
	return err
}

func (b *workbook) properties(r *Report) error {
	stamp := r.Dated + "T00:00:00Z"
	if err := b.f.SetDocProps(&excelize.DocProperties{
		Title: clean(text(r.Title)).Text, Creator: "scan", Description: clean(text(r.Attribution)).Text, Created: stamp, Modified: stamp,
	}); err != nil {
		return err
	}
	return b.f.SetAppProps(&excelize.AppProperties{Application: "scan"})
}

// write streams one table into its sheet.
func (b *workbook) write(t *Table) error {
	if err := b.page(t); err != nil {
		return err
	}
	sw, err := b.f.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	for i, c := range t.Columns {
		if err := sw.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
	}
	if !t.Prose {
		corner, err := excelize.CoordinatesToCellName(t.Freeze+1, 2)
		if err != nil {
			return err
		}
		pane := "bottomLeft"
		if t.Freeze > 0 {
			pane = "bottomRight"
		}
		if err := sw.SetPanes(&excelize.Panes{Freeze: true, XSplit: t.Freeze, YSplit: 1, TopLeftCell: corner, ActivePane: pane}); err != nil {
			return err
		}
		if err := b.head(sw, t); err != nil {
			return err
		}
	}
	n, err := b.body(sw, t)
	if err != nil {
		return err
	}
	if err := b.finish(sw, t, n); err != nil {
		return err
	}
	return b.notes(sw, t, n)
}

func (b *workbook) head(sw *excelize.StreamWriter, t *Table) error {
	values := make([]any, len(t.Columns))
	for i, h := range heads(t) {
		values[i] = excelize.Cell{StyleID: b.styles.head(t.Columns[i].Tone), Value: h}
	}
	return sw.SetRow("A1", values, excelize.RowOpts{Height: headHeight(t)})
}

// heads returns the heads of a table as a named table needs them: one line, not
// empty, at most 255 characters, and unique whatever their case. Jurisdictions
// are heads, and people name folders as they like.
func heads(t *Table) []string {
	const most = 250
	seen := map[string]bool{}
	out := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		h := strings.Join(strings.Fields(clean(text(c.Head)).Text), " ")
		if r := []rune(h); len(r) > most/2 {
			h = string(r[:most/2]) + "…"
		}
		base := cmp.Or(h, "column")
		h = base
		for n := 2; seen[strings.ToLower(h)]; n++ {
			h = fmt.Sprintf("%s (%d)", base, n)
		}
		seen[strings.ToLower(h)] = true
		out[i] = h
	}
	return out
}

// headHeight makes room for the longest head, and for the filter's button.
func headHeight(t *Table) float64 {
	lines := 2
	for _, c := range t.Columns {
		lines = max(lines, linesOf(c.Head, c.Width*0.8))
	}
	return min(float64(lines)*13.5+10, 200)
}

// body writes the rows and returns how many lines the sheet has.
func (b *workbook) body(sw *excelize.StreamWriter, t *Table) (int, error) {
	line := 0
	if !t.Prose {
		line = 1
	}
	values := make([]any, len(t.Columns))
	for row := range t.Rows {
		line++
		for i := range values {
			values[i] = nil
			if i >= len(row) {
				continue
			}
			c := fit(clean(row[i]))
			values[i] = b.value(t.Columns[i], c)
		}
		start, err := excelize.CoordinatesToCellName(1, line)
		if err != nil {
			return 0, err
		}
		if err := sw.SetRow(start, values, excelize.RowOpts{Height: height(t, row)}); err != nil {
			return 0, err
		}
	}
	return line, nil
}

func (b *workbook) has(table string) bool {
	for _, t := range b.tables {
		if t.Name == table {
			return true
		}
	}
	return false
}

// value turns a cell into what excelize writes. A link is a formula that we
// compose of quoted literals, for three reasons: hyperlinks proper are limited
// to 65,530 a sheet, LibreOffice does not wrap cells that have one, and a
// formula finds its evidence also after the sheet was sorted.
func (b *workbook) value(col Column, c Cell) any {
	target := b.target(c)
	l := look{tone: c.Tone, link: target != "", number: c.IsNum, asText: active(c.Text), fill: col.Fill, single: col.Single}
	if target != "" {
		l.asText = false
		return excelize.Cell{StyleID: b.styles.body(l), Formula: "HYPERLINK(" + target + "," + literal(c.Text) + ")", Value: c.Text}
	}
	style := b.styles.body(l)
	switch {
	case c.IsNum:
		return excelize.Cell{StyleID: style, Value: c.Number}
	case len(c.Bold) > 0 || len(c.Faint) > 0:
		return excelize.Cell{StyleID: style, Value: b.styles.runs(c)}
	case c.Text == "":
		return excelize.Cell{StyleID: style}
	}
	return excelize.Cell{StyleID: style, Value: c.Text}
}

// target is the first argument of a cell's HYPERLINK formula, or "" where the
// cell has no link, or none that the format can hold (literals of at most 255
// characters).
func (b *workbook) target(c Cell) string {
	switch {
	case units(c.Text) > 255:
		return ""
	case c.Link.File != "" && len(c.Link.File) <= 255:
		return literal(c.Link.File)
	case c.Link.Evidence != "" && len(c.Link.Evidence) <= 255 && b.has("Evidence"):
		return `"#'Evidence'!A"&MATCH(` + literal(c.Link.Evidence) + `,Evidence!A:A,0)`
	}
	return ""
}

// literal quotes a text for a formula.
func literal(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// notes writes the notes of a table below it, one empty line apart, and ends
// the sheet.
func (b *workbook) notes(sw *excelize.StreamWriter, t *Table, lines int) error {
	for i, n := range t.Notes {
		ref, err := excelize.CoordinatesToCellName(1, max(lines, 2)+2+i)
		if err != nil {
			return err
		}
		if err := sw.SetRow(ref, []any{excelize.Cell{StyleID: b.styles.body(look{tone: Note}), Value: clean(text(n)).Text}}); err != nil {
			return err
		}
	}
	if err := b.charts(t, max(lines, 2)+2+len(t.Notes)+1); err != nil {
		return err
	}
	return sw.Flush()
}

// finish adds what needs to know the number of lines: the named table with its
// filter, drop-downs and print titles.
func (b *workbook) finish(sw *excelize.StreamWriter, t *Table, lines int) error {
	if t.Prose {
		return nil
	}
	last, err := excelize.CoordinatesToCellName(len(t.Columns), max(lines, 2))
	if err != nil {
		return err
	}
	stripes := false
	if err := sw.AddTable(&excelize.Table{Range: "A1:" + last, Name: tableName(t.Name), ShowRowStripes: &stripes}); err != nil {
		return err
	}
	for i, c := range t.Columns {
		if len(c.Choice) == 0 {
			continue
		}
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		dv := excelize.NewDataValidation(true)
		dv.SetSqref(fmt.Sprintf("%s2:%s%d", name, name, max(lines, 2)))
		if err := b.choices(dv, t, c); err != nil {
			return err
		}
		dv.SetError(excelize.DataValidationErrorStyleWarning, c.Head, "Please choose from the list: "+c.About)
		if err := b.f.AddDataValidation(t.Name, dv); err != nil {
			return err
		}
	}
	return nil
}

// choices sets the list of a drop-down: inline where it is short enough for the
// format (255 characters).
func (b *workbook) choices(dv *excelize.DataValidation, t *Table, c Column) error {
	if len(strings.Join(c.Choice, ",")) <= 250 {
		return dv.SetDropList(c.Choice)
	}
	ref, err := b.list(c)
	if err != nil {
		return err
	}
	dv.SetSqrefDropList(ref)
	return nil
}

// list puts a long list of choices into a column of a hidden sheet, once, and
// returns its place.
func (b *workbook) list(c Column) (string, error) {
	const sheet = "Lists"
	joined := strings.Join(c.Choice, "\n")
	column := slices.Index(b.lists, joined)
	isNew := column < 0
	if isNew {
		if len(b.lists) == 0 {
			if _, err := b.f.NewSheet(sheet); err != nil {
				return "", err
			}
			if err := b.f.SetSheetVisible(sheet, false); err != nil {
				return "", err
			}
		}
		column = len(b.lists)
		b.lists = append(b.lists, joined)
	}
	name, err := excelize.ColumnNumberToName(column + 1)
	if err != nil {
		return "", err
	}
	if isNew {
		for i, v := range c.Choice {
			if err := b.f.SetCellStr(sheet, fmt.Sprintf("%s%d", name, i+1), v); err != nil {
				return "", err
			}
		}
	}
	return fmt.Sprintf("%s!$%s$1:$%s$%d", sheet, name, name, len(c.Choice)), nil
}

// tableName makes a name for a table: letters, digits and underscores.
func tableName(sheet string) string { return strings.ReplaceAll(sheet, " ", "_") + "_table" }

// page sets up printing: paper, orientation, titles, header and footer.
func (b *workbook) page(t *Table) error {
	orientation, size, fitTo, zero := "portrait", 9, max(t.Pages, 1), 0
	if t.Wide {
		orientation, size = "landscape", 8
	}
	yes := true
	if err := b.f.SetSheetProps(t.Name, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	if err := b.f.SetPageLayout(t.Name, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &fitTo, FitToHeight: &zero}); err != nil {
		return err
	}
	side, top := 0.4, 0.6
	if err := b.f.SetPageMargins(t.Name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &top}); err != nil {
		return err
	}
	if err := b.f.SetHeaderFooter(t.Name, &excelize.HeaderFooterOptions{
		OddHeader: "&L&9" + strings.ReplaceAll(t.Title, "&", "&&") + "&R&9&A",
		OddFooter: "&L&8Describes texts; no finding of fact, no evaluation, no legal advice.&R&8&P / &N",
	}); err != nil {
		return err
	}
	if t.Prose {
		return nil
	}
	titles := fmt.Sprintf("'%s'!$1:$1", t.Name)
	if t.Freeze > 0 {
		col, err := excelize.ColumnNumberToName(t.Freeze)
		if err != nil {
			return err
		}
		titles = fmt.Sprintf("'%s'!$A:$%s,%s", t.Name, col, titles)
	}
	return b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: titles, Scope: t.Name})
}

// height estimates the height of a row in points, from its longest cell; 0
// leaves it to the program that opens the file.
func height(t *Table, row []Cell) float64 {
	lines := 1
	for i, c := range row {
		if i >= len(t.Columns) || c.IsNum {
			continue
		}
		n := linesOf(c.Text, t.Columns[i].Width)
		if t.Columns[i].Single {
			n = 1
		}
		if most := t.Columns[i].Lines; most > 0 {
			n = min(n, most)
		}
		lines = max(lines, n)
	}
	return min(float64(lines)*13+4, 400)
}

// linesOf estimates how many lines a text takes in a column.
func linesOf(s string, width float64) int {
	if s == "" {
		return 1
	}
	n := 0
	for _, l := range strings.SplitN(s, "\n", 40) {
		used := 0.0
		for _, r := range l {
			used += advance(r)
			if used > 60*width {
				break
			}
		}
		n += max(1, int(used/(width*1.02)+0.99))
	}
	return n
}

// advance is the rough width of a character: East Asian ones are double.
func advance(r rune) float64 {
	if r >= 0x1100 && (r <= 0x115F || r >= 0x2E80 && r <= 0xFFDC || r >= 0x1F300) {
		return 2
	}
	return 1
}
