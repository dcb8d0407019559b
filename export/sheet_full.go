package export

import (
	"fmt"
	"slices"
	"strings"

	"policyscan/ingest"
	"policyscan/match/agreement"
	"policyscan/match/compare"
)

// Rule is a rule of the lexicon as the Lexicon sheet lists it.
type Rule struct {
	ID    string
	Code  string
	Says  string
	Langs []string
}

// NearMiss is a passage that nearly got a tag, with the reason why not.
type NearMiss struct {
	Document string // id
	Passage  string
	Citation string
	Page     int
	Code     string
	Rule     string
	Reason   string
	Quote    string
}

// lexicon lists all rules with what they found.
func (r *Report) lexicon() *Table {
	t := &Table{Name: "Lexicon", Title: "Rules with their hits", Freeze: 1, Wide: true, Columns: []Column{
		{Key: "rule", Head: "Rule", Width: 44, About: "Stable id."},
		{Key: "code", Head: "Code", Width: 17, About: "Cell that it speaks for."},
		{Key: "says", Head: "Says", Width: 60, About: "What it looks for, in words."},
		{Key: "languages", Head: "Languages", Width: 16, About: "Languages that it has terms for."},
		{Key: "hits", Head: "Hits", Width: 8, Number: true, About: "Pieces of evidence, in any voice."},
		{Key: "documents", Head: "Documents", Width: 11, Number: true, About: "Documents with a hit."},
		{Key: "reviewed", Head: "Reviewed", Width: 10, Number: true, About: "Reviewed hits."},
		{Key: "stand", Head: "Stand after review", Width: 10, Number: true, About: "Reviewed hits that stand."},
		{Key: "precision", Head: "Precision of reviewed hits", Width: 18, About: "With its 95 % interval; conditional on the machine's hits."},
	}}
	type figures struct {
		hits, reviewed, stand int
		docs                  map[string]bool
	}
	by := map[string]*figures{}
	for _, e := range r.Evidence {
		v := r.Verdicts[e.ID]
		for _, hit := range e.Rules {
			f := by[hit.ID]
			if f == nil {
				f = &figures{docs: map[string]bool{}}
				by[hit.ID] = f
			}
			f.hits++
			f.docs[e.Document] = true
			if v.Reviewed() {
				f.reviewed++
				if !v.Out && (v.Code == "" || v.Code == e.Code) {
					f.stand++
				}
			}
		}
	}
	rules := slices.Clone(r.Rules)
	slices.SortStableFunc(rules, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	var rs [][]Cell
	for _, rule := range rules {
		f := by[rule.ID]
		if f == nil {
			f = &figures{}
		}
		rs = append(rs, []Cell{text(rule.ID), text(rule.Code), text(rule.Says), text(strings.Join(rule.Langs, ", ")),
			number(f.hits), number(len(f.docs)), number(f.reviewed), number(f.stand),
			text(share(agreement.Proportion(f.stand, f.reviewed)))})
	}
	t.Rows, t.Len = rows(rs), len(rs)
	return t
}

// suppressed lists near misses with their reasons.
func (r *Report) suppressed() *Table {
	t := &Table{Name: "Suppressed", Title: "Near misses, and why they are none", Freeze: 1, Wide: true, Columns: []Column{
		{Key: "jurisdiction", Head: "Jurisdiction", Width: 13, About: "ISO 3166 code, or the name of the folder."},
		{Key: "document", Head: "Document", Width: 28, Lines: 4, About: "Short title, title or file name."},
		{Key: "citation", Head: "Citation", Width: 20, Lines: 4, About: "Provision and page."},
		{Key: "code", Head: "Code", Width: 17, About: "Cell that it nearly entered."},
		{Key: "rule", Head: "Rule", Width: 36, Lines: 3, About: "Rule that nearly fired, or fired and was overruled."},
		{Key: "reason", Head: "Reason", Width: 36, Lines: 4, About: "What kept it out."},
		{Key: "quotation", Head: "Quotation", Width: 70, Lines: 10, About: "The passage."},
		{Key: "passage", Head: "Passage id", Width: 16, Lines: 2, About: "Document and provision path."},
	}}
	var rs [][]Cell
	seen := map[NearMiss]bool{}
	for _, m := range r.Suppressed {
		d, ok := r.docs[m.Document]
		if !ok || seen[m] {
			continue
		}
		seen[m] = true
		cite := m.Citation
		if m.Page > 0 {
			cite = strings.TrimPrefix(fmt.Sprintf("%s, p. %d", cite, m.Page), ", ")
		}
		rs = append(rs, texts(compare.Jurisdiction(*d), titleOf(*d), cite, m.Code, m.Rule, m.Reason, m.Quote, m.Passage))
	}
	t.Rows, t.Len = rows(rs), len(rs)
	return t
}

// jurisdictions says what was supplied for each jurisdiction, by type of
// document, beside what each criterion needs before silence.
func (r *Report) jurisdictions() *Table {
	t := &Table{Name: "Jurisdictions", Title: "What was supplied for each jurisdiction", Freeze: 1, Wide: true, Columns: []Column{
		{Key: "jurisdiction", Head: "Jurisdiction", Width: 14, About: "ISO 3166 code, or the name of the folder."},
		{Key: "genre", Head: "Genre group", Width: 16, About: "Genre group."},
		{Key: "types", Head: "Documents by type", Width: 40, About: "Type and number."},
		{Key: "coverage", Head: "Coverage", Width: 50, About: "How much could be searched, and whether coverage is declared."},
		{Key: "unclear", Head: "Unclear words in “covers”", Width: 24, About: "Words of the manifest that name no criterion."},
	}}
	types := map[string]map[string]int{}
	for _, d := range r.Documents {
		if d.Status == ingest.LeftOut {
			continue
		}
		key := compare.Jurisdiction(d) + "\x00" + string(compare.Genre(d))
		if types[key] == nil {
			types[key] = map[string]int{}
		}
		kind := d.Type.Value
		if kind == "" {
			kind = "(type not stated)"
		}
		types[key][kind]++
	}
	var rs [][]Cell
	for _, tab := range r.Comparison.Tables {
		for _, row := range tab.Rows {
			m := types[row.Jurisdiction+"\x00"+string(tab.Genre)]
			var parts []string
			for _, k := range keysOf(m) {
				parts = append(parts, fmt.Sprintf("%s: %d", k, m[k]))
			}
			rs = append(rs, texts(row.Jurisdiction, string(tab.Genre), strings.Join(parts, "\n"), row.Coverage.String(), strings.Join(row.Coverage.Unclear, ", ")))
		}
	}
	t.Rows, t.Len = rows(rs), len(rs)
	return t
}

// dictionary describes the columns of all tables.
func (r *Report) dictionary(tables []*Table) *Table {
	t := &Table{Name: "Data dictionary", Title: "What the columns hold", Freeze: 2, Columns: []Column{
		{Key: "table", Head: "Table", Width: 18, About: "Sheet, and name of the file."},
		{Key: "column", Head: "Column", Width: 30, About: "As people read it."},
		{Key: "key", Head: "Key", Width: 24, About: "As CSV, JSON Lines and Parquet name it."},
		{Key: "type", Head: "Type", Width: 10, About: "text or number."},
		{Key: "about", Head: "Holds", Width: 80, About: "What it holds."},
	}}
	var rs [][]Cell
	for _, tab := range tables {
		if tab.Prose {
			continue
		}
		for _, c := range tab.Columns {
			kind := "text"
			if c.Number {
				kind = "number"
			}
			rs = append(rs, texts(tab.Name, c.Head, c.Key, kind, c.About))
		}
	}
	t.Rows, t.Len = rows(rs), len(rs)
	return t
}
