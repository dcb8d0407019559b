package ingest

import (
	"strings"

	"policyscan/ingest/detect"
	"policyscan/ingest/reading"
)

// InferKind says what a passage does from its words alone: the text, the
// headings above it (outermost first, joined by " › "), and its language (BCP
// 47, may be empty). It is also what the tagger asks where a passage comes
// without a kind. Text that is neither of the special kinds is operative where
// it commands, and narrative where it does not.
func InferKind(text, heading, lang string) Kind {
	t := strings.TrimLeft(text, " \n\t*_-•\"“„«")
	if t == "" {
		return Apparatus
	}
	if k := specialKind(t, heading, lang); k != "" {
		return k
	}
	if len(t) < 110 && !strings.ContainsAny(t, ".;:") && detect.HeadingLike(t) && countWords(t) <= 14 && !commands(t, lang) {
		return HeadingKind
	}
	if commands(t, lang) || resolves(t) {
		return Operative
	}
	return Narrative
}

// specialKind recognises the kinds that show in the words themselves; "" where
// the passage is none of them.
func specialKind(t, heading, lang string) Kind {
	switch {
	case contentsLines(t):
		return ContentsKind
	case editorialNote(t):
		return Note
	case signature(t):
		return Signature
	case detect.RecitalStart(t):
		return Recital
	}
	cues := cuesOf(lang)
	opening := t[:min(len(t), 300)]
	_, last := cutLast(heading, " › ")
	switch {
	case cues.amend.in(opening):
		return Amendment
	case defines(t, opening, last, cues):
		return Definition
	case referenceList(t):
		return OffenceList
	}
	return ""
}

// cutLast cuts s around the last sep; before is "" where there is none.
func cutLast(s, sep string) (before, after string) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):]
	}
	return "", s
}

// defines reports whether a passage says what a word means.
func defines(t, opening, heading string, cues *kindCues) bool {
	if cues.define.in(opening[:min(len(opening), 220)]) {
		return true
	}
	if !definitionHeading(heading) {
		return false
	}
	return cues.means.in(opening) || cues.define.in(t)
}

// definitionHeading reports whether a heading announces definitions.
func definitionHeading(h string) bool {
	if h == "" {
		return false
	}
	return definitionWords.in(strings.ToLower(h))
}

// definitionWords stand in headings of definitions, in small letters.
var definitionWords = newCueSet([]string{"definition", "interpretation", "définition", "definicion", "definición", "begriffsbestimmung", "begriff", "definisjon", "ordförklaring", "uttryck", "terminologi", "definicions", "definizion", "begripsbepaling", "defini", "pojm", "mõist", "määritelm", "orðskýring", "定義", "定义", "ορισμοί", "ορισμός"})

// commands reports whether a text orders, forbids, permits or punishes.
func commands(t, lang string) bool {
	return cuesOf(lang).modal.in(t[:min(len(t), 900)])
}

// contentsLines reports whether lines end in page numbers behind leaders.
func contentsLines(t string) bool {
	return leaders.in(t[:min(len(t), 300)])
}

var leaders = newCueSet([]string{".....", ". . . .", "……"})

// editorialNote reports whether a text is a note about changes to the text.
func editorialNote(t string) bool {
	const longest = 260 // bytes
	if t[0] == '[' || t[0] == '(' {
		if i := strings.IndexAny(t, "])"); i > 0 && i >= len(strings.TrimRight(t, " .\n"))-1 && i < 90 {
			return noteWord(t[1:i])
		}
	}
	if len(t) > longest {
		return false
	}
	for _, w := range [...]string{"Amended by", "Inserted by", "Repealed by", "Substituted by", "Added by", "Modifié par", "Créé par", "Abrogé par", "Redacción dada", "Texto añadido", "Texto según", "Nota:", "NOTA:", "Note:", "TEXTO CORRESPONDENTE", "Fuente:", "Tilføyd ved", "Endret ved", "Opphevet ved", "Oppheves", "Lag (", "Fassung", "(weggefallen)", "(Repealed)", "[Repealed]", "Ver en esta norma", "Ver Imagen"} {
		if strings.HasPrefix(t, w) {
			return true
		}
	}
	if strings.Contains(t, " DOF ") && len(t) < 90 {
		return true
	}
	return historyPhrases.in(t)
}

// historyPhrases stand in notes on the history of a provision.
var historyPhrases = newCueSet([]string{": amended, on ", ": inserted, on ", ": repealed, on ", ": replaced, on ", ": substituted, on ", ": added, on ", " heading: amended", " heading: inserted"})

// noteWord reports whether the words in brackets say that text is gone.
func noteWord(w string) bool {
	w = strings.ToLower(w)
	for _, n := range [...]string{"repealed", "deleted", "omitted", "spent", "weggefallen", "abrogé", "derogado", "derogada", "upphävd", "opphevet", "vervallen", "revoked", "reserved", "*)", "sin efecto"} {
		if strings.HasPrefix(w, n) {
			return true
		}
	}
	return w == "*"
}

// signature reports whether a text is the end of an instrument: place, date,
// names, orders to publish.
func signature(t string) bool {
	const longest = 500 // bytes
	if len(t) > longest {
		return false
	}
	for _, w := range [...]string{"Given under my hand", "GIVEN under", "Done at ", "DONE at ", "Done in ", "Fait à ", "FAIT à", "Dado en ", "DADO EN", "Dada en ", "DADA EN LA", "Hecho en ", "Comuníquese", "Regístrese", "Publíquese", "PUBLÍQUESE", "Cúmplase", "Mando,", "Mandons", "En fe de lo cual", "In witness whereof", "IN WITNESS", "En foi de quoi", "Sala de Sesiones", "Casa de l", "Assented to", "Gegeven te", "Sala de Comisiones", "Zu Urkund", "Gjört á"} {
		if strings.HasPrefix(t, w) {
			return true
		}
	}
	return false
}

