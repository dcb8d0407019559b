package detect

// rank orders divisions from the outside in; basic is the provision that a
// tradition numbers and cites (section, article, §, 条).
type rank int16

const (
	rankAnnex   rank = 0
	rankBook    rank = 10
	rankPart    rank = 20
	rankTitle   rank = 30
	rankChapter rank = 40
	rankSection rank = 50
	rankBasic   rank = 70
	rankInside  rank = 80 // paragraphs of a basic provision that a word names
)

// keyword is a word that names a division.
type keyword struct {
	typ  string // Akoma Ntoso element name
	rank rank
	bare bool // may stand without a number (SCHEDULE)
	// ambiguous words name a division of a book in one tradition and the basic
	// provision in another (Section); basicIn decides.
	both bool
}

// before lists the words that stand before their number, folded. The ranks
// follow the drafting manuals of the traditions; where a document nests two of
// them the other way round, the order of first use decides (see ranks.go).
var before = map[string]keyword{
	// basic provisions
	"article": {typ: "article", rank: rankBasic}, "articles": {typ: "article", rank: rankBasic},
	"art": {typ: "article", rank: rankBasic}, "arts": {typ: "article", rank: rankBasic},
	"articulo": {typ: "article", rank: rankBasic}, "articolo": {typ: "article", rank: rankBasic},
	"articol": {typ: "article", rank: rankBasic}, "articolul": {typ: "article", rank: rankBasic},
	"artigo": {typ: "article", rank: rankBasic}, "artikel": {typ: "article", rank: rankBasic},
	"artikkel": {typ: "article", rank: rankBasic}, "artikkeli": {typ: "article", rank: rankBasic},
	"artykul": {typ: "article", rank: rankBasic}, "cl": {typ: "article", rank: rankBasic},
	"clanek": {typ: "article", rank: rankBasic}, "clanok": {typ: "article", rank: rankBasic},
	"clan": {typ: "article", rank: rankBasic}, "clanak": {typ: "article", rank: rankBasic},
	"αρθρο": {typ: "article", rank: rankBasic}, "αρθρον": {typ: "article", rank: rankBasic},
	"статья": {typ: "article", rank: rankBasic}, "стаття": {typ: "article", rank: rankBasic},
	"член": {typ: "article", rank: rankBasic}, "madde": {typ: "article", rank: rankBasic},
	"pasal": {typ: "article", rank: rankBasic}, "dieu": {typ: "article", rank: rankBasic},
	"sec": {typ: "section", rank: rankBasic}, "rule": {typ: "rule", rank: rankBasic},
	"regulation": {typ: "section", rank: rankBasic}, "clause": {typ: "clause", rank: rankBasic},
	"section": {typ: "section", rank: rankSection, both: true},
	// divisions above them
	"book": {typ: "book", rank: rankBook}, "livre": {typ: "book", rank: rankBook}, "libro": {typ: "book", rank: rankBook},
	"llibre": {typ: "book", rank: rankBook}, "buch": {typ: "book", rank: rankBook}, "boek": {typ: "book", rank: rankBook},
	"kniha": {typ: "book", rank: rankBook}, "βιβλιο": {typ: "book", rank: rankBook}, "cartea": {typ: "book", rank: rankBook},
	"part": {typ: "part", rank: rankPart}, "parte": {typ: "part", rank: rankPart}, "partie": {typ: "part", rank: 5},
	"partea": {typ: "part", rank: rankPart}, "teil": {typ: "part", rank: rankPart}, "deel": {typ: "part", rank: rankPart},
	"del": {typ: "part", rank: rankPart}, "cast": {typ: "part", rank: rankPart}, "μεροσ": {typ: "part", rank: rankPart},
	"avdelning": {typ: "part", rank: rankPart}, "avdeling": {typ: "part", rank: rankPart}, "afdeling": {typ: "section", rank: rankSection},
	"title": {typ: "title", rank: rankTitle}, "titre": {typ: "title", rank: rankTitle}, "titulo": {typ: "title", rank: rankTitle},
	"titol": {typ: "title", rank: rankTitle}, "titolo": {typ: "title", rank: rankTitle}, "titlul": {typ: "title", rank: rankTitle},
	"titel": {typ: "title", rank: rankTitle}, "τιτλοσ": {typ: "title", rank: rankTitle}, "hlava": {typ: "title", rank: rankTitle},
	"dzial": {typ: "title", rank: rankTitle}, "раздел": {typ: "title", rank: rankTitle},
	"subtitle": {typ: "subtitle", rank: 34}, "untertitel": {typ: "subtitle", rank: 57}, "subtitulo": {typ: "subtitle", rank: 34},
	"chapter": {typ: "chapter", rank: rankChapter}, "chapitre": {typ: "chapter", rank: rankChapter}, "capitulo": {typ: "chapter", rank: rankChapter},
	"capitol": {typ: "chapter", rank: rankChapter}, "capitolul": {typ: "chapter", rank: rankChapter}, "capo": {typ: "chapter", rank: rankChapter},
	"kapitel": {typ: "chapter", rank: rankChapter}, "kapittel": {typ: "chapter", rank: rankChapter}, "kap": {typ: "chapter", rank: rankChapter},
	"hoofdstuk": {typ: "chapter", rank: rankChapter}, "κεφαλαιο": {typ: "chapter", rank: rankChapter}, "dil": {typ: "chapter", rank: rankChapter},
	"rozdzial": {typ: "chapter", rank: rankChapter}, "глава": {typ: "chapter", rank: rankChapter}, "kapitola": {typ: "chapter", rank: rankChapter},
	"hauptstuck": {typ: "chapter", rank: 25},
	"subchapter": {typ: "subchapter", rank: 44}, "soussection": {typ: "subsection", rank: 54}, "unterkapitel": {typ: "subchapter", rank: 44},
	"division": {typ: "division", rank: 46}, "subpart": {typ: "subpart", rank: 46}, "subdivision": {typ: "subdivision", rank: 48},
	"seccion": {typ: "section", rank: rankSection}, "seccio": {typ: "section", rank: rankSection}, "sezione": {typ: "section", rank: rankSection},
	"secao": {typ: "section", rank: rankSection}, "sectiunea": {typ: "section", rank: rankSection}, "abschnitt": {typ: "section", rank: rankSection},
	"oddil": {typ: "section", rank: rankSection}, "τμημα": {typ: "section", rank: 35}, "ενοτητα": {typ: "section", rank: rankSection},
	"unterabschnitt": {typ: "subsection", rank: 54}, "pododdil": {typ: "subsection", rank: 54}, "subseccion": {typ: "subsection", rank: 54},
	"subsectiunea": {typ: "subsection", rank: 54}, "oddzial": {typ: "section", rank: rankSection},
	"paragraphe": {typ: "paragraph", rank: 58}, "sousparagraphe": {typ: "subparagraph", rank: 59}, "paragraaf": {typ: "paragraph", rank: 58},
	// inside basic provisions
	"stk": {typ: "subsection", rank: rankInside}, "paragrafo": {typ: "paragraph", rank: rankInside},
	// what stands behind the body
	"schedule": {typ: "schedule", rank: rankAnnex, bare: true}, "annex": {typ: "annex", rank: rankAnnex, bare: true},
	"annexe": {typ: "annex", rank: rankAnnex, bare: true}, "anexo": {typ: "annex", rank: rankAnnex, bare: true}, "annexure": {typ: "annex", rank: rankAnnex, bare: true},
	"anexa": {typ: "annex", rank: rankAnnex, bare: true}, "annex1": {typ: "annex", rank: rankAnnex}, "anlage": {typ: "annex", rank: rankAnnex, bare: true},
	"anhang": {typ: "annex", rank: rankAnnex, bare: true}, "bilaga": {typ: "annex", rank: rankAnnex, bare: true}, "bilag": {typ: "annex", rank: rankAnnex, bare: true},
	"vedlegg": {typ: "annex", rank: rankAnnex, bare: true}, "liite": {typ: "annex", rank: rankAnnex, bare: true}, "lisa": {typ: "annex", rank: rankAnnex, bare: true},
	"priloha": {typ: "annex", rank: rankAnnex, bare: true}, "παραρτημα": {typ: "annex", rank: rankAnnex, bare: true}, "allegato": {typ: "annex", rank: rankAnnex, bare: true},
	"bijlage": {typ: "annex", rank: rankAnnex, bare: true}, "fylgiskjal": {typ: "annex", rank: rankAnnex, bare: true}, "vidauki": {typ: "annex", rank: rankAnnex, bare: true},
	"appendix": {typ: "appendix", rank: rankAnnex, bare: true}, "apendice": {typ: "appendix", rank: rankAnnex, bare: true},
}

