package export

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"policyscan/ingest"
	"policyscan/match"
)

// withTexts gives the fixture canonical texts in which the quotations stand at
// their offsets, with characters of several bytes before them.
func withTexts(t testing.TB, in Input) Input {
	t.Helper()
	texts := map[string]*strings.Builder{}
	for i := range in.Evidence {
		e := &in.Evidence[i]
		b := texts[e.Document]
		if b == nil {
			b = &strings.Builder{}
			b.WriteString("Gesetz über 👩🏽‍⚖️ naïve Œuvres — النص\n")
			texts[e.Document] = b
		}
		e.Start = b.Len()
		b.WriteString(e.Quote)
		e.End = b.Len()
		b.WriteString("\n§ weiter …\n")
	}
	in.Text = func(id string) (string, error) {
		if b := texts[id]; b != nil {
			return b.String(), nil
		}
		return "empty", nil
	}
	return in
}

func formatsInput(t testing.TB) Input {
	in := withTexts(t, fullInput(t))
	for i, s := range nasty {
		d := ingest.Document{ID: sum(s), Path: "x/" + s, Status: ingest.Failed, Reason: s}
		d.Title.Value = s
		in.Documents = append(in.Documents, d)
		e := in.Evidence[0]
		e.ID, e.Before, e.Heading = fmt.Sprintf("nasty%03d", i), s, s
		in.Evidence = append(in.Evidence, e)
	}
	in.Title = "=<&>\x00 title"
	return in
}

// encoded runs an encoder over the fixture; table formats give their first table.
func encoded(t testing.TB, r *Report, e Encoder) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	if e.Whole != nil {
		err = e.Whole(&b, r)
	} else {
		err = e.Table(&b, r.DataTables()[0])
	}
	if err != nil {
		t.Fatalf("%s: %v", e.Name, err)
	}
	return b.Bytes()
}

