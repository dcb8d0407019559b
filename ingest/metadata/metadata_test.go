package metadata

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/ingest"
	"policyscan/ingest/reading"
)

func TestJurisdiction(t *testing.T) {
	tests := []struct {
		name, want string
		ok         bool
	}{
		{"NZ", "NZ", true}, {"New Zealand", "NZ", true}, {"new_zealand", "NZ", true},
		{"US-DC", "US-DC", true}, {"UK", "GB", true}, {"Scotland", "GB-SCT", true}, {"Sverige", "SE", true},
		{"EU", "EU", true}, {"Council of Europe", "CoE", true}, {"Côte d'Ivoire", "CI", true},
		{"Arvenland", "Arvenland", false}, {"in", "in", false}, {"no", "no", false}, {"act", "act", false},
		{"US-ZZZ", "US-ZZZ", false}, {"offtopic", "offtopic", false}, {"", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := Jurisdiction(tt.name); got != tt.want || ok != tt.ok {
				t.Errorf("got %q %t, want %q %t", got, ok, tt.want, tt.ok)
			}
		})
	}
}

func TestOfFolder(t *testing.T) {
	tests := []struct{ path, want string }{
		{"NZ/act.pdf", "NZ"},
		{"New Zealand/acts/act.pdf", "NZ"},
		{"US-DC/code.xml", "US-DC"},
		{"US/DC/code.xml", "US-DC"},
		{"US/US-NV/code.xml", "US-NV"},
		{"Australia/New South Wales/act.txt", "AU-NSW"},
		{"US/in/act.txt", "US"},
		{"AR/offtopic/ley.md", "AR"},
		{"Arvenland/North/act.txt", "Arvenland"},
		{"act.pdf", ""},
		{"laws.zip/NZ/act.pdf", ""},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			if got := OfFolder(tt.path); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestParseManifest(t *testing.T) {
	data := "\ufeffPath;Country;Title;Type;Date;Status;Language;Covers;Remark\r\n" +
		"NZ\\act.txt;New Zealand;Sex  Work Act;act;27 June 2003;in force;EN;C1, 3-5;mine\r\n" +
		"\r\n" +
		"./NZ/b.pdf;NZ;\"Two\r\nlines\";pamphlet;31.2.2003;valid;xx-;all\r\n" +
		"../c.pdf;NZ\r\n" +
		"NZ/act.txt;AU\r\n" +
		"NZ/*;;;report;2001;;;;folder\r\n"
	rows, err := ReadCSV([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	m, problems := ParseManifest(rows)
	var got []string
	for _, p := range problems {
		got = append(got, p.In("manifest.csv"))
	}
	want := []string{
		`manifest.csv:4: type "pamphlet": it is not one of constitution, statute, regulation, guidance, bill, policy, report, resolution, debate, court decision, submission, press`,
		`manifest.csv:4: date "31.2.2003": it is not a date such as 2003, 2003-06 or 2003-06-27`,
		`manifest.csv:4: language "xx-": it is not a language tag such as en, pt-BR or zh-Hant (BCP 47)`,
		`manifest.csv:6: path "../c.pdf": it leads out of the folder`,
		`manifest.csv:7: path "NZ/act.txt" is already given in line 2; this row is left out`,
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("problems (-got +want)\n%s", diff)
	}
	first := Row{Line: 2, Path: "NZ/act.txt", Extra: map[string]string{"Remark": "mine"}, Values: map[string]string{
		ColJurisdiction: "NZ", ColTitle: "Sex Work Act", ColType: "statute", ColDate: "2003-06-27",
		ColStatus: "in force", ColLanguage: "en", ColCovers: "C1 C3 C4 C5"}}
	if diff := cmp.Diff(*m.Lookup("NZ/act.txt"), first); diff != "" {
		t.Errorf("row (-got +want)\n%s", diff)
	}
	second := m.Lookup("NZ/b.pdf").Values
	if second[ColTitle] != "Two lines" || second[ColType] != "report" || second[ColDate] != "2001" || second[ColCovers] != "all" {
		t.Errorf("a row completed by its folder: %v", second)
	}
	if other := m.Lookup("NZ/sub/z.txt"); other == nil || other.Values[ColType] != "report" {
		t.Errorf("a file that only its folder describes: %+v", other)
	}
	if m.Lookup("AU/z.txt") != nil {
		t.Error("a file that nothing describes has a row")
	}
}

func TestManifestHeaders(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"no path", "title,type\na,b\n", `1: there is no column "path"`},
		{"a column twice", "path,title,title\na,b,c\n", `1: the column "title" is given twice`},
		{"more cells than columns", "path\na,b\n", `2: there are more cells than columns`},
		{"excel's number of a day", "path\tdate\na\t37799\n", ""},
		{"windows-1252", "path,title\na,Code p\xe9nal\n", ""},
		{"utf-16", "\xff\xfep\x00a\x00t\x00h\x00\n\x00a\x00\n\x00", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows, err := ReadCSV([]byte(tt.data))
			if err != nil {
				t.Fatal(err)
			}
			m, problems := ParseManifest(rows)
			switch {
			case tt.want == "" && (len(problems) > 0 || m.Lookup("a") == nil):
				t.Errorf("problems %v, rows %+v", problems, m.Rows)
			case tt.want != "" && (len(problems) == 0 || !strings.Contains(problems[0].In("m"), tt.want)):
				t.Errorf("got %v, want %q", problems, tt.want)
			}
		})
	}
	for _, data := range []string{"", " \n", "a\x00b"} {
		if _, err := ReadCSV([]byte(data)); err == nil {
			t.Errorf("%q was read", data)
		}
	}
}

func TestDateCell(t *testing.T) {
	tests := []struct{ cell, want string }{
		{"2003", "2003"}, {"2003-6", "2003-06"}, {"2003-06-27", "2003-06-27"}, {"2003-06-27T10:00:00Z", "2003-06-27"},
		{"27.6.2003", "2003-06-27"}, {"27/06/2003", "2003-06-27"}, {"20030627", "2003-06-27"}, {"37799", "2003-06-27"},
		{"27 June 2003", "2003-06-27"}, {"June 27, 2003", "2003-06-27"}, {"27th day of June, 2003", "2003-06-27"},
		{"27. Juni 2003", "2003-06-27"}, {"27 de junio de 2003", "2003-06-27"}, {"1er janvier 2020", "2020-01-01"},
		{"den 5 mars 1998", "1998-03-05"}, {"5. März 1998", "1998-03-05"}, {"12 giugno 1999", "1999-06-12"},
		{"2003-13-01", ""}, {"0001", ""}, {"soon", ""}, {"31.2.2003", ""},
	}
	for _, tt := range tests {
		if got, _ := dateCell(tt.cell); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.cell, got, tt.want)
		}
	}
}

