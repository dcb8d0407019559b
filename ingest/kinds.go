package ingest

import "slices"

// Kinds lists the kinds of passages, those that may carry tags first.
func Kinds() []Kind {
	return []Kind{
		Operative, Definition, Recital, Amendment, Schedule, OffenceList, Narrative,
		HeadingKind, ContentsKind, Note, Signature, Apparatus,
	}
}

// Known reports whether a kind is one of ours: input from elsewhere may name
// others, or none.
func (k Kind) Known() bool { return slices.Contains(Kinds(), k) }

// DocumentTypes lists the types of documents.
func DocumentTypes() []DocumentType {
	return []DocumentType{
		Constitution, Statute, Regulation, Guidance, Bill, Policy, Report, Resolution,
		Debate, CourtDecision, Submission, Press,
	}
}
