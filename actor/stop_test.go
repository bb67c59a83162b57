package actor_test

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/actor-playground/actor-playground/actor"
)

// stop stops by the face under test.
func (r *rig) stop() *outcome {
	o := new(outcome)
	if r.w.callbacks {
		call := r.StopFunc(0, o.end)
		o.cancel = func(cause error) { call.Cancel(cause) }
	} else {
		ctx, cancel := context.WithCancelCause(context.Background())
		go func() { o.end(0, 0, r.Stop(ctx)) }()
		o.cancel = cancel
	}
	synctest.Wait()
	return o
}

func (r *rig) isDone() bool {
	select {
	case <-r.Done():
		return true
	default:
		return false
	}
}

func TestStopRefusesThoseWhoWaitAndHandlesTheAdmitted(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 2)
		free := r.occupy()
		r.send(r.writes("a"))
		asked := r.ask(r.writes("b"))
		waits, asks := r.send(r.writes("c")), r.ask(r.writes("d"))
		r.forget()

		stopped := r.stop()
		wantEnd(t, "the send that waited", waits, 0, actor.ErrStopped)
		wantEnd(t, "the ask that waited", asks, 0, actor.ErrStopped)
		wantPending(t, "the admitted ask", asked)
		wantPending(t, "Stop", stopped)
		if r.isDone() {
			t.Fatal("done with commands admitted")
		}
		free()
		r.run()
		r.wantDone("a", "b")
		wantEnd(t, "the admitted ask", asked, 7, nil)
		wantEnd(t, "Stop", stopped, 0, nil)
		if !r.isDone() || r.Err() != nil {
			t.Fatalf("done is %v, Err is %v; want true, nil", r.isDone(), r.Err())
		}
		r.wantEvents(
			actor.Event{Kind: actor.Rejected, Command: 4, Len: 2, Waiting: 1, Err: actor.ErrStopped},
			actor.Event{Kind: actor.Rejected, Command: 5, Len: 2, Err: actor.ErrStopped},
			actor.Event{Kind: actor.Handled, Command: 1, Len: 2},
			actor.Event{Kind: actor.Received, Command: 2, Len: 1},
			actor.Event{Kind: actor.Handled, Command: 2, Len: 1},
			actor.Event{Kind: actor.Received, Command: 3},
			actor.Event{Kind: actor.Replied, Command: 3},
			actor.Event{Kind: actor.Handled, Command: 3},
			actor.Event{Kind: actor.Stopped},
		)
		r.wantStats(actor.Stats{Cap: 2, Admitted: 3, Received: 3, Handled: 3, Rejected: 2, Replied: 1})
	})
}

func TestStopOfAnIdleActorIsDoneAtOnce(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		wantEnd(t, "Stop", r.stop(), 0, nil)
		if !r.isDone() {
			t.Error("not done")
		}
		r.wantEvents(actor.Event{Kind: actor.Stopped})
	})
}

func TestStopsContextEndsFirstAndDrainingGoesOn(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		free := r.occupy()
		asked := r.ask(r.writes("a"))
		stopped, patient := r.stop(), r.stop()
		cause := errors.New("no time")
		stopped.cancel(cause)
		synctest.Wait()
		wantEnd(t, "Stop", stopped, 0, cause)
		wantPending(t, "the other Stop", patient)
		wantPending(t, "the admitted ask", asked)
		free()
		r.run()
		r.wantDone("a")
		wantEnd(t, "the admitted ask", asked, 7, nil)
		wantEnd(t, "the other Stop", patient, 0, nil)
		wantEnd(t, "Stop", stopped, 0, cause)
		if s := r.Stats(); s.Withdrawn != 0 {
			t.Errorf("a Stop counts as a sender that withdrew: %+v", s)
		}
	})
}

// A context that has ended still stops the actor: nothing says that Stop is
// not to begin.
func TestStopWithAnEndedContextStillStops(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		free := r.occupy()
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := r.Stop(ctx); err != context.Canceled {
			t.Errorf("Stop = %v, want Canceled", err)
		}
		if err := r.TrySend(quiet); err != actor.ErrStopped {
			t.Errorf("TrySend = %v, want ErrStopped", err)
		}
		free()
		r.run()
		if err := r.Stop(ctx); err != nil {
			t.Errorf("Stop when done = %v, want nil", err)
		}
	})
}

