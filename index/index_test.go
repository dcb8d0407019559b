package index

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// corpus is a handful of invented passages in three languages and one that we
// do not stem.
func corpus() []Document {
	return []Document{
		{ID: "aaaa", Stamp: "1", Card: Card{Title: "Vice Act 1999", Path: "NW/vice.txt"}, Passages: []Passage{
			{ID: "aaaa#s1", Lang: "en", Jurisdiction: "NW", Type: "statute", Kind: "operative", Year: 1999,
				Text:  "Whoever procures another person for prostitution is guilty of an offence.",
				Tags:  []Tag{{Code: "C1.exploitation", Criterion: 1, Perspective: "exploitation", Voice: "own", Rules: []string{"r.procure"}}},
				Shown: Shown{Citation: "s. 1", Heading: "Part 1 › Offences", Page: 3}},
			{ID: "aaaa#s2", Lang: "en", Jurisdiction: "NW", Type: "statute", Kind: "operative", Year: 1999,
				Text: "A brothel-keeper shall not employ minors, without prejudice to the consent of the victim."},
			{ID: "aaaa#s3", Lang: "en", Jurisdiction: "NW", Type: "statute", Kind: "operative", Year: 1999,
				Text: "The victim's consent is irrelevant."},
		}},
		{ID: "bbbb", Stamp: "1", Passages: []Passage{
			{ID: "bbbb#p1", Lang: "de-AT", Jurisdiction: "SL", Type: "report", Kind: "narrative", Year: 2015,
				Text: "Die Prostituierten sollen geschützt werden; die Zwangsprostitution ist strafbar.",
				Tags: []Tag{
					{Code: "C5.sexwork", Criterion: 5, Perspective: "sexwork", Voice: "reported", Rules: []string{"r.protect"}},
					{Code: "C1.exploitation", Criterion: 1, Perspective: "exploitation", Voice: "own", Rules: []string{"r.force"}},
				}},
			{ID: "bbbb#p2", Lang: "fi", Jurisdiction: "SL", Type: "report", Kind: "narrative", Text: "Seksipalvelujen ostaminen on rangaistavaa."},
			{ID: "bbbb#p3", Lang: "ja", Jurisdiction: "SL", Text: "何人も、売春をしてはならない。"},
		}},
	}
}

func sequence(docs []Document) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for _, d := range docs {
			if !yield(d, nil) {
				return
			}
		}
	}
}

// built returns an index of the corpus, closed at the end of the test.
func built(t *testing.T, docs []Document) *Index {
	t.Helper()
	dir := filepath.Join(t.TempDir(), TextName)
	if err := Build(t.Context(), dir, sequence(docs)); err != nil {
		t.Fatal(err)
	}
	ix, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ix.Close() })
	return ix
}

// ids returns the ids of the hits of a query, in order.
func ids(t *testing.T, ix *Index, q Query) []string {
	t.Helper()
	res, err := ix.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("search %+v: %v", q, err)
	}
	var out []string
	for _, h := range res.Hits {
		out = append(out, strings.TrimPrefix(strings.TrimPrefix(h.ID, "aaaa#"), "bbbb#"))
	}
	return out
}

func TestSearch(t *testing.T) {
	ix := built(t, corpus())
	tests := []struct {
		name string
		q    Query
		want []string
	}{
		{"another form of the word", Query{Text: "procuring"}, []string{"s1"}},
		{"stemmed in its own language", Query{Text: "Prostituierte"}, []string{"p1"}},
		{"words side by side are all needed", Query{Text: "victim consent"}, []string{"s3", "s2"}},
		{"phrase in order", Query{Text: `"victim consent"`}, nil},
		{"phrase over an apostrophe", Query{Text: `"victim's consent"`}, []string{"s3"}},
		{"stop word in a phrase is a gap", Query{Text: `"consent of the victim"`}, []string{"s2"}},
		{"hyphen joins words into a phrase", Query{Text: "brothel-keepers"}, []string{"s2"}},
		{"negation", Query{Text: "consent NOT brothel"}, []string{"s3"}},
		{"negation alone", Query{Text: "NOT consent", Langs: []string{"en"}}, []string{"s1"}},
		{"negation alone in all languages", Query{Text: "NOT consent"}, []string{"s1", "p1", "p2", "p3"}},
		{"alternatives across languages", Query{Text: "offence OR ostaminen"}, []string{"p2", "s1"}},
		{"parentheses", Query{Text: "consent AND (brothel OR offence)"}, []string{"s2"}},
		{"prefix", Query{Text: "zwangs*"}, []string{"p1"}},
		{"prefix longer than the stem", Query{Text: "prostitution*"}, []string{"s1"}},
		{"negative words are searchable", Query{Text: `"shall not employ"`}, []string{"s2"}},
		{"japanese by pairs of characters", Query{Text: "売春"}, []string{"p3"}},
		{"no language that is asked for", Query{Text: "consent", Langs: []string{"sv"}}, nil},
		{"language filter takes regions", Query{Langs: []string{"de"}}, []string{"p1"}},
		{"jurisdiction", Query{Jurisdictions: []string{"SL"}, Text: "prostituierte OR consent"}, []string{"p1"}},
		{"years", Query{From: 2000, To: 2020}, []string{"p1"}},
		{"year open above", Query{From: 1990}, []string{"s1", "s2", "s3", "p1"}},
		{"year open below", Query{To: 2000}, []string{"s1", "s2", "s3"}},
		{"criterion", Query{Criteria: []int{1}}, []string{"s1", "p1"}},
		{"criterion and voice of one tag", Query{Criteria: []int{5}, Voices: []string{"own"}}, nil},
		{"criterion and perspective of one tag", Query{Criteria: []int{5}, Perspectives: []string{"sexwork"}}, []string{"p1"}},
		{"code", Query{Codes: []string{"C1.exploitation"}, Text: "strafbar"}, []string{"p1"}},
		{"rule", Query{Rules: []string{"r.procure", "r.none"}}, []string{"s1"}},
		{"document", Query{Documents: []string{"bbbb"}, Types: []string{"report"}, Kinds: []string{"narrative"}}, []string{"p1", "p2"}},
		{"everything", Query{}, []string{"s1", "s2", "s3", "p1", "p2", "p3"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(ids(t, ix, tt.q), tt.want); diff != "" {
				t.Errorf("(-got +want)\n%s", diff)
			}
		})
	}
}

