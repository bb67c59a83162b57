package stage

import "strings"

// A Deadlock is an end at which a caller still waits: nothing can ever happen.
type Deadlock struct {
	Because string // what keeps the actor
	Waits   []Wait // who waits for what, the first of WaitsOf
	WaitsOf int
	Ring    []int32 // declared actors each of which waits for the next, and the last for the first, if there is such a ring
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
	d := &Deadlock{WaitsOf: r.states[Waiting] + r.states[Awaiting] + r.states[Draining]}
	wait := func(who, what string) {
		if len(d.Waits) < shownWaits {
			d.Waits = append(d.Waits, Wait{who, what})
		}
	}
	for k := range r.members {
		if m := &r.members[k]; m.out.command != 0 && m.name != "" {
			d.WaitsOf++
			wait(m.name, r.waitFor(m.out.command, m.out.to, m.out.act != ActAsk))
		}
	}
	if d.WaitsOf == 0 {
		return nil
	}
	r.because(d)
	for i := range r.clients {
		if len(d.Waits) == shownWaits {
			break
		}
		c := &r.clients[i]
		switch c.state {
		case Waiting, Awaiting:
			wait(c.name, r.waitFor(c.command, c.actor, c.state == Waiting))
		case Draining:
			wait(c.name, r.actorName(c.actor)+" to be done")
		}
	}
	return d
}

// because says what keeps the actors.
func (r *run) because(d *Deadlock) {
	d.Because = "The actor has nothing to do that would end the wait."
	if r.script.Actors != nil {
		d.Because = "The actors have nothing to do that would end the wait."
		for k := range r.members {
			if _, lost := r.items(&r.members[k].kept, inKeep, 0); lost > 0 {
				d.Because += " A reply that " + r.members[k].name + " kept may be lost with the command that had it. In a program Go's garbage " +
					"collector finds that at some time, and the caller gets an error; here nobody looks."
				break
			}
		}
	}
	for k := range r.members {
		// Each waits for one at most: the way that leads back is a ring.
		ring := []int32{}
		to := int32(k)
		for r.members[to].out.command != 0 && len(ring) < len(r.members) {
			ring = append(ring, to)
			if to = r.members[to].out.to; to == int32(k) {
				r.becauseOf(d, ring)
				return
			}
		}
	}
}

func (r *run) becauseOf(d *Deadlock, ring []int32) {
	first := r.actorName(ring[0])
	if len(ring) == 1 {
		if first == "the actor" {
			first = "The actor"
		}
		m := &r.members[ring[0]]
		e := r.ledger.find(m.hand)
		d.Because = first + " handles " + what(e.op, e.mode, e.value) + " (#" + itoa(int64(m.hand)) +
			") and waits in its handler for its own reply, without the handler's context that would have warned it. " +
			"It takes no command before the handler returns, and the handler doesn't return before it takes one."
	} else {
		d.Because = first + " waits"
		for _, k := range append(ring[1:], ring[0]) {
			d.Because += " for " + r.members[k].name + ", which waits"
		}
		d.Because = strings.TrimSuffix(d.Because, ", which waits") + ". None takes a command before its handler returns, and no handler " +
			"returns before the next one's. One of them calls without its handler's context, which would have warned it."
	}
	d.Ring = ring
}

// waitFor is what the sender of a command to actor k waits for.
func (r *run) waitFor(command uint64, k int32, slot bool) string {
	if slot {
		return "a slot in " + r.mailboxName(k) + ", which is full"
	}
	e := r.ledger.find(command)
	text := "the reply to its " + what(e.op, e.mode, e.value) + " (#" + itoa(int64(command)) + ")"
	switch e.place {
	case inLine, inSlot:
		text += ", which is in " + r.mailboxName(k)
	case inHand:
		text += ", which " + r.actorName(k) + " is handling"
	case inKeep:
		text += ", which " + r.actorName(k) + " has kept"
	}
	return text
}

// actorName is how sentences call actor k.
func (r *run) actorName(k int32) string {
	if name := r.members[k].name; name != "" {
		return name
	}
	return "the actor"
}

func (r *run) mailboxName(k int32) string {
	if name := r.members[k].name; name != "" {
		return name + "'s mailbox"
	}
	return "the mailbox"
}
