package actor

import (
	"context"
	"runtime"
	"sync/atomic"
)

// A Callback gets the outcome of a call, once: the answer (zero except for an
// ask) or the error. ticket is what the caller gave with the call, so that one
// function can serve them all.
//
// It runs outside the actor's lock and may call the actor, but it must not
// block or panic: it may run before the call that it belongs to has returned,
// in another caller's goroutine, or inside [Reply.Send].
type Callback[R any] func(ticket uint64, answer R, err error)

// A Call is a call that may still be under way, for its [Call.Cancel]. The
// zero Call is one that has ended.
type Call[C, R any] struct {
	actor *Actor[C, R]
	call  *call[C, R]
	id    uint64
}

// Cancel ends the call, and reports whether it still could; if so the callback
// has got cause (context.Canceled if cause is nil) when Cancel returns. A
// command that waits for a slot is withdrawn. One that is admitted will be
// handled, and its reply is discarded. Cancel does not block.
func (c Call[C, R]) Cancel(cause error) bool {
	if c.call == nil {
		return false
	}
	if cause == nil {
		cause = context.Canceled
	}
	return c.actor.cancel(c.call, c.id, cause)
}

// call is what the actor keeps of a caller who awaits an outcome. Calls
// are used again, which is safe because all that point to one also carry the
// id of the command it was for, and ids never recur.
type call[C, R any] struct {
	id      uint64 // 0 while spare
	ticket  uint64
	done    Callback[R]   // the callback face
	state   atomic.Uint32 // the blocking face: where its goroutine and the outcome are
	wake    chan struct{} // the blocking face; holds one token; made when first needed
	command C             // while it waits for a slot
	answer  R
	err     error
	wait    *wait // in the graph, of a call made in a turn

	prev, next *call[C, R] // in the line; next also among the spare

	asks    bool // wants an answer, not only a slot
	queued  bool // is in the line
	kept    bool // its reply was kept
	settled bool // the blocking face: answer and err are there to be read

	below uint8 // while spare: how many come after it
}

// The states of a call whose goroutine waits.
const (
	pending uint32 = iota // the outcome is not there, and the goroutine does not sleep
	parked                // the goroutine sleeps on wake
	over                  // the outcome is there to be read
)

// maxSpare bounds what an idle actor keeps after many callers at once.
const maxSpare = 8

func (a *Actor[C, R]) newCall(id, ticket uint64, done Callback[R]) *call[C, R] {
	c := a.spare
	if c == nil {
		c = new(call[C, R])
	} else {
		a.spare = c.next
		c.next = nil
	}
	c.id, c.ticket, c.done = id, ticket, done
	return c
}

// release takes back a call whose outcome nobody will read again.
func (a *Actor[C, R]) release(c *call[C, R]) {
	var below uint8
	if a.spare != nil {
		below = a.spare.below + 1
	}
	if below == maxSpare || a.phase == stopped {
		*c = call[C, R]{} // its caller may hold on to a Call, but not to a command
		return
	}
	*c = call[C, R]{wake: c.wake, next: a.spare, below: below}
	a.spare = c
}

// settle ends a call that has not ended, under the lock.
func (a *Actor[C, R]) settle(c *call[C, R], answer R, err error, owed *settlements[R]) {
	if c.wait != nil || c.kept {
		a.untie(c)
	}
	if c.done != nil {
		owed.add(settlement[R]{c.done, c.ticket, answer, err}) // view: answered
		a.release(c)
		return
	}
	c.answer, c.err, c.settled = answer, err, true
	// From here on c is its goroutine's alone, unless that sleeps.
	if c.state.Swap(over) == parked {
		c.wake <- struct{}{} // has room: a call is settled once
	}
}

// untie takes c out of the graph and from those whose replies were kept, under
// the lock.
func (a *Actor[C, R]) untie(c *call[C, R]) {
	c.wait.end()
	c.wait = nil
	if c.kept {
		c.kept = false
		a.extras.forget(c)
	}
}

func (a *Actor[C, R]) cancel(c *call[C, R], id uint64, cause error) bool {
	var none R
	var owed settlements[R]
	a.mu.Lock()
	if c.id != id || c.settled {
		a.mu.Unlock()
		return false
	}
	withdrawn := c.queued && a.phase == alive
	if c.queued {
		a.extras.waiters.remove(c) // view: withdrawn
	}
	a.settle(c, none, cause, &owed) // view: let go
	if withdrawn {
		a.extras.withdrawn++
		a.report(Withdrawn, id, cause)
	}
	a.unlock(&owed)
	return true
}

// await blocks until c is settled. If ctx ends first the outcome is whatever c
// was settled with by the time it holds the lock: an admission or an answer that
// won the race stands.
func (a *Actor[C, R]) await(ctx context.Context, c *call[C, R], id uint64) (R, error) {
	for left := yields(); c.state.Load() != over; left-- {
		if left == 0 {
			a.sleep(ctx, c, id)
			break
		}
		runtime.Gosched()
	}
	lockSoon(&a.mu)
	answer, err := a.collect(c)
	a.mu.Unlock()
	return answer, err
}

// sleep is the rest of await: it sleeps until c is settled.
func (a *Actor[C, R]) sleep(ctx context.Context, c *call[C, R], id uint64) {
	if c.wake == nil {
		c.wake = make(chan struct{}, 1)
	}
	if !c.state.CompareAndSwap(pending, parked) {
		return
	}
	ended := ctx.Done()
	if ended == nil {
		<-c.wake
		return
	}
	select {
	case <-c.wake:
	case <-ended:
		a.cancel(c, id, context.Cause(ctx))
		<-c.wake
	}
}

// collect reads a settled call and gives it back, under the lock.
func (a *Actor[C, R]) collect(c *call[C, R]) (R, error) {
	answer, err := c.answer, c.err
	a.release(c)
	return answer, err
}
