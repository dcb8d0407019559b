//go:build unix

package worker

import (
	"os"
	"os/exec"
	"syscall"
)

// prepare puts the worker into a process group of its own.
func prepare(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// confine does nothing here: the worker bounds itself (see [Limit]) and the
// parent polls its resident size.
func confine(*os.Process, int64) (release func()) { return func() {} }

// kill ends the worker with everything in its group, such as a tesseract.
func kill(p *os.Process) {
	if syscall.Kill(-p.Pid, syscall.SIGKILL) != nil {
		_ = p.Kill()
	}
}
