package object

import (
	"fmt"
	"sort"

	"policyscan/ingest/pdf/syntax"
	"policyscan/ingest/reading"
)

// numbers returns the numbers of all objects in use, ascending.
func (f *frame) numbers() []int {
	out := make([]int, 0, len(f.entries))
	for num, e := range f.entries {
		if !e.free && num > 0 && num <= maxObjects {
			out = append(out, num)
		}
	}
	sort.Ints(out)
	return out
}

// write returns the file as the library is to see it: its own bytes, then the
// objects that were packed, encrypted or damaged, then one plain
// cross-reference table. With all, every object is written anew.
func (f *frame) write(all bool) ([]byte, error) {
	copy(f.data, "%PDF-1.7\n") // the library insists on a version that it knows
	w := &writer{frame: f, out: f.data, offsets: map[int]int{}}
	if all {
		w.out = append(make([]byte, 0, len(f.data)+4096), "%PDF-1.7\n"...)
	}
	numbers := f.numbers()
	for i, num := range numbers {
		if i%1024 == 0 && f.ctx.Err() != nil {
			return nil, f.ctx.Err()
		}
		if err := w.object(num, all); err != nil {
			return nil, err
		}
	}
	w.table(numbers)
	return w.out, nil
}

type writer struct {
	*frame
	out     []byte
	offsets map[int]int
}

// maxWritten bounds what unpacking and rewriting may make of a file.
const maxWritten = 2 << 30

func (w *writer) object(num int, all bool) error {
	e := w.entries[num]
	if e.stream == 0 && !all {
		w.offsets[num] = e.offset
		return nil
	}
	if len(w.out) > maxWritten {
		return &reading.Refusal{Code: "bomb", Reason: "the objects of the file are far larger than the file"}
	}
	if e.stream != 0 && !all {
		p := w.unpack(e.stream)
		s, ok := p.spans[num]
		if !ok {
			return nil
		}
		w.offsets[num] = len(w.out)
		w.out = fmt.Appendf(w.out, "%d 0 obj\n", num)
		w.out = append(append(w.out, p.data[s.from:s.to]...), "\nendobj\n"...)
		return nil
	}
	obj := w.frame.object(num)
	if obj == nil {
		return nil
	}
	ref := syntax.Ref{Num: num, Gen: e.gen}
	if w.key != nil && e.stream == 0 && num != w.crypt.num {
		obj = w.crypt.strings(w.key, ref, obj)
	}
	w.offsets[num] = len(w.out)
	w.out = fmt.Appendf(w.out, "%d %d obj\n", num, e.gen)
	if s, ok := obj.(syntax.Stream); ok {
		w.stream(ref, s)
	} else {
		w.out = syntax.Append(w.out, obj)
	}
	w.out = append(w.out, "\nendobj\n"...)
	return nil
}

func (w *writer) stream(ref syntax.Ref, s syntax.Stream) {
	raw := w.raw(s)
	if w.key != nil && !w.crypt.plain(s.Dict) {
		raw = w.crypt.decrypt(w.key, w.crypt.streams, ref, raw)
	}
	d := syntax.Dict{}
	for k, v := range s.Dict {
		d[k] = v
	}
	d["Length"] = int64(len(raw))
	w.out = syntax.Append(w.out, d)
	w.out = append(w.out, "\nstream\n"...)
	w.out = append(append(w.out, raw...), "\nendstream"...)
}

// table writes the cross-reference table, in sections without gaps.
func (w *writer) table(numbers []int) {
	at := len(w.out) + 1
	w.out = append(w.out, "\nxref\n0 1\n0000000000 65535 f \n"...)
	last := 0
	for i := 0; i < len(numbers); {
		j := i
		for j < len(numbers) && numbers[j] == numbers[i]+j-i && w.offsets[numbers[j]] > 0 {
			j++
		}
		if j == i {
			i++
			continue
		}
		w.out = fmt.Appendf(w.out, "%d %d\n", numbers[i], j-i)
		for _, num := range numbers[i:j] {
			gen := w.entries[num].gen
			if w.entries[num].stream != 0 {
				gen = 0
			}
			w.out = fmt.Appendf(w.out, "%010d %05d n \n", w.offsets[num], gen)
		}
		last = numbers[j-1]
		i = j
	}
	trailer := syntax.Dict{"Size": int64(last + 1), "Root": w.trailer["Root"]}
	if info := w.trailer["Info"]; info != nil {
		trailer["Info"] = info
	}
	w.out = append(w.out, "trailer\n"...)
	w.out = syntax.Append(w.out, trailer)
	w.out = append(w.out, "\nstartxref\n"+itoa(at)+"\n%%EOF"...)
}
