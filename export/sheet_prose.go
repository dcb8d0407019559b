package export

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"policyscan/match/compare"
)

// proseColumns are those of the reading sheets.
func proseColumns() []Column {
	return []Column{{Key: "topic", Head: "Topic", Width: 26}, {Key: "text", Head: "Text", Width: 105}}
}

// readMe says what the report is, how to read it, and what it cannot say.
func (r *Report) readMe() *Table {
	p := r.Perspectives
	rs := [][]Cell{
		{{Text: r.Title, Tone: Heading}},
		{strong("Framework"), text(r.Attribution)},
		{strong("What this is"), text("Passages of legislation and policy texts, found by rules, quoted with their provision, page and file, and compared by jurisdiction: ten criteria, two perspectives. Every figure leads to its quotations.")},
		{strong("Neutrality"), text(fmt.Sprintf("“%s” and “%s” are technical names for two frames in which texts treat a subject. A hit under “%s” shows that a text handles the subject in that frame; it does not show that anybody's criticism of the frame is correct. A hit under “%s” shows a commitment or claim on paper; it does not show enforcement. Both are found by rules that were written and tested with the same care, and are shown with equal weight. Nothing here is a total, an index, a rank or a judgement.", p[0].Name, p[1].Name, p[1].Name, p[0].Name))},
		{strong("Where to begin"), text("Overview: what was read. Matrix: what was found, one sheet for each genre group. Compare: the best quotation of each cell, side by side. Evidence: everything that was found, with columns for your decision.")},
		{strong("How to read a cell"), text("“3 · 4 provisions”: the highest force is 3, in 4 distinct provisions. Force: 3 operative rule in force; 2 normative but not operative, or pending; 1 asserted. Suffixes: i the subject is named only in a heading or title; r no reason is stated; m about minors only; u the legal status of the documents is not known. Only passages in the text's own voice count; reported and rejected views are listed in Evidence. “unreviewed” and “unvalidated” stand beside the jurisdiction where they hold for every cell of its row, else in the cells.")},
	}
	for _, s := range compare.Statuses() {
		rs = append(rs, []Cell{strong("Status “" + s.Spell(p) + "”"), text(s.Meaning(p))})
	}
	rs = append(rs,
		[]Cell{strong("Neither perspective"), text("Law that belongs to neither perspective (for example penalties on those who sell) stands in its own column, so that it is neither lost nor attributed.")},
		[]Cell{strong("Best evidence"), text("Chosen by force, then level of instrument, own scope before inherited, number of distinct indicators, in force, reviewed, shortest.")},
		[]Cell{strong("Limits"), text("Texts, not enforcement or practice. Rules miss passages and find wrong ones. What was not supplied, not readable, or in a language without rules cannot be found; “no data” and “not found” are not silence of the law. The two columns are not equally observable, so counts must not be compared across them. Case law is usually outside the corpus.")},
		[]Cell{strong("Validity of the matcher"), text(r.validityText())},
		[]Cell{strong("Review"), text(r.reviewText())},
		[]Cell{strong("Reference date"), text(r.asOfText())},
		[]Cell{strong("How to cite"), text("Cite the provision and its source first. Then: “" + r.Title + "”, made with scan, with the versions and digests of the Run sheet.")},
	)
	for _, f := range r.Run {
		if strings.HasPrefix(f.Name, "version") || strings.HasSuffix(f.Name, "version") {
			rs = append(rs, []Cell{strong(f.Name), text(f.Value)})
		}
	}
	return &Table{Name: "Read me", Title: r.Title, Prose: true, Columns: proseColumns(), Rows: rows(rs), Len: len(rs)}
}

func (r *Report) validityText() string {
	if len(r.Validity) == 0 {
		return "Not measured for this report: every cell is “unvalidated”." + r.recallText()
	}
	good, coders := map[string]int{}, []string{}
	for _, v := range r.Validity {
		if v.PrecisionN >= minLabels {
			good[v.Lang]++
		}
		coders = append(coders, v.Coders)
	}
	s := fmt.Sprintf("Precision and recall by cell and language are on the Validity sheet, with their numbers of labels (by %s). Of the cells, these many rest on at least %d labels: ",
		strings.Join(set(coders), "; "), minLabels)
	var parts []string
	for _, lang := range keysOf(good) {
		parts = append(parts, fmt.Sprintf("%s %d", lang, good[lang]))
	}
	if len(parts) == 0 {
		parts = []string{"none"}
	}
	return s + strings.Join(parts, ", ") + "; all others are “unvalidated”." + r.recallText()
}

