package ingest

import "fmt"

// traditions lists how laws are drafted where the corpus has no markup to learn
// from. The texts are invented: a law on mills and ferries.
func traditions() []tradition {
	return []tradition{spanish(), french(), german(), swedishLaw(), norwegian(), finnish(), dutch(), portuguese(), italian(), japanese(), european(), commonwealth(), american()}
}

func spanish() tradition {
	words := []string{"PRIMERO", "SEGUNDO", "TERCERO", "CUARTO"}
	return tradition{"es código", "es", bank{
		title: "LEY DE MOLINOS Y BARCAS", contents: "ÍNDICE",
		preamble:  []string{"El Congreso de la República sanciona con fuerza de ley:"},
		amends:    "Sustitúyese el artículo 48 de la Ley de Puertos por el siguiente:",
		heads:     []string{"Disposiciones generales", "De los molinos", "De las barcas", "Del registro", "De las sanciones", "Deberes del molinero"},
		sentences: []string{"El molinero llevará un libro en el que anotará las cargas recibidas.", "La autoridad podrá inspeccionar las barcas conforme al artículo %d de esta ley.", "Las multas no excederán de cien monedas.", "El registro es público y gratuito.", "Lo dispuesto en el artículo %d se aplica también a los barqueros."},
		chapeaux:  []string{"Son deberes del molinero:", "La solicitud deberá contener:"}, items: []string{"mantener limpias las ruedas;", "anotar el peso de cada carga;", "avisar a la autoridad de las crecidas;", "exhibir la tarifa a la entrada."},
		closing: "Comuníquese, publíquese y archívese.",
	}, []form{
		{containers: []func(int) string{roman("TÍTULO %s"), roman("CAPÍTULO %s")}, below: true, basic: simple("Artículo %dº", "Artículo %dº %s"), letters: []string{"bis", "ter"}, basicSep: ".- ", item: letter("%c) "), annex: roman("ANEXO %s"), open: "“", shut: "”"},
		{containers: []func(int) string{word("LIBRO %s", words...), word("TÍTULO %s", words...)}, below: true, basic: simple("ARTÍCULO %d", "ARTÍCULO %d %s"), letters: []string{"bis"}, basicSep: ". ", heading: "", sub: label("%d. "), item: letter("%c) "), annex: roman("ANEXO %s"), open: "\"", shut: "\""},
		{containers: []func(int) string{roman("Capítulo %s")}, sep: ". ", basic: simple("Artículo %d", "Artículo %d %s"), letters: []string{"bis", "ter", "quáter"}, heading: "same", basicSep: ". ", sub: label("%d. "), item: letter("%c) "), annex: roman("Anexo %s"), annexItem: label("%d. "), open: "«", shut: "»"},
		{containers: []func(int) string{roman("TITULO %s"), roman("CAPITULO %s")}, sep: " - ", basic: simple("Art. %d", "Art. %d %s"), letters: []string{"bis"}, basicSep: ".- ", item: label("%d) "), annex: roman("ANEXO %s"), open: "“", shut: "”"},
		{containers: []func(int) string{roman("TÍTULO %s")}, below: true, basic: simple("Artículo %d", "Artículo %d-%s"), letters: []string{"A", "B"}, basicSep: ". ", sub: roman("%s. "), item: letter("%c) "), annex: roman("ANEXO %s"), open: "“", shut: "”"},
	}}
}

