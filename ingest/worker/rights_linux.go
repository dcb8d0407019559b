package worker

import "golang.org/x/sys/unix"

// noNewPrivileges makes sure that nothing the worker starts can gain rights.
func noNewPrivileges() { _ = unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) }
