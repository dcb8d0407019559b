package archive

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"
)

// peekLimit bounds the directory that Peek reads.
const peekLimit = 4096

// Peek returns the names of up to 4096 members of a ZIP file and the media type
// that a member called mimetype states, as books and OpenDocument files have it.
func Peek(r io.ReaderAt, size int64) (names map[string]bool, mediaType string, err error) {
	limits := DefaultLimits()
	a, err := Open(r, size, limits)
	if err != nil {
		return nil, "", err
	}
	names = make(map[string]bool, min(len(a.members), peekLimit))
	for i, m := range a.members {
		if i == peekLimit && m.Name != "mimetype" {
			break
		}
		names[m.Name] = true
	}
	if f := a.files["mimetype"]; f != nil && f.UncompressedSize64 < 200 {
		if data, err := a.ReadFile("mimetype"); err == nil {
			mediaType = strings.TrimSpace(string(data))
		}
	}
	return names, mediaType, nil
}

// checkCount refuses a directory with too many entries before it is read: the
// end record says how many there are, and how many bytes they take.
func checkCount(r io.ReaderAt, size int64, limit int) error {
	tail := make([]byte, min(size, 66<<10))
	if n, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && n < len(tail) {
		return err
	}
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || i+22 > len(tail) {
		return nil // zip.NewReader says what is wrong
	}
	if n := int(binary.LittleEndian.Uint16(tail[i+10:])); n != 0xFFFF && n > limit {
		return tooMany(n, limit)
	}
	// Each entry of the directory takes 46 bytes at least.
	if bytes := int(binary.LittleEndian.Uint32(tail[i+12:])); bytes/46 > 4*limit && bytes != 0xFFFFFFFF {
		return tooMany(bytes/46, limit)
	}
	return nil
}
