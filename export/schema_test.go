package export

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The published schemas are those of the tables; UPDATE=1 rewrites them.
func TestPublishedSchemas(t *testing.T) {
	for _, tab := range fixtureReport(t).DataTables() {
		path := filepath.Join("..", "docs", "schema", strings.ReplaceAll(strings.ToLower(tab.Name), " ", "-")+".schema.json")
		got := string(Schema(tab))
		if os.Getenv("UPDATE") == "1" {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatalf("%v (UPDATE=1 writes it)", err)
		}
		if string(want) != got {
			t.Errorf("%s is not the schema of the table; UPDATE=1 rewrites it", path)
		}
	}
}
