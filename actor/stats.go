package actor

// Stats is one consistent snapshot of an actor. After every step
//
//	Admitted = Received + Len + Dropped
//	Received = Handled + Busy
type Stats struct {
	Len     int // admitted and not yet received
	Cap     int // the mailbox's capacity
	Waiting int // senders blocked for a slot
	Busy    int // 1 while a command is in the actor's hands, else 0

	Admitted  uint64 // commands that got a slot
	Received  uint64 // commands taken from their slot
	Handled   uint64 // commands whose turn ended, by a panic too
	Dropped   uint64 // commands discarded unhandled
	Withdrawn uint64 // senders that gave up waiting for a slot
	Rejected  uint64 // commands refused: full, stopped, or their context had ended
	Replied   uint64 // answers that reached their caller
	Abandoned uint64 // answers whose caller had gone
}

// counts are the counters that can't be derived from others.
type counts struct {
	received, dropped, withdrawn, rejected, replied, abandoned uint64
}

// Stats returns a snapshot. It does not block.
func (a *Actor[C, R]) Stats() Stats {
	a.mu.Lock()
	defer a.mu.Unlock()
	busy := 0
	if a.turn != idle {
		busy = 1
	}
	return Stats{
		Len:       a.admitted.length,
		Cap:       a.capacity,
		Waiting:   a.waitingSenders(),
		Busy:      busy,
		Admitted:  a.counts.received + uint64(a.admitted.length) + a.counts.dropped,
		Received:  a.counts.received,
		Handled:   a.counts.received - uint64(busy),
		Dropped:   a.counts.dropped,
		Withdrawn: a.counts.withdrawn,
		Rejected:  a.counts.rejected,
		Replied:   a.counts.replied,
		Abandoned: a.counts.abandoned,
	}
}

// waitingSenders counts the line, which after Stop holds no senders.
func (a *Actor[C, R]) waitingSenders() int {
	if a.phase != alive {
		return 0
	}
	return a.waiting.length
}