func french() tradition {
	ier := func(word string) func(int) string {
		return func(n int) string {
			if n == 1 {
				return word + " Ier"
			}
			return word + " " + romanNumeral(n)
		}
	}
	first := func(pattern string) func(int, int, string) string {
		return func(_, n int, letter string) string {
			s := fmt.Sprintf(pattern, n)
			if n == 1 && letter == "" {
				s += "er"
			}
			if letter != "" {
				s += " " + letter
			}
			return s
		}
	}
	return tradition{"fr code", "fr", bank{
		title: "LOI RELATIVE AUX MOULINS ET AUX BACS", contents: "SOMMAIRE",
		preamble:  []string{"L’Assemblée a adopté la loi dont la teneur suit :"},
		amends:    "L’article 44 du code des ports est ainsi rédigé :",
		heads:     []string{"Dispositions générales", "Des moulins", "Des bacs", "Du registre", "Sanctions", "Obligations du meunier"},
		sentences: []string{"Le meunier tient un livre où il inscrit les charges reçues.", "L’autorité peut visiter les bacs dans les conditions prévues à l’article %d.", "L’amende ne peut dépasser cent écus.", "Le registre est public.", "Les dispositions de l’article %d sont applicables aux passeurs."},
		chapeaux:  []string{"Le meunier est tenu :", "La demande comporte :"}, items: []string{"De tenir les roues propres ;", "D’inscrire le poids de chaque charge ;", "D’avertir l’autorité des crues ;", "D’afficher le tarif."},
		closing: "La présente loi sera exécutée comme loi de l’État.",
	}, []form{
		{containers: []func(int) string{ier("TITRE"), ier("CHAPITRE")}, below: true, basic: first("Article %d"), letters: []string{"bis", "ter"}, alone: true, sub: roman("%s. – "), item: label("%d° "), annex: roman("ANNEXE %s"), open: "« ", shut: " »", basicSep: ". – "},
		{containers: []func(int) string{ier("Livre"), ier("Titre"), label("Chapitre %d")}, sep: " : ", basic: within("Article L%d1-%d"), restart: true, letters: []string{"-1", "-2"}, alone: true, sub: roman("%s.-"), item: label("%d° "), annex: roman("ANNEXE %s"), basicSep: ". – ", open: "« ", shut: " »"},
		{containers: []func(int) string{ier("TITRE")}, sep: " - ", basic: first("Art. %d"), letters: []string{"bis"}, basicSep: ". – ", item: letter("%c) "), annex: roman("Annexe %s"), open: "« ", shut: " »"},
		{containers: []func(int) string{label("CHAPITRE %d")}, sep: " – ", basic: within("Article R. %d2-%d"), restart: true, letters: []string{"-1"}, alone: true, sub: roman("%s.-"), item: label("%d° "), annex: label("ANNEXE %d"), basicSep: ". – ", open: "« ", shut: " »"},
		{containers: []func(int) string{ier("Titre"), ier("Chapitre"), label("Section %d")}, sep: ". ", basic: first("Article %d"), letters: []string{"bis"}, alone: true, heading: "", item: label("%d° "), annex: roman("Annexe %s"), basicSep: ". – ", open: "« ", shut: " »"},
	}}
}

func german() tradition {
	return tradition{"de Gesetz", "de", bank{
		title: "Gesetz über Mühlen und Fähren (Mühlengesetz)", contents: "Inhaltsübersicht",
		preamble:  []string{"Der Landtag hat das folgende Gesetz beschlossen:"},
		amends:    "Das Hafengesetz wird wie folgt geändert: Nach § 40 wird folgender Paragraph eingefügt:",
		heads:     []string{"Allgemeine Vorschriften", "Mühlen", "Fähren", "Register", "Bußgeldvorschriften", "Pflichten des Müllers"},
		sentences: []string{"Der Müller führt ein Buch, in das er die angenommenen Lasten einträgt.", "Die Behörde darf die Fähren nach § %d besichtigen.", "Die Geldbuße beträgt höchstens hundert Taler.", "Das Register ist öffentlich.", "§ %d gilt entsprechend für Fährleute."},
		chapeaux:  []string{"Der Müller hat", "Der Antrag muss enthalten:"}, items: []string{"die Räder sauber zu halten,", "das Gewicht jeder Last einzutragen,", "die Behörde vor Hochwasser zu warnen und", "den Tarif auszuhängen."},
	}, []form{
		{containers: []func(int) string{label("Abschnitt %d")}, below: true, basic: simple("§ %d", "§ %d%s"), letters: []string{"a", "b"}, heading: "same", basicSep: " ", sub: label("(%d) "), item: label("%d. "), annex: label("Anlage %d"), open: "„", shut: "“"},
		{containers: []func(int) string{word("%s Teil", "Erster", "Zweiter", "Dritter"), word("%s Abschnitt", "Erster", "Zweiter", "Dritter")}, below: true, basic: simple("§ %d", "§ %d%s"), letters: []string{"a"}, heading: "below", basicSep: " ", sub: label("(%d) "), item: label("%d. "), annex: label("Anlage %d"), open: "„", shut: "“"},
		{containers: []func(int) string{roman("%s. Abschnitt")}, sep: ": ", basic: simple("§ %d.", "§ %d%s."), letters: []string{"a"}, basicSep: " ", runIn: true, sub: label("(%d) "), item: label("%d. "), annex: label("Anlage %d"), open: "„", shut: "“"},
		{containers: []func(int) string{label("Kapitel %d")}, sep: " ", basic: simple("Art. %d", "Art. %d%s"), letters: []string{"a"}, heading: "same", basicSep: " ", sub: label("%d "), item: letter("%c. "), annex: label("Anhang %d"), open: "«", shut: "»"},
		{containers: []func(int) string{label("Teil %d"), label("Kapitel %d")}, below: true, basic: simple("Artikel %d", "Artikel %d%s"), letters: []string{"a"}, heading: "below", basicSep: " ", sub: label("(%d) "), item: letter("%c) "), annex: roman("Anlage %s"), annexItem: label("%d. "), open: "„", shut: "“"},
	}}
}

