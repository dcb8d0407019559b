//go:build unix

package worker

import "golang.org/x/sys/unix"

// dropRights forbids core dumps, which could be as large as memory and would
// hold the user's texts.
func dropRights(writable []string) {
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	sandbox(writable)
}
