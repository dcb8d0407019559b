package evaluate

import (
	"math"
	"strconv"
)

// Figure is a share from 0 to 1, or undefined (NaN) where there is nothing to
// share: precision without tags, recall without labels. In JSON an undefined
// figure is null.
type Figure float64

// Defined reports whether there is a figure.
func (f Figure) Defined() bool { return !math.IsNaN(float64(f)) }

// MarshalJSON writes null for an undefined figure.
func (f Figure) MarshalJSON() ([]byte, error) {
	if !f.Defined() {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, float64(f), 'g', -1, 64), nil
}

func share(a, b int) Figure {
	if b == 0 {
		return Figure(math.NaN())
	}
	return Figure(a) / Figure(b)
}