func swedishLaw() tradition {
	return tradition{"sv lag", "sv", bank{
		title: "Lag (1998:77) om kvarnar och färjor", contents: "Innehåll",
		amends:    "I hamnlagen ska det införas en ny paragraf av följande lydelse:",
		heads:     []string{"Inledande bestämmelser", "Kvarnar", "Färjor", "Register", "Straffbestämmelser", "Mjölnarens skyldigheter"},
		sentences: []string{"Mjölnaren ska föra bok över de laster som tas emot.", "Myndigheten får besiktiga färjor enligt %d § första stycket.", "Boten får inte överstiga hundra daler.", "Registret är offentligt.", "Bestämmelserna i %d § gäller även färjekarlar."},
		chapeaux:  []string{"Mjölnaren ska", "Ansökan ska innehålla"}, items: []string{"hålla hjulen rena,", "anteckna varje lasts vikt,", "varna myndigheten för högt vatten, och", "anslå taxan."},
	}, []form{
		{containers: []func(int) string{label("%d kap.")}, sep: " ", basic: simple("%d §", "%d %s §"), letters: []string{"a", "b"}, basicSep: " ", item: label("%d. "), annex: label("Bilaga %d"), restart: true},
		{containers: []func(int) string{label("%d kap.")}, sep: " ", basic: simple("%d §", "%d %s §"), letters: []string{"a"}, heading: "above", basicSep: "  ", item: label("%d. "), annex: label("Bilaga %d"), restart: true},
		{basic: simple("%d §", "%d %s §"), letters: []string{"a", "b"}, basicSep: " ", item: letter("%c) "), annex: label("Bilaga %d")},
		{containers: []func(int) string{word("%s AVDELNINGEN", "FÖRSTA", "ANDRA", "TREDJE"), label("%d kap.")}, sep: " ", basic: simple("%d §", "%d %s §"), letters: []string{"a"}, basicSep: " ", item: label("%d. "), annex: label("Bilaga %d"), restart: true},
		{containers: []func(int) string{label("%d kap.")}, sep: " ", basic: simple("%d §.", "%d %s §."), letters: []string{"a"}, basicSep: " ", item: label("%d) "), annex: label("Bilaga %d")},
	}}
}

