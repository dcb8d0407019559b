//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// resident returns the greatest resident size of an ended process, in bytes.
func resident(st *os.ProcessState) int64 {
	u, ok := st.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return int64(u.Maxrss) // bytes there, kilobytes elsewhere
	}
	return int64(u.Maxrss) << 10
}
