package stage

import (
	"time"

	"github.com/actor-playground/actor-playground/actor"
)

// An Event is one line of a trace: something that the core reported, or that a
// client did or got.
type Event struct {
	Step    int           // that it was part of, from 1; all events of a step are one critical section
	At      time.Duration // virtual time
	Kind    Kind
	Op      Op      // of the command, or of the client's own step
	Outcome Outcome // of Rejected, Withdrawn, Dropped, Panicked and Failed: why; of Unmet: the outcome instead
	Client  int32   // index of the client, or one of the others below
	Line    int32   // of the client's step in the script; 0 for a live command
	Held    int32   // the actor's value, right after
	Command uint64  // the command's number; 0 if the event is not about one
	Value   int32   // of a set or an answer; of Unmet, the answer that came instead; of Replied and Abandoned, the declared actor that sent the reply
	Actor   int32   // index of the actor that it is about
	Len     int     // commands that hold a slot, right after
	Waiting int     // senders that wait for one, right after
}

const (
	// Nobody is the client of what the actor does on its own account.
	Nobody int32 = -1
	// Itself is the client of what the actor's handler asks of its own actor.
	Itself int32 = -2
	// byActors, less its index, is the client of what a declared actor's handler calls for.
	byActors int32 = -3
)

// ByActor is the client that stands for the calls of declared actor k's handler.
func ByActor(k int32) int32 { return byActors - k }

// actorOf is the actor whose handler is that client, or -1.
func actorOf(client int32) int32 { return max(byActors-client, -1) }

// caller is the actor whose handler that client is, for a command to actor k, or -1.
func caller(client, k int32) int32 {
	if client == Itself {
		return k
	}
	return actorOf(client)
}

// Kind is what an [Event] says happened: the kinds of [actor.Event] as they
// are, and then those that are a client's own.
type Kind uint8

const (
	Blocked   = Kind(actor.Blocked)
	Admitted  = Kind(actor.Admitted)
	Withdrawn = Kind(actor.Withdrawn)
	Rejected  = Kind(actor.Rejected)
	Received  = Kind(actor.Received)
	Handled   = Kind(actor.Handled)
	Replied   = Kind(actor.Replied)
	Abandoned = Kind(actor.Abandoned)
	Dropped   = Kind(actor.Dropped)
	Stopped   = Kind(actor.Stopped)
	Panicked  = Kind(actor.Panicked)
	Kept      = Kind(actor.Kept)
)

const (
	Answered Kind = iota + Kept + 1 // its get was answered with Value
	Failed                          // its call returned an error
	LetGo                           // it dropped the reply's receiver
	Ignored                         // the handler's second reply was discarded
	Slept                           // it began to wait
	Met                             // what it expected is so
	Unmet                           // it is not
	Started                         // it started the actor
	Stopping                        // it called Stop
	Killed                          // it called Kill
	Woke                            // it has waited, and that was its last step
)

// ownWords are the clients' own kinds, from Answered on.
var ownWords = [...]string{"Answered", "Failed", "LetGo", "Ignored", "Slept", "Met", "Unmet", "Started", "Stopping", "Killed", "Woke"}

func (k Kind) String() string {
	if k < Answered {
		return actor.Kind(k).String()
	}
	if int(k-Answered) < len(ownWords) {
		return ownWords[k-Answered]
	}
	return "Kind(?)"
}

// Core reports whether k is the core's own word.
func (k Kind) Core() bool { return k < Answered }
