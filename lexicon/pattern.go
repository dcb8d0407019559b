package lexicon

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Pattern is a sequence of elements that must match neighbouring words
// (docs/rules.md, Patterns).
type Pattern struct {
	Source    string
	Exception bool   // a match voids the matches of its list that it overlaps
	Anchor    Anchor // where it must begin
	Lead      int    // with an anchor: so many words may stand before it
	Elements  []Element
	Pos       Position
}

// Anchor says where a pattern must begin.
type Anchor byte

// The anchors.
const (
	Anywhere Anchor = iota
	SentenceStart
	PassageStart
)

// ElementKind says what an element of a pattern matches.
type ElementKind byte

// The kinds of elements.
const (
	Stem  ElementKind = iota // every form with the stem of Text
	Exact                    // the folded form of Text
	Cased                    // Text as written, upper and lower case included
	Glob                     // folded forms that fit Text, where * stands for any letters
	Any                      // any one word
	Gap                      // up to N words
	Group                    // one of Alternatives
	List                     // one of the patterns of the list Text
)

// Element is one part of a pattern.
type Element struct {
	Kind         ElementKind
	Text         string
	N            int
	Optional     bool
	Alternatives [][]Element
	offset       int // bytes into the pattern's source
}

// widestGap bounds a gap, in words: beyond it two words are only neighbours by
// chance, and a rule should say "sentence".
const widestGap = 30

// PatternError is a mistake in a pattern, at a byte offset into its source.
type PatternError struct {
	Offset int
	Reason string
}

func (e *PatternError) Error() string { return e.Reason }

// ParsePattern reads one pattern. It is strict: what it does not understand is
// a *PatternError, for a pattern that is silently misread finds the wrong words.
func ParsePattern(source string) (Pattern, error) {
	p := patternParser{src: source}
	out := Pattern{Source: source}
	p.space()
	if p.eat('!') {
		out.Exception = true
		p.space()
	}
	switch {
	case p.eat('^'):
		out.Anchor = SentenceStart
	case p.eat('<'):
		out.Anchor = PassageStart
	}
	var err error
	if out.Anchor != Anywhere {
		if out.Lead, err = p.lead(); err != nil {
			return out, err
		}
	}
	out.Elements, err = p.sequence(0)
	return out, err
}

type patternParser struct {
	src string
	pos int
}

func (p *patternParser) fail(at int, format string, args ...any) error {
	return &PatternError{Offset: at, Reason: fmt.Sprintf(format, args...)}
}

func (p *patternParser) peek() byte {
	if p.pos < len(p.src) {
		return p.src[p.pos]
	}
	return 0
}

func (p *patternParser) eat(c byte) bool {
	if p.peek() == c && p.pos < len(p.src) {
		p.pos++
		return true
	}
	return false
}

func (p *patternParser) space() {
	for p.pos < len(p.src) {
		r, w := utf8.DecodeRuneInString(p.src[p.pos:])
		if !unicode.IsSpace(r) {
			return
		}
		p.pos += w
	}
}

// lead reads a gap behind an anchor: how far from the anchor the pattern begins.
func (p *patternParser) lead() (int, error) {
	p.space()
	if p.peek() != '~' {
		return 0, nil
	}
	gap, err := p.gap()
	if err != nil {
		return 0, err
	}
	return gap[0].N, nil
}

// sequence reads elements up to the end of the source, or, inside brackets (depth
// above 0), up to "|" or "]".
func (p *patternParser) sequence(depth int) ([]Element, error) {
	var out []Element
	begin := p.pos
	for {
		p.space()
		c := p.peek()
		if p.pos >= len(p.src) || depth > 0 && (c == '|' || c == ']') {
			break
		}
		e, err := p.element(depth)
		if err != nil {
			return nil, err
		}
		out = append(out, e...)
	}
	return out, p.checkEnds(begin, out)
}

// checkEnds refuses sequences that are empty, or begin or end with something
// that need not match a word.
func (p *patternParser) checkEnds(begin int, seq []Element) error {
	if len(seq) == 0 {
		return p.fail(begin, "nothing to match here")
	}
	for i, e := range seq {
		if i > 0 && e.Kind == Gap && seq[i-1].Kind == Gap {
			return p.fail(e.offset, "two gaps in a row: write one")
		}
	}
	for _, at := range []struct {
		e    Element
		name string
	}{{seq[0], "begins"}, {seq[len(seq)-1], "ends"}} {
		switch {
		case at.e.Kind == Gap:
			return p.fail(at.e.offset, "a pattern or alternative that %s with a gap", at.name)
		case at.e.Optional:
			return p.fail(at.e.offset, "a pattern or alternative that %s with something optional: leave it out", at.name)
		}
	}
	if seq[0].Kind == Any {
		return p.fail(seq[0].offset, "a pattern or alternative that begins with _ begins anywhere")
	}
	return nil
}

