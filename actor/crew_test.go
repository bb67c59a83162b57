//go:build !js

package actor_test

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"

	"go.uber.org/goleak"

	"github.com/actor-playground/actor-playground/actor"
)

// Actors share goroutines, yet a handler that blocks holds up nobody but its own
// actor, however many do.
func TestHandlersThatBlockHoldUpNoOtherActor(t *testing.T) {
	actor.AwaitNoCrews()
	synctest.Test(t, func(t *testing.T) {
		w := way{executor: actor.Goroutine, crew: true}
		gate := make(chan struct{})
		var all sync.WaitGroup
		answered := make([]*outcome, 0, 50)
		// One job fills the list of those that have work, while its goroutine blocks.
		first := w.spawn(t, 1)
		first.TrySend(func(context.Context, actor.Reply[int]) {
			for range cap(answered) {
				blocks, lives := w.spawn(t, 1), w.spawn(t, 1)
				blocks.TrySend(func(context.Context, actor.Reply[int]) { <-gate })
				o := new(outcome)
				answered = append(answered, o)
				all.Go(func() {
					answer, err := lives.Ask(context.Background(), answers(3))
					o.end(0, answer, err)
				})
			}
			<-gate
		})
		synctest.Wait()
		if len(answered) != cap(answered) {
			t.Fatalf("%d were asked, want %d", len(answered), cap(answered))
		}
		for i, o := range answered {
			wantEnd(t, fmt.Sprint("ask ", i), o, 3, nil)
		}
		close(gate)
		all.Wait()
	})
}

// A handler that ends its goroutine ends one that others were to use.
func TestHandlersThatEndTheirGoroutinesLeaveNobodyWaiting(t *testing.T) {
	actor.AwaitNoCrews()
	synctest.Test(t, func(t *testing.T) {
		w := way{executor: actor.Goroutine, crew: true}
		for range 3 {
			var ends, lives []*outcome
			// Both kinds wait in the list when the first of them is run.
			w.spawn(t, 1).TrySend(func(context.Context, actor.Reply[int]) {
				for range 20 {
					for _, j := range []job{func(context.Context, actor.Reply[int]) { runtime.Goexit() }, answers(3)} {
						o := new(outcome)
						w.spawn(t, 1).AskFunc(j, 0, o.end)
						ends, lives = lives, append(ends, o) // by turns
					}
				}
			})
			synctest.Wait()
			for i := range ends {
				wantEnd(t, "the ask of one that ends", ends[i], 0, actor.ErrGoexit)
				wantEnd(t, "the ask of one that lives", lives[i], 3, nil)
			}
		}
	})
}

// Many actors at once, each of which asks the next and waits: all that is asked is answered, and then no goroutine is left.
func TestCrewsEndWhenThereIsNoWork(t *testing.T) {
	before := goleak.IgnoreCurrent()
	const actors, clients, each, deepest = 40, 16, 200, 4
	all := make([]*actor.Actor[int, int], actors+deepest)
	for i := range all {
		all[i] = actor.Spawn(2, func(ctx context.Context, n int, reply actor.Reply[int]) {
			if n > 0 {
				n, _ = all[i+1].Ask(ctx, n-1)
			}
			if n%7 == 0 {
				runtime.Gosched()
			}
			reply.Send(n + 1)
		})
	}
	var work sync.WaitGroup
	for k := range clients {
		work.Go(func() {
			for i := range each {
				depth := i % (deepest + 1)
				got, err := all[(k*7+i)%actors].Ask(context.Background(), depth)
				if got != depth+1 || err != nil {
					t.Errorf("Ask = %d, %v; want %d", got, err, depth+1)
				}
			}
		})
	}
	work.Wait()
	if err := goleak.Find(append(leakOptions(), before)...); err != nil {
		t.Error(err)
	}
}
