package family

import (
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"math/bits"

	"policyscan/lexicon/words"
)

// bins is the length of a sketch. The standard error of a similarity of one
// half is 3 in a hundred.
const bins = 256

// shingleWords is how many words in a row are compared.
const shingleWords = 5

// Sketch stands for a text when texts are compared: for each of 256 classes of
// its shingles (five words in a row, case folded), the lowest hash. It is a
// MinHash by one permutation (Li, Owen and Zhang 2012). The zero Sketch is that
// of a text without words.
type Sketch struct {
	low      [bins]uint32 // 0: there is none
	shingles int
}

// SketchOf returns the sketch of a text.
func SketchOf(text string) *Sketch {
	s := &Sketch{}
	var window [shingleWords]uint64
	n := 0
	scan := words.NewScanner(text)
	for {
		start, end, ok := scan.Next()
		if !ok {
			break
		}
		window[n%shingleWords] = hashWord(text[start:end])
		if n++; n >= shingleWords {
			s.add(shingle(&window, n))
		}
	}
	if n > 0 && n < shingleWords {
		s.add(shingle(&window, n))
	}
	return s
}

func (s *Sketch) add(h uint64) {
	s.shingles++
	bin, low := h>>56, uint32(h)|1
	if old := s.low[bin]; old == 0 || low < old {
		s.low[bin] = low
	}
}

// hashWord hashes a word (FNV-1a), ASCII capitals as small letters.
func hashWord(w string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(w); i++ {
		c := w[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// shingle hashes the last words, n having been seen, in their order.
func shingle(window *[shingleWords]uint64, n int) uint64 {
	var h uint64
	for i := range shingleWords {
		h = bits.RotateLeft64(h, 13) ^ mix(window[(n+i)%shingleWords])
	}
	return mix(h)
}

// mix spreads the bits of a hash (the finaliser of SplitMix64).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// Similarity estimates which share of the shingles of two texts together is in
// both (Jaccard), from 0 to 1.
func (s *Sketch) Similarity(t *Sketch) float64 {
	same, some := 0, 0
	for i, a := range s.low {
		b := t.low[i]
		if a == 0 && b == 0 {
			continue
		}
		some++
		if a == b {
			same++
		}
	}
	if some == 0 {
		return 0
	}
	return float64(same) / float64(some)
}

// rows is how many bins make a band. Two texts of which half is common share
// one of the 64 bands in 98 of 100 cases.
const rows = 4

// band returns a hash of a band; ok is false where all of it is empty.
func (s *Sketch) band(i int, seed maphash.Seed) (key uint64, ok bool) {
	var part [rows]uint32
	copy(part[:], s.low[i*rows:])
	return maphash.Comparable(seed, part), part != [rows]uint32{}
}

// MarshalBinary returns the sketch in 1,028 bytes.
func (s *Sketch) MarshalBinary() ([]byte, error) {
	out := binary.LittleEndian.AppendUint32(nil, uint32(s.shingles))
	for _, low := range s.low {
		out = binary.LittleEndian.AppendUint32(out, low)
	}
	return out, nil
}

// UnmarshalBinary reads what MarshalBinary wrote.
func (s *Sketch) UnmarshalBinary(data []byte) error {
	if len(data) != 4*(bins+1) {
		return fmt.Errorf("a sketch of %d bytes instead of %d", len(data), 4*(bins+1))
	}
	s.shingles = int(binary.LittleEndian.Uint32(data))
	for i := range s.low {
		s.low[i] = binary.LittleEndian.Uint32(data[4*(i+1):])
	}
	return nil
}
