package office

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"policyscan/ingest/reading"
	"policyscan/ingest/reading/readertest"
)

// zipped makes a ZIP file of the members of an archive but for "want".
func zipped(t testing.TB, files []txtar.File) []byte {
	t.Helper()
	var members []string
	for _, f := range files {
		if f.Name != "want" {
			members = append(members, f.Name, string(f.Data))
		}
	}
	return []byte(readertest.Zip(t, members...))
}

// TestPackages reads documents whose members are written out in testdata:
// docx-*.txtar and odt-*.txtar. UPDATE=1 rewrites what they give.
func TestPackages(t *testing.T) {
	for prefix, reader := range map[string]reading.Reader{"docx": DOCX{}, "odt": ODT{}} {
		files, err := filepath.Glob("testdata/" + prefix + "-*.txtar")
		if err != nil || len(files) == 0 {
			t.Fatal("no test files", err)
		}
		for _, name := range files {
			t.Run(filepath.Base(name), func(t *testing.T) {
				a, err := txtar.ParseFile(name)
				if err != nil {
					t.Fatal(err)
				}
				ex, err := readertest.Read(reader, string(zipped(t, a.Files)))
				if err != nil {
					t.Fatal(err)
				}
				readertest.Compare(t, ex, &a.Files[len(a.Files)-1])
				if os.Getenv("UPDATE") != "" {
					if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
						t.Fatal(err)
					}
				}
			})
		}
	}
}

// TestMadeByWordProcessor reads one invented act as LibreOffice saved it in each
// format: every reader sees the same text, headings, numbers and table.
func TestMadeByWordProcessor(t *testing.T) {
	const want = `heading1| Premises Act 2011
heading2| Part 1
para| An operator must—
item1| a. keep a register;
item2| i. daily
item2| ii. weekly
item1| b. show it.
item1| bullet
para| Añadido bold текст 第一条 “quoted”
row| Licence⇥Fee
row| new⇥10
para| After.
para bold| All bold
footnote| 1 A note here.
`
	for name, reader := range map[string]reading.Reader{"docx": DOCX{}, "odt": ODT{}, "fodt": ODT{}, "rtf": RTF{}, "doc": DOC{}} {
		t.Run(name, func(t *testing.T) {
			if name == "doc" && (testing.Short() || findProgram("soffice", "libreoffice") == "") {
				t.Skip("needs LibreOffice, and time")
			}
			data, err := os.ReadFile("testdata/premises." + name)
			if err != nil {
				t.Fatal(err)
			}
			ex, err := readertest.Read(reader, string(data))
			if err != nil {
				t.Fatal(err)
			}
			if err := reading.Check(ex); err != nil {
				t.Error(err)
			}
			ex.Meta, ex.Problems = nil, nil
			_, got, _ := strings.Cut(reading.Dump(ex), "\n")
			if d := cmp.Diff(got, want); d != "" {
				t.Errorf("got (-) want (+):\n%s", d)
			}
		})
	}
}

