package metadata

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"policyscan/ingest/reading"
)

// headBytes is how much of a text is looked at for what it says about itself.
const headBytes = 4000

// plainLower returns a text in lower case without marks.
func plainLower(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// head returns the blocks at the beginning of a text that can hold its title.
func head(ex *reading.Extraction) []reading.Block {
	var out []reading.Block
	for _, b := range ex.Blocks {
		if b.Start > headBytes || len(out) == 40 {
			break
		}
		if b.Role.Apparatus() || b.Role == reading.Contents || b.Role == reading.Annotation {
			continue
		}
		out = append(out, b)
	}
	return out
}

// longestTitle bounds a title, in bytes.
const longestTitle = 300

// titleInText returns the title that stands at the head of a text: a heading of
// the first level, else the first short line whose words are those of a title,
// else the first heading.
func titleInText(ex *reading.Extraction) string {
	blocks := head(ex)
	firstHeading := ""
	for _, b := range blocks {
		line := oneLine(ex.Text[b.Start:b.End])
		if b.Role != reading.Heading || !titleLike(line) {
			continue
		}
		if b.Level <= 1 {
			return line
		}
		if firstHeading == "" {
			firstHeading = line
		}
	}
	for _, b := range blocks {
		for line := range strings.Lines(ex.Text[b.Start:b.End]) {
			line = oneLine(line)
			if _, ok := typeOfTitle(line); ok && titleLike(line) && startsAsTitle(line) {
				return line
			}
		}
	}
	return firstHeading
}

// provisionHead is the number of a part of a document: no title of the whole.
var provisionHead = regexp.MustCompile(`(?i)^(?:art(?:icle|ikel|[íi]culo|igo|icolo|\.)|§|sections?|sec\.|chapter|part|title|kapitel|cap[íi]tulo|t[íi]tulo|chapitre|titre|(?:first|second|third|\S+)?\s?schedule|annex|第)\s*\(?(?:[\divxlc一二三四五六七八九十]|premier|1er)|^(?:first|second|third) schedule|^(?:definitions|preamble|contents|table of contents)$`)

// titleLike reports whether a line can be a title at all.
func titleLike(line string) bool {
	letters := 0
	for _, r := range line {
		switch {
		case unicode.Is(unicode.Han, r):
			letters += 3
		case unicode.IsLetter(r):
			letters++
		}
	}
	return letters >= 5 && !provisionHead.MatchString(line) && len(line) <= longestTitle && !strings.HasSuffix(line, ";") && !strings.HasSuffix(line, ":")
}

// numbered is a title of an Italian instrument, which ends in its number and a
// full stop: "LEGGE 3 marzo 2001, n. 912."
var numbered = regexp.MustCompile(`(?i)^(?:legge|(?:regio )?decreto)\b.{4,80}\bn\. ?\d+\.?$`)

// startsAsTitle reports whether a line begins with a capital, a digit or a
// quotation mark, and is no sentence.
func startsAsTitle(line string) bool {
	if numbered.MatchString(line) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(line)
	return (unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.Is(unicode.Han, r) || strings.ContainsRune("«\"“„", r)) &&
		len(line) <= 160 && !strings.HasSuffix(line, ".") && !strings.Contains(line, ". ")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// titleYear is a year in a title, not a part of a larger number.
var titleYear = regexp.MustCompile(`(?:^|[^\d:/.-])(1[5-9]\d{2}|20\d{2})(?:[^\d]|$)`)

// dateOfTitle returns the date of an instrument whose title gives it with the
// number, as Italian and Brazilian titles do, and else the year.
func dateOfTitle(title string) string {
	year := yearOfTitle(title)
	if d, ok := firstDate(plainLower(title)); ok && year != "" && strings.HasPrefix(d, year) && (numberIn(title) != "" || numbered.MatchString(title)) {
		return d
	}
	return year
}

// yearOfTitle returns the year of an instrument by its title: the last year
// there ("Sexual Offences Act 2003", "Lag (1998:408) om …").
func yearOfTitle(title string) string {
	title, _, _ = strings.Cut(title, " as at ") // of a consolidation
	all := titleYear.FindAllStringSubmatch(title, -1)
	if all == nil {
		return ""
	}
	return all[len(all)-1][1]
}

// datesInText returns the dates that the head of a text gives, by column.
func datesInText(ex *reading.Extraction) map[string]string {
	text := ex.Text[:min(len(ex.Text), headBytes)]
	text = plainLower(strings.ToValidUTF8(text, ""))
	text = strings.NewReplacer("*", " ", "\n", " ", "\t", " ").Replace(text)
	found := map[string]string{}
	for _, c := range dateCues {
		for _, cue := range c.cues {
			if d, ok := dateAfter(text, cue); ok {
				found[c.column] = d
				break
			}
		}
	}
	return found
}

// dateAfter returns the date that follows a cue closely. Short cues are common
// words; after them the date must follow at once.
func dateAfter(text, cue string) (string, bool) {
	reach := 60
	if len(cue) < 7 {
		reach = 18
	}
	for at := 0; ; {
		i := strings.Index(text[at:], cue)
		if i < 0 {
			return "", false
		}
		i += at
		at = i + len(cue)
		if !boundary(text, i, at) {
			continue
		}
		rest := text[at:min(at+reach, len(text))]
		if sentence := strings.Index(rest, ". "); sentence > 12 {
			rest = rest[:sentence]
		}
		if d, ok := firstDate(strings.ToValidUTF8(rest, "")); ok {
			return d, true
		}
	}
}

// boundary reports whether no letter adjoins text[start:end].
func boundary(text string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return (start == 0 || !unicode.IsLetter(before)) && (end == len(text) || !unicode.IsLetter(after))
}

// numbers are the ways in which instruments are numbered, as printed.
var numbers = []*regexp.Regexp{
	regexp.MustCompile(`\bSFS[- ]\d{4}:\d+\b`),
	regexp.MustCompile(`\((\d{4}:\d{1,4})\)`), // Lag (1998:408)
	regexp.MustCompile(`(?i)\bAct\s+(?:No|Number)\.?\s*\d+\s+of\s+\d{4}\b`),
	regexp.MustCompile(`(?i)\b(?:No|Nr|Number)\.?\s*\d+\s+of\s+\d{4}\b`),
	regexp.MustCompile(`(?i)\b\d{4}\s+c(?:h|hapter)?\.\s*\d+\b`),
	regexp.MustCompile(`(?i)\bLey\s+(?:Org[aá]nica\s+)?(?:N(?:[°ºo]|ro|úm)\.?\s*)?\d{1,3}(?:[.]\d{3})*(?:[-/ ](?:de\s+)?\d{4})?\b`),
	regexp.MustCompile(`(?i)\b(?:Loi|D[ée]cret|Ordonnance)\s+n[°ºo]\s*\d{2,4}-\d+\b`),
	regexp.MustCompile(`(?i)\b(?:Lei|Legge|Decreto)\s+(?:n[°ºo]?\.?\s*)?\d[\d.]*(?:[,/]?\s*(?:de\s+)?\d{4})?\b`),
	regexp.MustCompile(`\bLOV-\d{4}-\d{2}-\d{2}-\d+\b`),
	regexp.MustCompile(`(?i)\b\d+/\d{4}\b`),
}

// numberIn returns the number of an instrument in its title, as printed.
func numberIn(title string) string {
	for _, re := range numbers {
		if m := re.FindStringSubmatch(title); m != nil {
			return oneLine(m[len(m)-1])
		}
	}
	return ""
}
