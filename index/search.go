package index

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	"github.com/klauspost/compress/zstd"

	"policyscan/ingest/reading"
	"policyscan/lexicon/words"
)

// Query says what is searched for. Values of one filter are alternatives;
// different filters must all be met. Criteria, perspectives, voices and codes
// must be met by one and the same tag, and rules by any tag; these five need
// the index of tagged passages.
type Query struct {
	Text string // in the language of [Parse]; empty finds all that the filters let through

	Documents     []string
	Jurisdictions []string // exactly: "US" does not include "US-DC"
	Langs         []string // BCP 47; region and script do not count
	Types, Kinds  []string
	From, To      int // years, inclusive; 0 is no bound; undated passages meet no bound

	Criteria     []int
	Perspectives []string
	Voices       []string
	Codes, Rules []string

	Limit int    // hits of one page; 0 is DefaultLimit, the most is MaxLimit
	After string // Result.Next of the page before
}

// The number of hits of a page.
const (
	DefaultLimit = 20
	MaxLimit     = 10_000
)

// Tagged reports whether the query can only be answered by the index of tagged
// passages.
func (q *Query) Tagged() bool {
	return len(q.Criteria)+len(q.Perspectives)+len(q.Voices)+len(q.Codes)+len(q.Rules) > 0
}

// Result is one page of hits.
type Result struct {
	Total int    // passages found, on all pages
	Hits  []Hit  // by falling score, then by passage id
	Next  string // where the next page begins; empty after the last
}

// Hit is a passage that was found.
type Hit struct {
	ID         string
	Document   string
	Score      float64
	Text       string
	Highlights []Span // of the words that matched, by Start, disjoint
	Shown
	Card
}

// Span is a half-open range of bytes of Hit.Text.
type Span struct{ Start, End int }

// Search finds passages. Errors in the text of the query are [*SyntaxError].
// The same index contents give the same hits in the same order, however they
// were written.
func (ix *Index) Search(ctx context.Context, q Query) (res Result, err error) {
	defer guard(ix.dir, &err)()
	after, err := parseCursor(q.After)
	if err != nil {
		return Result{}, err
	}
	expr, err := Parse(q.Text)
	if err != nil {
		return Result{}, err
	}
	v, err := ix.view()
	if err != nil {
		return Result{}, fmt.Errorf("%s: %w", ix.dir, err)
	}
	defer v.Close()
	text, filter, err := ix.compile(v, expr, &q)
	if err != nil {
		return Result{}, err
	}
	limit := min(max(q.Limit, 0), MaxLimit)
	if limit == 0 {
		limit = DefaultLimit
	}
	top := newTop(limit, after)
	collect := v.collect
	if text == nil {
		collect = v.list
	}
	if res.Total, err = collect(ctx, joined(text, filter), top); err != nil {
		return Result{}, ix.searchError(ctx, err)
	}
	if res.Hits, err = ix.fetch(v, text, top.sorted()); err != nil {
		return Result{}, damaged(ix.dir, err)
	}
	if n := len(res.Hits); n > 0 && top.more {
		res.Next = cursor{res.Hits[n-1].Score, res.Hits[n-1].ID}.String()
	}
	return res, nil
}

// compile compiles the text and the filters of a query; either may be nil.
func (ix *Index) compile(v *view, expr *Expression, q *Query) (text, filter finder, err error) {
	if expr != nil {
		fields, err := v.Fields()
		if err != nil {
			return nil, nil, damaged(ix.dir, err)
		}
		codes := textCodes(fields, q.Langs)
		if text, err = expr.compile(v, codes); err != nil {
			return nil, nil, damaged(ix.dir, err)
		}
		if text == nil && len(codes) > 0 {
			return nil, nil, &SyntaxError{expr.query, 0, "these words are too common to be searched for"}
		}
		if text == nil {
			text = nothing{} // no text in the languages that are asked for
		}
	}
	if filter, err = filters(v, q); err != nil {
		return nil, nil, damaged(ix.dir, err)
	}
	return text, filter, nil
}

