package office

import (
	"strconv"
	"strings"

	"policyscan/ingest/numbering"
	"policyscan/ingest/xmltree"
)

// numbers prints the numbers of a DOCX document's lists (ECMA-376 part 1,
// section 17.9).
type numbers struct {
	nums     map[string]*numbered    // by numId
	abstract map[string]*[9]numLevel // by abstractNumId
	counters map[string]*[9]counter  // by abstractNumId: lists of one definition count on
}

// numbered is an instance of a list definition.
type numbered struct {
	abstract string
	levels   [9]*numLevel // overrides
	start    [9]int       // overrides; -1 where there is none
	begun    [9]bool
}

// numLevel is a level of a list definition.
type numLevel struct {
	start   int
	format  string
	text    string // "%1.%2"
	legal   bool   // all numbers in digits
	restart int    // level that restarts it, from 1; 0 for never, -1 for any higher one
}

type counter struct {
	n     int
	begun bool
}

// readNumbering reads numbering.xml; n may be nil.
func readNumbering(n *xmltree.Node, s styles) *numbers {
	w := &numbers{nums: map[string]*numbered{}, abstract: map[string]*[9]numLevel{}, counters: map[string]*[9]counter{}}
	if n == nil {
		return w
	}
	links := map[string]string{} // definition to the style that defines it
	for _, k := range n.Children {
		if k.Name == "abstractNum" {
			id := k.Get("abstractNumId")
			levels := &[9]numLevel{}
			for i := range levels {
				levels[i] = numLevel{start: 1, format: "none", restart: -1}
			}
			for _, l := range k.Children {
				if i, ok := levelIndex(l); ok && l.Name == "lvl" {
					levels[i] = readLevel(l)
				}
			}
			w.abstract[id] = levels
			if link := k.Child("numStyleLink"); link != nil {
				links[id] = link.Get("val")
			}
		}
	}
	for _, k := range n.Children {
		if k.Name == "num" {
			w.readNum(k)
		}
	}
	// A definition may lie in the list that a style names.
	for id, styleID := range links {
		if num := w.nums[s.byID[styleID].num]; num != nil && num.abstract != id {
			if levels := w.abstract[num.abstract]; levels != nil {
				w.abstract[id] = levels
			}
		}
	}
	return w
}

func levelIndex(n *xmltree.Node) (int, bool) {
	i, err := strconv.Atoi(n.Get("ilvl"))
	return i, err == nil && i >= 0 && i < 9
}

func readLevel(n *xmltree.Node) numLevel {
	l := numLevel{start: 1, format: "decimal", restart: -1}
	for _, k := range n.Children {
		v := k.Get("val")
		switch k.Name {
		case "start":
			if s, err := strconv.Atoi(v); err == nil {
				l.start = s
			}
		case "numFmt":
			l.format = v
		case "lvlText":
			l.text = v
		case "isLgl":
			l.legal = on(k)
		case "lvlRestart":
			if r, err := strconv.Atoi(v); err == nil {
				l.restart = r
			}
		}
	}
	if f := n.Path("AlternateContent", "Choice", "numFmt"); f != nil {
		l.format = f.Get("val")
	}
	return l
}

func (w *numbers) readNum(n *xmltree.Node) {
	num := &numbered{start: [9]int{-1, -1, -1, -1, -1, -1, -1, -1, -1}}
	if a := n.Child("abstractNumId"); a != nil {
		num.abstract = a.Get("val")
	}
	for _, o := range n.Children {
		i, ok := levelIndex(o)
		if o.Name != "lvlOverride" || !ok {
			continue
		}
		if s := o.Child("startOverride"); s != nil {
			if v, err := strconv.Atoi(s.Get("val")); err == nil {
				num.start[i] = v
			}
		}
		if l := o.Child("lvl"); l != nil {
			level := readLevel(l)
			num.levels[i] = &level
		}
	}
	w.nums[n.Get("numId")] = num
}

