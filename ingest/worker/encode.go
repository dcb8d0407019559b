package worker

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"

	"policyscan/ingest/reading"
)

// maxDecoded bounds what an encoded extraction may unpack to, in bytes: text at
// its own bound, and blocks and lines beside it.
const maxDecoded = 2 << 30

// Encode writes an extraction as zstd-compressed JSON, with a checksum: the form
// in which it travels from a worker and is kept on disk, so that it is written
// once. The same extraction gives the same bytes.
func Encode(x reading.Extraction) ([]byte, error) {
	var out bytes.Buffer
	z, err := zstd.NewWriter(&out,
		zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1),
		zstd.WithWindowSize(1<<20), zstd.WithEncoderCRC(true))
	if err != nil {
		return nil, err
	}
	if err := json.NewEncoder(z).Encode(x); err != nil {
		return nil, fmt.Errorf("encode extraction: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("compress extraction: %w", err)
	}
	return out.Bytes(), nil
}

// Decode reads what [Encode] wrote, and checks that every offset lies within
// the text, so that later stages can slice without asking. Damaged bytes give
// an error.
func Decode(b []byte) (reading.Extraction, error) {
	z, err := zstd.NewReader(bytes.NewReader(b),
		zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(maxDecoded))
	if err != nil {
		return reading.Extraction{}, err
	}
	defer z.Close()
	var x reading.Extraction
	raw, err := io.ReadAll(io.LimitReader(z, maxDecoded))
	if err != nil {
		return reading.Extraction{}, fmt.Errorf("unpack extraction: %w", err)
	}
	if err := json.Unmarshal(raw, &x); err != nil {
		return reading.Extraction{}, fmt.Errorf("decode extraction: %w", err)
	}
	if err := check(x); err != nil {
		return reading.Extraction{}, err
	}
	return x, nil
}

// check reports the first offset of x that is out of place.
func check(x reading.Extraction) error {
	n := len(x.Text)
	within := func(what string, i, start, end int) error {
		if start < 0 || end < start || end > n {
			return fmt.Errorf("%s %d: range %d–%d is outside a text of %d bytes", what, i, start, end, n)
		}
		return nil
	}
	for i, b := range x.Blocks {
		if err := within("block", i, b.Start, b.End); err != nil {
			return err
		}
	}
	for i, p := range x.Pages {
		if err := within("page", i, p.Start, p.End); err != nil {
			return err
		}
	}
	for i, l := range x.Lines {
		if err := within("line", i, l.Start, l.End); err != nil {
			return err
		}
	}
	for i, d := range x.Divisions {
		if err := within("division", i, d.Start, d.End); err != nil {
			return err
		}
		if d.Parent < -1 || d.Parent >= i {
			return fmt.Errorf("division %d: parent %d does not come before it", i, d.Parent)
		}
	}
	return nil
}
