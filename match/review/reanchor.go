package review

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// likeness is the least share of word pairs that two quotations must have in
// common for a decision to be carried from one to the other.
const likeness = 0.75

// Place is a piece of evidence that decisions can be carried to.
type Place struct {
	Evidence string
	Anchor   Anchor
}

// Reanchor finds a new place for decisions whose document is no longer in the
// corpus, because the file was replaced: evidence of the same code and voice in
// a document of the same path, or else the same jurisdiction, with the same
// quotation or one that is nearly the same and nearer than any other. The
// carried decisions are new records, `carried, to confirm`; the old ones stay.
// Decisions for which there is no place are orphans. Decisions about documents
// that are still there are left alone, whether or not a rule still finds their
// evidence: they are about this very text.
func Reanchor(decisions []Decision, places []Place, documents map[string]bool) (carried, orphans []Decision) {
	known := make(map[string]bool, len(places))
	byCode := map[string][]Place{}
	for _, p := range places {
		known[p.Evidence] = true
		k := p.Anchor.Code + "\x00" + p.Anchor.Voice
		byCode[k] = append(byCode[k], p)
	}
	done := map[string]bool{}
	for _, d := range decisions {
		if d.Carried != "" {
			done[d.Carried+"\x00"+d.Coder+"\x00"+d.Code] = true
		}
	}
	for _, d := range lastOf(decisions) {
		if known[d.Evidence] || d.Carried != "" || done[d.Evidence+"\x00"+d.Coder+"\x00"+d.Code] {
			continue
		}
		p, ok := nearest(d.Anchor, byCode[d.Anchor.Code+"\x00"+d.Anchor.Voice])
		if !ok || documents[d.Anchor.Document] {
			orphans = append(orphans, d)
			continue
		}
		c := d
		c.V, c.Carried, c.Evidence, c.Anchor = Version, d.Evidence, p.Evidence, p.Anchor
		carried = append(carried, c)
	}
	return carried, orphans
}

// lastOf keeps the decisions that count: of those with the same key the last.
func lastOf(decisions []Decision) []Decision {
	at := map[string]int{}
	var out []Decision
	for _, d := range decisions {
		if i, ok := at[d.key()]; ok && d.Carried == out[i].Carried {
			out[i] = d
			continue
		}
		at[d.key()] = len(out)
		out = append(out, d)
	}
	return out
}

// nearest chooses the place for a decision. A tie between two equally good
// places is no place.
func nearest(a Anchor, places []Place) (Place, bool) {
	type scored struct {
		Place
		score float64
	}
	want := pairs(a.Quote)
	var found []scored
	for _, p := range places {
		if p.Anchor.Path != a.Path && p.Anchor.Jurisdiction != a.Jurisdiction {
			continue
		}
		score := alike(want, pairs(p.Anchor.Quote))
		if score < likeness {
			continue
		}
		if p.Anchor.Path == a.Path {
			score += 1
		}
		if p.Anchor.Citation == a.Citation {
			score += 0.5
		}
		found = append(found, scored{p, score})
	}
	slices.SortFunc(found, func(x, y scored) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.Evidence, y.Evidence))
	})
	if len(found) == 0 || len(found) > 1 && found[0].score == found[1].score {
		return Place{}, false
	}
	return found[0].Place, true
}

// pairs counts the pairs of neighbouring words of a text, letters and digits
// only, in lower case.
func pairs(s string) map[string]int {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	out := map[string]int{}
	for i := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		out[words[i]+" "+next]++
	}
	return out
}

// alike is Dice's coefficient of two bags: twice the common share of both sizes.
func alike(a, b map[string]int) float64 {
	common, total := 0, 0
	for k, n := range a {
		total += n
		common += min(n, b[k])
	}
	for _, n := range b {
		total += n
	}
	if total == 0 {
		return 0
	}
	return 2 * float64(common) / float64(total)
}
