// Package worker reads files in processes that can be killed.
//
// A file may make a format library loop for ever, or take all memory, or die in
// ways that recover cannot catch. So the program never reads a file itself: it
// sends the file's name to a worker process, waits for the extraction with a
// deadline, watches the worker's memory, and kills it where it must. A worker
// holds no state between files; one that died is replaced, and the file is
// reported with the reason.
//
// Begin with [Pool] on the side of the parent and [Serve] on that of the
// worker. How a process is started is injected as a [Start]; [Command] starts
// the program itself once more.
package worker

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	"policyscan/ingest/reading"
)

// Handler is what a worker does with requests.
type Handler struct {
	Read func(context.Context, Request) (reading.Extraction, error) // reads one file
	List func(context.Context, Request) ([]Member, error)           // lists one archive; nil where there are none
}

// Serve answers requests from in on out, one after the other, until in ends:
// then it returns nil, at once and even in the middle of a file, for nobody is
// left to hear the answer. The caller should end the process after it.
//
// An error of the handler becomes a refusal; so does a panic.
func Serve(ctx context.Context, in io.Reader, out io.Writer, h Handler) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	requests := make(chan Request)
	ended := make(chan error, 1)
	go func() {
		for {
			q, err := readRequest(in)
			if err != nil {
				ended <- err
				return
			}
			select {
			case requests <- q:
			case <-ctx.Done():
				return
			}
		}
	}()
	answered := make(chan error, 1)
	go func() {
		for {
			select {
			case q := <-requests:
				if err := answer(ctx, q, out, h); err != nil {
					answered <- err
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	select {
	case err := <-ended:
		if errors.Is(err, io.EOF) {
			return nil
		}
		return err
	case err := <-answered:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// progressEvery is the least time between two signs of progress.
const progressEvery = 100 * time.Millisecond

// answer reads one file and sends what came of it.
func answer(ctx context.Context, q Request, out io.Writer, h Handler) error {
	var told time.Time
	ctx = reading.WithProgress(ctx, func() {
		if now := time.Now(); now.Sub(told) > progressEvery {
			told = now
			_ = writeMessage(out, kindProgress, nil) // where the pipe is gone, the answer fails too
		}
	})
	kind, body, err := attempt(ctx, q, h)
	if err == nil {
		return writeMessage(out, kind, body)
	}
	var refusal *reading.Refusal
	if !errors.As(err, &refusal) {
		refusal = &reading.Refusal{Code: "damaged", Reason: err.Error()}
	}
	body, err = json.Marshal(refusal)
	if err != nil {
		return err
	}
	return writeMessage(out, kindRefusal, body)
}

// attempt calls the handler and turns a panic into a refusal: the stack goes no
// further than the worker, for it would differ from run to run.
func attempt(ctx context.Context, q Request, h Handler) (kind byte, body []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &reading.Refusal{Code: CodeCrash, Reason: fmt.Sprintf("the reader failed: %v (%s)", p, where(debug.Stack()))}
		}
	}()
	if !q.List {
		x, err := h.Read(ctx, q)
		if err != nil {
			return 0, nil, err
		}
		body, err = Encode(x)
		return kindExtraction, body, err
	}
	if h.List == nil {
		return 0, nil, &reading.Refusal{Code: "unsupported", Reason: "archives are not read"}
	}
	members, err := h.List(ctx, q)
	if err != nil {
		return 0, nil, err
	}
	body, err = json.Marshal(members)
	return kindListing, body, err
}