func TestRTF(t *testing.T) {
	tests := []struct{ name, rtf, want string }{
		{"code page", `{\rtf1\ansi\ansicpg1252 caf\'e9\par}`, "para| café\n"},
		{"code page of a font", `{\rtf1\ansi{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial;}}\f1 \'d1\'f2. 1\par}`, "para| Ст. 1\n"},
		{"double bytes", `{\rtf1{\fonttbl{\f0\fcharset128 M;}}\f0 \'91\'e6\'88\'ea\par}`, "para| 第一\n"},
		{"Unicode with what stands for it", `{\rtf1\uc1 \u167? 1 \uc2\u8212--x\par}`, "para| § 1 —x\n"},
		{"surrogates", `{\rtf1\uc0 \u-10179\u-8704 x\par}`, "para| 😀x\n"},
		{"hidden and deleted text", `{\rtf1 a{\v hidden}{\deleted gone}{\revised b}\par}`, "para| ab\n"},
		{"headings by style", `{\rtf1{\stylesheet{\s1\outlinelevel0 heading 1;}{\s2 Heading 2;}}\pard\s1 One\par\pard\s2 Two\par\pard Text\par}`, "heading1| One\nheading2| Two\npara| Text\n"},
		{"number as printed", `{\rtf1 {\listtext\pard\plain (a)\tab}\pard\ls1\ilvl1 item\par}`, "item2| (a) item\n"},
		{"field", `{\rtf1 See {\field{\*\fldinst REF x}{\fldrslt section 4}}.\par}`, "para| See section 4.\n"},
		{"unknown destination", `{\rtf1 {\*\unheard of}x\par}`, "para| x\n"},
		{"picture", `{\rtf1 {\pict\wmetafile8 0123}\bin3 {}}x\par}`, "para| x\n"},
		{"footnote", `{\rtf1 a{\footnote\pard\intbl\chftn  note\par}b\par}`, "para| ab\nfootnote| 1 note\n"},
		{"more closings than openings", `{\rtf1 a}}}b`, "para| ab\n"},
		{"groups without end", strings.Repeat("{", 100000) + "a", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ex, err := readertest.Read(RTF{}, tt.rtf)
			if err != nil {
				t.Fatal(err)
			}
			if err := reading.Check(ex); err != nil {
				t.Error(err)
			}
			ex.Problems = nil
			for i := range ex.Blocks {
				ex.Blocks[i].Bold = false
			}
			_, got, _ := strings.Cut(reading.Dump(ex), "\n")
			if d := cmp.Diff(got, tt.want); tt.want != "" && d != "" {
				t.Errorf("got (-) want (+):\n%s", d)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	ole := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 600)...)
	tests := []struct {
		name   string
		reader reading.Reader
		data   []byte
		code   string
	}{
		{"encrypted DOCX", DOCX{}, ole, "password"},
		{"DOCX that is no ZIP", DOCX{}, []byte("PK\x03\x04 damaged"), "damaged"},
		{"DOCX without a document", DOCX{}, zipped(t, []txtar.File{{Name: "a.txt", Data: []byte("a")}}), "damaged"},
		{"DOCX without text", DOCX{}, zipped(t, []txtar.File{{Name: "word/document.xml", Data: []byte("<document><body/></document>")}}), "empty"},
		{"encrypted ODT", ODT{}, zipped(t, []txtar.File{{Name: "content.xml", Data: []byte("\x01\x02")}, {Name: "META-INF/manifest.xml", Data: []byte("<m><encryption-data/></m>")}}), "password"},
		{"RTF without text", RTF{}, []byte(`{\rtf1}`), "empty"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := readertest.Read(tt.reader, string(tt.data))
			var r *reading.Refusal
			if !errors.As(err, &r) || r.Code != tt.code {
				t.Errorf("got %v, want a refusal %q", err, tt.code)
			}
		})
	}
}

func FuzzRTF(f *testing.F) {
	readertest.Fuzz(f, RTF{}, nil, `{\rtf1\ansi{\fonttbl{\f0\fcharset204 A;}}\pard\intbl a\cell b\cell\row\pard \u8212?\'e9{\footnote n}\par}`)
}

func FuzzODT(f *testing.F) {
	readertest.Fuzz(f, ODT{}, nil, `<office:document><office:body><office:text><text:list><text:list-item><text:p>a<text:s/></text:p></text:list-item></text:list><text:h text:outline-level="1">b</text:h></office:text></office:body></office:document>`)
}

func BenchmarkRTF(b *testing.B) {
	data := []byte(`{\rtf1\ansi ` + strings.Repeat(`\pard\ql {\rtlch \ltrch\loch (1) An operator of premises must, before the end of each year, give the authority a report.}\par`+"\n", 5000) + "}")
	readertest.Bench(b, RTF{}, string(data))
}

func TestWordNumber(t *testing.T) {
	tests := []struct {
		n            int
		format, want string
	}{
		{28, "lowerLetter", "bb"}, {3, "upperLetter", "C"}, {4, "lowerRoman", "iv"}, {9, "decimalZero", "09"},
		{2, "ordinalText", "Second"}, {3, "cardinalText", "Three"}, {12, "chineseCounting", "十二"}, {5, "unheard-of", "5"}, {1, "none", ""},
	}
	for _, tt := range tests {
		if got := wordNumber(tt.n, tt.format); got != tt.want {
			t.Errorf("wordNumber(%d, %s) = %q, want %q", tt.n, tt.format, got, tt.want)
		}
	}
}

func FuzzDOCX(f *testing.F) {
	files, _ := filepath.Glob("testdata/docx-*.txtar")
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, m := range a.Files {
			if m.Name == "word/document.xml" {
				f.Add(string(m.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, document string) {
		ex, err := readertest.Read(DOCX{}, string(zipped(t, []txtar.File{{Name: "word/document.xml", Data: []byte(document)}})))
		if err != nil {
			return
		}
		if err := reading.Check(ex); err != nil {
			t.Error(err)
		}
	})
}

func BenchmarkDOCX(b *testing.B) {
	const p = `<w:p><w:pPr><w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">(1) An operator of premises must, before the end of each year, </w:t></w:r><w:r><w:t>give the authority a report on the measures taken.</w:t></w:r></w:p>`
	doc := `<w:document><w:body>` + strings.Repeat(p, 5000) + `</w:body></w:document>`
	data := zipped(b, []txtar.File{{Name: "word/document.xml", Data: []byte(doc)}})
	b.SetBytes(int64(len(doc)))
	for b.Loop() {
		if _, err := readertest.Read(DOCX{}, string(data)); err != nil {
			b.Fatal(err)
		}
	}
}
