package workspace

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"policyscan/cmd/scan/internal/hint"
)

// Busy says that another process is writing to the workspace.
type Busy struct {
	PID     int    `json:"pid"`
	Host    string `json:"host,omitempty"`
	Purpose string `json:"purpose"` // the command, as "scan run"
}

func (b *Busy) Error() string {
	if b.PID == 0 {
		return "another scan is writing to it"
	}
	return fmt.Sprintf("another scan is writing to it (%s, process %d on %s)", b.Purpose, b.PID, b.Host)
}

// lock is a file that the operating system locks for one process; the lock goes
// when the process does, however it ends. Its content names the holder and is
// emptied by one that ends well.
type lock struct{ file *os.File }

// errLocked is what lockFileNow returns when somebody else holds the lock.
var errLocked = errors.New("locked")

// acquire takes the lock or says who has it. Interrupted says that the last
// holder did not end well.
func acquire(path, purpose string) (l *lock, interrupted bool, err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, false, err
	}
	if err := tryLock(f); err != nil {
		defer f.Close()
		if !errors.Is(err, errLocked) {
			return nil, false, fmt.Errorf("lock: %w", err)
		}
		busy := &Busy{}
		_ = json.NewDecoder(io.LimitReader(f, 4096)).Decode(busy)
		return nil, false, hint.With(busy, "wait for it to end, or name another workspace with -w")
	}
	l = &lock{f}
	old, err := io.ReadAll(io.LimitReader(f, 4096))
	if err != nil {
		return nil, false, errors.Join(err, f.Close())
	}
	host, _ := os.Hostname()
	me, err := json.Marshal(Busy{os.Getpid(), host, purpose})
	if err != nil {
		return nil, false, errors.Join(err, f.Close())
	}
	if err := l.say(me); err != nil {
		return nil, false, errors.Join(err, f.Close())
	}
	return l, len(bytes.TrimSpace(old)) > 0, nil
}

// say replaces the content of the lock file.
func (l *lock) say(b []byte) error {
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	if _, err := l.file.WriteAt(b, 0); err != nil {
		return err
	}
	return l.file.Sync()
}

// release empties the file and lets go.
func (l *lock) release() error { return errors.Join(l.say(nil), l.file.Close()) }
