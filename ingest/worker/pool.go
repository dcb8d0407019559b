package worker

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"time"

	"policyscan/ingest/reading"
)

// Bounds that hold where a [Config] names none.
const (
	DefaultDeadline = 2 * time.Minute
	DefaultMemory   = 2 << 30 // bytes, for all workers together
	leastShare      = 256 << 20
)

// recycleAfter is the number of files after which a worker is replaced, so that
// whatever a library may leak stays small.
const recycleAfter = 500

// pollEvery is how often the memory of a busy worker is looked at.
const pollEvery = 25 * time.Millisecond

// Config says how a [Pool] runs its workers.
type Config struct {
	Start    Start
	Jobs     int           // workers side by side; 0: one per processor
	Memory   int64         // bytes for all workers together; 0: DefaultMemory
	Deadline time.Duration // for one file, or for one page of it that is recognised; 0: DefaultDeadline
}

// Pool reads files in workers, each started when it is first needed.
// It may be used by several goroutines at once.
type Pool struct {
	config Config
	share  int64
	slots  chan *slot
}

// slot is the place of one worker; process is nil where none runs.
type slot struct {
	process Process
	served  int
}

// NewPool returns a pool without any process yet. Close it after use.
func NewPool(c Config) *Pool {
	if c.Jobs <= 0 {
		c.Jobs = runtime.GOMAXPROCS(0)
	}
	if c.Memory <= 0 {
		c.Memory = DefaultMemory
	}
	if c.Deadline <= 0 {
		c.Deadline = DefaultDeadline
	}
	p := &Pool{config: c, share: max(c.Memory/int64(c.Jobs), leastShare), slots: make(chan *slot, c.Jobs)}
	for range c.Jobs {
		p.slots <- &slot{}
	}
	return p
}

// Jobs is the number of workers that may run side by side.
func (p *Pool) Jobs() int { return p.config.Jobs }

// Read has a worker read one file and returns the extraction as [Encode] made
// it. Where the file cannot be read the error is a [reading.Refusal]; any other
// error says that the pool cannot work, or that ctx ended.
func (p *Pool) Read(ctx context.Context, q Request) ([]byte, error) {
	q.List = false
	kind, body, err := p.exchange(ctx, q)
	if err == nil && kind != kindExtraction {
		err = wrongAnswer()
	}
	return body, err
}

// List has a worker list an archive. Errors are those of [Pool.Read].
func (p *Pool) List(ctx context.Context, q Request) ([]Member, error) {
	q.List = true
	kind, body, err := p.exchange(ctx, q)
	if err != nil {
		return nil, err
	}
	var members []Member
	if kind != kindListing || json.Unmarshal(body, &members) != nil {
		return nil, wrongAnswer()
	}
	return members, nil
}

func wrongAnswer() error {
	return &reading.Refusal{Code: CodeCrash, Reason: "the reader's answer cannot be used"}
}

// exchange sends a request to a free worker and returns its answer.
//
// A worker that dies of memory or of a crash may suffer from what it read
// before, so the file is given one more chance in a fresh process: whether a
// file can be read must not depend on its neighbours.
func (p *Pool) exchange(ctx context.Context, q Request) (kind byte, body []byte, err error) {
	var s *slot
	select {
	case s = <-p.slots:
	case <-ctx.Done():
		return 0, nil, ctx.Err()
	}
	defer func() { p.slots <- s }()
	for {
		if err := ctx.Err(); err != nil {
			return 0, nil, err
		}
		if s.process == nil {
			process, err := p.config.Start(ctx, p.share)
			if err != nil {
				return 0, nil, err
			}
			s.process, s.served = process, 0
		}
		used := s.served > 0
		got := p.ask(ctx, s, q)
		var refusal *reading.Refusal
		if used && errors.As(got.err, &refusal) && s.process == nil && refusal.Code != CodeDeadline {
			continue
		}
		return got.kind, got.body, got.err
	}
}

// Close ends all workers. No Read may be under way.
func (p *Pool) Close() {
	for range p.config.Jobs {
		if s := <-p.slots; s.process != nil {
			s.retire()
		}
	}
}

// reply is what came back over the pipe.
type reply struct {
	kind byte
	body []byte
	err  error
}

