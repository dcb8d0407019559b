package export

import (
	"bufio"
	_ "embed"
	"fmt"
	"html"
	"io"
	"strings"

	"policyscan/ingest"
	"policyscan/match"
	"policyscan/match/compare"
)

//go:embed report.css
var reportCSS string

// HTML writes the report as one self-contained page without scripts. Links lead
// from figures to quotations, and from quotations to the page of the file.
func HTML(w io.Writer, r *Report) error {
	p := &page{w: bufio.NewWriterSize(w, 1<<16), r: r}
	tables := r.Tables()
	p.open(tables)
	for _, t := range tables {
		if t.Name == "Evidence" {
			p.evidence(t)
			continue
		}
		p.section(t)
	}
	p.put("<footer><p>", esc(r.Attribution), "</p></footer>\n</main>\n</body>\n</html>\n")
	if err := p.w.Flush(); err != nil {
		return fmt.Errorf("html: %w", err)
	}
	return nil
}

type page struct {
	w *bufio.Writer
	r *Report
}

// put writes strings; the writer keeps the first error for Flush.
func (p *page) put(ss ...string) {
	for _, s := range ss {
		p.w.WriteString(s)
	}
}

// esc makes a text safe for content and attributes.
func esc(s string) string { return html.EscapeString(clean(text(s)).Text) }

func (p *page) open(tables []*Table) {
	p.put("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
		"<title>", esc(p.r.Title), "</title>\n<style>\n", reportCSS, "</style>\n</head>\n<body>\n<nav aria-label=\"Sections\"><ul>\n")
	for _, t := range tables {
		p.put("<li><a href=\"#", anchor(t.Name), "\">", esc(t.Name), "</a></li>\n")
	}
	p.put("</ul></nav>\n<main>\n")
}

func anchor(name string) string { return "s-" + strings.ToLower(strings.ReplaceAll(name, " ", "-")) }

// section writes one table. Reading sheets become a list of terms.
func (p *page) section(t *Table) {
	p.put("<section id=\"", anchor(t.Name), "\">\n")
	if t.Prose {
		p.prose(t)
	} else {
		p.put("<h2>", esc(t.Name), "</h2>\n<p class=\"about\">", esc(t.Title), "</p>\n<div class=\"scroll\"><table>\n<thead><tr>")
		for _, c := range t.Columns {
			p.put("<th scope=\"col\"", class(c.Tone), fmt.Sprintf(" style=\"min-width:%.1frem\"", min(c.Width, 60)*0.48), " title=\"", esc(c.About), "\">", esc(c.Head), "</th>")
		}
		p.put("</tr></thead>\n<tbody>\n")
		for row := range t.Rows {
			p.row(t, row)
		}
		p.put("</tbody></table></div>\n")
	}
	for _, n := range t.Notes {
		p.put("<p class=\"note\">", esc(n), "</p>\n")
	}
	p.put("</section>\n")
}

func (p *page) prose(t *Table) {
	title := "<h2>" + esc(t.Name) + "</h2>\n"
	open := false
	for row := range t.Rows {
		if row[0].Tone == Heading {
			title = "<h1>" + esc(row[0].Text) + "</h1>\n"
			continue
		}
		if !open {
			p.put(title, "<dl>\n")
			open = true
		}
		p.put("<dt>", esc(row[0].Text), "</dt>")
		for _, c := range row[1:] {
			p.put("<dd>", p.inline(c), "</dd>")
		}
		p.put("\n")
	}
	if open {
		p.put("</dl>\n")
	}
}

func (p *page) row(t *Table, row []Cell) {
	p.put("<tr>")
	for i, c := range row {
		tag := "td"
		if i == 0 && t.Freeze > 0 {
			tag = "th scope=\"row\""
		}
		extra := class(c.Tone)
		if c.IsNum {
			extra = " class=\"n\""
		}
		p.put("<", tag, extra, ">", p.linked(c), "</", tag[:2], ">")
	}
	p.put("</tr>\n")
}

