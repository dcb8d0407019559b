package ingest

import "strings"

// cueSet finds whether a text holds one of many short phrases, in one pass: a
// table of the pairs of bytes that phrases begin with says where to look closer.
type cueSet struct {
	pairs  [1024]uint64
	byPair map[uint16][]string
}

// newCueSet compiles phrases of at least two bytes.
func newCueSet(phrases []string) *cueSet {
	c := &cueSet{byPair: make(map[uint16][]string, len(phrases))}
	for _, p := range phrases {
		k := uint16(p[0])<<8 | uint16(p[1])
		c.pairs[k>>6] |= 1 << (k & 63)
		c.byPair[k] = append(c.byPair[k], p)
	}
	return c
}

// in reports whether s holds one of the phrases.
func (c *cueSet) in(s string) bool {
	for i := 0; i+1 < len(s); i++ {
		k := uint16(s[i])<<8 | uint16(s[i+1])
		if c.pairs[k>>6]&(1<<(k&63)) == 0 {
			continue
		}
		for _, p := range c.byPair[k] {
			if strings.HasPrefix(s[i:], p) {
				return true
			}
		}
	}
	return false
}
