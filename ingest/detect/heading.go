package detect

import (
	"strings"

	"policyscan/ingest/reading"
)

// headingOf reads the heading of a division behind its number: the rest of the
// line, or the lines below it. It returns where the body begins.
func (d *detector) headingOf(l label, r rank) (string, int) {
	ln := d.lines[l.line]
	rest := strings.TrimSpace(d.text[l.after:ln.end])
	role := d.blocks[ln.block].Role
	if rest != "" {
		if r == rankBasic && role != reading.Heading && role != reading.MarginNote {
			if !(ln.first && ln.last) || strings.Contains(rest, ". ") || d.runsOn(l.line) || d.itemBelow(l) || !headingLike(rest) || strings.HasSuffix(strings.TrimRight(rest, " *_\"”“»’"), ".") || d.nothingBelow(l.line) {
				return "", l.after
			}
		} else if role != reading.Heading && !headingLike(rest) {
			return "", l.after
		}
		end := ln.end
		for k := l.line + 1; k < len(d.lines) && d.lines[k].block == ln.block && role == reading.Heading; k++ { // heading of several lines
			end = d.lines[k].end
		}
		return tidy(d.text[l.after:end]), end
	}
	k := l.line + 1
	if k >= len(d.lines) {
		return "", l.after
	}
	nx := d.lines[k]
	s := d.text[nx.start:nx.end]
	if d.labelled[k] || !headingLike(s) {
		return "", l.after
	}
	nrole := d.blocks[nx.block].Role
	if nrole != reading.Heading {
		if nrole != reading.Paragraph || nx.first != nx.last || strings.HasSuffix(strings.TrimRight(s, "\"”“»’"), ".") || r == rankBasic && (d.nothingBelow(k) || len(s) > 110) {
			return "", l.after
		}
	}
	return tidy(s), nx.end
}

// runsOn reports whether the line below line k goes on in the middle of a
// sentence.
func (d *detector) runsOn(k int) bool {
	if k+1 >= len(d.lines) || d.labelled[k+1] {
		return false
	}
	s := d.text[d.lines[k+1].start:d.lines[k+1].end]
	return !upperStart(s) && !isDigit(s[0])
}

// itemBelow reports whether the item of a list stands on the line below l, so
// that the words behind l are its chapeau and no heading.
func (d *detector) itemBelow(l label) bool {
	k := l.line + 1
	if k >= len(d.lines) || !d.labelled[k] {
		return false
	}
	n, ok := scanLabel(d.text, d.lines[k].start, d.lines[k].end)
	return ok && n.kw.typ == "" && (l.style.br == sectAft && n.style.br != parens || n.style.fam == alphaLower)
}

// nothingBelow reports whether no text without a number of a container follows
// line k, so that line k must itself be the text of its provision.
func (d *detector) nothingBelow(k int) bool {
	if k+1 >= len(d.lines) {
		return true
	}
	nx := d.lines[k+1]
	if d.blocks[nx.block].Role == reading.Heading {
		return true
	}
	if !d.labelled[k+1] {
		return false
	}
	l, ok := scanLabel(d.text, nx.start, nx.end)
	return ok && l.kw.typ != "" && l.kw.rank <= rankBasic
}

// tidy makes one line of a heading.
func tidy(s string) string {
	s = strings.Trim(s, " *_\n\t")
	if strings.ContainsAny(s, "\n\t*") || strings.Contains(s, "  ") {
		s = strings.Join(strings.Fields(strings.ReplaceAll(s, "*", "")), " ")
	}
	return s
}
