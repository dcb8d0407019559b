package reading

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Builder assembles the canonical text of an extraction, block by block, in
// reading order. Apparatus blocks may be added at any time; they are placed
// after the body. The zero Builder is ready for use.
type Builder struct {
	Extraction Extraction

	text      strings.Builder
	apparatus []pendingBlock
	full      bool
	max       int64
}

type pendingBlock struct {
	block Block
	text  string
}

// NewBuilder returns a Builder for a format, bounded as opt says.
func NewBuilder(format string, opt Options) *Builder {
	b := &Builder{max: opt.MaxText}
	b.Extraction.Format = format
	return b
}

// Len is the length of the body so far, in bytes: where the next block begins.
func (b *Builder) Len() int { return b.text.Len() }

// Full reports whether the bound on the text was reached; further blocks are
// dropped and the extraction carries a problem that says so.
func (b *Builder) Full() bool { return b.full }

// Add appends a block whose text is cleaned by [Clean]; block.Start and
// block.End are set by the Builder. It returns the range in the body; the range
// is empty where nothing but white space was given, and for apparatus.
func (b *Builder) Add(block Block, text string) (start, end int) {
	text = Clean(text)
	if text == "" {
		return b.text.Len(), b.text.Len()
	}
	if block.Role.Apparatus() {
		b.apparatus = append(b.apparatus, pendingBlock{block, text})
		return b.text.Len(), b.text.Len()
	}
	limit := b.max
	if limit == 0 {
		limit = DefaultMaxText
	}
	if int64(b.text.Len()+len(text)) > limit {
		if !b.full {
			b.full = true
			b.Problem(block.Page, "truncated", "the text is longer than the limit; the rest was left out")
		}
		return b.text.Len(), b.text.Len()
	}
	block.Start = b.text.Len()
	b.text.WriteString(text)
	block.End = b.text.Len()
	b.text.WriteByte('\n')
	b.Extraction.Blocks = append(b.Extraction.Blocks, block)
	return block.Start, block.End
}

// Problem records something that could not be read.
func (b *Builder) Problem(page int, code, text string) {
	b.Extraction.Problems = append(b.Extraction.Problems, Problem{Page: page, Code: code, Text: text})
}

// Meta records something that the file says about the document.
func (b *Builder) Meta(key, value, from string) {
	if value = strings.Join(strings.Fields(value), " "); value != "" {
		b.Extraction.Meta = append(b.Extraction.Meta, Meta{Key: key, Value: value, From: from})
	}
}

// Done places the apparatus after the body and returns the extraction.
func (b *Builder) Done() Extraction {
	for _, p := range b.apparatus {
		p.block.Start = b.text.Len()
		b.text.WriteString(p.text)
		p.block.End = b.text.Len()
		b.text.WriteByte('\n')
		b.Extraction.Blocks = append(b.Extraction.Blocks, p.block)
	}
	b.apparatus = nil
	b.Extraction.Text = b.text.String()
	return b.Extraction
}

// Clean brings text into canonical form: valid UTF-8, NFC, \n line ends, no
// control characters but \n and \t, ligatures and presentation forms of Latin
// letters folded, soft hyphens, zero-width spaces and byte-order marks removed,
// no-break and typographic spaces made plain, no white space at the end of a
// line or around the whole.
func Clean(s string) string {
	if plain(s) {
		return trimLines(s)
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	var out strings.Builder
	out.Grow(len(s))
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r == '\r':
			if i >= len(s) || s[i] != '\n' {
				out.WriteByte('\n')
			}
		case r == '\n' || r == '\t':
			out.WriteRune(r)
		case r == '\v' || r == '\f' || r == '\u2028' || r == '\u2029' || r == '\u0085':
			out.WriteByte('\n')
		case r == '\u00AD' || r == '\u200B' || r == '\uFEFF' || r == '\u2060':
		case r >= '\uFB00' && r <= '\uFB06':
			out.WriteString(ligatures[r-'\uFB00'])
		case unicode.Is(unicode.Zs, r):
			out.WriteByte(' ')
		case unicode.IsControl(r):
		default:
			out.WriteRune(r)
		}
	}
	return trimLines(norm.NFC.String(out.String()))
}

var ligatures = [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}

// plain reports whether s is ASCII without control characters other than \n
// and \t, so that only its line ends need work.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x7f || c < ' ' && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}

func trimLines(s string) string {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, " \n") && !strings.Contains(s, "\t\n") {
		return s
	}
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \t")
	}
	return strings.Join(lines, "\n")
}
