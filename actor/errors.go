package actor

import (
	"errors"
	"fmt"
)

var (
	// ErrFull is [Actor.TrySend]'s when no slot is free.
	ErrFull = errors.New("actor: mailbox is full")

	// ErrStopped is any call's to an actor that has been stopped, was killed
	// or has failed: [Actor.Err] tells a failure from the others.
	ErrStopped = errors.New("actor: stopped")

	// ErrNoReply is [Actor.Ask]'s when the handler returned without a reply.
	ErrNoReply = errors.New("actor: handler returned without a reply")

	// ErrSelfCall is got by a handler that would wait for its own actor, which
	// can't go on before the handler returns.
	ErrSelfCall = errors.New("actor: the handler would wait for its own actor; send from elsewhere, or don't wait")

	// ErrGoexit is the failure of an actor whose handler ended its goroutine
	// with [runtime.Goexit] (as testing.T's FailNow does).
	ErrGoexit = errors.New("actor: handler ended its goroutine (runtime.Goexit)")
)

// A PanicError is the failure of an actor whose code panicked.
type PanicError struct {
	Source string // whose code it was: "handler", "callback" or "observer"
	Value  any    // what it panicked with
	Stack  []byte // where, as by debug.Stack
}

func (e *PanicError) Error() string {
	return fmt.Sprintf("actor: %s panicked: %v", e.Source, e.Value)
}

// Unwrap returns the panic's value where that is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}
