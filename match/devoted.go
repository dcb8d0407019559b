package match

import "policyscan/lexicon/words"

// A document is devoted to the subject of the lexicon when its title names it,
// or when at least devotedShare of its passages, and no fewer than
// devotedPassages of them, hold a word of the domain. Scope is inherited from
// such a document (codebook G2): its passages speak of operators, premises and
// records, and mean those of its subject.
const (
	devotedShare    = .2
	devotedPassages = 3
)

// Devotion counts what tells whether a document as a whole is about the subject.
// The zero value is that of a document of which nothing is known.
type Devotion struct {
	Title    bool // the title holds a word of the domain
	Passages int  // that may carry tags
	OnTopic  int  // those among them whose own text holds a word of the domain
}

// Add counts a passage.
func (d *Devotion) Add(r Reading) {
	d.Passages++
	if r.OnTopic {
		d.OnTopic++
	}
}

// Devoted reports whether the document is about the subject.
func (d Devotion) Devoted() bool {
	return d.Title || d.OnTopic >= devotedPassages && float64(d.OnTopic) >= devotedShare*float64(d.Passages)
}

// OnTopic reports whether a text by itself, such as a title, holds a word of the
// domain. It is false for languages without rules.
func (w *Worker) OnTopic(lang, text string) bool {
	p := w.reader(words.Base(lang))
	if p == nil || !p.open(Unit{Lang: lang, Text: text}) {
		return false
	}
	p.collect()
	return p.onTopic()
}

// onTopic reports whether the text of the passage holds a word of the domain.
func (p *passageReader) onTopic() bool { return p.inField(p.domain, inText) }
