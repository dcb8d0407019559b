package index

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zstd"

	"policyscan/lexicon/words"
)

// The texts of passages are kept for display in blocks of many, compressed: a
// passage alone is too short to compress. A block is a document of its own in
// bleve, which nothing but its id finds, and goes with its document.

// blockBytes is how much text makes a block.
const blockBytes = 16 << 10

// blockMark begins the ids of blocks; the id of a document never does.
const blockMark = "\x00"

// blockID names a block of a document.
func blockID(doc string, n int) string { return blockMark + doc + "#" + strconv.Itoa(n) }

// item is what bleve calls a document: a passage or a block.
type item struct {
	id     string
	fields map[string]any
	block  bool
}

// packer turns documents into items.
type packer struct{ zstd *zstd.Encoder }

func newPacker() (packer, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false))
	return packer{enc}, err
}

// items calls give with each block of a document and the passages in it.
func (p packer) items(doc Document, give func(item) error) error {
	for n, rest := 0, doc.Passages; len(rest) > 0; n++ {
		k, size := 0, 0
		for k < len(rest) && (k == 0 || size+len(rest[k].Text) <= blockBytes) {
			size += len(rest[k].Text)
			k++
		}
		if err := p.block(doc.ID, n, rest[:k], give); err != nil {
			return err
		}
		rest = rest[k:]
	}
	return nil
}

func (p packer) block(doc string, n int, passages []Passage, give func(item) error) error {
	var text []byte
	for i := range passages {
		text = append(text, passages[i].Text...)
	}
	block := map[string]any{fieldDoc: doc, fieldBlock: string(p.zstd.EncodeAll(text, nil))}
	if err := give(item{blockID(doc, n), block, true}); err != nil {
		return err
	}
	start := 0
	for i := range passages {
		s := stored{Shown: passages[i].Shown, block: n, start: start, end: start + len(passages[i].Text)}
		start = s.end
		if err := give(item{passages[i].ID, fieldsOf(doc, &passages[i], s.pack()), false}); err != nil {
			return err
		}
	}
	return nil
}

// blocksOf returns how many blocks items makes of a document.
func blocksOf(doc Document) int {
	blocks, size := 0, 0
	for i := range doc.Passages {
		if n := len(doc.Passages[i].Text); i == 0 || size+n > blockBytes {
			blocks, size = blocks+1, n
		} else {
			size += n
		}
	}
	return blocks
}

// stored is what bleve stores with a passage: what is shown, and where its text
// is.
type stored struct {
	Shown
	block, start, end int
}

// separator stands between the parts of stored; canonical text holds no
// control characters but line ends and tabs.
const separator = "\x1f"

func (s stored) pack() string {
	return strings.Join([]string{strconv.Itoa(s.block), strconv.Itoa(s.start), strconv.Itoa(s.end),
		strconv.Itoa(s.Page), s.Citation, s.Heading}, separator)
}

// unpack reads what pack wrote.
func unpack(packed string) (s stored, err error) {
	part := strings.SplitN(packed, separator, 6)
	if len(part) != 6 {
		return s, fmt.Errorf("%d parts are stored instead of 6", len(part))
	}
	for i, to := range []*int{&s.block, &s.start, &s.end, &s.Page} {
		if *to, err = strconv.Atoi(part[i]); err != nil {
			return s, err
		}
	}
	s.Citation, s.Heading = part[4], part[5]
	return s, nil
}

// slice cuts the text of a passage out of its block.
func (s stored) slice(block []byte) (string, error) {
	if s.start < 0 || s.start > s.end || s.end > len(block) {
		return "", fmt.Errorf("text %d to %d of a block of %d bytes", s.start, s.end, len(block))
	}
	return string(block[s.start:s.end]), nil
}

// fieldsOf returns a passage as bleve takes it.
func fieldsOf(doc string, p *Passage, stored string) map[string]any {
	code := fieldCode(p.Lang)
	f := map[string]any{textPrefix + code: p.Text, fieldOf: code, fieldDoc: doc, fieldStored: stored}
	set := func(name, value string) {
		if value != "" {
			f[name] = value
		}
	}
	set(fieldPlace, p.Jurisdiction)
	set(fieldLang, words.Base(p.Lang))
	set(fieldKind, p.Kind)
	set(fieldType, p.Type)
	if p.Year > 0 {
		f[fieldYear] = yearTerm(p.Year)
	}
	if len(p.Tags) > 0 {
		f[fieldCell], f[fieldRule] = tagTerms(p.Tags)
	}
	return f
}
