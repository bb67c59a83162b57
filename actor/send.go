package actor

import "context"

// Send puts command into the mailbox. While that is full it blocks, and those
// who block are admitted first in, first out. nil means admitted: the command
// holds a slot, which is not to say that it was handled, or ever will be
// should the actor be killed. Any error means that it was not admitted:
//
//   - ctx's cause, if ctx ended before or while waiting. If it ended before the
//     call, Send returns at once and the command is rejected.
//   - [ErrStopped], or what the actor failed with while the sender waited
//   - [ErrDeadlock], if ctx is that of a handler and the wait for a slot would
//     close a ring of handlers that wait for each other
//
// Send panics if ctx is nil.
func (a *Actor[C, R]) Send(ctx context.Context, command C) error {
	if ctx == nil || ctx.Err() != nil {
		return a.refuse(ctx, "Send")
	}
	a.mu.Lock()
	if a.canHand() {
		a.begin(a.enter(command))
		a.runner = ctx
		a.mu.Unlock()
		var s stint[C, R]
		a.run(&s, maxOthers)
		return nil
	}
	return a.sendOrWait(ctx, command)
}

// sendOrWait is the rest of Send. It is called under the lock.
func (a *Actor[C, R]) sendOrWait(ctx context.Context, command C) error {
	var owed settlements[R]
	var from asker
	if !a.hasRoom() && ctx != background {
		a.mu.Unlock() // ctx is the user's code
		from = askerOf(ctx)
		a.mu.Lock()
	}
	e := a.enter(command)
	if a.phase != alive {
		return a.reject(e, ErrStopped, &owed)
	}
	if a.hasRoom() {
		start := a.admit(e, ctx, &owed)
		a.unlock(&owed)
		if start {
			a.start(&stint[C, R]{})
		}
		return nil
	}
	c := a.newCall(e.id, 0, nil)
	if err := a.block(c, command, from); err != nil {
		return a.reject(e, err, &owed)
	}
	c.park()
	a.unlock(&owed)
	_, err := a.await(ctx, c, e.id)
	return err
}

// TrySend puts command into the mailbox if it has a free slot, and else
// returns [ErrFull] or [ErrStopped]; stopped counts first. It does not wait
// for a slot.
func (a *Actor[C, R]) TrySend(command C) error {
	var owed settlements[R]
	a.mu.Lock()
	e := a.enter(command)
	if a.phase != alive {
		return a.reject(e, ErrStopped, &owed)
	}
	if !a.hasRoom() { // view: full
		return a.reject(e, ErrFull, &owed)
	}
	start := a.admit(e, nil, &owed)
	a.unlock(&owed)
	if start {
		a.start(&stint[C, R]{})
	}
	return nil
}

// SendFunc is [Actor.Send] for callers that may not block, such as event
// loops: done is called once, with what Send would have returned. It has been
// called when SendFunc returns unless the command waits for a slot; then
// [Call.Cancel] withdraws it.
//
// SendFunc panics if done is nil.
func (a *Actor[C, R]) SendFunc(command C, ticket uint64, done Callback[R]) Call[C, R] {
	if done == nil {
		panic("actor: SendFunc: done is nil")
	}
	return a.offer(Turn{}, command, ticket, done, false)
}

// SendFuncIn is [Actor.SendFunc] called by a handler, in its turn: done gets
// [ErrDeadlock] if the wait for a slot would close a ring. While the command
// waits, the turn counts as waiting for it.
func (a *Actor[C, R]) SendFuncIn(in Turn, command C, ticket uint64, done Callback[R]) Call[C, R] {
	if done == nil {
		panic("actor: SendFuncIn: done is nil")
	}
	return a.offer(in, command, ticket, done, false)
}

// offer is the callback face of Send and Ask.
func (a *Actor[C, R]) offer(in Turn, command C, ticket uint64, done Callback[R], asks bool) Call[C, R] {
	var none R
	var owed settlements[R]
	from := in.asker()
	a.mu.Lock()
	e := a.enter(command)
	if a.phase != alive {
		owed.add(settlement[R]{done, ticket, none, ErrStopped})
		a.reject(e, ErrStopped, &owed)
		return Call[C, R]{}
	}
	if !asks && a.hasRoom() {
		// Told last, so that the turn is not left hanging should done panic;
		// and deferred, for under Caller the handler may end this goroutine.
		defer done(ticket, none, nil)
		start := a.admit(e, from.context(), &owed)
		a.unlock(&owed)
		if start {
			a.start(&stint[C, R]{})
		}
		return Call[C, R]{}
	}
	c := a.newCall(e.id, ticket, done)
	c.asks = asks
	var err error
	start := false
	if !a.hasRoom() {
		err = a.block(c, command, from)
	} else if err = a.wait(c, from); err == nil {
		e.call = c
		start = a.admit(e, from.context(), &owed)
	}
	if err != nil {
		owed.add(settlement[R]{done, ticket, none, err})
		a.reject(e, err, &owed)
		return Call[C, R]{}
	}
	a.unlock(&owed)
	if start {
		a.start(&stint[C, R]{})
	}
	return Call[C, R]{a, c, e.id}
}

// enter numbers a command that is being offered. Like all below, it is called
// under the lock.
func (a *Actor[C, R]) enter(command C) entry[C, R] {
	a.offered++
	return entry[C, R]{command: command, id: a.offered}
}

// canHand reports whether the caller can hand its command straight to the
// handler: it is for this caller to run, nobody is before it, and nobody
// watches. That is the way of nearly every command under [Caller], and the
// whole of it is laid out to need few calls, which are what costs on wasm.
func (a *Actor[C, R]) canHand() bool {
	return a.turn == idle && a.executor == Caller && a.special == 0
}

// hasRoom is all that a newcomer must ask: senders wait only while it is full.
func (a *Actor[C, R]) hasRoom() bool { return a.admitted.length < a.capacity }

// admit gives e a slot, and reports whether its caller is to start the turn.
// ctx is the caller's, or nil.
func (a *Actor[C, R]) admit(e entry[C, R], ctx context.Context, owed *settlements[R]) (starts bool) {
	starts = a.turn == idle && a.executor != Manual
	if starts && a.special == 0 {
		a.begin(e) // nothing is admitted while idle: e would be the next
	} else {
		a.admitted.push(e, a.capacity) // view: admitted
		a.report(Admitted, e.id, nil)
		starts = starts && a.next(owed)
	}
	if starts && a.executor == Caller {
		a.runner = ctx
	}
	return starts
}

// block puts c at the end of the line, unless that would close a ring.
func (a *Actor[C, R]) block(c *call[C, R], command C, from asker) error {
	if err := a.wait(c, from); err != nil {
		return err
	}
	c.command = command
	a.more().waiters.push(c) // view: blocked
	a.report(Blocked, c.id, nil)
	return nil
}

// wait has c wait in the graph if it is called in a turn. If that would close a
// ring, it gives c back.
func (a *Actor[C, R]) wait(c *call[C, R], from asker) error {
	if from.node == nil {
		return nil
	}
	return a.waitFrom(c, from)
}

func (a *Actor[C, R]) waitFrom(c *call[C, R], from asker) error {
	w, err := from.waitFor(a.nodeLocked())
	if err != nil {
		a.release(c)
		return err
	}
	c.wait = w
	return nil
}

// reject refuses e for err, unlocks and returns err.
func (a *Actor[C, R]) reject(e entry[C, R], err error, owed *settlements[R]) error {
	a.more().rejected++ // view: rejected
	a.report(Rejected, e.id, err)
	a.unlock(owed)
	return err
}
