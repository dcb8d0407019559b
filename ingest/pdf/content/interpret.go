package content

import (
	"context"
	"errors"
	"math"

	"policyscan/ingest/pdf/font"
	"policyscan/ingest/pdf/object"
	"policyscan/ingest/pdf/syntax"
)

// The bounds on one page.
const (
	maxContent   = 128 << 20 // decoded content streams, bytes
	maxOperators = 30_000_000
	maxGlyphs    = 1_500_000
	maxForms     = 16        // nested form XObjects
	maxDrawn     = 50_000    // forms
	maxDecoded   = 512 << 20 // decoded forms, bytes
	maxOperands  = 20_000
	maxStates    = 2000
)

// Interpreter reads the pages of one file. It keeps fonts and forms by the
// number of their object. It must be used by one goroutine at a time.
type Interpreter struct {
	fonts map[int]*font.Font
	forms map[int]*form
	kept  int // bytes of forms
	usual int // glyphs of a page
}

// NewInterpreter returns an Interpreter for one file.
func NewInterpreter() *Interpreter {
	return &Interpreter{fonts: map[int]*font.Font{}, forms: map[int]*form{}}
}

// Shown is what a page shows.
type Shown struct {
	Glyphs   []Glyph // in the order in which they are drawn
	Images   int
	Area     float64 // that images cover, as a part of the page; images may overlap
	Drawings int     // paths that are painted
}

// Show interprets a page. With an error, Shown holds what was read before it.
func (in *Interpreter) Show(ctx context.Context, p Page) (Shown, error) {
	r := &run{in: in, ctx: ctx, page: p}
	r.shown.Glyphs = make([]Glyph, 0, in.usual)
	data, err := pageContent(p.value.Key("Contents"))
	if err2 := r.stream(data, p.resources, &xobjects{}, state{ctm: p.base, scale: 1}); err == nil {
		err = err2
	}
	if err == nil {
		err = r.annotations(p.value.Key("Annots"))
	}
	r.settle()
	in.usual = min(len(r.shown.Glyphs)+64, 8192)
	return r.shown, err
}

// pageContent joins the content streams of a page. Damage is an error only
// where nothing is left.
func pageContent(c object.Value) ([]byte, error) {
	if c.IsStream() {
		data, err := c.Stream(maxContent)
		if len(data) > 0 {
			err = nil
		}
		return data, err
	}
	var all []byte
	var failed error
	for i := range c.Len() {
		data, err := c.Index(i).Stream(maxContent - len(all))
		if err != nil && failed == nil {
			failed = err
		}
		all = append(append(all, data...), '\n')
		if len(all) >= maxContent {
			break
		}
	}
	if len(all) > c.Len() {
		failed = nil
	}
	return all, failed
}

// state is the graphics state as far as text needs it.
type state struct {
	ctm                  matrix
	charSpace, wordSpace float64
	scale, leading, rise float64 // scale is 1 for 100 %
	size                 float64
	font                 *font.Font
	mode                 int
}

// run is the interpretation of one page.
type run struct {
	in      *Interpreter
	ctx     context.Context
	page    Page
	shown   Shown
	depth   int
	ops     int
	decoded int   // bytes of forms
	drawn   int   // forms
	chain   []int // forms that are being drawn
	marked  []mark
	guesses []guess
	hidden  int // marked content that is an artefact of pagination
}

// errTooMuch says that a page is out of proportion.
var errTooMuch = errors.New("the page has more operators than the limit")

// program is the interpretation of one content stream.
type program struct {
	*run
	lex      syntax.Lexer
	args     []syntax.Token
	s        state
	saved    []state
	res      object.Value
	fontRefs map[string]int
	fontDict object.Value
	local    map[string]*font.Font
	*xobjects
	tm, tlm matrix
}

// stream interprets a content stream with resources, from a state.
func (r *run) stream(data []byte, resources object.Value, x *xobjects, s state) error {
	if r.depth >= maxForms {
		return nil
	}
	r.depth++
	defer func() { r.depth-- }()
	marks := len(r.marked)
	p := &program{run: r, lex: syntax.Lexer{Data: data}, s: s, res: resources, local: map[string]*font.Font{}, xobjects: x, tm: unit, tlm: unit}
	err := p.interpret()
	for len(r.marked) > marks {
		r.endMark()
	}
	return err
}

func (p *program) interpret() error {
	for {
		t := p.lex.Next()
		switch t.Kind {
		case syntax.EOF:
			return nil
		case syntax.Word:
			if p.ops++; p.ops > maxOperators || len(p.shown.Glyphs) > maxGlyphs {
				return errTooMuch
			}
			if p.ops%4096 == 0 && p.ctx.Err() != nil {
				return p.ctx.Err()
			}
			if err := p.operator(t.Bytes); err != nil {
				return err
			}
			p.args = p.args[:0]
			p.lex.Forget()
		default:
			if len(p.args) < maxOperands {
				p.args = append(p.args, t)
			}
		}
	}
}

// num returns the i-th operand from the end (1 is the last).
func (p *program) num(i int) float64 {
	if i > len(p.args) {
		return 0
	}
	return p.args[len(p.args)-i].Num
}

func (p *program) matrix() matrix {
	return matrix{p.num(6), p.num(5), p.num(4), p.num(3), p.num(2), p.num(1)}
}

