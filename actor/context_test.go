package actor_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/actor-playground/actor-playground/actor"
)

func TestHandlersContextEndsWithTheActor(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		var ctx context.Context
		r.send(func(c context.Context, _ actor.Reply[int]) {
			ctx = c
			if ctx.Err() != nil {
				t.Errorf("Err in the handler = %v", ctx.Err())
			}
			if _, ok := ctx.Deadline(); ok {
				t.Error("it has a deadline")
			}
			if ctx.Value("anything") != nil {
				t.Error("it has a value")
			}
		})
		r.run()
		done := ctx.Done()
		if done != ctx.Done() {
			t.Error("two channels for one end")
		}
		select {
		case <-done:
			t.Error("it ended while the actor lives")
		default:
		}
		r.Stop(context.Background())
		<-done
		if ctx.Err() != context.Canceled || context.Cause(ctx) != context.Canceled {
			t.Errorf("Err = %v, Cause = %v; want Canceled", ctx.Err(), context.Cause(ctx))
		}
	})
}

// Done is closed, even if it is first asked for after the end.
func TestHandlersContextCanBeUsedAfterTheTurn(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		var ctx context.Context
		r.send(func(c context.Context, _ actor.Reply[int]) { ctx = c })
		r.run()
		r.Kill()
		<-ctx.Done()
	})
}

// The bubble would report the goroutines that derived contexts start, were
// they not released by the actor's end.
func TestContextsDerivedInAHandler(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		r := w.spawn(t, 2)
		var canceled, timed context.Context
		var never []context.CancelFunc
		r.send(func(ctx context.Context, _ actor.Reply[int]) {
			c, cancel := context.WithCancel(ctx)
			never = append(never, cancel)
			canceled = c
			short, cancel := context.WithTimeout(ctx, time.Second)
			never = append(never, cancel)
			timed = short
			<-short.Done()
			if short.Err() != context.DeadlineExceeded {
				t.Errorf("the short one ended with %v, want DeadlineExceeded", short.Err())
			}
		})
		r.run()
		<-timed.Done()
		if canceled.Err() != nil {
			t.Errorf("the other one ended with %v", canceled.Err())
		}
		r.Kill()
		r.run()
		synctest.Wait()
		if canceled.Err() != context.Canceled {
			t.Errorf("the other one's Err after Kill = %v, want Canceled", canceled.Err())
		}
	})
}
