package index

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Expression is a parsed query: words, "phrases", AND, OR, NOT and parentheses.
// Words that stand side by side must all be there. AND binds closer than OR.
// A word or phrase finds the forms of its words; hyphens and apostrophes make a
// phrase, as they do in texts. A star at the end of a word finds all words that
// begin so.
type Expression struct {
	node  node
	query string
}

// node is a part of an expression.
type node interface{ write(*strings.Builder) }

type (
	all    []node            // every one of them
	some   []node            // at least one
	not    struct{ of node } // its absence
	phrase struct {          // words in a row; one word is a phrase too
		text   string
		offset int  // bytes into the query
		prefix bool // "word*"
	}
)

// SyntaxError is a query that cannot be understood.
type SyntaxError struct {
	Query  string
	Offset int // bytes into Query: where it went wrong
	Reason string
}

// Error returns the reason and the query with a caret below the place.
func (e *SyntaxError) Error() string {
	query := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, e.Query[:e.Offset])
	rest := strings.ToValidUTF8(e.Query[e.Offset:], "\uFFFD")
	rest, _, _ = strings.Cut(rest, "\n")
	return fmt.Sprintf("%s\n  %s%s\n  %s^", e.Reason, query, rest, strings.Repeat(" ", utf8.RuneCountInString(query)))
}

// mostParts and deepest bound a query, so that none can exhaust the program.
const (
	mostParts = 256
	deepest   = 64
)

// Parse reads a query. A query without any word is nil: it asks for everything.
// Errors are of type [*SyntaxError].
func Parse(query string) (*Expression, error) {
	query = strings.ToValidUTF8(query, "\uFFFD")
	p := parser{query: query}
	if err := p.scan(); err != nil {
		return nil, err
	}
	if len(p.tokens) == 1 { // only the end
		return nil, nil
	}
	n, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if t := p.peek(); t.kind != end {
		return nil, p.fail(t, "there is no opening parenthesis for this one")
	}
	return &Expression{node: n, query: query}, nil
}

// String returns the expression with all operators and parentheses written out.
func (e *Expression) String() string {
	if e == nil {
		return ""
	}
	var b strings.Builder
	e.node.write(&b)
	return b.String()
}

func (a all) write(b *strings.Builder)  { writeList(b, a, " AND ") }
func (s some) write(b *strings.Builder) { writeList(b, s, " OR ") }

func writeList(b *strings.Builder, list []node, sep string) {
	b.WriteByte('(')
	for i, n := range list {
		if i > 0 {
			b.WriteString(sep)
		}
		n.write(b)
	}
	b.WriteByte(')')
}

func (n not) write(b *strings.Builder) {
	b.WriteString("NOT ")
	n.of.write(b)
}

func (p phrase) write(b *strings.Builder) {
	if p.prefix {
		b.WriteString(p.text + "*")
		return
	}
	b.WriteString(`"` + p.text + `"`)
}

type tokenKind int

const (
	end tokenKind = iota
	word
	quoted
	opAnd
	opOr
	opNot
	open_
	close_
)

type token struct {
	kind   tokenKind
	text   string
	offset int
}

type parser struct {
	query  string
	tokens []token
	next   int
}

// scan cuts the query into tokens.
func (p *parser) scan() error {
	for i := 0; i < len(p.query); {
		r, size := utf8.DecodeRuneInString(p.query[i:])
		switch {
		case unicode.IsSpace(r):
			i += size
			continue
		case r == '(':
			p.add(token{open_, "(", i})
		case r == ')':
			p.add(token{close_, ")", i})
		case quote(r):
			size = p.quoted(i, size)
			if size < 0 {
				return &SyntaxError{p.query, i, "the quotation mark is not closed"}
			}
		default:
			size = p.word(i)
		}
		i += size
		if len(p.tokens) > mostParts {
			return &SyntaxError{p.query, p.tokens[mostParts].offset, fmt.Sprintf("the query has more than %d parts", mostParts)}
		}
	}
	p.add(token{end, "", len(p.query)})
	return nil
}

func (p *parser) add(t token) { p.tokens = append(p.tokens, t) }

// quote reports whether r opens or closes a phrase; people paste quotation
// marks of all kinds.
func quote(r rune) bool { return strings.ContainsRune("\"“”„«»", r) }

// quoted scans a phrase whose mark at i is size bytes long, and returns its
// length with both marks, or -1 where it is not closed.
func (p *parser) quoted(i, size int) int {
	rest := p.query[i+size:]
	n := strings.IndexFunc(rest, quote)
	if n < 0 {
		return -1
	}
	_, closing := utf8.DecodeRuneInString(rest[n:])
	p.add(token{quoted, rest[:n], i})
	return size + n + closing
}

// word scans a word or an operator at i and returns its length.
func (p *parser) word(i int) int {
	rest := p.query[i:]
	n := strings.IndexFunc(rest, func(r rune) bool {
		return unicode.IsSpace(r) || r == '(' || r == ')' || quote(r)
	})
	if n < 0 {
		n = len(rest)
	}
	kinds := map[string]tokenKind{"AND": opAnd, "OR": opOr, "NOT": opNot}
	kind, ok := kinds[rest[:n]]
	if !ok {
		kind = word
	}
	p.add(token{kind, rest[:n], i})
	return n
}

func (p *parser) peek() token { return p.tokens[p.next] }

func (p *parser) take() token {
	t := p.tokens[p.next]
	if t.kind != end {
		p.next++
	}
	return t
}

func (p *parser) fail(t token, reason string) error {
	return &SyntaxError{Query: p.query, Offset: t.offset, Reason: reason}
}

func (p *parser) or(depth int) (node, error) {
	var list some
	for {
		n, err := p.and(depth)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
		if p.peek().kind != opOr {
			break
		}
		p.take()
	}
	if len(list) == 1 {
		return list[0], nil
	}
	return list, nil
}

func (p *parser) and(depth int) (node, error) {
	var list all
	for {
		n, err := p.unary(depth)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
		switch p.peek().kind {
		case opAnd:
			p.take()
			continue
		case end, close_, opOr:
		default:
			continue // side by side
		}
		break
	}
	if len(list) == 1 {
		return list[0], nil
	}
	return list, nil
}

func (p *parser) unary(depth int) (node, error) {
	t := p.take()
	if depth > deepest {
		return nil, p.fail(t, fmt.Sprintf("the query is nested more than %d deep", deepest))
	}
	switch t.kind {
	case opNot:
		n, err := p.unary(depth + 1)
		if err != nil {
			return nil, err
		}
		return not{n}, nil
	case open_:
		n, err := p.or(depth + 1)
		if err != nil {
			return nil, err
		}
		if c := p.take(); c.kind != close_ {
			return nil, p.fail(t, "the parenthesis is not closed")
		}
		return n, nil
	case word, quoted:
		return p.phrase(t)
	case end:
		return nil, p.fail(t, "a word is missing at the end")
	}
	return nil, p.fail(t, fmt.Sprintf("a word is missing before %q", t.text))
}

// phrase makes a phrase of a token that holds at least one letter or digit.
func (p *parser) phrase(t token) (node, error) {
	text, prefix := t.text, false
	if t.kind == word {
		text, prefix = strings.CutSuffix(text, "*")
		if i := strings.IndexByte(text, '*'); i >= 0 {
			t.offset += i
			return nil, p.fail(t, "a star may only stand at the end of a word")
		}
	}
	if strings.IndexFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
		return nil, p.fail(t, fmt.Sprintf("%q holds no word", t.text))
	}
	return phrase{text: text, offset: t.offset, prefix: prefix}, nil
}
