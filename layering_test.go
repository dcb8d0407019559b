package policyscan

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// allowed lists, for each package, what of our own it may import (DESIGN: the
// imports point one way). A package below one of these follows the same rule
// and may use its siblings and, where named, its parent.
var allowed = map[string][]string{
	"lexicon/words": {},
	"lexicon":       {"lexicon/words"},
	"ingest":        {"lexicon/words"},
	"match":         {"ingest", "lexicon", "lexicon/words"},
	"index":         {"ingest", "lexicon/words"},
	"export":        {"ingest", "lexicon", "match"},
	"cmd":           {"ingest", "lexicon", "lexicon/words", "match", "index", "export"},
}

// only names libraries that a single package may import.
var only = map[string]string{
	"github.com/blevesearch/bleve": "index",
	"github.com/xuri/excelize":     "export",
	"github.com/ledongthuc/pdf":    "ingest/pdf",
	"github.com/klippa-app":        "ingest/pdf",
	"github.com/spf13/cobra":       "cmd/scan",
}

func TestImportsPointOneWay(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	seen := 0
	for {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		seen++
		from := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, "policyscan"), "/")
		for _, imp := range p.Imports {
			if to, ours := strings.CutPrefix(imp, "policyscan/"); ours && !mayImport(from, to) {
				t.Errorf("%s imports %s: not in the direction that ARCHITECTURE.md allows", from, to)
			}
			for lib, owner := range only {
				if strings.HasPrefix(imp, lib) && !under(from, owner) {
					t.Errorf("%s imports %s: only %s may", from, imp, owner)
				}
			}
		}
	}
	if seen < 6 {
		t.Fatalf("go list named %d packages: the test sees too little", seen)
	}
}

// mayImport reports whether package from may import package to.
func mayImport(from, to string) bool {
	layer := longest(from)
	if layer == "" || under(to, layer) && layer == longest(to) {
		return true
	}
	for _, a := range allowed[layer] {
		if longest(to) == a {
			return true
		}
	}
	return false
}

// longest returns the layer that a package belongs to.
func longest(pkg string) string {
	best := ""
	for layer := range allowed {
		if under(pkg, layer) && len(layer) > len(best) {
			best = layer
		}
	}
	return best
}

func under(pkg, parent string) bool {
	return pkg == parent || strings.HasPrefix(pkg, parent+"/")
}
