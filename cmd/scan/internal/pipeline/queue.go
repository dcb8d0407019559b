package pipeline

import (
	"context"
	"iter"

	"golang.org/x/sync/semaphore"

	"policyscan/index"
)

// queueBytes bounds the text that waits to be indexed. There is one who indexes
// and there are many who read: where a long document is being indexed, they
// should go on and not wait behind it.
const queueBytes = 64 << 20

// mostQueued bounds the documents that wait, however short.
const mostQueued = 1000

// queue holds documents on their way to the index.
type queue struct {
	docs chan index.Document
	room *semaphore.Weighted
}

func newQueue() *queue {
	return &queue{docs: make(chan index.Document, mostQueued), room: semaphore.NewWeighted(queueBytes)}
}

// put waits for room and adds a document.
func (q *queue) put(ctx context.Context, doc index.Document) error {
	if err := q.room.Acquire(ctx, weight(doc)); err != nil {
		return err
	}
	select {
	case q.docs <- doc:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// close says that nothing more comes.
func (q *queue) close() { close(q.docs) }

// arriving yields what comes until the queue is closed or ctx ends.
func (q *queue) arriving(ctx context.Context) iter.Seq2[index.Document, error] {
	return func(yield func(index.Document, error) bool) {
		for {
			select {
			case doc, ok := <-q.docs:
				if !ok || !yield(doc, nil) {
					return
				}
				q.room.Release(weight(doc))
			case <-ctx.Done():
				yield(index.Document{}, ctx.Err())
				return
			}
		}
	}
}

// weight is the room that a document takes: its text, and something for each
// passage. One that is larger than the queue has it to itself.
func weight(doc index.Document) int64 {
	n := int64(0)
	for i := range doc.Passages {
		n += int64(len(doc.Passages[i].Text)) + 300
	}
	return min(n, queueBytes)
}
