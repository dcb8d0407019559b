package review

import (
	"policyscan/ingest"
	"policyscan/match"
)

// Anchors says what decisions remember of each piece of evidence: what
// [Import.Known] wants.
func Anchors(documents []ingest.Document, evidence []match.Evidence) map[string]Anchor {
	docs := make(map[string]ingest.Document, len(documents))
	for _, d := range documents {
		docs[d.ID] = d
	}
	out := make(map[string]Anchor, len(evidence))
	for _, e := range evidence {
		d := docs[e.Document]
		out[e.ID] = Anchor{Document: e.Document, Path: d.Path, Jurisdiction: d.Jurisdiction.Value,
			Citation: e.Citation, Code: e.Code, Voice: string(e.Voice), Quote: e.Quote}
	}
	return out
}

// Places lists the evidence that decisions can be carried to: what [Reanchor]
// wants.
func Places(documents []ingest.Document, evidence []match.Evidence) []Place {
	anchors := Anchors(documents, evidence)
	out := make([]Place, len(evidence))
	for i, e := range evidence {
		out[i] = Place{Evidence: e.ID, Anchor: anchors[e.ID]}
	}
	return out
}
