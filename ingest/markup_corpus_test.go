package ingest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"policyscan/ingest/detect"
	"policyscan/ingest/legalxml"
	"policyscan/ingest/reading"
)

// dialect says how one XML dialect of legislation is printed as plain text.
type dialect struct {
	number  map[string]bool   // elements that hold the number of their parent
	text    map[string]bool   // elements that end a paragraph
	heading map[string]bool   // elements that stand in a paragraph of their own
	skip    map[string]bool   // elements that are not text of the act
	joined  map[string]bool   // headings that stand on the line of their number
	before  map[string]string // what is printed before the number of an element
	alone   map[string]bool   // elements whose number ends its line where no heading follows
	after   string            // printed behind the numbers of sections
}

func set(names string) map[string]bool {
	out := map[string]bool{}
	for _, n := range strings.Fields(names) {
		out[n] = true
	}
	return out
}

var dialects = map[string]dialect{
	"canada": {number: set("Label"), text: set("Text FormulaTerm ContinuedSectionSubsection entry"), heading: set("MarginalNote TitleText LongTitle"), joined: set("TitleText"),
		skip: set("HistoricalNote Identification RunningHead Footnote OriginatingRef BillHistory FormulaGroup MathMLBlock TableGroup RelatedOrNotInForce RecentAmendments Order DocumentInternal")},
	"dc": {number: set("num"), text: set("text aftertext"), heading: set("heading"), joined: set("heading"), skip: set("meta annotations annotation toc find-replace aftertext"),
		before: map[string]string{"section": "Sec. ", "code": "§ "}, after: "."},
	"iceland": {number: set("nr-title"), text: set("paragraph td"), heading: set("name"), joined: set("name"), alone: set("art chapter art-chapter"), skip: set("footnotes minister-clause num-and-date location table")},
	"akn":     {number: set("num"), text: set("p"), heading: set("heading docTitle"), joined: set("heading"), skip: set("meta toc"), alone: set("article")},
	"taiwan":  {number: set("條號"), text: set("條文內容 編章節"), alone: set("條文"), skip: set("沿革內容 法規性質 英文法規名稱 中文法規名稱 法規網址 最新英文異動日期 最新異動日期 廢止註記 附件 生效日期 生效內容 是否英譯註記 法規類別 法規名稱 前言")},
}

// dialectOf tells the dialect of a file by its root element.
func dialectOf(data []byte) string {
	head := string(data[:min(len(data), 4000)])
	switch {
	case strings.Contains(head, "<Statute") || strings.Contains(head, "<Bill") || strings.Contains(head, "<Regulation"):
		return "canada"
	case strings.Contains(head, "dc-library"):
		return "dc"
	case strings.Contains(head, "<akomaNtoso"):
		return "akn"
	case strings.Contains(head, "<law ") && strings.Contains(head, "nr="):
		return "iceland"
	case strings.Contains(head, "<法規"):
		return "taiwan"
	}
	return ""
}

// printer writes XML as plain text and notes where numbered elements begin.
type printer struct {
	dialect
	b     *reading.Builder
	cur   strings.Builder
	marks []int // offsets of numbers in cur
	truth map[int]bool
	code  bool // a section of the DC Code stands alone
}

func (p *printer) flush() {
	if text := p.cur.String(); strings.TrimSpace(text) != "" {
		start, _ := p.b.Add(reading.Block{}, text)
		for _, m := range p.marks {
			p.truth[start+m] = true
		}
	}
	p.cur.Reset()
	p.marks = p.marks[:0]
}

// write appends text with its white space folded.
func (p *printer) write(s string) {
	words := strings.Join(strings.Fields(s), " ")
	if s != "" && strings.ContainsAny(s[:1], " \n\t") && p.cur.Len() > 0 && !strings.HasSuffix(p.cur.String(), " ") {
		p.cur.WriteByte(' ')
	}
	p.cur.WriteString(words)
	if words != "" && strings.ContainsAny(s[len(s)-1:], " \n\t") {
		p.cur.WriteByte(' ')
	}
}

// element prints one element; parent is the name of the one around it.
func (p *printer) element(dec *xml.Decoder, name, parent string) error {
	if p.heading[name] && !(p.joined[name] && len(p.marks) > 0) {
		p.flush()
	}
	if p.number[name] {
		return p.numberElement(dec, parent)
	}
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if p.skip[tok.Name.Local] {
				if err := dec.Skip(); err != nil {
					return err
				}
				continue
			}
			if err := p.element(dec, tok.Name.Local, name); err != nil {
				return err
			}
		case xml.CharData:
			if name == "條文內容" {
				for _, l := range strings.Split(string(tok), "\n") {
					p.write(l)
					p.flush()
				}
				continue
			}
			p.write(string(tok))
		case xml.EndElement:
			if p.text[name] || p.heading[name] || p.alone[name] {
				p.flush()
			}
			return nil
		}
	}
}

