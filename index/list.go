package index

import (
	"context"
	"math"

	"github.com/RoaringBitmap/roaring/v2"
)

// list returns the first passages by id that a query of filters alone finds.
// All of them have the same score, so that [top] would look up every id; where
// many match it is cheaper to walk over the ids in their order until enough of
// them match.
func (v *view) list(ctx context.Context, f finder, top *top) (total int, err error) {
	found := map[*segment]*roaring.Bitmap{}
	for _, s := range v.segments {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		if found[s], err = f.find(s); err != nil {
			return 0, err
		}
		total += int(found[s].GetCardinality())
	}
	if float64(total) > math.Sqrt(float64(top.limit)*float64(v.items)) {
		return total, v.inOrder(found, top)
	}
	for _, s := range v.segments {
		for it := found[s].Iterator(); it.HasNext(); {
			if err := top.add(0, s.id(it.Next())); err != nil {
				return 0, err
			}
		}
	}
	return total, nil
}

// inOrder walks over the ids of passages, which begin after those of blocks.
func (v *view) inOrder(found map[*segment]*roaring.Bitmap, top *top) error {
	from := []byte(blockMark + "\xff")
	if top.after != nil {
		from = []byte(top.after.id + "\x00")
	}
	dict, err := v.FieldDictRange("_id", from, nil)
	if err != nil {
		return err
	}
	defer dict.Close()
	for {
		e, err := dict.Next()
		if err != nil || e == nil {
			return err
		}
		s, item, err := v.locate(e.Term)
		if err != nil {
			return err
		}
		if s == nil || !found[s].Contains(item) {
			continue // deleted, or no match
		}
		if err := top.add(0, func() (string, error) { return e.Term, nil }); err != nil || top.more {
			return err
		}
	}
}
