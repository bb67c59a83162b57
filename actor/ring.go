package actor

// A letter is a command with the way back to whoever awaits it.
type letter[C, R any] struct {
	command C
	call    *call[C, R] // of an ask; nil for a command that was only sent
	id      uint64
}

// asked reports whether somebody asked, and awaited finds them if they still
// wait: a call that was given back has another id.
func (l *letter[C, R]) asked() bool { return l.call != nil }

func (l *letter[C, R]) awaited() *call[C, R] {
	if l.call == nil || l.call.id != l.id || l.call.settled {
		return nil
	}
	return l.call
}

// A ring is a FIFO queue in a circular buffer that doubles when it is full.
type ring[C, R any] struct {
	slots  []letter[C, R]
	first  int
	length int
}

const (
	leastSlots = 8
	// keptSlots is how large a buffer an empty ring may keep: a burst must not
	// cost an idle actor its memory for ever.
	keptSlots = 64
)

// push adds l, growing to at most limit slots. The caller has seen length < limit.
func (r *ring[C, R]) push(l letter[C, R], limit int) {
	if r.length == len(r.slots) {
		grown := make([]letter[C, R], min(max(2*len(r.slots), leastSlots), limit))
		n := copy(grown, r.slots[r.first:])
		copy(grown[n:], r.slots[:r.first])
		r.slots, r.first = grown, 0
	}
	i := r.first + r.length
	if i >= len(r.slots) {
		i -= len(r.slots)
	}
	r.slots[i] = l
	r.length++
}

// pop takes the oldest. The caller has seen length > 0.
func (r *ring[C, R]) pop() letter[C, R] {
	l := r.slots[r.first]
	r.slots[r.first] = letter[C, R]{}
	r.length--
	if r.first++; r.first == len(r.slots) {
		r.first = 0
	}
	if r.length == 0 && len(r.slots) > keptSlots {
		*r = ring[C, R]{}
	}
	return l
}