// behind lists the words that stand after their number or ordinal, folded.
var behind = map[string]keyword{
	"kap": {typ: "chapter", rank: rankChapter}, "kapitel": {typ: "chapter", rank: rankChapter}, "kapitlet": {typ: "chapter", rank: rankChapter},
	"kapittel": {typ: "chapter", rank: rankChapter}, "luku": {typ: "chapter", rank: rankChapter}, "peatukk": {typ: "chapter", rank: rankChapter},
	"kafli": {typ: "chapter", rank: rankChapter}, "hlava": {typ: "title", rank: rankTitle}, "chapitre": {typ: "chapter", rank: rankChapter},
	"jagu": {typ: "section", rank: rankSection}, "jaotis": {typ: "subsection", rank: 54}, "osa": {typ: "part", rank: rankPart},
	"hluti": {typ: "part", rank: rankPart}, "avd": {typ: "part", rank: rankPart}, "avdelningen": {typ: "part", rank: rankPart},
	"avdelning": {typ: "part", rank: rankPart}, "avdeling": {typ: "part", rank: rankPart}, "del": {typ: "part", rank: rankPart},
	"afdeling": {typ: "section", rank: rankSection}, "abschnitt": {typ: "section", rank: rankSection}, "unterabschnitt": {typ: "subsection", rank: 54},
	"titel": {typ: "title", rank: rankTitle}, "untertitel": {typ: "subtitle", rank: 57}, "teil": {typ: "part", rank: rankPart},
	"buch": {typ: "book", rank: rankBook}, "hauptstuck": {typ: "chapter", rank: 25}, "partie": {typ: "part", rank: 5},
	"parte": {typ: "part", rank: rankPart}, "livre": {typ: "book", rank: rankBook}, "schedule": {typ: "schedule", rank: rankAnnex},
	"gr": {typ: "article", rank: rankBasic}, "avsnitt": {typ: "section", rank: rankSection},
}

