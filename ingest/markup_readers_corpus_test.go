package ingest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"policyscan/ingest/legalxml"
	"policyscan/ingest/reading"
)

// numberSign is a number of the markup without spaces and punctuation.
func numberSign(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// markupNumbers counts the numbers that an XML file of a dialect gives to its
// elements, read by the XML decoder alone.
func markupNumbers(t *testing.T, data []byte, d dialect) map[string]int {
	t.Helper()
	out := map[string]int{}
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	var num strings.Builder
	in := 0 // elements open inside the number element
	var open []string
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return out
		} else if err != nil {
			t.Fatal(err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			open = append(open, tok.Name.Local)
			switch {
			case in > 0:
				in++
			case d.skip[tok.Name.Local]:
				if err := dec.Skip(); err != nil {
					t.Fatal(err)
				}
				open = open[:len(open)-1]
			case d.number[tok.Name.Local] && !(len(open) > 1 && open[len(open)-2] == "document"): // the number of the act is none of a provision
				in = 1
				num.Reset()
			}
		case xml.CharData:
			if in > 0 {
				num.Write(tok)
			}
		case xml.EndElement:
			open = open[:len(open)-1]
			if in--; in == 0 {
				if n := numberSign(num.String()); n != "" {
					out[n]++
				}
			}
			in = max(in, 0)
		}
	}
}

// TestMarkupReadersKeepEveryNumber holds the readers of legislative XML to the
// numbers that the markup itself names.
func TestMarkupReadersKeepEveryNumber(t *testing.T) {
	kept, named := map[string]int{}, map[string]int{}
	allKept, allNamed := 0, 0
	for _, f := range corpusFiles(t, ".xml") {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		name := dialectOf(data)
		if name == "" {
			continue
		}
		ex, err := legalxml.Reader{}.Read(t.Context(), bytes.NewReader(data), int64(len(data)), reading.Options{Name: filepath.Base(f)})
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		got := map[string]int{}
		for _, d := range ex.Divisions {
			n := numberSign(d.Num)
			got[n]++
			if bare := numberSign(BareNumber(d.Num)); bare != n { // "Sec. 302." of <num>302</num>
				got[bare]++
			}
		}
		for n, times := range markupNumbers(t, data, dialects[name]) {
			kept[name] += min(times, got[n])
			named[name] += times
			if os.Getenv("WRONG") != "" && got[n] < times && strings.Contains(f, os.Getenv("WRONG")) {
				t.Logf("%s: number %s: %d of %d", filepath.Base(f), n, got[n], times)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(named)) {
		n := named[name]
		t.Logf("%-8s %6d of %6d numbers kept: %.4f", name, kept[name], n, ratio(kept[name], n))
		allKept, allNamed = allKept+kept[name], allNamed+n
	}
	t.Logf("markup readers keep %d of %d numbers: %.4f", allKept, allNamed, ratio(allKept, allNamed))
	if ratio(allKept, allNamed) < .99 {
		t.Error("the markup readers lose more than one number in a hundred")
	}
}
