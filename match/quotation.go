package match

import "strings"

// quoteMarks pairs opening with closing quotation marks. Single marks are left
// out, for they are apostrophes.
var quoteMarks = [][2]string{{"“", "”"}, {"«", "»"}, {"„", "“"}, {"»", "«"}, {"\"", "\""}, {"”", "”"}}

// longestQuotation bounds a quotation, in bytes: a mark without its partner
// quotes nothing.
const longestQuotation = 600

// longestOpening bounds a quotation that is set in front to be answered, in bytes:
// longer ones are testimony.
const longestOpening = 250

// quoted reports whether all evidence stands inside quotation marks.
func (p *passageReader) quoted(evidence []hit) bool {
	text, tokens := p.unit.Text, p.fields[inText].tokens
	for _, h := range evidence {
		if !inQuotation(text, int(tokens[h.from].start), int(tokens[h.to-1].end)) {
			return false
		}
	}
	return true
}

// inQuotation reports whether a quotation of the text holds the range.
func inQuotation(text string, start, end int) bool {
	for i := 0; i < start; {
		at := strings.IndexAny(text[i:], "“«„»\"”")
		if at < 0 || i+at >= start {
			return false
		}
		i += at
		open := text[i:]
		for _, m := range quoteMarks {
			mark, closing := m[0], m[1]
			if !strings.HasPrefix(open, mark) {
				continue
			}
			n := strings.Index(open[len(mark):], closing)
			if n < 0 || n > longestQuotation {
				i += len(mark)
				break
			}
			if i+len(mark) <= start && end <= i+len(mark)+n {
				return true
			}
			i += len(mark) + n + len(closing)
			break
		}
	}
	return false
}

// openingQuotation returns where the quotation ends with which a text begins; 0
// where it begins with none, or quotes all through.
func openingQuotation(text string) int {
	for _, m := range quoteMarks {
		rest, opens := strings.CutPrefix(text, m[0])
		if !opens {
			continue
		}
		n := strings.Index(rest, m[1])
		if n >= 0 && n <= longestOpening {
			return len(m[0]) + n
		}
	}
	return 0
}
