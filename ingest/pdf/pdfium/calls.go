package pdfium

import (
	"context"
	"errors"
	"fmt"
	"strings"

	gopdfium "github.com/klippa-app/go-pdfium"
	"github.com/tetratelabs/wazero/api"
)

// calls is the C interface of PDFium. go-pdfium's own methods allocate and look
// up handles for every character, which makes text with positions three times
// as dear as the same functions called directly.
type calls struct {
	inst   gopdfium.Pdfium
	find   func(name string) api.Function
	memory *memory
	stack  [16]uint64
	err    error // set when PDFium stopped; nothing can be called after that
}

func newCalls(inst gopdfium.Pdfium, mem *memory) (*calls, error) {
	raw, ok := inst.GetImplementation().(interface {
		Fn(name string) api.Function
	})
	if !ok {
		return nil, errors.New("pdfium: this version of go-pdfium hides its functions")
	}
	return &calls{inst: inst, find: raw.Fn, memory: mem}, nil
}

// call calls an exported function. After an error, which means that PDFium
// stopped, it returns 0 for all calls; c.err holds the reason.
func (c *calls) call(name string, args ...uint64) uint64 {
	if c.err != nil {
		return 0
	}
	fn := c.find(name)
	if fn == nil {
		c.err = fmt.Errorf("pdfium: no function %s", name)
		return 0
	}
	return c.invoke(fn, args...)
}

// invoke is call for a function that was looked up before.
func (c *calls) invoke(fn api.Function, args ...uint64) (result uint64) {
	if c.err != nil {
		return 0
	}
	defer func() {
		if p := recover(); p != nil {
			c.err, result = fmt.Errorf("pdfium: stopped: %v", p), 0
		}
	}()
	copy(c.stack[:], args)
	if err := fn.CallWithStack(context.Background(), c.stack[:]); err != nil {
		c.err = stopped(err)
		return 0
	}
	return c.stack[0]
}

// stopped makes one line of a trap, which comes with a stack of wasm functions.
func stopped(err error) error {
	reason, _, _ := strings.Cut(err.Error(), "\n")
	reason = strings.TrimSpace(strings.TrimPrefix(reason, "wasm error:"))
	if reason == "unreachable" {
		reason = "out of memory or failed check"
	}
	return fmt.Errorf("pdfium: stopped: %s", reason)
}

// count returns a result that is a signed 32-bit number; negative means none.
func count(result uint64) int { return max(0, int(int32(uint32(result)))) }

// malloc returns n bytes of PDFium's memory, or 0.
func (c *calls) malloc(n int64) uint32 { return uint32(c.call("malloc", uint64(n))) }

func (c *calls) free(p uint32) {
	if p != 0 {
		c.call("free", uint64(p))
	}
}
