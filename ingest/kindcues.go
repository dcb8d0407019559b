package ingest

// kindCues are the words of one language that show what a passage does. They
// are compared as printed, in the beginning of a passage.
type kindCues struct {
	define, means, amend, modal *cueSet
}

// kindPhrases are the phrases behind kindCues.
type kindPhrases struct {
	define []string // say what a word means
	means  []string // do so under a heading of definitions
	amend  []string // change or repeal text
	modal  []string // command, forbid, permit, punish
}

var kindPhrasesByLang = map[string]kindPhrases{
	"en": {
		define: []string{"” means ", "” includes ", "\" means ", "\" includes ", "’ means ", "’ includes", "’ has the ", "” has the same meaning", "” has the meaning", "” shall be construed", "” means—", "\" means—", "” means:", "In this Act,", "In this section,", "In this Part,", "In this Act—", "In this Act unless", "In this Act, unless", "For the purposes of this Act,", "in relation to which means", " shall mean ", "\" refers to ", "” refers to ", "the term “", "the term \"", "means a ", "means any ", "means the "},
		means:  []string{" means ", " means—", " includes ", " has the meaning", " has the same meaning", " refers to "},
		amend:  []string{" is amended", " are amended", "is hereby amended", "are hereby amended", " is repealed", " are repealed", "is hereby repealed", "are hereby repealed", " is replaced by the following", " are replaced by the following", " by substituting", " by inserting", " by deleting", " by omitting", " by striking", "substitute the following", "insert the following", "is inserted", "are inserted", "shall be substituted", "shall be inserted", "is revoked", "are revoked", "is added to read", "is designated as"},
		modal:  []string{" shall ", " must ", " may not ", " may ", " commits an offence", " guilty of ", " liable ", " is an offence", " is prohibited", " is entitled", " applies ", " apply ", " is punishable", " has the right", "Calls upon", "Urges", "Decides", "Requests", "Recommends", "Resolves", "Encourages"},
	},
	"fr": {
		define: []string{"On entend par", "on entend par", "au sens du présent", "au sens de la présente", "au sens des présentes", "s'entend ", "s’entend ", " désigne "},
		means:  []string{" désigne", " : ", "s'entend", "s’entend", "entend"},
		amend:  []string{" est modifié", " sont modifié", " est abrogé", " sont abrogé", " est remplacé", " sont remplacé", " est inséré", " sont inséré", " est ainsi rédigé", " est complété", " est supprimé", " sont supprimé", "ainsi modifié", "est ajouté", "prend la teneur suivante"},
		modal:  []string{" est puni", " sont puni", " doit ", " doivent ", " peut ", " peuvent ", " ne peut", " est tenu", " est interdit", " est passible", "Il est interdit", " a droit ", " ont droit ", " encour", " s'appliqu", " sera ", " seront ", " est fixé", " sont fixé"},
	},
	"de": {
		define: []string{"im Sinne dieses Gesetzes", "im Sinne des Gesetzes", "im Sinne dieser Verordnung", "Im Sinne dieses", "Im Sinne dieser", "Im Sinne des "},
		means:  []string{" ist ", " sind ", " gilt ", "bezeichnet"},
		amend:  []string{"wird wie folgt geändert", "werden wie folgt geändert", "wird aufgehoben", "werden aufgehoben", "wird wie folgt gefasst", "wie folgt gefasst", "werden die Wörter", "wird das Wort", "wird folgender", "werden folgende", "wird nach ", "tritt außer Kraft", "treten außer Kraft"},
		modal:  []string{" wird mit ", " wird bestraft", " ist verpflichtet", " hat ", " haben ", " muss ", " müssen ", " darf ", " dürfen ", " kann ", " können ", " ist zu ", " sind zu ", " soll ", " sollen ", " bestraft", " verboten", " gilt ", " gelten ", " findet Anwendung", "Ordnungswidrig handelt"},
	},
	"es": {
		define: []string{"se entiende por", "se entenderá por", "Se entiende por", "Se entenderá por", "A los efectos de la presente", "A los efectos de esta", "a los efectos de la presente ley se", "Para los efectos de la presente", "Para los efectos de esta", "se considerará a los efectos"},
		means:  []string{": ", "es el ", "es la ", "significa", "entiende"},
		amend:  []string{"Sustitúy", "sustitúy", "Modifíc", "modifíc", "Derógan", "Derógas", "derógas", "derógan", "Deróguese", "Derógue", "Incorpór", "incorpór", "Agrég", "agrég", "queda redactad", "quedará así", "quedará redactad", "Reemplá", "reemplá", "Suprím", "suprím", "Modifícase", "Modifiquese", "Modifíquese", "Adiciónase", "Adiciónese", "queda derogad", "quedan derogad", "Introdúcense", "Elimínase"},
		modal:  []string{" será ", " serán ", " deberá", " podrá", " debe ", " deben ", " puede ", " pueden ", " se prohíbe", "Prohíb", "prohíb", " queda prohibid", " tiene derecho", " tienen derecho", " incurrirá", " sancionad", " reprimid", " castigad", " se aplicará", "Créase", "Apruéb", "corresponde"},
	},
	"sv": {
		define: []string{" avses i denna", "avses med", "Med sexuell", "I denna lag avses", "I denna lag betyder", "förstås i denna", "I lagen avses", "avses i lagen", "I denna balk"},
		means:  []string{" avses ", "betyder", ": "},
		amend:  []string{"upphävs", "upphör att gälla", "ska ha följande lydelse", "ska ändras", "har upphävts", "träder i stället"},
		modal:  []string{" ska ", " skall ", " får ", " döms ", "dömes", " måste ", " bör ", " har rätt", " är skyldig", " gäller ", " tillämpas", " kan "},
	},
	"no": {
		define: []string{" menes i ", " menes med ", " menes her", " menes:", "forstås i ", "forstås i denne"},
		means:  []string{"menes", "forstås", ": "},
		amend:  []string{"oppheves", "skal lyde", "gjøres følgende endringer", "endres slik", "opphevet"},
		modal:  []string{" skal ", " kan ", " må ", " straffes ", " får ", " plikter ", " gjelder ", " har rett"},
	},
	"da": {
		define: []string{"forstås ved", "forstås i denne"},
		means:  []string{"forstås", ": "},
		amend:  []string{"ophæves", "affattes", "indsættes", "ændres"},
		modal:  []string{" skal ", " kan ", " må ", " straffes ", " finder anvendelse"},
	},
	"fi": {
		define: []string{"tarkoitetaan"}, means: []string{"tarkoitetaan", ": "},
		amend: []string{"kumotaan", "muutetaan", "lisätään"},
		modal: []string{" on ", " voi ", " saa ", " tulee ", "tuomitaan", " ei "},
	},
	"it": {
		define: []string{"si intende", "si intendono"}, means: []string{": ", "intende"},
		amend: []string{" è sostituito", " sono sostituit", " è abrogat", " sono abrogat", " è inserit", " è modificat", " sono apportate"},
		modal: []string{" è punito", " deve ", " devono ", " può ", " possono ", " è vietat", " sono vietat", " è tenut"},
	},
	"nl": {
		define: []string{"wordt verstaan onder", "wordt onder"}, means: []string{": "},
		amend: []string{"wordt gewijzigd", "komt te luiden", "vervalt", "wordt ingetrokken"},
		modal: []string{" wordt ", " moet ", " kan ", " mag ", " dient ", " is verplicht", " gestraft"},
	},
	"pt": {
		define: []string{"entende-se por", "considera-se"}, means: []string{": "},
		amend: []string{"passa a vigorar", "revogad", "é alterad", "passa a ter"},
		modal: []string{" deve ", " pode ", " será ", " é proibid", " é punid", " tem direito"},
	},
	"ca": {
		define: []string{"s’entén per", "s'entén per", "s’entén", "s'entén"}, means: []string{": "},
		amend: []string{"Modificació de", "queda redactat", "es modifica", "queda derogad", "es deroga", "S’addiciona", "Es modifica", "Es deroga"},
		modal: []string{" ha de ", " han de ", " pot ", " poden ", " castigat", "No es pot", " serà "},
	},
	"cs": {
		define: []string{"se rozumí", "rozumí se"}, means: []string{" je ", "rozumí"},
		amend: []string{"se mění", "se zrušuje", "se vkládá", "zní:", "se nahrazuj", "zrušují se"},
		modal: []string{" bude ", " musí ", " může ", " smí ", " je povin", " nesmí", "potrestán", " lze "},
	},
	"is": {
		define: []string{"merkir", "er átt við"}, means: []string{": "},
		amend: []string{"breytist", "fellur brott", "falla brott", "orðast svo", "Breyting"},
		modal: []string{" skal ", " skulu ", " er heimilt", " er óheimilt", " varðar ", " getur ", " sæta "},
	},
	"et": {
		define: []string{"käesoleva seaduse tähenduses", "seaduse tähenduses"}, means: []string{" on "},
		amend: []string{"tehakse järgmised muudatused", "tunnistatakse kehtetuks"},
		modal: []string{"karistatakse", " peab ", " võib ", " on kohustatud", " ei tohi"},
	},
	"el": {
		define: []string{"νοείται", "νοούνται"}, means: []string{": "},
		amend: []string{"αντικαθίσταται", "καταργείται", "καταργούνται", "προστίθεται", "τροποποιείται"},
		modal: []string{"τιμωρείται", "πρέπει", "μπορεί", "απαγορεύεται", "οφείλ", "δικαιούται", "επιβάλλεται"},
	},
	"ja": {
		define: []string{"とは、"}, means: []string{"をいう"},
		amend: []string{"を削る", "に改める", "を加える", "を次のように改め", "廃止する"},
		modal: []string{"ならない", "できる", "処する", "ものとする", "する。"},
	},
	"zh": {
		define: []string{"是指", "係指", "指下列", "，指"}, means: []string{"指"},
		amend: []string{"修改为", "修改為", "删去", "废止", "廢止"},
		modal: []string{"应当", "應", "不得", "可以", "得", "处", "處", "禁止"},
	},
	"ro": {
		define: []string{"se înțelege", "prin "}, means: []string{"înțelege"},
		amend: []string{"se modifică", "se abrogă", "se înlocuie", "se completează"},
		modal: []string{" trebuie ", " poate ", " se pedepse", " este interzis", " se aprobă"},
	},
}

