package compare

import (
	"cmp"
	"slices"
	"strings"

	"policyscan/ingest"
	"policyscan/match"
)

// Event is something dated that happened to a document: codebook §7.5 wants the
// sequence shown rather than a merged status.
type Event struct {
	Jurisdiction string
	Date         string // ISO 8601 of any precision; "" for undated documents
	What         string // "enacted", "in force", "consolidated to", "undated"
	Document     string // id
	Status       string // legal status
	Codes        []CodeForce
	Aux          []string
	Held         []CodeForce // codes of all texts of the jurisdiction and genre that had begun by then
	New          []string    // codes that no earlier document of the jurisdiction and genre held
	Genre        ingest.Genre
}

// CodeForce is a code with the highest force that a document gives it in its
// own voice.
type CodeForce struct {
	Code  string
	Force int
}

// Timeline lists the dated events of all documents, by jurisdiction and date,
// undated documents last.
func (c *Comparison) Timeline(documents []ingest.Document, evidence []match.Evidence) []Event {
	forces, aux := c.profiles(evidence)
	var out []Event
	for _, d := range documents {
		if d.Status == ingest.LeftOut || d.Status == ingest.Failed {
			continue
		}
		base := Event{Jurisdiction: Jurisdiction(d), Document: d.ID, Status: d.Metadata.Status.Value, Genre: Genre(d), Aux: aux[d.ID]}
		base.Codes = sortedCodes(forces[d.ID])
		before := len(out)
		for _, f := range []struct{ what, date string }{
			{"enacted", d.Enacted.Value}, {"in force", d.InForce.Value}, {"consolidated to", d.Amended.Value},
		} {
			if f.date != "" {
				e := base
				e.What, e.Date = f.what, f.date
				out = append(out, e)
			}
		}
		if len(out) == before {
			base.What = "undated"
			out = append(out, base)
		}
	}
	slices.SortStableFunc(out, func(a, b Event) int {
		return cmp.Or(cmp.Compare(a.Jurisdiction, b.Jurisdiction), cmp.Compare(rank(a.Date == ""), rank(b.Date == "")),
			cmp.Compare(a.Date, b.Date), cmp.Compare(a.Document, b.Document))
	})
	news(out)
	return out
}

// profiles collects, for each document, its own-voice codes with their highest
// force, and its auxiliary flags.
func (c *Comparison) profiles(evidence []match.Evidence) (map[string]map[string]int, map[string][]string) {
	forces, aux := map[string]map[string]int{}, map[string][]string{}
	for _, e := range evidence {
		n := c.Evidence[e.ID]
		for _, f := range e.Flags {
			if strings.HasPrefix(f, "AUX.") && n.Why != whyRejected {
				aux[e.Document] = append(aux[e.Document], f)
			}
		}
		if n.Perspective < 0 || e.Voice != match.Own || n.Why != "" && n.Why != whyHistoric && n.Why != whyPending {
			continue
		}
		if forces[e.Document] == nil {
			forces[e.Document] = map[string]int{}
		}
		forces[e.Document][n.Code] = max(forces[e.Document][n.Code], n.Force)
	}
	for id := range aux {
		aux[id] = sortedSet(aux[id])
	}
	return forces, aux
}

// news marks the codes that appear for the first time in a jurisdiction and
// genre, and sums up what had begun by then. Undated documents take no part.
func news(events []Event) {
	held := map[string]map[string]int{}
	for i := range events {
		e := &events[i]
		if e.Date == "" {
			continue
		}
		key := e.Jurisdiction + "\x00" + string(e.Genre)
		if held[key] == nil {
			held[key] = map[string]int{}
		}
		for _, x := range e.Codes {
			if held[key][x.Code] == 0 {
				e.New = append(e.New, x.Code)
			}
			held[key][x.Code] = max(held[key][x.Code], x.Force)
		}
		e.Held = sortedCodes(held[key])
	}
}

func sortedCodes(forces map[string]int) []CodeForce {
	var out []CodeForce
	for code, force := range forces {
		out = append(out, CodeForce{code, force})
	}
	slices.SortFunc(out, func(a, b CodeForce) int { return CompareCodes(a.Code, b.Code) })
	return out
}

// CompareCodes orders codes by criterion, then perspective: C2 before C10.
func CompareCodes(a, b string) int {
	ca, pa, _ := strings.Cut(a, ".")
	cb, pb, _ := strings.Cut(b, ".")
	return cmp.Or(cmp.Compare(len(ca), len(cb)), cmp.Compare(ca, cb), cmp.Compare(pa, pb))
}
