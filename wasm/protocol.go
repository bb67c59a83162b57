//go:build js && wasm

package main

import (
	"errors"
	"structs"

	"github.com/actor-playground/actor-playground/actor"
)

// This file and web/src/client/protocol.ts are the two sides of one protocol and have the same shape: change both.

// hostName is the global that the client leaves its side of the boundary under.
const hostName = "actor-playground:host"

// An outcome is how a call ended, in one number: an answer, which is 0 where there is nothing to say, or refusal + a
// code. Answers are less than refusal, be they int32 or handles.
type outcome = float64

const refusal = 1 << 32

// A code says why a call was refused.
type code uint32

const (
	pending     code = iota // no refusal: the outcome comes through the outbox, under the call's ticket
	full                    // trySet: no slot is free
	stopped                 // the actor was stopped, or there is none of that handle
	failed                  // the actor's handler, or this program, has a bug
	noReply                 // the handler returned without an answer
	notInt32                // the value is none; nothing was sent
	badCapacity             // the capacity is not whole or not 1 to mostCapacity; no actor was started
	badExecutor             // no such executor, or a step of an actor that is not manual
	tooMany                 // there are mostActors
)

func refused(c code) outcome { return refusal + outcome(c) }

// outcomeOf is the outcome of a call of the core.
func outcomeOf(answer int32, err error) outcome {
	if err != nil {
		return refused(codeOf(err))
	}
	return outcome(answer)
}

// codeOf is the code for an error of the core. What failed means in words, actorReason says.
func codeOf(err error) code {
	switch {
	case errors.Is(err, actor.ErrFull):
		return full
	case errors.Is(err, actor.ErrStopped):
		return stopped
	case errors.Is(err, actor.ErrNoReply):
		return noReply
	default:
		return failed
	}
}

// The executors that an actor can be started with.
const (
	byCaller uint32 = iota // actor.Caller
	byHand                 // actor.Manual
)

const (
	mostCapacity = 65536 // slots, as in the stage's scripts
	mostActors   = 1 << indexBits
)

// A settlement is one entry of the outbox.
type settlement struct {
	_       structs.HostLayout
	ticket  float64
	outcome outcome
}

// stats are actor.Stats, in its order.
type stats [12]float64

func statsOf(s actor.Stats) stats {
	return stats{
		float64(s.Len),
		float64(s.Cap),
		float64(s.Waiting),
		float64(s.Busy),
		float64(s.Admitted),
		float64(s.Received),
		float64(s.Handled),
		float64(s.Dropped),
		float64(s.Withdrawn),
		float64(s.Rejected),
		float64(s.Replied),
		float64(s.Abandoned),
	}
}
