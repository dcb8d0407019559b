package ingest

import (
	"strings"
)

// cite fills in the human citation of every provision, in the style of its
// tradition, without title and page.
func cite(provs []Provision, bare []string, lang string) {
	c := citer{provs: provs, bare: bare, lang: lang, primary: primary(lang)}
	basics := make(map[string]int)
	for i := range provs {
		if isBasic(provs, i) && !provs[i].Quoted {
			basics[provs[i].Type+bare[i]]++
		}
	}
	restarts := 0 // basic numbers used more than once: the chapter belongs to the citation
	for _, n := range basics {
		if n > 1 {
			restarts++
		}
	}
	c.full = restarts*5 > len(basics)
	for i := range provs {
		provs[i].Citation = c.citation(i)
	}
}

// citer cites the provisions of one document.
type citer struct {
	provs         []Provision
	bare          []string // their numbers without keyword and brackets
	lang, primary string
	full          bool // basic numbers start afresh in every chapter
}

// containers are the types that stand above basic provisions.
func isContainer(typ string) bool {
	switch typ {
	case "transitional", "book", "tome", "part", "subpart", "title", "subtitle", "chapter", "subchapter", "division", "subdivision", "hcontainer", "crossHeading", "debateSection", "schedule", "annex", "appendix", "attachment":
		return true
	}
	return false
}

// isBasic reports whether provision i is what its tradition numbers and cites:
// the outermost division that is no container.
func isBasic(provs []Provision, i int) bool {
	p := provs[i].Parent
	switch provs[i].Type {
	case "article", "rule", "clause", "section":
	case "paragraph", "speech":
		return p < 0 || isContainer(provs[p].Type)
	default:
		return false
	}
	if p >= 0 && provs[i].Type == "clause" && !isContainer(provs[p].Type) {
		return false
	}
	if i+1 < len(provs) && provs[i].Type == "section" && provs[i+1].Parent == i && (provs[i+1].Type == "article" || provs[i+1].Type == "section") && !provs[i+1].Quoted {
		return false
	}
	return true
}

// citation joins what is cited of provision i and the provisions around it.
func (c *citer) citation(i int) string {
	provs := c.provs
	var chain []int
	for k := i; k >= 0; k = provs[k].Parent {
		chain = append(chain, k)
		if provs[k].Quoted && (provs[k].Parent < 0 || !provs[provs[k].Parent].Quoted) {
			break // the quoted instrument is cited by its own numbers
		}
	}
	base := -1
	for k := range chain {
		if isBasic(provs, chain[k]) {
			base = k
			break
		}
	}
	var out []string
	for k := len(chain) - 1; k >= 0; k-- {
		p := provs[chain[k]]
		switch {
		case k > base && base >= 0:
			if c.full && p.Type == "chapter" || isAnnex(p.Type) {
				out = append(out, c.container(chain[k]))
			}
		case k > base:
			if s := c.container(chain[k]); s != "" {
				out = append(out, s)
			}
		default:
			return strings.Join(append(out, c.basic(chain[:k+1])), c.separator(len(out) > 0))
		}
	}
	return strings.Join(out, ", ")
}

func isAnnex(typ string) bool {
	return typ == "schedule" || typ == "annex" || typ == "appendix" || typ == "attachment"
}

// separator is what stands between chapter and section: "6 kap. 11 §", "c. 6, s. 11".
func (c *citer) separator(needed bool) string {
	if needed && (c.primary == "sv" || c.primary == "fi") {
		return " "
	}
	return ", "
}

// primary is the primary subtag of a language tag.
func primary(lang string) string {
	lang, _, _ = strings.Cut(lang, "-")
	return strings.ToLower(lang)
}

// container cites a part, chapter, schedule and so on.
func (c *citer) container(i int) string {
	p, num := &c.provs[i], c.bare[i]
	if c.primary == "en" || c.lang == "" {
		for _, a := range [...]struct{ typ, abbr string }{{"chapter", "c."}, {"part", "Pt"}, {"schedule", "Sch."}, {"annex", "Annex"}, {"title", "Title"}, {"paragraph", "para."}} {
			if p.Type == a.typ {
				return strings.TrimSpace(a.abbr + " " + num)
			}
		}
	}
	if p.Num == "" {
		if p.Heading == "" {
			return p.Type
		}
		return p.Heading
	}
	if strings.HasSuffix(p.Num, "kap.") {
		return p.Num
	}
	return strings.TrimRight(p.Num, " .:–—-")
}

