// Package syntax reads the tokens and objects of PDF (ISO 32000-1 §7.2 and
// §7.3) from bytes in memory, forgivingly: damage costs the token it stands in,
// never an error. Content streams, CMaps and the repair of files use it.
// Begin with [Lexer] or [ParseObject].
package syntax

import (
	"math"
	"strconv"
)

// Kind is the kind of a token.
type Kind uint8

// The kinds of tokens.
const (
	EOF Kind = iota
	Number
	String // literal or hexadecimal, decoded
	Name   // without its slash, #-escapes decoded
	Word   // operator or keyword
	ArrayOpen
	ArrayClose
	DictOpen
	DictClose
)

// Token is one token. Bytes of strings, names and words are valid until the
// bytes that were given to the lexer change, or [Lexer.Forget] is called.
type Token struct {
	Kind  Kind
	Real  bool // a number with a decimal point
	Num   float64
	Bytes []byte
}

// Lexer splits bytes into tokens. Set Data (and Pos) and call Next.
type Lexer struct {
	Data []byte
	Pos  int

	scratch []byte // decoded strings and names
}

// Forget lets the lexer reuse the memory of tokens that it has returned.
func (l *Lexer) Forget() { l.scratch = l.scratch[:0] }

// IsSpace reports whether c is white space in PDF.
func IsSpace(c byte) bool { return class[c] == space }

const (
	regular = iota
	space
	delimiter
)

var class = func() (t [256]uint8) {
	for _, c := range []byte("\x00\t\n\f\r ") {
		t[c] = space
	}
	for _, c := range []byte("()<>[]{}/%") {
		t[c] = delimiter
	}
	return t
}()

// SkipSpace moves to the next byte that is neither white space nor comment.
func (l *Lexer) SkipSpace() {
	for l.Pos < len(l.Data) {
		switch c := l.Data[l.Pos]; {
		case class[c] == space:
			l.Pos++
		case c == '%':
			for l.Pos < len(l.Data) && l.Data[l.Pos] != '\n' && l.Data[l.Pos] != '\r' {
				l.Pos++
			}
		default:
			return
		}
	}
}

// Next returns the next token; after the last one its Kind is EOF.
func (l *Lexer) Next() Token {
	for {
		l.SkipSpace()
		if l.Pos >= len(l.Data) {
			return Token{}
		}
		c := l.Data[l.Pos]
		switch c {
		case '(':
			return Token{Kind: String, Bytes: l.literal()}
		case '<':
			if l.Pos+1 < len(l.Data) && l.Data[l.Pos+1] == '<' {
				l.Pos += 2
				return Token{Kind: DictOpen}
			}
			return Token{Kind: String, Bytes: l.hex()}
		case '>':
			l.Pos++
			if l.Pos < len(l.Data) && l.Data[l.Pos] == '>' {
				l.Pos++
				return Token{Kind: DictClose}
			}
		case '[':
			l.Pos++
			return Token{Kind: ArrayOpen}
		case ']':
			l.Pos++
			return Token{Kind: ArrayClose}
		case '/':
			l.Pos++
			return Token{Kind: Name, Bytes: l.name()}
		case ')', '{', '}':
			l.Pos++
		default:
			return l.regular()
		}
	}
}

func (l *Lexer) regular() Token {
	from := l.Pos
	for l.Pos < len(l.Data) && class[l.Data[l.Pos]] == regular {
		l.Pos++
	}
	word := l.Data[from:l.Pos]
	if c := word[0]; c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' {
		if n, real, ok := number(word); ok {
			return Token{Kind: Number, Num: n, Real: real}
		}
	}
	return Token{Kind: Word, Bytes: word}
}

// powers of ten that divide without loss what a float64 holds.
var powers = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// number reads a number as producers write them: signs may be doubled, and
// what follows a second minus sign is ignored ("0.-12").
func number(w []byte) (n float64, real, ok bool) {
	i, negative := 0, false
	for i < len(w) && (w[i] == '-' || w[i] == '+') {
		negative = negative || w[i] == '-'
		i++
	}
	var v float64
	begin, digits, places := i, 0, 0
	for ; i < len(w); i++ {
		c := w[i]
		if c >= '0' && c <= '9' {
			digits++
			if real {
				if places == len(powers)-1 {
					continue
				}
				places++
			}
			v = v*10 + float64(c-'0')
		} else if c == '.' && !real {
			real = true
		} else if c == '-' && digits > 0 {
			break
		} else {
			return 0, false, false
		}
	}
	if digits == 0 && len(w) > 1 {
		return 0, false, false
	}
	v /= powers[places]
	if digits >= len(powers) { // too many to be added up without loss
		v, _ = strconv.ParseFloat(string(w[begin:i]), 64)
		v = min(v, math.MaxFloat64)
	}
	if negative && v != 0 { // no negative nought: it would not be written as it was read
		v = -v
	}
	return v, real, digits > 0 || w[0] == '.' || w[0] == '-'
}

