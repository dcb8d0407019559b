package compare

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"policyscan/ingest"
)

// Coverage says how far one could look in the documents of a jurisdiction.
type Coverage struct {
	Documents int
	Searched  int      // readable, and in a language that has rules
	Unread    int      // failed, or without a passage
	Partly    int      // read, but pages are missing
	Languages []string // of documents whose language has no rules
	Declared  []int    // criteria that the manifest declares to be covered
	Unclear   []string // words of the `covers` column that name no criterion
}

// Silent reports whether nothing found about a criterion may be called
// `silent`: coverage is declared, and everything supplied could be searched.
func (c Coverage) Silent(criterion int) bool {
	return slices.Contains(c.Declared, criterion) && c.Searched == c.Documents && c.Partly == 0
}

// String spells the coverage for the coverage column.
func (c Coverage) String() string {
	s := fmt.Sprintf("%d of %d documents searched", c.Searched, c.Documents)
	if c.Unread > 0 {
		s += fmt.Sprintf("; %d not readable", c.Unread)
	}
	if c.Partly > 0 {
		s += fmt.Sprintf("; %d read in part", c.Partly)
	}
	if len(c.Languages) > 0 {
		s += "; language not covered: " + strings.Join(c.Languages, ", ")
	}
	if len(c.Declared) == 0 {
		return s + "; coverage not declared"
	}
	return s + "; declared: " + ranges(c.Declared)
}

// ranges spells criteria as "C1–C5 C7".
func ranges(numbers []int) string {
	var out []string
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		s := "C" + strconv.Itoa(numbers[i])
		if j > i {
			s += "–C" + strconv.Itoa(numbers[j])
		}
		out = append(out, s)
		i = j + 1
	}
	return strings.Join(out, " ")
}

// why says in words what an empty criterion rests on.
func (c Coverage) why(criterion int) string {
	s := c
	s.Declared = nil
	head := strings.TrimSuffix(s.String(), "; coverage not declared")
	if slices.Contains(c.Declared, criterion) {
		return head + "; coverage declared"
	}
	return head + "; coverage not declared"
}

func (b *builder) coverage(g *group) Coverage {
	c := Coverage{Documents: len(g.documents)}
	declared := map[int]bool{}
	for _, d := range g.documents {
		if lang := b.uncovered(d); readable(d) && lang != "" {
			c.Languages = append(c.Languages, lang)
		} else if readable(d) {
			c.Searched++
		} else {
			c.Unread++
		}
		if readable(d) && (d.Status == ingest.Partly || d.Pages.NeedsOCR+d.Pages.Failed > 0) {
			c.Partly++
		}
		known, unclear := ParseCovers(d.Covers.Value, b.in.Criteria)
		for _, n := range known {
			declared[n] = true
		}
		c.Unclear = append(c.Unclear, unclear...)
	}
	for _, n := range b.in.Criteria {
		if declared[n] {
			c.Declared = append(c.Declared, n)
		}
	}
	c.Languages = sortedSet(c.Languages)
	c.Unclear = sortedSet(c.Unclear)
	return c
}

func sortedSet(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}

func readable(d ingest.Document) bool {
	return (d.Status == ingest.Read || d.Status == ingest.Partly) && d.Passages > 0
}

// uncovered returns the language of a document that has no rules, else "".
func (b *builder) uncovered(d ingest.Document) string {
	if b.in.Searchable == nil || len(b.in.Searchable[language(d)]) > 0 {
		return ""
	}
	if language(d) == "" {
		return "unknown"
	}
	return language(d)
}

// language is the primary subtag of a document's language.
func language(d ingest.Document) string {
	l, _, _ := strings.Cut(strings.ToLower(d.Language.Value), "-")
	return l
}

// searchable reports whether a code could have been found in a group.
func (b *builder) searchable(g *group, code string) bool {
	for _, d := range g.documents {
		if readable(d) && (b.in.Searchable == nil || slices.Contains(b.in.Searchable[language(d)], code)) {
			return true
		}
	}
	return false
}

// ParseCovers reads the `covers` column of a manifest: "all", or criteria as
// "C1", "1" or "C3-C5", separated by spaces, commas or semicolons. Words that
// name no criterion come back as unclear.
func ParseCovers(s string, criteria []int) (covered []int, unclear []string) {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,;\t\n", r) }) {
		if strings.EqualFold(w, "all") {
			covered = append(covered, criteria...)
			continue
		}
		from, to, ok := strings.Cut(strings.ReplaceAll(w, "–", "-"), "-")
		if !ok {
			to = from
		}
		a, errA := criterionNumber(from)
		z, errZ := criterionNumber(to)
		if errA != nil || errZ != nil || !slices.Contains(criteria, a) || !slices.Contains(criteria, z) {
			unclear = append(unclear, w)
			continue
		}
		for _, n := range criteria {
			if n >= a && n <= z {
				covered = append(covered, n)
			}
		}
	}
	slices.Sort(covered)
	return slices.Compact(covered), unclear
}

func criterionNumber(s string) (int, error) {
	return strconv.Atoi(strings.TrimPrefix(strings.ToUpper(s), "C"))
}

// Needs lists what the texts of a jurisdiction must hold before the statutes
// may be called silent on a criterion of the codebook (§9.4).
func Needs(criterion int) []string {
	needs := []string{
		"penal-code sections on sexual offences and trafficking",
		"any statute on prostitution or sex work",
	}
	switch criterion {
	case 3, 5, 7:
		needs = append(needs, "labour-safety, health and social-security instruments that mention the domain")
	case 8:
		needs = append(needs, "media or obscenity law")
	case 10:
		needs = append(needs, "tax guidance, and curricula or strategies")
	}
	return needs
}