func (p *patternParser) element(depth int) ([]Element, error) {
	at := p.pos
	optional := p.eat('?')
	var out []Element
	var err error
	switch c := p.peek(); {
	case p.pos >= len(p.src):
		return nil, p.fail(at, "%q at the end", "?")
	case c == '~':
		out, err = p.gap()
		if optional && err == nil {
			err = p.fail(at, "a gap is optional anyway")
		}
	case c == '[':
		out, err = p.group(depth)
	case c == '@':
		p.pos++
		name := p.name()
		if name == "" {
			return nil, p.fail(at, "@ without the name of a list")
		}
		out = []Element{{Kind: List, Text: name, offset: at}}
	default:
		out, err = p.word()
	}
	if err != nil {
		return nil, err
	}
	if optional {
		if len(out) > 1 {
			out = []Element{{Kind: Group, Alternatives: [][]Element{out}, offset: at}}
		}
		out[0].Optional, out[0].offset = true, at
	}
	return out, p.boundary()
}

// boundary checks that an element is followed by a space, the end, or the end of
// an alternative.
func (p *patternParser) boundary() error {
	if p.pos >= len(p.src) {
		return nil
	}
	r, _ := utf8.DecodeRuneInString(p.src[p.pos:])
	if unicode.IsSpace(r) || r == '|' || r == ']' {
		return nil
	}
	return p.fail(p.pos, "unexpected %q: elements are separated by spaces", r)
}

func (p *patternParser) gap() ([]Element, error) {
	at := p.pos
	p.pos++
	from := p.pos
	for p.peek() >= '0' && p.peek() <= '9' {
		p.pos++
	}
	n, err := strconv.Atoi(p.src[from:p.pos])
	if err != nil || n < 1 || n > widestGap {
		return nil, p.fail(at, "a gap is ~1 to ~%d", widestGap)
	}
	return []Element{{Kind: Gap, N: n, offset: at}}, nil
}

// deepest bounds brackets within brackets.
const deepest = 4

func (p *patternParser) group(depth int) ([]Element, error) {
	at := p.pos
	if depth >= deepest {
		return nil, p.fail(at, "brackets deeper than %d", deepest)
	}
	p.pos++
	g := Element{Kind: Group, offset: at}
	for {
		seq, err := p.sequence(depth + 1)
		if err != nil {
			return nil, err
		}
		g.Alternatives = append(g.Alternatives, seq)
		if p.eat(']') {
			return []Element{g}, nil
		}
		if !p.eat('|') {
			return nil, p.fail(at, "[ without ]")
		}
	}
}

func (p *patternParser) name() string {
	from := p.pos
	for p.pos < len(p.src) {
		c := p.src[p.pos]
		if c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') {
			break
		}
		p.pos++
	}
	return p.src[from:p.pos]
}

// word reads "word", "=word", "==Word", a glob or "_". Hyphens, apostrophes and
// the like inside it cut it into several words, as they do in a text.
func (p *patternParser) word() ([]Element, error) {
	at := p.pos
	kind := Stem
	if p.eat('=') {
		kind = Exact
		if p.eat('=') {
			kind = Cased
		}
	}
	var out []Element
	for {
		from := p.pos
		for p.pos < len(p.src) {
			r, w := utf8.DecodeRuneInString(p.src[p.pos:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '*' && r != '_' {
				break
			}
			p.pos += w
		}
		if text := p.src[from:p.pos]; text != "" {
			e, err := p.single(kind, text, from)
			if err != nil {
				return nil, err
			}
			out = append(out, e)
		}
		r, w := utf8.DecodeRuneInString(p.src[p.pos:])
		if w == 0 || !strings.ContainsRune("-'’.,·/", r) {
			break
		}
		p.pos += w
	}
	if len(out) == 0 {
		if r, w := utf8.DecodeRuneInString(p.src[p.pos:]); w > 0 && !unicode.IsSpace(r) {
			return nil, p.fail(p.pos, "unexpected %q", r)
		}
		return nil, p.fail(at, "no word here")
	}
	return out, nil
}

func (p *patternParser) single(kind ElementKind, text string, at int) (Element, error) {
	switch {
	case text == "_":
		return Element{Kind: Any, offset: at}, nil
	case strings.Contains(text, "_"):
		return Element{}, p.fail(at+strings.Index(text, "_"), "_ stands for a whole word")
	case !strings.Contains(text, "*"):
		return Element{Kind: kind, Text: text, offset: at}, nil
	case kind != Stem:
		return Element{}, p.fail(at, "= and * exclude each other")
	case utf8.RuneCountInString(strings.ReplaceAll(text, "*", "")) < 2:
		return Element{}, p.fail(at, "a glob needs two letters at least")
	case strings.Contains(text, "**"):
		return Element{}, p.fail(at, "** is the same as *")
	}
	return Element{Kind: Glob, Text: text, offset: at}, nil
}
