package object

import (
	"bytes"

	"policyscan/ingest/pdf/syntax"
	"policyscan/ingest/reading"
)

// maxObjects is the largest object number that is believed.
const maxObjects = 8 << 20

// rebuild finds objects by looking for "N G obj" through the whole file. Later
// ones replace earlier ones, as in files that were updated.
func (f *frame) rebuild() error {
	f.entries, f.trailer, f.cache = map[int]entry{}, syntax.Dict{}, nil
	f.scanObjects()
	f.scanTrailers()
	if len(f.entries) == 0 {
		return &reading.Refusal{Code: "damaged", Reason: "the file holds no PDF objects"}
	}
	if err := f.ctx.Err(); err != nil {
		return err
	}
	f.scanStreams()
	if f.catalogue() {
		return nil
	}
	return &reading.Refusal{Code: "damaged", Reason: "the file has no page tree"}
}

func (f *frame) scanObjects() {
	word := []byte("obj")
	for at := 0; ; {
		i := bytes.Index(f.data[at:], word)
		if i < 0 {
			return
		}
		i += at
		at = i + len(word)
		if i >= 3 && string(f.data[i-3:i]) == "end" {
			continue
		}
		if num, gen, from, ok := f.numbersBefore(i); ok {
			f.entries[num] = entry{offset: from, gen: gen}
		}
	}
}

// numbersBefore reads "N G " backwards from i.
func (f *frame) numbersBefore(i int) (num, gen, from int, ok bool) {
	gen, i, ok = f.numberBefore(i)
	if !ok || gen > 65535 {
		return 0, 0, 0, false
	}
	num, i, ok = f.numberBefore(i)
	return num, gen, i, ok && num > 0 && num <= maxObjects
}

func (f *frame) numberBefore(i int) (v, from int, ok bool) {
	end := i
	for i > 0 && syntax.IsSpace(f.data[i-1]) {
		i--
	}
	if i == end {
		return 0, 0, false
	}
	scale := 1
	for end = i; i > 0 && f.data[i-1] >= '0' && f.data[i-1] <= '9' && end-i < 10; i-- {
		v += int(f.data[i-1]-'0') * scale
		scale *= 10
	}
	return v, i, i < end
}

// scanTrailers takes Root, Encrypt, ID and Info from whatever trailers are left.
func (f *frame) scanTrailers() {
	for at := 0; ; {
		i := bytes.Index(f.data[at:], []byte("trailer"))
		if i < 0 {
			return
		}
		at += i + len("trailer")
		l := syntax.Lexer{Data: f.data, Pos: at}
		if d, ok := l.ParseObject().(syntax.Dict); ok {
			f.adopt(d)
		}
	}
}

func (f *frame) adopt(d syntax.Dict) {
	for _, k := range []syntax.Symbol{"Root", "Encrypt", "ID", "Info"} {
		if v := d[k]; v != nil {
			f.trailer[k] = v
		}
	}
}

// scanStreams looks into cross-reference streams for the trailer and into
// object streams for objects.
func (f *frame) scanStreams() {
	var packs []int
	for num, e := range f.entries {
		l := syntax.Lexer{Data: f.data, Pos: e.offset}
		head := f.data[e.offset:min(e.offset+512, len(f.data))]
		if !bytes.Contains(head, []byte("XRef")) && !bytes.Contains(head, []byte("ObjStm")) {
			continue
		}
		_, obj, _ := l.ParseIndirect()
		s, ok := obj.(syntax.Stream)
		if !ok {
			continue
		}
		switch s.Dict["Type"] {
		case syntax.Symbol("XRef"):
			f.adopt(s.Dict)
		case syntax.Symbol("ObjStm"):
			packs = append(packs, num)
		}
	}
	f.packs = packs
}

// catalogue makes sure that the trailer leads to a catalogue with pages,
// looking for one, or making one, where it does not.
func (f *frame) catalogue() bool {
	if f.trailer["Encrypt"] == nil {
		f.adoptPacked()
	}
	if root, ok := f.resolve(f.trailer["Root"]).(syntax.Dict); ok {
		if _, ok := f.resolve(root["Pages"]).(syntax.Dict); ok || f.trailer["Encrypt"] != nil {
			return true
		}
	}
	best, pages, kids := 0, 0, syntax.Array{}
	for _, num := range f.numbers() {
		d, ok := f.object(num).(syntax.Dict)
		if !ok {
			continue
		}
		switch d["Type"] {
		case syntax.Symbol("Catalog"):
			best = num
		case syntax.Symbol("Pages"):
			if _, child := d["Parent"]; !child && d["Kids"] != nil {
				pages = num
			}
		case syntax.Symbol("Page"):
			kids = append(kids, syntax.Ref{Num: num, Gen: f.entries[num].gen})
		}
	}
	if best > 0 {
		root := f.object(best).(syntax.Dict)
		if _, ok := f.resolve(root["Pages"]).(syntax.Dict); ok {
			f.trailer["Root"] = syntax.Ref{Num: best, Gen: f.entries[best].gen}
			return true
		}
	}
	switch {
	case pages > 0:
		f.trailer["Root"] = syntax.Dict{"Type": syntax.Symbol("Catalog"), "Pages": syntax.Ref{Num: pages, Gen: f.entries[pages].gen}}
	case len(kids) > 0:
		f.trailer["Root"] = syntax.Dict{"Type": syntax.Symbol("Catalog"),
			"Pages": syntax.Dict{"Type": syntax.Symbol("Pages"), "Kids": kids, "Count": int64(len(kids))}}
	default:
		return false
	}
	return true
}

// adoptPacked adds the objects of object streams that are not in the file
// itself.
func (f *frame) adoptPacked() {
	for _, pack := range f.packs {
		for _, num := range f.unpack(pack).order {
			f.add(num, entry{stream: pack})
		}
	}
}
