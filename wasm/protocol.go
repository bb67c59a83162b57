//go:build js && wasm

package main

import (
	"errors"

	"github.com/actor-playground/actor-playground/actor"
	"github.com/actor-playground/actor-playground/wasm/protocol"
)

// What crosses is written down in package protocol, of which the client's side is made. Here it is met with the core.

type (
	outcome    = protocol.Outcome
	code       = protocol.Code
	settlement = protocol.Settlement
	stats      = protocol.Stats
)

const (
	hostName     = protocol.HostName
	refusal      = protocol.Refusal
	pending      = protocol.Pending
	full         = protocol.Full
	stopped      = protocol.Stopped
	failed       = protocol.Failed
	noReply      = protocol.NoReply
	notInt32     = protocol.NotInt32
	badCapacity  = protocol.BadCapacity
	badExecutor  = protocol.BadExecutor
	tooMany      = protocol.TooMany
	byCaller     = protocol.ByCaller
	byHand       = protocol.ByHand
	mostCapacity = protocol.MostCapacity
	mostActors   = 1 << indexBits
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

func statsOf(s actor.Stats) stats {
	return stats{
		Depth:     float64(s.Len),
		Capacity:  float64(s.Cap),
		Waiting:   float64(s.Waiting),
		Busy:      float64(s.Busy),
		Admitted:  float64(s.Admitted),
		Received:  float64(s.Received),
		Handled:   float64(s.Handled),
		Dropped:   float64(s.Dropped),
		Withdrawn: float64(s.Withdrawn),
		Rejected:  float64(s.Rejected),
		Replied:   float64(s.Replied),
		Abandoned: float64(s.Abandoned),
	}
}
