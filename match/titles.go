package match

import "policyscan/ingest"

// kindOfTitle returns what kind of document the title tells of: the first word
// that tells decides, for what comes later is what the document is about ("Report
// on the Bill"). "" where no word does.
func (p *passageReader) kindOfTitle() string {
	kind, at := "", int32(1<<30)
	for _, k := range p.kinds {
		for _, h := range p.bySet[k.set] {
			if h.field == inTitle && h.from < at {
				kind, at = k.kind, h.from
			}
		}
	}
	return kind
}

// isReport reports whether the document is a report by its type or, where it has
// none, by its title.
func (p *passageReader) isReport() bool {
	if p.unit.Genre != "" {
		return p.unit.Genre == string(ingest.Report)
	}
	return p.kind == "report"
}

// genreByTitle returns the genre group that the title gives away; false where it
// gives none. A draft is law where the passage reads like a provision, and else
// what is said about the draft.
func (p *passageReader) genreByTitle() (ingest.Genre, bool) {
	switch p.kind {
	case "law":
		return ingest.Law, true
	case "bill":
		if p.looksLikeLaw() {
			return ingest.Law, true
		}
		return ingest.Reports, true
	case "policy", "report":
		return ingest.Reports, true
	}
	return "", false
}
