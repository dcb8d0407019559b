package evaluate

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"policyscan/match"
)

// Attributes holds what coders said of labels beside their code: by passage id
// and code, then by attribute ("force", "form", "flags", "scope"), every value
// that counts as right.
type Attributes map[[2]string]map[string][]string

// ReadAttributes reads a table with tabs and the columns id, label, force, form,
// flags and scope; where coders differ, values are joined by "/" and each counts
// as right.
func ReadAttributes(r io.Reader) (Attributes, error) {
	out := Attributes{}
	sc := bufio.NewScanner(r)
	var columns []string
	for line := 1; sc.Scan(); line++ {
		cells := strings.Split(sc.Text(), "\t")
		if line == 1 {
			columns = cells
			if len(cells) < 3 || cells[0] != "id" || cells[1] != "label" {
				return nil, fmt.Errorf("line 1: columns should be id, label, force, form, flags, scope")
			}
			continue
		}
		if len(cells) != len(columns) {
			return nil, fmt.Errorf("line %d: %d columns, not %d", line, len(cells), len(columns))
		}
		values := map[string][]string{}
		for i, c := range cells[2:] {
			values[columns[i+2]] = strings.Split(c, "/")
		}
		out[[2]string{cells[0], cells[1]}] = values
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("attributes: %w", err)
	}
	return out, nil
}

// Agreement counts tags whose attribute is as coders said.
type Agreement struct {
	Attribute string `json:"attribute"`
	Right     int    `json:"right"`
	N         int    `json:"n"`
	Share     Figure `json:"share"`
	Wrong     []Disagreement
}

// Disagreement is a right tag with another attribute than the coders'.
type Disagreement struct {
	Case      *Case
	Code      string
	Got, Want string
}

// ScoreAttributes compares the attributes of own-voice tags that are right with
// those of the coders.
func ScoreAttributes(cases []Case, predictions [][]match.Tag, gold Attributes) []Agreement {
	out := []Agreement{{Attribute: "force"}, {Attribute: "form"}, {Attribute: "flags"}, {Attribute: "scope"}}
	for i := range cases {
		for _, t := range predictions[i] {
			want := gold[[2]string{cases[i].ID, t.Code}]
			if want == nil || t.Voice != match.Own {
				continue
			}
			got := []string{fmt.Sprint(t.Force), t.Form, strings.Join(t.Flags, " "), t.Scope}
			for k := range out {
				out[k].count(&cases[i], t.Code, got[k], want[out[k].Attribute])
			}
		}
	}
	for k := range out {
		out[k].Share = share(out[k].Right, out[k].N)
	}
	return out
}

func (a *Agreement) count(c *Case, code, got string, want []string) {
	a.N++
	same := func(w string) bool {
		if a.Attribute == "flags" {
			w = strings.Join(strings.FieldsFunc(w, func(r rune) bool { return r == ' ' || r == ',' || r == ';' }), " ")
		}
		return w == got
	}
	if slices.ContainsFunc(want, same) {
		a.Right++
		return
	}
	a.Wrong = append(a.Wrong, Disagreement{c, code, got, strings.Join(want, "/")})
}
