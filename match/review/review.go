// Package review holds what people decided about evidence: its record format,
// what several coders' decisions together mean for one piece of evidence, how
// decisions follow a document that was replaced, and how the reviewers' columns
// of a sheet become decisions again.
//
// Begin with [Read] and [Resolve]; [Import] turns the rows of a returned sheet
// into decisions, [Reanchor] carries decisions over to new evidence.
package review

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Version is the version of the record format that this package writes. It
// reads this and every earlier one.
const Version = 1

// ErrNewer says that a decision was written by a newer program, which alone
// knows all that it means.
var ErrNewer = errors.New("it was written by a newer scan")

// Action is what a reviewer decided about a piece of evidence.
type Action string

// The actions. Recode replaces the code (and the force, where one is given);
// Add keeps the machine's tag and puts a further code on the same passage.
const (
	Accept Action = "accept"
	Reject Action = "reject"
	Unsure Action = "unsure"
	Recode Action = "recode"
	Add    Action = "add"
)

// Actions lists the actions in the order in which drop-downs show them.
func Actions() []Action { return []Action{Accept, Reject, Unsure, Recode, Add} }

// Decision is one line of reviews.jsonl: what one coder decided about one piece
// of evidence, with enough of the quotation to find it again in another version
// of the document. The file is append-only; of one coder's decisions about the
// same evidence the last one counts.
type Decision struct {
	V        int    `json:"v"`
	Evidence string `json:"evidence"` // match.Evidence.ID
	Action   Action `json:"decision,omitempty"`
	Code     string `json:"code,omitempty"`  // the corrected or added code
	Force    int    `json:"force,omitempty"` // the corrected force, 1 to 3; 0 keeps the machine's
	Reason   string `json:"reason,omitempty"`
	Coder    string `json:"coder,omitempty"`
	Date     string `json:"date,omitempty"` // ISO 8601, of the decision

	Finding *Finding `json:"finding,omitempty"`
	Sample  *Sample  `json:"sample,omitempty"` // a blind coding; Evidence is then empty

	Anchor  Anchor `json:"anchor"`
	Carried string `json:"carried,omitempty"` // the evidence id that the decision was first made on; it is then `carried, to confirm`
	From    string `json:"from,omitempty"`    // name of the sheet that it was imported from
}

// Finding is a reviewer's grading for one point of the framework's closing rule
// (codebook §8.2). It concerns texts and published findings, never a person.
type Finding struct {
	Point   int    `json:"point"` // 1 to 10
	Grade   string `json:"grade"` // R2, R3 or X
	Finding string `json:"finding,omitempty"`
	Date    string `json:"date,omitempty"`
	Method  string `json:"method,omitempty"`
}

// Anchor is what a decision remembers of its evidence.
type Anchor struct {
	Document     string `json:"doc,omitempty"`
	Path         string `json:"path,omitempty"`
	Jurisdiction string `json:"jurisdiction,omitempty"`
	Citation     string `json:"cite,omitempty"`
	Code         string `json:"code,omitempty"` // the machine's
	Voice        string `json:"voice,omitempty"`
	Quote        string `json:"quote,omitempty"`
}

// Read reads reviews.jsonl. A line that is no decision, or of a later version,
// is an error that names the line: decisions are precious and none is skipped.
// An unfinished last line without a line end, as a killed writer leaves it, is
// the exception: it was never acknowledged.
func Read(r io.Reader) ([]Decision, error) {
	var out []Decision
	br := bufio.NewReaderSize(r, 1<<16)
	for line := 1; ; line++ {
		b, err := br.ReadBytes('\n')
		if err == io.EOF {
			var d Decision
			if len(b) > 0 && json.Unmarshal(b, &d) == nil && d.V >= 1 && d.V <= Version {
				out = append(out, d)
			}
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reviews: line %d: %w", line, err)
		}
		if len(strings.TrimSpace(string(b))) == 0 {
			continue
		}
		var d Decision
		if err := json.Unmarshal(b, &d); err != nil {
			return nil, fmt.Errorf("reviews: line %d: %w", line, err)
		}
		switch {
		case d.V > Version:
			return nil, fmt.Errorf("reviews: line %d: %w (record format %d; this one knows %d)", line, ErrNewer, d.V, Version)
		case d.V < 1:
			return nil, fmt.Errorf("reviews: line %d: it names no version of the record format", line)
		}
		out = append(out, d)
	}
}