func (l *Lexer) name() []byte {
	from, escaped := l.Pos, false
	for l.Pos < len(l.Data) && class[l.Data[l.Pos]] == regular {
		escaped = escaped || l.Data[l.Pos] == '#'
		l.Pos++
	}
	raw := l.Data[from:l.Pos]
	if !escaped {
		return raw
	}
	start := len(l.scratch)
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) && Unhex(raw[i+1]) >= 0 && Unhex(raw[i+2]) >= 0 {
			l.scratch = append(l.scratch, byte(Unhex(raw[i+1])<<4|Unhex(raw[i+2])))
			i += 2
			continue
		}
		l.scratch = append(l.scratch, raw[i])
	}
	return l.scratch[start:len(l.scratch):len(l.scratch)]
}

// Unhex returns the value of a hexadecimal digit, or -1.
func Unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func (l *Lexer) hex() []byte {
	l.Pos++
	start, high := len(l.scratch), -1
	for l.Pos < len(l.Data) {
		c := l.Data[l.Pos]
		l.Pos++
		if c == '>' {
			break
		}
		v := Unhex(c)
		if v < 0 {
			continue
		}
		if high < 0 {
			high = v
			continue
		}
		l.scratch = append(l.scratch, byte(high<<4|v))
		high = -1
	}
	if high >= 0 {
		l.scratch = append(l.scratch, byte(high<<4))
	}
	return l.scratch[start:len(l.scratch):len(l.scratch)]
}

// literal reads a string in parentheses. Without escapes it is a slice of Data.
func (l *Lexer) literal() []byte {
	l.Pos++
	from, depth := l.Pos, 1
	for i := from; i < len(l.Data); i++ {
		switch l.Data[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.Pos = i + 1
				return l.Data[from:i:i]
			}
		case '\\', '\r':
			return l.escaped(from)
		}
	}
	l.Pos = len(l.Data)
	return l.Data[from:]
}

func (l *Lexer) escaped(from int) []byte {
	start, depth := len(l.scratch), 1
	i := from
	for i < len(l.Data) {
		c := l.Data[i]
		i++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.Pos = i
				return l.scratch[start:len(l.scratch):len(l.scratch)]
			}
		case '\r':
			if i < len(l.Data) && l.Data[i] == '\n' {
				i++
			}
			c = '\n'
		case '\\':
			var skip bool
			if c, i, skip = l.escape(i); skip {
				continue
			}
		}
		l.scratch = append(l.scratch, c)
	}
	l.Pos = i
	return l.scratch[start:len(l.scratch):len(l.scratch)]
}

var escapes = [256]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}

// escape decodes what follows a backslash at i; skip says that it stands for nothing.
func (l *Lexer) escape(i int) (c byte, next int, skip bool) {
	if i >= len(l.Data) {
		return 0, i, true
	}
	c = l.Data[i]
	i++
	switch {
	case c >= '0' && c <= '7':
		v := int(c - '0')
		for k := 0; k < 2 && i < len(l.Data) && l.Data[i] >= '0' && l.Data[i] <= '7'; k++ {
			v = v<<3 | int(l.Data[i]-'0')
			i++
		}
		return byte(v), i, false
	case c == '\r':
		if i < len(l.Data) && l.Data[i] == '\n' {
			i++
		}
		return 0, i, true
	case c == '\n':
		return 0, i, true
	case escapes[c] != 0:
		return escapes[c], i, false
	}
	return c, i, false
}

// SkipInlineImage moves past the data of an inline image, to after its EI; Pos
// stands behind the ID operator.
func (l *Lexer) SkipInlineImage() {
	for i := l.Pos; i+2 < len(l.Data); i++ {
		if class[l.Data[i]] != space || l.Data[i+1] != 'E' || l.Data[i+2] != 'I' {
			continue
		}
		if i+3 >= len(l.Data) || class[l.Data[i+3]] != regular && l.textFollows(i+3) {
			l.Pos = i + 3
			return
		}
	}
	l.Pos = len(l.Data)
}

// textFollows reports whether the bytes at i look like operators, not image data.
func (l *Lexer) textFollows(i int) bool {
	for _, c := range l.Data[i:min(i+16, len(l.Data))] {
		if c >= 0x7f || c < ' ' && class[c] != space {
			return false
		}
	}
	return true
}