func class(t Tone) string {
	switch t {
	case First:
		return " class=\"first\""
	case Second:
		return " class=\"second\""
	case Muted:
		return " class=\"muted\""
	case Entry:
		return " class=\"entry\""
	}
	return ""
}

// linked is a cell's content, inside its link where it has one.
func (p *page) linked(c Cell) string {
	content := p.inline(c)
	switch {
	case c.Link.Evidence != "":
		return "<a href=\"#e-" + esc(c.Link.Evidence) + "\">" + content + "</a>"
	case c.Link.File != "":
		return "<a href=\"" + esc(c.Link.File) + "\">" + content + "</a>"
	}
	return content
}

// inline is a cell's text with its bold and faint ranges and line breaks.
func (p *page) inline(c Cell) string {
	if c.IsNum {
		return plainValue(c)
	}
	c = clean(c)
	var b strings.Builder
	at := 0
	write := func(end int, open, shut string) {
		if end > at {
			b.WriteString(open + strings.ReplaceAll(html.EscapeString(c.Text[at:end]), "\n", "<br>") + shut)
			at = end
		}
	}
	bold, faint := c.Bold, c.Faint
	for len(bold) > 0 || len(faint) > 0 {
		if len(faint) == 0 || len(bold) > 0 && bold[0].Start <= faint[0].Start {
			write(bold[0].Start, "", "")
			write(bold[0].End, "<b>", "</b>")
			bold = bold[1:]
			continue
		}
		write(faint[0].Start, "", "")
		write(faint[0].End, "<small>", "</small>")
		faint = faint[1:]
	}
	write(len(c.Text), "", "")
	return b.String()
}

// evidence writes each piece of evidence as an article, by document.
func (p *page) evidence(t *Table) {
	p.put("<section id=\"", anchor(t.Name), "\">\n<h2>Evidence</h2>\n<p class=\"about\">Every passage that was tagged, with the words that made it so.</p>\n")
	document := ""
	for _, e := range p.r.Evidence {
		d := *p.r.docs[e.Document]
		if d.ID != document {
			document = d.ID
			p.put("<h3>", esc(compare.Jurisdiction(d)), " · ", esc(titleOf(d)), "</h3>\n")
		}
		p.article(d, e)
	}
	p.put("</section>\n")
}

func (p *page) article(d ingest.Document, e match.Evidence) {
	n := p.r.Comparison.Evidence[e.ID]
	tone := ""
	if e.Criterion > 0 && n.Perspective >= 0 {
		tone = [2]string{" first", " second"}[n.Perspective]
	}
	p.put("<article id=\"e-", esc(e.ID), "\"><p class=\"tag", tone, "\"><b>", esc(e.Code), "</b> · voice ", esc(string(e.Voice)),
		fmt.Sprintf(" · force %d · ", e.Force), esc(e.Form), " · ", esc(string(n.Review)))
	if c := counted(e, n); c != "yes" {
		p.put(" · <em>counted: ", esc(c), "</em>")
	}
	p.put("</p>\n<blockquote dir=\"auto\" lang=\"", esc(e.Lang), "\">", p.inline(Cell{Text: e.Quote, Bold: matched(e)}), "</blockquote>\n<p class=\"cite\">")
	cite := esc(Citation(d, e))
	if href := p.r.href(d); href != "" {
		if e.Page > 0 && d.Format == "pdf" {
			href += fmt.Sprintf("#page=%d", e.Page)
		}
		cite = "<a href=\"" + esc(href) + "\">" + cite + "</a>"
	}
	p.put(cite, " · <a href=\"#e-", esc(e.ID), "\">", esc(e.ID), "</a></p>\n<details><summary>Context and rules</summary>")
	for _, x := range []struct{ name, value string }{
		{"Headings above", e.Heading}, {"Before", e.Before}, {"After", e.After}, {"Rules", rulesInWords(e)},
		{"Flags", strings.Join(e.Flags, ", ")}, {"Decisions", decisionsSoFar(p.r.Verdicts[e.ID])},
	} {
		if x.value != "" {
			p.put("<p dir=\"auto\"><b>", x.name, ":</b> ", esc(x.value), "</p>")
		}
	}
	p.put("</details></article>\n")
}
