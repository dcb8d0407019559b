package ingest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policyscan/ingest/reading"
)

// TestLongListsKeepTheirChapeau holds that a list of more than 250 words is cut
// at its items, each of which refers to the opening words of the list.
func TestLongListsKeepTheirChapeau(t *testing.T) {
	var b strings.Builder
	b.WriteString("1. Duties\n\nEvery operator of a lantern house must, at all times and in every room of the premises,—\n\n")
	for _, l := range "abcdefghij" {
		fmt.Fprintf(&b, "(%c) %s;\n\n", l, strings.TrimSpace(strings.Repeat("keep clear the doors and windows ", 5)))
	}
	b.WriteString("2. Offence\n\nA person who fails to do so commits an offence and is liable to a fine of ten crowns.\n\n3. Commencement\n\nThis Act comes into force at once, as the Minister may by order appoint for this section.")
	ex := plainText(b.String())
	c := Structure(ex, "en")
	checkContent(t, ex, c)
	items := 0
	for _, p := range c.Passages {
		if !strings.HasPrefix(c.Text[p.Start:], "(") {
			continue
		}
		items++
		if len(p.Chapeau) != 1 || !strings.HasPrefix(c.Of(p.Chapeau[0]), "Every operator of a lantern house must") {
			t.Errorf("%s: chapeau %v", p.ID, p.Chapeau)
		}
		if p.Heading != "Duties" {
			t.Errorf("%s: heading %q", p.ID, p.Heading)
		}
	}
	if items < 9 {
		t.Errorf("%d items have passages of their own, want at least 9", items)
	}
}

func TestSentences(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"abbreviations", "See Art. 5 Abs. 2 Nr. 1 of the Act. Then s. 3 applies.", []string{"See Art. 5 Abs. 2 Nr. 1 of the Act. ", "Then s. 3 applies."}},
		{"dates", "Am 3. Mai 1987 trat es in Kraft. Es gilt.", []string{"Am 3. Mai 1987 trat es in Kraft. ", "Es gilt."}},
		{"quotations", "He said “No.” She left.", []string{"He said “No.” ", "She left."}},
		{"small letters go on", "The U.S. code, vol. 2. it says so.", []string{"The U.S. code, vol. 2. it says so."}},
		{"Japanese", "罰する。ただし、この限りでない。", []string{"罰する。", "ただし、この限りでない。"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, r := range Sentences(tt.text, Range{0, len(tt.text)}) {
				got = append(got, tt.text[r.Start:r.End])
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestListItemsKeepToTheirChapeau holds that a subsection with paragraphs is one
// passage and the next subsection another, also where a reader marks all of them
// as items of lists, as that of PDF does.
func TestListItemsKeepToTheirChapeau(t *testing.T) {
	text := []string{
		"1. Keeping",
		"(1) A person commits an offence if the person, in any part of the district,—",
		"(a) keeps a lodging house, or lets others keep it; and",
		"(b) has no licence that the authority granted for the house.",
		"(2) A person who commits an offence under this section is liable to a fine of ten crowns.",
		"2. Commencement",
		"(1) This Act comes into force on the day on which the Minister so orders, and not before.",
	}
	ex := plainText(strings.Join(text, "\n\n"))
	for i := range ex.Blocks {
		if strings.HasPrefix(ex.Text[ex.Blocks[i].Start:], "(") {
			ex.Blocks[i].Role = reading.ListItem
		}
	}
	c := Structure(ex, "en")
	checkContent(t, ex, c)
	var got []string
	for _, p := range c.Passages {
		if p.Provision >= 0 && p.Kind != HeadingKind {
			got = append(got, c.Provisions[p.Provision].Citation)
		}
	}
	if diff := cmp.Diff([]string{"s. 1(1)", "s. 1(2)", "s. 2(1)"}, got); diff != "" {
		t.Errorf("provisions of the passages (-want +got):\n%s", diff)
	}
}
