package reading

import "context"

type progressKey struct{}

// WithProgress returns a context in which [Progress] calls f.
func WithProgress(ctx context.Context, f func()) context.Context {
	return context.WithValue(ctx, progressKey{}, f)
}

// Progress tells whoever waits for a reader that it is at, or has finished, a
// part which takes seconds by nature, such as the recognition of one page, so
// that a deadline for files need not be one for books of scanned pages. A reader
// calls it from the goroutine that runs Read, and only for work that is itself
// bounded in time and in number.
func Progress(ctx context.Context) {
	if f, ok := ctx.Value(progressKey{}).(func()); ok {
		f()
	}
}
