package stage

import (
	"math"
	"time"
)

// Script is a play as data: the actor's settings and the clients that call it. [Parse] makes one from text, [Format] turns
// it back. A Script that Parse returned keeps every limit of this package; one put together by hand must keep them itself.
type Script struct {
	Capacity      int           // slots of a mailbox, 1 to MaxCapacity
	Handle        time.Duration // virtual time that an actor takes for one command, 0 to MaxDuration
	StartManually bool          // nothing runs an actor until a client's start
	Actors        []ActorGroup  // in the order of the text; none: there is one, without a name
	Clients       []ClientGroup // in the order of the text; none is fine: then only live commands arrive
}

// ClientGroup is one client line: a single client, or several that do the same.
type ClientGroup struct {
	Name     string // as written; NameOf gives the clients' own names
	Count    int    // how many clients, 1 to MaxClients
	Numbered bool   // the line had a count (x3, or even x1), so the clients are Name-1, Name-2, …
	Steps    []Step // what each of them does, in order
	Line     int    // of the name, from 1
}

// Step is one thing that a client does. Which fields mean something depends on Op; the others are zero.
type Step struct {
	Op        Op
	Mode      Mode          // OpGet: how the reply is used. OpAskItself: how it asks
	At        string        // the actor that is called, or several of one name, which take turns; empty for the first
	Expect    Outcome       // OpExpect: the outcome expected; OutcomeValue compares with Value
	HasWithin bool          // OpSet, OpGet, OpStop: the client gives up after Within
	Value     int32         // OpSet, OpTrySet: the number to store. OpExpect with OutcomeValue: the answer to find
	Within    time.Duration // 0 with HasWithin is a context that is done before the call
	Wait      time.Duration // OpWait: for how long
	Times     int           // OpRepeat: how often Body runs, 1 to MaxSteps
	Body      []Step        // OpRepeat: never empty
	Line      int           // of the step's first word, from 1
	Column    int           // likewise, in characters, from 1
}

// Op says what a step does. Words tells what each means to an author.
type Op uint8

const (
	OpSet        Op = iota + 1 // a command that stores Value: Send
	OpTrySet                   // the same by TrySend
	OpGet                      // a command that answers with the value: Ask
	OpCrash                    // a command whose handler panics
	OpExit                     // a command whose handler ends its goroutine
	OpAskItself                // a command whose handler asks its own actor
	OpSendItself               // a command whose handler sends to its own actor
	OpStop                     // Stop
	OpKill                     // Kill
	OpStart                    // starts the actor
	OpWait                     // nothing, for Wait
	OpExpect                   // compares the last outcome
	OpRepeat                   // Body, Times times
)

var opWords = [...]string{
	OpSet: "set", OpTrySet: "try set", OpGet: "get", OpCrash: "crash", OpExit: "exit", OpAskItself: "ask itself",
	OpSendItself: "send itself", OpStop: "stop", OpKill: "kill", OpStart: "start", OpWait: "wait", OpExpect: "expect",
	OpRepeat: "repeat",
}

// String is the word, or the two, that a script has for o.
func (o Op) String() string {
	if int(o) < len(opWords) && o != 0 {
		return opWords[o]
	}
	return "Op(" + decimal(int(o)) + ")"
}

// Mode says how the reply to a get is used.
type Mode uint8

const (
	ModePlain      Mode = iota // the handler replies once and the client takes the reply
	ModeUnread                 // the client drops the reply's receiver at once
	ModeUnanswered             // the handler returns without a reply
	ModeTwice                  // the handler replies twice
	ModeBlindly                // OpAskItself, and a Rule: the handler calls without its own context, which would warn it
	ModeLater                  // a Rule: the handler keeps the reply, and its turn ends
)

var modeWords = [...]string{ModePlain: "", ModeUnread: "unread", ModeUnanswered: "unanswered", ModeTwice: "twice", ModeBlindly: "blindly",
	ModeLater: "later"}

// String is the word that a script has for m: nothing for ModePlain.
func (m Mode) String() string {
	if int(m) < len(modeWords) {
		return modeWords[m]
	}
	return "Mode(" + decimal(int(m)) + ")"
}

// Outcome is how a step came out. An engine records one for each step that calls the actor; OpExpect names the one it wants.
type Outcome uint8

const (
	OutcomeNone       Outcome = iota // no outcome yet
	OutcomeValue                     // in an OpExpect only: the last answer is Step.Value
	OutcomeOK                        // it worked: admitted, answered, stopped or started
	OutcomeFull                      // ErrFull
	OutcomeStopped                   // ErrStopped
	OutcomeTimeout                   // the deadline's cause
	OutcomePanic                     // *PanicError
	OutcomeExit                      // ErrGoexit
	OutcomeNoReply                   // ErrNoReply
	OutcomeItself                    // ErrSelfCall
	OutcomeStarted                   // ErrStarted: it had been started before
	OutcomeNotStarted                // ErrNotStarted
	OutcomeUnread                    // admitted, and the client went on without the reply
	OutcomeDeadlock                  // *DeadlockError
)

var outcomeWords = [...]string{
	OutcomeNone: "", OutcomeValue: "", OutcomeOK: "ok", OutcomeFull: "full", OutcomeStopped: "stopped", OutcomeTimeout: "timeout",
	OutcomePanic: "panic", OutcomeExit: "exit", OutcomeNoReply: "no-reply", OutcomeItself: "itself", OutcomeStarted: "started",
	OutcomeNotStarted: "not-started", OutcomeUnread: "unread", OutcomeDeadlock: "deadlock",
}

// String is the word that a script has for o: nothing for OutcomeNone and OutcomeValue, which have none.
func (o Outcome) String() string {
	if int(o) < len(outcomeWords) {
		return outcomeWords[o]
	}
	return "Outcome(" + decimal(int(o)) + ")"
}

// NameOf is the name of the group's client i, from 0 to Count-1: writer-1 is the client 0 of "writer x3".
func (g ClientGroup) NameOf(i int) string { return nameOf(g.Name, g.Numbered, i) }

func nameOf(name string, numbered bool, i int) string {
	if !numbered {
		return name
	}
	return name + "-" + decimal(i+1)
}

// ClientCount is the number of clients in all.
func (s Script) ClientCount() int {
	n := 0
	for _, g := range s.Clients {
		n += g.Count
	}
	return n
}

// StepCount is the number of steps that all clients take together, repeats unrolled. A repeat is not itself a step. It
// multiplies and never unrolls; a count too large for an int64 is math.MaxInt64.
func (s Script) StepCount() int64 {
	var n int64
	for _, g := range s.Clients {
		n = addCapped(n, mulCapped(int64(g.Count), countSteps(g.Steps)))
	}
	return n
}

func countSteps(steps []Step) int64 {
	var n int64
	for i := range steps {
		if steps[i].Op == OpRepeat {
			n = addCapped(n, mulCapped(int64(steps[i].Times), countSteps(steps[i].Body)))
		} else {
			n = addCapped(n, 1)
		}
	}
	return n
}

// addCapped and mulCapped take counts, never negative ones, and stop at math.MaxInt64 instead of wrapping.
func addCapped(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

func mulCapped(a, b int64) int64 {
	if b != 0 && a > math.MaxInt64/b {
		return math.MaxInt64
	}
	return a * b
}
