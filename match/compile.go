package match

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"policyscan/lexicon"
)

// ruleset is one language, ready to run. It is only read.
type ruleset struct {
	lex     *lexicon.Lexicon
	auto    *automaton
	words   *dictionary
	gate    gate
	rules   []rule
	bySign  [][]int32 // by set: the rules that cannot fire without a match of it or of its like
	topics  []int32   // sets that open gates
	domain  int32     // the set of the list @domain
	subject int       // … among the topics
	wording wording
	names   []string // of the sets, by number
	cues    []cue
	norm    int32
	goesOn  int32 // sentences that go on with what was reported before
	kinds   []titleCue
	treaty  int32 // words of treaties, which bind states; -1 where the language has no such list
	titles  []title
	forms   []formCue
	force   [4]int32 // by force; 0 unused, -1 where there are no patterns
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
	where string // "before", "after", "sentence", "previous", "passage"
	set   int32
}

// title is a set that finds names of instruments and bodies, which go on for so
// many words.
type title struct {
	after int32
	set   int32
}

// titleCue is a set whose words in a title say what kind of document it is.
type titleCue struct {
	kind string
	set  int32
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
	rs.domain, rs.subject = b.list("domain"), topic("@domain")
	rs.compileCues(b, lang)
	rs.compileWording(b, lang)
	rs.names = make([]string, b.sets)
	for name, id := range b.setIDs {
		rs.names[id] = name
	}
	rs.auto = b.finish()
	rs.bySign = make([][]int32, b.sets)
	for i := range rs.rules {
		for _, s := range rarest(rs.rules[i].all, b.length) {
			rs.bySign[s] = append(rs.bySign[s], int32(i))
		}
	}
	rs.compileGate(b)
	rs.words = newDictionary(rs.auto, &rs.gate, rs.wording.stems)
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
		}{{"before", c.Before}, {"after", c.After}, {"sentence", c.Sentence}, {"previous", c.Previous}, {"passage", c.Passage}} {
			if len(at.patterns) > 0 {
				rs.cues = append(rs.cues, cue{kind, at.where, b.set("cue/"+kind+"/"+at.where, at.patterns)})
			}
		}
	}
	rs.treaty = -1
	if _, ok := lang.Lists["treaty"]; ok {
		rs.treaty = b.list("treaty")
	}
	rs.norm = b.set("cue/norm", lang.Norm)
	rs.goesOn = b.set("cue/continued", lang.Continued)
	for _, kind := range lexicon.TitleKinds {
		if p := lang.Titles[kind]; len(p) > 0 {
			rs.kinds = append(rs.kinds, titleCue{kind, b.set("title/"+kind, p)})
		}
	}
	for _, n := range lang.Names {
		rs.titles = append(rs.titles, title{int32(n.After), b.set(fmt.Sprintf("name/%d", n.After), n.Patterns)})
	}
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

// gate knows which paths of the automaton lead to a match of a topic, or of a
// part of a rule without a gate. A passage that holds no topic and no such rule's
// parts is done with before all other patterns are tried.
type gate struct {
	nodes    []bool    // by node: may lead to one
	follow   []follow  // by node: what may come next on the way
	ends     []bool    // by node: a topic ends here
	parts    [][]int32 // by node: sets of parts that end here
	ungated  []int32   // rules without a gate
	ofTopics []bool    // by set
	ofParts  []bool    // by set
}

func (rs *ruleset) compileGate(b *builder) {
	n := len(rs.auto.nodes)
	g := gate{nodes: make([]bool, n), ends: make([]bool, n), parts: make([][]int32, n), ofTopics: make([]bool, b.sets), ofParts: make([]bool, b.sets)}
	g.ofTopics[rs.domain] = true
	for _, t := range rs.topics {
		g.ofTopics[t] = true
	}
	for i, r := range rs.rules {
		if r.Gate != lexicon.GateNone || r.Criterion == 0 {
			continue
		}
		g.ungated = append(g.ungated, int32(i))
		for _, item := range append(slices.Clone(r.all), r.context) {
			for _, s := range item {
				g.ofParts[s] = true
			}
		}
	}
	slices.SortStableFunc(g.ungated, func(a, b int32) int { return strings.Compare(rs.rules[a].code, rs.rules[b].code) })
	seen := make([]bool, n)
	for _, node := range b.root {
		rs.leadsTo(node, seen, &g)
	}
	g.follow = rs.auto.followers(func(n int32) bool { return g.ends[n] || len(g.parts[n]) > 0 }, func(n int32) bool { return g.nodes[n] })
	rs.gate = g
}

// rarest returns the item whose shortest pattern is the longest: long words and
// phrases are rarer than short words.
func rarest(items [][]int32, length []int) []int32 {
	best, longest := items[0], -1
	for _, item := range items {
		shortest := math.MaxInt
		for _, s := range item {
			shortest = min(shortest, length[s])
		}
		if shortest > longest {
			best, longest = item, shortest
		}
	}
	return best
}

// leadsTo fills the gate for a node and all after it. The automaton has no
// cycles, so a node seen before is settled.
func (rs *ruleset) leadsTo(n int32, seen []bool, g *gate) bool {
	if seen[n] {
		return g.nodes[n]
	}
	seen[n] = true
	nd := &rs.auto.nodes[n]
	for _, p := range nd.out {
		for _, s := range rs.auto.patterns[p].sets {
			g.ends[n] = g.ends[n] || g.ofTopics[s]
			if g.ofParts[s] {
				g.parts[n] = append(g.parts[n], s)
			}
		}
	}
	g.nodes[n] = g.ends[n] || len(g.parts[n]) > 0
	for _, e := range nd.edges {
		if rs.leadsTo(e.next, seen, g) {
			g.nodes[n] = true
		}
	}
	return g.nodes[n]
}
