package lexicon

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"policyscan/lexicon/words"
)

// Wording says how much the words of a passage speak for each cell, beyond what
// rules recognise: a logistic regression on signs. The log-odds of a cell are its
// bias and the weights of the signs that the passage holds, each sign once, divided
// by the square root of how many there are.
type Wording struct {
	Bias  []float64 // by cell, in the order of [Lexicon.Codes]
	Signs []Sign    // by name
}

// Sign is something that a passage holds or does not: the stem of a word
// ("condom"), the stems of two neighbouring words ("safe sex"), a concept ("@sti"),
// or a concept that stands above it, in the heading or the title ("^@sti").
type Sign struct {
	Name    string
	Weights []CellWeight
}

// CellWeight is what a sign adds to the log-odds of a cell.
type CellWeight struct {
	Cell   int // index into [Lexicon.Codes]
	Weight float64
}

// Weighing says from which log-odds on wording counts (lexicon.yaml).
type Weighing struct {
	Alone   float64 // two points: enough without any rule
	Joined  float64 // one point: enough beside a weak rule
	Against float64 // so far behind the likeliest cell: one point less
	// Inherited is taken off where a word of the domain stands only around the
	// passage: much in an act on the subject says nothing of it.
	Inherited float64
	// Usual are the codes of cells that most law on the subject speaks of. Their
	// words stand in many passages without a label, and rules know their usual
	// wordings well, so there wording alone must be surer.
	Usual      []string
	AloneUsual float64 // in place of Alone
	stated     bool    // lexicon.yaml says them
}

// Stated reports whether the lexicon says from which log-odds on wording counts.
func (w *Weighing) Stated() bool { return w.stated }

// AloneFor returns the log-odds from which on wording is enough by itself.
func (w *Weighing) AloneFor(code string) float64 {
	if slices.Contains(w.Usual, code) {
		return w.AloneUsual
	}
	return w.Alone
}

// namedValue is a field with its name in files.
type namedValue struct {
	name  string
	value *float64
}

func (w *Weighing) named() []namedValue {
	return []namedValue{{"alone", &w.Alone}, {"joined", &w.Joined}, {"against", &w.Against}, {"alone-usual", &w.AloneUsual}, {"inherited", &w.Inherited}}
}

// read reads the section "wording" of lexicon.yaml.
func (w *Weighing) read(r *reader, n ast.Node) {
	w.stated = true
	fields := map[string]func(ast.Node){}
	var names []string
	for _, x := range w.named() {
		fields[x.name] = func(n ast.Node) { *x.value = r.decimal(n) }
		names = append(names, x.name)
	}
	fields["usual"] = func(n ast.Node) { w.Usual = r.texts(n) }
	r.mapping(n, fields, names...)
}

// WordingID is the id under which the wording of a cell stands among the rules
// of a tag: "c05.sexwork.wording".
func WordingID(criterion int, perspective string) string {
	return fmt.Sprintf("c%02d.%s", criterion, perspective) + wordingSuffix
}

// WordingSays is what such an entry means.
const WordingSays = "The wording as a whole is that of this cell"

// IsWording reports whether an id stands for the wording of a cell, not for a rule.
func IsWording(id string) bool { return strings.HasSuffix(id, wordingSuffix) }

const wordingSuffix = ".wording"

// DefaultReactions are those of a rule that says nothing else.
func DefaultReactions() map[string]string { return maps.Clone(reactionDefaults) }

// shortCode abbreviates the code of a cell as the codebook does: "C5.S".
func shortCode(code string) string {
	number, perspective, _ := strings.Cut(code, ".")
	return number + "." + strings.ToUpper(perspective[:1])
}

// readConcepts reads word fields: patterns with semicolons between.
func readConcepts(r *reader, n ast.Node, into map[string][]Pattern) {
	r.entries(n, func(key string, k, v ast.Node) {
		if !termID.MatchString(key) {
			r.bad(k, "%q: names are small letters, digits and hyphens", key)
		}
		if _, twice := into[key]; twice {
			r.bad(k, "%q stands twice", key)
		}
		into[key] = readWordField(r, key, k, v)
	})
}

