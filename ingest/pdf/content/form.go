package content

import (
	"fmt"

	"policyscan/ingest/pdf/object"
)

// form is a form XObject, as it is kept for the next time it is drawn.
type form struct {
	data      []byte
	matrix    matrix
	resources object.Value
	inside    *xobjects // of its resources
}

// xobjects are the XObjects that resources name, looked up once.
type xobjects struct {
	read bool
	dict object.Value
	refs map[string]int
	kind map[string]string // Subtype
}

// do draws an XObject.
func (p *program) do() error {
	name := p.lastName()
	x := p.xobjects
	if !x.read {
		x.read = true
		x.dict = p.res.Key("XObject")
		x.refs = x.dict.Refs()
		x.kind = map[string]string{}
	}
	kind, known := x.kind[name]
	if !known {
		kind = x.dict.Key(name).Key("Subtype").Name()
		x.kind[name] = kind
	}
	switch kind {
	case "Image":
		p.image(p.s.ctm)
	case "Form":
		return p.draw(func() object.Value { return x.dict.Key(name) }, x.refs[name], p.s)
	}
	return nil
}

// maxKeptForms bounds the decoded forms that are kept for the next time, bytes.
const maxKeptForms = 8 << 20

// draw draws a form. ref is the number of its object, 0 where it has none.
func (r *run) draw(value func() object.Value, ref int, s state) error {
	for _, above := range r.chain {
		if ref != 0 && above == ref {
			return nil // a form that draws itself
		}
	}
	if err := r.ctx.Err(); err != nil {
		return err
	}
	if r.drawn++; r.drawn > maxDrawn {
		return errTooMuch
	}
	f := r.in.forms[ref]
	if f == nil || ref == 0 {
		var err error
		if f, err = r.load(value()); err != nil {
			return err
		}
		if size := len(f.data) + 512; ref != 0 && r.in.kept+size < maxKeptForms {
			r.in.forms[ref] = f
			r.in.kept += size
		}
	}
	s.ctm = f.matrix.then(s.ctm)
	resources, inside := f.resources, f.inside
	if !resources.IsDict() { // as in old files: those of the page
		resources, inside = r.page.resources, &xobjects{}
	}
	r.chain = append(r.chain, ref)
	err := r.stream(f.data, resources, inside, s)
	r.chain = r.chain[:len(r.chain)-1]
	return err
}

func (r *run) load(x object.Value) (*form, error) {
	data, err := x.Stream(maxContent)
	if err != nil && len(data) == 0 {
		return nil, fmt.Errorf("form: %w", err)
	}
	if r.decoded += len(data); r.decoded > maxDecoded {
		return nil, errTooMuch
	}
	return &form{data: data, matrix: matrixOf(x.Key("Matrix")), resources: x.Key("Resources"), inside: &xobjects{}}, nil
}
