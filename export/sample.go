package export

import (
	"fmt"
	"io"
	"math"
	"slices"

	"policyscan/match"
	"policyscan/match/agreement"
	"policyscan/match/review"
)

// Passage is a passage as a blind coding sheet shows it.
type Passage struct {
	ID       string
	Document string // id
	Text     string
	Chapeau  string
	Heading  string
	Citation string
	Before   string
	After    string
	Page     int
	Lang     string
}

// Candidates says of all passages that may be drawn what the machine found in
// them and in which stratum they are.
func (r *Report) Candidates(passages []Passage) []review.Candidate {
	codes, tagged := map[string][]string{}, map[string]bool{}
	for _, e := range r.Evidence {
		if e.Voice == match.Own && !e.Candidate && e.Criterion > 0 {
			codes[e.Passage] = append(codes[e.Passage], e.Code)
			tagged[e.Document] = true
		}
	}
	out := make([]review.Candidate, len(passages))
	for i, p := range passages {
		c := review.Candidate{Passage: p.ID, Stratum: review.Elsewhere}
		c.Machine = set(slices.Clone(codes[p.ID]))
		switch {
		case len(c.Machine) > 0:
			c.Stratum = review.Tagged
		case tagged[p.Document]:
			c.Stratum = review.Near
		}
		out[i] = c
	}
	return out
}

// CodingSheet writes a workbook for blind coding: the drawn passages with their
// context, without anything that the machine said about them, and the codebook.
func CodingSheet(w io.Writer, r *Report, drawn []review.Sample, passages []Passage) error {
	at := make(map[string]Passage, len(passages))
	for _, p := range passages {
		at[p.ID] = p
	}
	t, err := r.coding(drawn, at)
	if err != nil {
		return err
	}
	return writeWorkbook(w, r, []*Table{r.codingHelp(), t, r.codebook()})
}

func (r *Report) codingHelp() *Table {
	rs := [][]Cell{
		{{Text: "Blind coding sheet", Tone: Heading}},
		{strong("Framework"), text(r.Attribution)},
		{strong("What to do"), text("Read each passage with the codebook beside you, and choose up to three codes that fit it in its own voice, or “none”. A coder who cannot point to the words that carry the decision does not assign the code. Leave a row empty to skip it.")},
		{strong("What is hidden"), text("Some of these passages were tagged by the machine, some were not; which is hidden, so that you decide for yourself. The column “Key” holds what is hidden: please leave it as it is.")},
		{strong("Coder and date"), text("Fill in your initials, and the date as YYYY-MM-DD. You may sort, filter and add columns.")},
		{strong("Care"), text("Texts may describe violence. You may stop at any time.")},
	}
	return &Table{Name: "Read me", Title: "Blind coding sheet", Prose: true, Columns: proseColumns(), Rows: rows(rs), Len: len(rs)}
}

func (r *Report) coding(drawn []review.Sample, at map[string]Passage) (*Table, error) {
	choices := []string{review.NoCode}
	for _, c := range r.Criteria {
		for p := range r.Perspectives {
			choices = append(choices, r.code(c.Number, p))
		}
	}
	t := &Table{Name: "Coding", Title: "Passages to be coded", Freeze: 1, Wide: true, Pages: 2, Columns: []Column{
		{Key: "number", Head: "No.", Width: 6, Number: true, About: "In the order of drawing."},
		{Key: review.ColKey, Head: review.KeyHead, Width: 11, Single: true, About: "Hides what the machine said."},
		{Key: "jurisdiction", Head: "Jurisdiction", Width: 13, About: "ISO 3166 code, or the name of the folder."},
		{Key: "document", Head: "Document", Width: 24, Lines: 4, About: "Short title, title or file name."},
		{Key: "heading", Head: "Headings above", Width: 36, Lines: 8, About: "Headings above the passage."},
		{Key: "before", Head: "Before", Width: 44, Lines: 12, About: "Text before, with the opening words of its list."},
		{Key: "text", Head: "Passage", Width: 70, Lines: 24, About: "The passage to be coded."},
		{Key: "after", Head: "After", Width: 44, Lines: 12, About: "Text after the passage."},
		{Key: "citation", Head: "Citation", Width: 20, Lines: 4, About: "Provision and page."},
		{Key: "language", Head: "Language", Width: 9, About: "BCP 47."},
		{Key: "code_1", Head: review.CodeHead + "1", Width: 17, Choice: choices, Fill: true, Tone: Entry, About: "First code, or none."},
		{Key: "code_2", Head: review.CodeHead + "2", Width: 17, Choice: choices[1:], Fill: true, Tone: Entry, About: "Second code."},
		{Key: "code_3", Head: review.CodeHead + "3", Width: 17, Choice: choices[1:], Fill: true, Tone: Entry, About: "Third code."},
		{Key: "comment", Head: "Comment", Width: 28, Fill: true, Tone: Entry, About: "Words that carried the decision, doubts."},
		{Key: "coder", Head: "Coder", Width: 10, Fill: true, Tone: Entry, About: "Initials."},
		{Key: "decision_date", Head: "Decision date", Width: 12, Fill: true, Tone: Entry, About: "YYYY-MM-DD."},
	}}
	var rs [][]Cell
	for i, s := range drawn {
		p, ok := at[s.Passage]
		if !ok || r.docs[p.Document] == nil {
			return nil, fmt.Errorf("coding sheet: passage %s was drawn but is not supplied", s.Passage)
		}
		rs = append(rs, r.codingRow(i, s, p))
	}
	t.Rows, t.Len = rows(rs), len(rs)
	return t, nil
}