func norwegian() tradition {
	return tradition{"no lov", "no", bank{
		title: "Lov om møller og ferger", contents: "Innhold",
		amends:    "I havneloven gjøres følgende endring. Ny paragraf skal lyde:",
		heads:     []string{"Innledende bestemmelser", "Møller", "Ferger", "Register", "Straff", "Møllerens plikter"},
		sentences: []string{"Mølleren skal føre bok over lasten som mottas.", "Myndigheten kan besiktige ferger etter § %d.", "Boten kan ikke overstige hundre daler.", "Registeret er offentlig.", "Bestemmelsene i § %d gjelder også fergemenn."},
		chapeaux:  []string{"Mølleren skal", "Søknaden skal inneholde"}, items: []string{"holde hjulene rene,", "skrive ned vekten av hver last,", "varsle om høyt vann, og", "slå opp taksten."},
	}, []form{
		{containers: []func(int) string{label("Kapittel %d.")}, sep: " ", basic: within("§ %d-%d"), restart: true, letters: []string{" a"}, heading: "same", basicSep: ". ", sub: label("(%d) "), item: letter("%c) "), annex: label("Vedlegg %d")},
		{containers: []func(int) string{roman("Kapittel %s.")}, sep: " ", basic: simple("§ %d", "§ %d %s"), letters: []string{"a"}, heading: "same", basicSep: ". ", item: letter("%c) "), annex: label("Vedlegg %d")},
		{basic: simple("§ %d.", "§ %d %s."), letters: []string{"a"}, basicSep: " ", item: label("%d. "), annex: label("Vedlegg %d")},
		{containers: []func(int) string{label("Kap. %d.")}, sep: " ", basic: simple("§ %d", "§ %d%s"), letters: []string{"a"}, heading: "same", basicSep: " ", sub: label("(%d) "), item: letter("%c) "), annex: label("Vedlegg %d")},
		{containers: []func(int) string{label("Kapitel %d")}, below: true, basic: simple("§ %d.", "§ %d %s."), letters: []string{"a"}, basicSep: " ", sub: label("(%d) "), runIn: true, item: label("%d) "), annex: label("Bilag %d")},
	}}
}

func finnish() tradition {
	return tradition{"fi laki", "fi", bank{
		title: "Laki myllyistä ja lautoista", contents: "Sisällys",
		preamble:  []string{"Eduskunnan päätöksen mukaisesti säädetään:"},
		heads:     []string{"Yleiset säännökset", "Myllyt", "Lautat", "Rekisteri", "Rangaistukset", "Myllärin velvollisuudet"},
		sentences: []string{"Myllärin on pidettävä kirjaa vastaanotetuista kuormista.", "Viranomainen saa tarkastaa lautat %d §:n mukaisesti.", "Sakko on enintään sata taaleria.", "Rekisteri on julkinen.", "Mitä %d §:ssä säädetään, koskee myös lauttureita."},
		chapeaux:  []string{"Myllärin on:", "Hakemuksessa on oltava:"}, items: []string{"pidettävä pyörät puhtaina;", "merkittävä kunkin kuorman paino;", "varoitettava tulvasta; sekä", "pidettävä hinnasto nähtävillä."},
	}, []form{
		{containers: []func(int) string{label("%d luku")}, below: true, basic: simple("%d §", "%d %s §"), letters: []string{"a", "b"}, heading: "below", item: label("%d) "), annex: label("Liite %d")},
		{containers: []func(int) string{label("%d luku")}, sep: " ", basic: simple("%d §", "%d %s §"), letters: []string{"a"}, heading: "same", basicSep: " ", item: label("%d) "), annex: label("Liite %d"), restart: true},
		{basic: simple("%d §", "%d %s §"), letters: []string{"a"}, alone: true, item: label("%d) "), annex: label("Liite %d")},
		{containers: []func(int) string{roman("%s OSA"), label("%d luku")}, below: true, basic: simple("%d §", "%d %s §"), letters: []string{"a"}, heading: "below", item: label("%d) "), annex: label("Liite %d"), restart: true},
		{containers: []func(int) string{label("%d luku.")}, sep: " ", basic: simple("%d §.", "%d %s §."), letters: []string{"a"}, basicSep: " ", item: letter("%c) "), annex: label("Liite %d")},
	}}
}

