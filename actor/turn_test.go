package actor_test

import (
	"context"
	"testing"
	"testing/synctest"

	"github.com/actor-playground/actor-playground/actor"
)

// A goroutine that a turn left behind may wait for the turns that follow: they
// don't wait for it.
func TestContextOfAnEarlierTurnMayAskWhileALaterOneRuns(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		r := w.spawn(t, 4)
		var earlier context.Context
		r.send(func(ctx context.Context, _ actor.Reply[int]) { earlier = ctx })
		r.run()
		free := r.occupy()
		if w.executor == actor.Manual {
			go r.Handle() // so that the later turn runs, and not only begins
			synctest.Wait()
		}
		asked := new(outcome)
		go func() {
			answer, err := r.Ask(earlier, answers(5))
			asked.end(0, answer, err)
		}()
		synctest.Wait()
		wantPending(t, "the ask", asked)
		free()
		r.run()
		wantEnd(t, "the ask", asked, 5, nil)
	})
}

func TestStopWithTheContextOfAnEarlierTurnWaitsForTheEnd(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		r := w.spawn(t, 4)
		var earlier context.Context
		r.send(func(ctx context.Context, _ actor.Reply[int]) { earlier = ctx })
		r.run()
		free := r.occupy()
		if w.executor == actor.Manual {
			go r.Handle()
			synctest.Wait()
		}
		stopped := new(outcome)
		// The context ends with the actor, and Stop may see that first.
		go func() { stopped.end(0, 0, r.Stop(context.WithoutCancel(earlier))) }()
		synctest.Wait()
		wantPending(t, "Stop", stopped)
		free()
		r.run()
		wantEnd(t, "Stop", stopped, 0, nil)
	})
}

// A nosy context calls the actor from each of its methods, which would never
// return if the actor were locked.
type nosy struct {
	context.Context
	look func()
}

func (n nosy) Value(key any) any {
	n.look()
	return n.Context.Value(key)
}

func (n nosy) Err() error {
	n.look()
	return n.Context.Err()
}

func (n nosy) Done() <-chan struct{} {
	n.look()
	return n.Context.Done()
}

func TestContextsMethodsMayCallTheActor(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		look := func() { r.Stats() }
		ctx := nosy{context.Background(), look}
		free := r.occupy()
		sent := make(chan error, 4)
		go func() { sent <- r.Send(ctx, quiet) }()
		synctest.Wait()
		go func() { sent <- r.Send(ctx, quiet) }()
		go func() {
			_, err := r.Ask(ctx, answers(1))
			sent <- err
		}()
		synctest.Wait()
		free()
		r.run()
		go func() { sent <- r.Stop(ctx) }()
		r.run()
		for range 4 {
			if err := <-sent; err != nil {
				t.Error(err)
			}
		}
		// In a turn, where the context is looked into.
		r = w.spawn(t, 1)
		r.send(func(ctx context.Context, _ actor.Reply[int]) {
			ctx = nosy{ctx, look}
			if _, err := r.Ask(ctx, quiet); err != actor.ErrSelfCall {
				t.Errorf("Ask = %v, want ErrSelfCall", err)
			}
			if err := r.Stop(ctx); err != nil {
				t.Errorf("Stop = %v", err)
			}
		})
		r.run()
	})
}

// manualPair is two actors under Manual of which the first, in its turn, asks
// the second and holds the turn until it has the answer.
func manualPair(t *testing.T) (first, second *rig, ask job) {
	w := way{executor: actor.Manual, callbacks: true}
	first, second = w.spawn(t, 2), w.spawn(t, 2)
	ask = func(ctx context.Context, reply actor.Reply[int]) {
		turn := actor.TurnOf(ctx)
		if !turn.Hold() {
			t.Error("Hold = false in the turn")
		}
		second.AskFuncIn(turn, answers(5), 0, func(_ uint64, answer int, err error) {
			if err == nil {
				reply.Send(answer)
			}
			if !turn.End() {
				t.Error("End = false while the turn was held")
			}
			if turn.End() || turn.Hold() {
				t.Error("the turn goes on after its end")
			}
		})
	}
	return first, second, ask
}

func TestHeldTurnGoesOnUntilItIsEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first, second, ask := manualPair(t)
		asked := first.ask(ask)
		next := first.send(first.writes("next"))
		first.Receive()
		first.Handle()
		if first.Receive() || first.Handle() {
			t.Error("a step while the turn is held")
		}
		wantPending(t, "the ask", asked)
		wantEnd(t, "the send, which has a slot", next, 0, nil)
		first.wantStats(actor.Stats{Cap: 2, Len: 1, Busy: 1, Admitted: 2, Received: 1})
		second.run()
		wantEnd(t, "the ask", asked, 5, nil)
		first.wantStats(actor.Stats{Cap: 2, Len: 1, Admitted: 2, Received: 1, Handled: 1, Replied: 1})
		first.run()
		first.wantDone("next")
		first.wantEvents(
			actor.Event{Kind: actor.Admitted, Command: 1, Len: 1},
			actor.Event{Kind: actor.Admitted, Command: 2, Len: 2},
			actor.Event{Kind: actor.Received, Command: 1, Len: 1},
			actor.Event{Kind: actor.Replied, Command: 1, Len: 1},
			actor.Event{Kind: actor.Handled, Command: 1, Len: 1},
			actor.Event{Kind: actor.Received, Command: 2},
			actor.Event{Kind: actor.Handled, Command: 2},
		)
	})
}

// A held turn is a handler that has not returned: its context is cancelled, and
// the actor is done when it has ended.
func TestHeldTurnThatIsKilled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first, second, ask := manualPair(t)
		var turn context.Context
		asked := first.ask(func(ctx context.Context, reply actor.Reply[int]) {
			turn = ctx
			ask(ctx, reply)
		})
		first.run()
		stopped := first.stop()
		first.Kill()
		if turn.Err() != context.Canceled || first.isDone() {
			t.Errorf("the context's Err = %v, done is %v; want Canceled, false", turn.Err(), first.isDone())
		}
		wantPending(t, "Stop", stopped)
		second.Kill() // the ask in the turn fails, which ends it
		synctest.Wait()
		wantEnd(t, "the ask", asked, 0, actor.ErrNoReply)
		wantEnd(t, "Stop", stopped, 0, nil)
		if !first.isDone() {
			t.Error("not done")
		}
	})
}

// Held and let go before its handler returns, a turn ends as any other; and a
// panic ends it, held or not.
func TestHeldTurnWhoseHandlerIsNotDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := way{executor: actor.Manual, callbacks: true}.spawn(t, 2)
		asked := r.ask(func(ctx context.Context, reply actor.Reply[int]) {
			turn := actor.TurnOf(ctx)
			turn.Hold()
			if !turn.End() || turn.End() {
				t.Error("want the first End alone to be one")
			}
			reply.Send(1)
		})
		r.run()
		wantEnd(t, "the ask", asked, 1, nil)
		var turn actor.Turn
		asked = r.ask(func(ctx context.Context, _ actor.Reply[int]) {
			turn = actor.TurnOf(ctx)
			turn.Hold()
			panic("oh")
		})
		r.run()
		wantEnd(t, "the other ask", asked, 0, r.Err())
		if turn.End() || !r.isDone() {
			t.Error("the turn goes on after a panic")
		}
	})
}

func TestTurnOfOtherContexts(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for _, turn := range []actor.Turn{{}, actor.TurnOf(context.Background()), actor.TurnOf(ctx)} {
		if turn != (actor.Turn{}) || turn.Hold() || turn.End() {
			t.Error("it is a turn")
		}
	}
}

// The callback face is warned like the blocking one, if it is given the turn.
func TestCallbackFaceInATurnIsErrSelfCall(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		asked, sent, full, later := new(outcome), new(outcome), new(outcome), new(outcome)
		var turn actor.Turn
		r.send(func(ctx context.Context, _ actor.Reply[int]) {
			turn = actor.TurnOf(context.WithoutCancel(ctx))
			r.AskFuncIn(turn, quiet, 0, asked.end)
			r.SendFuncIn(turn, quiet, 0, sent.end)
			r.SendFuncIn(turn, quiet, 0, full.end)
		})
		r.run()
		wantEnd(t, "the ask", asked, 0, actor.ErrSelfCall)
		wantEnd(t, "the send with room", sent, 0, nil)
		wantEnd(t, "the send when full", full, 0, actor.ErrSelfCall)
		r.AskFuncIn(turn, answers(5), 0, later.end)
		r.run()
		wantEnd(t, "the ask after the turn", later, 5, nil)
		if s := r.Stats(); s.Rejected != 2 {
			t.Errorf("Stats = %+v", s)
		}
	})
}