// level returns a level of a list, its own definition or the shared one.
func (w *numbers) level(num *numbered, i int) numLevel {
	if l := num.levels[i]; l != nil {
		return *l
	}
	if a := w.abstract[num.abstract]; a != nil {
		return a[i]
	}
	return numLevel{format: "none"}
}

// next counts a paragraph of a list and returns its printed number, "" for
// bullets and lists that are not defined.
func (w *numbers) next(id string, level int) string {
	num := w.nums[id]
	if num == nil {
		return ""
	}
	c := w.counters[num.abstract]
	if c == nil {
		c = &[9]counter{}
		w.counters[num.abstract] = c
	}
	l := w.level(num, level)
	switch {
	case num.start[level] >= 0 && !num.begun[level]:
		c[level] = counter{num.start[level], true}
		num.begun[level] = true
	case !c[level].begun:
		c[level] = counter{l.start, true}
	default:
		c[level].n++
	}
	for i := level + 1; i < 9; i++ {
		if r := w.level(num, i).restart; r < 0 || r > level {
			c[i] = counter{}
		}
	}
	return w.print(num, level, l, c)
}

// print fills the numbers of the levels into the text of a level.
func (w *numbers) print(num *numbered, level int, l numLevel, c *[9]counter) string {
	if l.format == "bullet" {
		return ""
	}
	var out strings.Builder
	for i := 0; i < len(l.text); i++ {
		if l.text[i] != '%' || i+1 >= len(l.text) || l.text[i+1] < '1' || l.text[i+1] > '9' {
			out.WriteByte(l.text[i])
			continue
		}
		i++
		k := int(l.text[i] - '1')
		other := w.level(num, k)
		n := c[k].n
		if !c[k].begun {
			n = other.start
		}
		format := other.format
		if l.legal && format != "none" {
			format = "decimal"
		}
		out.WriteString(wordNumber(n, format))
	}
	return strings.TrimSpace(out.String())
}

// wordNumber writes a counter in a number format of Word (ST_NumberFormat).
func wordNumber(n int, format string) string {
	switch format {
	case "none", "bullet":
		return ""
	case "decimalZero":
		return numbering.Format(n, numbering.ZeroPadded)
	case "lowerLetter":
		return repeated(n, 'a')
	case "upperLetter":
		return repeated(n, 'A')
	case "lowerRoman":
		return numbering.Format(n, numbering.LowerRoman)
	case "upperRoman":
		return numbering.Format(n, numbering.UpperRoman)
	case "ordinal":
		return numbering.Format(n, numbering.Ordinal)
	case "cardinalText":
		return word(n, cardinals)
	case "ordinalText":
		return word(n, ordinals)
	case "decimalFullWidth", "decimalFullWidth2":
		return numbering.Format(n, numbering.FullWidth)
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "ideographDigital", "ideographLegalTraditional", "japaneseDigitalTenThousand":
		return numbering.Format(n, numbering.Chinese)
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return numbering.Format(n, numbering.Circled)
	case "iroha", "irohaFullWidth":
		return numbering.Format(n, numbering.Iroha)
	case "aiueo", "aiueoFullWidth":
		return numbering.Format(n, numbering.Aiueo)
	case "russianLower":
		return numbering.Format(n, numbering.Cyrillic)
	case "russianUpper":
		return numbering.Format(n, numbering.Cyrillics)
	case "numberInDash":
		return "- " + strconv.Itoa(n) + " -"
	case "hex":
		return strings.ToUpper(strconv.FormatInt(int64(n), 16))
	}
	return strconv.Itoa(n)
}

// repeated counts a, b, … z, aa, bb, as Word does.
func repeated(n int, first byte) string {
	if n < 1 || n > 26*30 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(first+byte((n-1)%26)), (n-1)/26+1)
}

var (
	cardinals = [...]string{"One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen", "Twenty"}
	ordinals  = [...]string{"First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh", "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth", "Twentieth"}
)

func word(n int, words [20]string) string {
	if n < 1 || n > len(words) {
		return strconv.Itoa(n)
	}
	return words[n-1]
}
