package actor

// Stats is one consistent snapshot of an actor. After every step
//
//	Admitted = Received + Len + Dropped
//	Received = Handled + Busy
type Stats struct {
	Len     int // admitted and not yet received
	Cap     int // the mailbox's capacity
	Waiting int // senders blocked for a slot
	Busy    int // 1 from a command's receipt to the end of its turn, else 0

	Admitted  uint64 // commands that got a slot
	Received  uint64 // commands taken from their slot
	Handled   uint64 // commands whose turn ended, by a panic too
	Dropped   uint64 // commands discarded unhandled
	Withdrawn uint64 // senders that gave up waiting for a slot
	Rejected  uint64 // commands refused, for any reason
	Replied   uint64 // answers that reached their caller
	Abandoned uint64 // answers whose caller had gone

	Kept int // callers who wait for a reply that was kept
}

// Stats returns a snapshot. It does not block.
func (a *Actor[C, R]) Stats() Stats {
	a.mu.Lock()
	defer a.mu.Unlock()
	s := Stats{
		Len:     int(a.admitted.length),
		Cap:     a.capacity,
		Waiting: a.waitingSenders(),
		Replied: a.replied,
	}
	if a.turn != idle {
		s.Busy = 1
	}
	// Each command is in one place, so those that were received, which nobody
	// counts for that would make each turn slower, are all that are not elsewhere.
	s.Received = a.offered - uint64(s.Len) - uint64(s.Waiting)
	if x := a.extras; x != nil {
		s.Dropped, s.Withdrawn, s.Rejected, s.Abandoned = x.dropped, x.withdrawn, x.rejected, x.abandoned
		s.Kept = len(x.kept)
		s.Received -= x.dropped + x.withdrawn + x.rejected + x.stopIDs
	}
	s.Admitted = s.Received + uint64(s.Len) + s.Dropped
	s.Handled = s.Received - uint64(s.Busy)
	return s
}

// waitingSenders counts the waiters, who after Stop are no senders.
func (a *Actor[C, R]) waitingSenders() int {
	if a.phase != alive || a.extras == nil {
		return 0
	}
	return a.extras.waiters.length
}
