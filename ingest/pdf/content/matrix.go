package content

import (
	"math"

	"policyscan/ingest/pdf/object"
)

// matrix is a coordinate transformation [a b c d e f] (ISO 32000-1 §8.3.3).
type matrix [6]float64

var unit = matrix{1, 0, 0, 1, 0, 0}

// then returns the transformation that applies m first and n after it.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// shifted returns m after a move by (x, y) in its own space.
func (m matrix) shifted(x, y float64) matrix {
	m[4] += x*m[0] + y*m[2]
	m[5] += x*m[1] + y*m[3]
	return m
}

func (m matrix) apply(x, y float64) (float64, float64) {
	return x*m[0] + y*m[2] + m[4], x*m[1] + y*m[3] + m[5]
}

// turn returns the reading direction of text under m.
func (m matrix) turn() Turn {
	switch {
	case math.Abs(m[1]) > math.Abs(m[0]) && m[1] > 0:
		return Upward
	case math.Abs(m[1]) > math.Abs(m[0]):
		return Downward
	case m[0] < 0 && m[3] < 0:
		return UpsideDown
	}
	return Upright
}

// matrixOf reads an array of six numbers; unit where there is none.
func matrixOf(v object.Value) matrix {
	if v.Len() != 6 {
		return unit
	}
	var m matrix
	for i := range m {
		m[i] = v.Index(i).Float(0)
	}
	return m
}
