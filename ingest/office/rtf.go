package office

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"

	"policyscan/ingest/reading"
)

// RTF reads Rich Text Format (version 1.9.1).
type RTF struct{}

// Name implements reading.Reader.
func (RTF) Name() string { return "rtf" }

// Version implements reading.Reader.
func (RTF) Version() int { return 1 }

// maxRTF is the largest file that is read; pictures make them large.
const maxRTF = 512 << 20

// Read implements reading.Reader.
func (RTF) Read(ctx context.Context, r io.ReaderAt, size int64, opt reading.Options) (reading.Extraction, error) {
	if size > maxRTF {
		return reading.Extraction{}, &reading.Refusal{Code: "too-large", Reason: fmt.Sprintf("a document of %d MB is larger than the limit of %d MB", size>>20, maxRTF>>20)}
	}
	data := make([]byte, size)
	if n, err := r.ReadAt(data, 0); err != nil && (err != io.EOF || int64(n) < size) {
		return reading.Extraction{}, fmt.Errorf("reading: %w", err)
	}
	b := reading.NewBuilder("rtf", opt)
	p := newRTF(b, data)
	if err := p.parse(ctx); err != nil {
		return reading.Extraction{}, err
	}
	return finish(b)
}

// rtf parses one document.
type rtf struct {
	b    *reading.Builder
	in   []byte
	at   int
	now  group
	open []group
	deep int // groups beyond the limit

	codepage encoding.Encoding
	fonts    map[int]encoding.Encoding
	styles   map[int]style
	bytes    []byte // characters of a code page that wait to be decoded
	high     rune   // first half of a surrogate pair
	skip     int    // characters that stand for a \u character

	run   run
	para  rtfPara
	num   strings.Builder // number of the paragraph, as the writer printed it
	cells [][]para        // of the open row
	cell  []para
	rows  table
	notes []string
	note  strings.Builder
	info  map[string]*strings.Builder
	style strings.Builder // name of the style that is being defined
	defs  rtfPara         // its properties
}

// destination says where the text of a group goes.
type destination byte

const (
	toBody destination = iota
	toNothing
	toNote
	toNumber
	toFonts
	toStyles
	toTitle
	toAuthor
)

// group is what a group of braces scopes.
type group struct {
	to     destination
	uc     int // characters behind \u that older readers show
	font   int
	bold   bool
	hidden bool
	star   bool // \* was read: an unknown destination may be skipped
}

// rtfPara is what is known of the open paragraph.
type rtfPara struct {
	outline int // from 1; 0 for text
	styleID int
	list    bool
	level   int
	table   bool
}

func newRTF(b *reading.Builder, data []byte) *rtf {
	return &rtf{
		b: b, in: data, now: group{uc: 1}, codepage: codePage(1252), fonts: map[int]encoding.Encoding{}, styles: map[int]style{},
		info: map[string]*strings.Builder{"title": {}, "author": {}},
	}
}

// parse reads the whole document.
func (p *rtf) parse(ctx context.Context) error {
	for n := 0; p.at < len(p.in); n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		c := p.in[p.at]
		p.at++
		switch c {
		case '{':
			p.begin()
		case '}':
			p.end()
		case '\\':
			p.control()
		case '\r', '\n', 0:
		default:
			p.char(c)
		}
	}
	p.endParagraph()
	p.endTable()
	for i, s := range p.notes {
		p.b.Add(reading.Block{Role: reading.Footnote}, itoa(i+1)+" "+s)
	}
	for _, key := range [...]string{"title", "author"} {
		p.b.Meta(key, p.info[key].String(), "info "+key)
	}
	if len(p.open) > 0 {
		p.b.Problem(0, "truncated", "the document breaks off within a group")
	}
	return nil
}

const maxGroups = 1000

func (p *rtf) begin() {
	p.decode()
	p.skip = 0
	if len(p.open) >= maxGroups {
		p.deep++
		return
	}
	p.open = append(p.open, p.now)
	p.now.star = false
}

func (p *rtf) end() {
	p.decode()
	p.skip = 0
	if p.deep > 0 {
		p.deep--
		return
	}
	n := len(p.open)
	if n == 0 {
		return
	}
	was := p.now
	p.now = p.open[n-1]
	p.open = p.open[:n-1]
	switch {
	case was.to == toNote && p.now.to != toNote:
		if s := strings.Join(strings.Fields(p.note.String()), " "); s != "" {
			p.notes = append(p.notes, s)
		}
		p.note.Reset()
	case was.to == toStyles && p.now.to == toStyles:
		p.defineStyle()
	}
}

// control reads a control word or symbol.
func (p *rtf) control() {
	if p.at >= len(p.in) {
		return
	}
	c := p.in[p.at]
	if c|0x20 < 'a' || c|0x20 > 'z' {
		p.at++
		p.symbol(c)
		return
	}
	start := p.at
	for p.at < len(p.in) && p.in[p.at]|0x20 >= 'a' && p.in[p.at]|0x20 <= 'z' && p.at-start < 32 {
		p.at++
	}
	word := string(p.in[start:p.at])
	start = p.at
	if p.at < len(p.in) && p.in[p.at] == '-' {
		p.at++
	}
	for p.at < len(p.in) && p.in[p.at] >= '0' && p.in[p.at] <= '9' && p.at-start < 11 {
		p.at++
	}
	arg, err := strconv.Atoi(string(p.in[start:p.at]))
	has := err == nil
	if p.at < len(p.in) && p.in[p.at] == ' ' {
		p.at++
	}
	p.word(word, arg, has)
}

