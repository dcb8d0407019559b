package progress

import (
	"strings"
	"testing"
	"time"
)

func TestLines(t *testing.T) {
	var out strings.Builder
	clock := time.Unix(0, 0)
	l := &lines{w: &out, now: func() time.Time { return clock }}
	l.Stage("reading", 20)
	for range 12 {
		clock = clock.Add(time.Second)
		l.Step()
	}
	l.Line("a/b.pdf: needs a password")
	l.End()
	want := "reading: 5 of 20 files, 1 a second, 15s left\n" +
		"reading: 10 of 20 files, 1 a second, 10s left\n" +
		"a/b.pdf: needs a password\n"
	if out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestQuietSaysLinesOnly(t *testing.T) {
	var out strings.Builder
	p := New(&out, true)
	p.Stage("reading", 1)
	p.Step()
	p.Line("done")
	p.End()
	if out.String() != "done\n" {
		t.Errorf("got %q", out.String())
	}
}
