package worker

import (
	"context"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"time"
)

// ExitMemory is the exit status of a worker that found itself over its share
// of memory.
const ExitMemory = 86

// maxStack bounds the stack of a goroutine, in bytes: a parser that recurses
// without end dies of it long before it holds much memory.
const maxStack = 64 << 20

// Limit keeps the calling process within the share of memory that
// [MemoryVariable] names, on every platform: it calls over (which should end
// the process with [ExitMemory]) when the Go runtime holds more. It returns at
// once; its watch ends with ctx.
//
// It also gives up the rights that a worker does not need, as far as the
// platform can: core dumps and new privileges (Unix), and on Linux with Landlock
// the network, signals to others, and writing anywhere but in the directories
// that are named as writable.
//
// Memory that WebAssembly maps outside the Go heap is seen by the parent's poll
// and the Job Object only.
func Limit(ctx context.Context, over func(), writable ...string) {
	dropRights(writable)
	debug.SetMaxStack(maxStack)
	share, err := strconv.ParseInt(os.Getenv(MemoryVariable), 10, 64)
	if err != nil || share <= 0 {
		return
	}
	go watch(ctx, share, over)
}

func watch(ctx context.Context, share int64, over func()) {
	held := []metrics.Sample{
		{Name: "/memory/classes/total:bytes"},
		{Name: "/memory/classes/heap/released:bytes"},
	}
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			metrics.Read(held)
			if held[0].Value.Uint64()-held[1].Value.Uint64() > uint64(share) {
				over()
				return
			}
		}
	}
}
