package match

// follow is a set of symbols in few bits: several symbols share a bit, so a set
// that lacks a symbol's bit lacks the symbol. Most words of a text lead a pattern
// nowhere, and one operation on such sets tells it.
type follow uint64

// anything is the bit of sets that no word need have: something ends here, or any
// word may come. Every word has it.
const anything follow = 1 << 63

// bit returns the set of one symbol.
func bit(symbol uint32) follow { return 1 << (symbol % 63) }

// followers returns for each node the symbols of words that lead on from it to a
// useful node; anything where it ends a path itself or may go on with any word.
func (a *automaton) followers(ends, useful func(n int32) bool) []follow {
	out := make([]follow, len(a.nodes))
	var of func(n int32) follow
	of = func(n int32) follow {
		if out[n] != 0 {
			return out[n]
		}
		var f follow
		if ends(n) {
			f = anything
		}
		for _, e := range a.nodes[n].edges {
			switch {
			case !useful(e.next):
			case e.kind == onSymbol:
				f |= bit(e.symbol)
			case e.kind == onNothing:
				f |= of(e.next)
			default:
				f |= anything
			}
		}
		out[n] = f
		return f
	}
	for n := range a.nodes {
		of(int32(n))
	}
	return out
}
