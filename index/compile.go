package index

import (
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"policyscan/lexicon/words"
)

// compile turns an expression into a query over the text fields of the given
// languages. It is compiled once for each, for what is a stop word, and how a
// word is stemmed, depends on the language. The query is nil where the
// expression holds nothing but stop words.
func (e *Expression) compile(codes []string) query.Query {
	var each []query.Query
	for _, code := range codes {
		c := compiler{field: textPrefix + code, code: code, lang: words.For(code), stops: stopWords(code)}
		if q := c.node(e.node); q != nil {
			each = append(each, q)
		}
	}
	return disjunction(each)
}

// compiler compiles for one language.
type compiler struct {
	field string
	code  string
	lang  words.Language
	stops map[string]bool
}

func (c *compiler) node(n node) query.Query {
	switch n := n.(type) {
	case phrase:
		return c.phrase(n)
	case not:
		return c.all(all{n})
	case some:
		var each []query.Query
		for _, m := range n {
			if q := c.node(m); q != nil {
				each = append(each, q)
			}
		}
		return disjunction(each)
	case all:
		return c.all(n)
	}
	return nil
}

// all compiles a conjunction; what is negated alone is negated within the
// passages of the language.
func (c *compiler) all(list all) query.Query {
	var must, mustNot []query.Query
	for _, n := range list {
		negated, neg := n.(not)
		if neg {
			n = negated.of
		}
		switch q := c.node(n); {
		case q == nil:
		case neg:
			mustNot = append(mustNot, q)
		default:
			must = append(must, q)
		}
	}
	if len(mustNot) == 0 {
		return conjunction(must)
	}
	if len(must) == 0 {
		must = []query.Query{flat(fieldOf, c.code)}
	}
	q := bleve.NewBooleanQuery()
	q.AddMust(must...)
	q.AddMustNot(mustNot...)
	return q
}

// phrase compiles the words of a phrase at their distances; stop words inside
// it stand for any word.
func (c *compiler) phrase(p phrase) query.Query {
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
		return nil
	case p.prefix && len(forms) == 1:
		return c.prefix(forms[0])
	case len(terms) == 1:
		return term(c.field, terms[0])
	}
	return query.NewPhraseQuery(terms, c.field)
}

// prefix finds all words that begin with a form: the terms that begin with it,
// and the stem of the form itself, which may be shorter.
func (c *compiler) prefix(form string) query.Query {
	q := query.NewPrefixQuery(clip(c.lang.Fold(form)))
	q.SetField(c.field)
	return disjunction([]query.Query{q, term(c.field, clip(c.lang.Stem(form)))})
}

func clip(term string) string { return term[:min(len(term), longestTerm)] }

func term(field, value string) query.Query {
	q := query.NewTermQuery(value)
	q.SetField(field)
	return q
}

func conjunction(list []query.Query) query.Query {
	switch len(list) {
	case 0:
		return nil
	case 1:
		return list[0]
	}
	return query.NewConjunctionQuery(list)
}

func disjunction(list []query.Query) query.Query {
	switch len(list) {
	case 0:
		return nil
	case 1:
		return list[0]
	}
	return query.NewDisjunctionQuery(list)
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