// joined finds what both find.
func joined(text, filter finder) finder {
	switch {
	case text == nil && filter == nil:
		return everything()
	case text == nil:
		return filter
	case filter == nil:
		return text
	}
	return &every{must: []finder{text, filter}}
}

// everything finds all passages, and no blocks.
func everything() finder {
	var each []finder
	for _, code := range append(languages(), unknownLang) {
		each = append(each, &flat{fieldTerm{fieldOf, code}})
	}
	return oneOf(each)
}

// filters compiles the filters of a query; nil where there are none.
func filters(v *view, q *Query) (finder, error) {
	var list []finder
	add := func(field string, values []string) {
		if len(values) > 0 {
			list = append(list, flats(field, values))
		}
	}
	var langs []string
	for _, l := range q.Langs {
		langs = append(langs, words.Base(l))
	}
	add(fieldDoc, q.Documents)
	add(fieldPlace, q.Jurisdictions)
	add(fieldLang, langs)
	add(fieldType, q.Types)
	add(fieldKind, q.Kinds)
	add(fieldRule, q.Rules)
	if q.From > 0 || q.To > 0 {
		years, err := years(v, q.From, q.To)
		if err != nil {
			return nil, err
		}
		list = append(list, years)
	}
	if len(q.Criteria)+len(q.Perspectives)+len(q.Voices)+len(q.Codes) > 0 {
		cells, err := matchingCells(v, q)
		if err != nil {
			return nil, err
		}
		list = append(list, flats(fieldCell, cells))
	}
	return allOf(list), nil
}

// flats finds the passages that have one of the values in a field.
func flats(field string, values []string) finder {
	var each []finder
	for _, value := range values {
		each = append(each, &flat{fieldTerm{field, value}})
	}
	if each == nil {
		return nothing{}
	}
	return oneOf(each)
}

// years finds passages of the years from..to, inclusive.
func years(v *view, from, to int) (finder, error) {
	high := ""
	if to > 0 {
		high = yearTerm(to)
	}
	terms, err := v.terms(fieldYear, yearTerm(max(from, 1)), high)
	return flats(fieldYear, terms), err
}

// matchingCells returns the cells of the index that meet the filters of a
// query on tags.
func matchingCells(v *view, q *Query) ([]string, error) {
	terms, err := v.terms(fieldCell, "", "")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, term := range terms {
		part := strings.SplitN(term, "|", 4)
		if len(part) != 4 {
			continue
		}
		criterion, _ := strconv.Atoi(part[0])
		if meets(q.Criteria, criterion) && meets(q.Perspectives, part[1]) && meets(q.Voices, part[2]) && meets(q.Codes, part[3]) {
			out = append(out, term)
		}
	}
	return out, nil
}

// meets reports whether a filter is empty or names the value.
func meets[T comparable](filter []T, value T) bool {
	for _, f := range filter {
		if f == value {
			return true
		}
	}
	return len(filter) == 0
}

// collect gives every passage that f finds to top, with its score.
func (v *view) collect(ctx context.Context, f finder, top *top) (total int, err error) {
	if err := weigh(f, v); err != nil {
		return 0, err
	}
	for _, s := range v.segments {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		found, err := f.find(s)
		if err != nil {
			return 0, err
		}
		all := scores{items: found.ToArray()}
		all.of = make([]float64, len(all.items))
		total += len(all.items)
		if err := f.score(s, found, &all); err != nil {
			return 0, err
		}
		for i, item := range all.items {
			if err := top.add(all.of[i], s.id(item)); err != nil {
				return 0, err
			}
		}
	}
	return total, nil
}

// id returns a function that looks the id of an item up.
func (s *segment) id(item uint32) func() (string, error) {
	return func() (string, error) {
		id, err := s.DocID(uint64(item))
		return string(id), err
	}
}

