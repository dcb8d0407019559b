package export

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// The measured quality of the embedded rules, one file a language: what
// `scan eval GOLD.jsonl --part score --json` printed for labelled random passages
// of statutes and policy texts whose errors the authors of the rules did not read.
// It holds figures only, no text.
//
//go:embed validity/*.json
var validityFiles embed.FS

// validityCoders says who made the labels that the embedded figures rest on.
const validityCoders = "two coders of one kind, adjudicated; documents whose errors the authors of the rules did not read"

// Measured returns the quality of the embedded rules, by code and language. It
// says nothing about another lexicon.
func Measured() ([]Validity, error) {
	names, err := fs.Glob(validityFiles, "validity/*.json")
	if err != nil {
		return nil, fmt.Errorf("validity: %w", err)
	}
	var out []Validity
	for _, name := range names {
		f, err := validityFiles.Open(name)
		if err != nil {
			return nil, fmt.Errorf("validity: %w", err)
		}
		v, err := ReadValidity(f, strings.TrimSuffix(path.Base(name), ".json"), validityCoders)
		if err != nil {
			return nil, fmt.Errorf("validity: %s: %w", name, err)
		}
		out = append(out, v...)
	}
	return out, nil
}

// MeasuredDigest is a digest of the embedded figures: reports that were made
// with others are out of date, also where the program has the same version.
func MeasuredDigest() (string, error) {
	h := sha256.New()
	err := fs.WalkDir(validityFiles, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := validityFiles.ReadFile(name)
		fmt.Fprintf(h, "%s %d\n%s", name, len(b), b)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("validity: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// ReadValidity reads what `scan eval --json` prints for passages of one
// language; coders says who labelled them.
func ReadValidity(r io.Reader, lang, coders string) ([]Validity, error) {
	type span struct{ Low, High float64 }
	var scores struct {
		Lines []struct {
			Group, Name          string
			Right, Wrong, Missed int
			Precision, Recall    float64
			PrecisionInterval    span
			RecallInterval       span
		}
	}
	if err := json.NewDecoder(r).Decode(&scores); err != nil {
		return nil, err
	}
	var out []Validity
	for _, l := range scores.Lines {
		if l.Group != "code" {
			continue
		}
		out = append(out, Validity{
			Code: l.Name, Lang: lang, Precision: l.Precision, Recall: l.Recall,
			PrecisionN: l.Right + l.Wrong, RecallN: l.Right + l.Missed, Coders: coders,
			Interval: fmt.Sprintf("%.2f–%.2f and %.2f–%.2f", l.PrecisionInterval.Low, l.PrecisionInterval.High, l.RecallInterval.Low, l.RecallInterval.High),
		})
	}
	return out, nil
}
