package compare

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/ingest"
)

// A file that is no document makes no jurisdiction, nor does it make a gap in one.
func TestLeftOutFilesMakeNoJurisdiction(t *testing.T) {
	readme := ingest.Document{ID: "r", Path: "README.md", Status: ingest.LeftOut, Reason: "it describes the folder"}
	picture := ingest.Document{ID: "p", Path: "X/seal.gif", Status: ingest.LeftOut}
	picture.Jurisdiction.Value = "X"
	c, err := New(Input{Documents: []ingest.Document{law("a"), readme, picture}, Searchable: english})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(c.Jurisdictions(), []string{"X"}); d != "" {
		t.Error(d)
	}
	for _, table := range c.Tables {
		for _, row := range table.Rows {
			if row.Documents != 1 {
				t.Errorf("%s: %d documents, want 1", row.Jurisdiction, row.Documents)
			}
		}
	}
}
