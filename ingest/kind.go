package ingest

import (
	"strings"

	"policyscan/ingest/detect"
)

// InferKind says what a passage does from its words alone: the text, the
// headings above it, and its language (BCP 47, may be empty). It is also what
// the tagger asks where a passage comes without a kind.
func InferKind(text, heading, lang string) Kind {
	t := strings.TrimSpace(text)
	words := countWords(t)
	switch {
	case words == 0:
		return Apparatus
	case words <= 14 && detect.HeadingLike(t) && !strings.HasSuffix(t, "."):
		return HeadingKind
	}
	return Operative
}

// kindOf decides the kind of a passage in its context.
func (s *segmenter) kindOf(p *Passage) Kind {
	for k := p.Provision; k >= 0; k = s.provs[k].Parent {
		switch s.divs[k].Kind {
		case "definition":
			return Definition
		case "preamble", "recital":
			return Recital
		case "conclusions":
			return Signature
		}
		if isAnnex(s.provs[k].Type) {
			return Schedule
		}
	}
	if len(s.provs) == 0 {
		return Narrative
	}
	if k := InferKind(s.ex.Text[p.Start:p.End], p.Heading, p.Lang); k != HeadingKind {
		return k
	}
	return Operative
}
