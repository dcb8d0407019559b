// Package filter decodes the data of PDF streams (ISO 32000-1 §7.4).
//
// Damaged data is decoded as far as it goes, and no stream grows past a bound.
// Begin with [Decode].
package filter

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/flate"
)

// Params are the entries of DecodeParms that change what a filter yields. The
// zero value means the defaults of the specification.
type Params struct {
	Predictor   int
	Colors      int
	Bits        int // BitsPerComponent
	Columns     int
	EarlyChange *int
}

// ErrTooLarge says that a stream would decode to more than the bound.
var ErrTooLarge = errors.New("stream is larger than the limit when decoded")

// ErrImage says that a filter yields an image, which has no text.
var ErrImage = errors.New("image data")

// Decode undoes one filter. Names may be the short ones of inline images. With
// an error, what could be decoded is returned as well. The result is no longer
// than limit bytes.
func Decode(name string, data []byte, p Params, limit int) ([]byte, error) {
	var out []byte
	var err error
	switch name {
	case "FlateDecode", "Fl":
		out, err = inflate(data, limit)
		return predictAfter(out, p, err)
	case "LZWDecode", "LZW":
		early := 1
		if p.EarlyChange != nil {
			early = *p.EarlyChange
		}
		out, err = lzw(data, early, limit)
		return predictAfter(out, p, err)
	case "ASCIIHexDecode", "AHx":
		return asciiHex(data), nil
	case "ASCII85Decode", "A85":
		return ascii85(data), nil
	case "RunLengthDecode", "RL":
		return runLength(data, limit)
	case "Crypt":
		return data, nil
	case "DCTDecode", "DCT", "JPXDecode", "CCITTFaxDecode", "CCF", "JBIG2Decode":
		return nil, ErrImage
	}
	return nil, fmt.Errorf("unknown filter %q", name)
}

func predictAfter(out []byte, p Params, err error) ([]byte, error) {
	if p.Predictor < 2 {
		return out, err
	}
	return predict(out, p), err
}

// inflate decodes zlib data. Its header and checksum are not insisted on:
// producers get both wrong, and the data is what matters.
func inflate(data []byte, limit int) ([]byte, error) {
	body := bytes.TrimLeft(data, "\r\n") // written before the data by some producers
	if len(body) < 2 {
		return nil, nil
	}
	if zlibHeader(body) {
		body = body[2:]
	}
	out, err := inflateRaw(body, len(data), limit)
	if len(out) == 0 && err != nil {
		if again, err2 := inflateRaw(data, len(data), limit); len(again) > 0 {
			return again, err2
		}
	}
	return out, err
}

func zlibHeader(b []byte) bool {
	return b[0]&0x0f == 8 && (int(b[0])<<8|int(b[1]))%31 == 0 || b[0] == 0x78 || b[0] == 0x48 || b[0] == 0x68 || b[0] == 0x58
}

func inflateRaw(body []byte, size, limit int) ([]byte, error) {
	r := flate.NewReader(bytes.NewReader(body))
	out := bytes.NewBuffer(make([]byte, 0, min(4*size+512, limit)))
	_, err := io.Copy(out, io.LimitReader(r, int64(limit)+1))
	if out.Len() > limit {
		return out.Bytes()[:limit], ErrTooLarge
	}
	if err != nil {
		err = fmt.Errorf("damaged compressed data: %w", err)
	}
	return out.Bytes(), err
}
