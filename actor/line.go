package actor

// A line is a FIFO list of calls, linked through them, that anyone may leave
// from the middle.
type line[C, R any] struct {
	first, last *call[C, R]
	length      int
}

func (l *line[C, R]) push(c *call[C, R]) {
	c.queued = true
	c.prev, c.next = l.last, nil
	if l.last == nil {
		l.first = c
	} else {
		l.last.next = c
	}
	l.last = c
	l.length++
}

func (l *line[C, R]) remove(c *call[C, R]) {
	if c.prev == nil {
		l.first = c.next
	} else {
		c.prev.next = c.next
	}
	if c.next == nil {
		l.last = c.prev
	} else {
		c.next.prev = c.prev
	}
	c.queued, c.prev, c.next = false, nil, nil
	l.length--
}

// pop takes the first, or returns nil.
func (l *line[C, R]) pop() *call[C, R] {
	c := l.first
	if c != nil {
		l.remove(c)
	}
	return c
}
