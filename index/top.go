package index

import (
	"container/heap"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ranking is a hit in the order of results: by falling score, then by id.
// Bleve itself breaks ties by its internal numbers, which differ between two
// indexes of the same passages.
type ranking struct {
	score float64
	id    string
}

// before reports whether a ranks above b.
func (a ranking) before(b ranking) bool {
	if a.score != b.score {
		return a.score > b.score
	}
	return a.id < b.id
}

// top keeps the best hits after a cursor. The id of a hit is looked up only
// where the score alone does not decide.
type top struct {
	limit int
	after *ranking
	worst worstFirst
	more  bool // there are further hits below
}

func newTop(limit int, after *ranking) *top { return &top{limit: limit, after: after} }

// add takes a hit into account.
func (t *top) add(score float64, id func() (string, error)) error {
	if t.after != nil && score > t.after.score {
		return nil
	}
	full := len(t.worst) == t.limit
	if full && score < t.worst[0].score {
		t.more = true
		return nil
	}
	s, err := id()
	if err != nil {
		return err
	}
	r := ranking{score, s}
	if t.after != nil && !t.after.before(r) {
		return nil
	}
	if !full {
		heap.Push(&t.worst, r)
		return nil
	}
	t.more = true
	if r.before(t.worst[0]) {
		t.worst[0] = r
		heap.Fix(&t.worst, 0)
	}
	return nil
}

// sorted returns the hits, best first.
func (t *top) sorted() []ranking {
	out := slices.Clone(t.worst)
	slices.SortFunc(out, func(a, b ranking) int {
		if a.before(b) {
			return -1
		}
		return 1
	})
	return out
}

// worstFirst is a heap with the lowest hit on top.
type worstFirst []ranking

func (h worstFirst) Len() int           { return len(h) }
func (h worstFirst) Less(i, j int) bool { return h[j].before(h[i]) }
func (h worstFirst) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *worstFirst) Push(x any)        { *h = append(*h, x.(ranking)) }
func (h *worstFirst) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

// cursor is the last hit of a page.
type cursor ranking

// String writes the score in full, so that it is the same number again.
func (c cursor) String() string {
	return strconv.FormatFloat(c.score, 'x', -1, 64) + " " + c.id
}

// parseCursor reads what String wrote; nil for the first page.
func parseCursor(s string) (*ranking, error) {
	if s == "" {
		return nil, nil
	}
	number, id, ok := strings.Cut(s, " ")
	score, err := strconv.ParseFloat(number, 64)
	if !ok || err != nil || id == "" {
		return nil, fmt.Errorf("%w: %q", ErrCursor, s)
	}
	return &ranking{score, id}, nil
}

// disjoint puts spans in order and joins those that overlap.
func disjoint(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	})
	var out []Span
	for _, s := range spans {
		if k := len(out); k > 0 && s.Start < out[k-1].End {
			out[k-1].End = max(out[k-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}