func dutch() tradition {
	return tradition{"nl wet", "nl", bank{
		title: "Wet op de molens en veren", contents: "Inhoud",
		preamble:  []string{"Allen, die deze zullen zien of horen lezen, saluut!"},
		amends:    "Na artikel 40 van de Havenwet wordt een artikel ingevoegd, luidende:",
		heads:     []string{"Algemene bepalingen", "Molens", "Veren", "Register", "Straffen", "Plichten van de molenaar"},
		sentences: []string{"De molenaar houdt een boek bij van de ontvangen lasten.", "De overheid kan de veren bezichtigen op grond van artikel %d.", "De boete bedraagt ten hoogste honderd daalders.", "Het register is openbaar.", "Artikel %d is van overeenkomstige toepassing op veerlieden."},
		chapeaux:  []string{"De molenaar is verplicht:", "De aanvraag bevat:"}, items: []string{"de raderen schoon te houden;", "het gewicht van elke last op te schrijven;", "te waarschuwen voor hoog water; en", "het tarief op te hangen."},
		closing: "Deze wet treedt in werking op een bij koninklijk besluit te bepalen tijdstip.",
	}, []form{
		{containers: []func(int) string{label("Hoofdstuk %d.")}, sep: " ", basic: simple("Artikel %d", "Artikel %d%s"), letters: []string{"a", "b"}, alone: true, sub: label("%d. "), item: letter("%c. "), annex: label("Bijlage %d"), basicSep: ". ", open: "“", shut: "”"},
		{containers: []func(int) string{roman("HOOFDSTUK %s")}, below: true, basic: simple("Artikel %d", "Artikel %d%s"), letters: []string{"a"}, heading: "same", basicSep: ". ", sub: label("%d. "), item: letter("%c. "), annex: label("Bijlage %d")},
		{containers: []func(int) string{roman("TITEL %s"), roman("AFDELING %s")}, sep: ". ", basic: within("Artikel %d:%d"), restart: true, letters: []string{"a"}, alone: true, sub: label("%d. "), item: letter("%c. "), annex: label("Bijlage %d"), basicSep: " "},
		{containers: []func(int) string{label("Hoofdstuk %d.")}, sep: " ", basic: simple("Artikel %d.", "Artikel %d%s."), letters: []string{"a"}, basicSep: " ", sub: label("%d. "), runIn: true, item: letter("%c. "), annex: label("Bijlage %d")},
		{containers: []func(int) string{label("Hoofdstuk %d"), label("§ %d.")}, sep: " ", basic: simple("Art. %d.", "Art. %d%s."), letters: []string{"bis"}, basicSep: " ", item: label("%d° "), annex: label("Bijlage %d")},
	}}
}

func portuguese() tradition {
	ordinal := func(pattern string) func(int, int, string) string {
		return func(_, n int, letter string) string {
			s := fmt.Sprintf(pattern, n)
			if n < 10 {
				s += "º"
			}
			if letter != "" {
				s += "-" + letter
			}
			return s
		}
	}
	return tradition{"pt lei", "pt", bank{
		title: "LEI DOS MOINHOS E DAS BARCAS", contents: "ÍNDICE",
		preamble:  []string{"Faço saber que o Congresso decreta e eu sanciono a seguinte Lei:"},
		amends:    "A Lei dos Portos passa a vigorar acrescida do seguinte artigo:",
		heads:     []string{"Disposições gerais", "Dos moinhos", "Das barcas", "Do registro", "Das penas", "Deveres do moleiro"},
		sentences: []string{"O moleiro manterá um livro das cargas recebidas.", "A autoridade poderá vistoriar as barcas nos termos do art. %d desta Lei.", "A multa não excederá cem moedas.", "O registro é público.", "O disposto no artigo %d aplica-se aos barqueiros."},
		chapeaux:  []string{"São deveres do moleiro:", "O requerimento conterá:"}, items: []string{"manter limpas as rodas;", "anotar o peso de cada carga;", "avisar das cheias; e", "afixar a tarifa."},
		closing: "Revogam-se as disposições em contrário.",
	}, []form{
		{containers: []func(int) string{roman("TÍTULO %s"), roman("CAPÍTULO %s")}, below: true, basic: ordinal("Art. %d"), letters: []string{"A", "B"}, basicSep: " ", sub: label("§ %dº "), item: roman("%s - "), annex: roman("ANEXO %s"), open: "“", shut: "”"},
		{containers: []func(int) string{roman("CAPÍTULO %s")}, sep: " - ", basic: simple("Artigo %d.º", "Artigo %d.º-%s"), letters: []string{"A"}, heading: "below", basicSep: " ", sub: label("%d - "), item: letter("%c) "), annex: roman("ANEXO %s")},
		{containers: []func(int) string{roman("CAPÍTULO %s")}, below: true, basic: ordinal("Art. %d"), letters: []string{"A"}, basicSep: ". ", item: roman("%s – "), annex: roman("ANEXO %s"), open: "\"", shut: "\""},
		{containers: []func(int) string{roman("TÍTULO %s"), roman("CAPÍTULO %s"), roman("Seção %s")}, below: true, basic: ordinal("Art. %d"), letters: []string{"A"}, basicSep: " ", item: letter("%c) "), annex: roman("ANEXO %s")},
		{containers: []func(int) string{roman("CAPÍTULO %s")}, below: true, basic: simple("Artigo %d.º", "Artigo %d.º-%s"), letters: []string{"A"}, heading: "below", sub: label("%d. "), item: letter("%c) "), annex: roman("Anexo %s")},
	}}
}

