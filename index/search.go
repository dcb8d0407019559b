package index

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
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
	text, filter, err := ix.prepare(expr, &q)
	if err != nil {
		return Result{}, err
	}
	if filter == nil && expr != nil && text == nil {
		return Result{}, nil // no text in the languages that are asked for
	}
	limit := min(max(q.Limit, 0), MaxLimit)
	if limit == 0 {
		limit = DefaultLimit
	}
	top := newTop(limit, after)
	collect := ix.collect
	if text == nil {
		collect = ix.list
	}
	if res.Total, err = collect(ctx, joined(text, filter), top); err != nil {
		return Result{}, err
	}
	if res.Hits, err = ix.fetch(ctx, text, top.sorted()); err != nil {
		return Result{}, err
	}
	if n := len(res.Hits); n > 0 && top.more {
		res.Next = cursor{res.Hits[n-1].Score, res.Hits[n-1].ID}.String()
	}
	return res, nil
}

// prepare compiles the text and the filters of a query; either may be nil.
func (ix *Index) prepare(expr *Expression, q *Query) (text, filter query.Query, err error) {
	r, err := ix.reader()
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", ix.dir, err)
	}
	defer r.Close()
	if expr != nil {
		fields, err := r.Fields()
		if err != nil {
			return nil, nil, damaged(ix.dir, err)
		}
		codes := textCodes(fields, q.Langs)
		if text = expr.compile(codes); text == nil && len(codes) > 0 {
			return nil, nil, &SyntaxError{expr.query, 0, "these words are too common to be searched for"}
		}
		if text == nil {
			text = query.NewMatchNoneQuery()
		}
	}
	filter, err = filters(r, q)
	return text, filter, err
}

// joined is the query of both.
func joined(text, filter query.Query) query.Query {
	switch {
	case text == nil && filter == nil:
		return everything()
	case text == nil:
		return filter
	case filter == nil:
		return text
	}
	q := query.NewBooleanQuery([]query.Query{text}, nil, nil)
	q.AddFilter(filter)
	return q
}

// everything finds all passages, and no blocks.
func everything() query.Query {
	var each []query.Query
	for _, code := range append(languages(), unknownLang) {
		each = append(each, flat(fieldOf, code))
	}
	return disjunction(each)
}

// filters compiles the filters of a query; nil where there are none.
func filters(r index.IndexReader, q *Query) (query.Query, error) {
	var list []query.Query
	oneOf := func(field string, values []string) {
		var each []query.Query
		for _, v := range values {
			each = append(each, flat(field, v))
		}
		if each != nil {
			list = append(list, disjunction(each))
		}
	}
	var langs []string
	for _, l := range q.Langs {
		langs = append(langs, words.Base(l))
	}
	oneOf(fieldDoc, q.Documents)
	oneOf(fieldPlace, q.Jurisdictions)
	oneOf(fieldLang, langs)
	oneOf(fieldType, q.Types)
	oneOf(fieldKind, q.Kinds)
	oneOf(fieldRule, q.Rules)
	if q.From > 0 || q.To > 0 {
		list = append(list, years(q.From, q.To))
	}
	if len(q.Criteria)+len(q.Perspectives)+len(q.Voices)+len(q.Codes) > 0 {
		cells, err := matchingCells(r, q)
		if err != nil {
			return nil, err
		}
		if len(cells) == 0 {
			list = append(list, query.NewMatchNoneQuery())
		}
		oneOf(fieldCell, cells)
	}
	return conjunction(list), nil
}

// years finds passages of the years from..to, inclusive.
func years(from, to int) query.Query {
	low, high := yearTerm(max(from, 1)), ""
	yes := true
	if to > 0 {
		high = yearTerm(to)
	}
	q := query.NewTermRangeInclusiveQuery(low, high, &yes, &yes)
	q.SetField(fieldYear)
	q.SetBoost(0)
	return q
}

