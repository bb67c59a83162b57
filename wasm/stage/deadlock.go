package stage

// A Deadlock is an end that somebody still waits at: nothing can ever happen.
type Deadlock struct {
	Because string // what keeps the actor
	Waits   []Wait // who waits for what, the first of WaitsOf
	WaitsOf int
}

// A Wait is one client's share of a deadlock.
type Wait struct {
	Client string
	For    string
}

const shownWaits = 8

// deadlock explains why nothing happens, or returns nil if nobody waits. It
// is called only if nothing is planned.
func (r *run) deadlock() *Deadlock {
	waiting := r.states[Waiting] + r.states[Awaiting] + r.states[Draining]
	if waiting == 0 {
		return nil
	}
	d := &Deadlock{WaitsOf: waiting, Because: "The actor has nothing to do that would end the wait."}
	if r.ledger.hand != 0 {
		e := r.ledger.find(r.ledger.hand)
		d.Because = "The actor handles " + what(e.op, e.mode, e.value) + " (#" + itoa(int64(r.ledger.hand)) +
			") and waits in its handler for its own reply, without the handler's context that would have warned it. " +
			"It takes no command before the handler returns, and the handler doesn't return before it takes one."
	}
	for i := range r.clients {
		if len(d.Waits) == shownWaits {
			break
		}
		c := &r.clients[i]
		switch c.state {
		case Waiting:
			d.Waits = append(d.Waits, Wait{c.name, "a slot in the mailbox, which is full"})
		case Awaiting:
			s := c.at(c.step)
			d.Waits = append(d.Waits, Wait{c.name, "the reply to its " + what(s.Op, s.Mode, s.Value) +
				" (#" + itoa(int64(c.command)) + ")" + r.whereabouts(c.command)})
		case Draining:
			d.Waits = append(d.Waits, Wait{c.name, "the actor to be done"})
		}
	}
	return d
}

func (r *run) whereabouts(command uint64) string {
	switch r.ledger.placeOf(command) {
	case inSlot:
		return ", which is in the mailbox"
	case inHand:
		return ", which the actor is handling"
	}
	return ""
}
