package worker_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"policyscan/ingest/reading"
	"policyscan/ingest/worker"
)

// TestMain lets the test binary be its own worker.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "be-a-worker" {
		out := os.Stdout
		os.Stdout = os.Stderr
		ctx := context.Background()
		worker.Limit(ctx, func() { os.Exit(worker.ExitMemory) }, os.Getenv("WRITABLE"))
		if err := worker.Serve(ctx, os.Stdin, out, worker.Handler{Read: misbehave}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

var hoard [][]byte

// misbehave does what the name of the file says.
func misbehave(ctx context.Context, q worker.Request) (reading.Extraction, error) {
	switch q.Name {
	case "hang":
		for i := 0; ; i++ {
			_ = i
		}
	case "panic":
		panic("index out of range")
	case "overflow":
		return reading.Extraction{Text: fmt.Sprint(overflow(0))}, nil
	case "eat", "leak":
		for range 40 {
			b := make([]byte, 16<<20)
			for i := range b {
				b[i] = byte(i)
			}
			hoard = append(hoard, b)
			time.Sleep(time.Millisecond)
		}
	case "write":
		return reading.Extraction{}, os.WriteFile(string(q.Path), []byte("x"), 0o666)
	case "dial":
		c, err := net.Dial("tcp", string(q.Path))
		if err == nil {
			_ = c.Close()
		}
		return reading.Extraction{Text: "reached"}, err
	case "exit":
		os.Exit(7)
	case "slow":
		for range 6 {
			time.Sleep(500 * time.Millisecond)
			reading.Progress(ctx)
		}
	case "print":
		fmt.Println("a library that talks on stdout")
	case "locked":
		return reading.Extraction{}, &reading.Refusal{Code: "password", Reason: "needs a password", Hint: "--password"}
	case "broken":
		return reading.Extraction{}, errors.New("page 3: no such object")
	}
	return reading.Extraction{Format: "txt", Text: "text of " + q.Name}, nil
}

func overflow(n int) int {
	if n < 0 {
		return 0
	}
	return overflow(n+1) + 1
}

func newPool(t *testing.T, c worker.Config) *worker.Pool {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c.Start = worker.Command(self, os.Args[0], "be-a-worker")
	p := worker.NewPool(c)
	t.Cleanup(p.Close)
	return p
}

func TestPoolSurvives(t *testing.T) {
	survive(t, worker.Config{Jobs: 1, Memory: 256 << 20, Deadline: 2 * time.Second}, []misfortune{
		{name: "plain", text: "text of plain"},
		{name: "hang", code: worker.CodeDeadline, reason: "longer than 2s"},
		{name: "after a hang", text: "text of after a hang"},
		{name: "slow", text: "text of slow"},
	})
	// A stack that overflows takes seconds on a machine that is busy.
	survive(t, worker.Config{Jobs: 1, Memory: 256 << 20, Deadline: 2 * time.Minute}, []misfortune{
		{name: "panic", code: worker.CodeCrash, reason: "index out of range (policyscan/ingest/worker_test.misbehave)"},
		{name: "overflow", code: worker.CodeCrash, reason: "stack"},
		{name: "exit", code: worker.CodeCrash, reason: "exit status 7"},
		{name: "eat", code: worker.CodeMemory, reason: "256 MB"},
		{name: "print", text: "text of print"},
		{name: "locked", code: "password", reason: "needs a password"},
		{name: "broken", code: "damaged", reason: "page 3: no such object"},
	})
}

// misfortune is what befalls a worker, and what its pool has to say of it.
type misfortune struct{ name, text, code, reason string }

// survive has a pool meet misfortunes one after the other.
func survive(t *testing.T, config worker.Config, all []misfortune) {
	t.Helper()
	p := newPool(t, config)
	for _, c := range all {
		t.Run(c.name, func(t *testing.T) {
			body, err := p.Read(context.Background(), worker.Request{Name: c.name})
			var refusal *reading.Refusal
			if c.code != "" {
				if !errors.As(err, &refusal) || refusal.Code != c.code || !strings.Contains(refusal.Reason, c.reason) {
					t.Fatalf("got %#v, want code %q and a reason with %q", err, c.code, c.reason)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			x, err := worker.Decode(body)
			if err != nil || x.Text != c.text {
				t.Fatalf("got %q, %v; want %q", x.Text, err, c.text)
			}
		})
	}
}

func TestPoolEndsWithItsContext(t *testing.T) {
	p := newPool(t, worker.Config{Jobs: 1, Deadline: time.Minute})
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	began := time.Now()
	_, err := p.Read(ctx, worker.Request{Name: "hang"})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("got %v, want the error of the context", err)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("took %s to stop", took)
	}
}

func TestPoolStartFails(t *testing.T) {
	p := worker.NewPool(worker.Config{Start: worker.Command("/nowhere/scan", "scan")})
	defer p.Close()
	_, err := p.Read(context.Background(), worker.Request{Name: "a"})
	var refusal *reading.Refusal
	if err == nil || errors.As(err, &refusal) {
		t.Fatalf("got %v, want an error that is no refusal", err)
	}
}
