package export

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"policyscan/match"
)

// errNoTexts is the error of formats that need the documents' texts.
var errNoTexts = errors.New("this format needs the texts of the documents, which were not supplied")

// text returns the canonical text of a document.
func (r *Report) text(id string) (string, error) {
	if r.Text == nil {
		return "", errNoTexts
	}
	t, err := r.Text(id)
	if err != nil {
		return "", fmt.Errorf("text of %s: %w", r.docs[id].Path, err)
	}
	return t, nil
}

// runes converts byte offsets of one text to numbers of code points. Offsets
// should mostly ascend: it then passes over the text once.
type runes struct {
	text     string
	at, rune int
}

func (c *runes) count(offset int) int {
	if offset < c.at {
		c.at, c.rune = 0, 0
	}
	c.rune += utf8.RuneCountInString(c.text[c.at:offset])
	c.at = offset
	return c.rune
}

// sliced checks that a quotation stands where its offsets say.
func sliced(text string, e match.Evidence) error {
	if e.Start < 0 || e.End > len(text) || e.Start > e.End || text[e.Start:e.End] != e.Quote {
		return fmt.Errorf("evidence %s: bytes %d to %d of its document are not its quotation", e.ID, e.Start, e.End)
	}
	return nil
}

// byDocument calls f for each document that has evidence, in the order of the
// report.
func (r *Report) byDocument(f func(id string, evidence []match.Evidence) error) error {
	for i := 0; i < len(r.Evidence); {
		j := i
		for j < len(r.Evidence) && r.Evidence[j].Document == r.Evidence[i].Document {
			j++
		}
		if err := f(r.Evidence[i].Document, r.Evidence[i:j]); err != nil {
			return err
		}
		i = j
	}
	return nil
}
