package actor

import "context"

// A Callback is told how a call ended, once: with the answer (zero but for an
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
// has got cause (context.Canceled where cause is nil) when Cancel returns. A
// command that waits for a slot is withdrawn. One that is admitted will be
// handled all the same, and its reply abandoned. Cancel does not block.
func (c Call[C, R]) Cancel(cause error) bool {
	if c.call == nil {
		return false
	}
	if cause == nil {
		cause = context.Canceled
	}
	return c.actor.cancel(c.call, c.id, cause)
}

// call is what the actor keeps of a caller who is to be told something. Calls
// are used again, which is safe because all that point to one also carry the
// id of the command it was for, and ids never recur.
type call[C, R any] struct {
	id      uint64 // 0 while spare
	ticket  uint64
	done    Callback[R]   // the callback face
	wake    chan struct{} // the blocking face; holds one token; made when first needed
	command C             // while it waits for a slot
	answer  R
	err     error

	prev, next *call[C, R] // in the line; next also among the spare

	asks    bool // wants an answer, not only a slot
	queued  bool // is in the line
	parked  bool // its goroutine sleeps on wake
	settled bool // the blocking face: answer and err are there to be read
}

// mostSpare bounds what an idle actor keeps after many callers at once.
const mostSpare = 8

func (a *Actor[C, R]) newCall(id, ticket uint64, done Callback[R]) *call[C, R] {
	c := a.spare
	if c == nil {
		c = new(call[C, R])
	} else {
		a.spare = c.next
		a.spares--
		c.next = nil
	}
	c.id, c.ticket, c.done = id, ticket, done
	return c
}

// release takes back a call whose outcome nobody will read again.
func (a *Actor[C, R]) release(c *call[C, R]) {
	if a.spares == mostSpare || a.phase == stopped {
		*c = call[C, R]{} // its caller may hold on to a Call, but not to a command
		return
	}
	*c = call[C, R]{wake: c.wake, next: a.spare}
	a.spare = c
	a.spares++
}

// settle ends a call that has not ended, under the lock.
func (a *Actor[C, R]) settle(c *call[C, R], answer R, err error, due *due[R]) {
	if c.done != nil {
		due.add(settled[R]{c.done, c.ticket, answer, err})
		a.release(c)
		return
	}
	c.answer, c.err, c.settled = answer, err, true
	if c.parked {
		c.wake <- struct{}{} // has room: a call is settled once
	}
}

func (a *Actor[C, R]) cancel(c *call[C, R], id uint64, cause error) bool {
	var none R
	var due due[R]
	a.mu.Lock()
	if c.id != id || c.settled {
		a.mu.Unlock()
		return false
	}
	withdrawn := c.queued && a.phase == alive
	if c.queued {
		a.waiting.remove(c)
	}
	a.settle(c, none, cause, &due)
	if withdrawn {
		a.counts.withdrawn++
		a.report(Withdrawn, id, cause, &due)
	}
	a.unlock(&due)
	return true
}

// park readies c for await, under the lock.
func (c *call[C, R]) park() {
	c.parked = true
	if c.wake == nil {
		c.wake = make(chan struct{}, 1)
	}
	if c.settled {
		c.wake <- struct{}{} // the observer has failed the actor by then
	}
}

// await blocks until c, which was parked, is settled. Where ctx ends first the
// outcome is whatever c was settled with by the time the lock is had: an
// admission or an answer that won the race stands.
func (a *Actor[C, R]) await(ctx context.Context, c *call[C, R], id uint64) (R, error) {
	select {
	case <-c.wake:
	case <-ctx.Done():
		a.cancel(c, id, context.Cause(ctx))
		<-c.wake
	}
	return a.fetch(c)
}

// fetch is collect for those who don't hold the lock.
func (a *Actor[C, R]) fetch(c *call[C, R]) (R, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.collect(c)
}

// collect reads a settled call and gives it back, under the lock.
func (a *Actor[C, R]) collect(c *call[C, R]) (R, error) {
	answer, err := c.answer, c.err
	a.release(c)
	return answer, err
}

// settled is a callback that is owed its outcome.
type settled[R any] struct {
	done   Callback[R]
	ticket uint64
	answer R
	err    error
}

// due are the callbacks owed by one critical section, in order. One costs no
// allocation, and more than one is rare.
type due[R any] struct {
	first settled[R]
	more  []settled[R]
}

func (d *due[R]) add(s settled[R]) {
	if d.first.done == nil {
		d.first = s
	} else {
		d.more = append(d.more, s)
	}
}

func (d *due[R]) deliver() {
	if d.first.done == nil {
		return
	}
	first := d.first
	if d.more != nil {
		defer deliver(d.more)
	}
	*d = due[R]{}
	first.done(first.ticket, first.answer, first.err)
}

// deliver tells all, even where one of them panics or ends the goroutine.
func deliver[R any](all []settled[R]) {
	defer func() {
		if len(all) > 0 {
			deliver(all)
		}
	}()
	for len(all) > 0 {
		s := all[0]
		all = all[1:]
		s.done(s.ticket, s.answer, s.err)
	}
}
