package stage

// A queue is first in, first out, in one slice whose used-up front is reclaimed
// when it has become the larger part.
type queue[T any] struct {
	items []T
	first int
}

func (q *queue[T]) length() int { return len(q.items) - q.first }

//go:noinline
func (q *queue[T]) push(item T) { q.items = append(q.items, item) }

// at returns the i-th from the front.
func (q *queue[T]) at(i int) *T { return &q.items[q.first+i] }

// pop takes the front. There is one.
func (q *queue[T]) pop() T {
	item := q.items[q.first]
	q.first++
	if q.first == len(q.items) {
		q.items = q.items[:0]
		q.first = 0
	} else if q.first >= 1024 && q.first*2 >= len(q.items) {
		q.items = q.items[:copy(q.items, q.items[q.first:])]
		q.first = 0
	}
	return item
}
