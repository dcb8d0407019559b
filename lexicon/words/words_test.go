package words

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func scanAll(text string) []string {
	var out []string
	s := NewScanner(text)
	for {
		a, b, ok := s.Next()
		if !ok {
			return out
		}
		out = append(out, text[a:b])
	}
}

func TestScanner(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"empty", "", nil},
		{"separators only", " – . ", nil},
		{"hyphen", "a sex-worker's room", []string{"a", "sex", "worker", "s", "room"}},
		{"apostrophe", "la prostitution d’autrui", []string{"la", "prostitution", "d", "autrui"}},
		{"soft hyphen", "prosti\u00adtution", []string{"prosti\u00adtution"}},
		{"gender star", "Sexarbeiter*innen", []string{"Sexarbeiter", "innen"}},
		{"digits", "§ 16(1)", []string{"16", "1"}},
		{"ideographs", "売春防止 law", []string{"売春", "春防", "防止", "law"}},
		{"one ideograph", "a 法 b", []string{"a", "法", "b"}},
		{"broken bytes", "a\xffb", []string{"a", "b"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(scanAll(c.text), c.want); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestFoldAndStem(t *testing.T) {
	for _, c := range []struct{ lang, form, fold, stem string }{
		{"en", "Prostitutes", "prostitutes", "prostitut"},
		{"es", "PROSTITUCIÓN", "prostitucion", "prostitu"},
		{"es", "niñas", "niñas", "niñ"},
		{"fr", "Proxénétisme", "proxenetisme", "proxenet"},
		{"de", "Übernachtung", "übernachtung", "ubernacht"},
		{"de", "außer", "ausser", "auss"},
		{"sv", "köpare", "köpare", "köp"},
		{"nb", "kjøpet", "kjøpet", "kjøp"},
		{"xx", "Café", "cafe", "cafe"},
		{"en", "prosti\u00adtution", "prostitution", "prostitut"},
	} {
		l := For(c.lang)
		if got := l.Fold(c.form); got != c.fold {
			t.Errorf("%s: fold %q: got %q, want %q", c.lang, c.form, got, c.fold)
		}
		if got := l.Stem(c.form); got != c.stem {
			t.Errorf("%s: stem %q: got %q, want %q", c.lang, c.form, got, c.stem)
		}
	}
}

func TestEndsSentence(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"One ends. Two begins.", 2},
		{"See Art. 5 of the Act.", 1},
		{"Under s. 3 it ends! No?", 2},
		{"value 1.2 stays", 1},
		{"a heading\n\nThen text", 2},
		{"it was on 3. August here", 1},
	} {
		n, prev, prevEnd := 1, -1, 0
		s := NewScanner(c.text)
		for {
			a, b, ok := s.Next()
			if !ok {
				break
			}
			if prev >= 0 && EndsSentence(c.text, prev, prevEnd, a, b) {
				n++
			}
			prev, prevEnd = a, b
		}
		if n != c.want {
			t.Errorf("%q: got %d sentences, want %d", c.text, n, c.want)
		}
	}
}

func TestForms(t *testing.T) {
	f := NewForms(For("en"))
	a, first := f.ID("Brothels")
	b, again := f.ID("Brothels")
	if a != b || !first || again {
		t.Errorf("got %d %v, %d %v: want one number, first then known", a, first, b, again)
	}
	if f.Folded(a) != "brothels" || f.Stem(a) != "brothel" {
		t.Errorf("got %q, %q", f.Folded(a), f.Stem(a))
	}
}

func FuzzScanner(f *testing.F) {
	for _, s := range []string{"a sex-worker", "売春防止法", "\u00ad", "é\u0301 \xff", "d’autrui"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := -1
		s := NewScanner(text)
		for {
			a, b, ok := s.Next()
			if !ok {
				return
			}
			if a >= b || a <= last || b > len(text) {
				t.Fatalf("word [%d,%d) after one at %d in %q", a, b, last, text)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[a:b]) {
				t.Fatalf("word %q cuts a character", text[a:b])
			}
			last = a
			For("de").Fold(text[a:b])
		}
	})
}

func BenchmarkForms(b *testing.B) {
	const text = "A person commits an offence who obtains for consideration the sexual services of another person. "
	forms := NewForms(For("en"))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s := NewScanner(text)
		for {
			x, y, ok := s.Next()
			if !ok {
				break
			}
			forms.ID(text[x:y])
		}
	}
}
