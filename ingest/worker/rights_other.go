//go:build unix && !linux

package worker

func sandbox([]string) {}
