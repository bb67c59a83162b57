package actor_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/actor-playground/actor-playground/actor"
)

// Whatever event the observer chokes on: the actor fails for that reason, every
// caller has its outcome, no command is received any more, the lock is free again and
// Done closes.
func TestObserverThatPanicsFailsTheActorAndStrandsNobody(t *testing.T) {
	for kind := actor.Blocked; kind <= actor.Kept; kind++ {
		for nth := 1; nth <= 6; nth++ {
			t.Run(fmt.Sprintf("%v-%d", kind, nth), func(t *testing.T) {
				everyExecutor(t, func(t *testing.T, w way) {
					if !w.unseen {
						chokeOn(t, w, kind, nth)
					}
				})
			})
		}
	}
}

// chokeOn plays a life that has every kind of event to an observer that fails
// at the nth of kind, where there are so many.
func chokeOn(t *testing.T, w way, kind actor.Kind, nth int) {
	var choked bool
	seen := 0
	a := actor.Spawn(2, runJob, actor.On(w.executor), actor.Observe(func(e actor.Event) {
		if choked {
			t.Errorf("told of %v after it had failed", e)
		}
		if e.Kind == kind {
			seen++
		}
		if seen == nth {
			choked = true
			panic("I can't look")
		}
	}))
	r := &rig{jobActor: a, t: t, w: w}

	// Each step has its own goroutine, which it may block.
	step := func(f func()) {
		go f()
		synctest.Wait()
	}
	move := func() { step(r.turns) }

	var mu sync.Mutex
	told := map[string]int{}
	tell := func(name string, times int) {
		mu.Lock()
		defer mu.Unlock()
		told[name] += times
	}
	callback := func(name string) actor.Callback[int] {
		tell(name, 0)
		return func(uint64, int, error) { tell(name, 1) }
	}
	ends := func(name string) func() {
		tell(name, 0)
		return func() { tell(name, 1) }
	}
	begun := 0
	begin := func(j job) job {
		return func(ctx context.Context, reply actor.Reply[int]) {
			// What was received in the same step is handled, and nothing else.
			if choked {
				if begun++; begun > 1 || w.executor != actor.Manual && kind != actor.Received && kind != actor.Admitted {
					t.Error("a command was received after the observer had failed")
				}
			}
			j(ctx, reply)
		}
	}
	gated := func(gate chan struct{}) job {
		return begin(func(_ context.Context, reply actor.Reply[int]) {
			<-gate
			reply.Send(1)
		})
	}
	ctx := context.Background()

	var keeps actor.Reply[int]
	first, second := make(chan struct{}), make(chan struct{})
	step(func() {
		defer ends("asks, held up")()
		a.Ask(ctx, gated(first))
	})
	move()
	var unread actor.Call[job, int]
	step(func() { unread = a.AskFunc(begin(answers(2)), 0, callback("will not read")) })
	step(func() { a.AskFunc(begin(quiet), 0, callback("gets no reply")) })
	step(func() {
		defer ends("sends, waits")()
		a.Send(ctx, begin(quiet))
	})
	step(func() { a.AskFunc(begin(answers(3)), 0, callback("asks, waits")) })
	var hasty actor.Call[job, int]
	step(func() { hasty = a.SendFunc(begin(quiet), 0, callback("gives up")) })
	step(func() { hasty.Cancel(nil) })
	step(func() { unread.Cancel(nil) })
	step(func() { a.TrySend(begin(quiet)) })
	close(first)
	move()

	step(func() {
		defer ends("asks, held up again")()
		a.Ask(ctx, begin(func(_ context.Context, reply actor.Reply[int]) {
			if kind == actor.Kept {
				keeps = reply.Keep()
			}
			<-second
			if kind == actor.Panicked {
				panic("the handler's")
			}
		}))
	})
	move()
	step(func() { a.SendFunc(begin(quiet), 0, callback("is admitted")) })
	step(func() { a.AskFunc(begin(quiet), 0, callback("is dropped")) })
	step(func() { a.AskFunc(begin(quiet), 0, callback("is turned away")) })
	step(func() {
		defer ends("sends, is turned away")()
		a.Send(ctx, begin(quiet))
	})
	if kind != actor.Panicked {
		step(a.Kill)
	}
	step(func() { a.StopFunc(0, callback("awaits the end")) })
	close(second)
	move()
	step(func() { a.AskFunc(begin(quiet), 0, callback("asks a stopped actor")) })
	step(func() { a.SendFunc(begin(quiet), 0, callback("sends to a stopped actor")) })

	runtime.KeepAlive(keeps)
	if nth == 1 && !choked {
		t.Fatalf("there was no %v", kind)
	}
	for name, times := range told {
		if times != 1 {
			t.Errorf("the one who %q was told %d times", name, times)
		}
	}
	select {
	case <-a.Done():
	default:
		t.Error("the actor is not done")
	}
	wantIdentities(t, a.Stats())

	err := a.Err()
	var panicked *actor.PanicError
	switch {
	case !choked && kind != actor.Panicked:
		if err != nil {
			t.Errorf("Err = %v, though nothing failed", err)
		}
	case kind == actor.Panicked: // the handler failed it first
		if !errors.As(err, &panicked) || panicked.Source != "handler" {
			t.Errorf("Err = %v, want the handler's panic", err)
		}
	default:
		if !errors.As(err, &panicked) || panicked.Source != "observer" || panicked.Value != "I can't look" {
			t.Errorf("Err = %v, want the observer's panic", err)
		} else if got := fmt.Sprint(err); got != "actor: observer panicked: I can't look" {
			t.Errorf("it says %q", got)
		}
	}
}

