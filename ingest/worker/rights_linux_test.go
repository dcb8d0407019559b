package worker_test

import (
	"context"
	"net"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"policyscan/ingest/worker"
)

// TestWorkerHasNoRights: where the kernel has Landlock, a worker can write
// nowhere but where it may, and reaches no network.
func TestWorkerHasNoRights(t *testing.T) {
	if !hasLandlock() {
		t.Skip("the kernel has no Landlock that knows the network")
	}
	may, mayNot := t.TempDir(), t.TempDir()
	t.Setenv("WRITABLE", may)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip(err)
	}
	defer listener.Close()
	p := newPool(t, worker.Config{Jobs: 1})
	if _, err := p.Read(context.Background(), worker.Request{Name: "write", Path: []byte(filepath.Join(may, "a"))}); err != nil {
		t.Errorf("write where it may: %v", err)
	}
	for name, path := range map[string]string{"write": filepath.Join(mayNot, "a"), "dial": listener.Addr().String()} {
		_, err := p.Read(context.Background(), worker.Request{Name: name, Path: []byte(path)})
		if err == nil || !strings.Contains(err.Error(), "permission denied") {
			t.Errorf("%s: got %v, want permission denied", name, err)
		}
	}
}

// hasLandlock asks the kernel for its version of Landlock.
func hasLandlock() bool {
	abi, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	return errno == 0 && abi >= 4 // the network from version 4
}
