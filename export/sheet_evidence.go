package export

import (
	"net/url"
	"strconv"
	"strings"

	"policyscan/ingest"
	"policyscan/lexicon"
	"policyscan/match"
	"policyscan/match/compare"
	"policyscan/match/review"
)

// evidence is one row a tag, with the reviewer's columns at the end.
func (r *Report) evidence() *Table {
	t := &Table{Name: "Evidence", Title: "One row a tag, with its quotation", Columns: r.evidenceColumns(), Len: len(r.Evidence), Freeze: 2, Wide: true, Pages: 3}
	t.Rows = func(yield func([]Cell) bool) {
		for _, e := range r.Evidence {
			if !yield(r.evidenceRow(e)) {
				return
			}
		}
	}
	return t
}

func (r *Report) evidenceColumns() []Column {
	cols := []Column{
		{Key: "id", Head: "Evidence id", Width: 20, Single: true, About: "Identity of the evidence: stays the same when rules, extraction or file names change."},
		{Key: "jurisdiction", Head: "Jurisdiction", Width: 12, About: "ISO 3166 code, or the name of the folder."},
		{Key: "document", Head: "Document", Width: 26, Lines: 6, About: "Short title, title or file name."},
		{Key: "family", Head: "Family", Width: 10, About: "Documents that are versions or translations of one work share it."},
		{Key: "date", Head: "Date", Width: 11, About: "From which the document speaks: in force, enacted, or consolidated to; empty where it is undated."},
		{Key: "legal_status", Head: "Legal status", Width: 11, About: "From metadata, never guessed from the text."},
		{Key: "genre", Head: "Genre group", Width: 12, About: "Counts are never compared across genre groups."},
		{Key: "criterion", Head: "Criterion", Width: 9, Number: true, About: "Number of the criterion; 0 for auxiliary codes."},
		{Key: "perspective", Head: "Perspective", Width: 12, About: "The frame in which the passage treats the subject."},
		{Key: "code", Head: "Code", Width: 17, About: "Criterion and perspective as the machine tagged it."},
		{Key: "voice", Head: "Voice", Width: 9, About: "Who holds the view: the document (own), somebody it reports, or somebody it rejects."},
		{Key: "force", Head: "Force", Width: 7, Number: true, About: "3 operative rule, 2 normative but not operative, 1 asserted."},
		{Key: "form", Head: "Form", Width: 7, About: "Legal form (codebook Annex A)."},
		{Key: "scope", Head: "Scope", Width: 9, About: "Whether the domain words stand in the passage (own) or only above it (inherited)."},
		{Key: "flags", Head: "Flags", Width: 14, About: "Auxiliary flags of the codebook."},
		{Key: "quotation", Head: "Quotation", Width: 70, Lines: 14, About: "The passage, verbatim, in the original language; matched words in bold."},
		{Key: "before", Head: "Before", Width: 64, Lines: 7, About: "Text before the passage."},
		{Key: "after", Head: "After", Width: 64, Lines: 7, About: "Text after the passage."},
		{Key: "heading", Head: "Headings above", Width: 34, Lines: 3, About: "Headings above the passage, outermost first."},
		{Key: "citation", Head: "Citation", Width: 24, Lines: 4, About: "Provision in the style of its tradition."},
		{Key: "eid", Head: "eId", Width: 22, Lines: 2, About: "Akoma Ntoso identifier of the provision."},
		{Key: "page", Head: "Page", Width: 6, Number: true, About: "Page of the file on which the passage begins; empty where there are no pages."},
		{Key: "rules", Head: "Rules", Width: 42, Lines: 4, About: "Rules that fired; an id that ends in .wording stands for the wording as a whole."},
		{Key: "matched", Head: "Matched words", Width: 34, Lines: 4, About: "Words that made the rules fire."},
		{Key: "kind", Head: "Kind", Width: 10, About: "What the passage does in its document."},
		{Key: "language", Head: "Language", Width: 9, About: "BCP 47."},
		{Key: "ocr_confidence", Head: "OCR confidence", Width: 10, Number: true, About: "0 to 1; empty where no recognition was used."},
		{Key: "extractor", Head: "Extractor", Width: 10, About: "What read the page."},
		{Key: "counted", Head: "Counted", Width: 15, Lines: 3, About: "yes, the code that it counts as after review, or why it does not enter a cell."},
		{Key: "review", Head: "Review state", Width: 12, Lines: 3, About: "machine, unsure, one coder, two coders agreed, coders disagree, or carried over and to be confirmed."},
		{Key: "decisions", Head: "Decisions so far", Width: 20, Lines: 4, About: "What each coder decided."},
		{Key: "passage", Head: "Passage id", Width: 20, Single: true, About: "Document and provision path."},
		{Key: "document_id", Head: "Document id", Width: 14, Single: true, About: "SHA-256 of the file's bytes; the same as on the Documents sheet."},
		{Key: "file", Head: "File", Width: 30, Lines: 2, About: "Path below the folder that was read; a link where the file lies beside the report."},
	}
	return append(cols, r.reviewColumns()...)
}

