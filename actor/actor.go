package actor

import (
	"context"
	"fmt"
)

// A Handler handles one command. The actor calls it for one command at a
// time, so what it owns needs no lock.
//
// ctx ends when the actor is killed or done. Passing it on to a call to the
// same actor gets [ErrSelfCall] instead of a deadlock. reply answers an
// [Actor.Ask]; a command that was only sent has nobody to answer, and
// [Reply.Send] says so by returning false.
//
// Under the [Caller] and [Manual] executors a handler must not block.
type Handler[C, R any] func(ctx context.Context, command C, reply Reply[R])

// An Actor owns a mailbox of commands C and handles them one at a time;
// asks are answered with an R. Its methods may be called from any goroutine.
// Make one with [Spawn].
type Actor[C, R any] struct {
	// mu guards everything below but handler, capacity and executor, which
	// never change, and hand, which the goroutine that runs the turn may read.
	// It is never held while a handler or a callback runs. The observer is
	// called under it: that makes the order of events the order of what happened.
	mu       lock
	handler  Handler[C, R]
	observer func(Event)
	capacity int

	executor Executor
	phase    phase
	turn     turn
	answered bool  // the command in hand has been replied to
	broken   bool  // the observer panicked with err; unlock lets the actor fail
	ended    bool  // so has the handlers' context
	spares   uint8 // length of the list at spare

	admitted ring[C, R] // holding a slot, oldest first
	waiting  line[C, R] // blocked senders; once stopping, those who wait for Done
	hand     letter[C, R]
	spare    *call[C, R] // settled calls, kept for the next ones

	offered uint64 // number of the newest command
	counts  counts

	err    error
	done   chan struct{} // made by the first Done
	ending chan struct{} // made by the first Done of the handler's context
}

// phase only ever grows.
type phase uint8

const (
	alive    phase = iota
	stopping       // nothing is admitted any more; what was is being handled
	stopped
)

// turn says what the command in hand is up to.
type turn uint8

const (
	idle     turn = iota // the hand is empty
	received             // the manual executor's: taken, its handler not called yet
	handling             // its handler runs
)

// Spawn starts an actor whose mailbox admits up to capacity commands, and
// whose handler is called for each, on the executor chosen by [On]
// ([Goroutine] without it). It costs no goroutine and no slots until there is
// work.
//
// It panics where capacity is less than 1 or handler is nil.
func Spawn[C, R any](capacity int, handler Handler[C, R], options ...Option) *Actor[C, R] {
	if capacity < 1 {
		panic(fmt.Sprintf("actor: Spawn: capacity is %d, must be at least 1", capacity))
	}
	if handler == nil {
		panic("actor: Spawn: handler is nil")
	}
	var s settings
	for _, option := range options {
		option(&s)
	}
	return &Actor[C, R]{
		handler:  handler,
		observer: s.observer,
		capacity: capacity,
		executor: s.executor,
	}
}

// An Option is a choice made at [Spawn].
type Option func(*settings)

type settings struct {
	executor Executor
	observer func(Event)
}

// On chooses who runs the actor's turns.
func On(executor Executor) Option {
	if executor > Manual {
		panic(fmt.Sprintf("actor: On: executor is %d, must be Goroutine, Caller or Manual", executor))
	}
	return func(s *settings) { s.executor = executor }
}

// Observe has observer called with each [Event], in the order in which they
// happened. It is called while the actor is locked: it must be quick, and must
// not call the actor. Where it panics, the actor fails as if its handler had.
func Observe(observer func(Event)) Option {
	if observer == nil {
		panic("actor: Observe: observer is nil")
	}
	return func(s *settings) { s.observer = observer }
}

// unlock ends a critical section, then tells those that were settled in it.
// Nobody's callback ever runs under the lock.
func (a *Actor[C, R]) unlock(due *due[R]) {
	if a.broken || due.first.done != nil {
		a.unlockAndTell(due)
		return
	}
	a.mu.Unlock()
}

func (a *Actor[C, R]) unlockAndTell(due *due[R]) {
	if a.broken {
		a.broken = false
		a.fail(a.err, 0, due)
	}
	a.mu.Unlock()
	due.deliver()
}
