package actor

// A line is a FIFO list of calls, linked through them, that anyone may leave
// from the middle.
type line[C, R any] struct {
	first, last *call[C, R]
	length      int
}

func (w *line[C, R]) push(c *call[C, R]) {
	c.queued = true
	c.prev, c.next = w.last, nil
	if w.last == nil {
		w.first = c
	} else {
		w.last.next = c
	}
	w.last = c
	w.length++
}

func (w *line[C, R]) remove(c *call[C, R]) {
	if c.prev == nil {
		w.first = c.next
	} else {
		c.prev.next = c.next
	}
	if c.next == nil {
		w.last = c.prev
	} else {
		c.next.prev = c.prev
	}
	c.queued, c.prev, c.next = false, nil, nil
	w.length--
}

// pop takes the first, or returns nil.
func (w *line[C, R]) pop() *call[C, R] {
	c := w.first
	if c != nil {
		w.remove(c)
	}
	return c
}
