package actor

import (
	"context"
	"runtime/debug"
)

// maxOthers is how many commands of others a caller handles after its own.
const maxOthers = 32

// start runs the turn of the command that was just begun. Under Caller it
// returns the outcome of own, if given, which is the command's ask.
func (a *Actor[C, R]) start(own *call[C, R]) (answer R, err error) {
	if a.executor == Goroutine {
		go a.run(nil, -1)
		return answer, nil
	}
	return a.run(own, maxOthers)
}

// run runs the turn of the current command and then those that follow, at most
// max of them (all if max is negative). Its caller has begun the turn: nobody
// else touches the current entry until run ends the turn, under the lock.
// If run's caller asked, with own or directly, it returns the outcome.
func (a *Actor[C, R]) run(own *call[C, R], max int) (answer R, err error) {
	running, inTurn, direct := ours, true, a.direct
	// One deferred call for all turns: after a panic there are no more.
	defer func() {
		if running == ours {
			return
		}
		value := recover()
		a.mu.Lock()
		ctx := a.runner
		if inTurn && direct && !a.direct {
			own, direct = a.current.call, false
		}
		directAnswer, directErr := a.crash(value, running, inTurn)
		if own != nil {
			answer, err = a.outcomeOf(ctx, own)
		} else if direct {
			answer, err = directAnswer, directErr
		}
	}()
	for {
		reply := Reply[R]{}
		if direct || a.current.call != nil {
			reply = Reply[R]{to: a, command: a.current.id}
		}
		running = handler
		a.handler(a.turnContext(), a.current.command, reply)
		running = callback

		a.mu.Lock()
		if a.isLast() && (own == nil || own.settled) {
			if direct {
				answer = a.answer
			} else if own != nil {
				answer, err = a.collect(own)
			}
			a.endTurn()
			a.runner = nil
			a.mu.Unlock()
			running = ours
			return answer, err
		}
		if a.special&held != 0 {
			a.turn = returned
			a.mu.Unlock()
			running = ours
			return answer, err
		}
		if direct && !a.direct {
			own, direct = a.current.call, false // its reply was kept
		}
		var owed settlements[R]
		directAnswer, directErr := a.finish(nil, &owed)
		if direct {
			answer, err = directAnswer, directErr
			direct = false
		} else if own != nil && own.settled && !own.parked {
			answer, err = a.collect(own)
			own = nil
		}
		// Where there is no more, the turn may be another's before the
		// callbacks are called.
		ctx := a.runner
		inTurn = a.next(&owed)
		goesOn := inTurn && max != 0 && own == nil
		if !goesOn {
			a.leave()
		}
		a.unlock(&owed)
		if !goesOn {
			running = ours
			if inTurn {
				go a.run(nil, -1)
			}
			if own != nil {
				return a.outcomeOf(ctx, own)
			}
			return answer, err
		}
		max--
	}
}

// code is whose code run is running.
type code uint8

const (
	ours code = iota
	handler
	callback
)

func (c code) String() string {
	if c == handler {
		return "handler"
	}
	return "callback"
}

// outcomeOf returns the outcome of c, whose turn has ended. If its reply was
// kept, it blocks until that is sent.
func (a *Actor[C, R]) outcomeOf(ctx context.Context, c *call[C, R]) (R, error) {
	a.mu.Lock()
	if c.settled && !c.parked { // one that is parked has a token to be taken
		defer a.mu.Unlock()
		return a.collect(c)
	}
	c.park()
	id := c.id
	a.mu.Unlock()
	return a.await(ctx, c, id)
}

// begin begins a turn, under the lock.
func (a *Actor[C, R]) begin(e entry[C, R]) {
	a.turn, a.outcome = handling, unanswered
	if a.context++; a.context == contextsAtOnce {
		a.renewContexts()
	}
	a.current = e
}

// isLast reports whether the current turn can end without further ado.
func (a *Actor[C, R]) isLast() bool {
	return a.admitted.length == 0 && a.special == 0 &&
		(a.outcome == answered || !a.direct && a.current.call == nil)
}

// endTurn is the part of finish that is always needed.
func (a *Actor[C, R]) endTurn() {
	var none R
	a.turn, a.direct, a.answer = idle, false, none
	a.current = entry[C, R]{}
}

// finish ends the turn, under the lock. An ask without a reply gets failure, or
// ErrNoReply if that is nil. The outcome of a direct ask is returned.
func (a *Actor[C, R]) finish(failure error, owed *settlements[R]) (answer R, err error) {
	e, direct, outcome := a.current, a.direct, a.outcome
	answer = a.answer
	a.endTurn()
	if a.special&linked != 0 {
		a.unlink()
	}
	a.special &^= held
	missing := failure
	if failure == nil {
		missing = ErrNoReply
	}
	if direct && outcome == unanswered {
		err = missing
	} else if direct && outcome == failed {
		err = a.extras.err
	} else if c := e.awaited(); c != nil && outcome == unanswered {
		a.settle(c, answer, missing, owed)
	}
	if failure == nil {
		a.report(Handled, e.id, nil)
	}
	return answer, err
}

// next goes on after a turn, under the lock: it receives the next command, if
// that is the executor's to do, or ends an actor that was to stop.
func (a *Actor[C, R]) next(owed *settlements[R]) (more bool) {
	if a.admitted.length > 0 {
		if a.executor == Manual || a.extras != nil && a.extras.broken {
			return false
		}
		a.receive(owed)
		return true
	}
	if a.phase == stopping {
		a.finishStop(owed)
	}
	return false
}

// leave is the end of run, under the lock: the turns are not its goroutine's
// any more, and that does not wait for them.
func (a *Actor[C, R]) leave() {
	a.runner = nil
	if a.special&hosted != 0 {
		a.special &^= hosted
		a.extras.host.end()
		a.extras.host = nil
	}
}

// crash is what run does instead of returning when something in it panicked
// (or, value being nil, ended the goroutine). inTurn says whether the turn was
// still run's. It is called under the lock, and unlocks. It returns what finish
// does.
func (a *Actor[C, R]) crash(value any, running code, inTurn bool) (answer R, err error) {
	var failure error = ErrGoexit
	if value != nil {
		failure = &PanicError{Source: running.String(), Value: value, Stack: debug.Stack()}
	}
	var owed settlements[R]
	command := uint64(0)
	if inTurn {
		command = a.current.id
		answer, err = a.finish(failure, &owed)
		a.leave()
	}
	if a.more().err == nil {
		a.fail(failure, command, &owed)
	} else if inTurn {
		a.next(&owed)
	}
	a.unlock(&owed)
	return answer, err
}
