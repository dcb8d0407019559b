package ingest

import (
	"fmt"
	"strings"
)

// Skeleton prints the tree of provisions with the passages that they hold, one
// line each, so that errors of structure can be seen:
//
//	chapter "6 kap." Om sexualbrott  [6 kap.]
//	  section "11 §"  [6 kap. 11 §]  operative 42 words: Den som …
func Skeleton(c Content) string {
	var b strings.Builder
	depth := make([]int, len(c.Provisions))
	next := 0
	prov := func(upto int) {
		for ; next < len(c.Provisions) && c.Provisions[next].Start <= upto; next++ {
			p := c.Provisions[next]
			if p.Parent >= 0 {
				depth[next] = depth[p.Parent] + 1
			}
			fmt.Fprintf(&b, "%s%s %q", strings.Repeat("  ", depth[next]), p.Type, p.Num)
			if p.Heading != "" {
				fmt.Fprintf(&b, " %s", p.Heading)
			}
			fmt.Fprintf(&b, "  [%s] %s", p.Citation, p.Path)
			if p.Quoted {
				b.WriteString(" (quoted)")
			}
			if p.Status != "" {
				fmt.Fprintf(&b, " (%s)", p.Status)
			}
			b.WriteByte('\n')
		}
	}
	for _, p := range c.Passages {
		at := p.Start
		if p.Provision >= 0 {
			at = max(at, c.Provisions[p.Provision].Start)
		}
		prov(at)
		d := 0
		if p.Provision >= 0 {
			d = depth[p.Provision] + 1
		}
		t := c.Text[p.Start:p.End]
		fmt.Fprintf(&b, "%s- %s %s, %d words: %s\n", strings.Repeat("  ", d), p.ID, p.Kind, countWords(t), opening(t))
	}
	prov(len(c.Text))
	for _, a := range c.Ambiguous {
		fmt.Fprintf(&b, "? %s\n", a)
	}
	return b.String()
}

// opening is the beginning of a text on one line.
func opening(t string) string {
	const most = 60 // runes
	f := strings.Join(strings.Fields(t), " ")
	n := 0
	for i := range f {
		if n++; n > most {
			return f[:i] + "…"
		}
	}
	return f
}
