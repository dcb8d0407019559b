package review

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"slices"
	"strings"
)

// Sample is one coding of a passage that was drawn for blind coding: what the
// machine had said, which the coder did not see, and what the coder says.
type Sample struct {
	Passage string   `json:"passage"`
	Stratum string   `json:"stratum"`
	Size    int      `json:"size"` // passages of the stratum in the corpus
	Machine []string `json:"machine"`
	Codes   []string `json:"codes"` // empty: no code fits
}

// Candidate is a passage that may be drawn.
type Candidate struct {
	Passage string
	Stratum string   // as [Strata] names them
	Machine []string // own-voice codes, sorted
}

// The strata of a blind sample. Passages of documents in which the machine found
// something are drawn more densely than others, and tagged ones most.
const (
	Tagged    = "tagged"
	Near      = "untagged, in a document with tags"
	Elsewhere = "untagged, elsewhere"
)

// Draw draws a stratified random sample of n passages: half of it tagged ones, a
// quarter from each of the other strata, more where a stratum is short. The
// same seed and candidates give the same sample, in a random order that says
// nothing about strata.
func Draw(candidates []Candidate, n int, seed uint64) []Sample {
	by := map[string][]Candidate{}
	for _, c := range candidates {
		by[c.Stratum] = append(by[c.Stratum], c)
	}
	rng := rand.New(rand.NewPCG(seed, 7))
	quota := quotas(n, len(by[Tagged]), len(by[Near]), len(by[Elsewhere]))
	var out []Sample
	for i, name := range []string{Tagged, Near, Elsewhere} {
		s := slices.Clone(by[name])
		slices.SortFunc(s, func(a, b Candidate) int { return cmp.Compare(a.Passage, b.Passage) })
		rng.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
		for _, c := range s[:quota[i]] {
			out = append(out, Sample{Passage: c.Passage, Stratum: name, Size: len(s), Machine: c.Machine})
		}
	}
	rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// quotas divides n over three strata of the given sizes.
func quotas(n int, sizes ...int) []int {
	out := []int{min(n/2, sizes[0]), min(n/4, sizes[1]), min(n/4, sizes[2])}
	for rest := n - out[0] - out[1] - out[2]; rest > 0; rest-- {
		i := slices.IndexFunc([]int{0, 1, 2}, func(i int) bool { return out[i] < sizes[i] })
		if i < 0 {
			break
		}
		out[i]++
	}
	return out
}

// Key packs what the coder must not see into one word with a check sum.
func (s Sample) Key() string {
	s.Codes = nil
	b, _ := json.Marshal(s) // strings and numbers always marshal
	return fmt.Sprintf("s%08x%s", crc32.ChecksumIEEE(b), base64.RawURLEncoding.EncodeToString(b))
}

// parseKey unpacks a key.
func parseKey(key string) (Sample, error) {
	var s Sample
	if len(key) < 9 || key[0] != 's' {
		return s, errors.New("the key is damaged")
	}
	b, err := base64.RawURLEncoding.DecodeString(key[9:])
	if err != nil || fmt.Sprintf("%08x", crc32.ChecksumIEEE(b)) != key[1:9] || json.Unmarshal(b, &s) != nil {
		return s, errors.New("the key is damaged")
	}
	return s, nil
}

// Keys of the columns of a coding sheet.
const (
	ColKey      = "sample_key"
	ColCodes    = "code_"       // with 1, 2, 3
	NoCode      = "none"        // says that no code fits
	KeyHead     = "Key"         // head of ColKey
	CodeHead    = "Code "       // with 1, 2, 3
	sampleCodes = 3             // codes that a passage can get
	ColComment  = "comment"     // free text
	sheetHint   = "Key, Code 1" // what a coding sheet must have
)

// Codings reads the rows of a coding sheet. Like [Import.Rows] it takes all or
// nothing. Rows without a code are not coded yet.
func (in Import) Codings(rows [][]string) (Result, error) {
	head, cols, err := findCoding(rows)
	if err != nil {
		return Result{}, err
	}
	var res Result
	var bad []RowError
	known := in.codings()
	for i := head + 1; i < len(rows); i++ {
		row := sheetRow{cells: rows[i], cols: cols, number: i + 1}
		d, empty, err := in.coding(row)
		switch {
		case err != nil:
			bad = append(bad, RowError{row.number, err.Error()})
		case empty:
		case sameCoding(known[d.codingKey()], d):
			res.Unchanged++
		default:
			known[d.codingKey()] = d
			res.Decisions = append(res.Decisions, d)
		}
	}
	if len(bad) > 0 {
		return Result{}, &Refused{bad}
	}
	return res, nil
}

func findCoding(rows [][]string) (int, map[string]int, error) {
	names := map[string]string{strings.ToLower(KeyHead): ColKey, ColKey: ColKey, "coder": ColCoder, "decision date": ColDate, "date": ColDate, "comment": ColComment}
	for n := 1; n <= sampleCodes; n++ {
		names[fmt.Sprintf("code %d", n)], names[fmt.Sprintf("code_%d", n)] = fmt.Sprintf("code_%d", n), fmt.Sprintf("code_%d", n)
	}
	for i, row := range rows[:min(20, len(rows))] {
		cols := map[string]int{}
		for j, cell := range row {
			if key, ok := names[strings.ToLower(strings.TrimSpace(cell))]; ok {
				cols[key] = j
			}
		}
		_, key := cols[ColKey]
		_, code := cols[ColCodes+"1"]
		if key && code {
			return i, cols, nil
		}
	}
	return 0, nil, fmt.Errorf("no row names the columns %s: is this a coding sheet?", sheetHint)
}

func (in Import) coding(row sheetRow) (d Decision, empty bool, err error) {
	var codes []string
	none := false
	for n := 1; n <= sampleCodes; n++ {
		switch c := row.get(fmt.Sprintf("%s%d", ColCodes, n)); {
		case c == "":
		case strings.EqualFold(c, NoCode):
			none = true
		case !codeForm.MatchString(c) || in.Codes != nil && !slices.Contains(in.Codes, c):
			return d, false, fmt.Errorf("%q is not a code of the codebook", shorten(c))
		default:
			codes = append(codes, c)
		}
	}
	if !none && len(codes) == 0 {
		return d, true, nil
	}
	if none && len(codes) > 0 {
		return d, false, errors.New("both “none” and a code")
	}
	s, err := parseKey(row.get(ColKey))
	if err != nil {
		return d, false, err
	}
	slices.Sort(codes)
	s.Codes = slices.Compact(codes)
	d = Decision{V: Version, Reason: row.get(ColComment), Coder: cmp.Or(row.get(ColCoder), in.Coder), From: in.From, Sample: &s}
	if d.Coder == "" {
		return d, false, errors.New("a coding without a coder")
	}
	d.Date, err = date(row.get(ColDate))
	return d, false, err
}

// codingKey is equal for codings of which the later replaces the earlier.
func (d Decision) codingKey() string { return d.Coder + "\x00" + d.Sample.Passage }

// codings returns the codings that count.
func (in Import) codings() map[string]Decision {
	out := map[string]Decision{}
	for _, d := range in.Before {
		if d.Sample != nil {
			out[d.codingKey()] = d
		}
	}
	return out
}

func sameCoding(a, b Decision) bool {
	return a.Sample != nil && slices.Equal(a.Sample.Codes, b.Sample.Codes) && a.Date == b.Date && a.Reason == b.Reason
}
