//go:build js && wasm

//lint:file-ignore U1000 staticcheck does not know that go:wasmexport is a use.

package main

import "unsafe"

// outbox collects the outcomes of pending calls. The client takes them in bulk.
var outbox box

type box struct {
	entries []settlement
	taken   bool // by the client: the next entry is the first again

	// The call under way, if any. Its own outcome does not go into the box but is what the exported function returns.
	ticket  float64
	outcome outcome
}

// maxKept is how many entries an empty box keeps the memory for.
const maxKept = 4096

// begin says that a call begins; end returns its outcome, which is pending if it was not settled.
func (b *box) begin(ticket float64) { b.ticket, b.outcome = ticket, refusal+outcome(pending) }

func (b *box) end() outcome {
	b.ticket = 0
	return b.outcome
}

// settle is the callback of every call.
func settle(ticket uint64, answer int32, err error) {
	outbox.put(float64(ticket), outcomeOf(answer, err))
}

func (b *box) put(ticket float64, o outcome) {
	if ticket == b.ticket {
		b.outcome = o
		return
	}
	if b.taken {
		b.taken = false
		b.entries = b.entries[:0]
		if cap(b.entries) > maxKept {
			b.entries = nil
		}
	}
	b.entries = append(b.entries, settlement{Ticket: ticket, Outcome: o})
}

// outboxTake returns how many entries there are that were not taken yet, and takes them. They stay where outboxAddress
// says until the next call.
//
//go:wasmexport outboxTake
func outboxTake() uint32 {
	if outbox.taken {
		return 0
	}
	outbox.taken = true
	return uint32(len(outbox.entries))
}

//go:wasmexport outboxAddress
func outboxAddress() *settlement { return unsafe.SliceData(outbox.entries) }
