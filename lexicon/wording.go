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

	"github.com/goccy/go-yaml/ast"
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
}

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
		patterns := []Pattern{}
		for _, source := range split(r.text(v)) {
			p, err := ParsePattern(source)
			if err != nil {
				r.bad(v, "%q: %v", source, err)
				continue
			}
			p.Pos = r.pos(v)
			patterns = append(patterns, p)
		}
		into[key] = patterns
	})
}

// wordingFile is the name of the weights in the folder of a language.
const wordingFile = "wording.tsv"

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
	w, bad := ParseWording(name, raw, l.Codes(), lang.Concepts)
	*problems = append(*problems, bad...)
	return w, nil
}

// ParseWording reads weights: lines of a sign, a tab, and the cells that it speaks
// for or against ("C5.S=+1.31"), with spaces between. The sign "bias" is that of a
// passage without any other. Lines that begin with # say where the weights come
// from. Codes are those of the cells in full; what is wrong is told with its line.
func ParseWording(file string, raw []byte, codes []string, concepts map[string][]Pattern) (*Wording, Problems) {
	p := weightParser{cells: map[string]int{}, concepts: concepts, seen: map[string]bool{}}
	for i, c := range codes {
		p.cells[shortCode(c)] = i
	}
	w := &Wording{Bias: make([]float64, len(codes))}
	var problems Problems
	number := 0
	for line := range bytes.Lines(raw) {
		number++
		text := strings.TrimRight(string(line), "\r\n")
		if text == "" || text[0] == '#' {
			continue
		}
		s, reasons := p.line(text)
		for _, reason := range reasons {
			problems = append(problems, Problem{Pos: Position{File: file, Line: number, Col: 1}, Reason: reason, Source: text})
		}
		switch {
		case len(reasons) > 0:
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

// biasName stands for the bias among the signs.
const biasName = "bias"

// weightParser reads the lines of a file of weights.
type weightParser struct {
	cells    map[string]int // by short code
	concepts map[string][]Pattern
	seen     map[string]bool // signs of the lines before
}

// line reads a sign with its weights, and says what is wrong with them.
func (p *weightParser) line(text string) (s Sign, reasons []string) {
	bad := func(format string, args ...any) { reasons = append(reasons, fmt.Sprintf(format, args...)) }
	name, list, found := strings.Cut(text, "\t")
	stems := strings.Fields(name)
	if !found || len(stems) == 0 || strings.Join(stems, " ") != name {
		bad("a sign, a tab and its weights should stand here")
		return s, reasons
	}
	s.Name = name
	concept, isConcept := strings.CutPrefix(strings.TrimPrefix(name, "^"), "@")
	switch {
	case p.seen[name]:
		bad("%q stands twice", name)
	case isConcept && p.concepts[concept] == nil:
		bad("there is no concept %q in this language", concept)
	case len(stems) > 2:
		bad("a sign is a stem, two neighbouring stems at most, or a concept")
	}
	p.seen[name] = true
	for _, item := range strings.Fields(list) {
		cell, number, _ := strings.Cut(item, "=")
		i, known := p.cells[cell]
		weight, err := strconv.ParseFloat(number, 64)
		if !known || err != nil || math.IsInf(weight, 0) || math.IsNaN(weight) {
			bad("%q is not a cell and its weight, as in C5.S=+1.31", item)
			continue
		}
		s.Weights = append(s.Weights, CellWeight{Cell: i, Weight: weight})
	}
	return s, reasons
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
