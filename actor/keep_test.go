package actor_test

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"weak"

	"github.com/actor-playground/actor-playground/actor"
)

// keeps is a job that keeps its reply in kept.
func keeps(kept *actor.Reply[int]) job {
	return func(_ context.Context, reply actor.Reply[int]) { *kept = reply.Keep() }
}

func TestKeptReplyIsSentAfterTheTurn(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 2)
		var kept, turns actor.Reply[int]
		asked := r.ask(func(_ context.Context, reply actor.Reply[int]) {
			turns = reply
			kept = reply.Keep()
			if reply.Send(1) || reply.Keep() != (actor.Reply[int]{}) {
				t.Error("the turn's own reply is still good for something")
			}
			if kept.Keep() != kept {
				t.Error("a kept reply, kept again, is another")
			}
		})
		r.run()
		wantPending(t, "the ask", asked)
		r.wantStats(actor.Stats{Cap: 2, Admitted: 1, Received: 1, Handled: 1, Kept: 1})
		other := r.ask(answers(6))
		r.run()
		wantEnd(t, "the next ask", other, 6, nil)

		if turns.Send(1) {
			t.Error("the turn's own reply was accepted after the turn")
		}
		if !kept.Send(5) || kept.Send(7) {
			t.Error("want the first Send alone to be accepted")
		}
		synctest.Wait()
		wantEnd(t, "the ask", asked, 5, nil)
		r.wantEvents(
			actor.Event{Kind: actor.Admitted, Command: 1, Len: 1},
			actor.Event{Kind: actor.Received, Command: 1},
			actor.Event{Kind: actor.Kept, Command: 1},
			actor.Event{Kind: actor.Handled, Command: 1},
			actor.Event{Kind: actor.Admitted, Command: 2, Len: 1},
			actor.Event{Kind: actor.Received, Command: 2},
			actor.Event{Kind: actor.Replied, Command: 2},
			actor.Event{Kind: actor.Handled, Command: 2},
			actor.Event{Kind: actor.Replied, Command: 1},
		)
		r.wantStats(actor.Stats{Cap: 2, Admitted: 2, Received: 2, Handled: 2, Replied: 2})
	})
}

// It may be sent within its turn, too, and from an ask that nobody made it is nothing.
func TestKeptReplyInItsTurn(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 2)
		asked := r.ask(func(_ context.Context, reply actor.Reply[int]) {
			if kept := reply.Keep(); !kept.Send(5) || kept.Send(6) {
				t.Error("want the first Send alone to be accepted")
			}
		})
		r.run()
		wantEnd(t, "the ask", asked, 5, nil)
		var nobodys, late, sent actor.Reply[int]
		r.send(keeps(&nobodys))
		r.ask(func(_ context.Context, reply actor.Reply[int]) { late = reply })
		r.run()
		r.ask(func(_ context.Context, reply actor.Reply[int]) {
			reply.Send(1)
			sent = reply.Keep()
		})
		r.run()
		for _, reply := range []actor.Reply[int]{nobodys, late.Keep(), sent} {
			if reply != (actor.Reply[int]{}) || reply.Send(5) {
				t.Error("a reply that nobody awaits was kept")
			}
		}
	})
}

func TestKeptRepliesRacingAreOneReply(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		var kept actor.Reply[int]
		asked := r.ask(keeps(&kept))
		r.run()
		won := make(chan int, 4)
		for i := range 4 {
			go func() {
				if kept.Send(i) {
					won <- i
				}
			}()
		}
		synctest.Wait()
		if len(won) != 1 {
			t.Fatalf("%d replies were accepted, want 1", len(won))
		}
		wantEnd(t, "the ask", asked, <-won, nil)
	})
}

func TestKeptReplyWhoseAskerHasGoneIsAbandoned(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 2)
		var kept, unread actor.Reply[int]
		asked := r.ask(keeps(&kept))
		r.run()
		cause := errors.New("no time")
		asked.cancel(cause)
		synctest.Wait()
		wantEnd(t, "the ask", asked, 0, cause)
		r.wantStats(actor.Stats{Cap: 2, Admitted: 1, Received: 1, Handled: 1})
		r.forget()
		for range 2 {
			if kept.Send(5) {
				t.Error("Send = true, though the asker had gone")
			}
		}
		r.wantEvents(actor.Event{Kind: actor.Abandoned, Command: 1})
		r.wantStats(actor.Stats{Cap: 2, Admitted: 1, Received: 1, Handled: 1, Abandoned: 1})

		if w.executor == actor.Caller {
			return // the asker is the one who handles it
		}
		// One who went before his reply was kept.
		free := r.occupy()
		left := r.ask(keeps(&unread))
		left.cancel(nil)
		synctest.Wait()
		free()
		r.run()
		if unread.Send(5) {
			t.Error("Send = true, though the asker had gone")
		}
		if s := r.Stats(); s.Abandoned != 2 || s.Kept != 0 {
			t.Errorf("Stats = %+v", s)
		}
	})
}

