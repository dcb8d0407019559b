package index

import (
	"slices"
	"strings"

	"policyscan/lexicon/words"
)

// compile turns an expression into a finder over the text fields of the given
// languages. It is compiled once for each, for what is a stop word, and how a
// word is stemmed, depends on the language. The finder is nil where the
// expression holds nothing but stop words.
func (e *Expression) compile(v *view, codes []string) (finder, error) {
	var each []finder
	for _, code := range codes {
		c := compiler{view: v, field: textPrefix + code, code: code, lang: words.For(code), stops: stopWords(code)}
		f, err := c.node(e.node)
		if err != nil {
			return nil, err
		}
		if f != nil {
			each = append(each, f)
		}
	}
	return oneOf(each), nil
}

// compiler compiles for one language.
type compiler struct {
	view  *view
	field string
	code  string
	lang  words.Language
	stops map[string]bool
}

func (c *compiler) node(n node) (finder, error) {
	switch n := n.(type) {
	case phrase:
		return c.phrase(n)
	case not:
		return c.all(all{n})
	case some:
		var each []finder
		for _, m := range n {
			f, err := c.node(m)
			if err != nil {
				return nil, err
			}
			if f != nil {
				each = append(each, f)
			}
		}
		return oneOf(each), nil
	case all:
		return c.all(n)
	}
	return nil, nil
}

// all compiles a conjunction; what is negated alone is negated within the
// passages of the language.
func (c *compiler) all(list all) (finder, error) {
	var e every
	for _, n := range list {
		negated, neg := n.(not)
		if neg {
			n = negated.of
		}
		switch f, err := c.node(n); {
		case err != nil:
			return nil, err
		case f == nil:
		case neg:
			e.mustNot = append(e.mustNot, f)
		default:
			e.must = append(e.must, f)
		}
	}
	if len(e.mustNot) == 0 {
		return allOf(e.must), nil
	}
	if len(e.must) == 0 {
		e.must = []finder{&flat{fieldTerm{fieldOf, c.code}}}
	}
	return &e, nil
}

// phrase compiles the words of a phrase at their distances; stop words inside
// it stand for any word.
func (c *compiler) phrase(p phrase) (finder, error) {
	var terms []string
	last := 0
	var forms []string
	scan := words.NewScanner(p.text)
	for {
		start, end, ok := scan.Next()
		if !ok {
			break
		}
		form := p.text[start:end]
		forms = append(forms, form)
		if c.stops[c.lang.Fold(form)] && !p.prefix {
			if len(terms) > 0 {
				terms = append(terms, "")
			}
			continue
		}
		terms = append(terms, clip(c.lang.Stem(form)))
		last = len(terms)
	}
	terms = terms[:last]
	switch {
	case len(terms) == 0:
		return nil, nil
	case p.prefix && len(forms) == 1:
		return c.prefix(forms[0])
	case len(terms) == 1:
		return c.word(terms[0]), nil
	}
	return newRow(c.field, terms), nil
}

// prefix finds all words that begin with a form: the terms that begin with it,
// and the stem of the form itself, which may be shorter.
func (c *compiler) prefix(form string) (finder, error) {
	terms, err := c.view.prefixed(c.field, clip(c.lang.Fold(form)))
	if err != nil {
		return nil, err
	}
	if stem := clip(c.lang.Stem(form)); !slices.Contains(terms, stem) {
		terms = append(terms, stem)
	}
	var each []finder
	for _, t := range terms {
		each = append(each, c.word(t))
	}
	return oneOf(each), nil
}

func (c *compiler) word(term string) finder { return &stem{fieldTerm: fieldTerm{c.field, term}} }

func clip(term string) string { return term[:min(len(term), longestTerm)] }

// allOf finds what all of a list find; nil where the list is empty.
func allOf(list []finder) finder {
	switch len(list) {
	case 0:
		return nil
	case 1:
		return list[0]
	}
	return &every{must: list}
}

// oneOf finds what any of a list finds; nil where the list is empty.
func oneOf(list []finder) finder {
	switch len(list) {
	case 0:
		return nil
	case 1:
		return list[0]
	}
	return &either{list}
}

// textCodes returns the languages whose text fields stand among the fields of
// an index, limited to those of the given tags.
func textCodes(fields, langs []string) []string {
	var wanted []string
	for _, l := range langs {
		wanted = append(wanted, fieldCode(l))
	}
	var codes []string
	for _, f := range fields {
		code, ok := strings.CutPrefix(f, textPrefix)
		if ok && (len(wanted) == 0 || slices.Contains(wanted, code)) {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}
