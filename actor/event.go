package actor

import "runtime/debug"

// An Event is one thing that happened to a command or to the actor. Its
// numbers are those right after it. The first event of a command is Blocked,
// Admitted or Rejected, and happens inside the call that offers it.
type Event struct {
	Kind    Kind
	Command uint64 // the command's number, from 1 in the order they were offered (StopFunc uses one up); 0 if the event is not about one
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
	Rejected              // it was refused: full, stopped, or its context had ended
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

// report tells the observer, if there is one, under the lock. What it tells of
// has been done and all it owes is in due: should the observer end the
// goroutine, nothing after report is.
func (a *Actor[C, R]) report(kind Kind, command uint64, err error, due *due[R]) {
	if a.observer != nil {
		a.observe(kind, command, err, due)
	}
}

func (a *Actor[C, R]) observe(kind Kind, command uint64, err error, due *due[R]) {
	returned := false
	defer func() {
		if returned {
			return
		}
		value := recover()
		a.observer = nil
		a.broken = true
		switch {
		case a.err != nil: // it has failed already; the first reason stays
		case value != nil:
			a.err = &PanicError{Source: "observer", Value: value, Stack: debug.Stack()}
		default:
			a.err = ErrGoexit
		}
		if value == nil {
			// The goroutine is ending: nobody above will run the turn or unlock.
			a.endReceived(due)
			a.unlock(due)
		}
	}()
	a.observer(Event{
		Kind:    kind,
		Command: command,
		Len:     a.admitted.length,
		Waiting: a.waitingSenders(),
		Err:     err,
	})
	returned = true
}
