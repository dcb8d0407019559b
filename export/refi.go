package export

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"policyscan/ingest"
	"policyscan/match"
	"policyscan/match/compare"
	"policyscan/match/review"
)

// REFI-QDA exchange formats, version 1.5 of the specification
// (https://www.qdasoftware.org): the elements that we write, in the order of the
// schema.
type (
	qdaCodeBook struct {
		XMLName xml.Name  `xml:"urn:QDA-XML:codebook:1.0 CodeBook"`
		Origin  string    `xml:"origin,attr"`
		Codes   []qdaCode `xml:"Codes>Code"`
	}
	qdaCode struct {
		GUID        string    `xml:"guid,attr"`
		Name        string    `xml:"name,attr"`
		IsCodable   bool      `xml:"isCodable,attr"`
		Color       string    `xml:"color,attr,omitempty"`
		Description string    `xml:"Description,omitempty"`
		Codes       []qdaCode `xml:"Code"`
	}
	qdaProject struct {
		XMLName     xml.Name      `xml:"urn:QDA-XML:project:1.0 Project"`
		Name        string        `xml:"name,attr"`
		Origin      string        `xml:"origin,attr"`
		User        string        `xml:"creatingUserGUID,attr"`
		Created     string        `xml:"creationDateTime,attr"`
		Users       []qdaUser     `xml:"Users>User"`
		Codes       []qdaCode     `xml:"CodeBook>Codes>Code"`
		Variables   []qdaVariable `xml:"Variables>Variable"`
		Sources     *qdaSources   `xml:"Sources"`
		Description string        `xml:"Description"`
	}
	qdaUser struct {
		GUID string `xml:"guid,attr"`
		Name string `xml:"name,attr"`
	}
	qdaVariable struct {
		GUID string `xml:"guid,attr"`
		Name string `xml:"name,attr"`
		Type string `xml:"typeOfVariable,attr"`
	}
	qdaSources struct {
		Texts []qdaText `xml:"TextSource"`
	}
	qdaText struct {
		GUID        string         `xml:"guid,attr"`
		Name        string         `xml:"name,attr"`
		Path        string         `xml:"plainTextPath,attr"`
		User        string         `xml:"creatingUser,attr"`
		Created     string         `xml:"creationDateTime,attr"`
		Description string         `xml:"Description,omitempty"`
		Selections  []qdaSelection `xml:"PlainTextSelection"`
		Values      []qdaValue     `xml:"VariableValue"`
	}
	qdaSelection struct {
		GUID        string      `xml:"guid,attr"`
		Name        string      `xml:"name,attr"`
		Start       int         `xml:"startPosition,attr"`
		End         int         `xml:"endPosition,attr"`
		User        string      `xml:"creatingUser,attr"`
		Created     string      `xml:"creationDateTime,attr"`
		Description string      `xml:"Description,omitempty"`
		Codings     []qdaCoding `xml:"Coding"`
	}
	qdaCoding struct {
		GUID    string `xml:"guid,attr"`
		User    string `xml:"creatingUser,attr"`
		Created string `xml:"creationDateTime,attr"`
		Code    qdaRef `xml:"CodeRef"`
	}
	qdaValue struct {
		Ref  qdaRef `xml:"VariableRef"`
		Text string `xml:"TextValue"`
	}
	qdaRef struct {
		Target string `xml:"targetGUID,attr"`
	}
)

