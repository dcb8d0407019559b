package evaluate

import "hash/fnv"

// Part names a part of labelled passages. Authors of rules read the errors of
// one part; figures of the other say how the rules do on documents that nobody
// fitted them to.
type Part string

// The parts.
const (
	AllCases  Part = ""
	ReadPart  Part = "read"  // whose errors authors of rules may look at
	ScorePart Part = "score" // which is only scored
)

// Of returns the cases of a part. Documents are told apart by a hash of what
// they are called (FNV-1a, fourth bit), so that all passages of one document lie
// in one part, whatever else is in the file.
func (p Part) Of(cases []Case) []Case {
	if p == AllCases {
		return cases
	}
	var out []Case
	for _, c := range cases {
		h := fnv.New32a()
		h.Write([]byte(c.Document()))
		if read := h.Sum32()>>3&1 == 0; read == (p == ReadPart) {
			out = append(out, c)
		}
	}
	return out
}
