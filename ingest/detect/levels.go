package detect

import "strings"

// nameLevels gives the divisions inside basic provisions their Akoma Ntoso
// element names, which depend on the tradition: (1)(a)(i) are subsection,
// paragraph, subparagraph under a section, paragraph and point under an article.
func (d *detector) nameLevels() {
	american := d.lettersAbove()
	for i := range d.divs {
		depth := d.depth[i]
		if depth == 0 {
			continue
		}
		b := i
		for d.depth[b] > 0 && d.divs[b].Parent >= 0 {
			b = d.divs[b].Parent
		}
		if d.depth[b] > 0 { // an item outside all provisions
			d.divs[i].Type = "item"
			continue
		}
		d.divs[i].Type = levelName(d.divs[b].Type, d.divs[i].Num, int(depth), american)
	}
}

// lettersAbove reports whether (a) stands above (1), as in the United States.
func (d *detector) lettersAbove() bool {
	n := 0
	for i := range d.divs {
		p := d.divs[i].Parent
		if d.depth[i] == 2 && p >= 0 && d.depth[p] == 1 && inParens(d.divs[i].Num, isDigit) && inParens(d.divs[p].Num, isLower) {
			n++
		} else if d.depth[i] == 2 && p >= 0 && inParens(d.divs[p].Num, isDigit) && inParens(d.divs[i].Num, isLower) {
			n--
		}
	}
	return n > 0
}

func inParens(num string, is func(byte) bool) bool {
	return len(num) > 2 && num[0] == '(' && is(num[1])
}

func levelName(basic, num string, depth int, american bool) string {
	sections := [...]string{"subsection", "paragraph", "subparagraph", "clause", "subclause"}
	articles := [...]string{"paragraph", "point", "subparagraph", "indent", "item"}
	if basic == "article" && len(num) > 0 && num[0] >= 0xE3 { // 項 in figures, 号 in Chinese numerals, イロハ
		switch {
		case num[0] == 0xEF && fullwidthDigit(num, 0) >= 0:
			return "paragraph"
		case depth >= 3 || num[0] == 0xE3:
			return "subparagraph"
		}
		return "point"
	}
	if basic == "article" || basic == "rule" {
		if depth == 1 && (inParens(num, isLower) || len(num) > 0 && isLower(num[0])) {
			return "point"
		}
		return articles[min(depth, len(articles))-1]
	}
	if basic != "section" {
		return [...]string{"paragraph", "subparagraph", "clause", "subclause", "point"}[min(depth, 5)-1]
	}
	if depth == 1 && strings.HasPrefix(num, "Stk") {
		return sections[0]
	}
	if !american && depth < len(sections) && (depth == 1 && !inParens(num, isDigit)) {
		return "paragraph"
	}
	return sections[min(depth, len(sections))-1]
}
