package content

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/ingest/pdf/object"
	"policyscan/ingest/pdf/pdftest"
)

func showFile(t testing.TB, f *pdftest.File) []Shown {
	t.Helper()
	data := f.Bytes()
	file, err := object.Open(context.Background(), bytes.NewReader(data), int64(len(data)), nil)
	if err != nil {
		t.Fatal(err)
	}
	in := NewInterpreter()
	var out []Shown
	for _, p := range Pages(file) {
		s, err := in.Show(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

// places writes glyphs as text@x,y.
func places(s Shown) string {
	var b strings.Builder
	for _, g := range s.Glyphs {
		fmt.Fprintf(&b, "%s@%g,%g ", g.Text, g.X, g.Y)
	}
	return strings.TrimSpace(b.String())
}

func TestOperators(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"Td and Tj", "BT /F1 10 Tf 5 7 Td (ab) Tj ET", "a@5,7 b@10,7"},
		{"TJ", "BT /F1 10 Tf [(a) -1000 (b)] TJ ET", "a@0,0 b@15,0"},
		{"spacing", "BT /F1 10 Tf 1 Tc 2 Tw (a b) Tj ET", "a@0,0  @6,0 b@14,0"},
		{"scale", "BT /F1 10 Tf 50 Tz (ab) Tj ET", "a@0,0 b@2.5,0"},
		{"leading", "BT /F1 10 Tf 12 TL (a) Tj T* (b) Tj (c) ' ET", "a@0,0 b@0,-12 c@0,-24"},
		{"quotation mark", "BT /F1 10 Tf 12 TL 3 1 (a b) \" ET", "a@0,-12  @6,-12 b@15,-12"},
		{"rise", "BT /F1 10 Tf 3 Ts (a) Tj ET", "a@0,3"},
		{"matrices", "q 2 0 0 2 1 1 cm BT /F1 10 Tf 1 0 0 1 3 4 Tm (ab) Tj ET Q BT /F1 1 Tf (c) Tj ET", "a@7,9 b@17,9 c@0,0"},
		{"TD", "BT /F1 10 Tf 0 -14 TD (a) Tj T* (b) Tj ET", "a@0,-14 b@0,-28"},
		{"no font", "BT (a) Tj ET", ""},
		{"unknown font", "BT /F9 10 Tf (a) Tj ET", "a@0,0"},
		{"unbalanced", "Q Q BT /F1 10 Tf (a", ""},
		{"actual text", "BT /F1 10 Tf /Span <</ActualText <FEFF00660069>>> BDC (xy) Tj EMC (b) Tj ET", "fi@0,0 b@10,0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := pdftest.New()
			f.Page(c.content, "")
			if diff := cmp.Diff(c.want, places(showFile(t, f)[0])); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestMarks(t *testing.T) {
	f := pdftest.New()
	f.Page("BT /F1 10 Tf 9 9 Td (a) Tj 3 Tr (b) Tj 0 Tr ( ) Tj 900 0 Td (c) Tj ET /Artifact <</Type/Pagination>> BDC BT 9 9 Td (d) Tj ET EMC", "")
	var got []Marks
	for _, g := range showFile(t, f)[0].Glyphs {
		got = append(got, g.Marks)
	}
	if diff := cmp.Diff([]Marks{0, Hidden, Space, OffPage, Paginated}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestGuessedLigature holds that a glyph without a meaning in the file that is as
// wide as "t" and "i" is taken for them within a word, and only there.
func TestGuessedLigature(t *testing.T) {
	f := pdftest.New()
	cmap := f.Stream("", "1 begincodespacerange <0000> <FFFF> endcodespacerange 4 beginbfchar <0001> <0061> <0002> <0074> <0003> <0069> <0005> <0020> endbfchar")
	cid := f.Add("<</Type/Font/Subtype/CIDFontType2/BaseFont/Own/W[1[500 336 230 560 250]]>>")
	own := f.Add(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", cid, cmap))
	page := f.Page("BT /F1 10 Tf <000100040001000500040005> Tj ET", "")
	f.Set(page, fmt.Sprintf("<</Type/Page/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 %d 0 R>>>>>>", page+1, own))
	var got []string
	for _, g := range showFile(t, f)[0].Glyphs {
		got = append(got, g.Text)
	}
	if diff := cmp.Diff([]string{"a", "ti", "a", " ", "\uFFFD", " "}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestTurns(t *testing.T) {
	for rotate, want := range map[int]string{0: "a@100,200", 90: "a@200,495", 180: "a@495,642", 270: "a@642,100"} {
		f := pdftest.New()
		f.Page("BT /F1 10 Tf 100 200 Td (a) Tj ET", fmt.Sprintf("/Rotate %d", rotate))
		s := showFile(t, f)[0]
		if got := places(s); got != want {
			t.Errorf("rotated by %d: %s, want %s", rotate, got, want)
		}
	}
	f := pdftest.New()
	f.Page("BT /F1 10 Tf 0 1 -1 0 50 60 Tm (ab) Tj ET", "")
	if g := showFile(t, f)[0].Glyphs; g[1].Turn != Upward || g[1].Y != 65 {
		t.Errorf("upward text: %+v", g[1])
	}
}

func TestForms(t *testing.T) {
	f := pdftest.New()
	form := f.Stream(fmt.Sprintf("/Subtype/Form/Matrix[1 0 0 1 10 0]/Resources<</Font<</G %d 0 R>>/XObject<</X %d 0 R>>>>", pdftest.Bold, 7), "BT /G 10 Tf (b) Tj ET /X Do")
	page := f.Page("/X Do q 1 0 0 1 0 50 cm /X Do Q BT /F1 10 Tf (a) Tj ET", "")
	f.Set(page, fmt.Sprintf("<</Type/Page/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>/XObject<</X %d 0 R>>>>>>", page+1, form))
	s := showFile(t, f)[0]
	if got := places(s); got != "b@10,0 b@10,50 a@0,0" {
		t.Errorf("got %s", got)
	}
	if !s.Glyphs[0].Face.Bold {
		t.Error("the font of the form is not bold")
	}
}

// TestFormOfItself holds that a form that draws itself is drawn once.
func TestFormOfItself(t *testing.T) {
	f := pdftest.New()
	f.Add("") // number 5
	f.Set(5, "<</Subtype/Form/Resources<</Font<</F1 3 0 R>>/XObject<</X 5 0 R>>>>/Length 30>>\nstream\nBT /F1 10 Tf (a) Tj ET /X Do   \nendstream")
	page := f.Page("/X Do", "")
	f.Set(page, fmt.Sprintf("<</Type/Page/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</XObject<</X 5 0 R>>>>>>", page+1))
	if got := places(showFile(t, f)[0]); got != "a@0,0" {
		t.Errorf("got %s", got)
	}
}

// TestFormsWithinForms holds that forms that multiply come to an end.
func TestFormsWithinForms(t *testing.T) {
	f := pdftest.New()
	form := 0
	for range 12 {
		form = f.Stream(fmt.Sprintf("/Subtype/Form/Resources<</XObject<</X %d 0 R>>>>", form), strings.Repeat("/X Do ", 20))
	}
	page := f.Page("/X Do", "")
	f.Set(page, fmt.Sprintf("<</Type/Page/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</XObject<</X %d 0 R>>>>>>", page+1, form))
	data := f.Bytes()
	file, err := object.Open(context.Background(), bytes.NewReader(data), int64(len(data)), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := NewInterpreter().Show(context.Background(), Pages(file)[0]); err == nil {
		t.Error("no error")
	}
}

func TestPageTree(t *testing.T) {
	f := pdftest.New()
	a := f.Page("", "")
	f.Set(2, fmt.Sprintf("<</Type/Pages/MediaBox[0 0 100 200]/Kids[%d 0 R 2 0 R %d 0 R null 99 0 R]>>", a, a))
	f.Set(1, "<</Type/Catalog/Pages 2 0 R/PageLabels<</Nums[0<</S/r/St 4>>]>>>>")
	data := f.Bytes()
	file, err := object.Open(context.Background(), bytes.NewReader(data), int64(len(data)), nil)
	if err != nil {
		t.Fatal(err)
	}
	pages := Pages(file)
	if len(pages) != 1 || pages[0].Label != "iv" || pages[0].Width != 595 {
		t.Errorf("got %+v", pages)
	}
}

func TestNumerals(t *testing.T) {
	for _, c := range []struct {
		style string
		n     int
		want  string
	}{{"D", 3, "3"}, {"r", 14, "xiv"}, {"R", 1999, "MCMXCIX"}, {"A", 28, "BB"}, {"a", 0, "0"}, {"", 3, ""}} {
		if got := numeral(c.style, c.n); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.style, c.n, got, c.want)
		}
	}
}

// FuzzShow holds that no content stream panics, and that glyphs have text.
func FuzzShow(f *testing.F) {
	f.Add([]byte("BT /F1 10 Tf [(a) -1000 <62>] TJ T* (c) ' ET q 1 0 0 1 2 3 cm Q"))
	f.Add([]byte("/Span <</ActualText (fi)>> BDC BT /F1 1 Tf (x) Tj ET EMC BI /W 1 ID x EI"))
	f.Fuzz(func(t *testing.T, content []byte) {
		w := pdftest.New()
		w.Page(string(content), "")
		data := w.Bytes()
		file, err := object.Open(context.Background(), bytes.NewReader(data), int64(len(data)), nil)
		if err != nil {
			return
		}
		for _, p := range Pages(file) {
			s, _ := NewInterpreter().Show(context.Background(), p)
			for _, g := range s.Glyphs {
				if g.Text == "" || g.Face == nil {
					t.Fatalf("glyph %+v", g)
				}
			}
		}
	})
}
