package actor

import "runtime/debug"

// An Executor says who runs an actor's turns.
type Executor uint8

const (
	// Goroutine runs turns in a goroutine that exists only while there is
	// work. Handlers may block.
	Goroutine Executor = iota

	// Caller lets whoever finds the actor idle run the turn in place, before
	// its call returns. It is the fastest, for handlers that never block. A
	// caller goes on with commands that others bring meanwhile, but only with
	// a few; a goroutine takes over then. A handler that ends its goroutine
	// ends that of the caller whose turn it is in.
	Caller

	// Manual runs nothing until the actor's owner calls [Actor.Receive] and
	// [Actor.Handle].
	Manual
)

// patience is how many commands of others a caller handles after its own.
const patience = 32

// Receive takes the next admitted command into the actor's hand, which frees
// its slot for the first waiting sender, and reports whether there was one. It
// is false while the hand is full. It is for the [Manual] executor, does not
// block, and panics under any other.
func (a *Actor[C, R]) Receive() bool {
	a.mustBeManual("Receive")
	var due due[R]
	a.mu.Lock()
	ready := a.turn == idle && a.admitted.length > 0
	if ready {
		a.receive(&due)
	}
	a.unlock(&due)
	return ready
}

// Handle runs the handler for the command that [Actor.Receive] took, and
// reports whether there was one. It is for the [Manual] executor, blocks only
// as its handler does, and panics under any other.
func (a *Actor[C, R]) Handle() bool {
	a.mustBeManual("Handle")
	a.mu.Lock()
	ready := a.turn == received
	if ready {
		a.turn = handling
	}
	a.mu.Unlock()
	if ready {
		a.work(nil, 0)
	}
	return ready
}

func (a *Actor[C, R]) mustBeManual(method string) {
	if a.executor != Manual {
		panic("actor: " + method + ": the actor was not spawned On(Manual)")
	}
}

// start runs the turn of the command that was just taken. Under Caller it
// returns the outcome of own, if given, which was the command's ask.
func (a *Actor[C, R]) start(own *call[C, R]) (answer R, err error) {
	if a.executor == Goroutine {
		go a.work(nil, -1)
		return answer, nil
	}
	return a.work(own, patience)
}

// work runs the turn of the command in hand and then those that follow, as
// many as patience says (all of them if negative). Its caller holds the turn:
// nobody else touches the hand until work lets go of it, under the lock.
func (a *Actor[C, R]) work(own *call[C, R], patience int) (answer R, err error) {
	source, holds := "", true
	// One deferred call for all turns: after a panic there are no more.
	defer func() {
		if source == "" {
			return
		}
		a.crash(recover(), source, holds)
		if own != nil {
			answer, err = a.fetch(own)
		}
	}()
	for {
		reply := Reply[R]{}
		if a.hand.asked() {
			reply = Reply[R]{a, a.hand.id}
		}
		source = "handler"
		a.handler((*turnContext[C, R])(a), a.hand.command, reply)
		source = "callback"

		a.mu.Lock()
		if a.isLast() && (own == nil || own.settled) {
			a.hand, a.turn = letter[C, R]{}, idle
			if own != nil {
				answer, err = a.collect(own)
			}
			a.mu.Unlock()
			source = ""
			return answer, err
		}
		var due due[R]
		a.finish(nil, &due)
		if own != nil {
			answer, err = a.collect(own)
			own = nil
		}
		// Where there is no more, the turn may be another's before the
		// callbacks are told.
		holds = a.next(&due)
		a.unlock(&due)
		if !holds || patience == 0 {
			source = ""
			if holds {
				go a.work(nil, -1)
			}
			return answer, err
		}
		patience--
	}
}

// isLast reports whether the turn in hand can end without further ado.
func (a *Actor[C, R]) isLast() bool {
	return a.admitted.length == 0 && a.phase == alive && a.observer == nil && (a.answered || !a.hand.asked())
}

// take puts l in the hand, under the lock.
func (a *Actor[C, R]) take(l letter[C, R]) {
	a.hand, a.turn, a.answered = l, handling, false
	a.counts.received++
}

// next goes on after a turn, under the lock: it takes the next command, if
// that is the executor's to do, or ends an actor that was to stop.
func (a *Actor[C, R]) next(due *due[R]) (more bool) {
	if a.admitted.length > 0 {
		if a.executor == Manual || a.broken {
			return false
		}
		a.receive(due)
		return a.turn == handling
	}
	if a.phase == stopping {
		a.finishStop(due)
	}
	return false
}

// receive takes the oldest command, under the lock, and gives the slot that it
// frees to the first in line: nobody can come between.
func (a *Actor[C, R]) receive(due *due[R]) {
	l := a.admitted.pop()
	a.take(l)
	a.turn = received
	a.report(Received, l.id, nil, due)
	if a.phase == alive && !a.broken { // otherwise the line holds no senders, or won't
		a.admitFirst(due)
	}
	switch {
	case a.broken:
		a.endReceived(due)
	case a.executor != Manual:
		a.turn = handling
	}
}

// admitFirst gives a slot to the first in line, if there is one.
func (a *Actor[C, R]) admitFirst(due *due[R]) {
	c := a.waiting.pop()
	if c == nil {
		return
	}
	l := letter[C, R]{command: c.command, id: c.id}
	if c.asks {
		l.call = c
	}
	a.admitted.push(l, a.capacity)
	if !c.asks {
		var none R
		a.settle(c, none, nil, due)
	}
	a.report(Admitted, l.id, nil, due)
}

// endReceived ends the turn of a command that was received as the observer
// failed: its handler is not called. Under Manual that remains its owner's.
func (a *Actor[C, R]) endReceived(due *due[R]) {
	if a.turn == received && a.executor != Manual {
		a.finish(a.err, due)
	}
}

// finish ends the turn, under the lock. Where failure is nil an ask without a
// reply gets ErrNoReply.
func (a *Actor[C, R]) finish(failure error, due *due[R]) {
	l := a.hand
	a.hand = letter[C, R]{}
	a.turn = idle
	outcome := failure
	if failure == nil {
		outcome = ErrNoReply
	}
	if c := l.awaited(); c != nil && !a.answered {
		var none R
		a.settle(c, none, outcome, due)
	}
	if failure == nil {
		a.report(Handled, l.id, nil, due)
	}
}

// crash is what work does instead of returning when something in it panicked
// (or, value being nil, ended the goroutine). holds says whether the turn was
// still work's.
func (a *Actor[C, R]) crash(value any, source string, holds bool) {
	var failure error = ErrGoexit
	if value != nil {
		failure = &PanicError{Source: source, Value: value, Stack: debug.Stack()}
	}
	var due due[R]
	a.mu.Lock()
	command := uint64(0)
	if holds {
		command = a.hand.id
		a.finish(failure, &due)
	}
	if a.err == nil {
		a.fail(failure, command, &due)
	} else if holds {
		a.next(&due)
	}
	a.unlock(&due)
}
