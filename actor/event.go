package actor

import "runtime/debug"

// An Event is one thing that happened to a command or to the actor. Its
// numbers are those right after it. The first event of a command is Blocked,
// Admitted or Rejected, and happens inside the call that offers it.
type Event struct {
	Kind    Kind
	Command uint64 // the command's number, from 1 in the order they were offered; 0 if the event is not about one
	Len     int    // commands admitted and not yet received
	Waiting int    // senders blocked for a slot
	Err     error  // what the caller got, or what the actor failed with
}

// Kind is what an [Event] says happened.
type Kind uint8

const (
	Blocked   Kind = iota // the mailbox was full: the sender waits for a slot
	Admitted              // the command holds a slot
	Withdrawn             // its sender gave up waiting for a slot
	Rejected              // it was refused: full, or stopped
	Received              // it left its slot and is in the actor's hands
	Handled               // its handler returned
	Replied               // the handler's answer is with the caller
	Abandoned             // the handler answered, but the caller had gone
	Dropped               // it was discarded unhandled
	Stopped               // the actor is done
	Panicked              // the actor's code panicked or ended its goroutine
)

var kinds = [...]string{
	"Blocked", "Admitted", "Withdrawn", "Rejected", "Received", "Handled",
	"Replied", "Abandoned", "Dropped", "Stopped", "Panicked",
}

func (k Kind) String() string {
	if int(k) < len(kinds) {
		return kinds[k]
	}
	return "Kind(?)"
}

// report tells the observer, if there is one, under the lock. length is given
// because a command that goes straight to the hand is admitted without
// touching the ring.
func (a *Actor[C, R]) report(kind Kind, command uint64, length int, err error) {
	if a.observer != nil {
		a.observe(kind, command, length, err)
	}
}

func (a *Actor[C, R]) observe(kind Kind, command uint64, length int, err error) {
	returned := false
	defer func() {
		if returned {
			return
		}
		value := recover()
		a.observer = nil
		if a.err != nil {
			return // it has failed already; the first reason stays
		}
		a.broken = true
		if value != nil {
			a.err = &PanicError{Source: "observer", Value: value, Stack: debug.Stack()}
			return
		}
		// The goroutine is ending and nobody above will unlock.
		a.err = ErrGoexit
		a.unlock(new(due[R]))
	}()
	a.observer(Event{
		Kind:    kind,
		Command: command,
		Len:     length,
		Waiting: a.waitingSenders(),
		Err:     err,
	})
	returned = true
}