func italian() tradition {
	return tradition{"it legge", "it", bank{
		title: "LEGGE SUI MULINI E SUI TRAGHETTI", contents: "INDICE",
		preamble:  []string{"La Camera ha approvato; il Presidente promulga la seguente legge:"},
		amends:    "Dopo l’articolo 40 della legge sui porti è inserito il seguente:",
		heads:     []string{"Disposizioni generali", "Dei mulini", "Dei traghetti", "Del registro", "Delle sanzioni", "Doveri del mugnaio"},
		sentences: []string{"Il mugnaio tiene un libro dei carichi ricevuti.", "L’autorità può ispezionare i traghetti ai sensi dell’articolo %d.", "La multa non supera cento monete.", "Il registro è pubblico.", "Le disposizioni dell’articolo %d si applicano ai barcaioli."},
		chapeaux:  []string{"Il mugnaio è tenuto a:", "La domanda contiene:"}, items: []string{"tenere pulite le ruote;", "annotare il peso di ogni carico;", "avvisare delle piene;", "esporre la tariffa."},
		closing: "La presente legge sarà inserita nella raccolta ufficiale.",
	}, []form{
		{containers: []func(int) string{roman("TITOLO %s"), roman("CAPO %s")}, below: true, basic: simple("Art. %d.", "Art. %d-%s."), letters: []string{"bis", "ter"}, heading: "below", sub: label("%d. "), item: letter("%c) "), annex: label("ALLEGATO %d"), basicSep: " ", open: "«", shut: "»"},
		{containers: []func(int) string{roman("Capo %s")}, sep: " - ", basic: simple("Articolo %d", "Articolo %d %s"), letters: []string{"bis"}, heading: "same", basicSep: " - ", sub: label("%d. "), item: letter("%c) "), annex: label("Allegato %d"), open: "«", shut: "»"},
		{basic: simple("Art. %d.", "Art. %d %s."), letters: []string{"bis"}, basicSep: " ", item: label("%d) "), annex: label("Allegato %d")},
	}}
}

