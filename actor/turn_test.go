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
