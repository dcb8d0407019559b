package export

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"policyscan/ingest"
	"policyscan/match"
	"policyscan/match/review"
)

// The fixture is a small corpus of invented jurisdictions with invented texts.

func sum(s string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(s))) }

func field1(v string) ingest.Field {
	if v == "" {
		return ingest.Field{}
	}
	return ingest.Field{Value: v, From: "manifest"}
}

type docSpec struct {
	path, jurisdiction, title, kind, status, lang, date, covers string
	passages                                                    int
}

func fixtureDocuments() []ingest.Document {
	specs := []docSpec{
		{"Arvenland/purchase-act.pdf", "Arvenland", "Purchase of Sexual Acts Act", "statute", "in force", "en", "2014-07-01", "all", 84},
		{"Arvenland/strategy.docx", "Arvenland", "National strategy on exit and prevention", "policy", "", "en", "2019", "", 140},
		{"Brandau/gewerbeordnung.html", "Brandau", "Gesetz über erlaubte Betriebe", "statute", "in force", "de", "2002-01-01", "C1-C5 C7", 120},
		{"Brandau/steuer.txt", "Brandau", "Merkblatt zur Besteuerung", "guidance", "in force", "de", "2018", "", 22},
		{"Costa Mira/ley-17.txt", "Costa Mira", "Ley de trabajo sexual", "statute", "in force", "es", "2002-07-04", "", 41},
		{"Eastmere/services-act.pdf", "Eastmere", "Sexual Services Decriminalisation Act", "statute", "in force", "en", "2003-06-27", "all", 96},
		{"Eastmere/committee.pdf", "Eastmere", "Report of the review committee", "report", "", "en", "2008-05", "", 310},
		{"Eastmere/hansard.txt", "Eastmere", "Debate on the second reading", "debate", "", "en", "2003-02-19", "", 88},
		{"Hallmark/vagrancy.txt", "Hallmark", "Vagrancy and Public Order Ordinance", "statute", "", "en", "", "", 57},
		{"Hallmark/old-code.txt", "Hallmark", "Penal Code of 1931", "statute", "repealed", "en", "1931", "", 400},
		{"Saarivalta/laki.txt", "Saarivalta", "Laki seksuaalipalveluista", "statute", "in force", "fi", "2006-10-01", "", 33},
	}
	var out []ingest.Document
	for _, s := range specs {
		d := ingest.Document{ID: sum(s.path), Path: s.path, Bytes: int64(1000 + 37*s.passages), Format: s.path[strings.LastIndexByte(s.path, '.')+1:],
			Reader: "plain/1", Status: ingest.Read, Passages: s.passages}
		d.Title, d.Jurisdiction, d.Type, d.Language = field1(s.title), ingest.Field{Value: s.jurisdiction, From: "folder"}, field1(s.kind), field1(s.lang)
		d.Metadata.Status, d.InForce, d.Covers = field1(s.status), field1(s.date), field1(s.covers)
		if d.Format == "pdf" {
			d.Pages = ingest.PageCounts{Total: 12, Text: 12}
		}
		out = append(out, d)
	}
	out[6].Status, out[6].Reason, out[6].Pages = ingest.Partly, "2 of 40 pages are images", ingest.PageCounts{Total: 40, Text: 38, NeedsOCR: 2}
	broken := ingest.Document{ID: sum("broken"), Path: "Hallmark/broken.pdf", Bytes: 512, Format: "pdf", Status: ingest.Failed,
		Reason: "the cross-reference table is circular", Hint: "ask the source for another copy"}
	broken.Jurisdiction = ingest.Field{Value: "Hallmark", From: "folder"}
	return append(out, broken)
}

type tagSpec struct {
	path, cite, eid, code string
	page, force           int
	form, voice, flags    string
	quote                 string // «…» marks the matched words
}

