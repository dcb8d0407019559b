package pdfium

import (
	"encoding/binary"
	"math"

	"github.com/tetratelabs/wazero/experimental"
)

// memory is the linear memory of one instance. Owning it gives direct access to
// what PDFium writes, and a bound on what a hostile file can claim.
type memory struct {
	bytes []byte
	limit uint64
}

// allocate is called by the runtime while an instance is made; e.mu is held.
func (e *Engine) allocate(_, _ uint64) experimental.LinearMemory {
	e.memory = &memory{limit: uint64(e.cfg.MaxMemory)}
	return e.memory
}

// Reallocate grows the memory to size bytes; nil tells PDFium that there is no
// more, whereupon it stops.
func (m *memory) Reallocate(size uint64) []byte {
	if size > m.limit {
		return nil
	}
	if size <= uint64(cap(m.bytes)) {
		m.bytes = m.bytes[:size]
		return m.bytes
	}
	grown := make([]byte, size, min(size+size/4, m.limit))
	copy(grown, m.bytes)
	m.bytes = grown
	return grown
}

// Free lets go of the memory.
func (m *memory) Free() { m.bytes = nil }

// slice returns n bytes at p, or nil where that is outside the memory.
func (m *memory) slice(p uint32, n int) []byte {
	if n < 0 || uint64(p)+uint64(n) > uint64(len(m.bytes)) {
		return nil
	}
	return m.bytes[p : int(p)+n]
}

func (m *memory) float64(p uint32) float64 {
	b := m.slice(p, 8)
	if b == nil {
		return 0
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b))
}

func (m *memory) float32(p uint32) float64 {
	b := m.slice(p, 4)
	if b == nil {
		return 0
	}
	return float64(math.Float32frombits(binary.LittleEndian.Uint32(b)))
}

func (m *memory) int32(p uint32) int32 {
	b := m.slice(p, 4)
	if b == nil {
		return 0
	}
	return int32(binary.LittleEndian.Uint32(b))
}
