package metadata

import (
	"strings"
	"unicode"

	"policyscan/ingest"
)

// types are the document types with the names that manifests and markup use for
// them, folded.
var types = []struct {
	is    ingest.DocumentType
	names string
}{
	{ingest.Constitution, "constitution|constitucion|verfassung|grundgesetz|grundlov"},
	{ingest.Statute, "statute|act|acts|law|laws|code|legislation|primary legislation|ukpublicgeneralact|publicgeneralact|penal code|loi|code penal|ley|codigo|lei|legge|gesetz|lag|lov|laki|wet|balk|statut|bundesgesetz|federal law|ordinance of parliament|constitutional law|decreto ley|decreto legislativo|ordonnance|legge federale"},
	{ingest.Regulation, "regulation|regulations|decree|order|rules|by law|bylaw|ordinance|statutory instrument|secondary legislation|decret|arrete|decreto|reglamento|resolucion administrativa|verordnung|forordning|forskrift|asetus|besluit|regeling|subsidiary legislation|ukstatutoryinstrument|portaria|directive"},
	{ingest.Guidance, "guidance|guideline|guidelines|circular|code of practice|handbook|manual|leitfaden|richtlinie|vagledning|veileder|ohje"},
	{ingest.Bill, "bill|draft|draft act|proposal|proyecto de ley|projet de loi|proposition de loi|gesetzentwurf|proposition|lovforslag|hallituksen esitys|wetsvoorstel|projeto de lei|disegno di legge"},
	{ingest.Policy, "policy|strategy|action plan|plan|national plan|policy statement|strategie|plan de accion|handlingsplan|programme"},
	{ingest.Report, "report|study|white paper|green paper|inquiry|evaluation|rapport|informe|bericht|betankande|utredning|research|review|doc|document"},
	{ingest.Resolution, "resolution|recommendation|declaration|convention|treaty|protocol|resolucion|entschliessung|general comment|statement"},
	{ingest.Debate, "debate|debates|hansard|debaterecord|debatereport|official report|minutes|plenary|protokoll"},
	{ingest.CourtDecision, "court decision|judgment|judgement|case|case law|decision|jugement|arret|sentencia|urteil|dom"},
	{ingest.Submission, "submission|consultation response|evidence|testimony|remissvar|stellungnahme"},
	{ingest.Press, "press|press release|news|communique|pressemitteilung|comunicado"},
}

// TypeNamed returns the type that a manifest or markup calls by a name.
func TypeNamed(name string) (ingest.DocumentType, bool) {
	name = fold(name)
	for _, t := range types {
		for _, n := range strings.Split(t.names, "|") {
			if n == name {
				return t.is, true
			}
		}
	}
	return "", false
}

func typeNames() []string {
	var out []string
	for _, t := range types {
		out = append(out, string(t.is))
	}
	return out
}

