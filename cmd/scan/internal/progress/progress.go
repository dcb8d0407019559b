// Package progress tells a user how far the program is: a bar with rate and
// time left on a terminal, a plain line now and then elsewhere. Begin with
// [New].
package progress

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// Progress is told what is being done. Its methods may be called by several
// goroutines.
type Progress interface {
	// Stage begins a stage of so many steps; 0 where nobody knows.
	Stage(name string, steps int)
	// Step says that one step is done.
	Step()
	// Line prints a line of its own.
	Line(text string)
	// End ends the last stage.
	End()
}

// New returns a progress that suits where w leads.
func New(w io.Writer, quiet bool) Progress {
	switch f, ok := w.(*os.File); {
	case quiet:
		return silent{w}
	case ok && isTerminal(f):
		return &bar{w: w}
	default:
		return &lines{w: w, now: time.Now}
	}
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// silent prints lines only.
type silent struct{ w io.Writer }

func (silent) Stage(string, int)  {}
func (silent) Step()              {}
func (silent) End()               {}
func (s silent) Line(text string) { fmt.Fprintln(s.w, text) }

// bar draws on a terminal.
type bar struct {
	mu  sync.Mutex
	w   io.Writer
	bar *progressbar.ProgressBar
}

func (b *bar) Stage(name string, steps int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.clear()
	if steps == 0 {
		steps = -1
	}
	b.bar = progressbar.NewOptions(steps,
		progressbar.OptionSetWriter(b.w), progressbar.OptionSetDescription(fmt.Sprintf("%-9s", name)),
		progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("files"),
		progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionFullWidth(), progressbar.OptionClearOnFinish())
}

func (b *bar) Step() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bar != nil {
		_ = b.bar.Add(1)
	}
}

func (b *bar) Line(text string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bar != nil {
		_ = b.bar.Clear()
	}
	fmt.Fprintln(b.w, text)
}

func (b *bar) End() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.clear()
}

func (b *bar) clear() {
	if b.bar != nil {
		_ = b.bar.Clear()
		b.bar = nil
	}
}

// lines prints a line when a stage begins to take long, and then every few
// seconds: what ends at once says nothing.
type lines struct {
	mu          sync.Mutex
	w           io.Writer
	now         func() time.Time
	name        string
	steps, done int
	began, said time.Time
}

// sayEvery is the time between two lines.
const sayEvery = 5 * time.Second

func (l *lines) Stage(name string, steps int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.name, l.steps, l.done = name, steps, 0
	l.began = l.now()
	l.said = l.began
}

func (l *lines) Step() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.done++
	now := l.now()
	if now.Sub(l.said) < sayEvery {
		return
	}
	l.said = now
	rate := float64(l.done) / now.Sub(l.began).Seconds()
	text := fmt.Sprintf("%s: %d files, %.0f a second", l.name, l.done, rate)
	if l.steps > l.done && rate > 0 {
		left := time.Duration(float64(l.steps-l.done) / rate * float64(time.Second))
		text = fmt.Sprintf("%s: %d of %d files, %.0f a second, %s left", l.name, l.done, l.steps, rate, left.Round(time.Second))
	}
	fmt.Fprintln(l.w, text)
}

func (l *lines) Line(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	fmt.Fprintln(l.w, text)
}

func (l *lines) End() {}
