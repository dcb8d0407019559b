package legalxml

import (
	"strings"
	"testing"

	"policyscan/ingest/reading"
	"policyscan/ingest/reading/readertest"
)

// TestGoldens: the documents of testdata/*.txtar, one dialect each.
func TestGoldens(t *testing.T) {
	readertest.Goldens(t, func(string) reading.Reader { return Reader{} }, checkNumbers)
}

// checkNumbers checks that every division with a number begins with it.
func checkNumbers(t *testing.T, ex reading.Extraction) {
	t.Helper()
	for _, d := range ex.Divisions {
		if text := ex.Text[d.Start:d.End]; d.Num != "" && !strings.HasPrefix(text, d.Num) {
			t.Errorf("%s %q begins with %.40q", d.Type, d.Num, text)
		}
	}
}

func TestHostile(t *testing.T) {
	deep := strings.Repeat("<section><num>1.</num>", 50000) + "text"
	tests := []struct{ name, data string }{
		{"deep Akoma Ntoso", `<akomaNtoso><act><body>` + deep},
		{"deep unknown XML", `<x>` + strings.Repeat("<y>", 100000) + "text"},
		{"quotations in quotations", `<akomaNtoso><act><body>` + strings.Repeat("<mod><quotedStructure>", 20000) + "<p>text</p>"},
		{"many headings", `<Statute><Identification/><Body>` + strings.Repeat(`<Heading level="1"><Label>PART 1</Label></Heading>`, 20000) + "<Section><Label>1</Label><Text>text</Text></Section></Body></Statute>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			readertest.Survives(t, Reader{}, tt.data, "text")
		})
	}
}

func FuzzRead(f *testing.F) {
	readertest.Fuzz(f, Reader{}, func(name string) bool { return name != "want" })
}

func BenchmarkAkomaNtoso(b *testing.B) {
	data := `<akomaNtoso><act><body>` + strings.Repeat(`<section eId="sec_1"><num>1.</num><heading>Duties</heading><subsection><num>(1)</num><content><p>An operator of <ref href="#x">premises</ref> must give the authority a report.</p></content></subsection></section>`, 3000) + `</body></act></akomaNtoso>`
	readertest.Bench(b, Reader{}, data)
}
