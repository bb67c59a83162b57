package actor

// A Reply answers one ask, once. It is a value, and may be sent from another
// goroutine, but only until the handler returns: the caller has [ErrNoReply]
// then. The zero Reply is one that nobody awaits.
type Reply[R any] struct {
	to      replier[R]
	command uint64 // numbers never recur, so a late reply reaches nobody
}

type replier[R any] interface {
	reply(command uint64, answer R) bool
}

// Send gives the caller its answer, and reports whether the caller got it:
// false where nobody asked or the caller has gone, when there was an earlier
// reply, or after the handler has returned. It never blocks.
func (r Reply[R]) Send(answer R) bool {
	return r.to != nil && r.to.reply(r.command, answer)
}

func (a *Actor[C, R]) reply(command uint64, answer R) bool {
	a.mu.Lock()
	if a.turn != handling || a.hand.id != command || a.answered {
		a.mu.Unlock()
		return false
	}
	a.answered = true
	c := a.hand.awaited()
	if c != nil && c.done == nil && !c.parked && a.observer == nil {
		a.counts.replied++
		c.answer, c.settled = answer, true
		a.mu.Unlock()
		return true
	}
	var due due[R]
	if c == nil {
		a.counts.abandoned++
		a.report(Abandoned, command, nil, &due)
	} else {
		a.counts.replied++
		a.settle(c, answer, nil, &due)
		a.report(Replied, command, nil, &due)
	}
	a.unlock(&due)
	return c != nil
}
