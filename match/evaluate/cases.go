// Package evaluate measures tags against labelled passages: precision, recall
// and F1 with intervals, per cell, perspective, language and stratum; voice,
// force and form of the tags that are right; and agreement between coders.
//
// Begin with [ReadCases] and [Score].
package evaluate

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"policyscan/match"
)

// Case is a passage with the labels that coders gave it.
type Case struct {
	match.Unit
	Labels   []string `json:"labels"`   // own voice
	Optional []string `json:"optional"` // counted neither as hit nor as error
	Reported []string `json:"reported"`
	Rejected []string `json:"rejected"`
	Stratum  string   `json:"stratum"`
	Source   string   `json:"source"` // the document; Title where it is missing
	Why      string   `json:"why"`
}

// Document returns what the case was drawn from: cases of one document are not
// independent, so intervals draw whole documents.
func (c *Case) Document() string {
	if c.Source != "" {
		return c.Source
	}
	return c.Jurisdiction + "/" + c.Title
}

// longestLine bounds a line of labelled passages, in bytes.
const longestLine = 1 << 22

// ReadCases reads labelled passages, one JSON object a line; unknown fields are
// ignored. Errors name the line. Input without any passage is an error.
func ReadCases(r io.Reader) ([]Case, error) {
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, longestLine)
	var out []Case
	for line := 1; sc.Scan(); line++ {
		if len(bytes.TrimSpace(sc.Bytes())) == 0 {
			continue
		}
		var c Case
		if err := json.Unmarshal(sc.Bytes(), &c); err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		out = append(out, c)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("labelled passages: %w", err)
	}
	if len(out) == 0 {
		return nil, errors.New("it holds no labelled passages")
	}
	return out, nil
}

// Predict tags all cases with one worker, in their order.
func Predict(w *match.Worker, cases []Case) [][]match.Tag {
	out := make([][]match.Tag, len(cases))
	for i := range cases {
		out[i] = w.Tag(cases[i].Unit)
	}
	return out
}
