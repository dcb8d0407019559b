package lexicon

import (
	"fmt"
	"slices"
	"strings"
)

// term is a word that tags carry beside their code, with its meaning and the
// rule of the codebook that it comes from.
type term struct{ name, title, means, source string }

// vocabulary lists what tags carry beside codes: flags, legal forms, and the
// values of voice, force, scope and gate.
func vocabulary() []term {
	return []term{
		{"AUX.prohibition", "flag: the person who sells is penalised",
			"A third family of law: the person who sells is punished for soliciting, loitering, being found, or entering a zone. It belongs to neither perspective, so it makes no tag of either column; it is recorded beside them.", "G7"},
		{"AUX.minor-only", "flag: about minors only",
			"The passage holds for children and young people alone. What it says counts, and is marked with the suffix m in the Matrix where nothing broader was found, for it says little about adults.", "G9, G31"},
		{"AUX.csam", "flag: images of child sexual abuse alone",
			"The passage is about images of the abuse of children and about nothing else. It does not count as law on pornography.", "G31"},
		{"AUX.wartime", "flag: armed conflict",
			"The passage is about sexual slavery or exploitation in armed conflict.", "§5, C9 (iii)"},
		{"AUX.rationale-unstated", "flag: the reason is not stated",
			"The rule regulates the subject, and its reason may be public decency or morality as well as harm or rights. It counts, and is marked with the suffix r in the Matrix where nothing clearer was found.", "G10"},
		{"AUX.status-limit", "flag: depends on residence or citizenship",
			"The right or service is given to persons of a certain status of residence or citizenship only.", "§1"},
		{"AUX.immigration", "flag: a bar to entry or stay",
			"A visa or permit is refused or withdrawn because of sex work. It belongs to neither perspective and makes no tag of either column.", "§6, C2 (iv)"},
		{"AUX.eval", "flag: evaluation, reporting or figures",
			"A duty to evaluate or report, or figures on what was done. It is no measure by itself, so it makes no tag of either column.", "§2, step 2"},

		{"OFF", "legal form: offence", "A provision that creates an offence, or aggravates one.", "Annex A"},
		{"DEF", "legal form: definition", "A provision that says what a word means or what the law covers.", "Annex A"},
		{"DUTY", "legal form: duty", "A duty of the state or of those who run a business.", "Annex A"},
		{"RIGHT", "legal form: right", "A right or an entitlement that a person is given.", "Annex A"},
		{"IMM", "legal form: immunity", "A person is not prosecuted or not punished.", "Annex A"},
		{"LIC", "legal form: licence", "A licence, permit, certificate or registration.", "Annex A"},
		{"EXC", "legal form: exception", "An exemption or a carve-out from another rule.", "Annex A"},
		{"REP", "legal form: repeal", "A clause that repeals or decriminalises.", "Annex A"},
		{"PROG", "legal form: programme", "A programme, a fund, a service or a strategy.", "Annex A"},
		{"PREV", "legal form: prevention", "Prevention, education or awareness.", "Annex A"},
		{"TAX", "legal form: tax", "A fiscal provision.", "Annex A"},
		{"INSP", "legal form: inspection", "Inspection and the enforcement of standards.", "Annex A"},
		{"STAT", "legal form: statement", "A purpose clause, a recital, a finding or a recommendation.", "Annex A"},
		{"ARG", "legal form: argument", "An argument in a report, a submission or a debate.", "Annex A"},

		{"voice", "who holds the view", "own: the document itself. reported: somebody whom the document describes without taking sides. rejected: somebody with whom the document disagrees. Only the own voice enters the status of a cell; the others are listed beside it.", "§1"},
		{"force", "how binding it is", "3: an operative rule, such as an offence, a duty, a right, a licence or a repeal. 2: normative and not operative, such as a purpose clause, a recital, a recommendation or a bill. 1: a statement that describes or argues.", "§1"},
		{"scope", "where the subject stands", "own: the words of the subject stand in the passage. inherited: they stand only in its heading, the title or a definition above it; the suffix i in the Matrix.", "§1, G2"},
		{"gate", "what ties the passage to the subject", "The nearest place with a word of the subject: the passage itself, the opening words of its list (chapeau), its heading, the title of the document, the text beside it (near), or the document as a whole; none where the rule's own words are about the subject.", "§2, step 1"},
		{"candidate", "not counted yet", "A single sign in a cell that asks for two: it is listed, and enters no count before somebody has accepted it.", "Annex B8"},
	}
}

// explainTerm says what a flag, a form or another word beside a code means, and
// which rules set it; ok is false where it is none of these.
func (l *Lexicon) explainTerm(what string, languages []string) (text string, ok bool, err error) {
	all := vocabulary()
	name := what
	for value, of := range map[string]string{"own": "voice", "reported": "voice", "rejected": "voice", "inherited": "scope"} {
		if strings.EqualFold(value, what) {
			name = of
		}
	}
	i := slices.IndexFunc(all, func(t term) bool { return strings.EqualFold(t.name, name) })
	if i < 0 {
		return "", false, nil
	}
	t := all[i]
	var b prose
	fmt.Fprintf(&b, "%s  %s\n", t.name, t.title)
	b.para("", "", t.means)
	b.para("", "", "Codebook: "+t.source+".")
	for _, code := range languages {
		lang, err := l.Language(code)
		if err != nil {
			return "", true, err
		}
		b.setters(lang, t.name)
	}
	return b.String(), true, nil
}

// setters lists the rules of a language that set a flag.
func (b *prose) setters(lang *Language, name string) {
	const most = 20
	n := 0
	for i := range lang.Rules {
		r := &lang.Rules[i]
		if !slices.Contains(r.Flags, name) {
			continue
		}
		if n++; n == 1 {
			b.heading("Rules that set it in texts in " + languageName(lang.Code))
		}
		if n <= most {
			b.para("  - ", "    ", fmt.Sprintf("%s (%s)", r.Says, r.ID))
		}
	}
	if n > most {
		fmt.Fprintf(b, "  … and %d more\n", n-most)
	}
}
