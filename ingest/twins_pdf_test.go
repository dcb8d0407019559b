package ingest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"policyscan/ingest/pdf"
	"policyscan/ingest/reading"
)

// printedArticle is an article of a twin: its number as printed and its page.
type printedArticle struct {
	Number string      `json:"numero"`
	Page   json.Number `json:"pagina"`
}

// TestPDFTwins compares the articles found in PDFs with those that a twin in
// JSON names, by number and page. The twins leave transitory articles out, so
// only the first run of numbers counts; both sides have errors of their own.
func TestPDFTwins(t *testing.T) {
	dir := filepath.Join(shared(t, "corpus"), "pdf", "MX-diputados")
	twins, _ := filepath.Glob(filepath.Join(dir, "_twins", "*-contenido.json"))
	found, want, onPage, tested := 0, 0, 0, 0
	for _, twin := range twins {
		stem := strings.TrimSuffix(filepath.Base(twin), "contenido.json")
		files, _ := filepath.Glob(filepath.Join(dir, strings.TrimSuffix(stem, "-")+"_*.pdf"))
		if len(files) != 1 {
			continue // a twin without its PDF
		}
		articles := articlesOf(t, twin)
		ex := read(t, pdf.New(), files[0])
		pages := articlePages(Structure(ex, "es"), ex.Pages)
		n, p := 0, 0
		for _, a := range articles {
			at, ok := pages[plainNumber(a.Number)]
			if !ok {
				t.Logf("%s: article %s not found", stem, a.Number)
				continue
			}
			n++
			if page, _ := strconv.Atoi(a.Page.String()); page == at {
				p++
			}
		}
		t.Logf("%-8s %4d of %4d articles, %4d of them on the page of the twin", stem, n, len(articles), p)
		found, want, onPage, tested = found+n, want+len(articles), onPage+p, tested+1
	}
	if tested == 0 {
		t.Skip("no PDF with a JSON twin")
	}
	t.Logf("%d twins: articles found %.3f, of these on the same page %.3f", tested, ratio(found, want), ratio(onPage, found))
	if ratio(found, want) < .97 || ratio(onPage, found) < .97 {
		t.Error("PDF and JSON twins agree less than .97")
	}
}

// articlesOf reads the articles of a twin.
func articlesOf(t *testing.T, file string) []printedArticle {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var twin struct {
		Articles []printedArticle `json:"articulos"`
	}
	if err := json.Unmarshal(data, &twin); err != nil {
		t.Fatal(err)
	}
	return twin.Articles
}

// articlePages is the page (from 1) on which each article first starts.
func articlePages(c Content, all []reading.Page) map[string]int {
	pages := map[string]int{}
	for i, p := range c.Provisions {
		n := plainNumber(p.Num)
		if _, again := pages[n]; again || !isBasic(c.Provisions, i) || p.Quoted || p.Type != "article" {
			continue
		}
		pages[n] = pageAt(all, p.Start)
	}
	return pages
}

// pageAt is the number of the page that holds byte offset at.
func pageAt(pages []reading.Page, at int) int {
	number := 0
	for _, p := range pages {
		if p.Start <= at {
			number = p.Number
		}
	}
	return number
}

// plainNumber is a number without ordinal sign, points and hyphens.
func plainNumber(num string) string {
	return strings.NewReplacer(".", "", "-", "", "º", "", " ", "").Replace(strings.ToLower(BareNumber(num)))
}
