package index

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	postings "github.com/blevesearch/scorch_segment_api/v2"
)

// Bleve's own searchers make an object of every passage that a part of a query
// finds, at up to a microsecond each. With words that stand in a third of a
// million passages that is a tenth of a second. So queries are answered here
// from bleve's postings: which passages are found is worked out on sets of
// numbers, and only of those are frequencies and places read.

// view is an index at one moment. Close it after use; what it gave out is not
// valid then.
type view struct {
	index.IndexReader
	segments []*segment
	items    uint64 // passages and blocks
}

// segment is a part of an index; its items have numbers of their own.
type segment struct {
	*scorch.SegmentSnapshot
	first uint64 // number of its first item in the whole index
	lists map[fieldTerm]postings.PostingsList
	found map[finder]*roaring.Bitmap
}

type fieldTerm struct{ field, term string }

// view returns the index as it is now.
func (ix *Index) view() (*view, error) {
	r, err := ix.reader()
	if err != nil {
		return nil, err
	}
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, errors.Join(errors.New("bleve keeps its index in another way than this program knows"), r.Close())
	}
	v := &view{IndexReader: r}
	if v.items, err = r.DocCount(); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	first := uint64(0)
	for _, s := range snapshot.Segments() {
		v.segments = append(v.segments, &segment{s, first, map[fieldTerm]postings.PostingsList{}, map[finder]*roaring.Bitmap{}})
		first += s.Segment().Count()
	}
	return v, nil
}

// at returns the segment of an item and its number there.
func (v *view) at(number uint64) (*segment, uint32) {
	i, found := slices.BinarySearchFunc(v.segments, number, func(s *segment, n uint64) int {
		if s.first > n {
			return 1
		}
		return -1
	})
	if !found {
		i--
	}
	return v.segments[i], uint32(number - v.segments[i].first)
}

// locate returns where an item is; nil where it is not.
func (v *view) locate(id string) (*segment, uint32, error) {
	number, err := v.InternalID(id)
	if err != nil || number == nil {
		return nil, 0, err
	}
	if len(number) != 8 {
		return nil, 0, errors.New("bleve numbers its items in another way than this program knows")
	}
	s, n := v.at(binary.BigEndian.Uint64(number))
	return s, n, nil
}

// terms returns the terms of a field from low to high, inclusive; an empty high
// is no bound.
func (v *view) terms(field, low, high string) ([]string, error) {
	var end []byte
	if high != "" {
		end = []byte(high + "\x00")
	}
	dict, err := v.FieldDictRange(field, []byte(low), end)
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
		if high != "" && e.Term > high {
			return out, nil
		}
		out = append(out, strings.Clone(e.Term))
	}
}

// prefixed returns the terms of a field that begin with prefix.
func (v *view) prefixed(field, prefix string) ([]string, error) {
	dict, err := v.FieldDictPrefix(field, []byte(prefix))
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
		out = append(out, strings.Clone(e.Term))
	}
}

// list returns the postings of a term, without items that were deleted.
func (s *segment) list(t fieldTerm) (postings.PostingsList, error) {
	if list, ok := s.lists[t]; ok {
		return list, nil
	}
	dict, err := s.Segment().Dictionary(t.field)
	if err != nil {
		return nil, err
	}
	list, err := dict.PostingsList([]byte(t.term), s.Deleted(), nil)
	if err != nil {
		return nil, err
	}
	s.lists[t] = list
	return list, nil
}

// holding returns the items that hold a term; the set may not be changed.
func (s *segment) holding(t fieldTerm) (*roaring.Bitmap, error) {
	list, err := s.list(t)
	if err != nil || list.Count() == 0 {
		return roaring.New(), err
	}
	set, one, err := itemsIn(list.Iterator(false, false, false, nil))
	if set == nil && err == nil {
		set = roaring.BitmapOf(one)
	}
	return set, err
}

// itemsIn returns the items of an iterator; of a list of one item, which bleve
// keeps in another way, the item.
func itemsIn(it postings.PostingsIterator) (*roaring.Bitmap, uint32, error) {
	known, ok := it.(postings.OptimizablePostingsIterator)
	if !ok {
		return nil, 0, errors.New("bleve keeps its postings in another way than this program knows")
	}
	if one, ok := known.DocNum1Hit(); ok {
		return nil, uint32(one), nil
	}
	if set := known.ActualBitmap(); set != nil {
		return set, 0, nil
	}
	return roaring.New(), 0, nil
}

// within goes through the postings of a term, in the order of items, leaving
// out what is not in the set.
func (s *segment) within(t fieldTerm, set *roaring.Bitmap, places bool) (postings.PostingsIterator, error) {
	list, err := s.list(t)
	if err != nil {
		return nil, err
	}
	it := list.Iterator(true, true, places, nil)
	if list.Count() == 0 {
		return it, nil
	}
	all, one, err := itemsIn(it)
	switch {
	case err != nil:
		return nil, err
	case all == nil:
		if !set.Contains(one) {
			_, err = it.Next()
		}
		return it, err
	}
	if n := set.AndCardinality(all); n < all.GetCardinality() {
		it.(postings.OptimizablePostingsIterator).ReplaceActual(roaring.And(all, set))
	}
	return it, nil
}
