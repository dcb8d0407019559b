//go:build !linux

package worker

// resident is not known here: the Job Object (Windows) and the worker's own
// watch ([Limit]) bound its memory.
func resident(int) (int64, error) { return 0, nil }
