package worker

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"sync"
)

// Process is a running worker.
type Process interface {
	io.ReadWriteCloser        // answers and requests; Close tells the worker to end
	Resident() (int64, error) // memory that it holds, in bytes; 0 where the platform does not say
	Kill()                    // ends it, and what it started, at once
	Wait() (state string)     // waits for its end and says how it ended ("exit status 2", "signal: killed")
	Cause() string            // the line of its last words that says why it died, if any
	ForgetWords()             // drops what it said so far: a new file begins
}

// Start starts a worker process. Memory is its share, in bytes; 0 for no bound.
type Start func(ctx context.Context, memory int64) (Process, error)

// MemoryVariable names the environment variable that tells a worker its share
// of memory, in bytes.
const MemoryVariable = "SCAN_WORKER_MEMORY"

// Command returns a Start that runs a program, which must call [Serve] on its
// standard streams. The program starts in a process group of its own, so that
// an interrupt at the terminal reaches the parent alone.
func Command(path string, args ...string) Start {
	return func(_ context.Context, memory int64) (Process, error) {
		cmd := exec.Command(path)
		cmd.Args = args
		cmd.Env = append(os.Environ(), "GOMAXPROCS=2", "GOTRACEBACK=single", "GOGC=300")
		if memory > 0 {
			// The collector works harder well before the parent has to kill.
			cmd.Env = append(cmd.Env,
				"GOMEMLIMIT="+strconv.FormatInt(memory*3/4, 10),
				MemoryVariable+"="+strconv.FormatInt(memory, 10))
		}
		in, err := cmd.StdinPipe()
		if err != nil {
			return nil, err
		}
		out, err := cmd.StdoutPipe()
		if err != nil {
			return nil, err
		}
		p := &child{cmd: cmd, in: in, out: out}
		cmd.Stderr = &p.words
		prepare(cmd)
		if err := cmd.Start(); err != nil {
			return nil, fmt.Errorf("start worker: %w", err)
		}
		p.release = confine(cmd.Process, memory)
		return p, nil
	}
}

// child is a worker that is a program of the operating system.
type child struct {
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     io.ReadCloser
	words   tail
	release func()
	waited  sync.Once
	state   string
}

func (p *child) Read(b []byte) (int, error)  { return p.out.Read(b) }
func (p *child) Write(b []byte) (int, error) { return p.in.Write(b) }
func (p *child) Close() error                { return p.in.Close() }
func (p *child) Resident() (int64, error)    { return resident(p.cmd.Process.Pid) }
func (p *child) Kill()                       { kill(p.cmd.Process) }
func (p *child) Cause() string               { return p.words.cause() }
func (p *child) ForgetWords()                { p.words.reset() }

func (p *child) Wait() string {
	p.waited.Do(func() {
		err := p.cmd.Wait()
		p.release()
		p.state = "exit status 0"
		if err != nil {
			p.state = err.Error()
		}
	})
	return p.state
}