var fixtureTags = []tagSpec{
	{"Arvenland/purchase-act.pdf", "s. 3(1)", "sec_3__subsec_1", "C2.exploitation", 2, 3, "OFF", "own", "",
		"A person who «obtains a sexual act in return for payment» commits an offence and is liable to a fine or to imprisonment for a term not exceeding one year, «whether or not the other person consented»."},
	{"Arvenland/purchase-act.pdf", "s. 4", "sec_4", "C2.exploitation", 2, 3, "OFF", "own", "",
		"A person who «promotes or derives profit from the prostitution of another» commits an offence."},
	{"Arvenland/purchase-act.pdf", "s. 5(1)", "sec_5__subsec_1", "C1.exploitation", 3, 3, "OFF", "own", "AUX.minor-only",
		"A person who «causes a person under eighteen years of age to engage in prostitution» commits an offence."},
	{"Arvenland/purchase-act.pdf", "s. 9", "sec_9", "C4.exploitation", 5, 3, "PROG", "own", "",
		"The Agency shall offer every person who wishes it «a programme of assistance to leave prostitution», with housing, education and income support."},
	{"Arvenland/purchase-act.pdf", "preamble", "preamble", "C6.exploitation", 1, 2, "STAT", "own", "",
		"Whereas «prostitution is a form of violence of men against women» and an obstacle to equality;"},
	{"Arvenland/strategy.docx", "para. 12", "", "C10.exploitation", 0, 2, "PREV", "own", "",
		"Schools shall teach about «demand for paid sexual acts» as part of education for equality."},
	{"Arvenland/strategy.docx", "para. 31", "", "C5.sexwork", 0, 1, "ARG", "reported", "",
		"Organisations of sex workers told the working group that «free testing and condoms for sex workers» had been cut back."},
	{"Brandau/gewerbeordnung.html", "§ 12 Abs. 1", "para_12__al_1", "C2.sexwork", 0, 3, "LIC", "own", "",
		"Wer ein «Gewerbe der sexuellen Dienstleistungen» betreiben will, «bedarf der Erlaubnis der zuständigen Behörde»."},
	{"Brandau/gewerbeordnung.html", "§ 14", "para_14", "C9.sexwork", 0, 3, "LIC", "own", "",
		"Die Erlaubnis ist zu versagen, wenn Tatsachen die Annahme rechtfertigen, dass die Person die erforderliche «Zuverlässigkeit» nicht besitzt."},
	{"Brandau/gewerbeordnung.html", "§ 18 Abs. 2 Nr. 3", "para_18__al_2__nr_3", "C3.sexwork", 0, 3, "DUTY", "own", "",
		"Der Betreiber hat dafür zu sorgen, dass jeder Raum über ein «sachgerechtes Notrufsystem» verfügt."},
	{"Brandau/gewerbeordnung.html", "§ 25", "para_25", "C1.exploitation", 0, 3, "OFF", "own", "AUX.rationale-unstated",
		"Mit Freiheitsstrafe wird bestraft, wer eine Person «durch Gewalt oder Drohung zur Prostitution bestimmt»."},
	{"Brandau/steuer.txt", "Nr. 2", "", "C10.sexwork", 0, 2, "TAX", "own", "",
		"Einkünfte aus sexuellen Dienstleistungen unterliegen der «Einkommensteuer»."},
	{"Costa Mira/ley-17.txt", "art. 6, lit. b", "art_6__lit_b", "C5.sexwork", 0, 3, "DUTY", "own", "",
		"El Ministerio ofrecerá «controles sanitarios gratuitos» a las trabajadoras sexuales inscriptas."},
	{"Costa Mira/ley-17.txt", "art. 11", "art_11", "C2.sexwork", 0, 3, "LIC", "own", "",
		"Los «establecimientos habilitados» deberán cumplir las condiciones de higiene y seguridad."},
	{"Costa Mira/ley-17.txt", "art. 20", "art_20", "C2.exploitation", 0, 3, "OFF", "own", "",
		"El que «explotare la prostitución de otra persona», aun con su consentimiento, será castigado con pena de prisión."},
	{"Eastmere/services-act.pdf", "s. 7", "sec_7", "C2.sexwork", 3, 3, "RIGHT", "own", "",
		"No contract for the provision of, or arranging the provision of, commercial sexual services is «illegal or void on public policy grounds»."},
	{"Eastmere/services-act.pdf", "s. 8(1)", "sec_8__subsec_1", "C5.sexwork", 4, 3, "DUTY", "own", "",
		"Every operator of a business of sexual services must «take all reasonable steps to ensure that protection is used» against sexually transmitted infection."},
	{"Eastmere/services-act.pdf", "s. 17(1)", "sec_17__subsec_1", "C7.sexwork", 6, 3, "RIGHT", "own", "",
		"Despite anything in a contract, «a sex worker may, at any time, refuse to provide» a commercial sexual service."},
	{"Eastmere/services-act.pdf", "s. 17(1)", "sec_17__subsec_1", "C2.sexwork", 6, 3, "RIGHT", "own", "",
		"Despite anything in a contract, «a sex worker may, at any time, refuse to provide» a commercial sexual service."},
	{"Eastmere/services-act.pdf", "s. 20", "sec_20", "C1.exploitation", 8, 3, "OFF", "own", "AUX.minor-only",
		"No person may «cause, assist or encourage a person under 18 years of age» to provide commercial sexual services."},
	{"Eastmere/committee.pdf", "para. 4.12", "", "C6.sexwork", 31, 1, "ARG", "own", "",
		"The Committee found that most people in the industry are «adults who chose the work among other options» and that their reasons are diverse."},
	{"Eastmere/committee.pdf", "para. 4.15", "", "C6.exploitation", 32, 1, "ARG", "reported", "",
		"Some submitters argued that «prostitution is inherently a form of violence against women»."},
	{"Eastmere/committee.pdf", "para. 5.2", "", "C3.sexwork", 40, 2, "STAT", "own", "",
		"We recommend that inspectors «have access to premises to check occupational safety»."},
	{"Eastmere/hansard.txt", "Member for the North", "", "C9.exploitation", 0, 1, "ARG", "rejected", "",
		"It is simply not so, as has been said across the aisle, that «gangs and drugs follow every brothel»."},
	{"Eastmere/hansard.txt", "Minister", "", "C10.sexwork", 0, 1, "ARG", "own", "",
		"These businesses will «pay tax like any other business»."},
	{"Hallmark/vagrancy.txt", "s. 2", "sec_2", "AUX.prohibition", 0, 3, "OFF", "own", "AUX.prohibition",
		"Any person who «loiters in a public place for the purpose of prostitution» is guilty of an offence."},
	{"Hallmark/vagrancy.txt", "s. 6", "sec_6", "C2.exploitation", 0, 3, "OFF", "own", "",
		"Any person who «keeps or manages a brothel» is guilty of an offence."},
	{"Hallmark/old-code.txt", "s. 140", "sec_140", "C2.exploitation", 0, 3, "OFF", "own", "",
		"Every male person who knowingly «lives on the earnings of prostitution» is guilty of a misdemeanour."},
}