func TestKeptRepliesOfAnActorThatIsDoneAreErrNoReply(t *testing.T) {
	ends := map[string]func(r *rig){
		"Stop":  func(r *rig) { r.stop() },
		"Kill":  func(r *rig) { r.Kill() },
		"panic": func(r *rig) { r.send(func(context.Context, actor.Reply[int]) { panic("oh") }) },
	}
	for name, end := range ends {
		t.Run(name, func(t *testing.T) {
			everyWay(t, func(t *testing.T, w way) {
				r := w.spawn(t, 2)
				kept := make([]actor.Reply[int], 3)
				asked := make([]*outcome, 3)
				for i := range kept {
					asked[i] = r.ask(keeps(&kept[i]))
					r.run()
				}
				free := r.occupy()
				if name != "panic" {
					end(r)
				}
				synctest.Wait()
				wantPending(t, "an ask, while a handler runs", asked[0])
				if !kept[0].Send(5) {
					t.Error("a reply was refused before the end")
				}
				free()
				r.run()
				if name == "panic" {
					end(r)
					r.run()
				}
				wantEnd(t, "the ask that was answered in time", asked[0], 5, nil)
				wantEnd(t, "another ask", asked[1], 0, actor.ErrNoReply)
				wantEnd(t, "the last ask", asked[2], 0, actor.ErrNoReply)
				if kept[1].Send(5) {
					t.Error("a reply was accepted after the end")
				}
				if s := r.Stats(); s.Replied != 1 || s.Abandoned != 0 || s.Kept != 0 {
					t.Errorf("Stats = %+v", s)
				}
			})
		})
	}
}

// It takes no bubble: finalizers run outside.
func TestKeptReplyThatIsDroppedIsErrNoReply(t *testing.T) {
	for _, x := range []actor.Executor{actor.Goroutine, actor.Caller} {
		var held []actor.Reply[int] // by the actor itself, which must not be in the way
		a := actor.Spawn(4, func(_ context.Context, drop bool, reply actor.Reply[int]) {
			if drop {
				held = nil
				return
			}
			held = append(held, reply.Keep())
		}, actor.On(x))
		const asks = 4
		errs := make(chan error, asks)
		for i := range asks {
			if i%2 == 0 {
				a.AskFunc(false, 0, func(_ uint64, _ int, err error) { errs <- err })
				continue
			}
			go func() {
				_, err := a.Ask(context.Background(), false)
				errs <- err
			}()
		}
		for a.Stats().Kept < asks {
			runtime.Gosched()
		}
		runtime.GC()
		select {
		case err := <-errs:
			t.Fatalf("an ask got %v while its reply was held", err)
		default:
		}
		a.Send(context.Background(), true)
		for range asks {
			for len(errs) == 0 {
				runtime.GC()
				runtime.Gosched()
			}
			if err := <-errs; err != actor.ErrNoReply {
				t.Errorf("Ask = %v, want ErrNoReply", err)
			}
		}
		if s := a.Stats(); s.Kept != 0 || s.Abandoned != 0 {
			t.Errorf("Stats = %+v", s)
		}
	}
}

// An actor that keeps replies is collected like any other, even if it is itself
// who holds them.
func TestActorThatHoldsKeptRepliesIsCollected(t *testing.T) {
	var gone weak.Pointer[actor.Actor[int, int]]
	func() {
		var held []actor.Reply[int]
		a := actor.Spawn(4, func(_ context.Context, _ int, reply actor.Reply[int]) {
			held = append(held, reply.Keep())
		}, actor.On(actor.Caller))
		for range 3 {
			a.AskFunc(1, 0, func(uint64, int, error) {})
		}
		gone = weak.Make(a)
	}()
	for range 5 {
		runtime.GC()
	}
	if gone.Value() != nil {
		t.Error("it is kept")
	}
}

