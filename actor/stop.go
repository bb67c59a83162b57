package actor

import "context"

// closed is what Done returns if it is first called after the end.
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
// If ctx ends first Stop returns its cause, and the draining goes on. Called
// with the context of a turn of this actor that still runs, Stop returns nil
// without waiting: the draining begins when the handler returns. With the
// context of another actor's turn Stop returns [ErrDeadlock] without waiting
// if that would close a ring; the draining goes on. Stop panics if ctx is nil.
func (a *Actor[C, R]) Stop(ctx context.Context) error {
	if ctx == nil {
		panic("actor: Stop: context is nil")
	}
	var owed settlements[R]
	a.mu.Lock()
	a.stopAdmitting(ErrStopped, &owed)
	a.unlock(&owed)
	done := a.Done()
	select {
	case <-done:
		return nil
	default:
	}
	if from := askerOf(ctx); from.node != nil {
		a.mu.Lock()
		w, err := from.waitFor(a.nodeLocked())
		a.mu.Unlock()
		if err == ErrSelfCall {
			return nil
		}
		if err != nil {
			return err
		}
		defer w.end()
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
	var owed settlements[R]
	a.mu.Lock()
	a.stopAdmitting(ErrStopped, &owed) // view: stopping
	if a.phase == stopped {
		owed.add(settlement[R]{finished, ticket, none, nil})
		a.unlock(&owed)
		return Call[C, R]{}
	}
	x := a.more()
	a.offered++ // for an id of its own
	x.stopIDs++
	id := a.offered
	c := a.newCall(id, ticket, finished)
	x.waiters.push(c)
	a.unlock(&owed)
	return Call[C, R]{a, c, id}
}

// Kill stops the actor without draining: the context of the handler that runs
// is cancelled, and commands that were admitted are discarded; those who asked
// get [ErrStopped]. It does not wait: the actor is [Actor.Done] when the
// handler has returned.
func (a *Actor[C, R]) Kill() {
	var owed settlements[R]
	a.mu.Lock()
	if a.phase != stopped {
		a.endContext() // view: killed
		a.stopAdmitting(ErrStopped, &owed)
		a.drop(ErrStopped, &owed)
		if a.turn == idle && a.phase == stopping {
			a.finishStop(&owed)
		}
	}
	a.unlock(&owed)
}

// Done returns a channel that is closed when the actor has stopped: no handler
// runs and none will, and nothing of it is left but this value. A goroutine
// that brought the end about may still be calling callbacks then.
func (a *Actor[C, R]) Done() <-chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	x := a.more()
	if x.done == nil {
		if a.phase == stopped {
			return closed
		}
		x.done = make(chan struct{})
	}
	return x.done
}

// Err returns what the actor failed with, a [*PanicError] or [ErrGoexit]. It
// is nil while the actor lives, and after Stop or Kill.
func (a *Actor[C, R]) Err() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.extras == nil {
		return nil
	}
	return a.extras.err
}

// stopAdmitting ends admission, under the lock, and turns away those in line.
// An actor with nothing to do is done at once.
func (a *Actor[C, R]) stopAdmitting(reason error, owed *settlements[R]) {
	if a.phase != alive {
		return
	}
	var none R
	x := a.more()
	// The line is emptied before the phase changes, so that each event counts
	// those who still wait.
	for c := x.waiters.pop(); c != nil; c = x.waiters.pop() { // view: rejected from the line
		command := c.id
		x.rejected++
		a.settle(c, none, reason, owed)
		a.report(Rejected, command, reason)
	}
	a.phase = stopping
	a.special |= closing
	if a.turn == idle && a.admitted.length == 0 {
		a.finishStop(owed)
	}
}

// drop discards what was admitted, under the lock.
func (a *Actor[C, R]) drop(reason error, owed *settlements[R]) {
	var none R
	for a.admitted.length > 0 {
		e := a.admitted.pop() // view: dropped
		a.more().dropped++
		if c := e.awaited(); c != nil {
			a.settle(c, none, reason, owed)
		}
		a.report(Dropped, e.id, reason)
	}
}

// fail stops the actor for reason, which command brought about, under the
// lock. If a turn runs, the actor is done when it has ended.
func (a *Actor[C, R]) fail(reason error, command uint64, owed *settlements[R]) {
	a.more().err = reason
	if a.phase == stopped {
		return // it was the end, or a call after it, that the observer choked on
	}
	a.report(Panicked, command, reason)
	a.endContext()
	if c := a.current.awaited(); a.outcome == unanswered && (a.direct || c != nil) {
		a.outcome = failed
		if c != nil {
			var none R
			a.settle(c, none, reason, owed)
		}
	}
	a.stopAdmitting(reason, owed)
	a.drop(reason, owed)
	if a.turn == idle && a.phase == stopping {
		a.finishStop(owed)
	}
}

// finishStop makes the actor done, under the lock.
func (a *Actor[C, R]) finishStop(owed *settlements[R]) {
	var none R
	x := a.more()
	a.endContext()
	a.loseAll(owed)
	a.report(Stopped, 0, x.err)
	a.phase = stopped // view: stopped
	for c := x.waiters.pop(); c != nil; c = x.waiters.pop() {
		a.settle(c, none, nil, owed)
	}
	if x.done != nil {
		close(x.done)
	}
	a.admitted, a.spare, a.spares = queue[C, R]{}, nil, 0
}
