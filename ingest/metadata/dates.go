package metadata

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	isoDate     = regexp.MustCompile(`^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?$`)
	dottedDate  = regexp.MustCompile(`^(\d{1,2})[./](\d{1,2})[./](\d{4})$`)
	compactDate = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	// A date in words: 27. Juli 2001, 5th July 2003, 13 de abril de 2016, 1er
	// janvier 2020; July 5, 2003.
	wordDate     = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th|er|º|°|\.|:a)?\s+(?:de\s+|of\s+|day\s+of\s+)?(\pL{3,10})\.?,?\s+(?:de\s+|del\s+)?(\d{4})\b`)
	monthFirst   = regexp.MustCompile(`(?i)\b(\pL{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b`)
	numericDate  = regexp.MustCompile(`\b(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})[./](\d{1,2})[./](\d{4}))\b`)
	serialNumber = regexp.MustCompile(`^\d{5}$`)
)

// monthNames lists the months, one language a line, folded; abbreviations are
// their beginnings, from three letters.
const monthNames = `january february march april may june july august september october november december
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
januar februar marz april mai juni juli august september oktober november dezember
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
januari februari mars april maj juni juli augusti september oktober november december
januar februar mars april mai juni juli august september oktober november desember
januar februar marts april maj juni juli august september oktober november december
janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
januari februari maart april mei juni juli augustus september oktober november december
tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesakuuta heinakuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
januar februar mars april mai juni juli agust september oktober november desember`

// month returns the number of a month by its name or an abbreviation; 0 where
// it is none, or where two months of a language begin so.
func month(name string) int {
	name = fold(name)
	if len(name) < 3 {
		return 0
	}
	if name == "set" {
		return 9
	}
	for line := range strings.Lines(monthNames) {
		found := 0
		for i, m := range strings.Fields(line) {
			if m == name {
				return i + 1
			}
			if strings.HasPrefix(m, name) {
				if found != 0 {
					found = 13
					break
				}
				found = i + 1
			}
		}
		if found > 0 && found < 13 {
			return found
		}
	}
	return 0
}

// date writes a date in the form of ISO 8601, leaving out what is 0. It is
// empty where there is no such day, or no such year in print.
func date(year, month, day int) string {
	if year < 1000 || year > 2200 || month < 0 || month > 12 || day < 0 || month == 0 && day > 0 {
		return ""
	}
	switch {
	case month == 0:
		return fmt.Sprintf("%04d", year)
	case day == 0:
		return fmt.Sprintf("%04d-%02d", year, month)
	}
	d := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if d.Day() != day {
		return ""
	}
	return d.Format(time.DateOnly)
}

// dateCell reads a date as people and spreadsheets write it. 3/4/2003 is taken
// for the third of April, for most of the world writes so.
func dateCell(s string) (string, bool) {
	s = strings.TrimSpace(s)
	out := ""
	if m := isoDate.FindStringSubmatch(s); m != nil {
		out = date(number(m[1]), number(m[2]), number(m[3]))
	} else if m := dottedDate.FindStringSubmatch(s); m != nil {
		out = date(number(m[3]), number(m[2]), number(m[1]))
	} else if m := compactDate.FindStringSubmatch(s); m != nil {
		out = date(number(m[1]), number(m[2]), number(m[3]))
	} else if serialNumber.MatchString(s) {
		// Days since 1899-12-30, as spreadsheets count.
		out = time.Date(1899, 12, 30+number(s), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	} else if d, ok := firstDate(s); ok {
		out = d
	}
	return out, out != ""
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// firstDate returns the first full date in a text.
func firstDate(s string) (string, bool) {
	best, at := "", len(s)
	try := func(re *regexp.Regexp, read func(m []string) string) {
		for _, loc := range re.FindAllStringSubmatchIndex(s, 8) {
			if loc[0] >= at {
				return
			}
			if d := read(groups(s, loc)); d != "" {
				best, at = d, loc[0]
				return
			}
		}
	}
	try(numericDate, func(m []string) string {
		if m[1] != "" {
			return date(number(m[1]), number(m[2]), number(m[3]))
		}
		return date(number(m[6]), number(m[5]), number(m[4]))
	})
	try(wordDate, func(m []string) string { return wordsDate(m[3], m[2], m[1]) })
	try(monthFirst, func(m []string) string { return wordsDate(m[3], m[1], m[2]) })
	return best, best != ""
}

func wordsDate(year, name, day string) string {
	m := month(name)
	if m == 0 {
		return ""
	}
	return date(number(year), m, number(day))
}

func groups(s string, loc []int) []string {
	out := make([]string, len(loc)/2)
	for i := range out {
		if loc[2*i] >= 0 {
			out[i] = s[loc[2*i]:loc[2*i+1]]
		}
	}
	return out
}

// dateCues are the words that say what a date in the head of a document is,
// folded; the date follows within the reach. In-force and as-amended dates are
// looked for first, for their cues are the narrower.
var dateCues = []struct {
	column string
	cues   []string
}{
	{ColInForce, []string{"in force", "comes into force", "come into force", "commencement", "commenced", "entry into force", "effective date", "effective from",
		"ikrafttradande", "trader i kraft", "ikrafttredelse", "trer i kraft", "ikraft", "tritt am", "inkrafttreten", "entree en vigueur", "entre en vigueur",
		"entrada en vigor", "fecha de vigencia", "entra em vigor", "entrata in vigore", "inwerkingtreding", "voimaantulo", "tulee voimaan"}},
	{ColAmended, []string{"as amended", "amended up to", "amended to", "consolidated to", "consolidated as", "last amended", "as at", "up to date", "revised edition", "reprint as at",
		"zuletzt geandert", "stand", "t.o.m. sfs", "senast uppdaterad", "andrad", "sist endret", "version consolidee", "derniere modification", "texto consolidado",
		"ultima modificacion", "ultima actualizacion", "ultima modifica", "laatst gewijzigd"}},
	{ColDate, []string{"assented to", "date of assent", "royal assent", "enacted", "enactment", "adopted", "approved", "passed", "promulgated", "made",
		"utfardad", "utfardat", "ausfertigungsdatum", "vom", "dated", "date of adoption", "sancionada", "promulgada", "promulgacion", "fecha de sancion", "dada en", "dado en",
		"du", "loi n", "loi no", "decret n", "de lei", "vedtatt", "dato", "annettu", "helsingissa", "datum", "given under"}},
}
