package actor

import (
	"context"
	"runtime/debug"
)

// maxOthers is how many commands of others a caller handles after its own.
const maxOthers = 32

// start runs the turns. The first is that of the command that has just begun.
// Under Caller s is the stint of its caller, and has its outcome then.
func (a *Actor[C, R]) start(s *stint[C, R]) {
	switch a.executor {
	case Goroutine:
		handOver(a)
	case alone:
		go a.runAll()
	default:
		a.run(s, maxOthers)
	}
}

func (a *Actor[C, R]) runAll() {
	var s stint[C, R]
	a.run(&s, -1)
}

// A stint is what a goroutine does for an actor in one go: some turns, of which
// the first may be about its own ask.
type stint[C, R any] struct {
	own     *call[C, R] // its ask, if it has a call and its outcome is not in answer and err
	direct  bool        // its ask, without a call, is the current command
	inTurn  bool        // the runner owns the turn: only it touches the current entry
	running code
	answer  R // the outcome of its ask
	err     error
}

// code is whose code is running.
type code uint8

const (
	ours code = iota
	handler
	callback
)

func (c code) String() string { return [...]string{"actor", "handler", "callback"}[c] }

// run runs the turn of the current command and then those that follow, at most
// max of them (all if max is negative). Its caller has begun the turn, and finds
// the outcome of its ask, own or direct, in s.
//
// What a turn needs seldom is done in other functions, for their variables would
// lie on the stack while the handler runs: that of a new goroutine is small, and
// growing it costs more than the turn.
func (a *Actor[C, R]) run(s *stint[C, R], max int) {
	s.inTurn, s.direct = true, a.direct
	// One deferred call for all turns: after a panic there are no more.
	defer func() {
		if s.running != ours {
			a.crash(s, recover())
		}
	}()
	for {
		reply := Reply[R]{}
		if s.direct || a.current.call != nil {
			reply = Reply[R]{to: a, command: a.current.id}
		}
		s.running = handler
		a.handler(a.turnContext(), a.current.command, reply)
		s.running = callback

		if !parallel || a.executor == Caller {
			a.mu.Lock()
		} else {
			lockSoon(&a.mu)
		}
		if a.isLast() && s.own == nil {
			if s.direct {
				s.answer = a.answer
			}
			a.endTurn()
			if a.runner != nil {
				a.runner = nil
			}
			a.mu.Unlock()
			s.running = ours
			return
		}
		if !a.goOn(s, max) {
			s.running = ours
			return
		}
		max--
	}
}

// goOn ends the turn of s and goes on to the next, and reports whether that is
// for s to run; it is not if max is 0. It is called under the lock, and unlocks.
func (a *Actor[C, R]) goOn(s *stint[C, R], max int) bool {
	if a.special&held != 0 {
		a.turn = returned
		a.mu.Unlock()
		return false
	}
	var owed settlements[R]
	if s.direct || s.own != nil {
		a.endOwn(s, nil, &owed)
	} else {
		a.finish(nil, &owed)
	}
	// If there is no more, the turn may be another's before the callbacks
	// are called.
	ctx := a.runner
	if s.inTurn = a.hasNext(); s.inTurn {
		a.receive(&owed) // here, and not in next: it takes less of the stack
	} else if a.phase == stopping {
		a.next(&owed)
	}
	more := s.inTurn && max != 0 && s.own == nil
	if !more {
		a.leave()
	}
	a.unlock(&owed)
	if more {
		return true
	}
	s.running = ours
	if s.inTurn {
		go a.runAll()
	}
	if s.own != nil {
		a.awaitOwn(s, ctx)
	}
	return false
}

// endOwn ends the turn of s, and sees to its ask if the turn was about it. It is
// called under the lock.
func (a *Actor[C, R]) endOwn(s *stint[C, R], failure error, owed *settlements[R]) {
	direct, outcome, answer := a.direct, a.outcome, a.answer
	if s.direct && !direct {
		s.own = a.current.call // its reply was kept
	}
	s.direct = false
	a.finish(failure, owed)
	switch {
	case direct && outcome == failed:
		s.err = a.extras.err
	case direct && outcome == unanswered && failure != nil:
		s.err = failure
	case direct && outcome == unanswered:
		s.err = ErrNoReply
	case direct:
		s.answer = answer
	case s.own != nil && s.own.settled:
		s.answer, s.err = a.collect(s.own)
		s.own = nil
	}
}

