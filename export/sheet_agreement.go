package export

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"policyscan/match"
	"policyscan/match/agreement"
	"policyscan/match/review"
)

// agreement reports how far coders agree, and how far they accept what the
// machine found. It is there only where decisions are.
func (r *Report) agreement() *Table {
	t := &Table{Name: "Agreement", Title: "Agreement between coders, and precision of what they reviewed", Freeze: 2, Wide: true, Columns: []Column{
		{Key: "measure", Head: "Measure", Width: 30, About: "What the row measures."},
		{Key: "about", Head: "About", Width: 34, About: "Code, rule or evidence."},
		{Key: "n", Head: "n", Width: 7, Number: true, About: "Units that two or more coders decided about, or reviewed hits."},
		{Key: "percent", Head: "Agreement or precision", Width: 18, About: "Share, with its 95 % interval."},
		{Key: "kappa", Head: "Cohen's κ", Width: 20, About: "Of the two coders with most units in common, with its 95 % bootstrap interval."},
		{Key: "alpha_nominal", Head: "Krippendorff's α, nominal", Width: 20, About: "Any number of coders; label sets compared as wholes."},
		{Key: "alpha_masi", Head: "Krippendorff's α, MASI", Width: 20, About: "Any number of coders; label sets that overlap agree in part."},
		{Key: "details", Head: "Details", Width: 60, About: "Coders, decisions, warnings."},
	}, Notes: []string{
		"Formulas: Cohen (1960); Krippendorff (2011); Passonneau (2006); intervals by bootstrap over units (1,000 resamples, fixed seed) and by Wilson (1927). An empty coefficient means that the decisions do not vary, or that there are none to compare.",
		"Precision of reviewed hits is conditional on what the machine found: it says nothing about what it missed. Recall needs a blind sample.",
	}}
	rs := r.agreementRows()
	rs = append(rs, r.precisionRows()...)
	rs = append(rs, r.sampleRows()...)
	rs = append(rs, r.disagreementRows()...)
	rs = append(rs, r.carriedRows()...)
	t.Rows, t.Len = rows(rs), len(rs)
	return t
}

// agreementRows measures agreement for all codes together and for each.
func (r *Report) agreementRows() [][]Cell {
	all, byCode := r.codings()
	out := [][]Cell{summaryRow("agreement between coders", "all codes", agreement.Summarise(all))}
	for _, c := range r.Criteria {
		for p := range r.Perspectives {
			code := r.code(c.Number, p)
			if s := agreement.Summarise(byCode[code]); s.Units > 0 {
				out = append(out, summaryRow("agreement between coders", code, s))
			}
		}
	}
	return out
}

// codings turns decisions into label sets: what a coder holds to be the right
// codes of a piece of evidence. Unsure is no coding.
func (r *Report) codings() (all []agreement.Coding, byCode map[string][]agreement.Coding) {
	byCode = map[string][]agreement.Coding{}
	for _, e := range r.Evidence {
		for _, c := range codingsOf(e, r.Verdicts[e.ID].Decisions) {
			all = append(all, c)
			byCode[e.Code] = append(byCode[e.Code], c)
		}
	}
	return all, byCode
}

func codingsOf(e match.Evidence, decisions []review.Decision) []agreement.Coding {
	labels := map[string]agreement.Labels{}
	var coders []string
	for _, d := range decisions {
		if d.Carried != "" || d.Action == review.Unsure {
			continue
		}
		if _, ok := labels[d.Coder]; !ok {
			coders = append(coders, d.Coder)
			labels[d.Coder] = nil
		}
		switch d.Action {
		case review.Accept:
			labels[d.Coder] = append(labels[d.Coder], e.Code)
		case review.Recode:
			labels[d.Coder] = append(labels[d.Coder], d.Code)
		case review.Add:
			labels[d.Coder] = append(labels[d.Coder], e.Code, d.Code)
		}
	}
	var out []agreement.Coding
	for _, c := range coders {
		out = append(out, agreement.Coding{Unit: e.ID, Coder: c, Labels: labels[c]})
	}
	return out
}

func summaryRow(measure, about string, s agreement.Summary) []Cell {
	details := plural(s.Coders, "coder") + ", " + plural(s.Pairs, "pair")
	if s.KappaN > 0 {
		details += fmt.Sprintf("; κ: %s and %s, %d units", s.KappaOf[0], s.KappaOf[1], s.KappaN)
	}
	if s.Units < minLabels {
		details += "; too few units for a conclusion"
	}
	return []Cell{text(measure), text(about), number(s.Units), text(share(s.Percent)), text(coefficient(s.Kappa)),
		text(coefficient(s.Nominal)), text(coefficient(s.MASI)), text(details)}
}