func japanese() tradition {
	num := func(pattern string) func(int) string {
		return func(n int) string { return fmt.Sprintf(pattern, kanji(n)) }
	}
	basic := func(_, n int, letter string) string { return "第" + kanji(n) + "条" + letter }
	wide := func(n int) string { return string(rune('０'+n)) + "　" }
	return tradition{"ja 法律", "ja", bank{
		title: "水車及び渡船に関する法律", contents: "目次",
		heads:     []string{"総則", "水車", "渡船", "登録", "罰則", "雑則"},
		sentences: []string{"水車を営む者は、受け取つた荷を帳簿に記載しなければならない。", "行政庁は、渡船を検査することができる。", "罰金の額は、百円を超えてはならない。", "登録簿は、公開する。", "第%d条の規定は、渡守について準用する。"},
		chapeaux:  []string{"水車を営む者は、次に掲げる事項を守らなければならない。", "申請書には、次の事項を記載する。"}, items: []string{"車輪を清潔に保つこと。", "荷の重さを記載すること。", "洪水を知らせること。", "料金を掲示すること。"},
	}, []form{
		{containers: []func(int) string{num("第%s章")}, sep: "　", basic: basic, letters: []string{"の二", "の三"}, basicSep: "　", item: num("%s　"), annex: func(n int) string { return "別表第" + kanji(n) }},
		{containers: []func(int) string{num("第%s編"), num("第%s章")}, sep: "　", basic: basic, letters: []string{"の二"}, basicSep: "　", sub: wide, item: num("%s　"), annex: func(n int) string { return "別表第" + kanji(n) }},
		{basic: basic, letters: []string{"の二"}, basicSep: "　", item: num("%s　"), annex: func(n int) string { return "別表第" + kanji(n) }},
		{containers: []func(int) string{num("第%s章"), num("第%s節")}, sep: " ", basic: func(_, n int, letter string) string { return fmt.Sprintf("第%d条", n) + letter }, letters: []string{"の2"}, basicSep: " ", item: num("%s "), annex: func(n int) string { return "別表第" + kanji(n) }},
	}}
}

func european() tradition {
	return tradition{"en directive", "en", bank{
		title: "DIRECTIVE ON MILLS AND FERRIES", contents: "CONTENTS",
		preamble:  []string{"THE COUNCIL OF THE LEAGUE,", "Having regard to the Treaty, and in particular Article 12 thereof,", "HAS ADOPTED THIS DIRECTIVE:"},
		amends:    "In the Harbour Directive, the following Article is inserted:",
		heads:     []string{"General provisions", "Mills", "Ferries", "Register", "Penalties", "Duties of millers"},
		sentences: []string{"Millers shall keep a book of the loads that they receive.", "The competent authority may inspect ferries in accordance with Article %d of this Directive.", "Fines shall not exceed one hundred crowns.", "The register shall be public.", "Article %d shall apply to ferrymen."},
		chapeaux:  []string{"Millers shall:", "The application shall contain the following:"}, items: []string{"keep the wheels clean;", "record the weight of each load;", "give warning of floods; and", "display the tariff."},
		closing: "This Directive is addressed to the Member States.",
	}, []form{
		{containers: []func(int) string{roman("CHAPTER %s")}, below: true, basic: simple("Article %d", "Article %d%s"), letters: []string{"a", "b"}, heading: "below", sub: label("%d. "), item: letter("(%c) "), annex: roman("ANNEX %s"), basicSep: " ", open: "‘", shut: "’"},
		{containers: []func(int) string{roman("TITLE %s"), label("CHAPTER %d")}, below: true, basic: simple("Article %d", "Article %d%s"), letters: []string{"a"}, heading: "below", sub: label("%d. "), item: letter("(%c) "), annex: roman("ANNEX %s"), annexItem: label("%d. ")},
		{containers: []func(int) string{roman("PART %s")}, sep: " - ", basic: simple("Article %d", "Article %d %s"), letters: []string{"bis"}, alone: true, sub: label("(%d) "), item: letter("%c) "), annex: roman("Annex %s")},
		{basic: simple("Article %d", "Article %d%s"), letters: []string{"A"}, heading: "same", basicSep: ": ", sub: label("%d. "), item: letter("%c. "), annex: capital("Annex %c")},
	}}
}

