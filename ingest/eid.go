package ingest

import (
	"strconv"
	"strings"

	"policyscan/ingest/reading"
)

// eidPrefixes are the element references of the Akoma Ntoso Naming Convention
// (OASIS LegalDocML, version 1.0, section 5).
var eidPrefixes = map[string]string{
	"alinea": "al", "article": "art", "attachment": "att", "book": "book", "chapter": "chp", "citation": "cit", "citations": "cits",
	"clause": "cl", "component": "cmp", "debateSection": "dbsect", "division": "dvs", "list": "list", "paragraph": "para", "point": "point",
	"part": "part", "recital": "rec", "recitals": "recs", "section": "sec", "subchapter": "subchp", "subclause": "subcl", "subdivision": "subdvs",
	"subparagraph": "subpara", "subsection": "subsec", "title": "title", "subtitle": "subtitle", "tome": "tome", "rule": "rule", "subrule": "subrule",
	"schedule": "sched", "annex": "annex", "appendix": "app", "preamble": "preamble", "speech": "speech", "indent": "indent", "item": "item",
	"subpart": "subpart", "level": "lvl",
}

// eidOf names a division by the Akoma Ntoso naming convention: the prefix of its
// parent, two underscores, its element reference and its number without
// punctuation ("chp_6__sec_11__subsec_2__para_a"). Repeated names are numbered
// by occurrence, as the convention asks for unnumbered elements.
func eidOf(parent string, d reading.Division, bare string, seen map[string]int) string {
	ref, ok := eidPrefixes[d.Type]
	if !ok {
		ref = d.Type
	}
	if d.Quoted && !strings.Contains(parent, "mod_") {
		parent = join(parent, "__", "mod_1__qstr_1")
	}
	id := join(parent, "__", ref)
	if num := eidNumber(bare); num != "" {
		id += "_" + num
	} else if d.Type != "preamble" {
		id += "_" + strconv.Itoa(seen[id+"_"]+1)
		seen[join(parent, "__", ref)+"_"]++
	}
	seen[id]++
	if n := seen[id]; n > 1 {
		id += "-v" + strconv.Itoa(n)
	}
	return id
}

// eidNumber is a number without final punctuation, spaces, brackets and dots.
func eidNumber(bare string) string {
	if !strings.ContainsAny(bare, "./:* ()°º") {
		return bare
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '.', '/', ':', '*':
			return '-'
		case ' ', '(', ')', '°', 'º':
			return -1
		}
		return r
	}, bare)
}