func TestCovers(t *testing.T) {
	tests := []struct {
		cell, want string
		ok         bool
	}{
		{"all", "all", true}, {"NONE", "none", true}, {"c10 1;3-4", "C1 C3 C4 C10", true}, {"C1–C3", "C1 C2 C3", true},
		{"", "", true}, {"C0", "", false}, {"5-3", "", false}, {"criminal law", "", false},
	}
	for _, tt := range tests {
		got, err := Covers(tt.cell)
		if got != tt.want || (err == nil) != tt.ok {
			t.Errorf("%q: got %q, %v", tt.cell, got, err)
		}
	}
}

func TestTypeOfTitle(t *testing.T) {
	tests := []struct {
		title string
		want  ingest.DocumentType
	}{
		{"Sexual Services Act 2003", ingest.Statute},
		{"Sexual Services (Amendment) Bill", ingest.Bill},
		{"Sexual Services Regulations 2004", ingest.Regulation},
		{"Report on the Act of 2003", ingest.Report},
		{"Prostituiertenhilfegesetz", ingest.Statute},
		{"Prostitutionsverordnung", ingest.Regulation},
		{"Entwurf eines Gesetzes über die Hilfe", ingest.Bill},
		{"Lag (2009:41) om straff", ingest.Statute},
		{"Brottsbalk (1999:7)", ingest.Statute},
		{"Ley 418 contra la trata", ingest.Statute},
		{"Proyecto de ley contra la trata", ingest.Bill},
		{"Loi n° 2016-44", ingest.Statute},
		{"Stratégie nationale", ingest.Policy},
		{"Laki seksipalvelujen ostamisesta", ingest.Statute},
		{"Official Report, 18 February 2020", ingest.Debate},
		{"Guidelines on safety", ingest.Guidance},
		{"Constitution of Arvenland", ingest.Constitution},
		{"青少年保護法", ingest.Statute},
		{"青少年保護法施行令（抄）", ingest.Regulation},
		{"The village", ""},
	}
	for _, tt := range tests {
		if got, _ := typeOfTitle(tt.title); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.title, got, tt.want)
		}
	}
}

