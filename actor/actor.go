package actor

import (
	"context"
	"fmt"
	"reflect"
	"sync/atomic"
)

// A Handler handles one command. The actor calls it for one command at a
// time, so what it owns needs no lock.
//
// ctx is the turn's own. It ends when the actor is killed or done. A handler
// that calls another actor passes it on, as it is or derived: then a ring of
// actors that wait for each other is refused with [ErrDeadlock] and does not
// hang. Several goroutines of one turn may use it at once. Once the handler has
// returned, a call with it is like any other call.
//
// reply answers an [Actor.Ask], before the handler returns or, if it is kept by
// [Reply.Keep], later. A command that was only sent has nobody to answer, and
// [Reply.Send] says so by returning false.
//
// Under the [Caller] and [Manual] executors a handler must not block.
type Handler[C, R any] func(ctx context.Context, command C, reply Reply[R])

// An Actor owns a mailbox of commands C and handles them one at a time;
// asks are answered with an R. Its methods may be called from any goroutine.
// Make one with [Spawn].
type Actor[C, R any] struct {
	// mu guards everything below but handler, capacity and executor, which
	// never change. The goroutine that runs a turn may read the current entry
	// without it. It is never held while code of the user runs, except the
	// observer, which is called under it: that makes the order of events the
	// order of what happened.
	handler  Handler[C, R]
	mu       lock // on js a byte
	executor Executor
	phase    phase
	special  special
	turn     turn
	outcome  outcome // of the current turn's ask
	direct   bool    // the current command was asked by the goroutine that runs it, and has no call
	context  uint8   // index of the latest turn's among contexts

	current  entry[C, R]     // what the turn is about
	runner   context.Context // under Caller: of the call in whose goroutine the turns run; nil for the background
	answer   R               // to a direct ask
	contexts *turnContexts[C, R]
	offered  uint64 // number of the newest command
	replied  uint64

	admitted queue[entry[C, R]] // holding a slot, oldest first
	capacity int
	spare    *call[C, R]   // settled calls, kept for the next ones
	extras   *extras[C, R] // nil until it is needed: an idle actor is to be small
}

// extras are what most actors never need.
type extras[C, R any] struct {
	observer func(Event)
	ended    bool // the handlers' context was cancelled

	waiters line[C, R]             // blocked senders; once stopping, those who wait for Done
	kept    map[uint64]*call[C, R] // asks whose replies were kept, by their command's number
	maxKept int                    // the largest length of kept since it was made
	keeper  *keeper

	dropped, withdrawn, rejected, abandoned uint64
	stopIDs                                 uint64 // numbers that StopFunc used up

	name string
	node *node // in the graph of who waits for whom
	host *wait // of the runner, if that is a turn: it can't go on before run returns

	err    error
	done   chan struct{} // made by the first Done
	ending chan struct{} // made by the first Done of the handlers' context
}

// phase only ever grows.
type phase uint8

const (
	alive    phase = iota
	stopping       // nothing is admitted any more; what was is being handled
	stopped
)

// turn says what the current command is up to.
type turn uint8

const (
	idle     turn = iota // there is none
	received             // under Manual: taken from its slot, its handler not called yet
	handling             // its handler runs
	returned             // under Manual: its handler has returned, and the turn is held
)

// outcome says what has become of the ask that the turn is about.
type outcome uint8

const (
	unanswered outcome = iota
	answered
	failed // it gets what the actor failed with
	kept   // its reply was kept
)

// special has a bit for each thing that keeps a command off the shortest way.
type special uint8

const (
	observed special = 1 << iota
	linked           // the current turn is in the graph of who waits for whom
	held             // the current turn goes on after its handler has returned
	hosted           // the runner is a turn that is in the graph, too
	closing          // the phase is no longer alive
	broken           // the observer panicked with err; unlock lets the actor fail
)

// Spawn starts an actor whose mailbox admits up to capacity commands, and
// whose handler is called for each, on the executor chosen by [On]
// ([Goroutine] without it). It costs no goroutine and no slots until there is
// work.
//
// It panics if capacity is less than 1 or handler is nil.
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
	a := &Actor[C, R]{ // view: started
		handler:  handler,
		executor: s.executor,
		capacity: capacity,
		context:  contextsAtOnce - 1, // the first turn makes them
	}
	if s.executor == Goroutine && !hasCrew() {
		a.executor = alone
	}
	if s.observer != nil {
		a.special = observed
		a.more().observer = s.observer
	}
	if s.name != "" {
		a.more().name = s.name
	}
	return a
}

// An Option is a choice made at [Spawn].
type Option func(*settings)

type settings struct {
	executor Executor
	observer func(Event)
	name     string
}

// On chooses who runs the actor's turns.
func On(executor Executor) Option {
	if executor > Manual {
		panic(fmt.Sprintf("actor: On: executor is %d, must be Goroutine, Caller or Manual", executor))
	}
	return func(s *settings) { s.executor = executor }
}

// Observe has observer called with each [Event], in the order in which they
// happened. It is called while the actor is locked: it must be quick, must not
// call the actor, and must not end its goroutine ([runtime.Goexit]). If it
// panics, the actor fails as if its handler had.
func Observe(observer func(Event)) Option {
	if observer == nil {
		panic("actor: Observe: observer is nil")
	}
	return func(s *settings) { s.observer = observer }
}

// Named gives the actor the name by which [ErrDeadlock] and [Actor.Name] speak
// of it.
func Named(name string) Option {
	if name == "" {
		panic("actor: Named: name is empty")
	}
	return func(s *settings) { s.name = name }
}

// Name returns the name given by [Named], or else a number of the actor's own
// with the type of its commands, such as "actor 3 of data.Command".
func (a *Actor[C, R]) Name() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.nameLocked()
}

func (a *Actor[C, R]) nameLocked() string {
	x := a.more()
	if x.name == "" {
		x.name = fmt.Sprintf("actor %d of %v", unnamed.Add(1), reflect.TypeFor[C]())
	}
	return x.name
}

// unnamed counts the actors that were asked for a name and had none.
var unnamed atomic.Uint64

// more returns the extras, under the lock.
func (a *Actor[C, R]) more() *extras[C, R] {
	if a.extras == nil {
		a.extras = new(extras[C, R])
	}
	return a.extras
}

// unlock ends a critical section, then calls back those that were settled in it.
// Nobody's callback ever runs under the lock.
func (a *Actor[C, R]) unlock(owed *settlements[R]) {
	if a.special&broken != 0 || owed.first.done != nil {
		a.unlockAndTell(owed)
		return
	}
	a.mu.Unlock()
}

func (a *Actor[C, R]) unlockAndTell(owed *settlements[R]) {
	if a.special&broken != 0 {
		a.special &^= broken | observed
		a.fail(a.extras.err, 0, owed)
	}
	a.mu.Unlock()
	if owed.first.done != nil {
		owed.deliver()
	}
}
