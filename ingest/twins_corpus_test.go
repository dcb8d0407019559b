package ingest

import (
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"policyscan/ingest/plain"
	"policyscan/ingest/reading"
	"policyscan/ingest/web"
)

// basicNumbers counts the articles of a document by number.
func basicNumbers(c Content) map[string]int {
	out := map[string]int{}
	for i, p := range c.Provisions {
		if isBasic(c.Provisions, i) && !p.Quoted && p.Type == "article" {
			out[p.Type+" "+BareNumber(p.Num)]++
		}
	}
	return out
}

// agreement is the share of basic provisions that both documents have.
func agreement(a, b map[string]int) (same, all int) {
	for k, n := range a {
		same += min(n, b[k])
		all += max(n, b[k])
	}
	for k, n := range b {
		if a[k] == 0 {
			all += n
		}
	}
	return same, all
}

// TestTwins compares the provisions of acts that the corpus has in two formats.
func TestTwins(t *testing.T) {
	root := filepath.Join(shared(t, "corpus"), "text")
	stems := map[string][]string{}
	for _, ext := range []string{".xml", ".html", ".txt"} {
		for _, f := range corpusFiles(t, ext) {
			rel, _ := filepath.Rel(root, f)
			if !strings.HasPrefix(rel, "TW") && !strings.HasPrefix(rel, "CA") {
				stems[strings.TrimSuffix(rel, ext)] = append(stems[strings.TrimSuffix(rel, ext)], f)
			}
		}
	}
	var names []string
	for s, files := range stems {
		if len(files) == 2 && !strings.Contains(s, "2013.19-CRC") { // whose XML leaves the convention out
			names = append(names, s)
		}
	}
	sort.Strings(names)
	same, all := 0, 0
	for _, s := range names {
		lang := map[string]string{"IS": "is", "JP": "ja"}[strings.SplitN(filepath.ToSlash(s), "/", 2)[0]]
		a := basicNumbers(Structure(readAny(t, stems[s][0]), lang))
		b := basicNumbers(Structure(readAny(t, stems[s][1]), lang))
		n, m := agreement(a, b)
		t.Logf("%-60s %4d of %4d provisions the same: %.3f", s, n, m, ratio(n, m))
		same, all = same+n, all+m
	}
	if len(names) > 0 {
		t.Logf("twins: %d, agreement %.3f", len(names), ratio(same, all))
		if ratio(same, all) < .97 {
			t.Error("twins agree less than .97")
		}
	}
}

// readAny reads a file of the corpus by its extension.
func readAny(t testing.TB, f string) *reading.Extraction {
	t.Helper()
	switch filepath.Ext(f) {
	case ".html":
		return read(t, web.HTML{}, f)
	case ".txt":
		return read(t, plain.Text{}, f)
	case ".xml":
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		ex, _, err := printed(data, dialectOf(data))
		if err != nil {
			t.Fatal(err)
		}
		return ex
	}
	return read(t, plain.Markdown{}, f)
}
