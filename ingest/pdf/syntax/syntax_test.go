package syntax

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseObject(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     Object
	}{
		{"integer", "42 ", int64(42)},
		{"real", "-.5", -0.5},
		{"doubled sign", "--5", int64(-5)},
		{"number with a tail", "0.0-12", 0.0},
		{"reference", "12 0 R", Ref{12, 0}},
		{"numbers that are no reference", "[1 2 3 0 R]", Array{int64(1), int64(2), Ref{3, 0}}},
		{"literal string", `(a\(b\051\n\
c)`, Text("a(b)\nc")},
		{"nested brackets", "(a(b)c)", Text("a(b)c")},
		{"hexadecimal", "<48 65 6C6>", Text("Hel`")},
		{"name with escape", "/A#20B", Symbol("A B")},
		{"dictionary", "<</A 1/B[/C (d)]/E<</F null>>>>", Dict{"A": int64(1), "B": Array{Symbol("C"), Text("d")}, "E": Dict{"F": nil}}},
		{"missing end", "<</A [1 2 endobj", Dict{"A": Array{int64(1), int64(2)}}},
		{"comment", "% note\n/A", Symbol("A")},
		{"missing value", "<</A>>", Dict{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := Lexer{Data: []byte(c.in)}
			if diff := cmp.Diff(c.want, l.ParseObject()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestParseIndirect(t *testing.T) {
	l := Lexer{Data: []byte("7 0 obj<</Length 3>>stream\r\nabc\nendstream endobj")}
	ref, obj, ok := l.ParseIndirect()
	if s, isStream := obj.(Stream); !ok || ref != (Ref{7, 0}) || !isStream || string(l.Data[s.Data:s.Data+3]) != "abc" {
		t.Errorf("got %v %v %v", ref, obj, ok)
	}
}

func TestSkipInlineImage(t *testing.T) {
	l := Lexer{Data: []byte(" \x01 EI\xff\x02 raw EI Q")}
	l.SkipInlineImage()
	if got := l.Next(); string(got.Bytes) != "Q" {
		t.Errorf("after the image comes %q", got.Bytes)
	}
}

// FuzzParseObject holds that reading ends, and that what was read is read again
// as the same after it was written.
func FuzzParseObject(f *testing.F) {
	for _, s := range []string{"<</A 1/B[/C (d)]>>", "[1 0 R 2.5 true null]", "(a\\(", "<48", "/A#2", "%", "1 0 obj<</Length 3>>stream\nabc"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		l := Lexer{Data: data}
		o := l.ParseObject()
		if l.Pos > len(data) {
			t.Fatalf("position %d in %d bytes", l.Pos, len(data))
		}
		written := Append(nil, o)
		again := Lexer{Data: written}
		if diff := cmp.Diff(written, Append(nil, again.ParseObject())); diff != "" {
			t.Errorf("%q is read back as another object:\n%s", written, diff)
		}
	})
}

// FuzzLexer holds that every token moves on.
func FuzzLexer(f *testing.F) {
	f.Add([]byte("BT /F1 12 Tf (a) Tj [(b) -20 <41>] TJ ET BI /W 1 ID \x00 EI"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l := Lexer{Data: data}
		for last := -1; ; last = l.Pos {
			tok := l.Next()
			if tok.Kind == EOF {
				return
			}
			if l.Pos <= last {
				t.Fatalf("stuck at %d", l.Pos)
			}
			if tok.Kind == Word && string(tok.Bytes) == "ID" {
				l.SkipInlineImage()
			}
			l.Forget()
		}
	})
}
