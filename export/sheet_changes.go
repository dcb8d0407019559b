package export

import (
	"slices"
	"strings"
)

// changes compares this report with an earlier export: its Evidence and Matrix
// sheets. It lists what came, what went, and which statuses differ.
func (r *Report) changes() *Table {
	t := &Table{Name: "Changes", Title: "What differs from the earlier export", Freeze: 2, Wide: true, Columns: []Column{
		{Key: "change", Head: "Change", Width: 24, About: "Kind of change."},
		{Key: "jurisdiction", Head: "Jurisdiction", Width: 14, About: "ISO 3166 code, or the name of the folder."},
		{Key: "subject", Head: "Subject", Width: 44, About: "Status column, document or evidence."},
		{Key: "before", Head: "Earlier", Width: 50, About: "As the earlier export has it."},
		{Key: "now", Head: "Now", Width: 50, About: "As this one has it."},
	}, Notes: []string{"A difference may come from the law, from the corpus, from the rules, or from review; compare the Run sheets of both exports."}}
	var rs [][]Cell
	rs = append(rs, r.statusChanges()...)
	rs = append(rs, r.rowChanges(r.documents(), "path", "title", "status")...)
	rs = append(rs, r.rowChanges(r.evidence(), "id", "citation", "counted")...)
	t.Rows, t.Len = rows(rs), len(rs)
	return t
}

// earlier returns a sheet of the earlier export with its columns by head; nil
// where it has none.
func (r *Report) earlier(name string) (head map[string]int, body [][]string) {
	i := slices.IndexFunc(r.Since, func(s Sheet) bool { return s.Name == name })
	if i < 0 || len(r.Since[i].Rows) == 0 {
		return nil, nil
	}
	head = map[string]int{}
	for j, h := range r.Since[i].Rows[0] {
		head[h] = j
	}
	return head, r.Since[i].Rows[1:]
}

func at(row []string, head map[string]int, name string) string {
	if j, ok := head[name]; ok && j < len(row) {
		return row[j]
	}
	return ""
}

// statusChanges compares the status columns of the matrices, jurisdiction by
// jurisdiction.
func (r *Report) statusChanges() [][]Cell {
	var out [][]Cell
	for i := range r.Comparison.Tables {
		now := r.matrix(i)
		head, body := r.earlier(now.Name)
		if head == nil {
			continue
		}
		before := map[string][]string{}
		for _, row := range body {
			before[at(row, head, "Jurisdiction")] = row
		}
		for row := range now.Rows {
			old, ok := before[row[0].Text]
			if !ok {
				out = append(out, texts("jurisdiction is new", row[0].Text, now.Name, "", ""))
				continue
			}
			for j, c := range now.Columns {
				was := at(old, head, c.Head)
				if strings.HasSuffix(c.Key, "_status") && was != "" && was != row[j].Text {
					out = append(out, texts("status differs", row[0].Text, c.Head, was, row[j].Text))
				}
			}
			delete(before, row[0].Text)
		}
		for _, j := range keysOf(before) {
			if j != "" && before[j][0] != "" && len(before[j]) > 1 {
				out = append(out, texts("jurisdiction is gone", j, now.Name, "", ""))
			}
		}
	}
	return out
}

// rowChanges compares two versions of a table by the key of its rows, and the
// value of one column of rows that both have.
func (r *Report) rowChanges(now *Table, key, about, value string) [][]Cell {
	head, body := r.earlier(now.Name)
	if head == nil {
		return nil
	}
	col := func(k string) int { return slices.IndexFunc(now.Columns, func(c Column) bool { return c.Key == k }) }
	name := func(k string) string { return now.Columns[col(k)].Head }
	before := map[string][]string{}
	for _, row := range body {
		if id := at(row, head, name(key)); id != "" {
			before[id] = row
		}
	}
	what := strings.ToLower(now.Name)
	var out [][]Cell
	for row := range now.Rows {
		id := row[col(key)].Text
		subject := strings.TrimPrefix(row[col(about)].Text+" · "+id, " · ")
		old, ok := before[id]
		switch {
		case !ok:
			out = append(out, texts(what+": new", row[col("jurisdiction")].Text, subject, "", row[col(value)].Text))
		case at(old, head, name(value)) != row[col(value)].Text:
			out = append(out, texts(what+": "+strings.ToLower(name(value))+" differs", row[col("jurisdiction")].Text, subject, at(old, head, name(value)), row[col(value)].Text))
		}
		delete(before, id)
	}
	for _, id := range keysOf(before) {
		row := before[id]
		subject := strings.TrimPrefix(at(row, head, name(about))+" · "+id, " · ")
		out = append(out, texts(what+": gone", at(row, head, "Jurisdiction"), subject, at(row, head, name(value)), ""))
	}
	return out
}