// Write appends decisions to w, one line each, in the given order.
func Write(w io.Writer, decisions []Decision) error {
	for _, d := range decisions {
		d.V = Version
		b, err := json.Marshal(d)
		if err != nil {
			return fmt.Errorf("reviews: %w", err)
		}
		if _, err := w.Write(append(b, '\n')); err != nil {
			return fmt.Errorf("reviews: %w", err)
		}
	}
	return nil
}

// State says how far a piece of evidence was reviewed (codebook §9.3).
type State string

// The review states, from none to most.
const (
	Machine   State = "machine"
	Uncertain State = "unsure"
	Carried   State = "carried, to confirm"
	Disputed  State = "coders disagree"
	OneCoder  State = "one coder"
	TwoCoders State = "two coders agreed"
)

// Verdict is what all decisions about one piece of evidence together mean.
type Verdict struct {
	State     State
	Out       bool       // every coder who decided rejected it: it leaves the counts
	Code      string     // the corrected code; empty where the machine's stands
	Force     int        // the corrected force; 0 where the machine's stands
	Added     []string   // codes that reviewers added to the passage
	Decisions []Decision // the last one of each coder, by coder
}

// Reviewed reports whether a person has decided about the evidence and the
// decision is settled.
func (v Verdict) Reviewed() bool { return v.State == OneCoder || v.State == TwoCoders }

// Resolve groups decisions by evidence and says what they mean together. Of one
// coder's decisions the last counts; decisions of different coders that do not
// agree are kept and reported as `coders disagree`, and the machine's tag then
// stands.
func Resolve(decisions []Decision) map[string]Verdict {
	latest := map[string]map[string]Decision{}
	findings := map[string][]string{}
	for _, d := range decisions {
		if d.Action == "" {
			continue
		}
		key := d.Coder
		if d.Action == Add {
			findings[d.Evidence] = append(findings[d.Evidence], d.Code)
			key += "\x00" + d.Code
		}
		if latest[d.Evidence] == nil {
			latest[d.Evidence] = map[string]Decision{}
		}
		latest[d.Evidence][key] = d
	}
	out := make(map[string]Verdict, len(latest))
	for id, by := range latest {
		keys := make([]string, 0, len(by))
		for k := range by {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		var v Verdict
		for _, k := range keys {
			v.Decisions = append(v.Decisions, by[k])
		}
		v.settle()
		added := findings[id]
		slices.Sort(added)
		v.Added = slices.Compact(added)
		out[id] = v
	}
	return out
}

// settle fills the state from the decisions.
func (v *Verdict) settle() {
	coders := map[string]bool{}
	meanings := map[string]bool{}
	unsure, carried := false, false
	var last Decision
	for _, d := range v.Decisions {
		switch {
		case d.Action == Unsure:
			unsure = true
			continue
		case d.Carried != "":
			carried = true
			continue
		}
		coders[d.Coder] = true
		meanings[d.meaning()] = true
		last = d
	}
	switch {
	case len(meanings) > 1:
		v.State = Disputed
		return
	case len(meanings) == 0 && carried:
		v.State = Carried
		return
	case len(meanings) == 0 && unsure:
		v.State = Uncertain
		return
	case len(meanings) == 0:
		v.State = Machine
		return
	case len(coders) > 1:
		v.State = TwoCoders
	default:
		v.State = OneCoder
	}
	v.Out = last.Action == Reject
	if last.Action == Recode {
		v.Code, v.Force = last.Code, last.Force
	} else if last.Action == Accept {
		v.Force = last.Force
	}
}

// meaning is equal for decisions that agree. Adding a further code says that
// the machine's tag stands.
func (d Decision) meaning() string {
	switch d.Action {
	case Recode:
		return fmt.Sprintf("recode %s %d", d.Code, d.Force)
	case Reject:
		return "reject"
	}
	return "accept"
}
