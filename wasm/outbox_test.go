//go:build js && wasm

package main

import (
	"errors"
	"slices"
	"testing"

	"github.com/actor-playground/actor-playground/actor"
)

// take empties the outbox as the client does.
func take() []settlement {
	return slices.Clone(outbox.entries[:outboxTake()])
}

func TestTheCallUnderWayIsToldByWhatItReturnsAndOthersByTheOutbox(t *testing.T) {
	outbox = box{}
	outbox.begin(2)
	settle(1, 10, nil)
	settle(2, 20, nil)
	settle(3, 0, actor.ErrStopped)
	if got := outbox.end(); got != 20 {
		t.Errorf("the call returns %v, want 20", got)
	}
	settle(2, 21, nil) // it is under way no more
	want := []settlement{{Ticket: 1, Outcome: 10}, {Ticket: 3, Outcome: refusal + 2}, {Ticket: 2, Outcome: 21}}
	if got := take(); !slices.Equal(got, want) {
		t.Errorf("in the outbox: %v, want %v", got, want)
	}
}

func TestACallThatWasNotSettledIsPending(t *testing.T) {
	outbox = box{}
	outbox.begin(1)
	if got := outbox.end(); got != refused(pending) {
		t.Errorf("it returns %v", got)
	}
}

func TestTheOutboxIsTakenOnceAndItsMemoryIsUsedAgain(t *testing.T) {
	outbox = box{}
	for ticket := range uint64(maxKept + 1) {
		settle(ticket+1, 0, nil)
	}
	if n := len(take()); n != maxKept+1 {
		t.Errorf("took %d entries, want %d", n, maxKept+1)
	}
	if n := len(take()); n != 0 {
		t.Errorf("took %d entries once more", n)
	}
	settle(7, 70, nil)
	if c := cap(outbox.entries); c > maxKept {
		t.Errorf("a burst is paid for with memory for %d entries", c)
	}
	first := &outbox.entries[0]
	take()
	settle(8, 80, nil)
	if &outbox.entries[0] != first {
		t.Error("the memory is not used again")
	}
	if got := take(); !slices.Equal(got, []settlement{{Ticket: 8, Outcome: 80}}) {
		t.Errorf("took %v", got)
	}
}

func TestEveryErrorOfTheCoreHasItsCode(t *testing.T) {
	for err, want := range map[error]code{
		actor.ErrFull:          full,
		actor.ErrStopped:       stopped,
		actor.ErrNoReply:       noReply,
		actor.ErrGoexit:        failed,
		&actor.PanicError{}:    failed,
		errors.New("not ours"): failed,
	} {
		if got := codeOf(err); got != want {
			t.Errorf("%v: code %d, want %d", err, got, want)
		}
	}
}