// An observer that fails while a command is admitted and others wait fails
// those for its own reason, as a handler would.
func TestObserversPanicIsTheReasonGivenToAll(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		if w.unseen {
			return
		}
		a := actor.Spawn(1, runJob, actor.On(w.executor), actor.Observe(func(e actor.Event) {
			if e.Kind == actor.Withdrawn {
				panic("no")
			}
		}))
		r := &rig{jobActor: a, t: t, w: w}
		free := r.occupy()
		admitted, waiting, hasty := r.ask(quiet), r.ask(quiet), r.send(quiet)
		hasty.cancel(nil)
		synctest.Wait()
		var reason *actor.PanicError
		if !errors.As(a.Err(), &reason) || reason.Source != "observer" || len(reason.Stack) == 0 {
			t.Fatalf("Err = %v, want the observer's panic with its stack", a.Err())
		}
		wantEnd(t, "the admitted ask", admitted, 0, reason)
		wantEnd(t, "the waiting ask", waiting, 0, reason)
		wantEnd(t, "the one that gave up", hasty, 0, context.Canceled)
		free()
		r.run()
		select {
		case <-a.Done():
		default:
			t.Fatal("not done after the handler had returned")
		}
	})
}

func wantIdentities(t *testing.T, s actor.Stats) {
	t.Helper()
	if s.Admitted != s.Received+uint64(s.Len)+s.Dropped {
		t.Errorf("Admitted != Received + Len + Dropped: %+v", s)
	}
	if s.Received != s.Handled+uint64(s.Busy) {
		t.Errorf("Received != Handled + Busy: %+v", s)
	}
	if s.Waiting > 0 && s.Len < s.Cap {
		t.Errorf("senders wait while there is room: %+v", s)
	}
}

// The lock holds even where the observer lets other goroutines run, which on
// js is the only way to find it held.
func TestObserverThatYieldsIsCalledOneAtATime(t *testing.T) {
	for _, x := range []actor.Executor{actor.Goroutine, actor.Caller} {
		inside, told := false, 0
		a := register(x, 2, actor.Observe(func(actor.Event) {
			if inside {
				t.Error("called while it was being called")
			}
			inside = true
			runtime.Gosched()
			inside = false
			told++
		}))
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				for i := range 50 {
					a.Send(context.Background(), i)
					a.Ask(context.Background(), get)
					a.Stats()
				}
			})
		}
		all.Wait()
		a.Stop(context.Background())
		if least := 4 * 50 * 2 * 3; told < least {
			t.Errorf("told of %d events, want at least %d", told, least)
		}
	}
}
