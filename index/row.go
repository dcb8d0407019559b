package index

import (
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	postings "github.com/blevesearch/scorch_segment_api/v2"
)

// row finds words that stand in a row, at their distances.
type row struct {
	terms []*stem
	steps []uint64 // how far each stands after the first
	hits  map[*segment]*rowHits
}

// rowHits are the items of a segment that hold the row, in order.
type rowHits struct {
	set   *roaring.Bitmap
	items []uint32
	value []float64 // of the item: the root of how often the row is there, over the root of its length
}

// newRow makes a row of terms; an empty one stands for any word. The first may
// not be empty.
func newRow(field string, terms []string) *row {
	r := &row{hits: map[*segment]*rowHits{}}
	for i, t := range terms {
		if t != "" {
			r.terms, r.steps = append(r.terms, &stem{fieldTerm: fieldTerm{field, t}}), append(r.steps, uint64(i))
		}
	}
	return r
}

func (r *row) words(give func(*stem)) {
	for _, w := range r.terms {
		give(w)
	}
}

func (r *row) find(s *segment) (*roaring.Bitmap, error) {
	hits, err := r.in(s)
	if err != nil {
		return nil, err
	}
	return hits.set, nil
}

func (r *row) score(s *segment, of *roaring.Bitmap, to *scores) error {
	hits, err := r.in(s)
	if err != nil {
		return err
	}
	weight := 0.0
	for _, w := range r.terms {
		weight += w.weight
	}
	to.next = 0
	for i, item := range hits.items {
		if of.Contains(item) {
			to.add(item, weight*hits.value[i])
		}
	}
	return nil
}

func (r *row) mark(s *segment, in *roaring.Bitmap, tell func(uint32, Span)) error {
	hits, err := r.in(s)
	if err != nil {
		return err
	}
	return r.each(s, roaring.And(hits.set, in), func(item uint32, _ float64, places [][]postings.Location) {
		r.starts(places, func(at uint64) {
			for i, step := range r.steps {
				if k, ok := placed(places[i], at+step); ok {
					tell(item, Span{int(places[i][k].Start()), int(places[i][k].End())})
				}
			}
		})
	})
}

// in finds the row in a segment.
func (r *row) in(s *segment) (*rowHits, error) {
	if hits, ok := r.hits[s]; ok {
		return hits, nil
	}
	var all *roaring.Bitmap
	for i, w := range r.terms {
		set, err := s.holding(w.fieldTerm)
		switch {
		case err != nil:
			return nil, err
		case i == 0:
			all = set.Clone()
		default:
			all.And(set)
		}
	}
	hits := &rowHits{set: roaring.New()}
	err := r.each(s, all, func(item uint32, norm float64, places [][]postings.Location) {
		n := 0
		r.starts(places, func(uint64) { n++ })
		if n > 0 {
			hits.items = append(hits.items, item)
			hits.value = append(hits.value, math.Sqrt(float64(n))*norm)
		}
	})
	hits.set.AddMany(hits.items)
	r.hits[s] = hits
	return hits, err
}

// each goes through items that hold all the words, with the places of each.
func (r *row) each(s *segment, items *roaring.Bitmap, see func(item uint32, norm float64, places [][]postings.Location)) error {
	its := make([]postings.PostingsIterator, len(r.terms))
	places := make([][]postings.Location, len(r.terms))
	for i, w := range r.terms {
		var err error
		if its[i], err = s.within(w.fieldTerm, items, true); err != nil {
			return err
		}
	}
	for range items.GetCardinality() {
		var item uint64
		norm := 0.0
		for i, it := range its {
			p, err := it.Next()
			if err != nil || p == nil {
				return err
			}
			item, norm, places[i] = p.Number(), p.Norm(), p.Locations()
		}
		see(uint32(item), norm, places)
	}
	return nil
}

// starts calls give with each place where the row begins.
func (r *row) starts(places [][]postings.Location, give func(at uint64)) {
next:
	for _, first := range places[0] {
		for i, step := range r.steps[1:] {
			if _, ok := placed(places[i+1], first.Pos()+step); !ok {
				continue next
			}
		}
		give(first.Pos())
	}
}

// placed finds a place by its position. Passages are short: most words stand in
// one or two places.
func placed(places []postings.Location, at uint64) (int, bool) {
	if len(places) > 16 {
		return slices.BinarySearchFunc(places, at, func(l postings.Location, at uint64) int { return int(int64(l.Pos()) - int64(at)) })
	}
	for i, l := range places {
		if l.Pos() == at {
			return i, true
		}
	}
	return 0, false
}
