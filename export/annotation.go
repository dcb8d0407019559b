package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"policyscan/match"
)

// The types of the W3C Web Annotation data model (Recommendation of 2017) that
// we write.
type (
	annotation struct {
		Context string           `json:"@context"`
		ID      string           `json:"id"`
		Type    string           `json:"type"`
		Motive  string           `json:"motivation"`
		Body    []annotationBody `json:"body"`
		Target  annotationTarget `json:"target"`
		Rights  string           `json:"rights,omitempty"`
	}
	annotationBody struct {
		Type    string `json:"type"`
		Purpose string `json:"purpose"`
		Value   string `json:"value"`
	}
	annotationTarget struct {
		Source   string           `json:"source"`
		Title    string           `json:"title,omitempty"`
		Language string           `json:"language,omitempty"`
		Selector []map[string]any `json:"selector"`
	}
)

// WebAnnotations writes the evidence as a W3C annotation page in JSON-LD, one
// annotation a tag, with a text-quote and, where the texts are supplied, a
// text-position selector (in code points of the canonical text). Evidence that
// reviewers rejected is left out.
func WebAnnotations(w io.Writer, r *Report) error {
	bw := bufio.NewWriterSize(w, 1<<16)
	bw.WriteString("{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"AnnotationPage\",\"id\":\"urn:scan:annotations\",\"label\":")
	bw.Write(quoted(r.Attribution))
	bw.WriteString(",\"items\":[")
	sep := "\n"
	err := r.byDocument(func(id string, evidence []match.Evidence) error {
		text, err := r.text(id)
		if err != nil && !errors.Is(err, errNoTexts) {
			return err
		}
		points := &runes{text: text}
		for _, e := range evidence {
			if r.Verdicts[e.ID].Out {
				continue
			}
			a := r.annotate(e)
			if err == nil {
				if err := sliced(text, e); err != nil {
					return err
				}
				a.Target.Selector = append(a.Target.Selector, map[string]any{
					"type": "TextPositionSelector", "start": points.count(e.Start), "end": points.count(e.End)})
			}
			line, err := encode(a)
			if err != nil {
				return err
			}
			bw.WriteString(sep)
			bw.Write(line)
			sep = ",\n"
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("annotations: %w", err)
	}
	bw.WriteString("\n]}\n")
	if err := bw.Flush(); err != nil {
		return fmt.Errorf("annotations: %w", err)
	}
	return nil
}

// encode marshals without the escapes that are only for HTML.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

func (r *Report) annotate(e match.Evidence) annotation {
	d, n := *r.docs[e.Document], r.Comparison.Evidence[e.ID]
	source := "urn:sha256:" + e.Document
	if href := r.href(d); href != "" {
		source = href
	}
	quote := map[string]any{"type": "TextQuoteSelector", "exact": e.Quote}
	if e.Before != "" {
		quote["prefix"] = e.Before
	}
	if e.After != "" {
		quote["suffix"] = e.After
	}
	return annotation{
		Context: "http://www.w3.org/ns/anno.jsonld", ID: "urn:scan:evidence:" + e.ID, Type: "Annotation", Motive: "tagging",
		Body: []annotationBody{
			{"TextualBody", "tagging", n.Code},
			{"TextualBody", "tagging", "voice: " + string(e.Voice)},
			{"TextualBody", "tagging", fmt.Sprintf("force: %d", n.Force)},
			{"TextualBody", "describing", Citation(d, e)},
			{"TextualBody", "assessing", "review: " + string(n.Review)},
		},
		Target: annotationTarget{Source: source, Title: titleOf(d), Language: e.Lang, Selector: []map[string]any{quote}},
	}
}
