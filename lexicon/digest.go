package lexicon

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
)

// EmbeddedDigest is the digest of the lexicon of the program. It is known
// without parsing the lexicon.
func EmbeddedDigest() (string, error) {
	sub, err := fs.Sub(data, "data")
	if err != nil {
		return "", err
	}
	return Digest(sub)
}

// Digest is a digest of all files of a lexicon, which are not parsed: SHA-256,
// hex. Two lexicons with the same digest give the same tags.
func Digest(fsys fs.FS) (string, error) {
	h := sha256.New()
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".yaml") && !strings.HasSuffix(name, ".tsv") {
			return err
		}
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(h, "%s\x00%d\x00%s", name, len(b), b)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("lexicon: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
