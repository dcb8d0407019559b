package lexicon

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestTablesRoundTrip(t *testing.T) {
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	tables, err := l.Tables()
	if err != nil {
		t.Fatal(err)
	}
	files, err := FromTables(tables)
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for name, raw := range files {
		fsys[name] = &fstest.MapFile{Data: raw}
	}
	back, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	again, err := back.Tables()
	if err != nil {
		t.Fatal(err)
	}
	for i := range tables {
		if d := cmp.Diff(tables[i], again[i]); d != "" {
			t.Fatalf("sheet %s changed on the way (-before +after):\n%s", tables[i].Name, d)
		}
	}
	a, err := l.ContentDigest()
	if err != nil {
		t.Fatal(err)
	}
	b, err := back.ContentDigest()
	if err != nil || a != b {
		t.Errorf("digests %s and %s (%v), want the same", a, b, err)
	}
}

func TestFromTablesNamesWhatIsMissing(t *testing.T) {
	if _, err := FromTables([]Table{{Name: "Rules"}}); err == nil {
		t.Error("got no error for an empty workbook")
	}
}
