//go:build linux

package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// usage is what a command took, with all processes that it started and waited
// for.
type usage struct {
	cpu, wall time.Duration
	peak      int64 // greatest sum of resident memory of all its processes at once, in bytes
	out       string
	err       error
}

// measure runs a command in a directory and watches it.
func (b *bench) measure(dir, name string, args ...string) usage {
	cmd := exec.CommandContext(b.ctx, name, args...)
	cmd.Dir = dir
	var out, talk bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &talk
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return usage{err: err}
	}
	done, peak := make(chan bool), make(chan int64)
	go func() { peak <- watch(cmd.Process.Pid, done) }()
	err := cmd.Wait()
	u := usage{wall: time.Since(began), cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), out: out.String()}
	close(done)
	u.peak = <-peak
	if err != nil && cmd.ProcessState.ExitCode() != 3 { // 3: some files could not be read, which is no fault here
		u.err = fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, bytes.TrimSpace(talk.Bytes()))
	}
	return u
}

// median measures several times and returns the measurement in the middle by
// CPU time; before runs before each.
func (b *bench) median(before func() error, dir, name string, args ...string) usage {
	var all []usage
	for range max(b.times, 1) {
		if err := before(); err != nil {
			return usage{err: err}
		}
		u := b.measure(dir, name, args...)
		if u.err != nil {
			return u
		}
		all = append(all, u)
	}
	slices.SortFunc(all, func(a, c usage) int { return cmp.Compare(a.cpu, c.cpu) })
	return all[len(all)/2]
}

func nothing() error { return nil }

// watch adds up the resident memory of a process and its descendants, fifty
// times a second, and returns the greatest sum.
func watch(pid int, done <-chan bool) (most int64) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return most
		case <-tick.C:
			most = max(most, resident(pid))
		}
	}
}

// resident is the resident memory of a process and its descendants, in bytes.
func resident(pid int) int64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	fields := strings.Fields(string(raw))
	if err != nil || len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.ParseInt(fields[1], 10, 64)
	sum := pages * int64(os.Getpagesize())
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	for _, task := range tasks {
		children, _ := os.ReadFile(task)
		for _, child := range strings.Fields(string(children)) {
			if n, err := strconv.Atoi(child); err == nil {
				sum += resident(n)
			}
		}
	}
	return sum
}

// sizeOf is what a file or directory takes, in bytes; 0 where it is not there.
func sizeOf(path string) (n int64) {
	_ = filepath.WalkDir(path, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			n += info.Size()
		}
		return err
	})
	return n
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f", d.Seconds()) }

func millis(d time.Duration) string { return fmt.Sprintf("%.0f", float64(d.Microseconds())/1000) }

func megabytes(n int64) string { return fmt.Sprintf("%.1f", float64(n)/1e6) }