// reviewColumns are the columns that reviewers fill in and import trusts.
func (r *Report) reviewColumns() []Column {
	var codes, points []string
	for _, c := range r.Criteria {
		points = append(points, strconv.Itoa(c.Number))
		for p := range r.Perspectives {
			codes = append(codes, r.code(c.Number, p))
		}
	}
	var actions []string
	for _, a := range review.Actions() {
		actions = append(actions, string(a))
	}
	choices := map[string][]string{
		review.ColDecision: actions, review.ColCode: codes, review.ColForce: {"1", "2", "3"},
		review.ColPoint: points, review.ColGrade: review.Grades(),
	}
	var cols []Column
	for _, c := range review.Columns() {
		cols = append(cols, Column{Key: c.Key, Head: c.Head, About: c.About, Width: c.Width, Choice: choices[c.Key], Fill: true, Tone: Entry, Lines: 6})
	}
	return cols
}

func (r *Report) evidenceRow(e match.Evidence) []Cell {
	d, n := *r.docs[e.Document], r.Comparison.Evidence[e.ID]
	spans := matched(e)
	quote := Cell{Text: e.Quote, Bold: spans}
	perspective := Cell{Text: e.Perspective}
	for i, p := range r.Perspectives {
		if e.Perspective == p.Key {
			perspective = Cell{Text: p.Name, Tone: First + Tone(i)}
		}
	}
	confidence := Cell{}
	if e.Confidence > 0 {
		confidence = Cell{IsNum: true, Number: e.Confidence}
	}
	cells := []Cell{
		text(e.ID), text(compare.Jurisdiction(d)), text(titleOf(d)), text(d.Family), text(compare.Date(d)),
		text(d.Metadata.Status.Value), text(string(n.Genre)), number(e.Criterion), perspective, text(e.Code),
		text(string(e.Voice)), optional(e.Force), text(e.Form), text(e.Scope), text(strings.Join(e.Flags, " ")),
		quote, text(e.Before), text(e.After), text(e.Heading), text(e.Citation), text(e.EID), optional(e.Page),
		text(ruleNames(e)), text(matchedWords(e, spans)), text(string(e.Kind)), text(e.Lang), confidence,
		text(e.Extractor), text(counted(e, n)), text(string(n.Review)), text(decisionsSoFar(r.Verdicts[e.ID])),
		text(e.Passage), text(e.Document), r.fileCell(d),
	}
	last, ok := r.last[e.ID]
	for _, c := range review.Columns() {
		cell := Cell{Tone: Entry}
		if ok {
			cell.Text = c.Of(last)
		}
		cells = append(cells, cell)
	}
	return cells
}

func counted(e match.Evidence, n compare.Entry) string {
	switch {
	case n.Counted && n.Code != e.Code:
		return "yes, as " + n.Code
	case n.Counted:
		return "yes"
	case n.Why != "":
		return "no: " + n.Why
	}
	return "no: voice is " + string(e.Voice)
}

func ruleNames(e match.Evidence) string {
	var out []string
	for _, r := range e.Rules {
		out = append(out, r.ID)
	}
	return strings.Join(out, "\n")
}

// rulesInWords names the rules for people to read.
func rulesInWords(e match.Evidence) string {
	var out []string
	for _, r := range e.Rules {
		name := r.ID
		if lexicon.IsWording(name) {
			name = "the wording as a whole (" + name + ")"
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}

func matchedWords(e match.Evidence, spans []Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, strings.Join(strings.Fields(e.Quote[s.Start:s.End]), " "))
	}
	return strings.Join(out, " | ")
}

func decisionsSoFar(v review.Verdict) string {
	var out []string
	for _, d := range v.Decisions {
		out = append(out, d.String())
	}
	return strings.Join(out, "\n")
}

// fileCell names the file of a document and leads to it where its place beside
// the report is known.
func (r *Report) fileCell(d ingest.Document) Cell {
	return Cell{Text: d.Path, Link: Link{File: r.href(d)}}
}

// href is the percent-encoded relative address of a document, or "".
func (r *Report) href(d ingest.Document) string {
	if r.Link == nil {
		return ""
	}
	p := r.Link(d)
	if p == "" || strings.HasPrefix(p, "/") || strings.Contains(p, ":") {
		return "" // never an absolute path, nor another scheme
	}
	return (&url.URL{Path: p}).EscapedPath()
}
