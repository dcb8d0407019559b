package index

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"math"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"
)

// list returns the first passages by id that a query of filters alone finds.
// All of them have the same score, so that [top] would look up every id; where
// many match it is cheaper to walk over the ids in their order until enough of
// them match.
func (ix *Index) list(ctx context.Context, q query.Query, top *top) (total int, err error) {
	var found matches
	maker := search.MakeDocumentMatchHandler(func(c *search.SearchContext) (search.DocumentMatchHandler, bool, error) {
		return func(m *search.DocumentMatch) error {
			if m == nil {
				return found.rank(c.IndexReader, top)
			}
			defer c.DocumentMatchPool.Put(m)
			return found.add(m.IndexInternalID)
		}, false, nil
	})
	ctx = context.WithValue(ctx, search.MakeDocumentMatchHandlerKey, maker)
	req := bleve.NewSearchRequestOptions(q, 0, 0, false) // of size 0: else it ends when it has as many
	req.Score = bleve.ScoreNone
	res, err := ix.bleve.SearchInContext(ctx, req)
	if err != nil {
		return 0, ix.searchError(ctx, err)
	}
	return int(res.Total), nil
}

// matches is a set of passages by bleve's numbers.
type matches struct {
	bits []uint64
	n    int
}

func (s *matches) add(id index.IndexInternalID) error {
	if len(id) != 8 {
		return errors.New("bleve numbers its documents in another way than this program knows")
	}
	n := binary.BigEndian.Uint64(id)
	for uint64(len(s.bits)) <= n/64 {
		s.bits = append(s.bits, 0)
	}
	s.bits[n/64] |= 1 << (n % 64)
	s.n++
	return nil
}

func (s *matches) has(id index.IndexInternalID) bool {
	if len(id) != 8 {
		return false
	}
	n := binary.BigEndian.Uint64(id)
	return n/64 < uint64(len(s.bits)) && s.bits[n/64]>>(n%64)&1 == 1
}

// rank gives the matches to top, in whichever way looks fewer ids up: all of
// them, or ids in their order until the page is full.
func (s *matches) rank(r index.IndexReader, top *top) error {
	all, err := r.DocCount()
	if err != nil {
		return err
	}
	if float64(s.n) <= math.Sqrt(float64(top.limit)*float64(all)) {
		return s.each(r, top)
	}
	return s.inOrder(r, top)
}

// each looks up the id of every match.
func (s *matches) each(r index.IndexReader, top *top) error {
	id := make(index.IndexInternalID, 8)
	for i, word := range s.bits {
		for b := range 64 {
			if word>>b&1 == 0 {
				continue
			}
			binary.BigEndian.PutUint64(id, uint64(i*64+b))
			if err := top.add(0, func() (string, error) { return r.ExternalID(bytes.Clone(id)) }); err != nil {
				return err
			}
		}
	}
	return nil
}

// inOrder walks over the ids of passages, which begin after those of blocks.
func (s *matches) inOrder(r index.IndexReader, top *top) error {
	from := []byte(blockMark + "\xff")
	if top.after != nil {
		from = []byte(top.after.id + "\x00")
	}
	dict, err := r.FieldDictRange("_id", from, nil)
	if err != nil {
		return err
	}
	defer dict.Close()
	for {
		e, err := dict.Next()
		if err != nil || e == nil {
			return err
		}
		number, err := r.InternalID(e.Term)
		if err != nil {
			return err
		}
		if number == nil || !s.has(number) {
			continue // deleted, or no match
		}
		if err := top.add(0, func() (string, error) { return e.Term, nil }); err != nil || top.more {
			return err
		}
	}
}