// validityTable lists the measured quality of the rules, by language and cell.
func (r *Report) validityTable() *Table {
	t := &Table{Name: "Validity", Title: "Measured quality of the rules, by language and cell", Freeze: 2, Wide: true, Columns: []Column{
		{Key: "language", Head: "Language", Width: 10, About: "BCP 47."},
		{Key: "code", Head: "Code", Width: 18, About: "Cell."},
		{Key: "precision", Head: "Precision", Width: 10, Number: true, About: "Share of the machine's tags that coders gave too."},
		{Key: "precision_n", Head: "n of precision", Width: 10, Number: true, About: "Tags that it rests on."},
		{Key: "recall", Head: "Recall", Width: 10, Number: true, About: "Share of the coders' labels that the machine found."},
		{Key: "recall_n", Head: "n of recall", Width: 10, Number: true, About: "Labels that it rests on."},
		{Key: "intervals", Head: "95 % intervals of precision and recall", Width: 34, About: "Where there are at least ten of both."},
		{Key: "verdict", Head: "Standing", Width: 28, About: "measured, or unvalidated with the reason. Measured does not mean good: read the figures."},
		{Key: "labels", Head: "Labels by", Width: 44, About: "Who made the labels."},
	}, Notes: []string{"Figures of cells with few labels say little, and say it equally for both perspectives. Read the number before the figure."}}
	measured := slices.Clone(r.Validity)
	slices.SortStableFunc(measured, func(a, b Validity) int {
		return cmp.Or(cmp.Compare(a.Lang, b.Lang), compare.CompareCodes(a.Code, b.Code))
	})
	var rs [][]Cell
	for _, v := range measured {
		rs = append(rs, v.row())
	}
	t.Rows, t.Len = rows(rs), len(rs)
	return t
}

// row spells the quality of one cell in one language. A figure without labels is
// none.
func (v Validity) row() []Cell {
	figure := func(x float64, n int) Cell {
		if n == 0 {
			return Cell{}
		}
		return Cell{IsNum: true, Number: math.Round(100*x) / 100}
	}
	interval, verdict := "", "measured"
	if min(v.PrecisionN, v.RecallN) >= 10 {
		interval = v.Interval
	}
	if v.PrecisionN < minLabels {
		verdict = "unvalidated: too few labels"
	}
	return []Cell{text(v.Lang), text(v.Code), figure(v.Precision, v.PrecisionN), number(v.PrecisionN),
		figure(v.Recall, v.RecallN), number(v.RecallN), text(interval), text(verdict), text(v.Coders)}
}

func (r *Report) reviewText() string {
	reviewed := 0
	for _, e := range r.Evidence {
		if r.Verdicts[e.ID].Reviewed() {
			reviewed++
		}
	}
	s := fmt.Sprintf("%d of %d pieces of evidence were reviewed by people.", reviewed, len(r.Evidence))
	if r.ReviewedOnly {
		s += " Only reviewed evidence is counted in this report."
	}
	return s + " To review: fill in the last columns of the Evidence sheet, sort and filter as you like, and import the file. Only the evidence id and those columns are read."
}

func (r *Report) asOfText() string {
	if r.AsOf == "" {
		return "None: texts of any date count, undated ones too. Historic and repealed texts are kept apart."
	}
	return r.AsOf + ": texts that begin later are kept apart; undated texts count and are marked in the data files."
}

// codebook prints the criteria as they were searched.
func (r *Report) codebook() *Table {
	t := &Table{Name: "Codebook", Title: "The criteria, as they were searched", Freeze: 2, Wide: true, Columns: []Column{
		{Key: "criterion", Head: "Criterion", Width: 9, Number: true, About: "Number."},
		{Key: "name", Head: "Name", Width: 20, About: "Short name."},
		{Key: "question", Head: "Question", Width: 34, About: "The neutral question that a passage answers."},
		{Key: "claim", Head: "Source claim", Width: 40, About: "What the source of the framework claims, paraphrased and attributed; never a label by itself."},
		{Key: "perspective", Head: "Perspective", Width: 13, About: "The frame."},
		{Key: "observable", Head: "Observable", Width: 50, About: "What counts as evidence."},
		{Key: "include", Head: "Include", Width: 40, About: "Cases that belong here."},
		{Key: "exclude", Head: "Exclude", Width: 40, About: "Cases that do not."},
		{Key: "coverage_needs", Head: "Needed before “silent”", Width: 40, About: "What the supplied texts must hold before their silence means anything (codebook §9.4)."},
	}}
	var rs [][]Cell
	for _, c := range r.Criteria {
		for p, name := range r.Perspectives {
			rs = append(rs, []Cell{
				number(c.Number), text(c.Name), text(c.Question), text(c.Claim), {Text: name.Name, Tone: First + Tone(p)},
				text(c.Cells[p].Observable), text(c.Cells[p].Include), text(c.Cells[p].Exclude),
				text(strings.Join(compare.Needs(c.Number), "; ")),
			})
		}
	}
	t.Rows, t.Len = rows(rs), len(rs)
	return t
}

// run lists what the report was made with.
func (r *Report) run() *Table {
	rs := [][]Cell{{strong("Attribution"), text(r.Attribution)}}
	for _, f := range r.Run {
		rs = append(rs, []Cell{strong(f.Name), text(f.Value)})
	}
	rs = append(rs, []Cell{strong("Documents"), text(fmt.Sprint(len(r.Documents)))},
		[]Cell{strong("Evidence"), text(fmt.Sprint(len(r.Evidence)))},
		[]Cell{strong("Decisions"), text(fmt.Sprint(len(r.Decisions)))})
	for _, w := range r.Warnings {
		rs = append(rs, []Cell{strong("Warning"), text(w)})
	}
	return &Table{Name: "Run", Title: "What this report was made with", Prose: true, Columns: proseColumns(), Rows: rows(rs), Len: len(rs)}
}