func (ix *Index) searchError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("searching %s: %w", ix.dir, err)
}

// fetch loads the text, the metadata and the highlights of hits.
func (ix *Index) fetch(v *view, text finder, ranked []ranking) ([]Hit, error) {
	if len(ranked) == 0 {
		return nil, nil
	}
	hits := make([]Hit, len(ranked))
	places := make([]stored, len(ranked))
	in := map[*segment]*roaring.Bitmap{}
	at := map[*segment]map[uint32]*Hit{}
	for i, r := range ranked {
		hits[i] = Hit{ID: r.id, Score: r.score}
		s, item, err := v.locate(r.id)
		if err != nil {
			return nil, err
		}
		if s == nil {
			return nil, fmt.Errorf("passage %s is gone", r.id)
		}
		if places[i], err = s.stored(item); err != nil {
			return nil, fmt.Errorf("passage %s: %w", r.id, err)
		}
		hits[i].Shown = places[i].Shown
		if in[s] == nil {
			in[s], at[s] = roaring.New(), map[uint32]*Hit{}
		}
		in[s].Add(item)
		at[s][item] = &hits[i]
	}
	for _, s := range v.segments {
		if text == nil || in[s] == nil {
			continue
		}
		if err := text.mark(s, in[s], func(item uint32, place Span) {
			at[s][item].Highlights = append(at[s][item].Highlights, place)
		}); err != nil {
			return nil, err
		}
	}
	for i := range hits {
		hits[i].Highlights = disjoint(hits[i].Highlights)
	}
	if err := ix.addCards(hits); err != nil {
		return nil, err
	}
	return hits, addTexts(v, hits, places)
}

// stored reads what is kept with a passage.
func (s *segment) stored(item uint32) (out stored, err error) {
	packed := ""
	if err := s.VisitDocument(uint64(item), func(field string, _ byte, value []byte, _ []uint64) bool {
		if field == fieldStored {
			packed = string(value)
		}
		return true
	}); err != nil {
		return out, err
	}
	return unpack(packed)
}

// addTexts sets the text of each hit.
func addTexts(v *view, hits []Hit, places []stored) error {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(reading.DefaultMaxText))
	if err != nil {
		return err
	}
	defer dec.Close()
	blocks := map[string][]byte{}
	for i := range hits {
		id := blockID(hits[i].Document, places[i].block)
		block, ok := blocks[id]
		if !ok {
			if block, err = loadBlock(v, dec, id); err != nil {
				return fmt.Errorf("the text of %s: %w", hits[i].ID, err)
			}
			blocks[id] = block
		}
		if hits[i].Text, err = places[i].slice(block); err != nil {
			return fmt.Errorf("the text of %s: %w", hits[i].ID, err)
		}
	}
	return nil
}

// loadBlock reads the text of a block.
func loadBlock(r index.IndexReader, dec *zstd.Decoder, id string) (text []byte, err error) {
	doc, err := r.Document(id)
	if err != nil {
		return nil, err
	}
	if doc == nil {
		return nil, errors.New("its block is gone")
	}
	doc.VisitFields(func(f index.Field) {
		if f.Name() == fieldBlock {
			text, err = dec.DecodeAll(f.Value(), nil)
		}
	})
	return text, err
}

// addCards sets what is known of the document of each hit.
func (ix *Index) addCards(hits []Hit) error {
	of := map[string][]*Hit{}
	for i := range hits {
		short, _, _ := strings.Cut(hits[i].ID, "#")
		of[short] = append(of[short], &hits[i])
	}
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	for id, r := range ix.records.docs {
		for _, h := range of[shortID(id)] {
			card, err := r.Card()
			if err != nil {
				return fmt.Errorf("document %s: %w", id, err)
			}
			h.Document, h.Card = id, card
		}
	}
	return nil
}

// ErrCursor is a Query.After that no result gave out.
var ErrCursor = errors.New("the place to continue from is not one that a search gave out")