func share(e agreement.Estimate) string {
	if math.IsNaN(e.Value) {
		return ""
	}
	s := fmt.Sprintf("%.0f %%", 100*e.Value)
	if !math.IsNaN(e.Low) {
		s += fmt.Sprintf(" (%.0f–%.0f)", 100*e.Low, 100*e.High)
	}
	return s
}

func coefficient(e agreement.Estimate) string {
	if math.IsNaN(e.Value) {
		return ""
	}
	s := fmt.Sprintf("%.2f", e.Value)
	if !math.IsNaN(e.Low) {
		s += fmt.Sprintf(" (%.2f to %.2f)", e.Low, e.High)
	}
	return s
}

// tallied counts reviewed hits of one code or rule.
type tallied struct{ right, all int }

// precisionRows gives the precision of reviewed hits by code and by rule. A
// recoded hit was a wrong hit of its code.
func (r *Report) precisionRows() [][]Cell {
	codes, rules := map[string]*tallied{}, map[string]*tallied{}
	add := func(m map[string]*tallied, key string, right bool) {
		if m[key] == nil {
			m[key] = &tallied{}
		}
		m[key].all++
		if right {
			m[key].right++
		}
	}
	for _, e := range r.Evidence {
		v := r.Verdicts[e.ID]
		if !v.Reviewed() {
			continue
		}
		right := !v.Out && (v.Code == "" || v.Code == e.Code)
		add(codes, e.Code, right)
		for _, hit := range e.Rules {
			add(rules, hit.ID, right)
		}
	}
	byCount := func(a, b string) int {
		return cmp.Or(cmp.Compare(rules[b].all, rules[a].all), cmp.Compare(a, b))
	}
	return append(tallyRows("precision of reviewed hits, by code", codes, r.byCodebook),
		tallyRows("precision of reviewed hits, by rule", rules, byCount)...)
}

// byCodebook orders codes as the codebook has them, the others last: sorted by
// their counts they would look like a ranking of cells.
func (r *Report) byCodebook(a, b string) int {
	place := func(code string) int {
		for i, c := range r.Criteria {
			for p := range r.Perspectives {
				if code == r.code(c.Number, p) {
					return len(r.Perspectives)*i + p
				}
			}
		}
		return len(r.Criteria) * len(r.Perspectives)
	}
	return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b))
}

func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// tallyRows gives a row for each key, in the given order.
func tallyRows(measure string, m map[string]*tallied, order func(a, b string) int) [][]Cell {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, order)
	var out [][]Cell
	for _, k := range keys {
		details := fmt.Sprintf("%d of %d reviewed hits stand; conditional on the machine's hits", m[k].right, m[k].all)
		out = append(out, []Cell{text(measure), text(k), number(m[k].all), text(share(agreement.Proportion(m[k].right, m[k].all))),
			{}, {}, {}, text(details)})
	}
	return out
}

// disagreementRows lists the evidence on which coders disagree: conflicts are
// kept and reported, not settled by the software.
func (r *Report) disagreementRows() [][]Cell {
	var out [][]Cell
	for _, e := range r.Evidence {
		if v := r.Verdicts[e.ID]; v.State == review.Disputed {
			q, _ := excerpt(e, quoteWords)
			out = append(out, []Cell{text("disagreement"), {Text: e.ID, Link: Link{Evidence: e.ID}}, number(len(v.Decisions)),
				{}, {}, {}, {}, text(strings.ReplaceAll(decisionsSoFar(v), "\n", "; ") + "\n“" + q + "”")})
		}
	}
	return out
}

// carriedRows lists decisions that were carried to the text of a replaced file
// and wait for confirmation, and decisions whose evidence is not here (any
// more): none is dropped.
func (r *Report) carriedRows() [][]Cell {
	carried := map[string]bool{}
	var out [][]Cell
	for _, d := range r.Decisions {
		if _, here := r.rowOf[d.Evidence]; d.Carried == "" || !here {
			continue
		}
		carried[d.Carried+"\x00"+d.Coder] = true
		if r.Verdicts[d.Evidence].State == review.Carried {
			out = append(out, []Cell{text("carried, to confirm"), {Text: d.Evidence, Link: Link{Evidence: d.Evidence}}, {}, {}, {}, {}, {},
				text(fmt.Sprintf("%s; first made on %s", d, d.Carried))})
		}
	}
	for _, d := range r.Decisions {
		if _, here := r.rowOf[d.Evidence]; here || d.Sample != nil || d.Carried != "" || carried[d.Evidence+"\x00"+d.Coder] {
			continue
		}
		a := d.Anchor
		out = append(out, []Cell{text("decision without its evidence"), text(d.Evidence), {}, {}, {}, {}, {},
			text(fmt.Sprintf("%s; %s, %s, %s: “%s”", d, a.Path, a.Citation, a.Code, shorten(a.Quote)))})
	}
	return out
}

// shorten cuts a quotation for a list.
func shorten(s string) string {
	const most = 200
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
