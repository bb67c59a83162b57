package actor

import "context"

// Send puts command into the mailbox. While that is full it blocks, and those
// who block are admitted first in, first out. nil means admitted: the command
// holds a slot, which is not to say that it was handled, or ever will be
// should the actor be killed. Any error means that it was not admitted:
//
//   - ctx's cause, where ctx ended before or while waiting. A ctx that has
//     ended before the call makes it return at once, rejected.
//   - [ErrStopped], or what the actor failed with while the sender waited
//   - [ErrSelfCall], where a handler would wait for a slot of its own actor
//
// Send panics if ctx is nil.
func (a *Actor[C, R]) Send(ctx context.Context, command C) error {
	if ctx == nil || ctx.Err() != nil {
		return a.refuse(ctx, "Send")
	}
	a.mu.Lock()
	if a.canHand() {
		a.take(a.letter(command))
		a.mu.Unlock()
		a.work(nil, patience)
		return nil
	}
	return a.sendOrWait(ctx, command)
}

// sendOrWait is the rest of Send. It is called under the lock.
func (a *Actor[C, R]) sendOrWait(ctx context.Context, command C) error {
	var due due[R]
	l := a.letter(command)
	if a.phase != alive {
		return a.reject(l, ErrStopped, &due)
	}
	if a.hasRoom() {
		start := a.admit(l, &due)
		a.unlock(&due)
		if start {
			a.start(nil)
		}
		return nil
	}
	if a.turn != idle && a.inTurn(ctx) {
		return a.reject(l, ErrSelfCall, &due)
	}
	c := a.newCall(l.id, 0, nil)
	c.park()
	a.block(c, command, &due)
	a.unlock(&due)
	_, err := a.await(ctx, c, l.id)
	return err
}

// TrySend puts command into the mailbox if it has a free slot, and else
// returns [ErrFull] or [ErrStopped]; stopped counts first. It does not wait
// for a slot.
func (a *Actor[C, R]) TrySend(command C) error {
	var due due[R]
	a.mu.Lock()
	l := a.letter(command)
	if a.phase != alive {
		return a.reject(l, ErrStopped, &due)
	}
	if !a.hasRoom() {
		return a.reject(l, ErrFull, &due)
	}
	start := a.admit(l, &due)
	a.unlock(&due)
	if start {
		a.start(nil)
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
	return a.offer(command, ticket, done, false)
}

// offer is the callback face of Send and Ask.
func (a *Actor[C, R]) offer(command C, ticket uint64, done Callback[R], asks bool) Call[C, R] {
	var none R
	var due due[R]
	a.mu.Lock()
	l := a.letter(command)
	if a.phase != alive {
		due.add(settled[R]{done, ticket, none, ErrStopped})
		a.reject(l, ErrStopped, &due)
		return Call[C, R]{}
	}
	if !asks && a.hasRoom() {
		// Told last, so that the turn is not left hanging should done panic;
		// and deferred, for under Caller the handler may end this goroutine.
		defer done(ticket, none, nil)
		start := a.admit(l, &due)
		a.unlock(&due)
		if start {
			a.start(nil)
		}
		return Call[C, R]{}
	}
	c := a.newCall(l.id, ticket, done)
	c.asks = asks
	if !a.hasRoom() {
		a.block(c, command, &due)
		a.unlock(&due)
		return Call[C, R]{a, c, l.id}
	}
	l.call = c
	start := a.admit(l, &due)
	a.unlock(&due)
	if start {
		a.start(nil)
	}
	return Call[C, R]{a, c, l.id}
}

// letter numbers a command that is being offered. Like all below, it is called
// under the lock.
func (a *Actor[C, R]) letter(command C) letter[C, R] {
	a.offered++
	return letter[C, R]{command: command, id: a.offered}
}

// canHand reports whether the caller can hand its command straight to the
// handler: it is for this caller to run, nobody is before it, and nobody
// watches. That is the way of nearly every command under [Caller], and the
// whole of it is laid out to need few calls, which are what costs on wasm.
func (a *Actor[C, R]) canHand() bool {
	return a.turn == idle && a.executor == Caller && a.phase == alive && a.observer == nil
}

// hasRoom is all that a newcomer must ask: senders wait only while it is full.
func (a *Actor[C, R]) hasRoom() bool { return a.admitted.length < a.capacity }

// admit gives l a slot, and reports whether its caller is to start the turn.
func (a *Actor[C, R]) admit(l letter[C, R], due *due[R]) (start bool) {
	if a.turn == idle && a.executor != Manual && a.observer == nil {
		a.take(l) // nothing is admitted while idle: l would be the next
		return true
	}
	a.admitted.push(l, a.capacity)
	a.report(Admitted, l.id, nil, due)
	return a.turn == idle && a.next(due)
}

// block puts c at the end of the line.
func (a *Actor[C, R]) block(c *call[C, R], command C, due *due[R]) {
	c.command = command
	a.waiting.push(c)
	a.report(Blocked, c.id, nil, due)
}

// reject refuses l for err, unlocks and returns err.
func (a *Actor[C, R]) reject(l letter[C, R], err error, due *due[R]) error {
	a.counts.rejected++
	a.report(Rejected, l.id, err, due)
	a.unlock(due)
	return err
}
