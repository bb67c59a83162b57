package actor_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"github.com/actor-playground/actor-playground/actor"
)

func TestAskCancelledAfterAdmissionIsHandledAndItsReplyDiscarded(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		free := r.occupy()
		var got bool
		asked := r.ask(func(_ context.Context, reply actor.Reply[int]) { got = reply.Send(5) })
		wantPending(t, "the ask", asked)
		r.forget()
		cause := errors.New("never mind")
		asked.cancel(cause)
		synctest.Wait()
		wantEnd(t, "the ask", asked, 0, cause)
		r.wantEvents() // its command keeps the slot
		free()
		r.run()
		if got {
			t.Error("Reply.Send = true, though the caller had gone")
		}
		r.wantEvents(
			actor.Event{Kind: actor.Handled, Command: 1, Len: 1},
			actor.Event{Kind: actor.Received, Command: 2},
			actor.Event{Kind: actor.Abandoned, Command: 2},
			actor.Event{Kind: actor.Handled, Command: 2},
		)
		r.wantStats(actor.Stats{Cap: 1, Admitted: 2, Received: 2, Handled: 2, Abandoned: 1})
		wantEnd(t, "the ask", asked, 0, cause)
	})
}

// The caller goes while the handler is at its command.
func TestAskCancelledWhileItIsHandledHasItsReplyDiscarded(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		if w.executor == actor.Caller {
			return // the caller is the one who handles it
		}
		r := w.spawn(t, 1)
		gate := make(chan struct{})
		asked := r.ask(func(_ context.Context, reply actor.Reply[int]) {
			<-gate
			if reply.Send(5) {
				t.Error("Reply.Send = true, though the caller had gone")
			}
		})
		go r.turns()
		synctest.Wait()
		asked.cancel(nil)
		synctest.Wait()
		wantEnd(t, "the ask", asked, 0, context.Canceled)
		close(gate)
		synctest.Wait()
		if s := r.Stats(); s.Abandoned != 1 || s.Handled != 1 {
			t.Errorf("Stats = %+v", s)
		}
	})
}

func TestCallerWhoDroppedTheReplyDoesNotDisturbTheActor(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 2)
		free := r.occupy()
		var sentTo, goneFrom bool
		replies := func(got *bool) job {
			return func(_ context.Context, reply actor.Reply[int]) { *got = reply.Send(5) }
		}
		r.send(replies(&sentTo)) // nobody asked
		r.ask(replies(&goneFrom)).cancel(nil)
		synctest.Wait()
		free()
		r.run()
		if sentTo || goneFrom {
			t.Errorf("Reply.Send to nobody = %v, to one who left = %v; want false", sentTo, goneFrom)
		}
		next := r.ask(answers(6))
		r.run()
		wantEnd(t, "the next ask", next, 6, nil)
	})
}

func TestHandlerWithoutReplyIsErrNoReplyAtOnce(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		var kept actor.Reply[int]
		asked := r.ask(func(_ context.Context, reply actor.Reply[int]) { kept = reply })
		r.run()
		wantEnd(t, "the ask", asked, 0, actor.ErrNoReply)
		if kept.Send(5) {
			t.Error("a reply after the handler had returned was accepted")
		}
		if s := r.Stats(); s.Replied != 0 || s.Abandoned != 0 {
			t.Errorf("Stats = %+v", s)
		}
	})
}

func TestFirstReplyWinsAndTheSecondIsRefused(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		var first, second bool
		asked := r.ask(func(_ context.Context, reply actor.Reply[int]) {
			first = reply.Send(1)
			second = reply.Send(2)
		})
		r.run()
		wantEnd(t, "the ask", asked, 1, nil)
		if !first || second {
			t.Errorf("Reply.Send = %v, then %v; want true, then false", first, second)
		}
		if s := r.Stats(); s.Replied != 1 || s.Abandoned != 0 {
			t.Errorf("Stats = %+v", s)
		}
	})
}

// A reply may come from another goroutine while the handler waits for it.
func TestRepliesRacingFromOtherGoroutinesAreOneReply(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		won := make(chan int, 4)
		asked := r.ask(func(_ context.Context, reply actor.Reply[int]) {
			ended := make(chan struct{})
			for i := range 4 {
				go func() {
					if reply.Send(i) {
						won <- i
					}
					ended <- struct{}{}
				}()
			}
			for range 4 {
				<-ended
			}
		})
		r.run()
		if len(won) != 1 {
			t.Fatalf("%d replies were accepted, want 1", len(won))
		}
		wantEnd(t, "the ask", asked, <-won, nil)
	})
}

