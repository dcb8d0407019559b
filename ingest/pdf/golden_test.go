package pdf

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"policyscan/ingest/reading"
)

// goldens are documents that we wrote (testdata/NAME.html) and had printed by
// Chromium and LibreOffice (testdata/NAME.pdf).
var goldens = []string{"gazette", "bulletin", "act", "penalties", "bilingual", "report", "arabic"}

// TestProvisionsComeOutWhole compares what is read with the source of the page:
// every paragraph, heading and row of a table is one contiguous range of the
// text, in the order of the source.
func TestProvisionsComeOutWhole(t *testing.T) {
	for _, name := range goldens {
		t.Run(name, func(t *testing.T) {
			x := readFile(t, filepath.Join("testdata", name+".pdf"))
			at := 0
			for _, want := range provisions(t, filepath.Join("testdata", name+".html")) {
				i := strings.Index(x.Text[at:], want)
				if i < 0 {
					where := "is not in the text"
					if strings.Contains(x.Text, want) {
						where = "is not in its place"
					}
					t.Errorf("%q %s", want, where)
					continue
				}
				at += i + len(want)
			}
		})
	}
}

// TestGoldenBlocks compares blocks with their roles; UPDATE=1 rewrites them.
func TestGoldenBlocks(t *testing.T) {
	for _, name := range goldens {
		t.Run(name, func(t *testing.T) {
			got := dump(readFile(t, filepath.Join("testdata", name+".pdf")))
			path := filepath.Join("testdata", name+".blocks.txt")
			if os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got); diff != "" {
				t.Errorf("blocks changed (-want +got):\n%s", diff)
			}
		})
	}
}

func dump(x reading.Extraction) string {
	var b strings.Builder
	for _, bl := range x.Blocks {
		role := string(bl.Role)
		if role == "" {
			role = "paragraph"
		}
		if bl.Level > 0 {
			role += fmt.Sprint(" ", bl.Level)
		}
		fmt.Fprintf(&b, "p. %d %s: %s\n", bl.Page, role, strings.ReplaceAll(x.Text[bl.Start:bl.End], "\t", " | "))
	}
	return b.String()
}

func readFile(t testing.TB, path string) reading.Extraction {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	x, err := New().Read(context.Background(), bytes.NewReader(data), int64(len(data)), reading.Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkInvariants(t, x)
	return x
}

// checkInvariants checks what reading.Extraction promises.
func checkInvariants(t testing.TB, x reading.Extraction) {
	t.Helper()
	if !utf8.ValidString(x.Text) || !norm.NFC.IsNormalString(x.Text) {
		t.Errorf("the text is not UTF-8 in NFC")
	}
	at := 0
	apparatus := false
	for i, b := range x.Blocks {
		if b.Start < at || b.End <= b.Start || b.End > len(x.Text) {
			t.Fatalf("block %d [%d, %d) after %d", i, b.Start, b.End, at)
		}
		if strings.TrimSpace(x.Text[at:b.Start]) != "" {
			t.Errorf("text before block %d belongs to no block: %q", i, x.Text[at:b.Start])
		}
		if apparatus && !b.Role.Apparatus() {
			t.Errorf("block %d of the body stands after apparatus", i)
		}
		apparatus = apparatus || b.Role.Apparatus()
		at = b.End
	}
	at = 0
	for i, l := range x.Lines {
		if l.Start < at || l.End <= l.Start || l.End > len(x.Text) {
			t.Fatalf("line %d [%d, %d) after %d", i, l.Start, l.End, at)
		}
		if l.Page < 1 || l.Page > len(x.Pages) {
			t.Fatalf("line %d is on page %d of %d", i, l.Page, len(x.Pages))
		}
		at = l.End
	}
	at = 0
	for i, p := range x.Pages {
		if p.Number != i+1 || p.Start < at || p.End < p.Start || p.End > len(x.Text) || p.Status == "" {
			t.Fatalf("page %d is %+v after %d", i+1, p, at)
		}
		at = p.End
	}
	if got, want := unspaced(strings.Join(reading.Printed(&x), "\n")), unspaced(x.Text); got != want {
		t.Errorf("the printed pages hold %d bytes of text, the canonical text %d", got, want)
	}
}

// unspaced is the length of a text without white space.
func unspaced(s string) int { return len(strings.Join(strings.Fields(s), "")) }

// provisions returns the texts of the paragraphs, headings and rows of an HTML
// file, in order. What the page repeats and its footnotes are left out.
func provisions(t *testing.T, path string) []string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := html.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		class := attribute(n, "class")
		switch {
		case n.Data == "head", class == "h", class == "t", class == "sdfootnote":
			return
		case n.Data == "p", n.Data == "h1", class == "m":
			out = append(out, strings.Join(strings.Fields(inner(n)), " "))
			return
		case n.Data == "h2":
			for line := range strings.SplitSeq(inner(n), "\n") {
				out = append(out, strings.TrimSpace(line))
			}
			return
		case n.Data == "tr" && !hasParagraph(n):
			var cells []string
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				cells = append(cells, strings.Join(strings.Fields(inner(c)), " "))
			}
			out = append(out, strings.Join(cells, "\t"))
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	return out
}

func hasParagraph(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.Data == "p" {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func inner(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		switch {
		case c.Type == html.TextNode && c.Parent.Data == "sup":
			for _, r := range c.Data {
				b.WriteRune([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[r-'0'])
			}
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.Data == "br":
			b.WriteByte('\n')
		}
	}
	return b.String()
}
