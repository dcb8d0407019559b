package worker

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
)

// Codes of the refusals that the parent gives where a worker could not.
const (
	CodeDeadline = "deadline" // the file took longer than its time
	CodeMemory   = "memory"   // the worker took more than its share of memory
	CodeCrash    = "crash"    // the worker died, or its reader panicked
)

// tail keeps the beginning and drops the rest of what a dying process prints:
// Go writes the reason first and the stacks after it.
type tail struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// maxTail is how much of a worker's stderr is kept, in bytes.
const maxTail = 16 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if room := maxTail - t.buf.Len(); room > 0 {
		t.buf.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// reset forgets what was printed for earlier files.
func (t *tail) reset() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf.Reset()
}

// cause returns the line that says why a Go program died, without addresses and
// goroutine numbers, which differ from run to run; "" where there is none.
func (t *tail) cause() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	for line := range strings.Lines(t.buf.String()) {
		line = strings.TrimSpace(line)
		for _, sign := range []string{"fatal error: ", "panic: ", "runtime: ", "SIG"} {
			if strings.HasPrefix(line, sign) {
				return hexNumber.ReplaceAllString(strings.TrimPrefix(strings.TrimPrefix(line, "fatal error: "), "panic: "), "0x…")
			}
		}
	}
	return ""
}

var hexNumber = regexp.MustCompile(`0x[0-9a-f]+`)

// where names the innermost function of ours, or of a library, below a panic.
func where(stack []byte) string {
	below := false
	for line := range strings.Lines(string(stack)) {
		if strings.HasPrefix(line, "panic(") {
			below = true
			continue
		}
		if !below || strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "runtime.") {
			continue
		}
		if i := strings.LastIndexByte(line, '('); i > 0 {
			return strings.TrimSpace(line[:i])
		}
	}
	return "unknown place"
}
