package actor_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/actor-playground/actor-playground/actor"
)

func TestHandlersPanicFailsTheActorAndAllWhoWait(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 2)
		gate := make(chan struct{})
		current := r.ask(func(ctx context.Context, _ actor.Reply[int]) {
			<-gate
			panic(io.ErrUnexpectedEOF)
		})
		go r.turns()
		synctest.Wait()
		r.send(r.writes("a"))
		admitted := r.ask(r.writes("b"))
		waits, asks := r.send(r.writes("c")), r.ask(r.writes("d"))
		stopped := r.Done()
		r.forget()

		close(gate)
		r.run()
		var reason *actor.PanicError
		if !errors.As(r.Err(), &reason) {
			t.Fatalf("Err = %v, want a PanicError", r.Err())
		}
		if reason.Source != "handler" || reason.Value != io.ErrUnexpectedEOF {
			t.Errorf("Err = %v of %q", reason.Value, reason.Source)
		}
		if !strings.Contains(string(reason.Stack), "failure_test.go") {
			t.Errorf("the stack does not show where:\n%s", reason.Stack)
		}
		if !errors.Is(r.Err(), io.ErrUnexpectedEOF) {
			t.Error("the error that the handler panicked with is not found")
		}
		wantEnd(t, "the current ask", current, 0, reason)
		wantEnd(t, "the admitted ask", admitted, 0, reason)
		wantEnd(t, "the send that waited", waits, 0, reason)
		wantEnd(t, "the ask that waited", asks, 0, reason)
		wantEnd(t, "an ask afterwards", r.ask(quiet), 0, actor.ErrStopped)
		<-stopped
		r.wantDone()
		r.wantEvents(
			actor.Event{Kind: actor.Panicked, Command: 1, Len: 2, Waiting: 2, Err: reason},
			actor.Event{Kind: actor.Rejected, Command: 4, Len: 2, Waiting: 1, Err: reason},
			actor.Event{Kind: actor.Rejected, Command: 5, Len: 2, Err: reason},
			actor.Event{Kind: actor.Dropped, Command: 2, Len: 1, Err: reason},
			actor.Event{Kind: actor.Dropped, Command: 3, Err: reason},
			actor.Event{Kind: actor.Stopped, Err: reason},
			actor.Event{Kind: actor.Rejected, Command: 6, Err: actor.ErrStopped},
		)
		r.wantStats(actor.Stats{Cap: 2, Admitted: 3, Received: 1, Handled: 1, Dropped: 2, Rejected: 3})
	})
}

func TestPanicAfterTheReplyLeavesTheCallerItsAnswer(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		asked := r.ask(func(_ context.Context, reply actor.Reply[int]) {
			reply.Send(5)
			panic("too late")
		})
		r.run()
		wantEnd(t, "the ask", asked, 5, nil)
		var reason *actor.PanicError
		if !errors.As(r.Err(), &reason) || reason.Value != "too late" {
			t.Errorf("Err = %v", r.Err())
		}
	})
}

func TestHandlersPanicOfNilFailsTheActor(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		asked := r.ask(func(context.Context, actor.Reply[int]) { panic(nil) })
		r.run()
		var value *runtime.PanicNilError
		if !errors.As(r.Err(), &value) {
			t.Errorf("Err = %v, want it to say that the panic was of nil", r.Err())
		}
		wantEnd(t, "the ask", asked, 0, r.Err())
	})
}

func TestPanicOfASentCommandFailsNoSender(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		sent := r.send(func(context.Context, actor.Reply[int]) { panic("oh") })
		r.run()
		wantEnd(t, "the send, which was admitted", sent, 0, nil)
		if r.Err() == nil || !r.isDone() {
			t.Error("the actor goes on")
		}
	})
}

// Stopping does not hide a failure.
func TestPanicWhileTheActorDrainsFailsIt(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 3)
		free := r.occupy()
		r.send(func(context.Context, actor.Reply[int]) { panic("oh") })
		asked := r.ask(r.writes("a"))
		stopped := r.stop()
		free()
		r.run()
		wantEnd(t, "Stop", stopped, 0, nil)
		var reason *actor.PanicError
		if !errors.As(r.Err(), &reason) {
			t.Fatalf("Err = %v, want the panic", r.Err())
		}
		wantEnd(t, "the admitted ask", asked, 0, reason)
	})
}

// Under Caller the goroutine that a handler ends is the caller's own, which
// then can't be told; callbacks and other callers can.
func TestHandlerThatEndsItsGoroutineIsErrGoexit(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		gate := make(chan struct{})
		current := new(outcome)
		exits := func(context.Context, actor.Reply[int]) {
			<-gate
			runtime.Goexit()
		}
		go func() {
			if w.callbacks {
				r.AskFunc(exits, 0, current.end)
			} else {
				answer, err := r.Ask(context.Background(), exits)
				current.end(0, answer, err)
			}
		}()
		synctest.Wait()
		go r.turns()
		synctest.Wait()
		admitted, waits := r.ask(quiet), r.ask(quiet)
		close(gate)
		synctest.Wait()
		if r.Err() != actor.ErrGoexit || !r.isDone() {
			t.Fatalf("Err = %v, done is %v; want ErrGoexit, true", r.Err(), r.isDone())
		}
		if w.executor == actor.Caller && !w.callbacks {
			wantPending(t, "the ask whose goroutine ended", current)
		} else {
			wantEnd(t, "the current ask", current, 0, actor.ErrGoexit)
		}
		wantEnd(t, "the admitted ask", admitted, 0, actor.ErrGoexit)
		wantEnd(t, "the ask that waited", waits, 0, actor.ErrGoexit)
	})
}

func TestErrorsSayWhatHappened(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{actor.ErrSelfCall.Error(), "actor: the handler would wait for its own actor; send from elsewhere, or don't wait"},
		{(&actor.DeadlockError{}).Error(), "actor: deadlock"},
		{(&actor.PanicError{Source: "handler", Value: 7}).Error(), "actor: handler panicked: 7"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	a := register(actor.Caller, 1)
	if err := a.Err(); err != nil {
		t.Errorf("a new actor's Err = %v", err)
	}
	b := actor.Spawn(1, func(ctx context.Context, _ int, reply actor.Reply[string]) { reply.Send(fmt.Sprint(ctx)) })
	if got, _ := b.Ask(context.Background(), 1); got != "actor.Handler's context" {
		t.Errorf("the context is %q", got)
	}
}
