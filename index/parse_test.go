package index

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParse(t *testing.T) {
	tests := []struct{ name, query, want string }{
		{"nothing", "  ", ""},
		{"a word", "consent", `"consent"`},
		{"side by side", "a b", `("a" AND "b")`},
		{"and binds closer", "a b OR c AND d", `(("a" AND "b") OR ("c" AND "d"))`},
		{"not", "a NOT b", `("a" AND NOT "b")`},
		{"not of a group", "NOT (a OR b)", `NOT ("a" OR "b")`},
		{"twice not", "NOT NOT a", `NOT NOT "a"`},
		{"operators are in capitals", "a and b or not", `("a" AND "and" AND "b" AND "or" AND "not")`},
		{"quotation marks of all kinds", `“a b” «c d» „e f“`, `("a b" AND "c d" AND "e f")`},
		{"an operator in a phrase is a word", `"a OR b"`, `"a OR b"`},
		{"prefix", "prostitu*", "prostitu*"},
		{"no space before a parenthesis", "a(b)", `("a" AND "b")`},
		{"punctuation stays in its word", "s.11(2)", `("s.11" AND "2")`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, err := Parse(tt.query)
			if err != nil {
				t.Fatal(err)
			}
			if got := e.String(); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct{ name, query, want string }{
		{"closing too many", "a) b", "there is no opening parenthesis for this one\n  a) b\n   ^"},
		{"not closed", "(a OR b", "the parenthesis is not closed\n  (a OR b\n  ^"},
		{"quotation not closed", `a "b c`, "the quotation mark is not closed\n  a \"b c\n    ^"},
		{"nothing after the operator", "a AND", "a word is missing at the end\n  a AND\n       ^"},
		{"nothing before the operator", "OR a", "a word is missing before \"OR\"\n  OR a\n  ^"},
		{"empty group", "()", "a word is missing before \")\"\n  ()\n   ^"},
		{"no word", "a ***", "a star may only stand at the end of a word\n  a ***\n    ^"},
		{"a star in the middle", "a b*c", "a star may only stand at the end of a word\n  a b*c\n     ^"},
		{"punctuation alone", "ä – b", "\"–\" holds no word\n  ä – b\n    ^"},
		{"empty phrase", `""`, "\"\" holds no word\n  \"\"\n  ^"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse(tt.query)
			var syntax *SyntaxError
			if !errors.As(err, &syntax) {
				t.Fatalf("got %v, want a syntax error", err)
			}
			if got := err.Error(); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
	for _, tt := range []struct{ query, want string }{
		{strings.Repeat("(", 100) + "a", "nested more than"},
		{strings.Repeat("NOT ", 100) + "a", "nested more than"},
		{strings.Repeat("a ", 300), "more than 256 parts"},
	} {
		if _, err := Parse(tt.query); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("got %v, want %q", err, tt.want)
		}
	}
}

// FuzzParse holds that parsing ends without a panic, that errors point into the
// query, and that an expression written out means the same when read again.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "a b OR c", `"x y" NOT (z* OR w)`, "(((", `"`, "NOT", "ä „ö", "\xff*", "a\nb )"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, query string) {
		e, err := Parse(query)
		var syntax *SyntaxError
		if errors.As(err, &syntax) {
			if syntax.Offset < 0 || syntax.Offset > len(syntax.Query) || !utf8.ValidString(err.Error()) {
				t.Fatalf("%q: offset %d, message %q", query, syntax.Offset, err)
			}
			return
		}
		if err != nil || e == nil {
			return
		}
		again, err := Parse(e.String())
		if err != nil && len(query) < mostParts/4 {
			t.Fatalf("%q written as %q: %v", query, e, err)
		}
		if err == nil && again.String() != e.String() {
			t.Fatalf("%q written as %q, read as %q", query, e, again)
		}
	})
}
