package export

import (
	"strings"
	"testing"
)

func TestGuard(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"a formula", "=1+1", "'=1+1"},
		{"a command", "@SUM(A1)", "'@SUM(A1)"},
		{"a negative number as text", "-2", "'-2"},
		{"an apostrophe", "'tis", "''tis"},
		{"an id of digits", "123456789012345678901234", "'123456789012345678901234"},
		{"an id that looks like an exponent", "12e4", "'12e4"},
		{"a year", "1998", "1998"},
		{"an id with letters", "15ee446e6468b12c", "15ee446e6468b12c"},
		{"words", "eleven", "eleven"},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := guard(tt.in)
			if got != tt.want || unguard(got) != tt.in {
				t.Errorf("guard %q, back %q", got, unguard(got))
			}
		})
	}
}

func FuzzGuard(f *testing.F) {
	for _, s := range append(nasty, "'=1", "''", "'12e4") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := unguard(guard(s)); got != s {
			t.Errorf("%q comes back as %q", s, got)
		}
	})
}

func TestCleanAndFit(t *testing.T) {
	c := clean(Cell{Text: "a\x00b\r\nc\u202ed", Bold: []Span{{1, 3}}})
	if c.Text != "ab\ncd" || c.Text[c.Bold[0].Start:c.Bold[0].End] != "b" {
		t.Errorf("%q, bold %v", c.Text, c.Bold)
	}
	long := fit(Cell{Text: strings.Repeat("🏛", 20000), Bold: []Span{{0, 4}, {79996, 80000}}})
	if n := units(long.Text); n > cellLimit || !strings.HasSuffix(long.Text, cutMark) || len(long.Bold) != 1 {
		t.Errorf("%d units, bold %v", n, long.Bold)
	}
}