// referenceList reports whether a text is little but numbers of provisions and
// names of offences or laws: many references, few words between them.
func referenceList(t string) bool {
	const fewest, every = 6, 60 // references, and bytes of text to each
	digits := 0                 // runs of digits: a cheap look before the costly one
	for i := 1; i < len(t); i++ {
		if c := t[i]; c >= '0' && c <= '9' && (t[i-1] < '0' || t[i-1] > '9') {
			digits++
		}
	}
	if digits < fewest || digits*every < len(t) {
		return false
	}
	n := 0
	for _, w := range [...]string{"section ", "sections ", "§ ", "article ", "artículo ", "artikel ", "Artikel ", "Article ", "Section ", "art. ", "kap. "} {
		n += strings.Count(t, w)
		if n >= fewest && n*every > len(t) {
			return true
		}
	}
	return false
}

// kindOf decides the kind of a passage in its context.
func (s *segmenter) kindOf(p *Passage) Kind {
	t := strings.TrimLeft(s.ex.Text[p.Start:p.End], " \n\t*_-•\"“„«")
	for k := p.Provision; k >= 0; k = s.provs[k].Parent {
		switch s.divs[k].Kind {
		case "definition":
			return Definition
		case "preamble", "recital":
			return Recital
		case "conclusions", "signature":
			return Signature
		case "schedule":
			return Schedule
		case "note":
			return Note
		}
		switch s.provs[k].Type {
		case "preamble", "recital", "recitals":
			return Recital
		case "speech", "question", "answer":
			return Narrative
		}
		if isAnnex(s.provs[k].Type) {
			if t != "" && (editorialNote(t) || contentsLines(t)) {
				return Note
			}
			return Schedule
		}
	}
	if t == "" {
		return Apparatus
	}
	k := specialKind(t, p.Heading, p.Lang)
	switch {
	case k == Signature && !s.nearEnd(p), k == Recital && p.Provision >= 0 && s.legal:
		k = ""
	case k != "":
		return k
	}
	switch {
	case p.Provision >= 0 && s.legal, resolves(t):
		return Operative
	case s.legal && p.End <= s.firstBasic && countWords(t) < 100:
		return Apparatus
	case s.ex.Blocks[s.blockAt(p.Start)].Role == reading.TableRow && !commands(t, p.Lang):
		return Apparatus
	case commands(t, p.Lang) && s.legal:
		return Operative
	}
	return Narrative
}

// resolves reports whether a paragraph opens with the verb of a resolution.
func resolves(t string) bool {
	t = strings.TrimLeft(t, "0123456789.)( \t*_")
	word, _, _ := strings.Cut(t[:min(len(t), 24)], " ")
	switch strings.Trim(word, "*_,") {
	case "Urges", "Calls", "Decides", "Requests", "Invites", "Recommends", "Encourages", "Resolves", "Reaffirms", "Condemns", "Welcomes", "Demands", "Appeals", "Instructs", "Stresses",
		"Décide", "Demande", "Invite", "Prie", "Exhorte", "Recommande", "Condamne", "Engage",
		"Decide", "Pide", "Insta", "Exhorta", "Invita", "Solicita", "Recomienda", "Condena", "Encarga":
		return true
	}
	return false
}

// nearEnd reports whether a passage stands in the last part of the document or
// just before a schedule, where signatures stand.
func (s *segmenter) nearEnd(p *Passage) bool {
	return p.Start > len(s.ex.Text)*3/5 || p.Provision < 0
}

// blockAt is the index of the block in which the last fragment began.
func (s *segmenter) blockAt(at int) int {
	lo, hi := 0, len(s.ex.Blocks)-1
	for lo < hi {
		if m := (lo + hi + 1) / 2; s.ex.Blocks[m].Start <= at {
			lo = m
		} else {
			hi = m - 1
		}
	}
	return lo
}

// readLegal decides whether the document is an instrument with provisions, which
// make up a good part of its text, and where its front matter ends.
func (s *segmenter) readLegal() {
	const (
		fewest = 2      // provisions
		share  = 4      // one part in four of the text
		front  = 3000   // bytes of front matter of a short text
		most   = 20_000 // and of any
	)
	size, covered := 0, 0
	for _, f := range s.frags {
		if f.kind != "" {
			continue
		}
		size += f.end - f.start
		if p := f.base; p >= 0 && isBasic(s.provs, p) && s.provs[p].Type != "paragraph" && s.provs[p].Type != "speech" {
			covered += f.end - f.start
		}
	}
	first, n := len(s.ex.Text), 0
	for i := range s.provs {
		p := &s.provs[i]
		if basic := isBasic(s.provs, i) && p.Type != "paragraph" && p.Type != "speech"; basic || isContainer(p.Type) {
			first = min(first, p.Start)
			if basic && !p.Quoted {
				n++
			}
		}
	}
	s.legal = n > 0 && covered*share > size && (n >= fewest || covered*2 > size)
	if s.legal && first <= max(front, min(len(s.ex.Text)/8, most)) {
		s.firstBasic = first
	}
}