// matchingCells returns the cells of the index that meet the filters of a
// query on tags.
func matchingCells(r index.IndexReader, q *Query) ([]string, error) {
	dict, err := r.FieldDict(fieldCell)
	if err != nil {
		return nil, err
	}
	defer dict.Close()
	var out []string
	for {
		e, err := dict.Next()
		if err != nil || e == nil {
			return out, err
		}
		part := strings.SplitN(e.Term, "|", 4)
		if len(part) != 4 {
			continue
		}
		criterion, _ := strconv.Atoi(part[0])
		if meets(q.Criteria, criterion) && meets(q.Perspectives, part[1]) && meets(q.Voices, part[2]) && meets(q.Codes, part[3]) {
			out = append(out, e.Term)
		}
	}
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

// flat is a term that counts nothing in the score.
func flat(field, value string) query.Query {
	q := query.NewTermQuery(value)
	q.SetField(field)
	q.SetBoost(0)
	return q
}

// collect runs a query and gives every match to top.
func (ix *Index) collect(ctx context.Context, q query.Query, top *top) (total int, err error) {
	maker := search.MakeDocumentMatchHandler(func(c *search.SearchContext) (search.DocumentMatchHandler, bool, error) {
		return func(m *search.DocumentMatch) error {
			if m == nil {
				return nil
			}
			defer c.DocumentMatchPool.Put(m)
			return top.add(m.Score, func() (string, error) { return c.IndexReader.ExternalID(m.IndexInternalID) })
		}, false, nil
	})
	ctx = context.WithValue(ctx, search.MakeDocumentMatchHandlerKey, maker)
	res, err := ix.bleve.SearchInContext(ctx, bleve.NewSearchRequestOptions(q, 1, 0, false))
	if err != nil {
		return 0, ix.searchError(ctx, err)
	}
	return int(res.Total), nil
}

func (ix *Index) searchError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("searching %s: %w", ix.dir, err)
}

// fetch loads the text, the metadata and the highlights of hits.
func (ix *Index) fetch(ctx context.Context, text query.Query, ranked []ranking) ([]Hit, error) {
	if len(ranked) == 0 {
		return nil, nil
	}
	ids := make([]string, len(ranked))
	at := make(map[string]int, len(ranked))
	hits := make([]Hit, len(ranked))
	for i, r := range ranked {
		ids[i], at[r.id] = r.id, i
		hits[i] = Hit{ID: r.id, Score: r.score}
	}
	var q query.Query = query.NewDocIDQuery(ids)
	if text != nil {
		q = query.NewConjunctionQuery([]query.Query{q, text})
	}
	req := bleve.NewSearchRequestOptions(q, len(ids), 0, false)
	req.IncludeLocations = text != nil
	req.Fields = []string{fieldStored}
	res, err := ix.bleve.SearchInContext(ctx, req)
	if err != nil {
		return nil, ix.searchError(ctx, err)
	}
	if len(res.Hits) != len(hits) {
		return nil, damaged(ix.dir, fmt.Sprintf("%d of %d passages are gone", len(hits)-len(res.Hits), len(hits)))
	}
	places := make([]stored, len(hits))
	for _, m := range res.Hits {
		i := at[m.ID]
		packed, _ := m.Fields[fieldStored].(string)
		if places[i], err = unpack(packed); err != nil {
			return nil, damaged(ix.dir, fmt.Errorf("passage %s: %w", m.ID, err))
		}
		hits[i].Shown, hits[i].Highlights = places[i].Shown, highlights(m.Locations)
	}
	if err := ix.addCards(hits); err != nil {
		return nil, damaged(ix.dir, err)
	}
	if err := ix.addTexts(hits, places); err != nil {
		return nil, damaged(ix.dir, err)
	}
	return hits, nil
}

// addTexts sets the text of each hit.
func (ix *Index) addTexts(hits []Hit, places []stored) error {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(reading.DefaultMaxText))
	if err != nil {
		return err
	}
	defer dec.Close()
	r, err := ix.reader()
	if err != nil {
		return err
	}
	defer r.Close()
	blocks := map[string][]byte{}
	for i := range hits {
		id := blockID(hits[i].Document, places[i].block)
		block, ok := blocks[id]
		if !ok {
			if block, err = loadBlock(r, dec, id); err != nil {
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