// guid makes a name-based UUID (RFC 9562, version 8) from what a thing is, so
// that the same things have the same ids in every export.
func guid(parts ...string) string {
	h := sha256.Sum256([]byte("scan\x00" + strings.Join(parts, "\x00")))
	h[6], h[8] = h[6]&0x0F|0x80, h[8]&0x3F|0x80
	s := hex.EncodeToString(h[:16])
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

// machineUser is the author of what the software coded.
const machineUser = "scan (software)"

// QDC writes the codebook in the REFI-QDA codebook exchange format.
func QDC(w io.Writer, r *Report) error {
	book := qdaCodeBook{Origin: "scan", Codes: r.qdaCodes()}
	if err := writeXML(w, book); err != nil {
		return fmt.Errorf("qdc: %w", err)
	}
	return nil
}

func writeXML(w io.Writer, v any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	return enc.Encode(v)
}

// qdaCodes is the codebook: criteria with their two perspectives, auxiliary
// flags, and voice and force as groups of their own.
func (r *Report) qdaCodes() []qdaCode {
	colors := [2]string{"#6f9ccb", "#d08f4b"}
	var out []qdaCode
	for _, c := range r.Criteria {
		top := qdaCode{GUID: guid("criterion", fmt.Sprint(c.Number)), Name: fmt.Sprintf("C%d %s", c.Number, c.Name), Description: c.Question}
		for p := range r.Perspectives {
			code := r.code(c.Number, p)
			top.Codes = append(top.Codes, qdaCode{GUID: guid("code", code), Name: code, IsCodable: true, Color: colors[p], Description: describe(c.Cells[p])})
		}
		out = append(out, top)
	}
	aux := qdaCode{GUID: guid("group", "aux"), Name: "AUX neither perspective"}
	for _, f := range r.auxFlags() {
		aux.Codes = append(aux.Codes, qdaCode{GUID: guid("code", f), Name: f, IsCodable: true})
	}
	voice := qdaCode{GUID: guid("group", "voice"), Name: "Voice"}
	for _, v := range []match.Voice{match.Own, match.Reported, match.Rejected} {
		voice.Codes = append(voice.Codes, qdaCode{GUID: guid("code", "voice "+string(v)), Name: "voice: " + string(v), IsCodable: true})
	}
	force := qdaCode{GUID: guid("group", "force"), Name: "Force"}
	for i, says := range []string{"asserted", "normative, not operative", "operative"} {
		force.Codes = append(force.Codes, qdaCode{GUID: guid("code", fmt.Sprint("force ", i+1)), Name: fmt.Sprintf("force: %d", i+1), IsCodable: true, Description: says})
	}
	if len(aux.Codes) > 0 {
		out = append(out, aux)
	}
	return cleanCodes(append(out, voice, force))
}

// cleanCodes makes the texts of codes fit for XML.
func cleanCodes(codes []qdaCode) []qdaCode {
	for i := range codes {
		codes[i].Name, codes[i].Description = xmlText(codes[i].Name), xmlText(codes[i].Description)
		cleanCodes(codes[i].Codes)
	}
	return codes
}

func xmlText(s string) string { return clean(text(s)).Text }

func describe(c CellText) string {
	var parts []string
	for _, x := range []struct{ name, value string }{{"", c.Observable}, {"Include: ", c.Include}, {"Exclude: ", c.Exclude}} {
		if x.value != "" {
			parts = append(parts, x.name+x.value)
		}
	}
	return strings.Join(parts, "\n")
}

func (r *Report) auxFlags() []string {
	var out []string
	for _, e := range r.Evidence {
		for _, f := range append(e.Flags, e.Code) {
			if strings.HasPrefix(f, "AUX.") {
				out = append(out, f)
			}
		}
	}
	return set(out)
}

// QDPX writes a REFI-QDA project: codebook, the texts of the documents that have
// passages, and one selection for each tagged passage. Positions count code
// points from 0 and the end is exclusive. The specification (REFI-QDA 1.5,
// §10.2) speaks of “the first and the last character”; its examples settle the
// matter: the selections that are named by their own text reach from 139 to 195
// for 56 characters, and from 215 to 275 for 60.
func QDPX(w io.Writer, r *Report) error {
	a := newArchive(w, "project.qde")
	p := qdaProject{Name: xmlText(r.Title), Origin: "scan", User: guid("user", machineUser), Created: r.Dated + "T00:00:00Z",
		Users: r.qdaUsers(), Codes: r.qdaCodes(), Variables: qdaVariables(), Description: xmlText(r.Attribution)}
	byDoc := map[string][]match.Evidence{}
	for _, e := range r.Evidence {
		byDoc[e.Document] = append(byDoc[e.Document], e)
	}
	sources := &qdaSources{}
	for _, d := range r.Documents {
		if d.Passages == 0 {
			continue
		}
		text, err := r.text(d.ID)
		if err != nil {
			return fmt.Errorf("qdpx: %w", err)
		}
		s, err := r.qdaSource(d, text, byDoc[d.ID])
		if err != nil {
			return fmt.Errorf("qdpx: %w", err)
		}
		sources.Texts = append(sources.Texts, s)
		f, err := a.Create("sources/" + s.GUID + ".txt")
		if err != nil {
			return fmt.Errorf("qdpx: %w", err)
		}
		if _, err := io.WriteString(f, text); err != nil {
			return fmt.Errorf("qdpx: %w", err)
		}
	}
	if len(sources.Texts) > 0 {
		p.Sources = sources
	}
	f, err := a.Create("project.qde")
	if err != nil {
		return fmt.Errorf("qdpx: %w", err)
	}
	if err := writeXML(f, p); err != nil {
		return fmt.Errorf("qdpx: %w", err)
	}
	if err := a.Close(); err != nil {
		return fmt.Errorf("qdpx: %w", err)
	}
	return nil
}

func (r *Report) qdaUsers() []qdaUser {
	out := []qdaUser{{guid("user", machineUser), machineUser}}
	var names []string
	for _, d := range r.Decisions {
		names = append(names, d.Coder)
	}
	for _, n := range set(names) {
		out = append(out, qdaUser{guid("user", n), xmlText(n)})
	}
	return out
}

var qdaVariableNames = []string{"jurisdiction", "genre group", "type", "legal status", "date", "language"}

func qdaVariables() []qdaVariable {
	var out []qdaVariable
	for _, n := range qdaVariableNames {
		out = append(out, qdaVariable{guid("variable", n), n, "Text"})
	}
	return out
}

func (r *Report) qdaSource(d ingest.Document, text string, evidence []match.Evidence) (qdaText, error) {
	user, created := guid("user", machineUser), r.Dated+"T00:00:00Z"
	id := guid("document", d.ID)
	s := qdaText{GUID: id, Name: xmlText(compare.Jurisdiction(d) + " · " + titleOf(d)), Path: "internal://" + id + ".txt",
		User: user, Created: created, Description: xmlText("File: " + d.Path)}
	for i, v := range []string{compare.Jurisdiction(d), string(compare.Genre(d)), d.Type.Value, d.Metadata.Status.Value, compare.Date(d), d.Language.Value} {
		s.Values = append(s.Values, qdaValue{qdaRef{guid("variable", qdaVariableNames[i])}, xmlText(v)})
	}
	points := &runes{text: text}
	at := map[[2]int]int{}
	for _, e := range evidence {
		if err := sliced(text, e); err != nil {
			return s, err
		}
		codings := r.qdaCodings(e)
		if len(codings) == 0 {
			continue
		}
		k := [2]int{e.Start, e.End}
		i, ok := at[k]
		if !ok {
			i = len(s.Selections)
			at[k] = i
			s.Selections = append(s.Selections, qdaSelection{GUID: guid("selection", d.ID, fmt.Sprint(k)), Name: xmlText(Citation(d, e)),
				Start: points.count(e.Start), End: points.count(e.End), User: user, Created: created, Description: xmlText(e.Heading)})
		}
		sel := &s.Selections[i]
		for _, c := range codings {
			if !slices.ContainsFunc(sel.Codings, func(x qdaCoding) bool { return x.User == c.User && x.Code == c.Code }) {
				sel.Codings = append(sel.Codings, c)
			}
		}
	}
	return s, nil
}

// qdaCodings are the codings of one piece of evidence: the machine's unless
// every reviewer rejected it, and those of the reviewers.
func (r *Report) qdaCodings(e match.Evidence) []qdaCoding {
	var out []qdaCoding
	add := func(user, code, created string) {
		out = append(out, qdaCoding{GUID: guid("coding", e.ID, user, code), User: guid("user", user), Created: created, Code: qdaRef{guid("code", code)}})
	}
	v, dated := r.Verdicts[e.ID], r.Dated+"T00:00:00Z"
	if !v.Out {
		if e.Code != "" {
			add(machineUser, e.Code, dated)
		}
		for _, f := range e.Flags {
			if strings.HasPrefix(f, "AUX.") {
				add(machineUser, f, dated)
			}
		}
		add(machineUser, "voice "+string(e.Voice), dated)
		if e.Force >= 1 && e.Force <= 3 {
			add(machineUser, fmt.Sprint("force ", e.Force), dated)
		}
	}
	for _, d := range v.Decisions {
		created := dated
		if len(d.Date) == 10 {
			created = d.Date + "T00:00:00Z"
		}
		switch {
		case d.Carried != "":
		case d.Action == review.Accept:
			add(d.Coder, e.Code, created)
		case d.Action == review.Recode || d.Action == review.Add:
			add(d.Coder, d.Code, created)
		}
	}
	return out
}