// basic cites a basic provision and what is below it; chain is innermost
// first.
func (c *citer) basic(chain []int) string {
	top, num := &c.provs[chain[len(chain)-1]], c.bare[chain[len(chain)-1]]
	printed := strings.TrimRight(top.Num, " .:–—-")
	var b strings.Builder
	switch {
	case strings.Contains(top.Num, "§") || strings.HasPrefix(top.Num, "第") || strings.HasSuffix(printed, "gr"):
		b.WriteString(printed)
		if strings.HasSuffix(printed, "gr") {
			b.WriteByte('.')
		}
	case top.Type == "article" && top.Num != "":
		b.WriteString("art. " + printedNumber(printed, num))
	case top.Type == "section":
		b.WriteString("s. " + num)
	case top.Type == "rule":
		b.WriteString("r. " + num)
	case top.Type == "paragraph":
		b.WriteString("para. " + num)
	case top.Num != "":
		b.WriteString(printed)
	default:
		b.WriteString(top.Heading)
	}
	for k := len(chain) - 2; k >= 0; k-- {
		b.WriteString(c.level(chain[k]))
	}
	return b.String()
}

// printedNumber is a number as printed without its keyword: "L. 12-1" of
// "Article L. 12-1".
func printedNumber(printed, num string) string {
	keyword, rest, ok := strings.Cut(printed, " ")
	if !ok || strings.ContainsAny(keyword, "0123456789") {
		return num
	}
	return strings.TrimSpace(rest)
}

// level cites one level inside a basic provision.
func (c *citer) level(i int) string {
	p, num := &c.provs[i], c.bare[i]
	if num == "" {
		return ""
	}
	parens := strings.HasPrefix(p.Num, "(") || strings.HasPrefix(p.Num, "（")
	letter := num[0] >= 'a' && num[0] <= 'z'
	switch c.primary {
	case "de":
		switch {
		case letter:
			return " Buchst. " + num
		case parens:
			return " Abs. " + num
		}
		return " Nr. " + num
	case "sv":
		if letter {
			return " " + num
		}
		return " " + num + " p."
	case "da":
		switch {
		case strings.HasPrefix(p.Num, "Stk"):
			return ", stk. " + num
		case letter:
			return ", litra " + num
		}
		return ", nr. " + num
	case "no", "nb", "nn":
		if letter {
			return " bokstav " + num
		}
		return " nr. " + num
	case "it":
		if letter {
			return ", lett. " + num + ")"
		}
		return ", comma " + num
	case "pt":
		switch {
		case strings.HasPrefix(p.Num, "§"):
			return ", § " + printedNumber(strings.TrimRight(p.Num, " ."), num)
		case strings.HasPrefix(strings.ToLower(p.Num), "par"):
			return ", " + strings.ToLower(strings.TrimRight(p.Num, " ."))
		case letter:
			return ", " + num + ")"
		case num[0] >= 'A' && num[0] <= 'Z':
			return ", " + num
		}
		return ", n.º " + num
	case "fi":
		if letter {
			return " " + num + " alakohta"
		}
		return " " + num + " kohta"
	case "fr":
		if strings.Contains(p.Num, "°") {
			return ", " + num + "°"
		}
		return ", " + strings.TrimRight(p.Num, " .")
	case "es", "ca":
		if strings.HasPrefix(strings.ToLower(p.Num), "par") {
			return ", " + strings.ToLower(strings.TrimRight(p.Num, " ."))
		}
		if letter || num[0] >= 'A' && num[0] <= 'Z' {
			return ", " + num + ")"
		}
		return "." + num
	case "ja":
		switch p.Type {
		case "paragraph":
			return "第" + num + "項"
		case "point":
			return "第" + num + "号"
		}
		return num
	case "zh":
		if parens {
			return "第（" + num + "）项"
		}
		return "第" + num + "款"
	}
	return "(" + num + ")"
}
