package evaluate

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"policyscan/match"
	"policyscan/match/agreement"
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
	Attribute   string         `json:"attribute"`
	Perspective string         `json:"perspective,omitempty"` // "" for both
	Right       int            `json:"right"`
	N           int            `json:"n"`
	Share       Figure         `json:"share"`
	Span        Interval       `json:"interval"` // 95 %, bootstrap by document
	Wrong       []Disagreement `json:"-"`
	byDocument  map[string]Counts
}

// Disagreement is a right tag with another attribute than the coders'.
type Disagreement struct {
	Case      *Case
	Code      string
	Got, Want string
}

// ScoreAttributes compares the attributes of own-voice tags that are right with
// those of the coders: for all, then for each perspective that has such tags.
func ScoreAttributes(cases []Case, predictions [][]match.Tag, gold Attributes) []Agreement {
	names := []string{"force", "form", "flags", "scope"}
	var out []Agreement
	of := func(perspective string) []Agreement {
		k := slices.IndexFunc(out, func(a Agreement) bool { return a.Perspective == perspective })
		if k < 0 {
			k = len(out)
			for _, n := range names {
				out = append(out, Agreement{Attribute: n, Perspective: perspective})
			}
		}
		return out[k : k+len(names)]
	}
	of("")
	for i := range cases {
		for _, t := range predictions[i] {
			want := gold[[2]string{cases[i].ID, t.Code}]
			if want == nil || t.Voice != match.Own {
				continue
			}
			_, perspective, _ := strings.Cut(t.Code, ".")
			got := []string{fmt.Sprint(t.Force), t.Form, strings.Join(t.Flags, " "), t.Scope}
			for _, p := range []string{"", perspective} {
				lines := of(p)
				for k := range lines {
					lines[k].count(&cases[i], t.Code, got[k], want[names[k]])
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Agreement) int { return strings.Compare(a.Perspective, b.Perspective) })
	return finished(out)
}

// finished computes shares and intervals.
func finished(out []Agreement) []Agreement {
	for k := range out {
		a := &out[k]
		a.Share = share(a.Right, a.N)
		var documents []Counts
		for _, d := range slices.Sorted(maps.Keys(a.byDocument)) {
			documents = append(documents, a.byDocument[d])
		}
		e := agreement.Bootstrap(len(documents), func(at []int) float64 {
			var all Counts
			for _, i := range at {
				all.add(documents[i])
			}
			return float64(all.Precision())
		})
		a.Span = Interval{Figure(e.Low), Figure(e.High)}
	}
	return out
}

// ScoreVoice says of the labels in a voice, whose cell the rules found in some
// voice, how many they found in the right one: own, reported, rejected, and the
// last two together.
func ScoreVoice(cases []Case, predictions [][]match.Tag) []Agreement {
	out := []Agreement{{Attribute: "voice: own"}, {Attribute: "voice: reported"}, {Attribute: "voice: rejected"}, {Attribute: "voice: reported or rejected"}}
	for i := range cases {
		c := &cases[i]
		for k, v := range []struct {
			voice  match.Voice
			labels []string
		}{{match.Own, c.Labels}, {match.Reported, c.Reported}, {match.Rejected, c.Rejected}} {
			for _, code := range v.labels {
				var got []string
				for _, t := range predictions[i] {
					if t.Code == code {
						got = append(got, string(t.Voice))
					}
				}
				if len(got) == 0 {
					continue
				}
				if slices.Contains(got, string(v.voice)) {
					got = []string{string(v.voice)}
				}
				out[k].count(c, code, strings.Join(got, " "), []string{string(v.voice)})
				if v.voice != match.Own {
					out[3].count(c, code, strings.Join(got, " "), []string{string(v.voice)})
				}
			}
		}
	}
	return finished(out)
}

func (a *Agreement) count(c *Case, code, got string, want []string) {
	a.N++
	if a.byDocument == nil {
		a.byDocument = map[string]Counts{}
	}
	d := a.byDocument[c.Document()]
	defer func() { a.byDocument[c.Document()] = d }()
	same := func(w string) bool {
		if a.Attribute == "flags" {
			w = strings.Join(strings.FieldsFunc(w, func(r rune) bool { return r == ' ' || r == ',' || r == ';' }), " ")
		}
		return w == got
	}
	if slices.ContainsFunc(want, same) {
		a.Right++
		d.Right++
		return
	}
	d.Wrong++
	a.Wrong = append(a.Wrong, Disagreement{c, code, got, strings.Join(want, "/")})
}
