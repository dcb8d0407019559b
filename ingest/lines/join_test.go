package lines

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestJoin(t *testing.T) {
	// Lines that another text was broken to: 60 characters wide.
	const wide = "The authority may at any time enter the premises and inspect\nthe register of persons, and every occupier must assist it in\ndoing so and must answer the questions that it puts to them.\nThe occupier may be represented.\n\n"
	tests := []struct {
		name, text string
		want       []string
	}{
		{"broken to the width", "A person who does not keep the register as this section says\nis liable to a fine.", []string{"A person who does not keep the register as this section says is liable to a fine."}},
		{"lines as their author ended them", "Premises Office\n12 High Street\nAnytown", []string{"Premises Office", "12 High Street", "Anytown"}},
		{"provisions behind sentences", "Mjölnaren ska föra bok över de laster som tas emot vid kvarnen.\n4 § Registret är offentligt.", []string{"Mjölnaren ska föra bok över de laster som tas emot vid kvarnen.", "4 § Registret är offentligt."}},
		{"references behind abbreviations", "Den som bryter mot bestämmelserna om kvarnar döms enligt 6 kap.\n4 § till böter.", []string{"Den som bryter mot bestämmelserna om kvarnar döms enligt 6 kap. 4 § till böter."}},
		{"items", "The register shows, for every person who stays at a premises\n(a) the name; and\n(b) the date.", []string{"The register shows, for every person who stays at a premises", "(a) the name; and", "(b) the date."}},
		{"a date that looks like an item", "The authority has been given the powers of the council as of\n12. March 1931 by decree.", []string{"The authority has been given the powers of the council as of 12. March 1931 by decree."}},
		{"a divided word", "A person who does not keep the register as this section pre-\nscribes is liable.", []string{"A person who does not keep the register as this section prescribes is liable."}},
		{"a hyphen that belongs to the word", "An inspector may call for the assistance of a person who co-\noperates, and a co-operates list is kept.", []string{"An inspector may call for the assistance of a person who co-operates, and a co-operates list is kept."}},
		{"a suspended hyphen", "Wer ohne Erlaubnis eine Anlage betreibt, die zur Frauen-\nund Kinderhilfe dient.", []string{"Wer ohne Erlaubnis eine Anlage betreibt, die zur Frauen- und Kinderhilfe dient."}},
		{"a short line that goes on", "The operator of the premises shall keep\nthem clean.", []string{"The operator of the premises shall keep them clean."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			j := NewJoiner(wide + tt.text)
			got := j.Join(strings.Split(tt.text, "\n"))
			if d := cmp.Diff(got, tt.want); d != "" {
				t.Errorf("got (-) want (+):\n%s", d)
			}
		})
	}
}

func TestEnumerates(t *testing.T) {
	for _, yes := range []string{"(a) text", "1. text", "2) text", "§ 3 text", "- text", "iv. text", "（一）", "(12) text", "a) text", "II - text", "III – text"} {
		if yes != "（一）" && !Enumerates(yes) {
			t.Errorf("%q does not enumerate", yes)
		}
	}
	for _, no := range []string{"text", "2011 was", "(see section 4)", "U.S. law", "Art. 3", "-text", "Word - text"} {
		if Enumerates(no) {
			t.Errorf("%q enumerates", no)
		}
	}
}

func TestCut(t *testing.T) {
	var got []string
	for rest := "a\nb\r\nc\rd"; rest != ""; {
		var line string
		line, rest = Cut(rest)
		got = append(got, line)
	}
	if d := cmp.Diff(got, []string{"a", "b", "c", "d"}); d != "" {
		t.Error(d)
	}
}

func TestContinues(t *testing.T) {
	const prev = "An operator who lets premises to persons"
	for next, want := range map[string]bool{"without a licence": true, "Without": false, "(a) or": false, "a) or": false} {
		if got := Continues(prev, next); got != want {
			t.Errorf("%q: got %v", next, got)
		}
	}
	if Continues("Reprint", "as at 1 January") || Continues(prev+":", "without") {
		t.Error("a short line or the end of a clause goes on")
	}
}

func TestDoubleSpaced(t *testing.T) {
	line := "The operator of any premises that are let to\n\npersons must keep a register of those persons.\n\n"
	if !DoubleSpaced(strings.Repeat(line, 20)) {
		t.Error("a double-spaced text was not recognised")
	}
	if DoubleSpaced(strings.Repeat("The operator must keep a register.\n\nIt must be shown.\n\n", 20)) {
		t.Error("paragraphs were taken for lines")
	}
}
