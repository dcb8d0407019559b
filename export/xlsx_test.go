package export

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"policyscan/ingest"
	"policyscan/match"
)

func workbookOf(t testing.TB, in Input) []byte {
	t.Helper()
	r, err := NewReport(in)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := XLSX(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// dump lists every cell of a workbook, for the golden file.
func dump(t testing.TB, workbook []byte) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b strings.Builder
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "== %s\n", name)
		for i, row := range rows {
			for j, v := range row {
				ref, _ := excelize.CoordinatesToCellName(j+1, i+1)
				if v == "" {
					continue
				}
				fmt.Fprintf(&b, "%s: %s", ref, strings.ReplaceAll(v, "\n", "⏎"))
				if formula, _ := f.GetCellFormula(name, ref); formula != "" {
					target, _, _ := strings.Cut(strings.TrimPrefix(formula, "HYPERLINK("), ",\"")
					fmt.Fprintf(&b, " → %s", target)
				}
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}

// golden compares got with a file in testdata; UPDATE=1 rewrites the file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE") == "1" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (UPDATE=1 writes it)", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); UPDATE=1 rewrites it:\n%s", path, diff)
	}
}

func TestWorkbookGolden(t *testing.T) {
	b := workbookOf(t, fixtureInput(t))
	if dir := os.Getenv("EXPORT_LOOK"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "fixture.xlsx"), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "workbook.txt", dump(t, b))
}

func TestWorkbookIsTheSameForTheSameInput(t *testing.T) {
	want := workbookOf(t, fixtureInput(t))
	for seed := range uint64(5) {
		in := fixtureInput(t)
		rng := rand.New(rand.NewPCG(seed, 1))
		rng.Shuffle(len(in.Documents), func(i, j int) { in.Documents[i], in.Documents[j] = in.Documents[j], in.Documents[i] })
		rng.Shuffle(len(in.Evidence), func(i, j int) { in.Evidence[i], in.Evidence[j] = in.Evidence[j], in.Evidence[i] })
		if got := workbookOf(t, in); !bytes.Equal(got, want) {
			t.Fatalf("seed %d: the workbook depends on the order of its input", seed)
		}
	}
}

var nasty = []string{
	`=HYPERLINK("http://example.org","x")`, "+1+1", "-2", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "'=1", "\x00\x07bell\x1b", "a\r\nb",
	"\xff\xfe broken", "_x0041_ escape", strings.Repeat("very long ", 6000), "النص العربي من اليمين", "\u202Ereversed", "👩🏽‍⚖️ emoji 🏛", "<b>&amp;</b>", "",
}

// ours matches the only formulas that we write.
var ours = regexp.MustCompile(`(?s)^HYPERLINK\(("laws/[^"]*"|"#'Evidence'!A"&MATCH\("[^"]*",Evidence!A:A,0\)),"([^"]|"")*"\)$`)

func TestNoTextBecomesAFormula(t *testing.T) {
	in := fixtureInput(t)
	for i, s := range nasty {
		e := evidenceOf(fixtureTags[0], i)
		e.ID, e.Quote, e.Rules, e.Heading, e.Before = fmt.Sprintf("nasty-%d", i), s, nil, s, s
		in.Evidence = append(in.Evidence, e)
		d := ingest.Document{ID: fmt.Sprintf("doc-%d", i), Path: "x/" + s, Status: ingest.Failed, Reason: s}
		d.Title.Value, d.Jurisdiction.Value = s, s
		in.Documents = append(in.Documents, d)
	}
	in.Title = "=1+1"
	f, err := excelize.OpenReader(bytes.NewReader(workbookOf(t, in)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j, v := range row {
				ref, _ := excelize.CoordinatesToCellName(j+1, i+1)
				formula, err := f.GetCellFormula(name, ref)
				if err != nil {
					t.Fatal(err)
				}
				if formula != "" && !ours.MatchString(formula) {
					t.Errorf("%s!%s holds a formula: %.80s", name, ref, formula)
				}
				if n := units(v); n > cellLimit {
					t.Errorf("%s!%s holds %d characters", name, ref, n)
				}
			}
		}
	}
}

