package layout

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"policyscan/ingest/pdf/content"
	"policyscan/ingest/reading"
)

// page collects glyphs half as wide as they are high.
type page struct{ glyphs []content.Glyph }

var regular, bold = &content.Face{Name: "R"}, &content.Face{Name: "B", Bold: true}

func (p *page) text(x, y, size float32, s string) {
	for _, r := range s {
		g := content.Glyph{Text: string(r), X: x, Y: y, W: size / 2, Size: size, Face: regular}
		if r == ' ' {
			g.Marks = content.Space
		}
		p.glyphs = append(p.glyphs, g)
		x += size / 2
	}
}

func (p *page) lines() []Line {
	return Lines(Page{Number: 1, Width: 595, Height: 842, Glyphs: p.glyphs})
}

func texts(lines []Line) []string {
	var out []string
	for _, l := range lines {
		out = append(out, l.Text)
	}
	return out
}

func TestWordsAndLines(t *testing.T) {
	for _, c := range []struct {
		name string
		draw func(*page)
		want []string
	}{
		{"words by gaps", func(p *page) { p.text(10, 700, 10, "two"); p.text(28, 700, 10, "words") }, []string{"two words"}},
		{"kerning is no gap", func(p *page) { p.text(10, 700, 10, "ker"); p.text(26, 700, 10, "ned") }, []string{"kerned"}},
		{"drawn out of order", func(p *page) { p.text(40, 700, 10, "later"); p.text(10, 700, 10, "first") }, []string{"first later"}},
		{"superscript", func(p *page) { p.text(10, 700, 10, "law"); p.text(25, 704, 6, "1") }, []string{"law¹"}},
		{"superscript of its own", func(p *page) { p.text(25, 704, 6, "12"); p.text(10, 700, 10, "law") }, []string{"law¹²"}},
		{"superscript after a unit", func(p *page) { p.text(10, 700, 10, "500 m"); p.text(35, 704, 6, "2") }, []string{"500 m²"}},
		{"raised letters of a number stay", func(p *page) { p.text(10, 700, 10, "Art. 2"); p.text(40, 704, 6, "bis") }, []string{"Art. 2bis"}},
		{"raised letter of an ordinal stays", func(p *page) { p.text(10, 700, 10, "n"); p.text(15, 704, 6, "o"); p.text(22, 700, 10, "12") }, []string{"no 12"}},
		{"drawn twice", func(p *page) { p.text(10, 700, 10, "bold"); p.text(10.3, 700, 10, "bold") }, []string{"bold"}},
		{"space over a ligature", func(p *page) {
			p.text(10, 700, 10, "of\uFB01")
			p.glyphs = append(p.glyphs, content.Glyph{Text: " ", X: 22, Y: 700, W: 3, Size: 10, Face: regular, Marks: content.Space})
			p.text(25, 700, 10, "ce")
		}, []string{"office"}},
		{"two columns", func(p *page) {
			for i := range 6 {
				p.text(10, 700-12*float32(i), 10, "left column of prose text "+string(rune('a'+i)))
				p.text(200, 700-12*float32(i), 10, "right column of prose too "+string(rune('a'+i)))
			}
		}, []string{
			"left column of prose text a", "left column of prose text b", "left column of prose text c", "left column of prose text d", "left column of prose text e", "left column of prose text f",
			"right column of prose too a", "right column of prose too b", "right column of prose too c", "right column of prose too d", "right column of prose too e", "right column of prose too f",
		}},
		{"table", func(p *page) {
			for i, row := range [][2]string{{"Aldmoor", "12,500"}, {"Brenwick", "800"}, {"Corvale", "1,250"}} {
				p.text(10, 700-14*float32(i), 10, row[0])
				p.text(150, 700-14*float32(i), 10, row[1])
			}
		}, []string{"Aldmoor\t12,500", "Brenwick\t800", "Corvale\t1,250"}},
		{"list is no table", func(p *page) {
			for i, row := range []string{"(a)", "(b)", "(c)"} {
				p.text(10, 700-14*float32(i), 10, row)
				p.text(50, 700-14*float32(i), 10, "an item of the list")
			}
		}, []string{"(a) an item of the list", "(b) an item of the list", "(c) an item of the list"}},
		{"Hebrew", func(p *page) { p.text(10, 700, 10, "קוח 12") }, []string{"12 חוק"}},
		{"digits in Arabic", func(p *page) { p.text(10, 700, 10, "25 ةداملا") }, []string{"المادة 25"}},
		{"off the page", func(p *page) {
			p.text(10, 700, 10, "on")
			for i := range p.glyphs {
				p.glyphs[i].Marks |= content.OffPage
			}
		}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &page{}
			c.draw(p)
			if diff := cmp.Diff(c.want, texts(p.lines())); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestTurnedPage(t *testing.T) {
	p := &page{}
	p.text(100, -50, 10, "upward")
	for i := range p.glyphs {
		g := &p.glyphs[i]
		g.X, g.Y, g.Turn = -g.Y, g.X, content.Upward
	}
	lines := p.lines()
	if len(lines) != 1 || lines[0].Text != "upward" {
		t.Fatalf("got %q", texts(lines))
	}
	if b := lines[0].Box; b[0] > 50 || b[2] < 50 || b[1] != 100 || b[3] != 130 {
		t.Errorf("box %v", b)
	}
}

func TestJoinLines(t *testing.T) {
	known := compounds{"non-profit": true}
	for _, c := range []struct{ a, b, want string }{
		{"one", "two", "one two"},
		{"legis-", "lation", "legislation"},
		{"legis\u2010", "lation", "legislation"},
		{"non-", "profit body", "non-profit body"},
		{"Anglo-", "American", "Anglo-American"},
		{"CONSTI-", "TUTION", "CONSTITUTION"},
		{"2019-", "2020", "2019-2020"},
		{"as follows -", "and", "as follows - and"},
		{"売春", "防止法", "売春防止法"},
		{"", "alone", "alone"},
	} {
		if got := joinLines(c.a, c.b, known); got != c.want {
			t.Errorf("%q + %q = %q, want %q", c.a, c.b, got, c.want)
		}
	}
}

func TestOpensParagraph(t *testing.T) {
	for s, want := range map[string]bool{
		"(a) the": true, "1. The": true, "12.3. The": true, "7A. The": true, "§ 4 Der": true, "• item": true, "3) x": true,
		"12 months": false, "The": false, "1999 and": false, "(see section 4)": false, "1.5 litres": false, "": false,
	} {
		if got := opensParagraph(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestIsContents(t *testing.T) {
	for s, want := range map[string]bool{
		"1. Short title ........ 3": true, "Schedule . . . . . . xiv": true, "Appeals………12": true, "Appeals\t....\t12": true,
		"Section 12.": false, "........ 12": false, "He paid ... 5": false, "The end....": false, "": false,
	} {
		if got := isContents(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestMask(t *testing.T) {
	for s, want := range map[string]string{"Page 12 of 300": "page#of", "xiv": "#", "- 4 -": "-#-", "Evidence (Amendment) 5": "evidence(amendment)", "4 Evidence": "evidence", "4. Evidence": "#.evidence"} {
		if got := mask(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestAssembleAcrossPages(t *testing.T) {
	var pages []PageLines
	for n, body := range []string{"The authority shall keep a register of prem-", "ises that are licensed under this Part now."} {
		p := &page{}
		p.text(200, 800, 9, "Official Gazette "+string(rune('1'+n)))
		for i := range 3 {
			p.text(72, 700-14*float32(i), 12, body)
		}
		lines := Lines(Page{Number: n + 1, Width: 595, Height: 842, Glyphs: p.glyphs})
		pages = append(pages, PageLines{Number: n + 1, Width: 595, Height: 842, Lines: lines})
	}
	blocks := Assemble(pages)
	var roles []reading.Role
	var body string
	for _, b := range blocks {
		roles = append(roles, b.Role)
		if b.Role == reading.Paragraph && body == "" {
			body = b.Text
		}
	}
	if !strings.Contains(body, "premises that are licensed") {
		t.Errorf("the paragraph is %q", body)
	}
	heads := 0
	for _, r := range roles {
		if r == reading.RunHead {
			heads++
		}
	}
	if heads != 2 {
		t.Errorf("roles %v", roles)
	}
}

// FuzzLayout holds that any glyphs come out as lines and blocks whose spans
// slice their text.
func FuzzLayout(f *testing.F) {
	f.Add([]byte("\x10\x00\x20\x00\x0ca\x10\x00\x28\x00\x0cb\x50\x00\x28\x00\x0c1\x10\x00\x40\x00\x0cc"))
	f.Add([]byte(strings.Repeat("\x10\x00\x20\x00\x0ca\x60\x00\x20\x00\x09\xd7", 30)))
	f.Fuzz(func(t *testing.T, data []byte) {
		var glyphs []content.Glyph
		for ; len(data) >= 6; data = data[6:] {
			g := content.Glyph{
				X: float32(int16(binary.LittleEndian.Uint16(data))), Y: float32(int16(binary.LittleEndian.Uint16(data[2:]))),
				Size: float32(data[4] & 0x3f), Turn: content.Turn(data[4] >> 6), Face: regular, Text: string(rune(data[5])),
			}
			g.W = g.Size / 2
			switch {
			case data[5] == ' ':
				g.Marks = content.Space
			case data[5] > 0xd0:
				g.Text = string(rune(0x5d0 + int(data[5]) - 0xd0))
				g.Face = bold
			}
			glyphs = append(glyphs, g)
		}
		lines := Lines(Page{Number: 1, Width: 595, Height: 842, Glyphs: glyphs})
		for _, b := range Assemble([]PageLines{{Number: 1, Width: 595, Height: 842, Lines: lines}}) {
			if !utf8.ValidString(b.Text) || b.Text == "" {
				t.Fatalf("block %+v", b)
			}
			at := 0
			for _, s := range b.Spans {
				if s.Start < at || s.End < s.Start || s.End > len(b.Text) {
					t.Fatalf("spans %v of %q", b.Spans, b.Text)
				}
				at = s.End
			}
		}
	})
}

// TestQuotedTextBeginsALine holds that what an amending provision inserts is no
// part of the paragraph that announces it.
func TestQuotedTextBeginsALine(t *testing.T) {
	p := &page{}
	for i, s := range []string{"(2) After section 5 of the Lodging Houses Act 1970 there is inserted—", "“5A Duty of the landlord to keep a book that is open to all the lodgers", "and to the authority at all times of the day and of the night, and to"} {
		p.text(72, 700-14*float32(i), 12, s)
	}
	lines := Lines(Page{Number: 1, Width: 595, Height: 842, Glyphs: p.glyphs})
	var got []string
	for _, b := range Assemble([]PageLines{{Number: 1, Width: 595, Height: 842, Lines: lines}}) {
		got = append(got, b.Text[:min(len(b.Text), 12)])
	}
	if len(got) != 2 || !strings.HasPrefix(got[1], "“5A") {
		t.Errorf("blocks begin with %q", got)
	}
}