// symbol reads a control symbol.
func (p *rtf) symbol(c byte) {
	switch c {
	case '\'':
		if p.at+2 <= len(p.in) {
			if v, err := strconv.ParseUint(string(p.in[p.at:p.at+2]), 16, 8); err == nil {
				p.at += 2
				p.char(byte(v))
			}
		}
	case '*':
		p.now.star = true
	case '~':
		p.write(" ")
	case '_':
		p.write("-")
	case '\\', '{', '}':
		p.char(c)
	case '\n', '\r':
		p.endParagraph()
	}
}

// char reads a character of the code page of the font.
func (p *rtf) char(c byte) {
	if p.skip > 0 {
		p.skip--
		return
	}
	p.bytes = append(p.bytes, c)
}

// decode writes the characters that wait.
func (p *rtf) decode() {
	if len(p.bytes) == 0 {
		return
	}
	raw := p.bytes
	p.bytes = p.bytes[:0]
	e := p.codepage
	if f, ok := p.fonts[p.now.font]; ok && f != nil {
		e = f
	}
	ascii := true
	for _, c := range raw {
		ascii = ascii && c < utf8.RuneSelf
	}
	if ascii {
		p.put(string(raw))
		return
	}
	s, err := e.NewDecoder().Bytes(raw)
	if err != nil {
		s = raw
	}
	p.put(strings.ToValidUTF8(string(s), "\uFFFD"))
}

// write writes text that is no character of a code page.
func (p *rtf) write(s string) {
	p.decode()
	p.put(s)
}

// put sends text where the group says.
func (p *rtf) put(s string) {
	if p.now.hidden {
		return
	}
	switch p.now.to {
	case toBody:
		p.run.text.WriteString(s)
		if !p.now.bold && strings.TrimSpace(s) != "" {
			p.run.light = true
		}
	case toNote:
		p.note.WriteString(s)
	case toNumber:
		p.num.WriteString(s)
	case toStyles:
		p.style.WriteString(s)
	case toTitle:
		p.info["title"].WriteString(s)
	case toAuthor:
		p.info["author"].WriteString(s)
	}
}

// unicode reads a \u character, of which surrogates come in pairs.
func (p *rtf) unicode(n int) {
	p.decode()
	r := rune(uint16(n)) // negative numbers stand for the upper half
	switch {
	case utf16.IsSurrogate(r) && p.high == 0:
		p.high = r
	case p.high != 0:
		p.put(string(utf16.DecodeRune(p.high, r)))
		p.high = 0
	case r >= 0xF000 && r <= 0xF0FF: // a symbol font
		p.put("•")
	default:
		p.put(string(r))
	}
	p.skip = p.now.uc
}

// endParagraph ends the open paragraph.
func (p *rtf) endParagraph() {
	p.decode()
	if p.now.to == toNote {
		p.note.WriteByte(' ')
		return
	}
	if p.now.to != toBody {
		return
	}
	s := strings.TrimSpace(p.run.text.String())
	block := reading.Block{Bold: !p.run.light}
	p.run = run{}
	number := strings.TrimSpace(p.num.String())
	p.num.Reset()
	st := p.styles[p.para.styleID]
	outline := p.para.outline
	if outline == 0 {
		outline = st.outline
	}
	switch {
	case st.toc:
		block.Role = reading.Contents
	case outline > 0:
		block.Role, block.Level = reading.Heading, min(outline, 6)
	case p.para.list || number != "":
		block.Role, block.Level = reading.ListItem, p.para.level+1
	}
	block.Bold = block.Bold && block.Role == reading.Paragraph
	if strings.Trim(number, "·•-–o§\uFFFD*") == "" {
		number = "" // a bullet
	}
	if s == "" {
		return
	}
	for i, line := range strings.Split(s, "\n") {
		if i == 0 && number != "" {
			line = number + " " + line
		}
		p.add(para{block, foldSpace(line)})
	}
}

// add passes a paragraph on, to its cell where it lies in a table.
func (p *rtf) add(x para) {
	if p.para.table {
		p.cell = append(p.cell, x)
		return
	}
	p.endTable()
	p.b.Add(x.block, x.text)
}

func (p *rtf) endCell() {
	p.para.table = true
	p.endParagraph()
	p.cells = append(p.cells, p.cell)
	p.cell = nil
}

func (p *rtf) endRow() {
	if len(p.cells) > 0 {
		p.rows.rows = append(p.rows.rows, p.cells)
		p.cells = nil
	}
}

// endTable writes the table that has ended.
func (p *rtf) endTable() {
	if len(p.cell) > 0 {
		p.cells = append(p.cells, p.cell)
		p.cell = nil
	}
	p.endRow()
	if len(p.rows.rows) == 0 {
		return
	}
	for _, x := range p.rows.paras() {
		p.b.Add(x.block, x.text)
	}
	p.rows = table{}
}

// defineStyle keeps the style that a group of the style sheet has defined.
func (p *rtf) defineStyle() {
	var st style
	name := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(p.style.String()), ";"))
	st.named(name)
	if p.defs.outline > 0 {
		st.outline = p.defs.outline
	}
	p.styles[p.defs.styleID] = st
	p.style.Reset()
	p.defs = rtfPara{}
}