func TestTitleInText(t *testing.T) {
	tests := []struct {
		name string
		text []string
		want string
	}{
		{"a line with the words of a title", []string{"Arvenland Gazette No. 4", "Sexual Services Act 2003", "1 This Act may be cited so."}, "Sexual Services Act 2003"},
		{"no provision", []string{"Article 225-1 of the Code", "Whoever acts shall be punished."}, ""},
		{"no sentence", []string{"The Act of 2003 is repealed."}, ""},
		{"chinese characters", []string{"青少年保護法", "第一条 この法律は、青少年を保護する。"}, "青少年保護法"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := titleInText(extraction(nil, tt.text...)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// extraction makes an extraction of a heading and paragraphs.
func extraction(meta []reading.Meta, paragraphs ...string) *reading.Extraction {
	b := reading.NewBuilder("txt", reading.Options{})
	for _, p := range paragraphs {
		b.Add(reading.Block{}, p)
	}
	ex := b.Done()
	ex.Meta = meta
	return &ex
}

func TestDescribe(t *testing.T) {
	act := []string{"Printed under the authority of the State", "Sexual Services Act 2003", "An Act to reform the law. [Assented to 27 June 2003]",
		"2 Commencement: this Act comes into force on 1 January 2004.", "3 In this Act, unless the context otherwise requires, a person means any person.",
		"Consolidated to 5 March 2019."}
	field := func(value, from string) ingest.Field { return ingest.Field{Value: value, From: from} }
	tests := []struct {
		name, path string
		ex         *reading.Extraction
		row        *Row
		want       ingest.Metadata
	}{
		{"from the text", "Arvenland/act.txt", extraction(nil, act...), nil, ingest.Metadata{
			Title: field("Sexual Services Act 2003", "text"), Jurisdiction: field("Arvenland", "folder"),
			Type: field("statute", "text (title)"), Language: field("en", "text"),
			Enacted: field("2003-06-27", "text"), InForce: field("2004-01-01", "text"), Amended: field("2019-03-05", "text")}},
		{"the manifest comes first", "Arvenland/act.txt", extraction(nil, act...),
			&Row{Values: map[string]string{ColTitle: "SSA", ColType: "bill", ColStatus: "repealed", ColCovers: "all", ColDate: "2003"}, Extra: map[string]string{"note": "x"}},
			ingest.Metadata{
				Title: field("SSA", "manifest"), Jurisdiction: field("Arvenland", "folder"), Type: field("bill", "manifest"),
				Status: field("repealed", "manifest"), Language: field("en", "text"), Covers: field("all", "manifest"),
				Enacted: field("2003", "manifest"), InForce: field("2004-01-01", "text"), Amended: field("2019-03-05", "text"),
				Extra: map[string]string{"note": "x"}}},
		{"markup before text", "act.html", extraction([]reading.Meta{
			{Key: "title", Value: "Microsoft Word - final.doc", From: "Info Title"}, {Key: "title", Value: "Services Act", From: "meta title", Rank: 2},
			{Key: "title", Value: "Sexual Services Act", From: "FRBRalias", Rank: 1}, {Key: "jurisdiction", Value: "nz", From: "FRBRcountry"},
			{Key: "date-enacted", Value: "2003-06-28", From: "FRBRdate"}, {Key: "status", Value: "Repealed", From: "status"},
			{Key: "type", Value: "act", From: "akomaNtoso act"}, {Key: "language", Value: "de-DE", From: "html lang"},
			{Key: "number", Value: "2003 No 28", From: "FRBRnumber"}}, act...), nil, ingest.Metadata{
			Title: field("Sexual Services Act", "markup: FRBRalias"), Jurisdiction: field("NZ", "markup: FRBRcountry"),
			Type: field("statute", "markup: akomaNtoso act"), Status: field("repealed", "markup: status"), Language: field("en", "text"),
			Number:  field("2003 No 28", "markup: FRBRnumber"),
			Enacted: field("2003-06-28", "markup: FRBRdate"), InForce: field("2004-01-01", "text"), Amended: field("2019-03-05", "text")}},
		{"nothing known", "x.txt", nil, nil, ingest.Metadata{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(Describe(tt.path, tt.ex, tt.row), tt.want); diff != "" {
				t.Errorf("(-got +want)\n%s", diff)
			}
		})
	}
}

func TestManifestRoundTrip(t *testing.T) {
	doc := ingest.Document{Path: "NZ/act.txt", Metadata: ingest.Metadata{
		Title: ingest.Field{Value: "=Act, with \"quotes\""}, Type: ingest.Field{Value: "statute"}, Enacted: ingest.Field{Value: "2003-06"},
		Jurisdiction: ingest.Field{Value: "NZ"}, Extra: map[string]string{"Remark": "mine"}}}
	rows := ManifestRows([]ingest.Document{doc, {Path: "AU/b.txt"}}, func(d *ingest.Document) string { return "C1" })
	var out bytes.Buffer
	if err := WriteCSV(&out, rows); err != nil {
		t.Fatal(err)
	}
	again, err := ReadCSV(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	m, problems := ParseManifest(again)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	got := Describe(doc.Path, nil, m.Lookup(doc.Path))
	want := ingest.Metadata{
		Title: ingest.Field{Value: doc.Title.Value, From: "manifest"}, Type: ingest.Field{Value: "statute", From: "manifest"},
		Jurisdiction: ingest.Field{Value: "NZ", From: "manifest"}, Enacted: ingest.Field{Value: "2003-06", From: "manifest"},
		Covers: ingest.Field{Value: "C1", From: "manifest"}, Extra: map[string]string{"Remark": "mine"}}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("(-got +want)\n%s", diff)
	}
}

// FuzzParseManifest holds that a manifest of any bytes gives rows or reasons:
// every row has a clean path that finds it again, and every value is canonical.
func FuzzParseManifest(f *testing.F) {
	for _, s := range []string{"path,title\na,b\n", "\ufeffpath;date\na;1.2.2003\n", "path\n../a\n/b\nC:\\x\n*\n/*\n", "path\tcovers\na\t1-99\n", "\"", "path\n\"a\nb\"\nc/\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := ReadCSV(data)
		if err != nil {
			return
		}
		m, problems := ParseManifest(rows)
		for _, p := range problems {
			if p.Line < 0 || p.Line > len(rows) || p.Text == "" {
				t.Fatalf("problem %+v in %d rows", p, len(rows))
			}
		}
		for _, r := range m.Rows {
			if clean, err := cleanPath(r.Path); err != nil || clean != r.Path {
				t.Fatalf("path %q: %q %v", r.Path, clean, err)
			}
			if !strings.HasSuffix(r.Path, "/") && m.Lookup(r.Path) == nil {
				t.Fatalf("path %q is not found", r.Path)
			}
			for c, v := range r.Values {
				if again, err := canonical(c, v); err != nil || again != v {
					t.Fatalf("%s %q: %q %v", c, v, again, err)
				}
			}
		}
	})
}

// FuzzDescribe holds that no text makes the description fail, and that what it
// finds is well formed.
func FuzzDescribe(f *testing.F) {
	f.Add("NZ/a.txt", "Sexual Services Act 2003\nAssented to 27 June 2003")
	f.Add("", "vom 31. Februar 2003")
	f.Fuzz(func(t *testing.T, path, text string) {
		m := Describe(path, extraction(nil, strings.Split(text, "\n")...), nil)
		for _, d := range []string{m.Enacted.Value, m.InForce.Value, m.Amended.Value} {
			if again, ok := dateCell(d); d != "" && (!ok || again != d) {
				t.Fatalf("date %q", d)
			}
		}
	})
}

// TestDateOfTitle holds that a title that gives number and date gives the date,
// and any other the year.
func TestDateOfTitle(t *testing.T) {
	for title, want := range map[string]string{
		"LEGGE 3 marzo 2001, n. 912.":                 "2001-03-03",
		"LEI Nº 99.001, DE 4 DE AGOSTO DE 2011":       "2011-08-04",
		"Lodging Houses Act 1970":                     "1970",
		"Lodging Houses Act 1970 as at 1 July 2015":   "1970",
		"Strategy on lodging houses, adopted 3 times": "",
	} {
		if got := dateOfTitle(title); got != want {
			t.Errorf("dateOfTitle(%q) = %q, want %q", title, got, want)
		}
	}
	if got := titleInText(extraction(nil, "LEGGE 3 marzo 2001, n. 912.", "Abolizione dei registri.", "Art. 1.")); got != "LEGGE 3 marzo 2001, n. 912." {
		t.Errorf("title %q", got)
	}
}
