package main

import (
	"bufio"
	"context"
	"io"
	"strings"
	"testing"
	"time"
)

// TestTagAnswersLineByLine: a program that asks one question at a time is
// answered, without closing its pipe.
func TestTagAnswersLineByLine(t *testing.T) {
	in, questions := io.Pipe()
	answers, out := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- run(context.Background(), environment{Stdin: in, Stdout: out, Stderr: io.Discard, Now: time.Now}, []string{"tag", "--jsonl"})
		_ = out.Close()
	}()
	lines := bufio.NewScanner(answers)
	for _, id := range []string{"a", "b", "c"} {
		if _, err := io.WriteString(questions, `{"id":"`+id+`","lang":"en","text":"The harbour master keeps a book."}`+"\n"); err != nil {
			t.Fatal(err)
		}
		if !lines.Scan() || !strings.Contains(lines.Text(), `"id":"`+id+`"`) {
			t.Fatalf("got %q for %q", lines.Text(), id)
		}
	}
	_ = questions.Close()
	if lines.Scan() {
		t.Errorf("one answer too many: %q", lines.Text())
	}
	if status := <-done; status != exitDone {
		t.Errorf("exit status %d", status)
	}
}

// FuzzTagLines: any input gives an exit status of its own, never a panic.
func FuzzTagLines(f *testing.F) {
	f.Add(`{"id":"a","text":"The consent of a victim of trafficking is irrelevant.","lang":"en"}` + "\n\n{}")
	f.Add(`{"id":1}`)
	f.Add("\x00\xff")
	f.Fuzz(func(t *testing.T, in string) {
		status := run(context.Background(), environment{Stdin: strings.NewReader(in), Stdout: io.Discard, Stderr: io.Discard, Now: time.Now}, []string{"tag", "--jsonl", "-j", "1"})
		if status != exitDone && status != exitFailed {
			t.Errorf("exit status %d", status)
		}
	})
}