// ordinals are the words that number a division, folded.
var ordinals = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"premier": 1, "premiere": 1, "deuxieme": 2, "seconde": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10,
	"primero": 1, "primera": 1, "primer": 1, "unico": 1, "unica": 1, "segundo": 2, "segunda": 2, "tercero": 3, "tercera": 3, "cuarto": 4, "cuarta": 4, "quinto": 5, "quinta": 5,
	"sexto": 6, "sexta": 6, "septimo": 7, "septima": 7, "octavo": 8, "octava": 8, "noveno": 9, "novena": 9, "decimo": 10, "decima": 10, "undecimo": 11, "duodecimo": 12,
	"segon": 2, "tercer": 3, "quart": 4, "cinque": 5, "unic": 1, "preliminar": 0, "preliminaire": 0, "liminaire": 0,
	"erster": 1, "erste": 1, "erstes": 1, "zweiter": 2, "zweite": 2, "zweites": 2, "dritter": 3, "dritte": 3, "drittes": 3, "vierter": 4, "vierte": 4, "viertes": 4,
	"funfter": 5, "funfte": 5, "funftes": 5, "sechster": 6, "sechste": 6, "sechstes": 6, "siebter": 7, "siebente": 7, "siebenter": 7, "siebtes": 7, "siebte": 7,
	"achter": 8, "achte": 8, "achtes": 8, "neunter": 9, "neunte": 9, "neuntes": 9, "zehnter": 10, "zehnte": 10, "zehntes": 10, "elfter": 11, "zwolfter": 12,
	"dreizehnter": 13, "vierzehnter": 14, "funfzehnter": 15, "sechzehnter": 16, "siebzehnter": 17, "achtzehnter": 18, "neunzehnter": 19, "zwanzigster": 20,
	"forsta": 1, "andra": 2, "tredje": 3, "fjarde": 4, "femte": 5, "sjatte": 6, "sjunde": 7, "attonde": 8, "nionde": 9, "tionde": 10,
	"forste": 1, "annen": 2, "andre": 2, "fjerde": 4, "sjette": 6,
	"prvni": 1, "druha": 2, "treti": 3, "ctvrta": 4, "pata": 5, "sesta": 6, "sedma": 7, "osma": 8, "devata": 9, "desata": 10, "jedenacta": 11, "dvanacta": 12, "trinacta": 13,
	"πρωτο": 1, "πρωτοσ": 1, "πρωτη": 1, "δευτερο": 2, "δευτεροσ": 2, "τριτο": 3, "τριτοσ": 3, "τεταρτο": 4, "τεταρτοσ": 4, "πεμπτο": 5, "πεμπτοσ": 5, "εκτο": 6, "εκτοσ": 6, "εβδομο": 7, "ογδοο": 8, "ενατο": 9, "δεκατο": 10,
	"primo": 1, "prima": 1, "secondo": 2, "terzo": 3, "quartus": 4, "eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6,
}

// Ordinal reports whether a word numbers a division ("PRIMERO", "erste").
func Ordinal(word string) bool {
	var buf [24]byte
	w, end := foldWord(word, 0, buf[:])
	_, ok := ordinals[string(w)]
	return ok && end == len(word)
}
