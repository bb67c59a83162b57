package actor

import (
	"errors"
	"fmt"
)

var (
	// ErrFull is the error of [Actor.TrySend] when no slot is free.
	ErrFull = errors.New("actor: mailbox is full")

	// ErrStopped is the error of any call to an actor that was stopped, was
	// killed or has failed. [Actor.Err] returns the failure, if there is one.
	ErrStopped = errors.New("actor: stopped")

	// ErrNoReply is the error of [Actor.Ask] when the handler returned without a reply, or
	// when a reply that was kept is lost: nobody can send it any more, or the
	// actor is done.
	ErrNoReply = errors.New("actor: handled without a reply")

	// ErrDeadlock is the error of the call that would close a ring of handlers,
	// each of which waits for the next: one asks an actor, or waits for a slot of
	// its mailbox, whose handler waits in the same way for the first. None
	// could ever go on. Match it with errors.Is; the error itself is a
	// [*DeadlockError], which names the actors, or [ErrSelfCall].
	//
	// The other calls of the ring are not disturbed: they go on when the
	// handler whose call was refused returns. A call is seen if it is made with
	// the context of the turn, or one derived from it, or in its [Turn]. A call
	// made with another context is not, and neither is a wait for something
	// other than an actor, such as a channel, or for a reply that was kept.
	ErrDeadlock = errors.New("actor: deadlock")

	// ErrSelfCall is the [ErrDeadlock] of a ring of one: a handler would wait
	// for its own actor, which can't go on before the handler returns.
	ErrSelfCall error = selfCall{}

	// ErrGoexit is the failure of an actor whose handler ended its goroutine
	// with [runtime.Goexit] (as testing.T's FailNow does).
	ErrGoexit = errors.New("actor: handler ended its goroutine (runtime.Goexit)")
)

type selfCall struct{}

func (selfCall) Error() string {
	return "actor: the handler would wait for its own actor; send from elsewhere, or don't wait"
}

func (selfCall) Is(target error) bool { return target == ErrDeadlock }

// A PanicError is the failure of an actor whose code panicked.
type PanicError struct {
	Source string // whose code it was: "handler", "callback" or "observer"
	Value  any    // what it panicked with
	Stack  []byte // where, as by debug.Stack
}

func (e *PanicError) Error() string {
	return fmt.Sprintf("actor: %s panicked: %v", e.Source, e.Value)
}

// Unwrap returns the panic's value if that is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}
