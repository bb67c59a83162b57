package actor_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"github.com/actor-playground/actor-playground/actor"
)

func TestCancelOfTheZeroCall(t *testing.T) {
	var none actor.Call[job, int]
	if none.Cancel(nil) {
		t.Error("Cancel = true")
	}
}

func TestCancelTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := way{executor: actor.Manual, callbacks: true}.spawn(t, 1)
		o := new(outcome)
		call := r.AskFunc(answers(5), 0, o.end)
		cause := errors.New("first")
		if !call.Cancel(cause) || call.Cancel(errors.New("second")) {
			t.Error("want the first Cancel alone to end the call")
		}
		wantEnd(t, "the ask", o, 0, cause)
	})
}

// In each state of a call Cancel says truly whether it ended it, and then the
// callback has come by the time it returns.
func TestCancelInEachStateOfACall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := way{executor: actor.Manual, callbacks: true}.spawn(t, 1)
		try := func(state string, call actor.Call[job, int], o *outcome, can bool) {
			t.Helper()
			before := *o
			got := call.Cancel(nil)
			if got != can {
				t.Errorf("%s: Cancel = %v, want %v", state, got, can)
			}
			if can {
				wantEnd(t, state, o, 0, context.Canceled)
			} else if o.times != before.times || o.err != before.err {
				t.Errorf("%s: it ended again, with %v", state, o.err)
			}
		}
		ask := func(j job) (actor.Call[job, int], *outcome) {
			o := new(outcome)
			return r.AskFunc(j, 0, o.end), o
		}
		send := func() (actor.Call[job, int], *outcome) {
			o := new(outcome)
			return r.SendFunc(quiet, 0, o.end), o
		}

		call, o := send()
		try("a send, admitted at once", call, o, false)
		waiting, waits := send()
		try("a send that waits", waiting, waits, true)
		asking, asks := ask(answers(1))
		try("an ask that waits", asking, asks, true)
		late, lates := send()
		r.Receive()
		try("a send, admitted after a wait", late, lates, false)
		r.run()

		asking, asks = ask(answers(1))
		try("an ask, admitted", asking, asks, true)
		r.run()
		asking, asks = ask(answers(1))
		r.Receive()
		try("an ask, received", asking, asks, true)
		r.run()
		var inHandler, replied func()
		asking, asks = ask(func(_ context.Context, reply actor.Reply[int]) {
			inHandler()
			reply.Send(1)
		})
		inHandler = func() { try("an ask, being handled", asking, asks, true) }
		r.run()
		asking, asks = ask(func(_ context.Context, reply actor.Reply[int]) {
			reply.Send(1)
			replied()
		})
		replied = func() { try("an ask, replied to", asking, asks, false) }
		r.run()
		try("an ask, handled", asking, asks, false)

		stopping := new(outcome)
		r.Receive()
		ask(answers(1))
		stop := r.StopFunc(0, stopping.end)
		try("a stop under way", stop, stopping, true)
		stopping = new(outcome)
		stop = r.StopFunc(0, stopping.end)
		r.run()
		try("a stop, done", stop, stopping, false)
		call, o = send()
		try("a send, refused", call, o, false)
	})
}

// The records of calls are used again. A handle to a call that has ended must
// not end the one that has its record now.
func TestStaleCancelNeverHitsAnotherCall(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		var old []actor.Call[job, int]
		stale := func(when string) {
			for _, call := range old {
				if call.Cancel(errors.New("stale")) {
					t.Fatalf("a stale Cancel = true, %s", when)
				}
			}
		}
		for range 12 {
			free := r.occupy()
			callbacks := make([]outcome, 3)
			for i := range callbacks {
				old = append(old, r.AskFunc(answers(i), 0, callbacks[i].end))
			}
			blocking := new(outcome)
			go func() {
				answer, err := r.Ask(context.Background(), answers(9))
				blocking.end(0, answer, err)
			}()
			synctest.Wait()
			older := old[:len(old)-3]
			for _, call := range older {
				if call.Cancel(errors.New("stale")) {
					t.Fatal("a stale Cancel = true, while others wait")
				}
			}
			free()
			r.run()
			for i := range callbacks {
				wantEnd(t, "a callback's ask", &callbacks[i], i, nil)
			}
			wantEnd(t, "a blocking ask", blocking, 9, nil)
			stale("while idle")
		}
	})
}

// A lateContext is one that ends when done is closed. What meanwhile says is
// done after the one who waits has seen that, and before it can do anything
// about it.
type lateContext struct {
	context.Context
	done      chan struct{}
	meanwhile func()
}

func (c *lateContext) Done() <-chan struct{} { return c.done }

func (c *lateContext) Err() error {
	select {
	case <-c.done:
		return context.Canceled
	default:
		return nil
	}
}

// Value is called by context.Cause.
func (c *lateContext) Value(any) any {
	if c.Err() != nil {
		c.meanwhile()
	}
	return nil
}

func TestAdmissionAndAnswerThatComeBeforeTheCancelStand(t *testing.T) {
	for _, asks := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			r := way{executor: actor.Manual}.spawn(t, 1)
			r.TrySend(quiet)
			ctx := &lateContext{context.Background(), make(chan struct{}), func() {
				for range 2 {
					r.Receive() // admits the one that waits, and then receives it
					if asks {
						r.Handle()
					}
				}
			}}
			o := new(outcome)
			go func() {
				if asks {
					answer, err := r.Ask(ctx, answers(7))
					o.end(0, answer, err)
				} else {
					o.end(0, 7, r.Send(ctx, quiet))
				}
			}()
			synctest.Wait()
			wantPending(t, "the call", o)
			close(ctx.done)
			synctest.Wait()
			wantEnd(t, "the call", o, 7, nil)
			if s := r.Stats(); s.Withdrawn != 0 || s.Admitted != 2 {
				t.Errorf("Stats = %+v", s)
			}
		})
	}
}