// awaitOwn waits for the answer to the ask of s, whose reply was kept.
func (a *Actor[C, R]) awaitOwn(s *stint[C, R], ctx context.Context) {
	if ctx == nil {
		ctx = background
	}
	s.answer, s.err = a.await(ctx, s.own, s.own.id)
}

// begin begins a turn, under the lock.
func (a *Actor[C, R]) begin(e entry[C, R]) {
	a.current.call = e.call
	a.beginWith(e.command, e.id)
}

// beginWith is begin for a command without a call.
func (a *Actor[C, R]) beginWith(command C, id uint64) {
	a.turn, a.outcome = handling, unanswered
	if a.context++; a.context == contextsAtOnce {
		a.renewContexts()
	}
	a.current.command, a.current.id = command, id
}

// isLast reports whether the current turn can end without further ado.
func (a *Actor[C, R]) isLast() bool {
	return a.admitted.length == 0 && a.special == 0 &&
		(a.outcome == answered || !a.direct && a.current.call == nil)
}

// endTurn is the part of finish that is always needed.
func (a *Actor[C, R]) endTurn() {
	a.turn = idle
	if a.direct {
		var none R
		a.direct, a.answer = false, none
	}
	var none C
	a.current.command = none
	if a.current.call != nil {
		a.current.call = nil
	}
}

// finish ends the turn, under the lock. An ask without a reply gets failure, or
// ErrNoReply if that is nil; a direct one is endOwn's.
func (a *Actor[C, R]) finish(failure error, owed *settlements[R]) {
	e, outcome := a.current, a.outcome
	a.endTurn() // view: handled
	if a.special&(linked|held) != 0 {
		a.special &^= held
		a.unlink()
	}
	missing := failure
	if failure == nil {
		missing = ErrNoReply // view: no reply
	}
	if outcome == unanswered {
		if c := e.awaited(); c != nil {
			var none R
			a.settle(c, none, missing, owed)
		}
	}
	if failure == nil {
		a.report(Handled, e.id, nil)
	}
}

// next goes on after a turn, under the lock: it receives the next command, if
// that is the executor's to do, or ends an actor that was to stop.
func (a *Actor[C, R]) next(owed *settlements[R]) (more bool) {
	if a.hasNext() {
		a.receive(owed)
		return true
	}
	if a.phase == stopping && a.admitted.length == 0 {
		a.finishStop(owed)
	}
	return false
}

// hasNext reports whether there is a command for the executor to receive. A
// broken observer ends the actor first.
func (a *Actor[C, R]) hasNext() bool {
	return a.admitted.length > 0 && a.executor != Manual && a.special&broken == 0
}

// leave is the end of run, under the lock: the turns are not its goroutine's
// any more, and that does not wait for them.
func (a *Actor[C, R]) leave() {
	a.runner = nil
	if a.special&hosted != 0 {
		a.unhost()
	}
}

// crash is what run does instead of returning when something in it panicked
// (or, value being nil, ended the goroutine).
func (a *Actor[C, R]) crash(s *stint[C, R], value any) {
	var failure error = ErrGoexit
	if value != nil {
		failure = &PanicError{Source: s.running.String(), Value: value, Stack: debug.Stack()}
	}
	var owed settlements[R]
	a.mu.Lock()
	ctx := a.runner
	command := uint64(0)
	if s.inTurn {
		command = a.current.id
		a.endOwn(s, failure, &owed)
		a.leave()
	}
	if a.more().err == nil {
		a.fail(failure, command, &owed) // view: panicked
	} else if s.inTurn {
		a.next(&owed)
	}
	a.unlock(&owed)
	if s.own != nil {
		a.awaitOwn(s, ctx)
	}
}
