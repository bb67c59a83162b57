//go:build js && wasm

//lint:file-ignore U1000 staticcheck does not know that go:wasmexport is a use.

package main

import (
	"context"
	"runtime"

	"github.com/actor-playground/actor-playground/actor"
	"github.com/actor-playground/actor-playground/actor/data"
)

// The exported functions for actors. A call of one costs some 10 ns more than a Go call, and must never block.
//
// An actor that is not manual is idle whenever one of these is called: its handler neither blocks nor calls the page, so
// each turn ends inside the call that began it. Its blocking face then never blocks, and is the core's shortest way. A
// manual actor needs the callback face.
//
// What takes a ticket is settled once: at once, with what it returns, or later, with an entry in the outbox, and then
// it returns pending. Tickets are whole numbers from 1 that the client never uses twice. Only actorStep, actorStop and
// actorFree settle other calls than their own; the client looks into the outbox after each of these.

// actorStart starts an actor, and returns its handle.
//
//go:wasmexport actorStart
func actorStart(capacity float64, executor uint32) (result outcome) {
	defer guard(0, &result)
	if !(capacity >= 1 && capacity <= mostCapacity) || capacity != float64(int(capacity)) {
		return refused(badCapacity)
	}
	var v *data.Value
	switch executor {
	case byCaller:
		v = data.New(int(capacity))
	case byHand:
		v = data.New(int(capacity), actor.On(actor.Manual))
	default:
		return refused(badExecutor)
	}
	h := actors.add(v, executor == byHand)
	if h == 0 {
		return refused(tooMany)
	}
	return outcome(h)
}

// actorSet sends value. Its outcome is 0 once that is admitted.
//
//go:wasmexport actorSet
func actorSet(h handle, value, ticket float64) (result outcome) {
	defer guard(h, &result)
	i, ok := int32Of(value)
	if !ok {
		return refused(notInt32)
	}
	p := actors.at(h)
	switch {
	case p == nil:
		return refused(gone(h))
	case p.manual:
		outbox.begin(ticket)
		p.value.Actor().SendFunc(data.Command{Op: data.Set, Value: i}, uint64(ticket), settle)
		return outbox.end()
	}
	return outcomeOf(0, p.value.Set(background, i))
}

// actorTrySet sends value if there is a free slot.
//
//go:wasmexport actorTrySet
func actorTrySet(h handle, value float64) (result outcome) {
	defer guard(h, &result)
	i, ok := int32Of(value)
	if !ok {
		return refused(notInt32)
	}
	p := actors.at(h)
	if p == nil {
		return refused(gone(h))
	}
	return outcomeOf(0, p.value.TrySet(i))
}

// actorGet asks for the value.
//
//go:wasmexport actorGet
func actorGet(h handle, ticket float64) (result outcome) {
	defer guard(h, &result)
	p := actors.at(h)
	switch {
	case p == nil:
		return refused(gone(h))
	case p.manual:
		outbox.begin(ticket)
		p.value.Actor().AskFunc(data.Command{Op: data.Get}, uint64(ticket), settle)
		return outbox.end()
	}
	return outcomeOf(p.value.Get(background))
}

var background = context.Background()

// int32Of converts what is an int32. All that is not comes back changed: the conversion saturates and then wraps, and
// NaN equals nothing. -0 is 0.
func int32Of(value float64) (i int32, ok bool) {
	i = int32(value)
	return i, float64(i) == value
}

// actorStep has a manual actor receive and handle one command. Its outcome is 1, or 0 if there was none.
//
//go:wasmexport actorStep
func actorStep(h handle) (result outcome) {
	defer guard(h, &result)
	p := actors.at(h)
	switch {
	case p == nil:
		return refused(gone(h))
	case !p.manual:
		return refused(badExecutor)
	}
	a := p.value.Actor()
	if a.Receive() && a.Handle() {
		return 1
	}
	return 0
}

// actorStop lets the actor handle what it has admitted, and nothing else any more. Its outcome is 0 once that is done;
// a manual actor must be stepped to get there. The actor keeps its handle until actorFree.
//
//go:wasmexport actorStop
func actorStop(h handle, ticket float64) (result outcome) {
	defer guard(h, &result)
	p := actors.at(h)
	if p == nil {
		if gone(h) == failed {
			return refused(failed)
		}
		return 0 // it is over
	}
	outbox.begin(ticket)
	p.value.Actor().StopFunc(uint64(ticket), settle)
	return outbox.end()
}

// actorFree gives up the actor and its handle. What it still has to do is discarded, and those who await it are refused.
//
//go:wasmexport actorFree
func actorFree(h handle) {
	var result outcome
	defer guard(h, &result)
	delete(lost, h)
	if v := actors.remove(h); v != nil {
		v.Actor().Kill()
	}
}

// actorReason leaves why the actor failed, as stageReason does for a stage: nothing if it didn't.
//
//go:wasmexport actorReason
func actorReason(h handle) uint32 {
	reason := lost[h]
	if p := actors.at(h); p != nil {
		if err := p.value.Actor().Err(); err != nil {
			reason = bounded(err.Error())
		}
	}
	return leave(append(kept(), reason...))
}

// actorStats returns where the actor's stats are, until the next call; 0 if there is no such actor.
//
//go:wasmexport actorStats
func actorStats(h handle) *stats {
	p := actors.at(h)
	if p == nil {
		return nil
	}
	snapshot = statsOf(p.value.Actor().Stats())
	return &snapshot
}

var snapshot stats

// actorCount returns how many actors have a handle.
//
//go:wasmexport actorCount
func actorCount() uint32 { return uint32(actors.count) }

// goroutineCount returns how many goroutines there are.
//
//go:wasmexport goroutineCount
func goroutineCount() uint32 { return uint32(runtime.NumGoroutine()) }