// Were the same caller's record used for another ask, a late reply would
// answer that one.
func TestLateReplyNeverReachesAnotherCaller(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		var old []actor.Reply[int]
		keep := func(_ context.Context, reply actor.Reply[int]) { old = append(old, reply) }
		for range 20 {
			r.ask(keep)
			r.run()
		}
		asked := r.ask(func(_ context.Context, reply actor.Reply[int]) {
			for i, late := range old {
				if late.Send(100 + i) {
					t.Errorf("the late reply %d was accepted in another's turn", i)
				}
			}
			reply.Send(5)
		})
		r.run()
		wantEnd(t, "the ask", asked, 5, nil)
		for i, late := range old {
			if late.Send(100 + i) {
				t.Errorf("the late reply %d was accepted while idle", i)
			}
		}
	})
}

func TestAskToOneselfIsErrSelfCall(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 4)
		type key struct{}
		asked := r.ask(func(ctx context.Context, reply actor.Reply[int]) {
			if answer, err := r.Ask(ctx, answers(1)); answer != 0 || err != actor.ErrSelfCall {
				t.Errorf("Ask = %d, %v; want ErrSelfCall", answer, err)
			}
			derived, cancel := context.WithCancel(context.WithValue(ctx, key{}, 1))
			defer cancel()
			if _, err := r.Ask(derived, answers(1)); err != actor.ErrSelfCall {
				t.Errorf("Ask with a derived context = %v, want ErrSelfCall", err)
			}
			reply.Send(5)
		})
		r.run()
		wantEnd(t, "the outer ask", asked, 5, nil)
		if s := r.Stats(); s.Rejected != 2 || s.Admitted != 1 {
			t.Errorf("Stats = %+v", s)
		}
	})
}

// A handler may ask another actor with its own context: that is no self-call.
func TestAskToAnotherActorIsNoSelfCall(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		if w.executor == actor.Manual {
			return // its handler would wait for whom it keeps from stepping
		}
		other := w.spawn(t, 1)
		r := w.spawn(t, 1)
		asked := r.ask(func(ctx context.Context, reply actor.Reply[int]) {
			answer, err := other.Ask(ctx, answers(5))
			if err != nil {
				t.Error(err)
			}
			reply.Send(answer)
		})
		wantEnd(t, "the ask", asked, 5, nil)
	})
}

func TestSendToOneselfWhenFullIsErrSelfCall(t *testing.T) {
	everyWay(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		r.send(func(ctx context.Context, _ actor.Reply[int]) {
			if err := r.Send(ctx, r.writes("room")); err != nil {
				t.Errorf("Send with room = %v, want nil", err)
			}
			if err := r.Send(ctx, r.writes("full")); err != actor.ErrSelfCall {
				t.Errorf("Send when full = %v, want ErrSelfCall", err)
			}
		})
		r.run()
		r.wantDone("room")
	})
}

// The context that a handler was given is not one for ever: between the turns
// nobody is kept waiting by the sender.
func TestContextOfAnEarlierTurnMaySendWhileNoneRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := way{executor: actor.Manual}.spawn(t, 1)
		var kept context.Context
		r.send(func(ctx context.Context, _ actor.Reply[int]) { kept = ctx })
		r.run()
		r.send(quiet)
		sent := new(outcome)
		go func() { sent.end(0, 0, r.Send(kept, quiet)) }()
		synctest.Wait()
		wantPending(t, "the send", sent)
		r.run()
		wantEnd(t, "the send", sent, 0, nil)
	})
}

// The callback face never waits, so a handler may use it on its own actor.
func TestCallbackFaceMayCallItsOwnActor(t *testing.T) {
	everyExecutor(t, func(t *testing.T, w way) {
		r := w.spawn(t, 1)
		asked, waited := new(outcome), new(outcome)
		r.send(func(context.Context, actor.Reply[int]) {
			r.AskFunc(answers(5), 0, asked.end)
			r.AskFunc(answers(6), 0, waited.end)
			if asked.times+waited.times != 0 {
				t.Error("answered within the turn that asked")
			}
		})
		r.run()
		wantEnd(t, "the ask", asked, 5, nil)
		wantEnd(t, "the ask that waited", waited, 6, nil)
	})
}
