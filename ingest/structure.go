package ingest

import (
	"sort"
	"strings"

	"policyscan/ingest/detect"
	"policyscan/ingest/reading"
)

// StructureVersion is raised whenever the same extraction would give other
// provisions or passages.
const StructureVersion = 2

// Structure finds the provisions and passages of an extraction. Divisions that
// the source's markup names are taken as they are; where there are none, they
// are detected in the text. The language is that of the document (BCP 47, ""
// where unknown).
//
// Passage ids begin with "#"; [Content.Name] puts the document in front.
func Structure(ex *reading.Extraction, lang string) Content {
	divs := ex.Divisions
	var body []int
	var ambiguous []string
	var contents []detect.Span
	if len(divs) == 0 {
		r := detect.Detect(ex.Text, ex.Blocks, lang)
		divs, body, contents, ambiguous = r.Divisions, r.Body, r.Contents, r.Ambiguous
	} else {
		divs = sound(divs, len(ex.Text))
	}
	c := Content{Text: ex.Text, Ambiguous: ambiguous}
	c.Provisions = provisions(captioned(ex, divs), lang)
	s := segmenter{ex: ex, lang: lang, provs: c.Provisions, divs: divs, body: body, contents: contents}
	c.Passages = s.passages()
	return c
}

// Name puts the document's id in front of the ids of all passages.
func (c *Content) Name(document string) {
	if len(document) > 12 {
		document = document[:12]
	}
	for i := range c.Passages {
		c.Passages[i].ID = document + c.Passages[i].ID
	}
}

// sound returns divisions that can be trusted: within the text, in order, and
// with parents before children. Readers promise this; a damaged file must not
// break what follows.
func sound(divs []reading.Division, size int) []reading.Division {
	good := true
	for i, d := range divs {
		if d.Start < 0 || d.End > size || d.End < d.Start || d.Parent >= i || d.Parent < -1 || i > 0 && d.Start < divs[i-1].Start {
			good = false
			break
		}
	}
	if good {
		return divs
	}
	out := make([]reading.Division, 0, len(divs))
	for _, d := range divs {
		d.Start = min(max(d.Start, 0), size)
		d.End = min(max(d.End, d.Start), size)
		out = append(out, d)
	}
	sort.SliceStable(out, func(a, b int) bool { return out[a].Start < out[b].Start })
	var open []int
	for i := range out {
		for len(open) > 0 && out[open[len(open)-1]].End <= out[i].Start {
			open = open[:len(open)-1]
		}
		out[i].Parent = -1
		if len(open) > 0 {
			out[i].Parent = open[len(open)-1]
		}
		open = append(open, i)
	}
	return out
}

// captioned gives basic provisions without a heading the marginal note, or the
// caption in brackets of Japanese acts, that stands directly before them.
func captioned(ex *reading.Extraction, divs []reading.Division) []reading.Division {
	out := divs
	b := 0
	for i := range divs {
		for b < len(ex.Blocks) && ex.Blocks[b].End <= divs[i].Start {
			b++
		}
		if divs[i].Heading != "" || b == 0 || isContainer(divs[i].Type) || b < len(ex.Blocks) && ex.Blocks[b].Start < divs[i].Start {
			continue
		}
		note := oneLine(ex.Text[ex.Blocks[b-1].Start:ex.Blocks[b-1].End])
		caption := strings.HasPrefix(note, "（") && strings.HasSuffix(note, "）") && len(note) < 120 && strings.HasPrefix(divs[i].Num, "第")
		if !caption && ex.Blocks[b-1].Role != reading.MarginNote {
			continue
		}
		if &out[0] == &divs[0] {
			out = append([]reading.Division(nil), divs...)
		}
		out[i].Heading = note
	}
	return out
}
