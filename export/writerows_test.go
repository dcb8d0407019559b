package export

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWriteRowsRoundTrip(t *testing.T) {
	want := []Sheet{
		{Name: "Rules", Rows: [][]string{{"rule", "note"}, {"=1+1", "two\nlines"}, {"@list", "“Prostitution” — Köln"}}},
		{Name: "Terms", Rows: [][]string{{"term"}, {"007"}, {"+a"}}},
	}
	var first, second bytes.Buffer
	for _, out := range []*bytes.Buffer{&first, &second} {
		if err := WriteRows(out, want); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two writes differ")
	}
	got, err := ReadSheets(&first)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(got, want); d != "" {
		t.Error(d)
	}
	long := []Sheet{{Name: "A", Rows: [][]string{{strings.Repeat("x", cellLimit+1)}}}}
	if err := WriteRows(&first, long); err == nil {
		t.Error("a cell that does not fit was cut without a word")
	}
}