func TestKillCancelsTheHandlerAndDiscardsTheAdmitted(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 3)
		var ctxErr error
		current := r.ask(func(ctx context.Context, reply actor.Reply[int]) {
			<-ctx.Done()
			ctxErr = ctx.Err()
			reply.Send(5)
		})
		go r.turns()
		synctest.Wait()
		r.send(r.writes("a"))
		asked := r.ask(r.writes("b"))
		left := r.ask(r.writes("c"))
		left.cancel(nil)
		synctest.Wait()
		waits, asks := r.send(r.writes("d")), r.ask(r.writes("e"))
		r.forget()

		r.Kill()
		r.run()
		if ctxErr != context.Canceled {
			t.Errorf("the handler's context ended with %v, want Canceled", ctxErr)
		}
		r.wantDone()
		wantEnd(t, "the admitted ask", asked, 0, actor.ErrStopped)
		wantEnd(t, "the ask that its caller left", left, 0, context.Canceled)
		wantEnd(t, "the send that waited", waits, 0, actor.ErrStopped)
		wantEnd(t, "the ask that waited", asks, 0, actor.ErrStopped)
		wantEnd(t, "the current ask", current, 5, nil)
		if !r.isDone() || r.Err() != nil {
			t.Fatalf("done is %v, Err is %v; want true, nil", r.isDone(), r.Err())
		}
		r.wantEvents(
			actor.Event{Kind: actor.Rejected, Command: 5, Len: 3, Waiting: 1, Err: actor.ErrStopped},
			actor.Event{Kind: actor.Rejected, Command: 6, Len: 3, Err: actor.ErrStopped},
			actor.Event{Kind: actor.Dropped, Command: 2, Len: 2, Err: actor.ErrStopped},
			actor.Event{Kind: actor.Dropped, Command: 3, Len: 1, Err: actor.ErrStopped},
			actor.Event{Kind: actor.Dropped, Command: 4, Len: 0, Err: actor.ErrStopped},
			actor.Event{Kind: actor.Replied, Command: 1},
			actor.Event{Kind: actor.Handled, Command: 1},
			actor.Event{Kind: actor.Stopped},
		)
		r.wantStats(actor.Stats{Cap: 3, Admitted: 4, Received: 1, Handled: 1, Dropped: 3, Rejected: 2, Replied: 1})
	})
}

func TestKillCutsADrainShort(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 2)
		free := r.occupy()
		asked := r.ask(r.writes("a"))
		stopped := r.stop()
		r.Kill()
		synctest.Wait()
		wantEnd(t, "the admitted ask", asked, 0, actor.ErrStopped)
		wantPending(t, "Stop, while the handler runs", stopped)
		free()
		r.run()
		wantEnd(t, "Stop", stopped, 0, nil)
		r.wantDone()
	})
}

func TestKillInsideAHandlerLeavesItItsReply(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		asked := r.ask(func(ctx context.Context, reply actor.Reply[int]) {
			r.TrySend(r.writes("a"))
			r.Kill()
			if ctx.Err() != context.Canceled {
				t.Errorf("the context's Err = %v, want Canceled", ctx.Err())
			}
			if r.isDone() {
				t.Error("done while the handler runs")
			}
			reply.Send(5)
		})
		r.run()
		wantEnd(t, "the ask", asked, 5, nil)
		r.wantDone()
		if !r.isDone() {
			t.Error("not done")
		}
	})
}

func TestCallsAfterStopAreErrStoppedAtOnce(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		free := r.occupy()
		go r.Stop(context.Background())
		synctest.Wait()
		r.forget()
		for _, when := range []string{"while it drains", "when it is done"} {
			wantEnd(t, "send "+when, r.send(quiet), 0, actor.ErrStopped)
			wantEnd(t, "ask "+when, r.ask(quiet), 0, actor.ErrStopped)
			free()
			r.run()
		}
		r.wantEvents(
			actor.Event{Kind: actor.Rejected, Command: 2, Err: actor.ErrStopped},
			actor.Event{Kind: actor.Rejected, Command: 3, Err: actor.ErrStopped},
			actor.Event{Kind: actor.Handled, Command: 1},
			actor.Event{Kind: actor.Stopped},
			actor.Event{Kind: actor.Rejected, Command: 4, Err: actor.ErrStopped},
			actor.Event{Kind: actor.Rejected, Command: 5, Err: actor.ErrStopped},
		)
	})
}

func TestAllStopsWaitForTheSameDone(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		free := r.occupy()
		r.send(r.writes("a"))
		all := []*outcome{r.stop(), r.stop()}
		r.Kill()
		all = append(all, r.stop())
		done := r.Done()
		for _, stopped := range all {
			wantPending(t, "Stop", stopped)
		}
		free()
		r.run()
		all = append(all, r.stop())
		for _, stopped := range all {
			wantEnd(t, "Stop", stopped, 0, nil)
		}
		<-done
		r.Kill()
		if s := r.Stats(); s.Dropped != 1 {
			t.Errorf("Stats = %+v", s)
		}
	})
}

