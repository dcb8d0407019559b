package words

import "strings"

// Forms numbers the distinct surface forms of a language and remembers how each
// is folded and stemmed, so that this work is done once a form and not once a
// word. It belongs to one goroutine.
type Forms struct {
	lang   Language
	ids    map[string]uint32
	folded []string
	stems  []string
}

// MostForms bounds a table of forms. Texts hold far fewer (20 MB of statutes
// hold 41,000 to 127,000); garbage from broken files may hold more.
const MostForms = 1 << 20

// NewForms returns an empty table.
func NewForms(lang Language) *Forms {
	return &Forms{lang: lang, ids: make(map[string]uint32, 1<<12)}
}

// ID returns the number of a form, and whether it was seen for the first time.
// The form is copied when it is kept.
func (f *Forms) ID(form string) (id uint32, first bool) {
	if id, ok := f.ids[form]; ok {
		return id, false
	}
	form = strings.Clone(form)
	id = uint32(len(f.folded))
	f.ids[form] = id
	f.folded = append(f.folded, f.lang.Fold(form))
	f.stems = append(f.stems, f.lang.Stem(form))
	return id, true
}

// Full reports whether the table has reached its bound and should be dropped
// for a new one before the next text.
func (f *Forms) Full() bool { return len(f.folded) >= MostForms }

// Len returns how many forms are in the table.
func (f *Forms) Len() int { return len(f.folded) }

// Folded returns the folded form of a number that ID returned.
func (f *Forms) Folded(id uint32) string { return f.folded[id] }

// Stem returns the stem of a number that ID returned.
func (f *Forms) Stem(id uint32) string { return f.stems[id] }
