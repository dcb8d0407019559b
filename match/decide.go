package match

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"policyscan/ingest"
	"policyscan/lexicon"
)

// decide turns findings into tags: drops, points, tie-breaks, and the bound on
// tags of a passage.
func (p *passageReader) decide(findings []finding, marks []mark) Reading {
	var flags []string
	for i := range marks {
		flags = append(flags, marks[i].rule.Flags...)
	}
	for i := range findings {
		f := &findings[i]
		for j := range marks {
			if f.reason == "" && f.voice == Own && marks[j].drops(f) {
				f.reason = marks[j].rule.ID + ": " + marks[j].rule.Says
			}
		}
	}
	yield(findings, p.lex.Threshold)
	drafts := p.draft(findings)
	if p.contrast(findings, drafts) {
		drafts = p.draft(findings)
	}
	ownFirst(drafts)
	drafts = p.limit(drafts)
	out := Reading{Flags: flagsOf(flags), OnTopic: p.onTopic()}
	for _, d := range drafts {
		if d.reason == "" {
			out.Tags = append(out.Tags, p.tag(d, flags))
			continue
		}
		for _, f := range d.findings {
			f.reason = d.reason
		}
	}
	if len(out.Flags) == 0 {
		out.Flags = nil
	}
	out.Suppressed = p.suppressed(findings)
	return out
}

// draft is a tag in the making.
type draft struct {
	code     string
	voice    Voice
	points   int
	signs    int // distinct rules that speak for it
	findings []*finding
	reason   string
}

// draft groups the findings that count by code and voice, and counts points: each
// rule once.
func (p *passageReader) draft(findings []finding) []draft {
	var out []draft
	for i := range findings {
		f := &findings[i]
		if f.reason != "" {
			continue
		}
		k := slices.IndexFunc(out, func(d draft) bool { return d.code == f.code && d.voice == f.voice })
		if k < 0 {
			k = len(out)
			out = append(out, draft{code: f.code, voice: f.voice})
		}
		d := &out[k]
		d.findings = append(d.findings, f)
	}
	for i := range out {
		d := &out[i]
		p.count(d)
		if d.points < p.lex.Threshold {
			d.reason = fmt.Sprintf("%d of %d points for %s", d.points, p.lex.Threshold, d.code)
		}
	}
	slices.SortFunc(out, func(a, b draft) int {
		return cmp.Or(compareCodes(a.code, b.code), voiceRank(a.voice)-voiceRank(b.voice))
	})
	return out
}

// In sentences of more than longSentence words, as statutes have them, pieces of
// evidence with farApart words or more between them meet by chance so often that
// they count one point less: of 563 labelled passages, tags from such rules had
// half the precision of others.
const (
	longSentence = 60
	farApart     = 12
)

// count sums the points of a draft, each rule once, at its nearest place.
func (p *passageReader) count(d *draft) {
	best := map[string]int{}
	for _, f := range d.findings {
		if f.worded {
			d.points += f.rule.Weight
			d.signs += d.signsOf(f)
			continue
		}
		points := f.rule.Weight
		if points > 0 && f.gap() >= farApart && p.sentenceLength(f.evidence[0].sentence) > longSentence {
			points--
		}
		if old, seen := best[f.rule.ID]; !seen || points > old {
			best[f.rule.ID] = points
		}
	}
	for _, points := range best {
		d.points += points
		if points > 0 {
			d.signs++
		}
	}
}

// signsOf counts the signs of a wording (codebook Annex B8): its words stand in so
// many places that no rule's evidence covers, and it counts as many signs as it has
// points at most.
func (d *draft) signsOf(f *finding) int {
	places := 0
	for _, h := range f.evidence {
		if !slices.ContainsFunc(d.findings, func(o *finding) bool { return !o.worded && slices.ContainsFunc(o.evidence, h.overlaps) }) {
			places++
		}
	}
	return min(places, max(f.rule.Weight, 0))
}

// sentenceLength counts the words of a sentence of the text.
func (p *passageReader) sentenceLength(sentence int32) int {
	n := 0
	for _, t := range p.fields[inText].tokens {
		if t.sentence == sentence {
			n++
		}
	}
	return n
}

// gap is the widest distance between neighbouring pieces of evidence, in words.
func (f *finding) gap() int {
	widest, end := 0, 0
	for i, h := range f.evidence {
		if i > 0 {
			widest = max(widest, int(h.from)-end)
		}
		end = max(end, int(h.to))
	}
	return widest
}

func voiceRank(v Voice) int { return slices.Index([]Voice{Own, Reported, Rejected}, v) }

// compareCodes orders codes by criterion, then by perspective.
func compareCodes(a, b string) int {
	return cmp.Or(cmp.Compare(len(a[:strings.IndexByte(a, '.')]), len(b[:strings.IndexByte(b, '.')])), cmp.Compare(a, b))
}

// yield takes back findings of rules that stand back before other cells, where
// those cells are reached without them.
func yield(findings []finding, threshold int) {
	points := map[string]int{}
	counted := map[string]bool{}
	for _, f := range findings {
		key := f.code + " " + f.rule.ID
		if f.reason == "" && f.voice == Own && len(f.rule.Yields) == 0 && !counted[key] {
			counted[key] = true
			points[f.code] += f.rule.Weight
		}
	}
	for i := range findings {
		f := &findings[i]
		for _, code := range f.rule.Yields {
			if f.reason == "" && code != f.code && points[code] >= threshold {
				f.reason = "stands back before " + code
			}
		}
	}
}

