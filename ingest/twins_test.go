package ingest

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"policyscan/ingest/pdf"
	"policyscan/ingest/reading"
)

// TestSampleTwins compares the provisions of the sample documents with those of
// the HTML sources that they were printed from.
func TestSampleTwins(t *testing.T) {
	tests := []struct{ source, printed, lang string }{
		{"arvenland-act.html", "Arvenland/sex-services-reform-act-2011.pdf", "en"},
		{"brandau-gazette.html", "Brandau/amtsblatt-2017-14.pdf", "de"},
		{"hallmark-report.html", "Hallmark/committee-report-2019.pdf", "en"},
		{"arvenland-safety.html", "Arvenland/safety-guidelines-2013.docx", "en"},
		{"eastmere-trafficking.html", "Eastmere/trafficking-amendment-act-2006.docx", "en"},
		{"valmont-strategie.html", "Valmont/strategie-2018.docx", "fr"},
	}
	formats := NewFormats(pdf.New())
	same, all := 0, 0
	for _, tt := range tests {
		a := citations(t, formats, "../docs/samples/"+tt.source, tt.lang)
		b := citations(t, formats, "../samples/"+tt.printed, tt.lang)
		n, m := agreement(a, b)
		t.Logf("%-45s %3d of %3d provisions the same", tt.printed, n, m)
		if n != m {
			for k := range a {
				if a[k] > b[k] {
					t.Logf("  only in the source: %s", k)
				}
			}
			for k := range b {
				if b[k] > a[k] {
					t.Logf("  only in print: %s", k)
				}
			}
		}
		same, all = same+n, all+m
	}
	if all == 0 || ratio(same, all) < .97 {
		t.Errorf("%d of %d provisions the same, %.3f; want .97", same, all, ratio(same, all))
	}
}

// marginal finds marginal notes, which a style sheet moves beside the text: the
// source has them within the paragraph.
var marginal = regexp.MustCompile(`<p class="s"><span class="m">([^<]*)</span>`)

// citations counts the citations of a file.
func citations(t *testing.T, formats *Formats, name, lang string) map[string]int {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	data = marginal.ReplaceAll(data, []byte("<p>$1</p><p>"))
	ex, _, err := formats.Extract(t.Context(), bytes.NewReader(data), int64(len(data)), reading.Options{Name: filepath.Base(name), OCR: reading.OCROff})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	out := map[string]int{}
	for _, p := range Structure(&ex, lang).Provisions {
		out[p.Type+" "+p.Citation]++
	}
	return out
}
