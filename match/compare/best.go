package compare

import (
	"cmp"

	"policyscan/ingest"
	"policyscan/match/review"
)

// better orders evidence as codebook §9.3 does: force, level of instrument, own
// scope over inherited, specificity, in force, human-reviewed, then shortest.
// The id makes the order complete.
func better(x, y entry) int {
	return cmp.Or(
		cmp.Compare(y.Entry.Force, x.Entry.Force),
		cmp.Compare(level(y.doc), level(x.doc)),
		cmp.Compare(rank(x.Scope == "inherited"), rank(y.Scope == "inherited")),
		cmp.Compare(y.rules, x.rules),
		cmp.Compare(rank(status(x.doc) != "in force"), rank(status(y.doc) != "in force")),
		cmp.Compare(reviewRank(y.Review), reviewRank(x.Review)),
		cmp.Compare(len(x.Quote), len(y.Quote)),
		cmp.Compare(x.ID, y.ID),
	)
}

func rank(b bool) int {
	if b {
		return 1
	}
	return 0
}

func reviewRank(s review.State) int {
	switch s {
	case review.TwoCoders:
		return 2
	case review.OneCoder:
		return 1
	}
	return 0
}

// level is the place of an instrument in the hierarchy of codebook §7.4.
func level(d ingest.Document) int {
	if status(d) == "bill" {
		return 1
	}
	switch ingest.DocumentType(d.Type.Value) {
	case ingest.Constitution, ingest.CourtDecision:
		return 6
	case ingest.Statute:
		return 5
	case ingest.Regulation:
		return 4
	case ingest.Guidance:
		return 3
	case ingest.Policy, ingest.Report, ingest.Resolution:
		return 2
	case ingest.Bill:
		return 1
	}
	return 0
}