func TestStopInsideAHandlerDrainsAfterTheCommand(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 3)
		finished := new(outcome)
		asked := r.ask(func(ctx context.Context, reply actor.Reply[int]) {
			r.TrySend(r.writes("a"))
			if w.callbacks {
				r.StopFunc(0, finished.end)
			} else {
				finished.end(0, 0, r.Stop(ctx))
			}
			if err := r.TrySend(r.writes("late")); err != actor.ErrStopped {
				t.Errorf("TrySend after Stop = %v, want ErrStopped", err)
			}
			if r.isDone() || ctx.Err() != nil {
				t.Errorf("done is %v, the context's Err %v, within the handler", r.isDone(), ctx.Err())
			}
			reply.Send(5)
		})
		r.run()
		wantEnd(t, "the ask", asked, 5, nil)
		wantEnd(t, "Stop", finished, 0, nil)
		r.wantDone("a")
		if !r.isDone() {
			t.Error("not done")
		}
	})
}

// StopFunc reports the end once it is reached, not before.
func TestStopFuncsCallbackComesWithTheEnd(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		free := r.occupy()
		told := new(outcome)
		call := r.StopFunc(3, func(ticket uint64, answer int, err error) {
			if !r.isDone() {
				t.Error("told before the end")
			}
			if ticket != 3 {
				t.Errorf("ticket %d, want 3", ticket)
			}
			told.end(ticket, answer, err)
		})
		wantPending(t, "StopFunc", told)
		free()
		r.run()
		wantEnd(t, "StopFunc", told, 0, nil)
		if call.Cancel(nil) {
			t.Error("Cancel = true after the end")
		}
	})
}

func TestDoneAndErrBeforeAndAfter(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		early := r.Done()
		if early != r.Done() {
			t.Error("two channels for one end")
		}
		select {
		case <-early:
			t.Error("done before the end")
		default:
		}
		if r.Err() != nil {
			t.Errorf("Err = %v", r.Err())
		}
		r.Kill()
		<-early
		<-r.Done()
		if r.Err() != nil {
			t.Errorf("Err after Kill = %v, want nil", r.Err())
		}

		late := w.spawn(t, 1)
		late.Kill()
		<-late.Done() // asked for the first time after the end
	})
}

// Nothing is left of an actor that has seen everything: the goroutines of its
// turns, of contexts derived in its handlers, of its senders and stoppers.
func TestAfterDoneNothingIsLeft(t *testing.T) {
	for _, x := range []actor.Executor{actor.Goroutine, actor.Caller} {
		before := goleak.IgnoreCurrent()
		a := actor.Spawn(2, runJob, actor.On(x))
		var never []context.CancelFunc // it is the actor's end that must release them
		derives := func(ctx context.Context, _ actor.Reply[int]) {
			ctx, cancel := context.WithCancel(ctx)
			never = append(never, cancel)
			ctx, cancel = context.WithTimeout(ctx, time.Hour)
			never = append(never, cancel)
			context.AfterFunc(ctx, func() {})
			runtime.Gosched()
		}
		ctx := context.Background()
		senders := make(chan error)
		for range 8 {
			go func() { senders <- a.Send(ctx, derives) }()
		}
		for range 8 {
			if err := <-senders; err != nil {
				t.Error(err)
			}
		}
		stoppers := make(chan error)
		for range 3 {
			go func() { stoppers <- a.Stop(ctx) }()
		}
		for range 3 {
			if err := <-stoppers; err != nil {
				t.Error(err)
			}
		}
		if err := goleak.Find(append(leakOptions(), before)...); err != nil {
			t.Error(err)
		}
	}
}

// An idle actor costs no goroutine, and is collected like any other value.
func TestIdleActorHasNoGoroutine(t *testing.T) {
	before := goleak.IgnoreCurrent()
	for _, x := range []actor.Executor{actor.Goroutine, actor.Caller, actor.Manual} {
		a := register(x, 8)
		for i := range 8 {
			a.TrySend(i)
		}
		for a.Stats().Handled < 8 {
			if x == actor.Manual {
				a.Receive()
				a.Handle()
			}
			runtime.Gosched()
		}
	}
	if err := goleak.Find(append(leakOptions(), before)...); err != nil {
		t.Error(err)
	}
}