// readWordField reads the patterns of one concept, each with its place.
func readWordField(r *reader, key string, k, v ast.Node) []Pattern {
	patterns := []Pattern{}
	finds, bad := false, false
	sources := strings.Split(r.text(v), ";")
	places := r.placesOf(v, ';', len(sources))
	for i, source := range sources {
		source = strings.TrimSpace(source)
		at := r.placeOf(v, places, i, source)
		if source == "" {
			r.at(at.Position, "concept %q: a pattern is missing here (one semicolon too many?)", key)
			bad = true
			continue
		}
		p, err := ParsePattern(source)
		if err != nil {
			r.at(at.within(source, err), "%q: %v", source, err)
			bad = true
			continue
		}
		p.Pos = at.Position
		finds = finds || !p.Exception
		patterns = append(patterns, p)
	}
	if !finds && !bad {
		r.bad(k, "concept %q has exceptions only, so it never matches", key)
	}
	return patterns
}

// wordingFile is the name of the weights in the folder of a language, conceptsFile
// that of its word fields.
const (
	wordingFile  = "wording.tsv"
	conceptsFile = "concepts.yaml"
)

// readWording reads the weights of a language; nil where it has none.
func (l *Lexicon) readWording(fsys fs.FS, dir string, lang *Language, problems *Problems) (*Wording, error) {
	name := path.Join(dir, wordingFile)
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		if _, missing := fs.Stat(fsys, name); missing != nil {
			return nil, nil
		}
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	if !l.Weighing.stated {
		*problems = append(*problems, Problem{Pos: Position{File: headFile}, Reason: "field \"wording\" is missing, which says from which log-odds on the weights in " + wordingFile + " count; " +
			"add, such as: wording: {alone: 0.5, joined: -1.5, against: 4, inherited: 2, alone-usual: 2.5}"})
	}
	p := newWeightParser(l.Codes(), lang.Concepts)
	p.conceptsUnsure = slices.ContainsFunc(*problems, func(x Problem) bool { return x.Pos.File == path.Join(dir, conceptsFile) })
	w, bad := p.parse(name, raw)
	*problems = append(*problems, bad...)
	return w, nil
}

// ParseWording reads weights: lines of a sign, a tab, and the cells that it speaks
// for or against ("C5.S=+1.31"), with spaces between. The sign "bias" is that of a
// passage without any other. Lines that begin with # say where the weights come
// from. Codes are those of the cells in full; what is wrong is told with its place.
func ParseWording(file string, raw []byte, codes []string, concepts map[string][]Pattern) (*Wording, Problems) {
	return newWeightParser(codes, concepts).parse(file, raw)
}

// biasName stands for the bias among the signs.
const biasName = "bias"

// MayBeSign reports whether words of a passage may have a name of a sign: one stem,
// or two with a space between. Stems are folded, words with digits are no signs, and
// "bias" is taken.
func MayBeSign(name string) bool {
	stems := strings.Split(name, " ")
	return len(stems) <= 2 && name != biasName && !slices.ContainsFunc(stems, neverStem)
}

// neverStem reports whether no word has this stem.
func neverStem(stem string) bool {
	scanner := words.NewScanner(stem)
	start, end, ok := scanner.Next()
	return !ok || start > 0 || end < len(stem) || strings.ContainsFunc(stem, func(r rune) bool { return unicode.IsUpper(r) || unicode.IsDigit(r) })
}

// weightParser reads the lines of a file of weights.
type weightParser struct {
	size           int
	cells          map[string]int // by short code
	concepts       map[string][]Pattern
	conceptsUnsure bool            // their file is broken: that is the mistake to mend
	conceptsMissed bool            // it was said that there are none
	seen           map[string]bool // signs of the lines before
}

func newWeightParser(codes []string, concepts map[string][]Pattern) *weightParser {
	p := &weightParser{size: len(codes), cells: map[string]int{}, concepts: concepts, seen: map[string]bool{}}
	for i, c := range codes {
		p.cells[shortCode(c)] = i
	}
	return p
}

// parse reads the whole file.
func (p *weightParser) parse(file string, raw []byte) (*Wording, Problems) {
	w := &Wording{Bias: make([]float64, p.size)}
	var problems Problems
	if !utf8.Valid(raw) {
		return w, Problems{{Pos: Position{File: file}, Reason: "is not UTF-8"}}
	}
	number := 0
	for line := range strings.Lines(string(raw)) {
		number++
		text := strings.TrimRight(line, "\r\n")
		if text == "" || text[0] == '#' {
			continue
		}
		s, faults := p.line(text)
		for _, f := range faults {
			problems = append(problems, Problem{Pos: Position{File: file, Line: number, Col: utf8.RuneCountInString(text[:f.at]) + 1}, Reason: f.reason, Source: text})
		}
		switch {
		case len(faults) > 0:
		case s.Name == biasName:
			for _, x := range s.Weights {
				w.Bias[x.Cell] = x.Weight
			}
		default:
			w.Signs = append(w.Signs, s)
		}
	}
	return w, problems
}