// The first actor's asker gets what the second answers, while the first goes on.
func TestKeptReplyMayBeForwardedToAnotherActor(t *testing.T) {
	type question struct {
		n     int
		reply actor.Reply[int]
	}
	everyWay(t, func(t *testing.T, w way) {
		var pending []question
		back := actor.Spawn(4, func(_ context.Context, q question, _ actor.Reply[struct{}]) {
			pending = append(pending, q)
		}, actor.On(actor.Caller))
		r := w.spawn(t, 4)
		forward := func(n int) job {
			return func(ctx context.Context, reply actor.Reply[int]) {
				if err := back.Send(ctx, question{n, reply.Keep()}); err != nil {
					t.Error(err)
				}
			}
		}
		var asked []*outcome
		for n := range 3 {
			asked = append(asked, r.ask(forward(n)))
			r.run()
		}
		for _, q := range slices.Backward(pending) {
			q.reply.Send(q.n * 10)
		}
		synctest.Wait()
		for n, o := range asked {
			wantEnd(t, "an ask", o, n*10, nil)
		}
	})
}

// Replies sent in the turn and later, to askers of whom some give up: each Send
// is counted as what it reported.
func TestKeptRepliesUnderLoad(t *testing.T) {
	for _, x := range []actor.Executor{actor.Goroutine, actor.Caller} {
		var accepted, refused atomic.Uint64
		send := func(reply actor.Reply[int], n int) {
			if reply.Send(n) {
				accepted.Add(1)
			} else {
				refused.Add(1)
			}
		}
		replies := make(chan actor.Reply[int], 2000)
		a := actor.Spawn(4, func(_ context.Context, n int, reply actor.Reply[int]) {
			if n%3 == 0 {
				send(reply, n)
				return
			}
			replies <- reply.Keep()
		}, actor.On(x))
		var senders, askers sync.WaitGroup
		for s := range 3 {
			senders.Go(func() {
				for reply := range replies {
					send(reply, s)
				}
			})
		}
		for range 6 {
			askers.Go(func() {
				for n := range 200 {
					ctx, cancel := context.WithCancel(context.Background())
					if n%5 == 0 {
						go cancel()
					}
					_, err := a.Ask(ctx, n)
					if err != nil && err != context.Canceled {
						t.Errorf("Ask = %v", err)
					}
					cancel()
				}
			})
		}
		askers.Wait()
		a.Ask(context.Background(), 0) // what was admitted before is handled
		close(replies)
		senders.Wait()
		a.Stop(context.Background())
		s := a.Stats()
		wantIdentities(t, s)
		if s.Kept != 0 || s.Replied != accepted.Load() || s.Abandoned != refused.Load() {
			t.Errorf("%d accepted, %d refused, Stats = %+v", accepted.Load(), refused.Load(), s)
		}
	}
}

func TestKeepAllocatesOnce(t *testing.T) {
	a := actor.Spawn(4, func(_ context.Context, _ int, reply actor.Reply[int]) {
		reply.Keep().Send(1)
	}, actor.On(actor.Caller))
	done := func(uint64, int, error) {}
	a.AskFunc(1, 0, done)
	if n := testing.AllocsPerRun(1000, func() { a.AskFunc(1, 0, done) }); n != 1 {
		t.Errorf("%v allocations, want 1", n)
	}
}

// The handler can't send a reply that it kept once it has panicked, and neither
// can anybody else, because the actor is done.
func TestKeptReplyOfAHandlerThatPanicsIsErrNoReply(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		var kept actor.Reply[int]
		asked := r.ask(func(_ context.Context, reply actor.Reply[int]) {
			kept = reply.Keep()
			panic("the handler's")
		})
		r.run()
		wantEnd(t, "the ask", asked, 0, actor.ErrNoReply)
		if kept.Send(5) {
			t.Error("Send = true after the end")
		}
	})
}

// Many replies may be kept at once and sent in any order, and then nothing is
// left of them.
func TestManyKeptRepliesAreSentInAnyOrder(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		const many = 200
		r := w.spawn(t, many)
		kept := make([]actor.Reply[int], many)
		all := make([]*outcome, many)
		for i := range many {
			all[i] = new(outcome)
			r.AskFunc(keeps(&kept[i]), 0, all[i].end)
		}
		r.run()
		if s := r.Stats(); s.Kept != many {
			t.Fatalf("%d are kept, want %d", s.Kept, many)
		}
		for k := range many {
			i := k * 77 % many
			if !kept[i].Send(i) {
				t.Errorf("Send of %d = false", i)
			}
			wantEnd(t, "the ask", all[i], i, nil)
		}
		if s := r.Stats(); s.Kept != 0 || s.Replied != many {
			t.Errorf("Stats = %+v", s)
		}
	})
}