func TestEveryEncoderIsDeterministic(t *testing.T) {
	for _, e := range Encoders() {
		var first []byte
		for range 2 {
			r, err := NewReport(formatsInput(t))
			if err != nil {
				t.Fatal(err)
			}
			b := encoded(t, r, e)
			if first == nil {
				first = b
			} else if !bytes.Equal(first, b) {
				t.Errorf("%s: two runs differ", e.Name)
			}
			if bytes.Contains(b, []byte("\x00\x07bell")) && e.Name != "parquet" {
				t.Errorf("%s: control characters", e.Name)
			}
		}
		if dir := os.Getenv("EXPORT_LOOK"); dir != "" {
			r := fixtureReport(t)
			r.Text = withTexts(t, fixtureInput(t)).Text
			if e.Name == "html" || e.Name == "docx" {
				if err := os.WriteFile(filepath.Join(dir, "look."+e.Ending), encoded(t, r, e), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func TestCSVAndParquetReadBackEqual(t *testing.T) {
	r, err := NewReport(formatsInput(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, tab := range r.DataTables() {
		var want [][]string
		for row := range tab.Rows {
			var line []string
			for _, c := range row {
				if c.IsNum {
					line = append(line, strconv.FormatFloat(c.Number, 'f', -1, 64))
				} else {
					line = append(line, clean(c).Text)
				}
			}
			want = append(want, line)
		}
		t.Run(tab.Name+" csv", func(t *testing.T) {
			var b bytes.Buffer
			if err := CSV(&b, tab); err != nil {
				t.Fatal(err)
			}
			sheets, err := ReadSheets(&b)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, sheets[0].Rows[1:]); diff != "" {
				t.Errorf("differs (-want +got):\n%.2000s", diff)
			}
		})
		t.Run(tab.Name+" parquet", func(t *testing.T) {
			var b bytes.Buffer
			if err := Parquet(&b, tab); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, parquetRows(t, b.Bytes(), tab)); diff != "" {
				t.Errorf("differs (-want +got):\n%.2000s", diff)
			}
		})
	}
}

func parquetRows(t *testing.T, b []byte, tab *Table) [][]string {
	t.Helper()
	f, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range f.Schema().Columns() {
		if c[0] != tab.Columns[i].Key {
			t.Fatalf("column %d is %s, want %s", i, c[0], tab.Columns[i].Key)
		}
	}
	var out [][]string
	for _, g := range f.RowGroups() {
		rows := g.Rows()
		buf := make([]parquet.Row, 16)
		for {
			n, err := rows.ReadRows(buf)
			for _, row := range buf[:n] {
				var line []string
				for _, v := range row {
					switch {
					case v.IsNull():
						line = append(line, "")
					case v.Kind() == parquet.Double:
						line = append(line, strconv.FormatFloat(v.Double(), 'f', -1, 64))
					default:
						line = append(line, string(v.ByteArray()))
					}
				}
				out = append(out, line)
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestJSONLinesFollowTheirSchema(t *testing.T) {
	r, err := NewReport(formatsInput(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, tab := range r.DataTables() {
		var b bytes.Buffer
		if err := JSONLines(&b, tab); err != nil {
			t.Fatal(err)
		}
		var schema struct {
			Required   []string
			Properties map[string]struct{ Type any }
		}
		if err := json.Unmarshal(Schema(tab), &schema); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
		if len(lines) != tab.Len && tab.Len > 0 {
			t.Errorf("%s: %d lines for %d rows", tab.Name, len(lines), tab.Len)
		}
		for _, line := range lines {
			var m map[string]any
			if err := json.Unmarshal([]byte(line), &m); err != nil {
				t.Fatalf("%s: %v: %.200s", tab.Name, err, line)
			}
			if len(m) != len(schema.Required) {
				t.Fatalf("%s: %d keys, schema has %d", tab.Name, len(m), len(schema.Required))
			}
			for k, v := range m {
				_, isText := v.(string)
				if isText != (schema.Properties[k].Type == "string") {
					t.Errorf("%s: %s is %T, schema says %v", tab.Name, k, v, schema.Properties[k].Type)
				}
			}
		}
	}
}

// shared finds the directory of third-party standards beside the repository.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for range 6 {
		p := filepath.Join(dir, "shared", name)
		if _, err := os.Stat(p); err == nil {
			return p
		}
		dir = filepath.Dir(dir)
	}
	t.Skipf("shared/%s is not beside the repository", name)
	return ""
}

func unzip(t *testing.T, b []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func qdpx(t *testing.T) (map[string][]byte, qdaProject) {
	t.Helper()
	r, err := NewReport(formatsInput(t))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := QDPX(&b, r); err != nil {
		t.Fatal(err)
	}
	files := unzip(t, b.Bytes())
	var p qdaProject
	if err := xml.Unmarshal(files["project.qde"], &p); err != nil {
		t.Fatal(err)
	}
	return files, p
}

func TestQDPXFollowsTheSchema(t *testing.T) {
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint (libxml2-utils) is not installed")
	}
	schema := shared(t, "standards/refi-qda-Project.xsd")
	files, _ := qdpx(t)
	path := filepath.Join(t.TempDir(), "project.qde")
	if err := os.WriteFile(path, files["project.qde"], 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(xmllint, "--noout", "--nonet", "--schema", schema, path).CombinedOutput(); err != nil {
		t.Errorf("not valid: %v\n%.3000s", err, out)
	}
}

// The published schema of projects holds the codebook's types too; as a file of
// its own a codebook has another name space, and its root says where it is from.
func TestQDCFollowsTheSchema(t *testing.T) {
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint (libxml2-utils) is not installed")
	}
	schema, err := os.ReadFile(shared(t, "standards/refi-qda-Project.xsd"))
	if err != nil {
		t.Fatal(err)
	}
	asCodebook := strings.NewReplacer(
		"urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0",
		`name="Project" type="ProjectType"`, `name="CodeBook" type="QDCType"`,
		"</xsd:schema>", `<xsd:complexType name="QDCType"><xsd:complexContent><xsd:extension base="CodeBookType"><xsd:attribute name="origin" type="xsd:string"/></xsd:extension></xsd:complexContent></xsd:complexType></xsd:schema>`,
	).Replace(string(schema))
	r, err := NewReport(formatsInput(t))
	if err != nil {
		t.Fatal(err)
	}
	var book bytes.Buffer
	if err := QDC(&book, r); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	xsd, qdc := filepath.Join(dir, "Codebook.xsd"), filepath.Join(dir, "codebook.qdc")
	for path, b := range map[string][]byte{xsd: []byte(asCodebook), qdc: book.Bytes()} {
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command(xmllint, "--noout", "--nonet", "--schema", xsd, qdc).CombinedOutput(); err != nil {
		t.Errorf("not valid: %v\n%.3000s", err, out)
	}
}

func TestQDPXPositionsSliceBackToQuotations(t *testing.T) {
	files, p := qdpx(t)
	quotes := map[string]bool{}
	in := formatsInput(t)
	for _, e := range in.Evidence {
		quotes[e.Quote] = true
	}
	guids := map[string]bool{}
	var note func([]qdaCode)
	note = func(cs []qdaCode) {
		for _, c := range cs {
			guids[c.GUID] = true
			note(c.Codes)
		}
	}
	note(p.Codes)
	n := 0
	for _, s := range p.Sources.Texts {
		text := []rune(string(files["sources/"+strings.TrimPrefix(s.Path, "internal://")]))
		for _, sel := range s.Selections {
			n++
			if q := string(text[sel.Start:sel.End]); !quotes[q] {
				t.Errorf("%s: %d to %d is %q", s.Name, sel.Start, sel.End, q)
			}
			for _, c := range sel.Codings {
				if !guids[c.Code.Target] {
					t.Errorf("a coding points to a code that is not in the codebook")
				}
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d selections", n)
	}
}

func TestMovedTextIsAnError(t *testing.T) {
	in := formatsInput(t)
	in.Evidence[3].Start++
	r, err := NewReport(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []func(io.Writer, *Report) error{QDPX, WebAnnotations} {
		if err := f(io.Discard, r); err == nil || !strings.Contains(err.Error(), in.Evidence[3].ID) {
			t.Errorf("error %v does not name the evidence", err)
		}
	}
	in.Text = nil
	if r, err = NewReport(in); err != nil {
		t.Fatal(err)
	}
	if err := QDPX(io.Discard, r); err == nil {
		t.Error("a project without texts")
	}
	if err := WebAnnotations(io.Discard, r); err != nil {
		t.Errorf("annotations without texts still have quotations: %v", err)
	}
}

func TestWebAnnotations(t *testing.T) {
	in := formatsInput(t)
	r, err := NewReport(in)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WebAnnotations(&b, r); err != nil {
		t.Fatal(err)
	}
	var p struct{ Items []annotation }
	if err := json.Unmarshal(b.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	byID := map[string]match.Evidence{}
	for _, e := range in.Evidence {
		byID["urn:scan:evidence:"+e.ID] = e
	}
	for _, a := range p.Items {
		e := byID[a.ID]
		text, _ := in.Text(e.Document)
		position := a.Target.Selector[1]
		got := string([]rune(text)[int(position["start"].(float64)):int(position["end"].(float64))])
		if got != e.Quote || a.Target.Selector[0]["exact"] != e.Quote {
			t.Errorf("%s: %q is not the quotation", a.ID, got)
		}
	}
	if want := len(in.Evidence) - 1; len(p.Items) != want {
		t.Errorf("%d annotations, want %d (one is rejected)", len(p.Items), want)
	}
}

func TestXMLPartsAreWellFormed(t *testing.T) {
	r, err := NewReport(formatsInput(t))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, e := range Encoders() {
		switch e.Name {
		case "docx", "xlsx":
			for name, b := range unzip(t, encoded(t, r, e)) {
				parts[e.Name+" "+name] = b
			}
		case "qdc":
			parts["qdc"] = encoded(t, r, e)
		}
	}
	for name, b := range parts {
		d := xml.NewDecoder(bytes.NewReader(b))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}

func TestHTMLIsSelfContainedAndSafe(t *testing.T) {
	in := formatsInput(t)
	in.Evidence[0].Heading = `<script>alert(1)</script>"onload="x`
	r, err := NewReport(in)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := HTML(&b, r); err != nil {
		t.Fatal(err)
	}
	s := b.String()
	for _, bad := range []string{"<script", "src=", "<link", "@import", "url(", `"onload`} {
		if strings.Contains(s, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	for _, e := range in.Evidence {
		if strings.Count(s, `id="e-`+e.ID+`"`) != 1 {
			t.Errorf("evidence %s is not there once", e.ID)
		}
	}
	if !strings.Contains(s, "purchase-act.pdf#page=2") {
		t.Error("no link to the page of a PDF")
	}
}