// fault is what is wrong in a line, from a byte on.
type fault struct {
	at     int
	reason string
}

// line reads a sign with its weights, and says what is wrong with them.
func (p *weightParser) line(text string) (s Sign, faults []fault) {
	bad := func(at int, format string, args ...any) {
		faults = append(faults, fault{at, fmt.Sprintf(format, args...)})
	}
	name, list, found := strings.Cut(text, "\t")
	if stems := strings.Fields(name); !found || len(stems) == 0 || strings.Join(stems, " ") != name {
		bad(0, "a sign, a tab and its weights should stand here")
		return s, faults
	}
	s.Name = name
	if reason := p.sign(name); reason != "" {
		bad(0, "%s", reason)
	}
	p.seen[name] = true
	at := len(name) + 1
	weighed := map[int]bool{}
	for item := range strings.SplitSeq(list, " ") {
		from := at
		at += len(item) + 1
		if item == "" {
			continue
		}
		cell, number, _ := strings.Cut(item, "=")
		i, known := p.cells[cell]
		weight, err := strconv.ParseFloat(number, 64)
		switch {
		case !known || err != nil || math.IsInf(weight, 0) || math.IsNaN(weight):
			bad(from, "%q is not a cell and its weight, as in C5.S=+1.31", item)
		case weighed[i]:
			bad(from, "%s stands twice in this line", cell)
		}
		weighed[i] = true
		s.Weights = append(s.Weights, CellWeight{Cell: i, Weight: weight})
	}
	if len(s.Weights) == 0 {
		bad(len(text), "%q has no weights", name)
	}
	return s, faults
}

// sign says what is wrong with the name of a sign.
func (p *weightParser) sign(name string) string {
	concept, isConcept := strings.CutPrefix(strings.TrimPrefix(name, "^"), "@")
	switch {
	case p.seen[name]:
		return fmt.Sprintf("%q stands twice", name)
	case name == biasName:
	case isConcept && p.conceptsUnsure:
	case isConcept && len(p.concepts) == 0:
		if p.conceptsMissed {
			return ""
		}
		p.conceptsMissed = true
		return fmt.Sprintf("there is no concept %q: this language has none at all (is %s missing?)", concept, conceptsFile)
	case isConcept && p.concepts[concept] == nil:
		return fmt.Sprintf("there is no concept %q in this language", concept)
	case isConcept:
	case strings.Count(name, " ") > 1:
		return "a sign is a stem, two neighbouring stems at most, or a concept"
	case !MayBeSign(name):
		return fmt.Sprintf("%q never matches: stems are folded to small letters, without digits or marks", name)
	}
	return ""
}

// Format writes weights as [ParseWording] reads them, under lines that say where
// they come from.
func (w *Wording) Format(codes []string, origin ...string) []byte {
	var b bytes.Buffer
	for _, line := range origin {
		fmt.Fprintf(&b, "# %s\n", line)
	}
	b.WriteString(biasName + "\t")
	var bias []CellWeight
	for i, x := range w.Bias {
		bias = append(bias, CellWeight{i, x})
	}
	b.WriteString(formatWeights(bias, codes))
	for _, s := range w.Signs {
		fmt.Fprintf(&b, "\n%s\t%s", s.Name, formatWeights(s.Weights, codes))
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// wordingRows writes the weights of a language as rows of a sheet.
func (l *Lexicon) wordingRows(lang *Language, add addRow) {
	if lang.Wording == nil {
		return
	}
	codes := l.Codes()
	for line := range strings.Lines(string(lang.Wording.Format(codes))) {
		sign, weights, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		add("Wording", lang.Code, sign, weights)
	}
}

func formatWeights(weights []CellWeight, codes []string) string {
	var parts []string
	for _, x := range weights {
		parts = append(parts, fmt.Sprintf("%s=%+.2f", shortCode(codes[x.Cell]), x.Weight))
	}
	return strings.Join(parts, " ")
}

// WithWording returns a lexicon that has other weights in one language; the
// languages are read from the same files.
func (l *Lexicon) WithWording(code string, w *Wording) *Lexicon {
	out := *l
	out.load = maps.Clone(l.load)
	load := l.load[code]
	out.load[code] = sync.OnceValues(func() (*Language, error) {
		lang, err := load()
		if err != nil {
			return nil, err
		}
		changed := *lang
		changed.Wording = w
		return &changed, nil
	})
	return &out
}