func fixtureEvidence(t testing.TB) []match.Evidence {
	t.Helper()
	var out []match.Evidence
	for i, s := range fixtureTags {
		out = append(out, evidenceOf(s, i))
	}
	return out
}

func evidenceOf(s tagSpec, i int) match.Evidence {
	var quote strings.Builder
	var spans []match.Span
	rest := s.quote
	for {
		before, after, ok := strings.Cut(rest, "«")
		quote.WriteString(before)
		if !ok {
			break
		}
		words, tail, _ := strings.Cut(after, "»")
		at := quote.Len()
		quote.WriteString(words)
		spans = append(spans, match.Span{Start: at, End: quote.Len(), Text: words})
		rest = tail
	}
	criterion, perspective := 0, ""
	if c, p, ok := strings.Cut(s.code, "."); ok && c != "AUX" {
		fmt.Sscanf(c, "C%d", &criterion)
		perspective = p
	}
	flags := strings.Fields(s.flags)
	e := match.Evidence{
		ID:       sum(s.path + s.cite + s.code + s.voice)[:16],
		Document: sum(s.path), Passage: sum(s.path)[:12] + "#" + strings.ReplaceAll(s.eid, "__", "."), Page: s.page,
		Start: 100 * i, End: 100*i + quote.Len(), Citation: s.cite, EID: s.eid, Kind: ingest.Operative, Lang: "en",
		Quote: quote.String(), Before: "… the words before.", After: "The words after …", Heading: "Part 2 › Offences", Extractor: "own",
		Tag: match.Tag{Code: s.code, Criterion: criterion, Perspective: perspective, Voice: match.Voice(s.voice), Force: s.force, Form: s.form,
			Flags: flags, Scope: "own", Gate: "passage"},
	}
	switch {
	case strings.HasPrefix(s.path, "Brandau"):
		e.Lang = "de"
	case strings.HasPrefix(s.path, "Costa"):
		e.Lang = "es"
	}
	if s.eid == "" {
		e.Passage = sum(s.path)[:12] + fmt.Sprintf("#p%d", i)
	}
	e.Rules = []match.RuleHit{{ID: fmt.Sprintf("c%02d.%s.rule-%d", criterion, perspective, i), Matched: spans}}
	return e
}

func fixtureSearchable() map[string][]string {
	out := map[string][]string{}
	for _, lang := range []string{"en", "de", "es"} {
		for n := 1; n <= 10; n++ {
			out[lang] = append(out[lang], fmt.Sprintf("C%d.exploitation", n), fmt.Sprintf("C%d.sexwork", n))
		}
	}
	return out
}

func fixtureInput(t testing.TB) Input {
	evidence := fixtureEvidence(t)
	return Input{
		Title:     "Comparison of invented jurisdictions",
		Documents: fixtureDocuments(), Evidence: evidence, Searchable: fixtureSearchable(),
		Decisions: []review.Decision{
			{Evidence: evidence[0].ID, Action: review.Accept, Coder: "AB", Date: "2026-03-01"},
			{Evidence: evidence[0].ID, Action: review.Accept, Coder: "CD", Date: "2026-03-02"},
			{Evidence: evidence[3].ID, Action: review.Accept, Coder: "AB", Date: "2026-03-01",
				Finding: &review.Finding{Point: 4, Grade: "X", Finding: "the programme was never funded", Date: "2025", Method: "budget audit"}},
			{Evidence: evidence[3].ID, Action: review.Recode, Code: "C10.exploitation", Coder: "CD", Date: "2026-03-02"},
			{Evidence: evidence[8].ID, Action: review.Reject, Coder: "AB", Date: "2026-03-01", Reason: "says nothing about the domain"},
		},
		Validity: []Validity{{Code: "C2.exploitation", Lang: "en", Precision: .91, PrecisionN: 88, Recall: .74, RecallN: 102, Interval: "0.83–0.95 and 0.65–0.81", Coders: "two people, adjudicated"}},
		Run:      []Fact{{"tool version", "0.1.0"}, {"codebook version", "1.0"}, {"rules digest", "sha256:8f2d"}},
		Warnings: []string{"Hallmark/broken.pdf: the cross-reference table is circular"},
		Link:     func(d ingest.Document) string { return "laws/" + d.Path },
	}
}

func fixtureReport(t testing.TB) *Report {
	t.Helper()
	r, err := NewReport(fixtureInput(t))
	if err != nil {
		t.Fatal(err)
	}
	return r
}