func (r *Report) codingRow(i int, s review.Sample, p Passage) []Cell {
	d := *r.docs[p.Document]
	before := p.Before
	if p.Chapeau != "" {
		before += "\n[opening words] " + p.Chapeau
	}
	cite := p.Citation
	if p.Page > 0 {
		cite += fmt.Sprintf(", p. %d", p.Page)
	}
	cells := []Cell{number(i + 1), muted(s.Key()), text(d.Jurisdiction.Value), text(titleOf(d)), text(p.Heading), text(before), text(p.Text),
		text(p.After), text(cite), text(p.Lang)}
	for range 6 {
		cells = append(cells, Cell{Tone: Entry})
	}
	return cells
}

// drawn collects the codings of blind samples, by coder.
func (r *Report) drawn() (byCoder map[string][]agreement.Drawn, codings []agreement.Coding) {
	last := map[string]review.Decision{}
	var order []string
	for _, d := range r.Decisions {
		if d.Sample == nil {
			continue
		}
		key := d.Coder + "\x00" + d.Sample.Passage
		if _, ok := last[key]; !ok {
			order = append(order, key)
		}
		last[key] = d
	}
	byCoder = map[string][]agreement.Drawn{}
	for _, key := range order {
		d := last[key]
		byCoder[d.Coder] = append(byCoder[d.Coder], agreement.Drawn{
			Stratum: d.Sample.Stratum, Size: d.Sample.Size, Machine: d.Sample.Machine, Human: d.Sample.Codes})
		codings = append(codings, agreement.Coding{Unit: d.Sample.Passage, Coder: d.Coder, Labels: d.Sample.Codes})
	}
	return byCoder, codings
}

// sampleRows reports what blind samples say about the whole corpus.
func (r *Report) sampleRows() [][]Cell {
	byCoder, codings := r.drawn()
	var out [][]Cell
	for _, coder := range keysOf(byCoder) {
		p, rec := agreement.Accuracy(byCoder[coder])
		n := len(byCoder[coder])
		out = append(out,
			[]Cell{text("corpus precision, from blind sample"), text("coder " + coder), number(n), text(share(p)), {}, {}, {}, text(sampleNote(n))},
			[]Cell{text("corpus recall, from blind sample"), text("coder " + coder), number(n), text(share(rec)), {}, {}, {}, text(sampleNote(n))})
	}
	if s := agreement.Summarise(codings); s.Units > 0 {
		out = append(out, summaryRow("agreement on blind sample", "all codes", s))
	}
	return out
}

func sampleNote(n int) string {
	s := "stratified random sample, weighted to the corpus; the coder did not see the machine's tags"
	if n < 100 {
		s += "; small sample: read the interval, not the figure"
	}
	return s
}

// recallText says for Read me what blind samples say about recall.
func (r *Report) recallText() string {
	byCoder, _ := r.drawn()
	s := ""
	for _, coder := range keysOf(byCoder) {
		p, rec := agreement.Accuracy(byCoder[coder])
		if !math.IsNaN(rec.Value) {
			s += fmt.Sprintf(" Blind sample of %d passages (coder %s): corpus precision %s, recall %s.", len(byCoder[coder]), coder, share(p), share(rec))
		}
	}
	return s
}

func keysOf[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
