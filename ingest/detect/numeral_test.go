package detect

import "testing"

func TestScanNumber(t *testing.T) {
	tests := []struct {
		text string
		end  int // bytes that belong to the number
		want value
	}{
		{"7 Offences", 1, single(7)},
		{"7A.", 2, single(7).with(1)},
		{"12AB Dealing", 4, single(12).with(1).with(2)},
		{"12 bis", 6, single(12).with(2)},
		{"12 terdecies.", 12, single(12).with(13)},
		{"251 quáter", 11, single(251).with(4)},
		{"137 bis 1.- Las", 9, single(137).with(1)}, // counted insertions
		{"9o.-C. La", 5, single(9).with(3)},
		{"9o-A. La", 4, single(9).with(1)},
		{"225-12-1", 8, single(225).with(12).with(1)},
		{"L. 225-1", 8, single(225).with(1)},
		{"8 a §", 3, single(8).with(1)},
		{"3º.-", 3, single(3)},
		{"1er", 3, single(1)},
		{"4 bis 6", 1, single(4)}, // a range, no Latin suffix
		{"XIV.", 3, single(14)},
		{"IIA Crowds", 3, single(2).with(1)},
		{"PRIMERO", 7, single(1)},
		{"二十三条", 9, single(23)},
		{"一百〇五", 12, single(105)},
		{"１２", 6, single(12)},
	}
	for _, tt := range tests {
		n, ok := scanNumber(tt.text, 0)
		n.val.frac = ""
		if !ok || n.end != tt.end || n.val != tt.want {
			t.Errorf("%q: got %v, end %d, %v; want %v, end %d", tt.text, n.val, n.end, ok, tt.want, tt.end)
		}
	}
	for _, text := range []string{"the", "MIX", "2024th", "", "IIII"} {
		if n, ok := scanNumber(text, 0); ok {
			t.Errorf("%q: read as %v", text, n.val)
		}
	}
}

func TestFollows(t *testing.T) {
	tests := []struct {
		u, v          string
		follows, next bool // directly; or as an insertion
	}{
		{"7", "8", true, false},
		{"7", "7A", true, true},
		{"7B", "8", true, false},
		{"7A", "7AB", true, true},
		{"225-12-10", "225-13", true, true},
		{"41.1", "41.13", false, true},
		{"41.13", "41.2", false, true},
		{"30.01", "30.1", false, true},
		{"7", "9", false, false},
		{"8", "7", false, false},
	}
	for _, tt := range tests {
		u, _ := scanNumber(tt.u, 0)
		v, _ := scanNumber(tt.v, 0)
		if got := v.val.follows(u.val); got != tt.follows {
			t.Errorf("%s after %s: follows %v, want %v", tt.v, tt.u, got, tt.follows)
		}
		if got := v.val.inserts(u.val); got != tt.next {
			t.Errorf("%s after %s: inserts %v, want %v", tt.v, tt.u, got, tt.next)
		}
	}
}

func TestScanLabel(t *testing.T) {
	tests := []struct{ text, num, typ string }{
		{"Article 12 bis. Offences", "Article 12 bis", "article"},
		{"Artículo 88 B. Agravantes", "Artículo 88 B", "article"},
		{"Artículo 88. B. Agravantes", "Artículo 88", "article"},
		{"ARTICULO 2° — Deróganse", "ARTICULO 2°", "article"},
		{"§§ 4 bis 6", "§§ 4 bis 6", "section"},
		{"8 a § Den som", "8 a §", "section"},
		{"1 kap. Om brott", "1 kap.", "chapter"},
		{"FÖRSTA AVDELNINGEN", "FÖRSTA AVDELNINGEN", "part"},
		{"Erster Abschnitt", "Erster Abschnitt", "section"},
		{"2. gr. Refsing", "2. gr.", "article"},
		{"第二十三条の二　罰則", "第二十三条の二", "article"},
		{"Άρθρο 7", "Άρθρο 7", "article"},
		{"“3A. Offence", "3A.", ""},
		{"(iv) dishonesty", "(iv)", ""},
		{"（三）罚款", "（三）", ""},
		{"1° De tirer profit", "1°", ""},
	}
	for _, tt := range tests {
		l, ok := scanLabel(tt.text, 0, len(tt.text))
		if !ok || tt.text[l.start:l.end] != tt.num || l.kw.typ != tt.typ {
			t.Errorf("%q: got %q %q %v, want %q %q", tt.text, tt.text[l.start:l.end], l.kw.typ, ok, tt.num, tt.typ)
		}
	}
}
