package match

import (
	"slices"
	"strings"
)

// atom is one test of a surface form: 's' its stem, '=' its folded form, 'c' the
// form as written, '*' a glob over the folded form.
type atom struct {
	kind byte
	text string
}

// symbolTable numbers classes of atoms and finds the classes of a form.
type symbolTable struct {
	ids    map[string]uint32 // by the atoms' spelling, of classes with several
	single map[atom]uint32   // of classes with one
	exact  map[atom][]uint32 // stems, folded forms and forms as written; of globs, their number
	cased  bool              // there are forms as written
	globs  []glob
	prefix map[string][]int32 // globs that begin with these bytes
	inside map[string][]int32 // globs that hold these bytes somewhere
	begins [1 << 16]bool      // whether some key of inside begins with these two bytes
}

// glob is a pattern with stars; parts are what stands between them.
type glob struct {
	parts   []string
	symbols []uint32
}

// keyLength is how many bytes of a glob's literal part it is looked up by.
const keyLength = 3

func (t *symbolTable) init() {
	t.ids, t.single = map[string]uint32{}, map[atom]uint32{}
	t.exact = map[atom][]uint32{}
	t.prefix = map[string][]int32{}
	t.inside = map[string][]int32{}
}

func (t *symbolTable) count() int { return len(t.ids) + len(t.single) }

// class returns the symbol of a set of atoms.
func (t *symbolTable) class(atoms []atom) uint32 {
	slices.SortFunc(atoms, func(a, b atom) int {
		if a.kind != b.kind {
			return int(a.kind) - int(b.kind)
		}
		return strings.Compare(a.text, b.text)
	})
	atoms = slices.Compact(atoms)
	id := uint32(t.count())
	if len(atoms) == 1 {
		if known, ok := t.single[atoms[0]]; ok {
			return known
		}
		t.single[atoms[0]] = id
	} else {
		var key strings.Builder
		for _, a := range atoms {
			key.WriteByte(a.kind)
			key.WriteString(a.text)
			key.WriteByte(0)
		}
		if known, ok := t.ids[key.String()]; ok {
			return known
		}
		t.ids[key.String()] = id
	}
	for _, a := range atoms {
		if a.kind == '*' {
			t.addGlob(a, id)
		} else {
			t.exact[a] = append(t.exact[a], id)
			t.cased = t.cased || a.kind == 'c'
		}
	}
	return id
}

// addGlob enters a glob under a few bytes that a fitting form must hold.
func (t *symbolTable) addGlob(a atom, symbol uint32) {
	if known, ok := t.exact[a]; ok { // the number of its glob
		g := &t.globs[known[0]]
		g.symbols = append(g.symbols, symbol)
		return
	}
	i := len(t.globs)
	t.exact[a] = []uint32{uint32(i)}
	parts := strings.Split(a.text, "*")
	t.globs = append(t.globs, glob{parts: parts, symbols: []uint32{symbol}})
	if n := min(len(parts[0]), keyLength); n > 0 {
		t.prefix[parts[0][:n]] = append(t.prefix[parts[0][:n]], int32(i))
		return
	}
	longest := slices.MaxFunc(parts, func(x, y string) int { return len(x) - len(y) })
	k := longest[:min(len(longest), keyLength)]
	t.inside[k] = append(t.inside[k], int32(i))
	if len(k) > 1 {
		t.begins[pair(k[0], k[1])] = true
		return
	}
	for next := range 256 {
		t.begins[pair(k[0], byte(next))] = true
	}
}

func pair(a, b byte) uint16 { return uint16(a)<<8 | uint16(b) }

// of returns the symbols of a surface form, sorted.
func (t *symbolTable) of(form, folded, stem string) []uint32 {
	var out []uint32
	out = append(out, t.exact[atom{'s', stem}]...)
	out = append(out, t.exact[atom{'=', folded}]...)
	if t.cased {
		out = append(out, t.exact[atom{'c', form}]...)
	}
	for n := 1; n <= keyLength && n <= len(folded); n++ {
		out = t.fitting(out, t.prefix[folded[:n]], folded)
	}
	for i := range len(folded) {
		next := byte(0)
		if i+1 < len(folded) {
			next = folded[i+1]
		}
		if !t.begins[pair(folded[i], next)] {
			continue
		}
		for n := 1; n <= keyLength && i+n <= len(folded); n++ {
			if g := t.inside[folded[i:i+n]]; g != nil {
				out = t.fitting(out, g, folded)
			}
		}
	}
	slices.Sort(out)
	return slices.Clip(slices.Compact(out))
}

func (t *symbolTable) fitting(out []uint32, globs []int32, form string) []uint32 {
	for _, i := range globs {
		if t.globs[i].fits(form) {
			out = append(out, t.globs[i].symbols...)
		}
	}
	return out
}

// fits reports whether a form has the glob's parts in order, the first at the
// beginning and the last at the end.
func (g *glob) fits(s string) bool {
	first, last := g.parts[0], g.parts[len(g.parts)-1]
	if len(s) < len(first)+len(last) || !strings.HasPrefix(s, first) || !strings.HasSuffix(s, last) {
		return false
	}
	s = s[len(first) : len(s)-len(last)]
	for _, p := range g.parts[1 : len(g.parts)-1] {
		i := strings.Index(s, p)
		if i < 0 {
			return false
		}
		s = s[i+len(p):]
	}
	return true
}
