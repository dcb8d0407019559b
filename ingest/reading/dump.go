package reading

import (
	"fmt"
	"strings"
)

// Dump writes an extraction as lines of text for goldens and for people who
// debug a reader: metadata, then the blocks with their roles, divisions where
// they begin and end, problems at last.
func Dump(ex Extraction) string {
	var out strings.Builder
	fmt.Fprintf(&out, "format %s\n", ex.Format)
	for _, m := range ex.Meta {
		fmt.Fprintf(&out, "meta %s = %s (%s)\n", m.Key, m.Value, m.From)
	}
	for _, p := range ex.Pages {
		fmt.Fprintf(&out, "page %d [%d, %d) %s\n", p.Number, p.Start, p.End, p.Status)
	}
	next := 0
	var open []int
	for _, b := range ex.Blocks {
		for len(open) > 0 && ex.Divisions[open[len(open)-1]].End <= b.Start {
			open = open[:len(open)-1]
		}
		for next < len(ex.Divisions) && ex.Divisions[next].Start < b.End {
			d := ex.Divisions[next]
			for len(open) > 0 && open[len(open)-1] != d.Parent {
				open = open[:len(open)-1]
			}
			out.WriteString(strings.Repeat("  ", len(open)))
			out.WriteString(dumpDivision(d, ex.Text, b))
			open = append(open, next)
			next++
		}
		out.WriteString(strings.Repeat("  ", len(open)))
		out.WriteString(dumpBlock(b, ex.Text))
	}
	for ; next < len(ex.Divisions); next++ {
		out.WriteString(dumpDivision(ex.Divisions[next], ex.Text, Block{Start: len(ex.Text)}))
	}
	for _, p := range ex.Problems {
		fmt.Fprintf(&out, "problem %s: %s\n", p.Code, p.Text)
	}
	return out.String()
}

func dumpBlock(b Block, text string) string {
	role := string(b.Role)
	if role == "" {
		role = "para"
	}
	if b.Level > 0 {
		role += fmt.Sprint(b.Level)
	}
	if b.Bold {
		role += " bold"
	}
	if b.Lang != "" {
		role += " " + b.Lang
	}
	s := strings.ReplaceAll(strings.ReplaceAll(text[b.Start:b.End], "\n", "⏎"), "\t", "⇥")
	return role + "| " + s + "\n"
}

func dumpDivision(d Division, text string, b Block) string {
	var out strings.Builder
	fmt.Fprintf(&out, "<%s", d.Type)
	for _, p := range [...]struct{ name, value string }{{"num", d.Num}, {"heading", d.Heading}, {"id", d.ID}, {"status", d.Status}, {"kind", d.Kind}} {
		if p.value != "" {
			fmt.Fprintf(&out, " %s=%q", p.name, p.value)
		}
	}
	if d.Quoted {
		out.WriteString(" quoted")
	}
	if d.Start > b.Start && d.Start < b.End {
		fmt.Fprintf(&out, " at=%d", d.Start-b.Start)
	}
	if d.End < b.End && d.End > b.Start {
		fmt.Fprintf(&out, " end=%d", d.End-b.Start)
	}
	out.WriteString(">\n")
	return out.String()
}
