package compare

// Status says what was found about one criterion in one jurisdiction (codebook
// §9.2). The spelling of every status and cell state stands in this file and
// nowhere else.
type Status int

// The statuses.
const (
	NoData       Status = iota // language not covered, unreadable, or nothing supplied
	NotFound                   // searched, nothing found, coverage not declared
	Silent                     // searched, nothing found, coverage declared
	ReportedOnly               // only as a view that the text reports or rejects
	FirstOnly                  // only in the first perspective
	SecondOnly                 // only in the second perspective
	Both
)

// Perspective is one of the two columns of the codebook.
type Perspective struct {
	Key  string // as in codes: "exploitation", "sexwork"
	Name string // as in prose: "exploitation", "sex work"
}

// Perspectives returns the two perspectives of the codebook, in its order.
func Perspectives() [2]Perspective {
	return [2]Perspective{{"exploitation", "exploitation"}, {"sexwork", "sex work"}}
}

// Spell returns the status in the words of the codebook.
func (s Status) Spell(p [2]Perspective) string {
	return [...]string{
		NoData:       "no data",
		NotFound:     "not found in the supplied texts",
		Silent:       "silent",
		ReportedOnly: "reported only",
		FirstOnly:    p[0].Name + " only",
		SecondOnly:   p[1].Name + " only",
		Both:         "both",
	}[s]
}

// Meaning explains a status in one sentence, for legends.
func (s Status) Meaning(p [2]Perspective) string {
	return [...]string{
		NoData:       "Not searchable: language not covered, nothing readable, or nothing supplied.",
		NotFound:     "Searched; nothing found; nobody declared that the supplied texts cover the subject.",
		Silent:       "Searched; nothing found; the supplied texts were declared to cover the subject.",
		ReportedOnly: "Found only as a view that a text reports or rejects.",
		FirstOnly:    "Found in the text's own voice in the frame “" + p[0].Name + "” only.",
		SecondOnly:   "Found in the text's own voice in the frame “" + p[1].Name + "” only.",
		Both:         "Found in the text's own voice in both frames. They are not netted out.",
	}[s]
}

// Statuses lists the statuses in the order of legends.
func Statuses() []Status {
	return []Status{FirstOnly, SecondOnly, Both, ReportedOnly, NotFound, Silent, NoData}
}

// State is what one cell (criterion × perspective) shows.
type State int

// The states of a cell.
const (
	CellNoData State = iota
	CellNotFound
	CellReported
	CellFound
)

// String spells a state; a found cell is spelled by [Cell.String].
func (s State) String() string {
	return [...]string{"no data", "not found", "reported only", "found"}[s]
}