// titleWords are the words of titles that give a type away, folded, the
// narrower types first: "Bill" before "Act", for "Amendment Act Bill" is one. A
// star stands for the rest of a compound.
var titleWords = []struct {
	is    ingest.DocumentType
	words string
}{
	{ingest.Press, "press release|press statement|pressemitteilung|comunicado de prensa|communique de presse|pressmeddelande|pressemelding"},
	{ingest.Submission, "submission to|submission on|consultation response|response to the consultation|remissvar|written evidence"},
	{ingest.Debate, "debate|debates|hansard|official report|plenarprotokoll|sitzung des|sesion ordinaria|compte rendu|diario de sesiones|snabbprotokoll|plenary"},
	{ingest.CourtDecision, "judgment|judgement|urteil|sentencia|arret|jugement|dom i mal|versus|supreme court|court of appeal"},
	{ingest.Resolution, "resolution|recommendation|declaration on|resolucion del parlamento|entschliessung|convention on|convention for|protocol to|ubereinkommen|zusatzprotokoll|fakultativprotokoll|convenio sobre|convention relative|protocole additionnel|verdrag inzake"},
	{ingest.Bill, "bill|proyecto de ley|projet de loi|proposition de loi|gesetzentwurf|entwurf eines|lovforslag|hallituksen esitys|wetsvoorstel|projeto de lei|disegno di legge|lagradsremiss|regeringens proposition|proposition"},
	{ingest.Guidance, "guidance|guidelines|guideline|guide|code of practice|circular|handbook|leitfaden|handreichung|merkblatt|vagledning|veileder|guia|orientations|lignes directrices"},
	{ingest.Report, "report|study|white paper|green paper|inquiry|evaluation|rapport|informe|bericht|betankande|utredning|evaluierung|estudio|relatorio|relazione|review of|selvitys|raportti"},
	{ingest.Policy, "strategy|policy|action plan|national plan|plan of action|strategie|estrategia|plan nacional|plan national|plan d action|aktionsplan|handlingsplan|nationale strategie|politica nacional|strategi|strategia|toimintaohjelma"},
	{ingest.Constitution, "constitution|constitucion|verfassung|grundgesetz|regeringsform|grundlov|grundloven|constituicao|costituzione|perustuslaki"},
	{ingest.Regulation, "regulation|regulations|rules|order|decree|by-law|by-laws|bylaw|bylaws|verordnung|*verordnung|forordning|*forordning|forskrift|*forskrift|decret|arrete|decreto|reglamento|regulamento|portaria|asetus|besluit|*besluit|regeling|*regeling|ordinance|reglement|hotarare|maarus|*maarus|instruktion|statutory instrument"},
	{ingest.Statute, "act|code|law|loi|ley|lei|legge|codigo|codice|gesetz|*gesetz|*gesetzbuch|*gesetzes|*gesetze|lag|*lag|*lagen|lagen|*balk|*balken|lov|lov om|*lov|*loven|laki|*laki|wet|*wet|wetboek|*wetboek|codi|llei|zakon|seadus|*seadus|*seadustik|laws|log|*log|statute"},
}

// eastern are the endings of Chinese and Japanese titles, the narrower first.
var eastern = []struct {
	is      ingest.DocumentType
	endings string
}{
	{ingest.Constitution, "憲法 宪法"},
	{ingest.Bill, "法案 法律案 草案"},
	{ingest.Regulation, "施行令 施行規則 規則 規程 政令 省令 辦法 办法 細則 细则 规定 規定 規程"},
	{ingest.Statute, "法 法律 條例 条例"},
	{ingest.Report, "報告 报告 報告書 白書 白皮书"},
	{ingest.Policy, "計画 计划 計畫 方針 政策"},
}

// easternTitle returns the type by the ending of a title in Chinese characters.
func easternTitle(title string) (ingest.DocumentType, bool) {
	title, _, _ = strings.Cut(title, "(")
	title, _, _ = strings.Cut(title, "（")
	title = strings.TrimSpace(title)
	for _, e := range eastern {
		for _, end := range strings.Fields(e.endings) {
			if strings.HasSuffix(title, end) {
				return e.is, true
			}
		}
	}
	return "", false
}

// typeOfTitle returns the type that the words of a title give away.
func typeOfTitle(title string) (ingest.DocumentType, bool) {
	if t, ok := easternTitle(title); ok {
		return t, true
	}
	words := strings.FieldsFunc(plainLower(title), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
	joined := " " + strings.Join(words, " ") + " "
	for _, t := range titleWords {
		for _, w := range strings.Split(t.words, "|") {
			if ending, ok := strings.CutPrefix(w, "*"); ok {
				if hasCompound(words, ending) {
					return t.is, true
				}
			} else if strings.Contains(joined, " "+w+" ") {
				return t.is, true
			}
		}
	}
	return "", false
}

// hasCompound reports whether a word ends so and has at least four letters
// before.
func hasCompound(words []string, ending string) bool {
	for _, w := range words {
		if strings.HasSuffix(w, ending) && len(w) >= len(ending)+4 {
			return true
		}
	}
	return false
}
