package lexicon

import (
	"fmt"
	"slices"
	"strings"
)

// Explain says in words what a cell ("C2.exploitation"), a criterion ("C2") or a
// rule looks for, with examples, and what a flag ("AUX.prohibition"), a legal form
// ("OFF") or another word beside a code means. languages are the languages to
// show; none means all.
func (l *Lexicon) Explain(what string, languages ...string) (string, error) {
	if len(languages) == 0 {
		languages = l.Languages
	}
	for _, c := range l.Criteria {
		number := fmt.Sprintf("C%d", c.Number)
		if strings.EqualFold(what, number) {
			return l.explainCriterion(c), nil
		}
		for _, p := range l.Perspectives {
			if strings.EqualFold(what, number+"."+p.Name) {
				return l.explainCell(c, p, languages)
			}
		}
	}
	if text, ok, err := l.explainTerm(what, languages); ok {
		return text, err
	}
	for _, c := range l.Criteria {
		for _, p := range l.Perspectives {
			if strings.EqualFold(what, WordingID(c.Number, p.Name)) {
				return l.explainWording(Code(c.Number, p.Name), languages)
			}
		}
	}
	return l.explainRule(strings.ToLower(what), languages)
}

// prose collects paragraphs, wrapped to the width of a terminal.
type prose struct{ strings.Builder }

const proseWidth = 96

// para writes a paragraph with a first-line and a hanging indent.
func (b *prose) para(first, rest, text string) {
	line := first
	empty := true
	for _, w := range strings.Fields(text) {
		if !empty && len([]rune(line))+1+len([]rune(w)) > proseWidth {
			fmt.Fprintln(b, strings.TrimRight(line, " "))
			line, empty = rest, true
		}
		if !empty {
			line += " "
		}
		line += w
		empty = false
	}
	fmt.Fprintln(b, strings.TrimRight(line, " "))
}

func (b *prose) heading(text string) { fmt.Fprintf(b, "\n%s\n", text) }

func (l *Lexicon) explainCriterion(c Criterion) string {
	var b prose
	fmt.Fprintf(&b, "C%d  %s\n", c.Number, c.Title)
	b.para("", "", c.Question)
	if c.Claim != "" {
		b.heading("The source's claim (its author's, not ours)")
		b.para("  ", "  ", c.Claim)
	}
	for _, p := range l.Perspectives {
		b.cell(c.Cells[p.Name], Code(c.Number, p.Name)+"  "+p.Title)
	}
	return b.String()
}

// cell writes what the codebook says of one cell.
func (b *prose) cell(c Cell, title string) {
	b.heading(title)
	b.para("  ", "  ", c.Observable)
	if len(c.Include) > 0 {
		b.para("  Included: ", "    ", strings.Join(c.Include, "; ")+".")
	}
	if len(c.Exclude) > 0 {
		b.para("  Not included: ", "    ", strings.Join(c.Exclude, "; ")+".")
	}
}

func (l *Lexicon) explainCell(c Criterion, p Perspective, languages []string) (string, error) {
	var b prose
	code := Code(c.Number, p.Name)
	fmt.Fprintf(&b, "%s  %s: %s\n", code, p.Title, c.Title)
	b.para("", "", c.Question)
	b.cell(c.Cells[p.Name], "What can be observed")
	if l.NeedsTwo(code) {
		b.para("  ", "  ", "A single sign is a candidate only here: it enters no count before somebody has reviewed it.")
	}
	worded := false
	for _, lang := range languages {
		loaded, err := l.Language(lang)
		if err != nil {
			return "", err
		}
		b.cellRules(loaded, code)
		l.wordingInWords(&b, loaded, code)
		worded = worded || loaded.Wording != nil
	}
	if worded {
		l.whenWordingTags(&b, code)
	}
	b.heading("What a label means")
	b.para("  ", "  ", l.Attribution)
	return b.String(), nil
}

// cellRules lists the rules of a cell in one language, each with an example.
func (b *prose) cellRules(lang *Language, code string) {
	var rules []Rule
	for _, r := range lang.Rules {
		if r.Code() == code {
			rules = append(rules, r)
		}
	}
	if len(rules) == 0 {
		return
	}
	slices.SortStableFunc(rules, func(a, b Rule) int { return b.Weight - a.Weight })
	note := ""
	if lang.Unvalidated {
		note = "  (unvalidated: no labelled passages to measure it on)"
	}
	b.heading(fmt.Sprintf("What speaks for it in texts in %s%s", languageName(lang.Code), note))
	for _, r := range rules {
		b.para("  - ", "    ", fmt.Sprintf("%s (%s; %s)", r.Says, weightInWords(r.Weight), r.ID))
		for _, t := range r.Tests {
			if t.Hit {
				b.para("      e.g. ", "           ", "“"+t.Text+"”")
				break
			}
		}
	}
}

func weightInWords(w int) string {
	switch {
	case w >= 3:
		return "certain"
	case w == 2:
		return "enough alone"
	case w == 1:
		return "only together with another sign"
	}
	return "speaks against"
}

