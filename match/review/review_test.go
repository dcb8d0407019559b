package review

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestResolve(t *testing.T) {
	by := func(coder string, a Action) Decision { return Decision{Evidence: "e", Coder: coder, Action: a} }
	recode := func(coder, code string) Decision {
		return Decision{Evidence: "e", Coder: coder, Action: Recode, Code: code}
	}
	tests := []struct {
		name  string
		in    []Decision
		state State
		out   bool
		code  string
	}{
		{"one coder accepts", []Decision{by("A", Accept)}, OneCoder, false, ""},
		{"one coder rejects", []Decision{by("A", Reject)}, OneCoder, true, ""},
		{"the last decision of a coder counts", []Decision{by("A", Reject), by("A", Accept)}, OneCoder, false, ""},
		{"two coders agree", []Decision{by("A", Accept), by("B", Accept)}, TwoCoders, false, ""},
		{"two coders disagree and the machine's tag stands", []Decision{by("A", Accept), by("B", Reject)}, Disputed, false, ""},
		{"unsure does not settle", []Decision{by("A", Unsure)}, Uncertain, false, ""},
		{"unsure does not dispute", []Decision{by("A", Unsure), by("B", Reject)}, OneCoder, true, ""},
		{"recode", []Decision{recode("A", "C7.sexwork")}, OneCoder, false, "C7.sexwork"},
		{"different codes are a dispute", []Decision{recode("A", "C7.sexwork"), recode("B", "C3.sexwork")}, Disputed, false, ""},
		{"carried waits for confirmation", []Decision{{Evidence: "e", Coder: "A", Action: Reject, Carried: "old"}}, Carried, false, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := Resolve(tt.in)["e"]
			if v.State != tt.state || v.Out != tt.out || v.Code != tt.code {
				t.Errorf("state %q out %v code %q; want %q %v %q", v.State, v.Out, v.Code, tt.state, tt.out, tt.code)
			}
		})
	}
}

func TestReadWrite(t *testing.T) {
	want := []Decision{
		{V: 1, Evidence: "e1", Action: Accept, Coder: "AB", Anchor: Anchor{Quote: "a\nb"}},
		{V: 1, Evidence: "e2", Coder: "AB", Finding: &Finding{Point: 3, Grade: "R2"}},
	}
	var b bytes.Buffer
	if err := Write(&b, want); err != nil {
		t.Fatal(err)
	}
	whole := b.String()
	got, err := Read(strings.NewReader(whole + `{"v":1,"evid`))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("read differs (-want +got):\n%s", diff)
	}
	for _, bad := range []string{"{\n" + whole, `{"v":9,"evidence":"e"}` + "\n"} {
		if _, err := Read(strings.NewReader(bad)); err == nil {
			t.Errorf("no error for %.30q", bad)
		}
	}
}

var head = []string{"note of mine", "Decision", "Evidence id", "Coder", "Corrected code", "Decision date", "Quotation"}

func known() map[string]Anchor {
	return map[string]Anchor{"aaaa1111": {Quote: "A person shall not.", Code: "C2.exploitation"}, "bbbb2222": {Quote: "Other words."}}
}

func TestImport(t *testing.T) {
	rows := [][]string{{"a title"}, head,
		{"x", "accept", "aaaa1111", "AB", "", "46082", "A person  shall not."},
		{},
		{"", "recode", "bbbb2222", "AB", "C7.sexwork", "2026-03-02", "Edited words."},
		{"", "reject", "'cccc3333", "AB", "", "", "gone"},
	}
	in := Import{Known: known(), From: "a.xlsx"}
	res, err := in.Rows(rows)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range res.Decisions {
		got = append(got, d.Evidence+" "+d.String())
	}
	want := []string{"aaaa1111 AB: accept (2026-03-01)", "bbbb2222 AB: recode C7.sexwork (2026-03-02)", "cccc3333 AB: reject"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("decisions differ (-want +got):\n%s", diff)
	}
	if len(res.Warnings) != 2 || res.Orphans != 1 {
		t.Errorf("warnings %q, orphans %d", res.Warnings, res.Orphans)
	}
	in.Before = res.Decisions
	again, err := in.Rows(rows)
	if err != nil || len(again.Decisions) != 0 || again.Unchanged != 3 {
		t.Errorf("a second import yields %d decisions, %d unchanged, %v", len(again.Decisions), again.Unchanged, err)
	}
}

func TestImportRefuses(t *testing.T) {
	tests := []struct {
		name, want string
		row        []string
	}{
		{"a decision without id", "row 3: \"Decision\" is filled in, but the evidence id is empty", []string{"", "accept", "", "AB"}},
		{"a broken id", "row 3: \"#REF!\" is not an evidence id", []string{"", "accept", "#REF!", "AB"}},
		{"an unknown action", "is none of accept", []string{"", "maybe", "aaaa1111", "AB"}},
		{"recode without code", "recode needs a corrected code", []string{"", "recode", "aaaa1111", "AB"}},
		{"a code that does not exist", "is not a code of the codebook", []string{"", "recode", "aaaa1111", "AB", "C2"}},
		{"no coder", "a decision without a coder", []string{"", "accept", "aaaa1111"}},
		{"a date that is none", "is not a date", []string{"", "accept", "aaaa1111", "AB", "", "yesterday"}},
		{"a date that does not exist", "is not a date of the calendar", []string{"", "accept", "aaaa1111", "AB", "", "2026-02-31"}},
		{"two decisions about the same", "decides otherwise than row 2", []string{"", "reject", "bbbb2222", "AB"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows := [][]string{head, {"", "accept", "bbbb2222", "AB"}, tt.row}
			res, err := Import{Known: known()}.Rows(rows)
			var refused *Refused
			if !errors.As(err, &refused) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
			if len(res.Decisions) != 0 {
				t.Error("half of the sheet was imported")
			}
		})
	}
	if _, err := (Import{}).Rows([][]string{{"a", "b"}}); err == nil {
		t.Error("a sheet without the columns was accepted")
	}
}