// numberElement prints the number of the element parent.
func (p *printer) numberElement(dec *xml.Decoder, parent string) error {
	var num strings.Builder
	for depth := 1; depth > 0; {
		tok, err := dec.Token()
		if err != nil {
			return err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			depth++
		case xml.CharData:
			num.Write(tok)
		case xml.EndElement:
			depth--
		}
	}
	text := strings.Join(strings.Fields(num.String()), " ")
	if text == "" || parent == "document" {
		return nil
	}
	if s := p.cur.String(); len(p.marks) == 0 && parent != "container" || len(s) > 30 {
		p.flush()
	}
	if parent == "Subsection" && len(p.marks) > 1 {
		p.flush()
	}
	if parent != "container" || len(p.marks) > 0 {
		p.marks = append(p.marks, p.cur.Len())
	} else {
		p.marks = append(p.marks, 0)
	}
	if parent == "section" && p.before != nil {
		if p.code {
			text = "§ " + text
		} else {
			text = "Sec. " + text
		}
		text += p.after
	}
	if parent == "container" && p.cur.Len() > 0 && !strings.HasSuffix(p.cur.String(), " ") {
		p.cur.WriteByte(' ')
	}
	p.cur.WriteString(text)
	p.cur.WriteByte(' ')
	if parent == "條文" {
		p.flush()
	}
	return nil
}

// printed flattens an XML file to plain text and says where its numbered
// elements begin.
func printed(data []byte, name string) (*reading.Extraction, map[int]bool, error) {
	p := &printer{dialect: dialects[name], b: reading.NewBuilder("text", reading.Options{}), truth: map[int]bool{}}
	p.code = name == "dc" && bytes.Contains(data[:min(len(data), 600)], []byte("<section"))
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	err := p.element(dec, "", "")
	p.flush()
	ex := p.b.Done()
	return &ex, p.truth, err
}

// TestDivisionsFoundAgain takes the divisions that the markup reader names,
// leaves out what markup says, and looks whether the detector finds them again
// in the reader's text.
func TestDivisionsFoundAgain(t *testing.T) {
	compareMarkup(t, func(f string, data []byte, _ string) (*reading.Extraction, map[int]bool, error) {
		ex, err := legalxml.Reader{}.Read(t.Context(), bytes.NewReader(data), int64(len(data)), reading.Options{Name: filepath.Base(f)})
		truth := map[int]bool{}
		notes := map[int]bool{} // summaries and histories are no provisions
		for _, b := range ex.Blocks {
			if b.Role == reading.Annotation {
				notes[b.Start] = true
			}
		}
		for _, d := range ex.Divisions {
			if !notes[d.Start] && d.Num != "" && strings.HasPrefix(ex.Text[d.Start:], d.Num) {
				truth[d.Start] = true
			}
		}
		return flattened(&ex), truth, err
	})
}

// TestMarkupAsTruth flattens every file of legislation markup to plain text,
// detects its provisions again, and compares where they start.
func TestMarkupAsTruth(t *testing.T) {
	compareMarkup(t, func(_ string, data []byte, name string) (*reading.Extraction, map[int]bool, error) {
		return printed(data, name)
	})
}

// compareMarkup prints recall and precision of provision starts per dialect;
// flatten gives the plain text of a file and the starts that its markup names.
func compareMarkup(t *testing.T, flatten func(f string, data []byte, dialect string) (*reading.Extraction, map[int]bool, error)) {
	langs := manifestLanguages(t)
	root := shared(t, "corpus")
	type key struct {
		dialect string
		held    bool
	}
	sum := map[key]*score{}
	files := map[key]int{}
	total := map[bool]*score{false: {}, true: {}}
	for _, f := range corpusFiles(t, ".xml") {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		name := dialectOf(data)
		if name == "" {
			continue
		}
		ex, truth, err := flatten(f, data, name)
		if err != nil {
			t.Fatalf("%s: %v", filepath.Base(f), err)
		}
		if len(truth) == 0 {
			continue
		}
		rel, _ := filepath.Rel(root, f)
		r := detect.Detect(ex.Text, ex.Blocks, langs[filepath.ToSlash(rel)])
		found := map[int]bool{}
		for _, d := range r.Divisions {
			if d.Type != "preamble" && d.Type != "speech" {
				found[d.Start] = true
			}
		}
		s := compareStarts(truth, found, ex, os.Getenv("WRONG") != "" && strings.Contains(f, os.Getenv("WRONG")))
		k := key{name, held(f)}
		if sum[k] == nil {
			sum[k] = &score{}
		}
		sum[k].add(s)
		files[k]++
		if name != "taiwan" {
			total[k.held].add(s)
		}
		if os.Getenv("FILES") != "" && !k.held && (s.fn+s.fp > 8) {
			fmt.Printf("%-70s tp %d fp %d fn %d\n", rel, s.tp, s.fp, s.fn)
		}
	}
	var keys []key
	for k := range sum {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(a, b int) bool {
		return keys[a].dialect < keys[b].dialect || keys[a].dialect == keys[b].dialect && !keys[a].held
	})
	for _, k := range keys {
		s := sum[k]
		t.Logf("%-8s held %-5v files %3d  starts %6d  recall %.3f  precision %.3f", k.dialect, k.held, files[k], s.tp+s.fn, s.recall(), s.precision())
	}
	for _, h := range []bool{false, true} {
		t.Logf("akn canada dc iceland, held %-5v: starts %d, recall %.3f, precision %.3f", h, total[h].tp+total[h].fn, total[h].recall(), total[h].precision())
		if total[h].recall() < least || total[h].precision() < least {
			t.Errorf("held %v: recall or precision below %.2f", h, least)
		}
	}
}
