package stage

import "time"

// A Life is what became of one command, from its call to its reply, by the
// trace. A time is -1 if that has not happened, or has fallen out of the trace.
type Life struct {
	Command  uint64
	Client   string
	Index    int32 // of the client; negative for the actor itself
	Line     int32 // of the client's step in the script; 0 for a live command
	What     string
	Actor    int32 // that got it
	Fate     Fate
	Called   time.Duration // offered to the actor
	Admitted time.Duration // it got a slot
	Received time.Duration // it left its slot
	Ended    time.Duration // it was handled, withdrawn, refused or dropped
	Returned time.Duration // the call returned
	Outcome  Outcome       // of the call; OutcomeNone until it has returned
	Answer   int32         // if the outcome of an ask is OutcomeOK
	Whole    bool          // the trace has all of it
	Events   []Event       // of the command, in order
}

// Fate is where a command is, or how it ended.
type Fate string

const (
	FateWaiting   Fate = "waiting" // for a slot
	FateQueued    Fate = "queued"
	FateHandling  Fate = "handling"
	FateHandled   Fate = "handled"
	FatePanicked  Fate = "panicked"
	FateWithdrawn Fate = "withdrawn"
	FateRejected  Fate = "rejected"
	FateDropped   Fate = "dropped"
)

// Life returns the life of a command by its number, as far as the trace goes,
// and false if the trace has no event of it.
func (s *Stage) Life(command uint64) (Life, bool) {
	l := Life{Command: command, Called: -1, Admitted: -1, Received: -1, Ended: -1, Returned: -1}
	if command == 0 {
		return l, false
	}
	for i := range s.trace.Len() {
		if e := s.trace.At(i); e.Command == command {
			l.add(e, s.run.name(e.Client))
		}
	}
	return l, len(l.Events) > 0
}

// add adds an event of the command, by the client who.
func (l *Life) add(e *Event, who string) {
	if len(l.Events) == 0 {
		l.Whole = e.Kind == Blocked || e.Kind == Admitted || e.Kind == Rejected
		if l.Whole {
			l.Called = e.At
		}
	}
	if e.Kind.Core() && l.What == "" {
		l.Client, l.Index, l.Line, l.What = who, e.Client, e.Line, what(e.Op, ModePlain, e.Value)
	}
	l.Events, l.Actor = append(l.Events, *e), e.Actor
	switch e.Kind {
	case Blocked:
		l.Fate = FateWaiting
	case Admitted:
		l.Fate, l.Admitted = FateQueued, e.At
		if e.Op == OpSet || e.Op == OpTrySet {
			l.Returned, l.Outcome = e.At, OutcomeOK
		}
	case Received:
		l.Fate, l.Received = FateHandling, e.At
	case Handled:
		l.Fate, l.Ended = FateHandled, e.At
	case Panicked:
		l.Fate, l.Ended = FatePanicked, e.At
	case Withdrawn:
		l.Fate, l.Ended = FateWithdrawn, e.At
	case Rejected:
		l.Fate, l.Ended = FateRejected, e.At
	case Dropped:
		l.Fate, l.Ended = FateDropped, e.At
	case Answered:
		l.Returned, l.Outcome, l.Answer = e.At, OutcomeOK, e.Value
	case Failed, LetGo:
		l.Returned, l.Outcome = e.At, e.Outcome
	}
}