func commonwealth() tradition {
	return tradition{"en act", "en", bank{
		title: "MILLS AND FERRIES ACT 1974", contents: "ARRANGEMENT OF SECTIONS",
		preamble:  []string{"An Act to provide for mills and ferries.", "BE IT ENACTED by the Parliament as follows:"},
		amends:    "The Harbours Act 1930 is amended by inserting the following new section:",
		heads:     []string{"Preliminary", "Mills", "Ferries", "Register", "Penalties", "Duties of millers", "Interpretation"},
		sentences: []string{"A miller shall keep a book of the loads that the miller receives.", "An inspector may inspect any ferry under section %d of this Act.", "A fine shall not exceed one hundred pounds.", "The register is open to the public.", "Nothing in section %d applies to ferrymen."},
		chapeaux:  []string{"A miller shall—", "An application shall contain:"}, items: []string{"keep the wheels clean;", "record the weight of each load;", "give warning of floods; and", "display the tariff."},
	}, []form{
		{containers: []func(int) string{roman("PART %s")}, sep: "—", basic: simple("%d.", "%d%s."), letters: []string{"A", "B"}, heading: "same", basicSep: " ", sub: label("(%d) "), item: letter("(%c) "), annex: word("%s SCHEDULE", "FIRST", "SECOND"), annexItem: label("%d. "), open: "“", shut: "”"},
		{containers: []func(int) string{label("Part %d")}, below: true, basic: simple("%d", "%d%s"), letters: []string{"A"}, heading: "same", basicSep: " ", sub: label("(%d) "), item: letter("(%c) "), annex: label("Schedule %d"), open: "“", shut: "”"},
		{containers: []func(int) string{label("PART %d")}, below: true, basic: simple("%d.", "%d%s."), letters: []string{"A"}, heading: "above", basicSep: " ", sub: label("(%d) "), runIn: true, item: letter("(%c) "), annex: label("SCHEDULE %d"), open: "\"", shut: "\""},
		{containers: []func(int) string{roman("CHAPTER %s")}, below: true, basic: simple("Section %d.", "Section %d%s."), letters: []string{"A"}, basicSep: " ", sub: label("(%d) "), runIn: true, item: letter("(%c) "), annex: label("SCHEDULE %d"), open: "“", shut: "”"},
		{containers: []func(int) string{label("Part %d")}, sep: ": ", basic: simple("%d.", "%d%s."), letters: []string{"A"}, basicSep: " ", sub: label("(%d) "), runIn: true, item: letter("(%c) "), annex: label("Schedule %d"), open: "“", shut: "”"},
	}}
}

func american() tradition {
	return tradition{"en code", "en-US", bank{
		title: "MILLS AND FERRIES CODE", contents: "TABLE OF CONTENTS",
		heads:     []string{"General provisions", "Mills", "Ferries", "Register", "Penalties", "Duties of millers", "Definitions"},
		sentences: []string{"A miller shall keep a book of the loads that the miller receives.", "An inspector may inspect any ferry under this chapter.", "A fine may not exceed $100.", "The register is open to the public.", "Section %d does not apply to ferrymen."},
		chapeaux:  []string{"A miller shall:", "An application must contain all of the following:"}, items: []string{"keep the wheels clean;", "record the weight of each load;", "give warning of floods; and", "display the tariff."},
	}, []form{
		{containers: []func(int) string{label("CHAPTER %d")}, sep: ". ", basic: within("Sec. %d-%02d"), restart: true, heading: "same", basicSep: ". ", sub: letter("(%c) "), item: label("(%d) "), annex: capital("APPENDIX %c")},
		{containers: []func(int) string{label("Title %d"), roman("Chapter %s")}, sep: ". ", basic: simple("§ %d.", "§ %d%s."), letters: []string{"a"}, heading: "same", basicSep: " ", sub: letter("(%c) "), item: label("(%d) "), annex: capital("APPENDIX %c")},
		{containers: []func(int) string{roman("ARTICLE %s")}, below: true, basic: simple("Section %d.", "Section %d%s."), letters: []string{"A"}, basicSep: " ", sub: letter("(%c) "), runIn: true, item: label("(%d) "), annex: capital("APPENDIX %c")},
		{containers: []func(int) string{label("Chapter %d")}, below: true, basic: within("%d-%d01."), restart: true, heading: "same", basicSep: " ", sub: label("%d. "), item: letter("%c. "), annex: capital("APPENDIX %c")},
	}}
}
