package actor

// An entry is a command with the way back to whoever asked.
type entry[C, R any] struct {
	command C
	call    *call[C, R] // of an ask; nil for a command that was only sent
	id      uint64
}

// awaited finds the one who asked, if they still wait: a call that was given
// back has another id.
func (e *entry[C, R]) awaited() *call[C, R] {
	if e.call == nil || e.call.id != e.id || e.call.settled {
		return nil
	}
	return e.call
}

// A queue is first in, first out, in a circular buffer that doubles when it is full.
type queue[T any] struct {
	length count
	first  count
	slots  []T
}

const (
	minSlots = 8
	// maxIdleSlots is how large a buffer an empty queue may keep: a burst must
	// not cost an idle actor its memory for ever.
	maxIdleSlots = 64
)

// push adds e, growing to at most capacity slots. The caller has seen length < capacity.
func (q *queue[T]) push(e T, capacity int) {
	if int(q.length) == len(q.slots) {
		grown := make([]T, min(max(2*len(q.slots), minSlots), capacity))
		n := copy(grown, q.slots[q.first:])
		copy(grown[n:], q.slots[:q.first])
		q.slots, q.first = grown, 0
	}
	i := int(q.first + q.length)
	if i >= len(q.slots) {
		i -= len(q.slots)
	}
	q.slots[i] = e
	q.length++
}

// pop takes the oldest. The caller has seen length > 0.
func (q *queue[T]) pop() T {
	var none T
	e := q.slots[q.first]
	q.slots[q.first] = none
	q.length--
	if q.first++; int(q.first) == len(q.slots) {
		q.first = 0
	}
	if q.length == 0 && len(q.slots) > maxIdleSlots {
		*q = queue[T]{}
	}
	return e
}
