package plain

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"policyscan/ingest/reading"
)

// JSON reads JSON and JSON Lines as structured text: every object of a list of
// records becomes a group of lines, "name: value", in the order of the file;
// long values stand alone, as the paragraphs that they are.
type JSON struct{}

// Name implements reading.Reader.
func (JSON) Name() string { return "json" }

// Version implements reading.Reader.
func (JSON) Version() int { return 1 }

// maxDepth bounds the nesting of JSON values.
const maxDepth = 200

// Read implements reading.Reader.
func (JSON) Read(ctx context.Context, r io.ReaderAt, size int64, opt reading.Options) (reading.Extraction, error) {
	b := reading.NewBuilder("json", opt)
	s, err := load(b, r, size)
	if err != nil {
		return reading.Extraction{}, err
	}
	w := jsonWriter{ctx: ctx, b: b, dec: json.NewDecoder(strings.NewReader(s)), groups: map[string]string{}}
	w.dec.UseNumber()
	for {
		err := w.value("", 0)
		if errors.Is(err, io.EOF) {
			break
		}
		if ctx.Err() != nil {
			return reading.Extraction{}, ctx.Err()
		}
		if err != nil {
			if b.Len() == 0 {
				return reading.Extraction{}, &reading.Refusal{Code: "damaged", Reason: "the JSON cannot be read: " + err.Error()}
			}
			b.Problem(0, "truncated", "the JSON is damaged; what follows the fault was left out: "+err.Error())
			break
		}
	}
	return finish(b)
}

type jsonWriter struct {
	ctx context.Context
	b   *reading.Builder
	dec *json.Decoder
	// Number and title of the record, kept until the text that they head.
	number, title string
	// Chapters and parts that every record repeats: the last value of each
	// member, and the heading that is to be written where one changed.
	groups map[string]string
	group  string
}

// value writes the next value, which stands under a name in its object.
func (w *jsonWriter) value(name string, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("more than %d levels of nesting", maxDepth)
	}
	if err := w.ctx.Err(); err != nil {
		return err
	}
	tok, err := w.dec.Token()
	if err != nil {
		return err
	}
	switch tok := tok.(type) {
	case json.Delim:
		if tok == '{' {
			return w.object(depth)
		}
		for w.dec.More() {
			if err := w.value(name, depth+1); err != nil {
				return noEOF(err)
			}
		}
		_, err := w.dec.Token()
		return noEOF(err)
	case string:
		w.text(name, tok)
	case json.Number:
		w.text(name, tok.String())
	}
	return nil
}

// object writes the members of an object.
func (w *jsonWriter) object(depth int) error {
	w.flush()
	for w.dec.More() {
		key, err := w.dec.Token()
		if err != nil {
			return noEOF(err)
		}
		name, _ := key.(string)
		if err := w.value(name, depth+1); err != nil {
			return noEOF(err)
		}
	}
	w.flush()
	_, err := w.dec.Token()
	return noEOF(err)
}

// noEOF makes an end of file inside a value an error of its own.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// text writes one value: number and title of a record as its heading, texts as
// paragraphs, everything else with its name.
func (w *jsonWriter) text(name, value string) {
	value = strings.TrimSpace(value)
	if value == "" {
		return
	}
	switch role(name) {
	case "number":
		w.flush()
		w.number = strings.TrimSpace(label(name) + " " + value)
	case "title":
		if w.title != "" {
			w.flush()
		}
		w.title = value
	case "group":
		if w.groups[name] != value {
			w.groups[name] = value
			w.group = strings.Join(strings.Fields(w.group+" "+groupLabel(name)+" "+value), " ")
		}
	case "text":
		w.flush()
		for _, p := range strings.Split(value, "\n") {
			w.b.Add(reading.Block{}, p)
		}
	default:
		w.flush()
		if name == "" || len(value) > 80 {
			for _, p := range strings.Split(value, "\n") {
				w.b.Add(reading.Block{}, p)
			}
			return
		}
		w.b.Add(reading.Block{}, name+": "+value)
	}
}

// flush writes the pending heading of a record.
func (w *jsonWriter) flush() {
	if w.group != "" {
		w.b.Add(reading.Block{Role: reading.Heading, Level: 2}, w.group)
		w.group = ""
	}
	heading := w.title
	if w.number != "" {
		heading = strings.TrimSpace(strings.TrimRight(w.number, ".") + ". " + w.title)
	}
	w.b.Add(reading.Block{Role: reading.Heading, Level: 3}, heading)
	w.number, w.title = "", ""
}

// role says what a member holds, by the name that publishers give it.
func role(name string) string {
	n := strings.ToLower(strings.NewReplacer("-", "_", " ", "_").Replace(name))
	switch n {
	case "section", "article", "section_number", "article_number", "section_no", "article_no", "num", "number":
		return "number"
	case "section_title", "article_title", "title", "heading", "name":
		return "title"
	case "section_desc", "description", "text", "content", "body", "section_text", "article_text":
		return "text"
	case "part", "part_title", "chapter", "chapter_title", "part_number", "chapter_number":
		return "group"
	}
	return ""
}

// groupLabel is the word printed before the number of a group.
func groupLabel(name string) string {
	n := strings.ToLower(name)
	switch {
	case strings.HasSuffix(n, "title"):
		return ""
	case strings.HasPrefix(n, "part"):
		return "Part"
	}
	return "Chapter"
}

// label is the word printed before a number.
func label(name string) string {
	switch n := strings.ToLower(name); {
	case strings.HasPrefix(n, "section"):
		return "Section"
	case strings.HasPrefix(n, "article"):
		return "Article"
	}
	return ""
}

// LooksLikeJSON reports whether a file begins as JSON does: with an object, or
// with a list that holds objects or ends within head.
func LooksLikeJSON(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(head) < 2 || head[0] != '{' && head[0] != '[' {
		return false
	}
	dec := json.NewDecoder(bytes.NewReader(head))
	dec.UseNumber()
	objects := 0
	for n := 0; ; n++ {
		tok, err := dec.Token()
		if err != nil {
			cut := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
			return cut && n > 1 || objects > 0 && n > 8
		}
		if tok == json.Delim('{') {
			objects++
		}
	}
}
