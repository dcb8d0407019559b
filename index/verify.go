package index

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
)

// Verify reads an index whole and compares its segments with their checksums,
// which [Open] does not: a bit that changed on the disk is found only here.
// Errors are those of Open. It takes about a second for a gigabyte.
func Verify(ctx context.Context, dir string) error {
	ix, err := Open(dir)
	if err != nil {
		return err
	}
	defer ix.Close() // read-only: there is nothing to lose
	segments, err := filepath.Glob(filepath.Join(dir, "store", "*.zap"))
	if err != nil {
		return err
	}
	for _, name := range segments {
		if err := errors.Join(ctx.Err(), verifySegment(name)); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return damaged(dir, fmt.Errorf("%s: %w", filepath.Base(name), err))
		}
	}
	return nil
}

// verifySegment compares a segment with the CRC-32 (IEEE) of all that stands
// before it in the file (zap file format, "footer").
func verifySegment(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	body := info.Size() - crc32.Size
	if body < 0 {
		return errors.New("it is too short")
	}
	sum := crc32.NewIEEE()
	if _, err := io.CopyN(sum, f, body); err != nil {
		return err
	}
	var want [crc32.Size]byte
	if _, err := io.ReadFull(f, want[:]); err != nil {
		return err
	}
	if sum.Sum32() != binary.BigEndian.Uint32(want[:]) {
		return errors.New("its checksum does not agree")
	}
	return nil
}
