package actor

import "context"

// closed is what Done returns where it is first called after the end.
var closed = func() chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}()

// Stop stops the actor and blocks until it is done: nothing more is admitted,
// senders that wait get [ErrStopped] now, and what was admitted is handled. It
// may be called any number of times, and waits for an end that others brought
// about, too.
//
// Where ctx ends first Stop returns its cause, and the draining goes on.
// Called by a handler with its own context Stop returns nil without waiting;
// the draining begins when the handler returns. Stop panics if ctx is nil.
func (a *Actor[C, R]) Stop(ctx context.Context) error {
	if ctx == nil {
		panic("actor: Stop: context is nil")
	}
	var due due[R]
	a.mu.Lock()
	a.close(ErrStopped, &due)
	a.unlock(&due)
	if a.inTurn(ctx) {
		return nil
	}
	done := a.Done()
	select {
	case <-done:
		return nil
	default:
	}
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// StopFunc is [Actor.Stop] for callers that may not block: finished is called
// once the actor is done, with no error. [Call.Cancel] ends the wait, not the
// stopping. StopFunc panics if finished is nil.
func (a *Actor[C, R]) StopFunc(ticket uint64, finished Callback[R]) Call[C, R] {
	if finished == nil {
		panic("actor: StopFunc: finished is nil")
	}
	var none R
	var due due[R]
	a.mu.Lock()
	a.close(ErrStopped, &due)
	if a.phase == stopped {
		due.add(settled[R]{finished, ticket, none, nil})
		a.unlock(&due)
		return Call[C, R]{}
	}
	a.offered++ // for an id of its own
	id := a.offered
	c := a.newCall(id, ticket, finished)
	a.waiting.push(c)
	a.unlock(&due)
	return Call[C, R]{a, c, id}
}

// Kill stops the actor without draining: the context of the handler that runs
// is cancelled, and commands that were admitted are discarded; those who asked
// get [ErrStopped]. It does not wait: the actor is [Actor.Done] when the
// handler has returned.
func (a *Actor[C, R]) Kill() {
	var due due[R]
	a.mu.Lock()
	if a.phase != stopped {
		a.endContext()
		a.close(ErrStopped, &due)
		a.drop(ErrStopped, &due)
		if a.turn == idle && a.phase == stopping {
			a.finishStop(&due)
		}
	}
	a.unlock(&due)
}

// Done returns a channel that is closed when the actor has stopped: no handler
// runs and none will, and nothing of it is left but this value. A goroutine
// that brought the end about may still be telling callbacks then.
func (a *Actor[C, R]) Done() <-chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.done == nil {
		if a.phase == stopped {
			return closed
		}
		a.done = make(chan struct{})
	}
	return a.done
}

// Err returns what the actor failed with, a [*PanicError] or [ErrGoexit]. It
// is nil while the actor lives, and after Stop or Kill.
func (a *Actor[C, R]) Err() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.err
}

// close ends admission, under the lock, and turns away those in line. An actor
// with nothing to do is done at once.
func (a *Actor[C, R]) close(reason error, due *due[R]) {
	if a.phase != alive {
		return
	}
	var none R
	// The line is emptied before the phase changes, so that each event counts
	// those who still wait.
	for c := a.waiting.pop(); c != nil; c = a.waiting.pop() {
		command := c.id
		a.counts.rejected++
		a.settle(c, none, reason, due)
		a.report(Rejected, command, reason, due)
	}
	a.phase = stopping
	if a.turn == idle && a.admitted.length == 0 {
		a.finishStop(due)
	}
}

// drop discards what was admitted, under the lock.
func (a *Actor[C, R]) drop(reason error, due *due[R]) {
	var none R
	for a.admitted.length > 0 {
		l := a.admitted.pop()
		a.counts.dropped++
		if c := l.awaited(); c != nil {
			a.settle(c, none, reason, due)
		}
		a.report(Dropped, l.id, reason, due)
	}
}

// fail stops the actor for reason, which command brought about, under the
// lock. Where a turn runs, the actor is done when it has ended.
func (a *Actor[C, R]) fail(reason error, command uint64, due *due[R]) {
	a.err = reason
	if a.phase == stopped {
		return // it was the end, or a call after it, that the observer choked on
	}
	a.report(Panicked, command, reason, due)
	a.endContext()
	if c := a.hand.awaited(); c != nil && !a.answered {
		var none R
		a.answered = true
		a.settle(c, none, reason, due)
	}
	a.close(reason, due)
	a.drop(reason, due)
	if a.turn == idle && a.phase == stopping {
		a.finishStop(due)
	}
}

// finishStop makes the actor done, under the lock.
func (a *Actor[C, R]) finishStop(due *due[R]) {
	var none R
	a.endContext()
	a.report(Stopped, 0, a.err, due)
	a.phase = stopped
	for c := a.waiting.pop(); c != nil; c = a.waiting.pop() {
		a.settle(c, none, nil, due)
	}
	if a.done != nil {
		close(a.done)
	}
	a.admitted, a.spare, a.spares = ring[C, R]{}, nil, 0
}

// endContext cancels the handlers' context, under the lock.
func (a *Actor[C, R]) endContext() {
	if a.ended {
		return
	}
	a.ended = true
	if a.ending != nil {
		close(a.ending)
	}
}
