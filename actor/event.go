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
	Rejected              // it was refused: full, stopped, its context had ended, or its sender would wait for itself
	Received              // it left its slot and is the current one
	Handled               // its turn ended
	Replied               // the handler's answer is with the caller
	Abandoned             // the handler answered, but the caller had gone
	Dropped               // it was discarded unhandled
	Stopped               // the actor is done
	Panicked              // the actor's code panicked or ended its goroutine
	Kept                  // its reply was kept, to be sent after its turn
)

var kinds = [...]string{
	"Blocked", "Admitted", "Withdrawn", "Rejected", "Received", "Handled",
	"Replied", "Abandoned", "Dropped", "Stopped", "Panicked", "Kept",
}

func (k Kind) String() string {
	if int(k) < len(kinds) {
		return kinds[k]
	}
	return "Kind(?)"
}

// report calls the observer, if there is one, under the lock. Comments such as
// "view: blocked" mark the lines that the playground's code view shows for the
// events; see web/internal/codeview.
func (a *Actor[C, R]) report(kind Kind, command uint64, err error) {
	if a.special&observed != 0 {
		a.observe(kind, command, err)
	}
}

func (a *Actor[C, R]) observe(kind Kind, command uint64, err error) {
	if a.special&broken != 0 {
		return
	}
	x := a.extras
	returned := false
	defer func() {
		if returned {
			return
		}
		value := recover()
		a.special |= broken
		if x.err == nil { // otherwise it has failed already, and the first reason stays
			x.err = &PanicError{Source: "observer", Value: value, Stack: debug.Stack()}
		}
	}()
	x.observer(Event{
		Kind:    kind,
		Command: command,
		Len:     a.admitted.length,
		Waiting: a.waitingSenders(),
		Err:     err,
	})
	returned = true
}