// operator carries out one operator. One and two letters are looked at as a
// number, which is far quicker than strings in a stream of millions.
func (p *program) operator(op []byte) error {
	switch len(op) {
	case 1:
		return p.operator1(op[0])
	case 2:
		return p.operator2(uint16(op[0])<<8 | uint16(op[1]))
	case 3:
		switch string(op) {
		case "BDC":
			p.beginMark()
		case "BMC":
			p.marked = append(p.marked, mark{from: len(p.shown.Glyphs)})
		case "EMC":
			p.endMark()
		}
	}
	return nil
}

func (p *program) operator1(op byte) error {
	switch op {
	case 'q':
		if len(p.saved) < maxStates {
			p.saved = append(p.saved, p.s)
		}
	case 'Q':
		if n := len(p.saved); n > 0 {
			p.s, p.saved = p.saved[n-1], p.saved[:n-1]
		}
	case '\'':
		p.nextLine()
		p.showLast()
	case '"':
		p.s.wordSpace, p.s.charSpace = p.num(3), p.num(2)
		p.nextLine()
		p.showLast()
	case 'f', 'F', 'S', 's', 'B', 'b':
		p.shown.Drawings++
	}
	return nil
}

func op2(s string) uint16 { return uint16(s[0])<<8 | uint16(s[1]) }

// The operators of two characters.
var (
	opcm, opBT, opTc, opTw, opTz = op2("cm"), op2("BT"), op2("Tc"), op2("Tw"), op2("Tz")
	opTL, opTs, opTr, opTf, opTd = op2("TL"), op2("Ts"), op2("Tr"), op2("Tf"), op2("Td")
	opTD, opTm, opTn, opTj, opTJ = op2("TD"), op2("Tm"), op2("T*"), op2("Tj"), op2("TJ")
	opDo, opBI, opgs             = op2("Do"), op2("BI"), op2("gs")
)

func (p *program) operator2(op uint16) error {
	switch op {
	case opTJ:
		p.showArray()
	case opTj:
		p.showLast()
	case opTd:
		p.move(p.num(2), p.num(1))
	case opTm:
		p.tlm = p.matrix()
		p.tm = p.tlm
	case opTf:
		p.setFont()
	case opcm:
		p.s.ctm = p.matrix().then(p.s.ctm)
	case opBT:
		p.tm, p.tlm = unit, unit
	case opTc:
		p.s.charSpace = p.num(1)
	case opTw:
		p.s.wordSpace = p.num(1)
	case opTz:
		p.s.scale = p.num(1) / 100
	case opTL:
		p.s.leading = p.num(1)
	case opTs:
		p.s.rise = p.num(1)
	case opTr:
		p.s.mode = int(p.num(1))
	case opTD:
		p.s.leading = -p.num(1)
		p.move(p.num(2), p.num(1))
	case opTn:
		p.nextLine()
	case opDo:
		return p.do()
	case opBI:
		p.inlineImage()
	case opgs:
		p.graphicsState()
	}
	return nil
}

func (p *program) move(x, y float64) {
	p.tlm = p.tlm.shifted(x, y)
	p.tm = p.tlm
}

func (p *program) nextLine() { p.move(0, -p.s.leading) }

func (p *program) lastName() string {
	if n := len(p.args); n > 0 && p.args[n-1].Kind == syntax.Name {
		return string(p.args[n-1].Bytes)
	}
	return ""
}

func (p *program) setFont() {
	n := len(p.args)
	if n < 2 || p.args[n-2].Kind != syntax.Name {
		return
	}
	p.s.size = p.num(1)
	p.s.font = p.fontNamed(string(p.args[n-2].Bytes))
}

// fontNamed finds a font of the resources, reading each object only once a file.
func (p *program) fontNamed(name string) *font.Font {
	if f := p.local[name]; f != nil {
		return f
	}
	if p.fontRefs == nil {
		p.fontDict = p.res.Key("Font")
		p.fontRefs = p.fontDict.Refs()
	}
	ref := p.fontRefs[name]
	f := p.in.fonts[ref]
	if ref == 0 || f == nil {
		if v := p.fontDict.Key(name); v.IsDict() {
			f = font.Load(v)
		} else {
			f = font.Missing()
		}
		if ref != 0 {
			p.in.fonts[ref] = f
		}
	}
	p.local[name] = f
	return f
}

// graphicsState applies the font of an extended graphics state, if it has one.
func (p *program) graphicsState() {
	name := "gs/" + p.lastName() // no name of a font holds a slash
	if known, ok := p.local[name]; ok && known == nil {
		return
	}
	f := p.res.Key("ExtGState").Key(p.lastName()).Key("Font")
	if f.Len() != 2 || !f.Index(0).IsDict() {
		p.local[name] = nil
		return
	}
	if p.local[name] == nil {
		p.local[name] = font.Load(f.Index(0))
	}
	p.s.font, p.s.size = p.local[name], f.Index(1).Float(p.s.size)
}

func (p *program) inlineImage() {
	for range 200 {
		t := p.lex.Next()
		if t.Kind == syntax.EOF {
			return
		}
		if t.Kind == syntax.Word && string(t.Bytes) == "ID" {
			p.lex.SkipInlineImage()
			p.image(p.s.ctm)
			return
		}
	}
}

// image counts an image that fills the unit square under m.
func (r *run) image(m matrix) {
	r.shown.Images++
	if size := r.page.Width * r.page.Height; size > 0 {
		r.shown.Area += math.Abs(m[0]*m[3]-m[1]*m[2]) / size
	}
}
