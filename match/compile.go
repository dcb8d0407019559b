package match

import (
	"policyscan/lexicon"
)

// ruleset is one language, ready to run. It is only read.
type ruleset struct {
	lex    *lexicon.Lexicon
	auto   *automaton
	opens  []bool // by symbol: may begin a match that opens a gate
	rules  []rule
	topics []int32 // sets that open gates
	domain int     // index into topics of @domain
	cues   []cue
	norm   int32
	forms  []formCue
	force  [4]int32 // by force; 0 unused, -1 where there are no patterns
}

// rule is a lexicon rule with its sets.
type rule struct {
	*lexicon.Rule
	code    string
	topic   int // index into ruleset.topics
	all     [][]int32
	not     []int32
	context []int32
	unless  []int32
}

// cue is one kind of context at one place.
type cue struct {
	kind  string // "reported", …
	where string // "before", "after", "sentence", "passage"
	set   int32
}

// formCue is a set that speaks for a legal form.
type formCue struct {
	form string
	set  int32
}

// compile builds the automaton of a language and binds the rules to its sets.
func compile(lex *lexicon.Lexicon, lang *lexicon.Language) *ruleset {
	b := newBuilder(lang)
	rs := &ruleset{lex: lex}
	topicOf := map[string]int{}
	topic := func(name string) int {
		i, ok := topicOf[name]
		if !ok {
			i = len(rs.topics)
			topicOf[name] = i
			rs.topics = append(rs.topics, b.list(name))
		}
		return i
	}
	rs.domain = topic("@domain")
	for i := range lang.Rules {
		r := &lang.Rules[i]
		set := func(name string) int32 {
			if name[0] == '@' {
				return b.list(name)
			}
			return b.set(r.ID+"/"+name, r.Terms[name])
		}
		sets := func(names []string) (out []int32) {
			for _, n := range names {
				out = append(out, set(n))
			}
			return out
		}
		x := rule{Rule: r, code: r.Code(), topic: topic(r.Topic), not: sets(r.When.Not), context: sets(r.When.Context), unless: sets(r.When.Unless)}
		for _, item := range r.When.All {
			x.all = append(x.all, sets(item))
		}
		rs.rules = append(rs.rules, x)
	}
	rs.compileCues(b, lang)
	rs.auto = b.finish()
	rs.opens = rs.openers(b)
	return rs
}

// cueOrder is the order in which kinds of context are compiled.
var cueOrder = []string{"reported", "rejected", "adopted", "denied", "repealed", "exempted"}

func (rs *ruleset) compileCues(b *builder, lang *lexicon.Language) {
	for _, kind := range cueOrder {
		c := lang.Cues[kind]
		for _, at := range []struct {
			where    string
			patterns []lexicon.Pattern
		}{{"before", c.Before}, {"after", c.After}, {"sentence", c.Sentence}, {"passage", c.Passage}} {
			if len(at.patterns) > 0 {
				rs.cues = append(rs.cues, cue{kind, at.where, b.set("cue/"+kind+"/"+at.where, at.patterns)})
			}
		}
	}
	rs.norm = b.set("cue/norm", lang.Norm)
	for _, form := range lexicon.LegalForms {
		if p := lang.Forms[form]; len(p) > 0 {
			rs.forms = append(rs.forms, formCue{form, b.set("form/"+form, p)})
		}
	}
	rs.force = [4]int32{0, -1, -1, -1}
	for i, name := range []string{"", "asserted", "normative", "operative"} {
		if p := lang.Force[name]; name != "" && len(p) > 0 {
			rs.force[i] = b.set("force/"+name, p)
		}
	}
}

// openers marks the symbols with which a match of a topic, or of a rule without
// a gate, may begin: a passage that holds none of them is done with after its
// words were looked up.
func (rs *ruleset) openers(b *builder) []bool {
	wanted := map[int32]bool{}
	for _, t := range rs.topics {
		wanted[t] = true
	}
	for _, r := range rs.rules {
		if r.Gate != lexicon.GateNone || r.Criterion == 0 {
			continue
		}
		// One item must be found, so any one that is always needed will do: the first.
		for _, s := range r.all[0] {
			wanted[s] = true
		}
	}
	opens := make([]bool, b.symbols.count())
	for symbol, n := range b.root {
		opens[symbol] = rs.leadsTo(n, wanted, map[int32]bool{})
	}
	return opens
}

func (rs *ruleset) leadsTo(n int32, wanted map[int32]bool, seen map[int32]bool) bool {
	if seen[n] {
		return false
	}
	seen[n] = true
	nd := &rs.auto.nodes[n]
	for _, p := range nd.out {
		for _, s := range rs.auto.patterns[p].sets {
			if wanted[s] {
				return true
			}
		}
	}
	for _, e := range nd.edges {
		if rs.leadsTo(e.next, wanted, seen) {
			return true
		}
	}
	return false
}