// ask sends one request and guards the worker until its answer is there. Where
// the worker died or was killed, the slot is empty afterwards.
func (p *Pool) ask(ctx context.Context, s *slot, q Request) reply {
	process := s.process
	s.served++
	process.ForgetWords()
	replies, progress := make(chan reply, 1), make(chan struct{}, 1)
	go func() { replies <- converse(process, q, progress) }()
	got, killed := p.guard(ctx, process, replies, progress)
	var refusal *reading.Refusal
	if killed == nil && (got.err == nil || errors.As(got.err, &refusal)) {
		p.keep(s)
		return got
	}
	process.Kill()
	if killed != nil {
		<-replies
	}
	state := process.Wait()
	_ = process.Close()
	s.process = nil
	switch err := ctx.Err(); {
	case err != nil:
		return reply{err: err}
	case killed != nil:
		return reply{err: killed}
	}
	return reply{err: p.autopsy(process, state, got.err)}
}

// converse sends a request and waits for the answer, passing words of progress
// on.
func converse(process Process, q Request, progress chan<- struct{}) reply {
	if err := writeRequest(process, q); err != nil {
		return reply{err: err}
	}
	for {
		kind, body, err := readResponse(process)
		if kind != kindProgress || err != nil {
			return reply{kind, body, err}
		}
		select {
		case progress <- struct{}{}:
		default:
		}
	}
}

// mostTime bounds a file that makes progress, as a multiple of its deadline: a
// book of scanned pages takes long, but nothing takes for ever.
const mostTime = 60

// guard waits for the reply; the deadline begins anew with every sign of
// progress. It returns a refusal where the worker must be killed, which it
// leaves to the caller.
func (p *Pool) guard(ctx context.Context, process Process, replies <-chan reply, progress <-chan struct{}) (reply, *reading.Refusal) {
	began := time.Now()
	deadline := time.NewTimer(p.config.Deadline)
	defer deadline.Stop()
	poll := time.NewTicker(pollEvery)
	defer poll.Stop()
	for {
		select {
		case got := <-replies:
			return got, nil
		case <-ctx.Done():
			return reply{}, &reading.Refusal{Code: CodeDeadline, Reason: ctx.Err().Error()}
		case <-progress:
			if time.Since(began) < mostTime*p.config.Deadline {
				deadline.Reset(p.config.Deadline)
			}
		case <-deadline.C:
			return reply{}, &reading.Refusal{
				Code:   CodeDeadline,
				Reason: fmt.Sprintf("reading took longer than %s and was stopped", p.config.Deadline),
				Hint:   "give it more time with --deadline",
			}
		case <-poll.C:
			if held, err := process.Resident(); err == nil && held > p.share {
				process.Kill()
				return reply{}, p.tooMuchMemory()
			}
		}
	}
}

func (p *Pool) tooMuchMemory() *reading.Refusal {
	return &reading.Refusal{
		Code:   CodeMemory,
		Reason: fmt.Sprintf("reading took more than %d MB of memory and was stopped", p.share>>20),
		Hint:   "give it more with --memory, or fewer workers with --jobs",
	}
}

// autopsy says why a worker died.
func (p *Pool) autopsy(process Process, state string, err error) *reading.Refusal {
	if state == fmt.Sprintf("exit status %d", ExitMemory) {
		return p.tooMuchMemory()
	}
	cause := process.Cause()
	switch {
	case cause == "runtime: out of memory" || cause == "out of memory":
		return p.tooMuchMemory()
	case cause == "" && (errors.Is(err, errTooLong)):
		cause = err.Error()
	case cause == "":
		cause = state
	}
	return &reading.Refusal{Code: CodeCrash, Reason: "the reader died: " + cause}
}

// keep decides whether a worker may serve again.
func (p *Pool) keep(s *slot) {
	held, err := s.process.Resident()
	if err != nil || held > p.share/2 || s.served >= recycleAfter {
		s.retire()
	}
}

// retire lets an idle worker end: its input closes. One that does not follow is
// killed.
func (s *slot) retire() {
	_ = s.process.Close()
	timer := time.AfterFunc(2*time.Second, s.process.Kill)
	s.process.Wait()
	timer.Stop()
	s.process = nil
}
