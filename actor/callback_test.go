package actor_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"testing"
	"testing/synctest"

	"github.com/actor-playground/actor-playground/actor"
)

// A callback must not panic. If one does, its own caller learns of it and the
// others get theirs all the same.
func TestOtherCallbacksRunAfterOneThatPanicsOrExits(t *testing.T) {
	for _, exits := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			r := way{executor: actor.Manual}.spawn(t, 3)
			told := 0
			for range 3 {
				r.AskFunc(quiet, 0, func(uint64, int, error) {
					told++
					if told == 3 {
						return
					}
					if exits {
						runtime.Goexit()
					}
					panic("a callback's")
				})
			}
			var value any
			go func() {
				defer func() { value = recover() }()
				r.Kill()
			}()
			synctest.Wait()
			if told != 3 {
				t.Errorf("%d of 3 callbacks were called", told)
			}
			if !exits && value != "a callback's" {
				t.Errorf("Kill panicked with %v, want what the callback did", value)
			}
		})
	}
}

// The turn is over when the callbacks that it owes are called, so another may
// have begun, and that one is not the panicking caller's to end.
func TestCallbackThatPanicsAfterItsTurnLeavesTheNextTurnAlone(t *testing.T) {
	forUnseenToo(t, func(t *testing.T, unseen bool) {
		r := way{executor: actor.Caller, unseen: unseen}.spawn(t, 1)
		gate := make(chan struct{})
		next := new(outcome)
		r.AskFunc(quiet, 0, func(uint64, int, error) {
			go func() {
				answer, err := r.Ask(context.Background(), func(_ context.Context, reply actor.Reply[int]) {
					<-gate
					reply.Send(5)
				})
				next.end(0, answer, err)
			}()
			synctest.Wait()
			panic("a callback's")
		})
		var reason *actor.PanicError
		if !errors.As(r.Err(), &reason) || reason.Source != "callback" {
			t.Fatalf("Err = %v, want the callback's panic", r.Err())
		}
		if s := r.Stats(); s.Busy != 1 {
			t.Errorf("a handler runs, and the actor says it is idle: %+v", s)
		}
		select {
		case <-r.Done():
			t.Error("done while a handler runs")
		default:
		}
		close(gate)
		synctest.Wait()
		wantEnd(t, "the current ask", next, 0, reason)
		<-r.Done()
	})
}

// A handler that panics when the actor has failed already ends its turn, and the first reason stays.
func TestHandlerThatPanicsAfterTheFailureLeavesItsReason(t *testing.T) {
	forUnseenToo(t, func(t *testing.T, unseen bool) {
		r := way{executor: actor.Caller, unseen: unseen}.spawn(t, 1)
		gate, next := make(chan struct{}), new(outcome)
		r.AskFunc(quiet, 0, func(uint64, int, error) {
			go func() {
				answer, err := r.Ask(context.Background(), func(context.Context, actor.Reply[int]) {
					<-gate
					panic("the handler's")
				})
				next.end(0, answer, err)
			}()
			synctest.Wait()
			panic("a callback's")
		})
		first := r.Err()
		close(gate)
		synctest.Wait()
		wantEnd(t, "the current ask", next, 0, first)
		if r.Err() != first || !r.isDone() {
			t.Errorf("Err = %v, done is %v; want %v, true", r.Err(), r.isDone(), first)
		}
	})
}

func forUnseenToo(t *testing.T, test func(t *testing.T, unseen bool)) {
	for _, unseen := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) { test(t, unseen) })
	}
}

// Under Caller a goroutine may end in somebody's handler. The callback that
// was promised to it comes all the same.
func TestCallbackRunsAfterTheHandlerEndsTheCallersGoroutine(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		exit := func(context.Context, actor.Reply[int]) { runtime.Goexit() }
		sent, asked := new(outcome), new(outcome)
		go r.SendFunc(exit, 0, sent.end)
		synctest.Wait()
		go r.turns()
		synctest.Wait()
		wantEnd(t, "SendFunc", sent, 0, nil)
		if r.Err() != actor.ErrGoexit {
			t.Fatalf("Err = %v, want ErrGoexit", r.Err())
		}

		r = w.spawn(t, 1)
		go r.AskFunc(exit, 0, asked.end)
		synctest.Wait()
		go r.turns()
		synctest.Wait()
		wantEnd(t, "AskFunc", asked, 0, actor.ErrGoexit)
	})
}

// A callback runs outside the lock and may call the actor, whatever call.
func TestCallbackMayCallTheActor(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		free := r.occupy()
		hasty := r.AskFunc(answers(1), 0, func(uint64, int, error) {})
		var ended []string
		note := func(name string) actor.Callback[int] {
			return func(uint64, int, error) { ended = append(ended, name) }
		}
		r.AskFunc(r.writes("a"), 0, func(uint64, int, error) {
			ended = append(ended, "a")
			r.Stats()
			r.Err()
			hasty.Cancel(nil)
			r.TrySend(r.writes("b"))
			r.SendFunc(r.writes("c"), 0, note("c"))
			r.AskFunc(r.writes("d"), 0, func(uint64, int, error) {
				ended = append(ended, "d")
				r.StopFunc(0, note("stop"))
				r.SendFunc(r.writes("late"), 0, note("refused"))
			})
		})
		free()
		r.run()
		r.wantDone("a", "b", "c", "d")
		if got := fmt.Sprint(ended); got != "[a c d refused stop]" {
			t.Errorf("the callbacks came as %s", got)
		}
	})
}

// An event loop that asks again from each answer goes on as long as it likes:
// the calls do not pile up on a stack.
func TestCallbackThatAsksAgain(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		const rounds = 20_000
		left := rounds
		var again actor.Callback[int]
		again = func(uint64, int, error) {
			if left--; left > 0 {
				r.AskFunc(answers(1), 0, again)
			}
		}
		r.AskFunc(answers(1), 0, again)
		r.run()
		if left != 0 {
			t.Errorf("%d rounds are left", left)
		}
		if s := r.Stats(); s.Replied != rounds {
			t.Errorf("Stats = %+v", s)
		}
	})
}

// One function serves many calls: the ticket says which it is about.
func TestCallbackGetsItsTicket(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		r := w.spawn(t, 2)
		free := r.occupy()
		got := map[uint64]string{}
		done := func(ticket uint64, answer int, err error) {
			got[ticket] += fmt.Sprint(answer, " ", err)
		}
		r.SendFunc(quiet, 10, done)
		r.AskFunc(answers(5), 1<<40, done)
		r.AskFunc(answers(6), 12, done)
		r.SendFunc(quiet, 13, done)
		r.AskFunc(quiet, 14, done).Cancel(nil)
		free()
		r.run()
		r.StopFunc(15, done)
		r.SendFunc(quiet, 16, done)
		want := map[uint64]string{
			10: "0 <nil>", 1 << 40: "5 <nil>", 12: "6 <nil>", 13: "0 <nil>",
			14: "0 context canceled", 15: "0 <nil>", 16: "0 actor: stopped",
		}
		if !maps.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}
