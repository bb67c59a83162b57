// Package protocol is what crosses between the Go program in the tab and its JavaScript client, written down once: how calls
// end, and the shapes of what is shown. The build makes TypeScript of it, doc comments included, with package
// web/internal/typescript: a script imports "wasm:calls" and "wasm:protocol", and can't differ from this. For editors and
// the type check the same TypeScript is written to files, which are not kept:
//
//	go generate ./wasm/protocol
//
// The package knows neither the core nor the browser. The stage writes the shapes as JSON by hand; a test there compares.
package protocol

import "structs"

//go:generate go run ../../web/internal/typescript/write

// HostName is the global that the client leaves its side of the boundary under.
const HostName = "actor-playground:host"

// Outcome is how a call ended, in one number: an answer, which is 0 if there is nothing to say, or Refusal + a code. Answers
// are less than Refusal, be they int32 or handles.
type Outcome = float64

// Refusal is the first outcome that is no answer.
const Refusal = 1 << 32

// Handle stands for an actor in the module. 0 is no actor's.
type Handle = uint32

// Code says why a call was refused. Its word is the one of CodeWords at its index.
type Code uint32

const (
	Pending     Code = iota // no refusal: the outcome comes through the outbox, under the call's ticket
	Full                    // trySet: no slot is free
	Stopped                 // the actor was stopped, or there is none of that handle
	Failed                  // the actor's handler, or the program, has a bug
	NoReply                 // the handler returned without an answer
	NotInt32                // the value is none; nothing was sent
	BadCapacity             // the capacity is not whole or not 1 to MostCapacity; no actor was started
	BadExecutor             // no such executor, or a step of an actor that is not manual
	TooMany                 // no more actors fit into the program's table
)

// CodeWords are the codes as JavaScript sees them.
var CodeWords = [...]string{
	Pending: "pending", Full: "full", Stopped: "stopped", Failed: "failed", NoReply: "no-reply", NotInt32: "not-int32",
	BadCapacity: "bad-capacity", BadExecutor: "bad-executor", TooMany: "too-many",
}

// The executors that an actor can be started with.
const (
	ByCaller = 0 // each call has the actor handle it before it returns
	ByHand   = 1 // step alone does
)

// MostCapacity is how many slots a mailbox may have, as in the stage's scripts.
const MostCapacity = 65536

// A Settlement is one entry of the outbox, in memory: two float64.
type Settlement struct {
	_       structs.HostLayout
	Ticket  float64
	Outcome Outcome
}

// SettlementNumbers is how many numbers a settlement is.
const SettlementNumbers = 2