func TestHitCarriesTextAndHighlights(t *testing.T) {
	ix := built(t, corpus())
	res, err := ix.Search(t.Context(), Query{Text: `"guilty of an offence" OR procure`})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Hits) != 1 || res.Total != 1 {
		t.Fatalf("hits: %+v", res)
	}
	h := res.Hits[0]
	var marked []string
	for _, s := range h.Highlights {
		marked = append(marked, h.Text[s.Start:s.End])
	}
	if diff := cmp.Diff(marked, []string{"procures", "guilty", "offence"}); diff != "" {
		t.Errorf("highlights (-got +want)\n%s", diff)
	}
	if diff := cmp.Diff(h.Shown, corpus()[0].Passages[0].Shown); diff != "" {
		t.Errorf("shown (-got +want)\n%s", diff)
	}
	if h.Document != "aaaa" || h.Card != corpus()[0].Card {
		t.Errorf("document %q, card %+v", h.Document, h.Card)
	}
}

func TestSearchErrors(t *testing.T) {
	ix := built(t, corpus())
	tests := []struct {
		name, want string
		q          Query
	}{
		{"syntax", "the parenthesis is not closed", Query{Text: "(consent"}},
		{"only stop words", "too common", Query{Text: "the of", Langs: []string{"en"}}},
		{"cursor", "not one that a search gave out", Query{After: "nonsense"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ix.Search(t.Context(), tt.q)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q in it", err, tt.want)
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ix.Search(ctx, Query{Text: "consent"}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
}

func TestPagesCoverAllHitsOnce(t *testing.T) {
	var docs []Document
	for d := range 7 {
		doc := Document{ID: fmt.Sprintf("doc%d", d)}
		for p := range 11 {
			doc.Passages = append(doc.Passages, Passage{ID: fmt.Sprintf("doc%d#p%02d", d, p), Lang: "en",
				Text: "A licence " + strings.Repeat("for premises ", p%3)})
		}
		docs = append(docs, doc)
	}
	ix := built(t, docs)
	for name, q := range map[string]Query{"by score": {Text: "licence", Limit: 10}, "filters alone": {Langs: []string{"en"}, Limit: 10}} {
		t.Run(name, func(t *testing.T) { turnPages(t, ix, q) })
	}
}

// turnPages compares the hits of all pages with those of one large page.
func turnPages(t *testing.T, ix *Index, q Query) {
	large := q
	large.Limit = 1000
	all := ids(t, ix, large)
	if len(all) != 77 {
		t.Fatalf("%d hits, want 77", len(all))
	}
	var paged []string
	for range 10 {
		res, err := ix.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if res.Total != 77 {
			t.Errorf("total %d, want 77", res.Total)
		}
		for _, h := range res.Hits {
			paged = append(paged, h.ID)
		}
		if q.After = res.Next; q.After == "" {
			break
		}
	}
	if diff := cmp.Diff(paged, all); diff != "" {
		t.Errorf("pages (-got +want)\n%s", diff)
	}
}

func TestBuildReplacesAndIsAtomic(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index", TaggedName)
	if err := Build(t.Context(), dir, sequence(corpus())); err != nil {
		t.Fatal(err)
	}
	broken := func(yield func(Document, error) bool) {
		_ = yield(corpus()[0], nil) && yield(Document{}, errors.New("the disk is gone"))
	}
	if err := Build(t.Context(), dir, broken); err == nil || !strings.Contains(err.Error(), "the disk is gone") {
		t.Errorf("got %v", err)
	}
	count := func(want int) {
		t.Helper()
		ix, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer ix.Close()
		if ix.Count() != want {
			t.Errorf("%d passages, want %d", ix.Count(), want)
		}
	}
	count(6)
	if err := Build(t.Context(), dir, sequence(corpus()[:1])); err != nil {
		t.Fatal(err)
	}
	count(3)
	if err := Build(t.Context(), dir, sequence(nil)); err != nil {
		t.Fatal(err)
	}
	count(0)
	names, err := os.ReadDir(filepath.Dir(dir))
	if err != nil || len(names) != 1 {
		t.Errorf("left over: %v %v", names, err)
	}
	for name, doc := range map[string]Document{
		"id given twice":       {ID: "a", Passages: []Passage{{ID: "a#1"}, {ID: "a#1"}}},
		"another document's":   {ID: "a", Passages: []Passage{{ID: "b#1"}}},
		"tab in the stamp":     {ID: "a", Stamp: "1\t2"},
		"document without id":  {},
		"passage without mark": {ID: "a", Passages: []Passage{{ID: "a"}}},
	} {
		if err := Build(t.Context(), dir, sequence([]Document{doc})); err == nil {
			t.Errorf("%s: was taken", name)
		}
	}
}