// languageName names the languages that we have rules for.
func languageName(code string) string {
	names := map[string]string{"en": "English", "es": "Spanish", "fr": "French", "de": "German", "sv": "Swedish", "no": "Norwegian", "nl": "Dutch", "pt": "Portuguese", "it": "Italian", "da": "Danish"}
	if n := names[code]; n != "" {
		return n
	}
	return "“" + code + "”"
}

func (l *Lexicon) explainRule(id string, languages []string) (string, error) {
	var b prose
	for _, code := range languages {
		lang, err := l.Language(code)
		if err != nil {
			return "", err
		}
		i, ok := slices.BinarySearchFunc(lang.Rules, id, func(r Rule, id string) int { return strings.Compare(r.ID, id) })
		if !ok {
			continue
		}
		r := &lang.Rules[i]
		if b.Len() == 0 {
			fmt.Fprintf(&b, "%s\n", r.ID)
			b.para("", "", r.Says+".")
		}
		b.heading("In " + languageName(code))
		l.ruleInWords(&b, r)
	}
	if b.Len() == 0 {
		return "", fmt.Errorf("no rule, cell or criterion %q%s", id, l.similar(id, languages))
	}
	return b.String(), nil
}

// similar suggests ids that begin alike.
func (l *Lexicon) similar(id string, languages []string) string {
	stem, _, _ := strings.Cut(id, ".")
	var found []string
	for _, code := range languages {
		lang, err := l.Language(code)
		if err != nil {
			continue
		}
		for _, r := range lang.Rules {
			if strings.HasPrefix(r.ID, stem) && !slices.Contains(found, r.ID) {
				found = append(found, r.ID)
			}
		}
	}
	if len(found) == 0 {
		return ""
	}
	slices.Sort(found)
	return " (there are: " + strings.Join(found[:min(len(found), 12)], ", ") + ")"
}

// ruleInWords writes what a rule asks for.
func (l *Lexicon) ruleInWords(b *prose, r *Rule) {
	switch {
	case r.Criterion > 0:
		b.para("  ", "  ", fmt.Sprintf("Speaks for %s: %s.", r.Code(), weightInWords(r.Weight)))
	case len(r.Drop) > 0:
		b.para("  ", "  ", fmt.Sprintf("Takes away %s in the same %s.", strings.Join(r.Drop, ", "), r.Scope))
	}
	b.para("  ", "  ", "It looks for "+whenInWords(&r.When)+".")
	for _, name := range keys(r.Terms) {
		var sources []string
		for _, p := range r.Terms[name] {
			sources = append(sources, p.Source)
		}
		b.para("    "+name+": ", "      ", strings.Join(sources, " · "))
	}
	if r.Criterion > 0 {
		b.para("  ", "  ", gateInWords(r))
		b.para("  ", "  ", reactionsInWords(r))
	}
	if len(r.Flags) > 0 {
		b.para("  ", "  ", "It sets "+strings.Join(r.Flags, ", ")+".")
	}
	if r.Note != "" {
		b.para("  Why: ", "    ", r.Note)
	}
	for _, t := range r.Tests {
		mark, why := "  finds: ", ""
		if !t.Hit {
			mark = "  leaves: "
		}
		if t.Why != "" {
			why = " (" + t.Why + ")"
		}
		b.para(mark, "    ", "“"+t.Text+"”"+why)
	}
}

func whenInWords(w *When) string {
	var parts []string
	for _, item := range w.All {
		parts = append(parts, strings.Join(item, " or "))
	}
	out := strings.Join(parts, ", together with ")
	if len(w.All) > 1 {
		switch w.Within.Unit {
		case "words":
			out += fmt.Sprintf(", with at most %d words between them", w.Within.Words)
		case "near":
			out += ", in neighbouring sentences"
		default:
			out += ", in one " + w.Within.Unit
		}
	}
	for _, x := range []struct {
		terms []string
		words string
	}{{w.Not, "; not with "}, {w.Context, "; with one of these around: "}, {w.Unless, "; unless somewhere stands "}} {
		if len(x.terms) > 0 {
			out += x.words + strings.Join(x.terms, " or ")
		}
	}
	return out
}

func gateInWords(r *Rule) string {
	switch r.Gate {
	case GatePassage:
		return "A word of " + r.Topic + " must stand in the passage itself or in the opening words of its list."
	case GateNear:
		return "A word of " + r.Topic + " must stand in the passage, its headings, the title, or the text beside it."
	case GateDocument:
		return "A word of " + r.Topic + " must stand in or around the passage, or the whole document must be about the subject."
	}
	return "Its own words are about the subject, so it needs no other."
}

func reactionsInWords(r *Rule) string {
	words := map[string]string{"drop": "it does not count", "record": "it is recorded in that voice", "keep": "it counts all the same", "flip": "it counts for the other perspective"}
	var parts []string
	for _, cue := range []string{"denied", "reported", "rejected", "repealed", "exempted"} {
		parts = append(parts, cue+": "+words[r.On[cue]])
	}
	return "Where it is " + strings.Join(parts, "; ") + "."
}
