package actor_test

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/actor-playground/actor-playground/actor"
)

// Under Caller a caller goes on with what others brought meanwhile. What
// outcome of that is not the answer to its own ask.
func TestCallersAnswerSurvivesThePanicOfALaterCommand(t *testing.T) {
	a := actor.Spawn(1, runJob, actor.On(actor.Caller))
	answer, err := a.Ask(context.Background(), func(_ context.Context, reply actor.Reply[int]) {
		a.TrySend(func(context.Context, actor.Reply[int]) { panic("the next one's") })
		reply.Send(5)
	})
	if answer != 5 || err != nil {
		t.Fatalf("Ask = %d, %v; want 5, as replied", answer, err)
	}
	<-a.Done()
}

// A caller that has its answer handles a few commands of others and then goes
// its way, however many there are.
func TestCallerIsNotHeldByOthersCommands(t *testing.T) {
	for _, w := range []way{
		{executor: actor.Caller},
		{executor: actor.Caller, callbacks: true},
		{executor: actor.Caller, unseen: true},
		{executor: actor.Caller, callbacks: true, unseen: true},
	} {
		synctest.Test(t, func(t *testing.T) {
			const others, blocker = 1000, 100
			r := w.spawn(t, others)
			gate := make(chan struct{})
			asked := r.ask(func(_ context.Context, reply actor.Reply[int]) {
				for i := range others {
					name := fmt.Sprint(i)
					r.TrySend(func(ctx context.Context, reply actor.Reply[int]) {
						if i == blocker {
							<-gate
						}
						r.writes(name)(ctx, reply)
					})
				}
				reply.Send(5)
			})
			wantEnd(t, "the ask", asked, 5, nil)
			// The goroutine that took over is held in the caller's stead.
			if s := r.Stats(); s.Busy != 1 || s.Handled != 1+blocker {
				t.Errorf("Stats = %+v", s)
			}
			if sent := r.send(quiet); sent.times != 1 {
				t.Error("a send is held as well")
			}
			close(gate)
			r.run()
			if len(r.done) != others {
				t.Fatalf("%d of %d handled", len(r.done), others)
			}
			for i, name := range r.done {
				if name != fmt.Sprint(i) {
					t.Fatalf("%s was handled in the place of %d", name, i)
				}
			}
		})
	}
}

// The first of two callers runs both their commands, in their order, and one
// after the other.
func TestTwoCallersKeepTheirOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := way{executor: actor.Caller}.spawn(t, 4)
		gate := make(chan struct{})
		a := r.ask(func(ctx context.Context, reply actor.Reply[int]) {
			<-gate
			r.writes("a")(ctx, reply)
		})
		b, c := r.ask(r.writes("b")), r.send(r.writes("c"))
		wantPending(t, "the first ask", a)
		wantPending(t, "the second ask", b)
		wantEnd(t, "the send, which has a slot", c, 0, nil)
		r.wantDone()
		close(gate)
		synctest.Wait()
		wantEnd(t, "the first ask", a, 7, nil)
		wantEnd(t, "the second ask", b, 7, nil)
		r.wantDone("a", "b", "c")
	})
}

// What the handler owns needs no lock, whoever's goroutine it runs in: the
// race detector and the sum watch.
func TestOneTurnAtATime(t *testing.T) {
	for _, x := range []actor.Executor{actor.Goroutine, actor.Caller} {
		const senders, each = 8, 500
		sum := 0
		inside := false
		a := actor.Spawn(3, func(_ context.Context, n int, reply actor.Reply[int]) {
			if inside {
				t.Error("two turns at a time")
			}
			inside = true
			if n%16 == 0 {
				runtime.Gosched()
			}
			sum += n
			inside = false
			reply.Send(sum)
		}, actor.On(x))
		var all sync.WaitGroup
		for range senders {
			all.Go(func() {
				for i := range each {
					if i%2 == 0 {
						a.Send(context.Background(), i)
					} else {
						a.Ask(context.Background(), i)
					}
				}
			})
		}
		all.Wait()
		got, err := a.Ask(context.Background(), 0)
		if want := senders * each * (each - 1) / 2; got != want || err != nil {
			t.Errorf("sum = %d, %v; want %d", got, err, want)
		}
	}
}
