package evaluate

import (
	"cmp"
	"slices"
	"strings"

	"policyscan/match"
)

// RuleScore says how often the tags that a rule made or helped to make were
// right.
type RuleScore struct {
	Rule  string `json:"rule"`
	Lang  string `json:"lang"`
	Right int    `json:"right"`
	Wrong int    `json:"wrong"`
	Alone int    `json:"alone"` // right tags that no other rule made
}

// ScoreRules counts right and wrong own-voice tags by rule and language, the most
// often wrong first.
func ScoreRules(cases []Case, predictions [][]match.Tag) []RuleScore {
	type key struct{ lang, rule string }
	sums := map[key]*RuleScore{}
	for i := range cases {
		c := &cases[i]
		for _, t := range predictions[i] {
			right := slices.Contains(c.Labels, t.Code)
			if t.Voice != match.Own || !right && slices.Contains(c.Optional, t.Code) {
				continue
			}
			for _, r := range t.Rules {
				k := key{c.Lang, r.ID}
				s := sums[k]
				if s == nil {
					s = &RuleScore{Rule: r.ID, Lang: c.Lang}
					sums[k] = s
				}
				switch {
				case !right:
					s.Wrong++
				case len(t.Rules) == 1:
					s.Alone++
					s.Right++
				default:
					s.Right++
				}
			}
		}
	}
	out := make([]RuleScore, 0, len(sums))
	for _, s := range sums {
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b RuleScore) int {
		return cmp.Or(b.Wrong-a.Wrong, a.Right-b.Right, strings.Compare(a.Lang, b.Lang), strings.Compare(a.Rule, b.Rule))
	})
	return out
}