// contrast reads a view that is reported beside the document's own opposite view
// of the same criterion as one that it rejects (codebook G13); outside of law
// likewise a view that stands in quotation marks.
func (p *passageReader) contrast(findings []finding, drafts []draft) (changed bool) {
	for _, d := range drafts {
		if d.voice != Own || d.reason != "" {
			continue
		}
		number, perspective, _ := strings.Cut(d.code, ".")
		other := p.lex.Opposite(perspective)
		opposite := number + "." + other
		own := slices.ContainsFunc(d.findings, func(f *finding) bool { return !p.quoted(f.evidence) })
		for i := range findings {
			f := &findings[i]
			if f.reason == "" && f.voice == Reported && strings.HasSuffix(f.code, "."+other) {
				f.voice, changed = Rejected, true
			}
			if f.reason != "" || f.code != opposite {
				continue
			}
			if f.voice == Own && own && p.genre() != ingest.Law && p.quoted(f.evidence) {
				f.voice, changed = Rejected, true
			}
		}
	}
	return changed
}

// ownFirst drops a cell that others are told to see where the document sees it
// itself: it speaks for itself then.
func ownFirst(drafts []draft) {
	for i := range drafts {
		d := &drafts[i]
		if d.voice == Reported && d.reason == "" && slices.ContainsFunc(drafts, func(o draft) bool { return o.voice == Own && o.reason == "" && o.code == d.code }) {
			d.reason = saidItself
		}
	}
}

// limit keeps the strongest own-voice tags (codebook Annex B7).
func (p *passageReader) limit(drafts []draft) []draft {
	var own []*draft
	for i := range drafts {
		if drafts[i].reason == "" && drafts[i].voice == Own {
			own = append(own, &drafts[i])
		}
	}
	if len(own) <= p.lex.MostTags {
		return drafts
	}
	slices.SortStableFunc(own, func(a, b *draft) int { return b.points - a.points })
	for _, d := range own[p.lex.MostTags:] {
		d.reason = fmt.Sprintf("more than %d cells: the strongest stay", p.lex.MostTags)
	}
	return drafts
}

// tag completes a draft.
func (p *passageReader) tag(d draft, flags []string) Tag {
	criterion, perspective := 0, ""
	fmt.Sscanf(strings.Replace(d.code[1:], ".", " ", 1), "%d %s", &criterion, &perspective)
	t := Tag{Code: d.code, Criterion: criterion, Perspective: perspective, Voice: d.voice, Scope: "own"}
	at := ofNothing
	for _, f := range d.findings {
		flags = append(flags, f.rule.Flags...)
		if f.rule.Gate == lexicon.GateNone {
			at = min(at, ofNothing)
			continue
		}
		at = min(at, f.level)
	}
	t.Gate = levelNames[at]
	if at > ofChapeau && at < ofNothing {
		t.Scope = "inherited"
	}
	t.Flags = flagsOf(onlyImages(flags, d))
	t.Candidate = p.lex.NeedsTwo(d.code) && d.signs < 2
	t.Form = p.form(d)
	t.Force = p.forceOf(d, t.Form, t.Scope)
	t.Rules = p.ruleHits(d)
	return t
}

// onlyImages settles which of two flags stands: text on images of abuse alone is
// flagged as such, and text on the prostitution of minors as about minors, whether
// or not it names images too (codebook G31).
func onlyImages(flags []string, d draft) []string {
	const images, minors = "AUX.csam", "AUX.minor-only"
	if !slices.Contains(flags, images) || !slices.Contains(flags, minors) {
		return flags
	}
	other := slices.ContainsFunc(d.findings, func(f *finding) bool {
		return slices.Contains(f.rule.Flags, minors) && !slices.Contains(f.rule.Flags, images)
	})
	drop := minors
	if other {
		drop = images
	}
	return slices.DeleteFunc(slices.Clone(flags), func(f string) bool { return f == drop })
}

// ruleHits lists the rules of a tag with their words, by rule.
func (p *passageReader) ruleHits(d draft) []RuleHit {
	var out []RuleHit
	for _, f := range d.findings {
		if f.worded && f.rule.Weight < 0 {
			continue // it speaks against the tag
		}
		i := slices.IndexFunc(out, func(h RuleHit) bool { return h.ID == f.rule.ID })
		if i < 0 {
			i = len(out)
			out = append(out, RuleHit{ID: f.rule.ID})
		}
		out[i].Matched = append(out[i].Matched, p.spans(f.evidence)...)
	}
	for i := range out {
		m := out[i].Matched
		slices.SortFunc(m, func(a, b Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
		out[i].Matched = slices.Compact(m)
	}
	slices.SortFunc(out, func(a, b RuleHit) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// spans returns matches as ranges of the unit's text.
func (p *passageReader) spans(hits []hit) []Span {
	var out []Span
	tokens := p.fields[inText].tokens
	for _, h := range hits {
		a, b := int(tokens[h.from].start), int(tokens[h.to-1].end)
		out = append(out, Span{Start: a, End: b, Text: p.unit.Text[a:b]})
	}
	return out
}
