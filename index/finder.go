package index

import (
	"math"

	"github.com/RoaringBitmap/roaring/v2"
)

// finder is a part of a query, compiled. Its methods look at one segment.
type finder interface {
	// find returns the items that it finds; the set may not be changed.
	find(*segment) (*roaring.Bitmap, error)
	// score adds to the scores of the items of a set, which must all have one.
	score(s *segment, of *roaring.Bitmap, to *scores) error
	// mark tells where in the items of a set the words stand that it looks for.
	mark(s *segment, in *roaring.Bitmap, tell func(item uint32, at Span)) error
	// words calls give with every word that counts in the score.
	words(give func(*stem))
}

// scores are those of some items, in order. What adds to them goes through the
// items in the same order, and sets next to 0 before it begins.
type scores struct {
	items []uint32
	of    []float64
	next  int
}

func (s *scores) add(item uint32, score float64) {
	for s.items[s.next] < item {
		s.next++
	}
	s.of[s.next] += score
}

// stem finds a term. It scores as TF-IDF does: the root of how often it is
// there, the inverse root of the length of the passage, and how rare it is.
type stem struct {
	fieldTerm
	weight float64
}

// flat finds a term and counts nothing in the score.
type flat struct{ fieldTerm }

// every finds what all of must and none of mustNot find.
type every struct{ must, mustNot []finder }

// any finds what one of its parts finds.
type either struct{ of []finder }

// nothing finds nothing.
type nothing struct{}

func (w *stem) find(s *segment) (*roaring.Bitmap, error) { return s.holding(w.fieldTerm) }
func (w *stem) words(give func(*stem))                   { give(w) }

func (w *stem) score(s *segment, of *roaring.Bitmap, to *scores) error {
	it, err := s.within(w.fieldTerm, of, false)
	if err != nil {
		return err
	}
	to.next = 0
	for {
		p, err := it.Next()
		if err != nil || p == nil {
			return err
		}
		to.add(uint32(p.Number()), w.weight*math.Sqrt(float64(p.Frequency()))*p.Norm())
	}
}

func (w *stem) mark(s *segment, in *roaring.Bitmap, tell func(uint32, Span)) error {
	it, err := s.within(w.fieldTerm, in, true)
	if err != nil {
		return err
	}
	for {
		p, err := it.Next()
		if err != nil || p == nil {
			return err
		}
		for _, l := range p.Locations() {
			tell(uint32(p.Number()), Span{int(l.Start()), int(l.End())})
		}
	}
}

func (f *flat) find(s *segment) (*roaring.Bitmap, error)                 { return s.holding(f.fieldTerm) }
func (f *flat) words(func(*stem))                                        {}
func (f *flat) score(*segment, *roaring.Bitmap, *scores) error           { return nil }
func (f *flat) mark(*segment, *roaring.Bitmap, func(uint32, Span)) error { return nil }

func (nothing) find(*segment) (*roaring.Bitmap, error)                   { return roaring.New(), nil }
func (nothing) words(func(*stem))                                        {}
func (nothing) score(*segment, *roaring.Bitmap, *scores) error           { return nil }
func (nothing) mark(*segment, *roaring.Bitmap, func(uint32, Span)) error { return nil }

func (e *every) find(s *segment) (*roaring.Bitmap, error) {
	if set, ok := s.found[e]; ok {
		return set, nil
	}
	var set *roaring.Bitmap
	for _, f := range e.must {
		found, err := f.find(s)
		switch {
		case err != nil:
			return nil, err
		case set == nil:
			set = found.Clone()
		default:
			set.And(found)
		}
		if set.IsEmpty() {
			break
		}
	}
	for _, f := range e.mustNot {
		found, err := f.find(s)
		if err != nil {
			return nil, err
		}
		set.AndNot(found)
	}
	s.found[e] = set
	return set, nil
}

func (e *every) words(give func(*stem)) {
	for _, f := range e.must {
		f.words(give)
	}
}

func (e *every) score(s *segment, of *roaring.Bitmap, to *scores) error {
	found, err := e.find(s)
	if err != nil {
		return err
	}
	own := roaring.And(found, of)
	for _, f := range e.must {
		if err := f.score(s, own, to); err != nil {
			return err
		}
	}
	return nil
}

func (e *every) mark(s *segment, in *roaring.Bitmap, tell func(uint32, Span)) error {
	found, err := e.find(s)
	if err != nil {
		return err
	}
	own := roaring.And(found, in)
	for _, f := range e.must {
		if err := f.mark(s, own, tell); err != nil {
			return err
		}
	}
	return nil
}

func (e *either) find(s *segment) (*roaring.Bitmap, error) {
	if set, ok := s.found[e]; ok {
		return set, nil
	}
	var sets []*roaring.Bitmap
	for _, f := range e.of {
		found, err := f.find(s)
		if err != nil {
			return nil, err
		}
		sets = append(sets, found)
	}
	set := roaring.FastOr(sets...)
	s.found[e] = set
	return set, nil
}

func (e *either) words(give func(*stem)) {
	for _, f := range e.of {
		f.words(give)
	}
}

func (e *either) score(s *segment, of *roaring.Bitmap, to *scores) error {
	for _, f := range e.of {
		if err := f.score(s, of, to); err != nil {
			return err
		}
	}
	return nil
}

func (e *either) mark(s *segment, in *roaring.Bitmap, tell func(uint32, Span)) error {
	for _, f := range e.of {
		if err := f.mark(s, in, tell); err != nil {
			return err
		}
	}
	return nil
}

// weigh gives every word of a query its weight: the rarer, the more. Deleted
// items do not count, so that the same passages have the same scores however
// they were written.
func weigh(f finder, v *view) error {
	var all []*stem
	f.words(func(w *stem) { all = append(all, w) })
	squares := 0.0
	for _, w := range all {
		holding := uint64(0)
		for _, s := range v.segments {
			list, err := s.list(w.fieldTerm)
			if err != nil {
				return err
			}
			holding += list.Count()
		}
		rarity := 1 + math.Log(float64(v.items)/float64(holding+1))
		w.weight = rarity * rarity
		squares += rarity * rarity
	}
	for _, w := range all {
		w.weight /= math.Sqrt(squares)
	}
	return nil
}