var kindCuesByLang = compileCues(kindPhrasesByLang)

func compileCues(in map[string]kindPhrases) map[string]*kindCues {
	out := make(map[string]*kindCues, len(in))
	for lang, p := range in {
		out[lang] = &kindCues{newCueSet(p.define), newCueSet(p.means), newCueSet(p.amend), newCueSet(p.modal)}
	}
	return out
}

// allCues are those of the languages with most cues, where the language is not
// known.
var allCues = mergeCues("en", "fr", "de", "es", "sv")

func mergeCues(langs ...string) *kindCues {
	var all kindPhrases
	for _, l := range langs {
		p := kindPhrasesByLang[l]
		all.define = append(all.define, p.define...)
		all.means = append(all.means, p.means...)
		all.amend = append(all.amend, p.amend...)
		all.modal = append(all.modal, p.modal...)
	}
	return compileCues(map[string]kindPhrases{"": all})[""]
}

// noCues are those of languages without phrases.
var noCues = compileCues(map[string]kindPhrases{"": {}})[""]

// cuesOf returns the cues of a language.
func cuesOf(lang string) *kindCues {
	switch l := primary(lang); l {
	case "nb", "nn":
		return kindCuesByLang["no"]
	default:
		if c := kindCuesByLang[l]; c != nil {
			return c
		}
	}
	if lang == "" || lang == "und" {
		return allCues
	}
	return noCues
}
