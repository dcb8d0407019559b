package ingest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"policyscan/ingest/language"
	"policyscan/ingest/reading"
)

// tally counts what structure makes of the files of one jurisdiction.
type tally struct {
	files, provisions, passages, placed, quotable, fit int
	kinds                                              map[Kind]int
	languages                                          map[string]int // of passages
}

// TestCorpusTable prints, for each jurisdiction of the corpus, what structure
// makes of its files. Set ALL to read the whole corpus, not every twelfth file.
func TestCorpusTable(t *testing.T) {
	root := filepath.Join(shared(t, "corpus"), "text")
	langs := manifestLanguages(t)
	formats := NewFormats(nil)
	rows := map[string]*tally{}
	for _, ext := range []string{".md", ".html", ".txt", ".xml", ".json"} {
		for i, f := range corpusFiles(t, ext) {
			if i%12 != 0 && os.Getenv("ALL") == "" {
				continue
			}
			ex := readByFormat(t, formats, f)
			rel, _ := filepath.Rel(root, f)
			place, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
			if rows[place] == nil {
				rows[place] = &tally{kinds: map[Kind]int{}, languages: map[string]int{}}
			}
			lang := langs["text/"+filepath.ToSlash(rel)]
			c := Structure(ex, lang)
			for i := range c.Passages { // as the program does it
				p := &c.Passages[i]
				p.Lang = language.OfPassage(c.Text[p.Start:p.End], lang)
			}
			checkContent(t, ex, c)
			if len(c.Passages) == 0 {
				t.Errorf("%s: no passages", rel)
			}
			rows[place].add(c)
		}
	}
	var places []string
	for p := range rows {
		places = append(places, p)
	}
	sort.Strings(places)
	for _, p := range places {
		r := rows[p]
		t.Logf("%-10s files %3d provisions %6d passages %6d with provision %.2f, 15–250 words %.2f: %s; %s", p, r.files, r.provisions, r.passages,
			ratio(r.placed, r.quotable), ratio(r.fit, r.quotable), r.kindList(), r.languageList())
	}
}

func (r *tally) add(c Content) {
	r.files++
	r.provisions += len(c.Provisions)
	r.passages += len(c.Passages)
	for _, p := range c.Passages {
		r.kinds[p.Kind]++
		r.languages[p.Lang]++
		if !p.Kind.Quotable() {
			continue
		}
		r.quotable++
		if p.Provision >= 0 {
			r.placed++
		}
		if n := countWords(c.Text[p.Start:p.End]); n >= minWords && n <= maxWords {
			r.fit++
		}
	}
}

func (r *tally) kindList() string {
	var out []string
	for _, k := range []Kind{Operative, Definition, Recital, Amendment, Schedule, OffenceList, Narrative, HeadingKind, ContentsKind, Note, Signature, Apparatus} {
		if n := r.kinds[k]; n > 0 {
			out = append(out, fmt.Sprintf("%s %d", k, n))
		}
	}
	return strings.Join(out, ", ")
}

// languageList names the languages of at least one passage in a hundred.
func (r *tally) languageList() string {
	var out []string
	for l, n := range r.languages {
		if n*100 >= r.passages {
			out = append(out, fmt.Sprintf("%s %d%%", l, n*100/r.passages))
		}
	}
	sort.Strings(out)
	return strings.Join(out, ", ")
}

// readByFormat reads a file with the reader that its content asks for.
func readByFormat(t testing.TB, formats *Formats, f string) *reading.Extraction {
	t.Helper()
	data, err := os.ReadFile(f)
	if err != nil {
		t.Fatal(err)
	}
	ex, _, err := formats.Extract(t.Context(), bytes.NewReader(data), int64(len(data)), reading.Options{Name: filepath.Base(f)})
	if err != nil {
		t.Fatalf("%s: %v", f, err)
	}
	return &ex
}
