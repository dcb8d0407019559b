package worker

import (
	"github.com/landlock-lsm/go-landlock/landlock"
	"golang.org/x/sys/unix"
)

// sandbox makes sure that nothing the worker starts can gain rights, and gives
// up what Landlock can take, as far as the kernel knows it: a reader that a
// hostile file has taken over can read files and use the directories that are
// writable, and can reach nobody.
func sandbox(writable []string) {
	_ = unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
	_ = landlock.V6.BestEffort().Restrict(
		landlock.RODirs("/"),
		landlock.RWDirs(writable...).IgnoreIfMissing(),
		landlock.RWFiles("/dev/null", "/dev/tty").IgnoreIfMissing(),
	)
}