func TestBoldWordsAreTheMatchedWords(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(workbookOf(t, fixtureInput(t))))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, _ := f.GetRows("Evidence")
	column, matchedColumn := -1, -1
	for j, h := range rows[0] {
		switch h {
		case "Quotation":
			column = j + 1
		case "Matched words":
			matchedColumn = j
		}
	}
	for i := range rows[1:] {
		ref, _ := excelize.CoordinatesToCellName(column, i+2)
		runs, err := f.GetCellRichText("Evidence", ref)
		if err != nil {
			t.Fatal(err)
		}
		var bold []string
		for _, run := range runs {
			if run.Font != nil && run.Font.Bold {
				bold = append(bold, run.Text)
			}
		}
		if got, want := strings.Join(bold, " | "), rows[i+1][matchedColumn]; got != want {
			t.Errorf("row %d: bold %q, matched %q", i+2, got, want)
		}
	}
}

func TestLinksLeadToTheirEvidence(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(workbookOf(t, fixtureInput(t))))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	place := map[string]string{}
	rows, _ := f.GetRows("Evidence")
	for _, row := range rows[1:] {
		place[row[0]] = row[1]
	}
	id := regexp.MustCompile(`MATCH\("([^"]*)"`)
	rows, _ = f.GetRows("Matrix law")
	found := 0
	for i, row := range rows[1:] {
		for j := range row {
			ref, _ := excelize.CoordinatesToCellName(j+1, i+2)
			formula, _ := f.GetCellFormula("Matrix law", ref)
			m := id.FindStringSubmatch(formula)
			if m == nil {
				continue
			}
			found++
			if place[m[1]] != row[0] {
				t.Errorf("%s leads from %s to evidence of %q", ref, row[0], place[m[1]])
			}
		}
	}
	if found < 10 {
		t.Errorf("only %d links", found)
	}
}

func manyEvidence(n int) []match.Evidence {
	out := make([]match.Evidence, n)
	for i := range out {
		e := evidenceOf(fixtureTags[i%len(fixtureTags)], i)
		e.ID = fmt.Sprintf("%016x", i*7919)
		e.Quote += " " + strings.Repeat("and the provisions that follow it apply as they stand ", 8)
		out[i] = e
	}
	return out
}

func BenchmarkWorkbook50000(b *testing.B) {
	in := fixtureInput(b)
	in.Evidence = manyEvidence(50000)
	in.Decisions = nil
	for b.Loop() {
		r, err := NewReport(in)
		if err != nil {
			b.Fatal(err)
		}
		var n counter
		if err := XLSX(&n, r); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(n)/1e6, "MB")
	}
}

type counter int64

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }

// Spreadsheet programs repair, and so damage, workbooks whose named tables have
// heads that are empty, equal but for case, or not those of the sheet.
func TestHeadsOfNamedTables(t *testing.T) {
	in := fixtureInput(t)
	for i, j := range []string{"arvenland", "ARVENLAND", "criterion", "two\nlines", " ", strings.Repeat("long ", 100), "=1"} {
		d := ingest.Document{ID: fmt.Sprintf("d%d", i), Path: fmt.Sprintf("p%d", i), Status: ingest.Read, Passages: 1}
		d.Jurisdiction.Value = j
		in.Documents = append(in.Documents, d)
	}
	files := unzip(t, workbookOf(t, in))
	n := 0
	for name, b := range files {
		if !strings.HasPrefix(name, "xl/tables/") {
			continue
		}
		n++
		var table struct {
			Columns []struct {
				Name string `xml:"name,attr"`
			} `xml:"tableColumns>tableColumn"`
		}
		if err := xml.Unmarshal(b, &table); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, c := range table.Columns {
			if c.Name == "" || seen[strings.ToLower(c.Name)] || strings.Contains(c.Name, "\n") || len([]rune(c.Name)) > 255 {
				t.Errorf("%s: head %q", name, c.Name)
			}
			seen[strings.ToLower(c.Name)] = true
		}
	}
	if n < 8 {
		t.Errorf("only %d named tables", n)
	}
}