func TestReanchor(t *testing.T) {
	old := Anchor{Document: "d1", Path: "x/law.pdf", Jurisdiction: "X", Citation: "s. 3", Code: "C2.exploitation", Voice: "own",
		Quote: "A person who keeps a house of this kind commits an offence and is liable to a fine."}
	with := func(f func(*Anchor)) Anchor { a := old; a.Document = "d2"; f(&a); return a }
	d := Decision{Evidence: "old", Action: Reject, Coder: "AB", Anchor: old}
	tests := []struct {
		name   string
		places []Place
		docs   map[string]bool
		want   string
	}{
		{"same words in the replaced file", []Place{{"new", with(func(a *Anchor) { a.Quote = strings.ReplaceAll(a.Quote, " ", "\n") })}}, nil, "new"},
		{"nearly the same words", []Place{{"new", with(func(a *Anchor) { a.Quote = strings.Replace(a.Quote, "a fine", "a large fine", 1) })}}, nil, "new"},
		{"other words", []Place{{"new", with(func(a *Anchor) { a.Quote = "The Minister may make regulations." })}}, nil, ""},
		{"another jurisdiction and path", []Place{{"new", with(func(a *Anchor) { a.Path, a.Jurisdiction = "y/law.pdf", "Y" })}}, nil, ""},
		{"another code", []Place{{"new", with(func(a *Anchor) { a.Code = "C1.exploitation" })}}, nil, ""},
		{"two places equally good", []Place{{"n1", with(func(*Anchor) {})}, {"n2", with(func(*Anchor) {})}}, nil, ""},
		{"the document is still there", []Place{{"new", with(func(*Anchor) {})}}, map[string]bool{"d1": true}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			carried, orphans := Reanchor([]Decision{d}, tt.places, tt.docs)
			if tt.want == "" {
				if len(carried) != 0 || len(orphans) != 1 {
					t.Errorf("carried %v, orphans %v", carried, orphans)
				}
				return
			}
			if len(carried) != 1 || carried[0].Evidence != tt.want || carried[0].Carried != "old" {
				t.Fatalf("carried %v", carried)
			}
			again, _ := Reanchor(append([]Decision{d}, carried...), tt.places, nil)
			if len(again) != 0 {
				t.Errorf("carried twice: %v", again)
			}
		})
	}
}

func FuzzImport(f *testing.F) {
	f.Add("accept", "aaaa1111", "AB", "C2.sexwork", "2026-01-01")
	f.Add("recode", "", "", "=1", "46082.5")
	f.Fuzz(func(t *testing.T, action, id, coder, code, day string) {
		res, err := Import{Known: known()}.Rows([][]string{head, {"", action, id, coder, code, day, ""}})
		if err != nil && len(res.Decisions) > 0 {
			t.Fatal("an error and decisions")
		}
		for _, d := range res.Decisions {
			if d.Coder == "" || d.Evidence == "" || d.Action == Recode && d.Code == "" {
				t.Fatalf("an incomplete decision: %+v", d)
			}
		}
	})
}

func TestSample(t *testing.T) {
	var all []Candidate
	for i := range 100 {
		c := Candidate{Passage: strings.Repeat("p", i+1), Stratum: Elsewhere}
		if i < 6 {
			c.Stratum, c.Machine = Tagged, []string{"C2.exploitation"}
		} else if i < 40 {
			c.Stratum = Near
		}
		all = append(all, c)
	}
	got := Draw(all, 20, 1)
	strata := map[string]int{}
	for _, s := range got {
		strata[s.Stratum]++
	}
	if diff := cmp.Diff(map[string]int{Tagged: 6, Near: 9, Elsewhere: 5}, strata); diff != "" {
		t.Errorf("strata (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(got, Draw(all, 20, 1)); diff != "" {
		t.Error("the same seed draws another sample")
	}
	rows := [][]string{{"Passage", "Key", "Code 1", "Code 2", "Coder"},
		{"…", got[0].Key(), "C7.sexwork", "C2.sexwork", "AB"}, {"…", got[1].Key(), "none", "", "AB"}, {"…", got[2].Key(), "", "", ""}}
	res, err := Import{}.Codings(rows)
	if err != nil || len(res.Decisions) != 2 {
		t.Fatalf("%d codings, %v", len(res.Decisions), err)
	}
	want := got[0]
	want.Codes = []string{"C2.sexwork", "C7.sexwork"}
	if diff := cmp.Diff(&want, res.Decisions[0].Sample); diff != "" {
		t.Errorf("coding (-want +got):\n%s", diff)
	}
	again, err := Import{Before: res.Decisions}.Codings(rows)
	if err != nil || again.Unchanged != 2 || len(again.Decisions) != 0 {
		t.Errorf("second import: %+v, %v", again, err)
	}
	rows[1][1] = strings.ToUpper(got[0].Key())
	if _, err := (Import{}).Codings(rows); err == nil || !strings.Contains(err.Error(), "row 2: the key is damaged") {
		t.Errorf("a damaged key: %v", err)
	}
}
